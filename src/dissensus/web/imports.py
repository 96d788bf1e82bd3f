"""How do files from a browser come in? ``Batch``: kept in a folder of ours, read by a job, removed

A file lies under a number; the name it was sent with is only told. DNA's data bases come in as such.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from dissensus.errors import DissensusError, IngestError
from dissensus.intake import IngestReport, take_sent
from dissensus.model.coder import Permission
from dissensus.store import coders, history
from dissensus.web.jobs import Progress
from dissensus.web.workbench import Workbench

__all__ = ["FILES", "Batch", "safe_name"]

FILES: Final = 200  # at once
_LONGEST: Final = 200  # characters of a name
_DNA: Final = ".dna"


class Batch:
    """The files of one import. The folder is gone when the import is over, or the server."""

    def __init__(self, files: Sequence[tuple[str, BinaryIO]]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dissensus-import-")
        self._texts: list[tuple[str, Path]] = []
        self._databases: list[tuple[str, Path]] = []
        try:
            for number, (name, file) in enumerate(files, 1):
                self._keep(number, safe_name(name) or f"file {number}", file)
        except OSError as error:
            self._folder.cleanup()
            raise IngestError(
                f"The files can't be kept: {error.strerror}.",
                remedy="Make room on the disk, or send fewer of them at once.",
            ) from None

    def _keep(self, number: int, name: str, file: BinaryIO) -> None:
        is_dna = name.lower().endswith(_DNA)
        own = Path(self._folder.name, str(number))
        if is_dna:
            own.mkdir()  # a data base is remembered by the name of its file
            own /= re.sub(r"[^\w-]", "_", Path(name).stem)[:80] + _DNA
        with own.open("wb") as kept:
            shutil.copyfileobj(file, kept, 1 << 20)
        (self._databases if is_dna else self._texts).append((name, own))

    def take_in(self, desk: Workbench, progress: Progress) -> dict[str, Any]:
        """Read the files into the project; returns the report in the shape of ``IngestOut``."""
        total = len(self._texts) + len(self._databases)
        try:
            progress(0, total)
            report = IngestReport()
            if self._texts:
                report = take_sent(
                    desk.store,
                    self._texts,
                    coder=coders.admit(desk.store, desk.coder, Permission.INGEST),
                    progress=lambda done: progress(done, max(done, total)),
                )
            rejected = [
                {"name": r.location, "reason": r.reason, "remedy": r.remedy}
                for r in report.rejected
            ]
            databases: list[dict[str, Any]] = []
            for name, path in self._databases:
                progress(total - len(self._databases) + len(databases), total, name)
                try:
                    databases.append(_brought_in(desk, name, path))
                except DissensusError as error:
                    found = error.found.replace(str(path), name)
                    rejected.append({"name": name, "reason": found, "remedy": error.remedy})
        finally:
            self._folder.cleanup()
        return {
            "added": _named(desk, report.added),
            "changed": _named(desk, report.changed),
            "known": report.known,
            "rejected": rejected,
            "flagged": report.flagged,
            "warnings": [{"name": name, "warning": what} for name, what in report.warnings],
            "databases": databases,
        }


def safe_name(name: str) -> str:
    """Return the name a file was sent with as it may be told: no control characters, no way up or out."""
    clean = "".join(letter if letter.isprintable() else " " for letter in name)
    parts = (part.strip() for part in re.split(r"[/\\]", clean))
    whole = "/".join(part for part in parts if part.strip(". "))
    return whole if len(whole) <= _LONGEST else whole[-_LONGEST:].lstrip("/")


def _brought_in(desk: Workbench, name: str, path: Path) -> dict[str, Any]:
    report = desk.project.import_dna(path)
    return {
        "name": name,
        "documents": report.documents,
        "statements": report.statements,
        "entities": report.entities,
        "known": report.known,
        "losses": [
            f"{loss.count:,} {loss.what}: {loss.why}" for loss in report.losses if not loss.kept
        ],
    }


def _named(desk: Workbench, ids: Sequence[str]) -> list[dict[str, str]]:
    with desk.store.read() as connection:
        rows = history.rows_by_id(connection, "document", ids)
    return [{"id": one, "title": rows[one]["title"]} for one in ids if one in rows]

"""What was a result made of? ``Manifest``: the options, versions, statements and texts behind an export"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dissensus.errors import ExchangeError
from dissensus.events import STATEMENT, EventList
from dissensus.exchange.files import write_bytes
from dissensus.model.document import Document, text_hash

__all__ = ["Manifest", "manifest_of", "manifest_path", "write_manifest"]

FORMAT: Final = "dissensus-manifest-1"
_MOST_IDS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What every exported result carries, so that it can be checked and made again.

    ``documents`` maps a document's identity to the SHA-256 of its canonical text; ``created`` is told, not
    looked up, so that the same result gives the same bytes. ``seed`` is None where nothing was drawn.
    ``losses`` lists what the format could not carry.
    """

    version: str
    created: datetime
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    project: str = ""
    codebook_hash: str = ""
    statements: tuple[str, ...] = ()
    documents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unreviewed: int = 0
    seed: int | None = None
    losses: tuple[Mapping[str, object], ...] = ()

    @property
    def statements_hash(self) -> str:
        """The SHA-256 of the sorted identities of the statements, one per line."""
        return hashlib.sha256(self._lines().encode("utf-8")).hexdigest()

    def as_json(self, *, name: str = "") -> str:
        """Write it as JSON; more than 10,000 identities are left to a file beside it.

        ``name`` is the file the manifest belongs to.
        """
        content: dict[str, object] = {
            "format": FORMAT,
            "file": name,
            "program": "Dissensus",
            "version": self.version,
            "created": self.created.isoformat(),
            "project": self.project,
            "codebook_sha256": self.codebook_hash,
            "options": dict(sorted(self.options.items())),
            "seed": self.seed,
            "statement_count": len(self.statements),
            "statements_sha256": self.statements_hash,
            "unreviewed": self.unreviewed,
            "documents": dict(sorted(self.documents.items())),
        }
        if self.losses:
            content["losses"] = list(self.losses)
        if self.has_sidecar:
            content["statements_file"] = f"{name}.statements.txt"
        else:
            content["statements"] = sorted(self.statements)
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @property
    def has_sidecar(self) -> bool:
        """Whether the identities are too many to stand in the manifest itself."""
        return len(self.statements) > _MOST_IDS

    def _lines(self) -> str:
        return "".join(f"{statement}\n" for statement in sorted(self.statements))


def manifest_of(
    events: EventList,
    *,
    version: str,
    created: datetime,
    options: Mapping[str, str] | None = None,
    project: str = "",
    codebook_hash: str = "",
    documents: Sequence[Document] = (),
    seed: int | None = None,
) -> Manifest:
    """Describe a result made of these statements and texts. Cost: O(statements + characters)."""
    return Manifest(
        version=version,
        created=created,
        options=dict(options or {}),
        project=project,
        codebook_hash=codebook_hash,
        statements=tuple(events.frame[STATEMENT].to_list()),
        documents={d.id: text_hash(d.text) for d in documents},
        unreviewed=events.unreviewed,
        seed=seed,
    )


def manifest_path(path: str | Path) -> Path:
    """Return where the manifest of a file lies: beside it, as ``<name>.manifest.json``."""
    path = Path(path)
    return path.with_name(f"{path.name}.manifest.json")


def write_manifest(manifest: Manifest, path: str | Path) -> Path:
    """Write the manifest of the file ``path`` beside it, and the statement identities if many.

    Raises ``ExchangeError`` if it can't be written.
    """
    path = Path(path)
    if path.name.endswith(".manifest.json"):
        raise ExchangeError(
            f"{path} is itself a manifest.", remedy="Give the path of the file it describes."
        )
    target = manifest_path(path)
    write_bytes(target, manifest.as_json(name=path.name).encode("utf-8"))
    if manifest.has_sidecar:
        beside = path.with_name(f"{path.name}.statements.txt")
        write_bytes(beside, "".join(f"{s}\n" for s in sorted(manifest.statements)).encode("utf-8"))
    return target

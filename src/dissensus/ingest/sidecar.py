"""What does a table beside the texts say about them? ``Sidecar``, ``load_sidecar``

A CSV file with a column ``file`` and columns of metadata (``title``, ``author``, ``date``, ``source``, …). What it
says goes before anything the texts say themselves, for somebody wrote it by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from dissensus.errors import IngestError
from dissensus.ingest.charset import decode
from dissensus.ingest.metadata import Field, Metadata, Rank, field_named
from dissensus.ingest.reader import Limits

__all__ = ["Sidecar", "load_sidecar"]

_FILE: Final = ("file", "filename", "file name", "path", "datei", "fichier", "archivo")
_MAX_CELL: Final = 100_000
_MAX_ROWS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The rows of a sidecar by the file they speak of; ``name`` is what evidence calls it."""

    name: str
    rows: Mapping[str, tuple[int, Mapping[Field, str]]]

    def about(self, location: str) -> Metadata | None:
        """Return what the sidecar says about a file, told by its whole path or the end of it.

        The longest ending that has a row counts, so ``a/x.txt`` and ``b/x.txt`` can be told apart.
        """
        parts = PurePosixPath(location.replace("\\", "/")).parts
        for i in range(len(parts)):
            row = self.rows.get("/".join(parts[i:]))
            if row is not None:
                return self._metadata(*row)
        return None

    def _metadata(self, line: int, cells: Mapping[Field, str]) -> Metadata:
        metadata = Metadata()
        for name, value in cells.items():
            metadata.offer(name, value, Rank.SIDECAR, f"{self.name}, line {line}")
        return metadata


def load_sidecar(path: Path, *, limits: Limits | None = None) -> Sidecar:
    """Read a sidecar; comma, semicolon or tab between the columns, any charset.

    Raises ``IngestError``, with the line, on a missing file or column, a file named twice, and rows that
    are longer than the heading. Empty cells say nothing.
    """
    limits = limits or Limits()
    try:
        if path.stat().st_size > limits.max_bytes:
            raise IngestError(f"The sidecar {path.name} is larger than {limits.max_bytes:,} bytes.")
        data = path.read_bytes()
    except OSError as error:
        raise IngestError(
            f"The sidecar {path} can't be read: {error.strerror}.",
            remedy="Give the path of a CSV file with a column 'file'.",
        ) from None
    text = decode(data, name=path.name).text
    rows = _rows(text, path.name)
    _, heading = next(rows, (1, []))
    names = [cell.strip().lower() for cell in heading]
    file_column = next((names.index(name) for name in _FILE if name in names), None)
    if file_column is None:
        raise IngestError(
            f"The sidecar {path.name} has no column 'file'; its columns are: {', '.join(names)}.",
            remedy="Name in it, for each row, the file it speaks of.",
        )
    fields = [field_named(name) for name in names]
    if not any(fields):
        raise IngestError(
            f"The sidecar {path.name} has no column of metadata.",
            remedy=f"Columns are: {', '.join(Field)}.",
        )
    return Sidecar(path.name, _by_file(rows, fields, file_column, path.name))


def _by_file(
    rows: Iterator[tuple[int, list[str]]], fields: list[Field | None], file_column: int, name: str
) -> dict[str, tuple[int, Mapping[Field, str]]]:
    found: dict[str, tuple[int, Mapping[Field, str]]] = {}
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(fields):
            raise IngestError(
                f"Line {line} of {name} has {len(row)} cells, its heading {len(fields)}.",
                remedy="Put cells that hold the separator between quotation marks.",
            )
        file = row[file_column].strip().replace("\\", "/") if len(row) > file_column else ""
        file = file.removeprefix("./")
        if not file:
            raise IngestError(f"Line {line} of {name} names no file.")
        if file in found:
            raise IngestError(
                f"Line {line} of {name} names {file} again, after line {found[file][0]}.",
                remedy="Keep one of the two; write the folder before the name if they differ.",
            )
        cells = zip(fields, row, strict=False)
        found[file] = (line, {f: cell.strip() for f, cell in cells if f and cell.strip()})
    return found


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = text.splitlines(keepends=True)
    if max(map(len, lines), default=0) > _MAX_CELL or len(lines) > _MAX_ROWS:
        raise IngestError(f"The sidecar {name} is no table: its lines are too long or too many.")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise IngestError(
                f"Line {reader.line_num} of {name} is not CSV: {error}.",
                remedy="Save it as CSV again, for example from a spreadsheet.",
            ) from None
        yield reader.line_num, row

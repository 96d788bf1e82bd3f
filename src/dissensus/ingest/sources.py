"""Which files does a source name? ``Found``, ``found_in``, ``sent``

A file, a folder and all below it, a glob pattern, or ``-`` for standard input; always in the order of names.
Hidden files and what systems leave behind are passed over. A folder is entered once however many links lead to
it, and nothing is opened that is not a plain file: a named pipe would never end.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import BinaryIO, Final

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits

__all__ = ["Found", "found_in", "is_url", "read_bytes", "sent"]

STDIN: Final = "-"
_LEFT_BEHIND: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "__pycache__"})
_LOCKS: Final = ("~$", ".~lock.")
_DEEPEST: Final = 100
# What lies beside texts and is made of characters, too. Named on its own, such a file is read.
_DATA: Final = frozenset(
    [
        ".csv",
        ".tsv",
        ".json",
        ".jsonl",
        ".yaml",
        ".yml",
        ".toml",
        ".ini",
        ".cfg",
        ".css",
        ".js",
        ".py",
        ".r",
        ".sh",
        ".sql",
        ".log",
        ".lock",
        ".bib",
        ".ris",
        ".svg",
        ".parquet",
        ".sqlite",
        ".db",
        ".dissensus",
        ".gexf",
        ".graphml",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or what stands in the way; ``path`` is None for standard input."""

    location: str
    path: Path | None
    fault: IngestError | None = None


def is_url(source: str | Path) -> bool:
    """Say whether the user named a web page."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def found_in(source: str | Path, *, leave_out: Path | None = None) -> Iterator[Found]:
    """Yield the files that ``source`` names, in order; ``leave_out`` (a sidecar) is no text.

    Raises ``IngestError`` if there is nothing of that name. Memory is that of one folder's names.
    """
    if str(source) == STDIN:
        yield Found("standard input", None)
        return
    path = Path(source)
    left_out = leave_out.resolve() if leave_out is not None else None
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if exists:
        paths: Iterator[Path | Found] = _below(path, set(), 0) if path.is_dir() else iter((path,))
    elif has_magic(str(source)):
        paths = _matching(str(source))
    else:
        raise IngestError(
            f"There is no file or folder {str(source)!r}.",
            remedy="Give a file, a folder, a pattern such as 'texts/*.txt', or - for standard input.",
        )
    for one in paths:
        if isinstance(one, Found):
            yield one
        elif left_out is None or one.resolve() != left_out:
            yield Found(str(one), one, None if one == path else _data_fault(one))


def sent(name: str, path: Path) -> Found:
    """Say of a file that was sent under ``name``, and lies at ``path`` for now, what stands in the way."""
    if Path(name).suffix.lower() not in _DATA:
        return Found(name, path)
    fault = IngestError(
        f"{name} is data by its name, not a text.",
        remedy="If it is a text, give it the suffix .txt; a table of statements comes in with "
        "`dissensus import`.",
    )
    return Found(name, path, fault)


def read_bytes(found: Found, *, limits: Limits) -> bytes:
    """Read a file's bytes, at most ``limits.max_bytes`` of them.

    Raises ``IngestError`` on a larger file (before it is read), on one that is no plain file, and on
    one that can't be opened.
    """
    if found.path is None:
        return _bounded(sys.stdin.buffer, found.location, limits)
    try:
        # Not blocking: opening a named pipe that nobody writes to would wait for ever.
        handle = os.open(
            found.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(handle, "rb") as file:  # noqa: PTH123  a handle, not a path
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise IngestError(
                    f"{found.location} is no plain file.",
                    remedy="Devices, pipes and sockets are not read.",
                )
            _check_size(status.st_size, found.location, limits)
            data = file.read(
                status.st_size + 1
            )  # asking for all that may be costs a buffer of that size
            if len(data) > status.st_size:  # it is being written
                data += _bounded(file, found.location, limits)
                _check_size(len(data), found.location, limits)
            return data
    except OSError as error:
        raise IngestError(
            f"{found.location} can't be opened: {error.strerror or error}.",
            remedy="Check that it is still there and that you may read it.",
        ) from None


def _bounded(file: BinaryIO, location: str, limits: Limits) -> bytes:
    data = file.read(limits.max_bytes + 1)
    _check_size(len(data), location, limits)
    return data


def _check_size(size: int, location: str, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise IngestError(
            f"{location} has more than the {limits.max_bytes:,} bytes a file may have.",
            remedy="Split it, or raise max_bytes.",
        )


def _data_fault(path: Path) -> IngestError | None:
    if path.suffix.lower() not in _DATA:
        return None
    return IngestError(
        f"{path} is data by its name, not a text.",
        remedy="If it is a text, name it on its own; a table about the texts is given as sidecar.",
    )


def _below(folder: Path, seen: set[tuple[int, int]], depth: int) -> Iterator[Path | Found]:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        fault = IngestError(
            f"The folder {folder} can't be opened: {error.strerror or error}.",
            remedy="Check that you may read it.",
        )
        yield Found(str(folder), folder, fault)
        return
    key = (status.st_dev, status.st_ino)
    if key in seen or depth > _DEEPEST:
        return
    seen.add(key)
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        if entry.is_dir():
            yield from _below(entry, seen, depth + 1)
        else:
            yield entry


def _matching(pattern: str) -> Iterator[Path]:
    from glob import glob  # sorted: glob itself gives the order of the disk

    paths = sorted(glob(pattern, recursive=True))  # noqa: PTH207  Path.glob refuses absolute patterns
    paths = [
        path for path in paths if not Path(path).is_dir() and not _is_passed_over(Path(path).name)
    ]
    if not paths:
        raise IngestError(
            f"No file fits the pattern {pattern!r}.",
            remedy="Put it in quotation marks if the shell is not to expand it; ** means any folder.",
        )
    yield from map(Path, paths)


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", *_LOCKS)) or name.lower() in _LEFT_BEHIND

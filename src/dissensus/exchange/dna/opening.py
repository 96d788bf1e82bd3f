"""Is this a DNA 3 data base that can be read now? ``opened``, ``DnaLimits``

The file is opened read-only and never touched: no byte of it changes, and nothing is left beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dissensus.errors import ExchangeError
from dissensus.exchange.dna.layout import TABLES

__all__ = ["DnaLimits", "opened", "told"]

_MAGIC: Final = b"SQLite format 3\0"
_WAIT_SECONDS: Final = 2.0
_SAVE_AGAIN: Final = "Open it in DNA 3 and close it there, which mends it; then try again."
_FROM_DNA_2: Final = "Make an empty data base in DNA 3, import this file there (menu Documents), and bring the new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaLimits:
    """How much of a data base is read before it is refused."""

    max_bytes: int = 16 * 1024**3
    max_rows: int = 100_000_000  # of one table


@contextmanager
def opened(path: Path, limits: DnaLimits) -> Iterator[sqlite3.Connection]:
    """Give a connection that sees one moment of a DNA 3 data base.

    Raises ``ExchangeError``, saying what to do, for whatever is none, is of another version, is damaged,
    half written, or being written.
    """
    with told(path):
        wal = _looked_at(path, limits)
        # A file in write-ahead mode with nothing waiting may be read as it lies; else SQLite would make
        # files beside it.
        mode = "mode=ro&immutable=1" if wal else "mode=ro"
        name = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        connection = sqlite3.connect(
            f"file:{name}?{mode}",
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("BEGIN")
            _ours(path, connection)
            yield connection
        finally:
            connection.close()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into errors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        reason = str(error)
        if "locked" in reason or "busy" in reason:
            raise ExchangeError(
                f"{path} is being written by another program.",
                remedy="Close it there, and try again.",
            ) from None
        if "readonly" in reason or "unable to open" in reason:
            raise ExchangeError(
                f"{path} was left half written: the program that wrote it stopped on the way.",
                remedy=_SAVE_AGAIN,
            ) from None
        if "decode" in reason or "UTF-8" in reason:
            raise ExchangeError(
                f"{path} holds text that is not Unicode ({reason}).",
                remedy="It is damaged; go back to a copy.",
            ) from None
        raise ExchangeError(
            f"{path} is damaged or incomplete ({reason}).",
            remedy="Go back to a copy, or save what is left of it with SQLite's .recover.",
        ) from None
    except OSError as error:
        raise ExchangeError(
            f"{path} can't be read: {error.strerror or error}.",
            remedy="Check the path and its permissions.",
        ) from None


def _looked_at(path: Path, limits: DnaLimits) -> bool:
    """Look at the file's first bytes; says whether it is in write-ahead mode."""
    if path.is_dir():
        raise ExchangeError(f"{path} is a folder.", remedy="Name a .dna file.")
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_MAGIC):
        raise _no_database(path, head)
    if size > limits.max_bytes:
        raise ExchangeError(
            f"{path} has {size / 2**30:,.1f} GiB; {limits.max_bytes / 2**30:,.1f} are allowed.",
            remedy="Is it a DNA data base? One rarely has more than a few hundred MiB.",
        )
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    current = head[24:28] == head[92:96]  # else an old SQLite wrote it and did not count the pages
    if len(head) < 100 or (current and size < page * pages):
        raise ExchangeError(
            f"{path} is cut off: it has {size:,} of {page * pages:,} bytes.",
            remedy="Copy it again; was the download or the synchronization finished?",
        )
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise ExchangeError(
            f"{path} has changes that are not in it yet (in {log.name}): it is open in another program, or "
            "was left half written.",
            remedy=_SAVE_AGAIN,
        )
    return head[18] == 2


def _no_database(path: Path, head: bytes) -> ExchangeError:
    if not head:
        return ExchangeError(f"{path} is empty.", remedy="Name a .dna file.")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return ExchangeError(
            f"{path} is an XML file, as DNA 1 wrote them.",
            remedy=f"Import it into DNA 2 first. {_FROM_DNA_2}",
        )
    if path.suffix.lower() == ".dnc" or head.lstrip().startswith(b"{"):
        return ExchangeError(
            f"{path} is a connection profile, not a data base.",
            remedy="Open it in DNA 3, save the data base as a .dna file, and bring that.",
        )
    return ExchangeError(
        f"{path} is not a DNA data base.", remedy="Name a .dna file that DNA 3 made."
    )


def _ours(path: Path, connection: sqlite3.Connection) -> None:
    """Make sure that it is of DNA 3 and has all its tables and columns."""
    kinds = {
        str(name).upper(): str(kind)
        for name, kind in connection.execute("SELECT name, type FROM sqlite_master")
    }
    if "ACT" in kinds and "META" in kinds and "CHANGE" in kinds:
        raise ExchangeError(
            f"{path} is a Dissensus project, not a DNA data base.",
            remedy="Open it as it is; `dissensus export` writes a .dna file.",
        )
    if kinds.get("SETTINGS") != "table" or not {"DOCUMENTS", "STATEMENTS"} & set(kinds):
        raise ExchangeError(
            f"{path} is a data base of another program.",
            remedy="Name a .dna file that DNA 3 made.",
        )
    version = ""
    if {"Property", "Value"} <= _columns(connection, "SETTINGS"):
        query = "SELECT Value FROM SETTINGS WHERE Property = 'version'"
        version = str((connection.execute(query).fetchone() or ("",))[0])
    old = version.startswith(("1", "2")) or ("ENTITIES" not in kinds and "ATTRIBUTES" in kinds)
    if old or (not version and "ENTITIES" not in kinds):
        which = f" (version {version})" if version else ""
        raise ExchangeError(f"{path} is a data base of DNA 2{which}.", remedy=_FROM_DNA_2)
    if not version.startswith("3"):
        raise ExchangeError(
            f"{path} is of DNA version {version or '(none given)'}; versions 3 can be read.",
            remedy="Save it with DNA 3, or update Dissensus.",
        )
    for table, fields in TABLES.items():
        if kinds.get(table) != "table":
            raise ExchangeError(
                f"{path} has no table {table}.",
                remedy="It is incomplete, or not of DNA 3; go back to a copy.",
            )
        there = _columns(connection, table)
        missing = [f.name for f in fields if f.name not in there]
        if missing:
            raise ExchangeError(
                f"{path}: the table {table} has no column {', '.join(missing)}.",
                remedy="It is incomplete, or not of DNA 3; go back to a copy.",
            )
        if fields[0].name == "ID" and not _numbered(connection, table):
            raise ExchangeError(
                f"{path}: the rows of {table} are not numbered by their ID.",
                remedy="It was not made by DNA 3; go back to a copy.",
            )


def _numbered(connection: sqlite3.Connection, table: str) -> bool:
    """Say whether SQLite itself sees to it that ID is a whole number, and given once."""
    return any(
        row[1] == "ID" and str(row[2]).upper() == "INTEGER" and row[5] == 1
        for row in connection.execute(f"PRAGMA table_info({table})")
    )


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")}

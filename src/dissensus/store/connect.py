"""How is a project file opened, read and written safely? ``Store``"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, exc, insert, select, update
from sqlalchemy.pool import QueuePool, StaticPool

from dissensus.errors import (
    Busy,
    Conflict,
    NotFound,
    SchemaTooNew,
    SchemaTooOld,
    StoreError,
)
from dissensus.model.identity import new_id
from dissensus.store import schema
from dissensus.store.migrations import STEPS

__all__ = ["APPLICATION_ID", "WAIT_SECONDS", "Store", "migrate"]

APPLICATION_ID: Final = 0x44495353  # "DISS", in the file's header
WAIT_SECONDS: Final = 15.0


class Store:
    """One project's data base: hands out connections that read, and one at a time that writes.

    Writers take SQLite's write lock at the start of their transaction (``BEGIN IMMEDIATE``) and wait
    for each other up to ``wait`` seconds; readers never wait (WAL).
    """

    def __init__(self, engine: Engine, location: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.location = location
        self.read_only = read_only

    @classmethod
    def create(cls, path: str | Path, *, wait: float = WAIT_SECONDS) -> Store:
        """Make a new project file; one that is there already is an error."""
        path = Path(path)
        if path.exists():
            raise Conflict(
                f"{path} is there already.", remedy="Choose another name, or open it as it is."
            )
        if not path.parent.is_dir():
            raise NotFound(f"There is no folder {path.parent}.", remedy="Make it first.")
        # Built under another name, so that a project file is never seen half made.
        draft = path.with_name(f".{path.name}.{new_id()}")
        store = cls(_engine(draft, wait), str(path))
        try:
            raw = sqlite3.connect(draft)
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            raw.execute("PRAGMA journal_mode = WAL")
            raw.close()
            with store.write() as connection:
                for step in STEPS.values():
                    step(connection)
                facts = {
                    "schema": str(schema.SCHEMA_VERSION),
                    "project": new_id(),
                    "created": datetime.now(UTC).isoformat(timespec="seconds"),
                }
                rows = [{"key": key, "value": value} for key, value in facts.items()]
                connection.execute(insert(schema.meta), rows)
            store.close()
            try:
                os.link(draft, path)  # fails where a rename would overwrite
            except FileExistsError:
                raise Conflict(f"{path} is there already.", remedy="Open it as it is.") from None
            except OSError:
                draft.rename(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"{path} can't be written: {error}.", remedy="Check the folder and its permissions."
            ) from None
        finally:
            for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
                leftover.unlink(missing_ok=True)
        return cls.open(path, wait=wait)

    @classmethod
    def open(cls, path: str | Path, *, wait: float = WAIT_SECONDS) -> Store:
        """Open a project file, after making sure that it is one and of this schema."""
        path = Path(path)
        version = _schema_of(path)
        if version > schema.SCHEMA_VERSION:
            raise SchemaTooNew(
                f"{path} was written by a later version of Dissensus (schema {version}; this one "
                f"knows {schema.SCHEMA_VERSION}).",
                remedy="Install the later version; nothing was changed.",
            )
        if version < schema.SCHEMA_VERSION:
            raise SchemaTooOld(
                f"{path} has schema {version}; this version writes {schema.SCHEMA_VERSION}.",
                remedy=f"Run: dissensus migrate {path} (a copy is kept beside it).",
            )
        return cls(_engine(path, wait), str(path))

    @classmethod
    def memory(cls, past: Path) -> Store:
        """Make a store in memory that reads what it lacks (texts, history) from the file ``past``."""
        engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect("file::memory:", uri=True, check_same_thread=False),
            poolclass=StaticPool,
        )
        _prepare(engine, wait=WAIT_SECONDS, foreign_keys=False)
        store = cls(engine, str(past), read_only=True)
        with engine.begin() as connection:
            tables = [*schema.KEPT.values(), schema.meta]
            schema.metadata.create_all(connection, tables=tables)
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("ATTACH DATABASE ? AS past", (f"file:{_quoted(past)}?mode=ro",))
        return store

    @property
    def identity(self) -> str:
        """The project's identity, the same in every copy."""
        with self.read() as connection:
            query = select(schema.meta.c.value).where(schema.meta.c.key == "project")
            return str(connection.execute(query).scalar() or "")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent moment."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the connection that writes; all or nothing."""
        if self.read_only:
            raise StoreError(
                "The past can't be changed.", remedy="Open the project itself to write to it."
            )
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(dissensus_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the data base's errors into ours."""
        try:
            yield
        except exc.OperationalError as error:
            reason = str(error.orig)
            if "locked" in reason or "busy" in reason:
                raise Busy(
                    f"{self.location} is being written by another process.",
                    remedy="Nothing was changed; try again when it has finished.",
                ) from None
            raise StoreError(f"{self.location}: {reason}.", remedy=_remedy(reason)) from None
        except exc.IntegrityError as error:
            raise Conflict(
                "The change does not fit what is there: something that it needs is gone, or what it "
                "brings is there already.",
                remedy="Nothing was changed. Look at it anew, and try again.",
            ) from error
        except exc.DatabaseError as error:
            raise StoreError(
                f"{self.location}: {error.orig}.", remedy=_remedy(str(error.orig))
            ) from None


def migrate(path: str | Path) -> tuple[int, int]:
    """Bring an older project up to this schema; the old file stays beside it as ``.schema-N``."""
    path = Path(path)
    found = _schema_of(path)
    if found > schema.SCHEMA_VERSION:
        Store.open(path)  # tells
    if found < schema.SCHEMA_VERSION:
        store = Store(_engine(path, WAIT_SECONDS), str(path))
        with store.write() as connection:
            # The write lock is held: what is copied is what the steps will see.
            _copy(path, path.with_name(f"{path.name}.schema-{found}"))
            for number in range(found + 1, schema.SCHEMA_VERSION + 1):
                STEPS[number](connection)
            connection.execute(
                update(schema.meta)
                .where(schema.meta.c.key == "schema")
                .values(value=str(schema.SCHEMA_VERSION))
            )
        store.close()
    return found, schema.SCHEMA_VERSION


def _copy(path: Path, target: Path) -> None:
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()


def _engine(path: Path, wait: float) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, timeout=wait, check_same_thread=False),
        poolclass=QueuePool,
        max_overflow=-1,  # a reader may need a second one: if all waited for it, none would go on
    )
    _prepare(engine, wait=wait, foreign_keys=True)
    return engine


def _prepare(engine: Engine, *, wait: float, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None  # transactions begin where we say, see on_begin
        raw.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
        raw.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        raw.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut
        raw.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("dissensus_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _schema_of(path: Path) -> int:
    """Read the schema number of a project without changing a byte of the file."""
    if not path.exists():
        raise NotFound(
            f"There is no project {path}.", remedy=f"Make one with: dissensus init {path}"
        )
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a project.", remedy="Name the project file.")
    remedy = "Name a file that `dissensus init` made."
    try:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise StoreError(f"{path} is not a Dissensus project.", remedy=remedy)
        raw = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=WAIT_SECONDS)
        try:
            rows = raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
        finally:
            raw.close()
        return int(rows[0][0])
    except (sqlite3.Error, IndexError, ValueError) as error:
        if "no such table" in str(error) or not isinstance(error, sqlite3.Error):
            raise StoreError(f"{path} is not a Dissensus project.", remedy=remedy) from None
        raise StoreError(f"{path} can't be opened: {error}.", remedy=_remedy(str(error))) from None
    except OSError as error:
        raise StoreError(f"{path} can't be opened: {error.strerror}.") from None


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _remedy(reason: str) -> str:
    if "malformed" in reason or "not a database" in reason:
        return "The file is damaged; go back to a copy, or recover it with SQLite's .recover."
    if "readonly" in reason or "unable to open" in reason:
        return "Check that file and folder may be written."
    if "full" in reason:
        return "Make room on the disk; nothing was changed."
    return ""

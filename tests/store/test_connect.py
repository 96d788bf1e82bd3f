"""Facts about opening, sharing and refusing project files."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path

import pytest

from dissensus.errors import Conflict, NotFound, SchemaTooNew, SchemaTooOld, StoreError
from dissensus.project import Project, open_project
from dissensus.store import migrations, schema
from dissensus.store.connect import Store, migrate
from tests.store.conftest import a_document


def test_a_project_is_one_sqlite_file_with_wal_and_strict_tables(project: Project) -> None:
    raw = sqlite3.connect(project.store.location)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA application_id").fetchone() == (0x44495353,)
    strict = dict(raw.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
    assert all(strict[name] for name in (*schema.KEPT, "act", "change", "content", "meta"))
    raw.close()


def test_a_second_project_of_the_same_name_is_refused(project: Project) -> None:
    with pytest.raises(Conflict, match="there already"):
        Store.create(project.store.location)


def test_creating_leaves_nothing_but_the_project(project: Project) -> None:
    project.close()
    assert [p.name for p in Path(project.store.location).parent.iterdir()] == ["debate.dissensus"]


def test_however_many_read_at_once_nobody_waits_for_a_connection(project: Project) -> None:
    with ExitStack() as readers:
        for _ in range(40):
            readers.enter_context(project.store.read())


def test_a_missing_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no project"):
        Store.open(tmp_path / "none.dissensus")


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"x" * 200])
def test_a_file_that_is_no_project_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.dissensus"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"not a Dissensus project|can't be opened"):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_programs_data_base_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    with pytest.raises(StoreError, match="not a Dissensus project"):
        Store.open(path)


def test_a_newer_schema_is_refused(project: Project) -> None:
    _set_schema(project, schema.SCHEMA_VERSION + 1)
    with pytest.raises(SchemaTooNew, match="later version"):
        Store.open(project.store.location)


def test_an_older_schema_asks_to_migrate(project: Project) -> None:
    _set_schema(project, 0)
    with pytest.raises(SchemaTooOld, match="dissensus migrate"):
        Store.open(project.store.location)


def _set_schema(project: Project, number: int) -> None:
    raw = sqlite3.connect(project.store.location)
    raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(number),))
    raw.commit()
    raw.close()


def test_migrating_applies_the_steps_and_keeps_the_old_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add([a_document("One.")], [], summary="one")

    def step(connection) -> None:  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("ALTER TABLE document ADD COLUMN mood TEXT NOT NULL DEFAULT ''")

    now, later = schema.SCHEMA_VERSION, schema.SCHEMA_VERSION + 1
    monkeypatch.setattr(schema, "SCHEMA_VERSION", later)
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, later: step})
    monkeypatch.setattr("dissensus.store.connect.STEPS", {**migrations.STEPS, later: step})
    assert migrate(project.store.location) == (now, later)
    raw = sqlite3.connect(project.store.location)
    assert raw.execute("SELECT mood FROM document").fetchall() == [("",)]
    raw.close()
    kept = sqlite3.connect(f"{project.store.location}.schema-{now}")
    assert kept.execute("SELECT count(*) FROM document").fetchone() == (1,)
    kept.close()


def test_a_project_of_the_first_schema_migrates_and_is_as_it_was(project: Project) -> None:
    project.add([a_document("One.")], [], summary="one")
    project.close()
    raw = sqlite3.connect(project.store.location)
    raw.execute("DROP TABLE origin")  # all that the second schema added
    raw.execute("DROP TABLE note")  # and the third
    raw.execute("DROP TABLE session")
    raw.execute("DROP INDEX act_by_coder")
    raw.execute("DROP INDEX act_by_of")
    raw.execute("DROP INDEX statement_in_trash")
    raw.commit()
    raw.close()
    _set_schema(project, 1)
    with pytest.raises(SchemaTooOld):
        Store.open(project.store.location)
    assert migrate(project.store.location) == (1, schema.SCHEMA_VERSION)
    with Project(Store.open(project.store.location), coder="ann") as migrated:
        assert [d.text for d in migrated.documents()] == ["One."]
        assert migrated.check() == []
        assert migrated.undo() == "one"
        assert migrated.check() == []
    raw = sqlite3.connect(project.store.location)
    indexes = {
        name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
    }
    assert {"act_by_coder", "act_by_of", "statement_in_trash"} <= indexes
    raw.close()


def test_a_writer_that_has_to_wait_too_long_gets_a_clear_error(project: Project) -> None:
    other = sqlite3.connect(project.store.location, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    impatient = Project(Store.open(project.store.location, wait=0.1), coder="ann")
    with pytest.raises(Conflict, match="written by another process"):
        impatient.add([a_document("Two.")], [], summary="two")
    other.execute("ROLLBACK")
    other.close()
    assert impatient.add([a_document("Two.")], [], summary="two") == 0
    assert [d.text for d in impatient.documents()] == ["Two."]


def test_readers_do_not_wait_for_a_writer(project: Project) -> None:
    project.add([a_document("One.")], [], summary="one")
    writer = sqlite3.connect(project.store.location, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert [d.text for d in project.documents()] == ["One."]
    writer.execute("ROLLBACK")
    writer.close()


def test_a_postgresql_address_is_told_to_wait() -> None:
    with pytest.raises(StoreError, match="PostgreSQL"):
        open_project("postgresql://localhost/x")

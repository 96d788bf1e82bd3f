"""What foreign data bases said is kept with the project, and goes and comes with its act."""

from __future__ import annotations

import sqlite3

import polars as pl

from dissensus.project import Project
from dissensus.store import history, origins, undoing
from dissensus.store.origins import Origin

TABLES = {
    "SIGHTS": pl.DataFrame({"ID": [3, 4], "row": ["a", None], "Name": ["Toll\r\n", "\u0001f6b2"]}),
    "EMPTY": pl.DataFrame(schema={"ID": pl.Int64}),
}


def _kept(project: Project) -> list[Origin]:
    with project.store.read() as connection:
        return origins.load(connection, "invented")


def _keep(project: Project) -> None:
    origin = Origin(
        format="invented",
        name="x",
        location="far/x",
        sha256="0",
        read_at="2024-01-01T00:00:00+00:00",
        tables=TABLES,
        losses=[{"what": "colors", "count": 1}],
    )
    with history.begin(project.store, "import", "x", coder=("1", "ann")) as act:
        origins.keep(act, origin)


def test_tables_come_back_as_they_were_kept(project: Project) -> None:
    _keep(project)
    (found,) = _kept(project)
    assert found.tables["SIGHTS"].equals(TABLES["SIGHTS"])
    assert found.tables["EMPTY"].height == 0
    assert found.losses == [{"what": "colors", "count": 1}]
    assert (found.name, found.location) == ("x", "far/x")


def test_an_origin_is_undone_with_its_act(project: Project) -> None:
    _keep(project)
    undoing.undo(project.store, coder=("1", "ann"))
    assert _kept(project) == []
    undoing.redo(project.store, coder=("1", "ann"))
    assert len(_kept(project)) == 1
    assert project.check() == []


def test_the_past_knows_what_it_kept(project: Project) -> None:
    _keep(project)
    act = project.history()[0].seq
    undoing.undo(project.store, coder=("1", "ann"))
    (found,) = _kept(project.as_of(act))
    assert found.tables["SIGHTS"].equals(TABLES["SIGHTS"])


def test_rows_that_are_gone_are_a_finding(project: Project) -> None:
    _keep(project)
    raw = sqlite3.connect(project.store.location)
    raw.execute("DELETE FROM content WHERE body LIKE '%Toll%row%' OR body LIKE '%\"Name\"%'")
    raw.commit()
    raw.close()
    assert [str(f) for f in project.check()] == ["origin x: rows of its table SIGHTS are not there"]

"""Facts about bringing the project, or one row, back to how it was."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dissensus.errors import Conflict, NotFound
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import restoring, schema
from dissensus.store.history import begin
from tests.properties.test_histories import do
from tests.store.conftest import a_document


def coded(project: Project) -> str:
    document = a_document("Party A wants the toll. Party B does not.", title="Vote")
    project.add([document], [], summary="a text")
    return project.code(document, Span(0, 23), "position", organization="A", concept="Toll").id


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(project.store.location)
    try:
        return {
            table: raw.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in schema.KEPT
        }
    finally:
        raw.close()


def back_to(project: Project, moment: int) -> str:
    return restoring.restore(project.store, moment, coder=project._who())


def test_the_project_becomes_what_it_was_and_undo_brings_the_present_again(
    project: Project,
) -> None:
    statement_id = coded(project)
    moment, then = project.history()[0].seq, state(project)
    project.edit(statement_id, agreement=True)
    project.code(
        next(project.documents()), Span(24, 31), "position", organization="New", concept="Bridge"
    )
    project.delete([statement_id])
    now = state(project)
    assert back_to(project, moment) == f"the project as it was after act {moment}"
    assert state(project) == then
    assert project.check() == []
    project.undo()
    assert state(project) == now
    assert project.check() == []


def test_bringing_back_tells_beforehand_what_goes_comes_and_changes(project: Project) -> None:
    statement_id = coded(project)
    moment = project.history()[0].seq
    project.edit(statement_id, agreement=True)
    project.code(next(project.documents()), Span(24, 31), "position", organization="New")
    with project.store.read() as connection:
        found = {d.table: d for d in restoring.differences(connection, moment)}
        assert restoring.differences(connection, project.history()[0].seq) == []
        with pytest.raises(NotFound):
            restoring.differences(connection, 999)
    assert found == {
        "entity": restoring.Difference("entity", removed=1, added=0, changed=0),
        "statement": restoring.Difference("statement", removed=1, added=0, changed=1),
    }


def test_a_project_that_is_as_it_was_is_left_alone(project: Project) -> None:
    statement_id = coded(project)
    moment = project.history()[0].seq
    project.delete([statement_id])
    project.delete([statement_id], back=True)
    acts = len(project.history())
    with pytest.raises(Conflict, match="as it was"):
        back_to(project, moment)
    assert len(project.history()) == acts


def test_texts_that_came_since_go_and_can_no_longer_be_found(project: Project) -> None:
    coded(project)
    moment = project.history()[0].seq
    project.add([a_document("A ferry, then.", title="Ferry")], [], summary="more")
    back_to(project, moment)
    assert project.search("ferry") == []
    project.undo()
    assert len(project.search("ferry")) == 1


def test_names_that_changed_places_change_back(project: Project) -> None:
    moment = project.history()[0].seq
    a, b = (e.id for e in project.entities() if e.name in ("Party A", "Party B"))
    with begin(project.store, "x", coder=project._who()) as act:
        act.update("entity", {a: {"name": "Party B"}, b: {"name": "Party A"}})
    back_to(project, moment)
    assert {e.id: e.name for e in project.entities()}[a] == "Party A"
    assert project.check() == []


def test_coders_stay_who_they_are(project: Project) -> None:
    coded(project)
    before = project.coders()
    back_to(project, 1)
    assert project.coders() == before
    assert project.check() == []


def test_one_row_becomes_what_it_was_and_the_rest_stays(project: Project) -> None:
    statement_id = coded(project)
    moment = project.history()[0].seq
    project.edit(statement_id, agreement=True)
    project.edit_document(next(project.documents()).id, author="X")

    def row(at: int) -> str:
        who = project._who()
        return restoring.restore_row(project.store, "statement", statement_id, at, coder=who)

    assert row(moment) == "statement “Party A wants the toll.”"
    (statement,) = project.statements()
    assert "agreement" not in statement.values
    assert next(project.documents()).author == "X"
    with pytest.raises(Conflict, match="as it was"):
        row(moment)
    with pytest.raises(NotFound, match="not there then"):
        row(1)
    project.undo()
    assert project.statements()[0].values["agreement"] is True


def test_a_row_does_not_come_back_to_a_name_that_is_gone(project: Project) -> None:
    statement_id = coded(project)
    moment = project.history()[0].seq
    project.edit(statement_id, organization="Party B")
    (entity,) = (e for e in project.entities() if e.name == "Party A")
    with begin(project.store, "x", coder=project._who()) as act:
        act.update("entity", {entity.id: {"trashed": 1}})
    with pytest.raises(Conflict, match="Party A"):
        restoring.restore_row(
            project.store, "statement", statement_id, moment, coder=project._who()
        )


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(("ingest", "code", "edit", "delete", "suggest", "accept", "undo")),
            st.integers(0, 5),
        ),
        min_size=2,
        max_size=10,
    ),
    at=st.floats(0, 1),
)
def test_any_moment_of_any_history_can_be_brought_back_and_left_again(
    project: Project, steps: list[tuple[str, int]], at: float
) -> None:
    for what, n in [("ingest", 0), *steps]:
        do(project, what, n)
    last = project.history()[0].seq
    moment = max(1, round(at * last))
    with project.as_of(moment) as past, past.store.read() as connection:
        then = {
            name: sorted(map(tuple, connection.execute(table.select())), key=str)
            for name, table in schema.KEPT.items()
            if name != "coder"
        }
    now = state(project)
    try:
        back_to(project, moment)
    except Conflict:  # nothing had changed
        assert state(project) == now
        return
    assert {
        name: sorted(rows, key=str) for name, rows in state(project).items() if name != "coder"
    } == then
    assert project.check() == []
    project.undo()
    assert state(project) == now

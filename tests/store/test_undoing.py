"""Facts about which run an undo, a redo means; the walk back finds what a replay of all acts finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from dissensus.errors import Conflict, NotFound
from dissensus.model.span import Span
from dissensus.project import Project, open_project
from dissensus.store import chronicle, schema, undoing
from dissensus.store.history import REDO, UNDO, begin
from tests.store.conftest import a_document

# Which run (of five) an act belongs to or is about, and what it is; runs are the coder's own.
steps = st.lists(
    st.tuples(st.sampled_from(("work", "work", UNDO, REDO)), st.integers(0, 4)), max_size=30
)


class Replay:
    """What stands and what may come again, after all acts from the first to the last."""

    def __init__(self) -> None:
        self.done: dict[str, None] = {}
        self.undone: dict[str, None] = {}

    def work(self, run: str) -> None:
        self.done[run] = None
        self.undone.clear()

    def undo(self) -> str | None:
        run = next(reversed(self.done), None)
        if run is not None:
            self.done.pop(run)
            self.undone[run] = None
        return run

    def redo(self) -> str | None:
        run = next(reversed(self.undone), None)
        if run is not None:
            self.undone.pop(run)
            self.done[run] = None
        return run


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=steps)
def test_walking_back_finds_the_run_that_replaying_everything_finds(
    project: Project, acts: list[tuple[str, int]]
) -> None:
    replay = Replay()
    with project.store.write() as connection:
        before = undoing.last_standing(connection, "ann"), undoing.last_undone(connection, "ann")
        assert before == (None, None)
        number = 0

        def record(run: str, verb: str, of: str) -> None:
            nonlocal number
            number += 1
            row = {"id": f"{number}", "run": run, "coder_id": "ann", "verb": verb, "of": of}
            connection.execute(insert(schema.act), row)

        for what, n in acts:
            if what == "work":
                replay.work(f"run {n}")
                record(f"run {n}", "code", "")
            else:
                run = replay.undo() if what == UNDO else replay.redo()
                if run is not None:
                    record(f"{what} {number}", what, run)
            assert undoing.last_standing(connection, "ann") == next(reversed(replay.done), None)
            assert undoing.last_undone(connection, "ann") == next(reversed(replay.undone), None)
        connection.rollback()


def coded(project: Project) -> tuple[str, str]:
    document = a_document("Party A wants the toll. Party B does not.")
    project.add([document], [], summary="a text")
    statement = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    return document.id, statement.id


def test_somebody_else_can_take_back_a_run_and_its_coder_undoes_what_came_before(
    project: Project,
) -> None:
    document_id, statement_id = coded(project)
    later = project.code(document_id, Span(24, 31), "position", organization="B").id
    run = project.history()[0].run
    with open_project(project.store.location, coder="ben") as ben:
        undoing.revert(ben.store, run, coder=("ben", "ben"))
        assert [s.id for s in ben.statements()] == [statement_id]
        project.undo()
        assert ben.statements() == []
        undoing.redo(ben.store, coder=("ben", "ben"))
        assert [s.id for s in ben.statements()] == [later]
    assert project.check() == []


def test_work_that_goes_on_after_it_was_taken_back_is_undone_by_itself(project: Project) -> None:
    document_id, _ = coded(project)
    who = project._who()
    with begin(project.store, "job", coder=who) as act:
        act.update("document", {document_id: {"author": "One"}})
    project.undo()
    with begin(project.store, "job", coder=who, run=act.run) as more:
        more.update("document", {document_id: {"source": "Two"}})
    project.undo()
    (document,) = project.documents()
    assert (document.author, document.source) == ("", "")
    project.redo()
    (document,) = project.documents()
    assert (document.author, document.source) == ("", "Two")
    assert project.check() == []


def test_work_that_goes_on_after_it_was_brought_again_is_undone_with_it(project: Project) -> None:
    document_id, _ = coded(project)
    before = len(project.history())
    with begin(project.store, "job", coder=project._who()) as act:
        act.update("document", {document_id: {"author": "One"}})
    project.undo()
    project.redo()
    with begin(project.store, "job", coder=project._who(), run=act.run) as more:
        more.update("document", {document_id: {"source": "Two"}})
    project.undo()
    (document,) = project.documents()
    assert (document.author, document.source) == ("", "")
    project.redo()
    (document,) = project.documents()
    assert (document.author, document.source) == ("One", "Two")
    assert [a.undone for a in project.history()[:-before] if a.verb == "job"] == [False, False]
    assert project.check() == []


def test_the_history_tells_act_by_act_what_was_taken_back(project: Project) -> None:
    document_id, _ = coded(project)
    run = ""
    for name in ("One", "Two", "Three"):
        with begin(project.store, "job", coder=project._who(), run=run) as act:
            run = act.run
            act.update("document", {document_id: {"author": name}})
        if name == "One":
            project.undo()

    def told() -> list[bool]:
        jobs = [a for a in project.history() if a.verb == "job"]
        assert jobs == [
            a for a, _ in chronicle.row_history(project.store, document_id)[::-1] if a.verb == "job"
        ]
        return [a.undone for a in jobs[::-1]]

    assert told() == [True, False, False]
    project.undo()
    assert told() == [True, True, True]
    project.redo()
    assert told() == [True, False, False]


def test_a_statement_is_not_brought_again_when_what_it_names_is_gone(project: Project) -> None:
    coded(project)
    project.undo()
    entity = next(e for e in project.entities() if e.name == "Party A")
    with begin(project.store, "x", coder=("ben", "ben")) as act:
        act.update("entity", {entity.id: {"trashed": 1}})
    with pytest.raises(Conflict, match="Party A"):
        project.redo()
    assert project.statements() == []


def test_two_entities_can_exchange_their_names_and_back(project: Project) -> None:
    a, b = (e.id for e in project.entities() if e.name in ("Party A", "Party B"))
    with begin(project.store, "x", coder=project._who()) as act:
        act.update("entity", {a: {"name": "Party B"}, b: {"name": "Party A"}})
    assert {e.id: e.name for e in project.entities()}[a] == "Party B"
    project.undo()
    assert {e.id: e.name for e in project.entities()}[a] == "Party A"
    assert project.check() == []


def test_what_the_history_does_not_know_cannot_be_taken_back(project: Project) -> None:
    with pytest.raises(NotFound, match="no such work"):
        undoing.revert(project.store, "nothing", coder=("1", "ann"))

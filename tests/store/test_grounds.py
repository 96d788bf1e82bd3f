"""Facts about taking back what others stand on: it is refused, so that nothing coded or noted hangs in the air."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dissensus.care import defining, editing, merging
from dissensus.care.draft import Draft, carry_out
from dissensus.errors import Conflict
from dissensus.model.codebook import DataType, Variable
from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import documents, notes, restoring, undoing
from dissensus.store.history import begin
from tests.store.conftest import a_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

WORDS = "Party A wants the toll."


@pytest.fixture
def document(project: Project) -> str:
    text = a_document(WORDS, title="Vote")
    project.add([text], [], summary="a text")
    return text.id


def last_run(project: Project) -> str:
    return project.history()[0].run


def note_on(project: Project, table: str, row_id: str, span: Span | None = None) -> None:
    with begin(project.store, "note", coder=project._who()) as act:
        notes.write(act, new_id(), "why?", table=table, row_id=row_id, version=2, span=span)


def read_again(project: Project, document_id: str) -> str:
    """Let the text come in once more, with other words before it; returns the run."""
    changed = replace(a_document(f"Breaking: {WORDS}", title="Vote"))
    with begin(project.store, "ingest", coder=project._who()) as act:
        documents.add_version(act, document_id, changed)
    return act.run


def refused(project: Project, run: str, found: str) -> None:
    before = len(project.history())
    with pytest.raises(Conflict, match=found):
        undoing.revert(project.store, run, coder=project._who())
    assert len(project.history()) == before
    assert project.check() == []


def test_a_version_stays_while_statements_stand_on_it(project: Project, document: str) -> None:
    run = read_again(project, document)
    made = project.code(document, Span(0, 8), "position", concept="Toll")
    refused(project, run, "A statement stands on")
    project.delete([made.id])
    refused(project, run, "A statement stands on")  # it may come out of the trash
    project.undo()
    project.undo()
    undoing.revert(project.store, run, coder=project._who())
    assert project.check() == []


def test_a_version_stays_while_notes_stand_on_its_words(project: Project, document: str) -> None:
    run = read_again(project, document)
    note_on(project, "document", document, Span(0, 8))
    refused(project, run, "A note stands on")


def test_a_text_stays_while_something_is_coded_in_it(project: Project, document: str) -> None:
    run = last_run(project)
    project.code(document, Span(0, 7), "position", concept="Toll")
    refused(project, run, "A statement stands on")


def test_what_is_noted_on_stays(project: Project, document: str) -> None:
    made = project.code(document, Span(0, 7), "position", concept="Toll")
    run = last_run(project)
    note_on(project, "statement", made.id)
    refused(project, run, "notes on what would be gone")
    project.undo()
    undoing.revert(project.store, run, coder=project._who())
    assert project.check() == []


def test_a_variable_stays_while_statements_have_a_value_for_it(
    project: Project, document: str
) -> None:
    kind = project.codebook.statement_type("position")
    tone = Variable(name="tone", data_type=DataType.TEXT)
    with begin(project.store, "add", coder=project._who()) as act:
        carry_out(act, defining.add_variable(act.connection, kind.id, tone))
    project.code(document, Span(0, 7), "position", concept="Toll")
    undoing.revert(project.store, act.run, coder=project._who())  # nothing has one
    project.redo()
    project.code(document, Span(0, 7), "position", tone="angry")
    refused(project, act.run, "have been coded with")


def test_what_stood_on_a_version_does_not_come_back_without_it(
    project: Project, document: str
) -> None:
    run = read_again(project, document)
    made = project.code(document, Span(0, 8), "position", concept="Toll")
    moment = project.history()[0].seq
    project.undo()
    undoing.revert(project.store, run, coder=project._who())
    with pytest.raises(Conflict, match="Bring that back first"):
        restoring.restore_row(project.store, "statement", made.id, moment, coder=project._who())
    assert project.check() == []


def test_what_is_known_of_a_text_goes_back_to_a_moment_and_its_words_stay(
    project: Project, document: str
) -> None:
    project.edit_document(document, author="Ann")
    moment = project.history()[0].seq
    read_again(project, document)
    project.edit_document(document, author="Ben")
    restoring.restore_row(project.store, "document", document, moment, coder=project._who())
    (found,) = project.documents()
    assert (found.author, found.version, found.text) == ("Ann", 2, f"Breaking: {WORDS}")


def carry(project: Project, make: Callable[[Connection], Draft]) -> str:
    """Carry a change of the codebook out; returns the run."""
    with begin(project.store, "care", coder=project._who()) as act:
        carry_out(act, make(act.connection))
    return act.run


def back(project: Project, table: str, row_id: str, moment: int) -> None:
    restoring.restore_row(project.store, table, row_id, moment, coder=project._who())


def test_a_variable_keeps_its_new_name_while_statements_are_coded_under_it(
    project: Project, document: str
) -> None:
    project.code(document, Span(0, 7), "position", concept="Toll")
    moment = project.history()[0].seq
    slot = project.codebook.statement_type("position").variable("concept")
    run = carry(project, lambda c: defining.edit_variable(c, slot.id, {"name": "topic"}))
    later = project.code(document, Span(0, 7), "position", topic="Bridge")
    refused(project, run, "have been coded with")
    with pytest.raises(Conflict, match="have been coded with"):
        back(project, "variable", slot.id, moment)
    assert project.statements([later.id])[0].values == {"topic": "Bridge"}
    project.undo()
    undoing.revert(project.store, run, coder=project._who())
    assert project.statements()[0].values == {"concept": "Toll"}


def test_a_statement_does_not_come_back_under_a_name_its_variable_has_no_more(
    project: Project, document: str
) -> None:
    made = project.code(document, Span(0, 7), "position", concept="Toll")
    moment = project.history()[0].seq
    slot = project.codebook.statement_type("position").variable("concept")
    carry(project, lambda c: defining.edit_variable(c, slot.id, {"name": "topic"}))
    with pytest.raises(Conflict, match="another name by now"):
        back(project, "statement", made.id, moment)
    assert project.statements()[0].values == {"topic": "Toll"}


def test_a_variable_does_not_come_back_beside_another_of_its_name(
    project: Project, document: str
) -> None:
    kind = project.codebook.statement_type("position")
    tone = Variable(name="tone", data_type=DataType.TEXT)
    carry(project, lambda c: defining.add_variable(c, kind.id, tone))
    moment = project.history()[0].seq
    carry(project, lambda c: defining.drop(c, "variable", tone.id))
    again = Variable(name="tone", data_type=DataType.TEXT)
    carry(project, lambda c: defining.add_variable(c, kind.id, again))
    with pytest.raises(Conflict, match="another variable 'tone'"):
        back(project, "variable", tone.id, moment)
    assert document


@pytest.mark.parametrize("way", ["revert", "row", "trash"])
def test_nobody_comes_to_stand_below_themselves(project: Project, way: str) -> None:
    a, b = (e.id for e in project.entities() if e.name in ("Party A", "Party B"))

    def place(one: str, parent: str | None) -> str:
        return carry(project, lambda c: editing.edit(c, one, {"parent": parent}))

    place(a, b)
    moment = project.history()[0].seq
    if way == "trash":  # below what has stood below it since before that went into the trash
        (third,) = (e.id for e in project.entities() if e.name == "Ms. Ames")
        place(third, a)
        project.delete([a])
        place(b, third)
    else:
        freed = place(a, None)
        place(b, a)
    ways: dict[str, Callable[[], object]] = {
        "revert": lambda: undoing.revert(project.store, freed, coder=project._who()),
        "row": lambda: back(project, "entity", a, moment),
        "trash": lambda: project.delete([a], back=True),
    }
    with pytest.raises(Conflict, match="below itself"):
        ways[way]()


def test_what_was_merged_does_not_come_out_of_the_trash_beside_its_alias(project: Project) -> None:
    a, b = (e.id for e in project.entities() if e.name in ("Party A", "Party B"))
    carry(project, lambda c: merging.merge(c, a, [b]))
    with pytest.raises(Conflict, match="'B' is by now an alias of the actor 'Party A'"):
        project.delete([b], back=True)
    project.undo()
    assert {e.name for e in project.entities()} >= {"Party A", "Party B"}

"""Facts about taking back what others stand on: it is refused, so that nothing coded or noted hangs in the air."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dissensus.care import defining
from dissensus.care.draft import carry_out
from dissensus.errors import Conflict
from dissensus.model.codebook import DataType, Variable
from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import documents, notes, restoring, undoing
from dissensus.store.history import begin
from tests.store.conftest import a_document

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

"""Facts about notes in the project file: kept like everything else, found out when they hang in the air."""

from __future__ import annotations

import sqlite3

from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import notes
from dissensus.store.history import begin
from tests.store.conftest import a_document


def noted(project: Project) -> tuple[str, str]:
    document = a_document("Party A wants the toll.", title="Vote")
    project.add([document], [], summary="a text")
    note = new_id()
    with begin(project.store, "note", coder=project._who()) as act:
        notes.write(
            act, note, "who?", table="document", row_id=document.id, version=1, span=Span(0, 7)
        )
    return document.id, note


def test_a_note_is_undone_and_goes_to_the_trash_and_back(project: Project) -> None:
    document_id, note = noted(project)
    project.undo()
    with project.store.read() as connection:
        assert notes.of_document(connection, document_id) == []
    project.redo()
    project.delete([note])
    assert project.trash() == [("note", note, "who?")]
    project.delete([note], back=True)
    with project.store.read() as connection:
        (found,) = notes.of_document(connection, document_id)
    assert (found.body, found.span, found.coder) == ("who?", Span(0, 7), "ann")
    assert project.check() == []


def test_a_note_is_seen_as_it_was_then(project: Project) -> None:
    document_id, note = noted(project)
    moment = project.history()[0].seq
    with begin(project.store, "note", coder=project._who()) as act:
        notes.write(act, note, "Party A!", table="document", row_id=document_id)
    with project.as_of(moment) as past, past.store.read() as connection:
        assert notes.bodies(connection) == ["who?"]
    with project.store.read() as connection:
        assert notes.bodies(connection) == ["Party A!"]


def test_a_note_that_hangs_in_the_air_is_found(project: Project) -> None:
    _, note = noted(project)
    raw = sqlite3.connect(project.store.location)
    raw.execute("UPDATE note SET stop = 900, row_id = 'x'")
    raw.commit()
    raw.close()
    found = [f.found for f in project.check() if f.where == f"note {note}"]
    assert "is about a document that is not there" in found
    assert "stands on words that are not there" in found

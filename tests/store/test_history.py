"""Facts about the write path: everything is recorded, everything can be taken back."""

from __future__ import annotations

import sqlite3

import pytest

from dissensus.errors import Conflict, NotFound
from dissensus.model.span import Span
from dissensus.project import Project, open_project
from tests.store.conftest import a_document

TEXT = "Party A wants the toll. Party B does not."


def coded(project: Project) -> str:
    document = a_document(TEXT)
    project.add([document], [], summary="a text")
    statement = project.code(
        document, Span(0, 23), "position", organization="Party A", concept="Toll", agreement=True
    )
    return statement.id


def test_a_change_is_recorded_with_coder_act_and_row_before_and_after(project: Project) -> None:
    statement_id = coded(project)
    project.edit(statement_id, agreement=False)
    (created, first), (edited, second) = _row_history(project, statement_id)
    assert (created.verb, edited.verb) == ("code", "edit")
    assert (created.coder, edited.coder) == ("ann", "ann")
    assert first.before is None
    assert first.after == second.before
    assert second.after is not None
    assert '"agreement": false' in second.after["values"]


def _row_history(project: Project, row_id: str):  # type: ignore[no-untyped-def]
    from dissensus.store.chronicle import row_history

    return row_history(project.store, row_id)


def test_undo_takes_back_the_last_act_and_redo_brings_it_again(project: Project) -> None:
    statement_id = coded(project)
    project.undo()
    assert project.statements() == []
    project.redo()
    assert [s.id for s in project.statements()] == [statement_id]


def test_undo_works_in_a_later_session(project: Project) -> None:
    coded(project)
    with open_project(project.store.location, coder="ann") as later:
        later.undo()
        assert later.statements() == []


def test_undo_of_an_edit_restores_the_values(project: Project) -> None:
    statement_id = coded(project)
    project.edit(statement_id, agreement=False, concept="Bridge")
    project.undo()
    (statement,) = project.statements([statement_id])
    assert statement.values == {"organization": "Party A", "concept": "Toll", "agreement": True}


def test_an_entity_named_for_the_first_time_goes_with_the_statement_that_named_it(
    project: Project,
) -> None:
    document = a_document(TEXT)
    project.add([document], [], summary="a text")
    project.code(document, Span(0, 7), "position", organization="Party C", concept="Toll")
    assert "Party C" in {e.name for e in project.entities()}
    project.undo()
    assert "Party C" not in {e.name for e in project.entities()}


def test_new_work_after_an_undo_clears_what_could_be_redone(project: Project) -> None:
    statement_id = coded(project)
    project.edit(statement_id, agreement=False)
    project.undo()
    project.edit(statement_id, concept="Bridge")
    with pytest.raises(NotFound, match="nothing to redo"):
        project.redo()


def test_undoing_everything_leaves_an_empty_project_and_redo_refills_it(project: Project) -> None:
    coded(project)
    before = _state(project)
    steps = 0
    while True:
        try:
            project.undo()
        except NotFound:
            break
        steps += 1
    assert not any(_state(project).values())
    assert project.check() == []
    for _ in range(steps):
        project.redo()
    assert _state(project) == before
    assert project.check() == []


def _state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    from dissensus.store.schema import KEPT

    raw = sqlite3.connect(project.store.location)
    try:
        return {t: raw.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in KEPT}
    finally:
        raw.close()


def test_undo_leaves_the_work_of_others_alone(project: Project) -> None:
    statement_id = coded(project)
    document_id = next(project.documents()).id
    with open_project(project.store.location, coder="ben") as ben:
        other = ben.code(document_id, Span(24, 31), "position", organization="B", concept="Toll")
        project.undo()
        assert [s.id for s in ben.statements()] == [other.id]
        ben.undo()
        project.redo()
        assert [s.id for s in project.statements()] == [statement_id]


def test_undoing_work_that_others_built_on_is_refused(project: Project) -> None:
    statement_id = coded(project)
    with open_project(project.store.location, coder="ben") as ben:
        ben.edit(statement_id, agreement=False)
    with pytest.raises(Conflict, match="changed since"):
        project.undo()
    (statement,) = project.statements([statement_id])
    assert statement.values["agreement"] is False


def test_the_history_itself_cannot_be_rewritten(project: Project) -> None:
    coded(project)
    raw = sqlite3.connect(project.store.location)
    for command in ("DELETE FROM change", "UPDATE act SET coder = 'x'", "DELETE FROM act"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(command)
    raw.close()


def test_a_stored_text_cannot_be_edited(project: Project) -> None:
    coded(project)
    raw = sqlite3.connect(project.store.location)
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        raw.execute("UPDATE content SET body = 'x'")
    raw.close()


def test_what_is_deleted_lies_in_the_trash_and_comes_back(project: Project) -> None:
    statement_id = coded(project)
    project.delete([statement_id])
    assert project.statements() == []
    assert project.trash() == [("statement", statement_id, "Party A wants the toll.")]
    project.delete([statement_id], back=True)
    assert [s.id for s in project.statements()] == [statement_id]


def test_a_document_in_the_trash_takes_its_statements_out_of_sight(project: Project) -> None:
    coded(project)
    (document,) = project.documents()
    project.delete([document.id])
    assert project.statements() == []
    assert len(project.events(statement_type="position")) == 0
    assert project.search("toll") == []
    project.undo()
    assert len(project.statements()) == 1
    assert [h.document_id for h in project.search("toll")] == [document.id]


def test_a_failed_act_leaves_no_trace(project: Project) -> None:
    coded(project)
    acts = len(project.history())
    with pytest.raises(ValueError, match="not a value"):
        project.code(next(project.documents()), Span(0, 5), "relation", sign=7)
    assert len(project.history()) == acts
    assert project.check() == []

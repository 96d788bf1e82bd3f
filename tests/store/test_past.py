"""Facts about reading the past."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dissensus.errors import NotFound, StoreError
from dissensus.model.span import Span
from dissensus.project import Project
from tests.store.conftest import a_document


def test_the_past_shows_what_was_so_after_an_act(project: Project) -> None:
    document = a_document("Party A wants the toll.", title="One")
    project.add([document], [], summary="one")
    then = project.history(limit=1)[0].seq
    statement = project.code(document, Span(0, 7), "position", organization="A", concept="Toll")
    project.edit(statement.id, concept="Bridge")
    coded = project.history(limit=2)[1].seq

    assert project.as_of(then).statements() == []
    (past,) = project.as_of(coded).statements()
    assert past.values["concept"] == "Toll"
    (now,) = project.statements()
    assert now.values["concept"] == "Bridge"


def test_the_past_can_be_asked_for_by_time(project: Project) -> None:
    project.add([a_document("One.", title="One")], [], summary="one")
    between = datetime.now(UTC)
    project.add([a_document("Two.", title="Two")], [], summary="two")
    assert [d.title for d in project.as_of(between).documents()] == ["One"]


def test_texts_of_the_past_are_read_from_the_project(project: Project) -> None:
    project.add([a_document("Größe, 👍 and more.")], [], summary="one")
    then = project.history(limit=1)[0].seq
    assert [d.text for d in project.as_of(then).documents()] == ["Größe, 👍 and more."]


def test_the_past_cannot_be_changed(project: Project) -> None:
    project.add([a_document("One.")], [], summary="one")
    then = project.as_of(project.history(limit=1)[0].seq)
    with pytest.raises(StoreError, match="can't be changed"):
        then.delete([next(then.documents()).id])


def test_a_time_before_the_first_act_is_told(project: Project) -> None:
    with pytest.raises(NotFound, match="no act"):
        project.as_of(datetime(1999, 1, 1, tzinfo=UTC))


def test_the_past_is_searched_as_it_was(project: Project) -> None:
    project.add([a_document("The bridge.", title="One")], [], summary="one")
    then = project.history(limit=1)[0].seq
    project.add([a_document("The bridge again.", title="Two")], [], summary="two")
    assert [h.title for h in project.as_of(then).search("bridge")] == ["One"]
    assert len(project.search("bridge")) == 2


def test_the_history_of_the_past_ends_there(project: Project) -> None:
    project.add([a_document("One.", title="One")], [], summary="one")
    then = project.history(limit=1)[0].seq
    project.add([a_document("Two.", title="Two")], [], summary="two")
    past = project.as_of(then)
    assert past.history(limit=1)[0].seq == then
    with pytest.raises(StoreError, match="nothing to compare"):
        past.check()

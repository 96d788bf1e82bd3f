"""Facts about what going back would change, before anybody goes back."""

from __future__ import annotations

import pytest

from dissensus.errors import NotFound
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import history
from dissensus.store.ahead import Ahead, Turn, ahead
from tests.store.conftest import a_document


def now(project: Project) -> int:
    with project.store.read() as connection:
        return history.last(connection)


def since(project: Project, seq: int) -> Ahead:
    with project.store.read() as connection:
        return ahead(connection, seq)


def test_what_came_goes_and_what_went_comes_back(project: Project) -> None:
    document = a_document("Party A wants the toll. Party B does not.")
    project.add([document], [], summary="")
    first = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    second = project.code(document, Span(24, 41), "position", organization="A", concept="Toll")
    moment = now(project)
    project.code(document, Span(0, 7), "position", organization="A", concept="Bridge")
    project.delete([first.id])
    project.edit(second.id, concept="Bridge")
    assert since(project, moment) == Ahead(3, [Turn("statement", added=1, removed=1, changed=1)])


def test_what_was_undone_since_is_no_change(project: Project) -> None:
    moment = now(project)
    project.add([a_document("A text.")], [], summary="")
    project.undo()
    assert since(project, moment) == Ahead(2, [])


def test_a_moment_that_never_was_is_told(project: Project) -> None:
    with pytest.raises(NotFound, match="no act 99"):
        since(project, 99)

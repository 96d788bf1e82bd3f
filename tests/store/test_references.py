"""What refers to an entity, wherever it lies."""

from __future__ import annotations

import pytest

from dissensus.errors import Conflict
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import entities, references
from tests.care.caring import identity
from tests.store.conftest import a_document
from tests.store.test_columns import a_statement
from tests.store.test_suggestions import Fixed


@pytest.fixture
def coded(project: Project) -> Project:
    """A project with one statement of a party, and suggestions that wait."""
    document = a_document("Party A wants the toll. Party B does not.")
    project.add([document], [a_statement(document, 0, 7)], summary="one")
    project.suggest(Fixed())
    return project


def test_wordings_of_waiting_suggestions_are_told_with_their_kind(coded: Project) -> None:
    with coded.store.read() as connection:
        assert references.proposed(connection) >= {("actor", "Party A"), ("actor", "B")}
    coded.accept(min_score=0.0)
    with coded.store.read() as connection:
        assert references.proposed(connection) == set()


def test_an_entity_is_used_until_its_statement_is_in_the_trash_but_still_referred_to(
    coded: Project,
) -> None:
    one = identity(coded, "Party A")
    coded.edit(coded.statements()[0].id, organization="Party A")
    with coded.store.read() as connection:
        assert one in references.used(connection)
    coded.delete([s.id for s in coded.statements()])
    with coded.store.read() as connection:
        assert one not in references.used(connection)
        assert len(references.statements_with(connection, [one])) == 1
        with pytest.raises(Conflict, match="Party A"):
            entities.expect_unused(connection, [one])


def test_a_text_that_is_an_identity_by_chance_is_no_reference(coded: Project) -> None:
    one = identity(coded, "Party B")
    text = next(iter(coded.documents()))
    coded.code(text, Span(0, 5), "figure", what=one, value=1)
    with coded.store.read() as connection:
        assert references.statements_with(connection, [one]) == []
        assert references.statements_with(connection, []) == []

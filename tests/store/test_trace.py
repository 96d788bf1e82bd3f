"""Facts about walking back: from a statement to its bytes, from a tie to its statements."""

from __future__ import annotations

import pytest

from dissensus.errors import NotFound
from dissensus.model.span import Span
from dissensus.project import Project
from tests.store.conftest import a_document

TEXT = "It rained. Party A wants the toll. Party B does not want it. Nobody asked Ms. Ames."


@pytest.fixture
def coded(project: Project) -> Project:
    document = a_document(TEXT, location="texts/a.txt", title="Toll talk", date="2024-05-06")
    project.add([document], [], summary="a text")
    project.code(
        document, Span(11, 34), "position", organization="A", concept="Toll", agreement=True
    )
    project.code(
        document, Span(35, 60), "position", organization="B", concept="Toll", agreement=False
    )
    project.code(document, Span(35, 60), "relation", source="B", target="A", sign=-1)
    project.code(document, Span(0, 10), "event", what="It rained", date="2024-05-05")
    return project


def test_a_statement_is_traced_to_its_words_text_bytes_and_acts(coded: Project) -> None:
    statement = next(s for s in coded.statements() if s.span == Span(11, 34))
    found = coded.trace(statement)
    assert found.statement.quotation == "Party A wants the toll."
    assert (found.before, found.after) == ("It rained.", "Party B does not want it.")
    assert found.document.provenance is not None
    assert found.document.provenance.source.location == "texts/a.txt"
    assert [act.verb for act in found.history] == ["code"]


def test_the_beginning_of_an_identity_is_enough(coded: Project) -> None:
    statement = coded.statements()[0]
    assert coded.trace(statement.id[:36]).statement.id == statement.id


def test_an_actor_and_a_concept_lead_to_what_the_actor_says_on_it(coded: Project) -> None:
    ((heading, ids),) = coded.behind("A", "toll")
    assert heading == "position: Party A and Toll"
    assert [s.quotation for s in coded.statements(ids)] == ["Party A wants the toll."]


def test_two_actors_lead_to_their_relation_and_to_the_concepts_both_speak_on(
    coded: Project,
) -> None:
    found = dict(coded.behind("Party A", "Party B"))
    assert sorted(found) == ["Toll", "relation: Party A and Party B"]
    assert len(found["Toll"]) == 2
    assert len(found["relation: Party A and Party B"]) == 1


def test_names_without_a_tie_have_nothing_behind_it(coded: Project) -> None:
    assert coded.behind("Ms. Ames", "Bridge") == []


def test_an_unknown_name_is_told(coded: Project) -> None:
    with pytest.raises(NotFound, match="Nobody and nothing is called 'Party X'"):
        coded.behind("Party X", "Toll")

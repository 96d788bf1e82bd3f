"""Facts about suggestions and decisions: nothing becomes a statement without one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dissensus.errors import Conflict
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Voice, VoiceKind
from dissensus.model.suggestion import Evidence, Suggestion, Verdict
from dissensus.project import Project
from tests.store.conftest import a_document

TEXT = "Party A wants the toll. Party B does not."


class Fixed:
    """A suggester that proposes the same two positions for every text that has the words."""

    name, version = "fixed", "1"

    def __init__(self, *, spans: Sequence[tuple[int, int]] = ((0, 23), (24, 41))) -> None:
        self.spans = spans

    def suggest(self, document: Document) -> list[Suggestion]:
        return [
            Suggestion(
                document_id=document.id,
                span=Span(*span),
                quotation=document.text[slice(*span)],
                statement_type="position",
                values={"organization": name, "concept": "Toll", "agreement": name == "Party A"},
                score=score,
                evidence=Evidence(self.name, self.version, ("because",)),
                voices=(Voice("Herald", VoiceKind.OUTLET), Voice(name, VoiceKind.REPORTED)),
            )
            for span, name, score in zip(self.spans, ("Party A", "B"), (0.9, 0.5), strict=False)
        ]


@pytest.fixture
def waiting(project: Project) -> Project:
    project.add([a_document(TEXT)], [], summary="a text")
    project.suggest(Fixed())
    return project


def test_a_suggestion_is_no_statement(waiting: Project) -> None:
    assert len(waiting.queue()) == 2
    assert waiting.statements() == []
    assert len(waiting.events(statement_type="position")) == 0


def test_accepting_a_suggestion_keeps_its_span_values_and_voices(waiting: Project) -> None:
    first = waiting.queue()[0]
    statement = waiting.review(first, Verdict.ACCEPT)
    assert statement is not None
    assert (statement.span, statement.quotation) == (first.span, first.quotation)
    assert (dict(statement.values), statement.voices) == (dict(first.values), first.voices)
    assert statement.reviewed


def test_correcting_a_suggestion_changes_the_statement_only(waiting: Project) -> None:
    first = waiting.queue()[0]
    statement = waiting.review(first, Verdict.EDIT, agreement=False, concept="Bridge")
    assert statement is not None
    assert statement.values["agreement"] is False
    assert waiting.proposals()[0].values["agreement"] is True


def test_a_rejected_suggestion_leaves_the_queue_and_makes_no_statement(waiting: Project) -> None:
    waiting.review(waiting.queue()[0], Verdict.REJECT)
    assert len(waiting.queue()) == 1
    assert waiting.statements() == []


def test_a_skipped_suggestion_waits_aside(waiting: Project) -> None:
    waiting.review(waiting.queue()[0], Verdict.SKIP)
    assert len(waiting.queue()) == 1
    assert len(waiting.queue(skipped=True)) == 2


def test_a_decision_is_made_once(waiting: Project) -> None:
    first = waiting.queue()[0]
    waiting.review(first, Verdict.ACCEPT)
    with pytest.raises(Conflict, match="accepted already"):
        waiting.review(first, Verdict.REJECT)


def test_undoing_a_decision_puts_the_suggestion_back(waiting: Project) -> None:
    waiting.review(waiting.queue()[0], Verdict.ACCEPT)
    waiting.undo()
    assert len(waiting.queue()) == 2
    assert waiting.statements() == []


def test_a_policy_accepts_in_bulk_and_says_that_nobody_reviewed(waiting: Project) -> None:
    assert waiting.accept(min_score=0.8) == 1
    (statement,) = waiting.statements()
    assert not statement.reviewed
    assert waiting.events(statement_type="position").unreviewed == 1


def test_a_policy_is_recorded_and_undone_as_one(waiting: Project) -> None:
    waiting.accept(min_score=0.0)
    assert len(waiting.statements()) == 2
    assert waiting.history(limit=1)[0].summary == "accept at 0 or better"
    waiting.undo()
    assert waiting.statements() == []
    assert len(waiting.queue()) == 2


def test_suggesting_again_adds_nothing_and_forgets_no_decision(waiting: Project) -> None:
    waiting.review(waiting.queue()[0], Verdict.REJECT)
    assert waiting.suggest(Fixed()) == 0
    assert len(waiting.queue()) == 1


def test_what_is_proposed_no_longer_is_withdrawn(waiting: Project) -> None:
    waiting.suggest(Fixed(spans=((0, 23),)))
    assert [s.span for s in waiting.queue()] == [Span(0, 23)]
    waiting.suggest(Fixed())
    assert len(waiting.queue()) == 2


def test_nothing_proposed_at_all_withdraws_what_waits(waiting: Project) -> None:
    waiting.suggest(Fixed(spans=()))
    assert waiting.queue() == []


def test_a_proposal_that_does_not_read_as_its_quotation_is_never_seen(project: Project) -> None:
    class Inventing(Fixed):
        def suggest(self, document: Document) -> list[Suggestion]:
            from dataclasses import replace

            return [replace(s, quotation="x" * len(s.span)) for s in super().suggest(document)]

    project.add([a_document(TEXT)], [], summary="a text")
    assert project.suggest(Inventing()) == 0
    assert project.proposals() == []


def test_unreviewed_suggestions_come_as_events_on_request(waiting: Project) -> None:
    events = waiting.events(statement_type="position", unreviewed=True)
    assert len(events) == events.unreviewed == 2
    assert sorted(events.column("statement.score").to_list()) == [0.5, 0.9]


def test_an_alias_means_its_entity(waiting: Project) -> None:
    waiting.accept(min_score=0.0)
    names = {s.values["organization"] for s in waiting.statements()}
    assert names == {"Party A", "Party B"}

"""Facts about the queue as columns: it says what the rows say, however they were changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from dissensus.errors import NotFound
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.suggestion import Evidence, Suggestion, SuggestionState, Verdict
from dissensus.project import Project
from dissensus.store import codebooks, waiting
from dissensus.store.waiting import Choice, Queue, Sort
from tests.store.conftest import a_document

OPEN = frozenset({SuggestionState.WAITING, SuggestionState.SKIPPED})


class Random:
    """A suggester that proposes positions at random places; the same ones every time."""

    name, version = "random", "1"

    def suggest(self, document: Document) -> list[Suggestion]:
        draw = random.Random(document.title)
        found = []
        for _ in range(12):
            start = draw.randrange(len(document.text) - 10)
            values = {
                "organization": draw.choice(["Party A", "Party B", "Cee", None]),
                "concept": draw.choice(["Toll", "Bridge", "Tunnel"]),
            }
            found.append(
                Suggestion(
                    document_id=document.id,
                    span=Span(start, start + 10),
                    quotation=document.text[start : start + 10],
                    statement_type="position",
                    values=values,
                    score=draw.randrange(11) / 10,
                    evidence=Evidence(self.name, self.version),
                )
            )
        return found


@pytest.fixture
def full(project: Project) -> Project:
    texts = [
        a_document(f"Words of text {n}, " * 8, title=f"{n}", date=f"202{n}-01-01" if n else "")
        for n in range(4)
    ]
    project.add(texts, [], summary="texts")
    project.suggest(Random())
    return project


def queue(project: Project) -> Queue:
    with project.store.read() as connection:
        codebook = codebooks.load(connection)
        found = waiting.load(connection, codebook, OPEN)
        found.name(connection, codebook)
    return found


def ids(found: Queue, choice: Choice, sort: Sort, *, descending: bool = False) -> list[str]:
    rows = found.ordered(found.chosen(choice), sort, descending=descending)
    return [found.ids[row] for row in rows]


def test_reading_order_is_that_of_the_rows(full: Project) -> None:
    assert ids(queue(full), Choice(), Sort.DOCUMENT) == [s.id for s in full.queue()]


@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_that_of_its_key_and_reading_order_within(
    full: Project, descending: bool
) -> None:
    rows = full.queue()
    place = {s.id: n for n, s in enumerate(rows)}
    last = chr(0x10FFFF)  # those without a name
    keys: dict[Sort, Callable[[Suggestion], Any]] = {
        Sort.SCORE: lambda s: s.score,
        Sort.UNCERTAINTY: lambda s: round(abs(s.score - 0.5), 9),
        Sort.CONCEPT: lambda s: str(s.values["concept"]).casefold(),
        Sort.ACTOR: lambda s: str(s.values.get("organization") or last).casefold(),
    }
    by_id = {s.id: s for s in rows}
    for sort, key in keys.items():
        found = [by_id[i] for i in ids(queue(full), Choice(), sort, descending=descending)]
        assert len(found) == len(rows)
        for one, other in pairwise(found):
            before, after = key(one), key(other)
            assert before >= after if descending else before <= after
            if before == after:
                assert place[one.id] < place[other.id]


def test_a_choice_keeps_what_fits_all_of_it(full: Project) -> None:
    rows = full.queue()
    document = rows[0].document_id
    choice = Choice(min_score=0.3, max_score=0.7, documents=frozenset({document}))
    assert ids(queue(full), choice, Sort.DOCUMENT) == [
        s.id for s in rows if 0.3 <= s.score <= 0.7 and s.document_id == document
    ]
    assert ids(queue(full), Choice(statement_types=frozenset({"event"})), Sort.DOCUMENT) == []
    assert ids(queue(full), Choice(documents=frozenset({"nowhere"})), Sort.DOCUMENT) == []


def test_a_queue_follows_decisions_without_being_read_again(full: Project) -> None:
    found = queue(full)
    rows = full.queue()
    full.review(rows[0], Verdict.ACCEPT)
    full.review(rows[1], Verdict.SKIP)
    with full.store.read() as connection:
        assert found.refresh(connection)
    assert ids(found, Choice(), Sort.DOCUMENT) == [s.id for s in full.queue()]
    skipped = Choice(states=frozenset({SuggestionState.SKIPPED}))
    assert ids(found, skipped, Sort.DOCUMENT) == [rows[1].id]
    full.undo()
    full.undo()
    with full.store.read() as connection:
        assert found.refresh(connection)
    assert ids(found, Choice(), Sort.DOCUMENT) == [s.id for s in rows]


def test_a_queue_is_read_again_when_proposals_or_texts_come_or_go(full: Project) -> None:
    found = queue(full)
    full.delete([full.queue()[0].document_id])
    with full.store.read() as connection:
        assert not found.refresh(connection)
    found = queue(full)
    full.add([a_document("More words to say more.", title="more")], [], summary="one more")
    full.suggest(Random())
    with full.store.read() as connection:
        assert not found.refresh(connection)
    found = queue(full)
    full.undo()
    with full.store.read() as connection:
        assert not found.refresh(connection)


def test_one_that_was_decided_keeps_its_place_to_begin_behind(full: Project) -> None:
    found = queue(full)
    rows = full.queue()
    full.review(rows[3], Verdict.REJECT)
    with full.store.read() as connection:
        found.refresh(connection)
    ordered = found.ordered(found.chosen(Choice()), Sort.DOCUMENT)
    behind = found.behind(ordered, rows[3].id, Sort.DOCUMENT)
    assert [found.ids[row] for row in behind] == [s.id for s in rows[4:]]
    with pytest.raises(NotFound):
        found.behind(ordered, "nothing", Sort.DOCUMENT)


def test_names_are_those_of_the_rows_in_their_kinds(full: Project) -> None:
    found = queue(full)
    with full.store.read() as connection:
        naming = found.name(connection, codebooks.load(connection))
    named = {naming.named[code] for code in naming.codes.ravel().tolist() if code >= 0}
    assert named == {
        ("actor" if name == "organization" else "concept", str(value))
        for s in full.queue()
        for name, value in s.values.items()
        if value is not None
    }


def test_an_empty_queue_is_a_queue(project: Project) -> None:
    found = queue(project)
    for sort in Sort:
        assert ids(found, Choice(), sort) == []

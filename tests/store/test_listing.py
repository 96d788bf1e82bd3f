"""Facts about the list of texts: what counts, and what it costs."""

from __future__ import annotations

import pytest

from dissensus.model.coder import Permission
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store import listing
from dissensus.store.listing import Order, Wanted
from tests.store.conftest import a_document, steps_of
from tests.store.test_suggestions import Fixed

FIRST, SECOND = Span(0, 23), Span(24, 41)


@pytest.fixture
def coded(project: Project) -> Project:
    """Two texts; three statements, one of them in the trash, and proposals that wait."""
    texts = [a_document("Party A wants the toll. Party B does not.", title=t) for t in "ab"]
    project.add(texts, [], summary="texts")
    for span, text in ((FIRST, texts[0]), (SECOND, texts[0]), (FIRST, texts[1])):
        made = project.code(text, span, "position", concept="Toll")
    project.delete([made.id])
    project.suggest(Fixed())
    return project


def test_what_lies_in_the_trash_or_belongs_to_a_text_there_does_not_count(coded: Project) -> None:
    with coded.store.read() as connection:
        before = listing.counts(connection)
        waiting = {line.title: line.waiting for line in lines(coded)}
    assert (before["documents"], before["statements"]) == (2, 2)
    assert before["waiting"] == sum(waiting.values()) > waiting["a"] > 0
    coded.delete([line.id for line in lines(coded) if line.title == "a"])
    with coded.store.read() as connection:
        assert listing.counts(connection) == {
            "documents": 1,
            "statements": 0,
            "waiting": waiting["b"],
        }


def lines(project: Project) -> list[listing.Line]:
    with project.store.read() as connection:
        wanted = Wanted(order=Order.STATEMENTS, descending=True)
        return listing.lines(connection, listing.ordered(connection, wanted))


def test_sorted_by_statements_those_in_the_trash_do_not_count(coded: Project) -> None:
    assert [(line.title, line.statements) for line in lines(coded)] == [("a", 2), ("b", 0)]


def test_sorting_by_statements_reads_their_index_and_not_them(coded: Project) -> None:
    document = next(coded.documents())
    kind = coded.codebook.statement_type("position").id
    with coded._act("code", "", Permission.CODE) as act:
        row = {"statement_type_id": kind, "document_id": document.id, "quotation": "Par"}
        row |= {"values": "{}", "voices": "[]", "coder_id": act.coder_id, "created": "2024-01-01"}
        act.insert("statement", [{"id": f"s{n:05}", **row, "stop": 3} for n in range(10_000)])
    with steps_of(coded.store) as steps, coded.store.read() as connection:
        listing.ordered(connection, Wanted(order=Order.STATEMENTS))
    assert steps.number < 9 * 10_000  # a pass over the statements takes half as many again

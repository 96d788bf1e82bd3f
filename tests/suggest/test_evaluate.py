from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.evaluate import evaluate
from dissensus.suggest.gold import Gold
from dissensus.suggest.suggester import propose

DOCUMENT = Document(text="The union supports the toll. The party opposes it.")
DOCUMENTS = {"a.txt": DOCUMENT}
WHOLE = "speaker, concept, agreement"


def ours(
    start: int,
    stop: int,
    values: Mapping[str, Value],
    *,
    score: float = 0.9,
    kind: str = "position",
) -> Suggestion:
    return propose(
        DOCUMENT,
        span=Span(start, stop),
        statement_type=kind,
        values=values,
        score=score,
        reasons=(),
    )


def theirs(start: int, stop: int, values: Mapping[str, Value], *, kind: str = "position") -> Gold:
    return Gold("a.txt", Span(start, stop), DOCUMENT.text[start:stop], kind, values)


UNION: dict[str, Value] = {
    "person": None,
    "organization": "Union",
    "concept": "Toll",
    "agreement": True,
}
PARTY: dict[str, Value] = {
    "person": "Ann",
    "organization": "Party",
    "concept": "Toll",
    "agreement": False,
}


def test_one_right_and_one_wrong_of_three() -> None:
    gold = [theirs(0, 28, UNION), theirs(29, 50, PARTY), theirs(29, 50, UNION)]
    found = [ours(0, 28, UNION), ours(29, 50, {**PARTY, "agreement": True})]
    scores = evaluate(found, gold, documents=DOCUMENTS).scores["position"][WHOLE]["exact"]
    assert (scores.matched, scores.found, scores.gold) == (1, 2, 3)
    assert scores.precision == pytest.approx(1 / 2)
    assert scores.recall == pytest.approx(1 / 3)
    assert scores.f1 == pytest.approx(2 / 5)


def test_a_span_that_only_overlaps_is_not_exact() -> None:
    result = evaluate([ours(0, 20, UNION)], [theirs(0, 28, UNION)], documents=DOCUMENTS)
    spans = result.scores["position"][WHOLE]
    assert (spans["exact"].matched, spans["overlapping"].matched) == (0, 1)


def test_parts_of_the_key_are_counted_by_themselves() -> None:
    wrong = ours(0, 28, {**UNION, "agreement": False})
    keys = evaluate([wrong], [theirs(0, 28, UNION)], documents=DOCUMENTS).scores["position"]
    assert keys[WHOLE]["exact"].matched == 0
    assert keys["speaker, concept"]["exact"].matched == 1


def test_the_speaker_is_the_person_and_else_the_organization() -> None:
    found = ours(29, 50, {**PARTY, "organization": "Elsewhere"})
    keys = evaluate([found], [theirs(29, 50, PARTY)], documents=DOCUMENTS).scores["position"]
    assert keys["speaker"]["exact"].matched == 1


def test_a_coded_statement_is_matched_once() -> None:
    found = [ours(0, 20, UNION), ours(0, 28, UNION)]
    result = evaluate(found, [theirs(0, 28, UNION)], documents=DOCUMENTS)
    assert result.scores["position"][WHOLE]["overlapping"].matched == 1


def test_documents_nobody_coded_do_not_count() -> None:
    other = Document(text=DOCUMENT.text)
    found = propose(
        other, span=Span(0, 28), statement_type="position", values=UNION, score=1, reasons=()
    )
    documents = {**DOCUMENTS, "b.txt": other}
    result = evaluate([found], [theirs(0, 28, UNION)], documents=documents)
    assert result.scores["position"][WHOLE]["exact"].found == 0


def test_suggestions_below_the_least_score_do_not_count() -> None:
    found = [ours(0, 28, UNION, score=0.2)]
    result = evaluate(found, [theirs(0, 28, UNION)], documents=DOCUMENTS, least=0.3)
    assert result.scores["position"][WHOLE]["exact"].found == 0


def test_numbers_are_equal_as_numbers() -> None:
    result = evaluate(
        [ours(0, 28, {"value": 3}, kind="figure")],
        [theirs(0, 28, {"value": 3.0}, kind="figure")],
        documents=DOCUMENTS,
    )
    assert result.scores["figure"]["value"]["exact"].matched == 1


def test_nothing_against_nothing_is_zero() -> None:
    assert evaluate([], [], documents=DOCUMENTS).scores == {}


spans = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_the_matching_is_as_large_as_any(
    left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    result = evaluate(
        [ours(a, b, UNION) for a, b in left],
        [theirs(a, b, UNION) for a, b in right],
        documents=DOCUMENTS,
    )
    if not left or not right:
        return
    short, long = sorted((left, right), key=len)
    best = max(
        sum(a < d and c < b for (a, b), (c, d) in zip(short, chosen, strict=True))
        for chosen in permutations(long, len(short))
    )
    assert result.scores["position"][WHOLE]["overlapping"].matched == best

"""Stances by hand, and against nested loops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.scaling.stances import MIXED, NEGATIVE, POSITIVE, Stances, stances
from dissensus.errors import AnalysisError
from tests.analysis.slow import Said, events_of, few, said


def of(
    statements: list[Said], qualifier: str | None = "agree", threshold: float | None = None
) -> Stances:
    return stances(
        events_of(statements),
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        threshold=threshold,
    )


def table(found: Stances) -> dict[tuple[str, str], int]:
    cells = zip(found.actor.tolist(), found.concept.tolist(), found.level.tolist(), strict=True)
    return {(found.actors[i], found.concepts[j]): level for i, j, level in cells}


def say(actor: str, concept: str, *agree: bool) -> list[Said]:
    return [Said(actor, concept, yes, 2 if yes else -2, "calm") for yes in agree]


def test_all_yes_is_for_all_no_is_against_and_both_is_mixed() -> None:
    found = of(
        [*say("A", "tax", True, True), *say("B", "tax", False), *say("C", "tax", True, False)]
    )
    assert table(found) == {("A", "tax"): POSITIVE, ("B", "tax"): NEGATIVE, ("C", "tax"): MIXED}


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (0.0, MIXED),
        (0.2, MIXED),
        (0.25, POSITIVE),
        (0.4, POSITIVE),
        (0.6, POSITIVE),
        (0.75, POSITIVE),
    ],
)
def test_a_threshold_says_from_which_share_of_yes_on_an_actor_is_for(
    threshold: float, expected: int
) -> None:
    """Three of four are yes; a threshold above a half means its complement."""
    found = of(say("A", "tax", True, True, True, False), threshold=threshold)
    assert table(found) == {("A", "tax"): expected}


def test_as_many_yes_as_no_are_mixed_whatever_the_threshold() -> None:
    assert table(of(say("A", "tax", True, False), threshold=0.5)) == {("A", "tax"): MIXED}


def test_a_number_counts_from_the_middle_of_its_scale() -> None:
    statements = [Said(a, "tax", True, s, "calm") for a, s in (("A", 1), ("B", -2), ("C", 0))]
    statements += [Said("d", "tax", True, s, "calm") for s in (1, 0)]
    assert table(of(statements, "scale")) == {
        ("A", "tax"): POSITIVE,
        ("B", "tax"): NEGATIVE,
        ("C", "tax"): MIXED,
        ("d", "tax"): MIXED,
    }


def test_a_threshold_takes_the_mean_place_on_the_scale() -> None:
    """(2 + 1) / 2 lies at 0.875 of the scale from -2 to 2."""
    statements = [Said("A", "tax", True, s, "calm") for s in (2, 1)]
    assert table(of(statements, "scale", 0.125)) == {("A", "tax"): POSITIVE}
    assert table(of(statements, "scale", 0.1)) == {("A", "tax"): MIXED}


@pytest.mark.parametrize("qualifier", [None, "mood"])
def test_without_sides_every_mention_is_for(qualifier: str | None) -> None:
    assert set(table(of(say("A", "tax", False), qualifier)).values()) == {POSITIVE}


@few
@given(said, st.sampled_from([None, 0.0, 0.3, 0.5]))
def test_stances_are_those_of_the_definition(
    statements: list[Said], threshold: float | None
) -> None:
    expected = {}
    for actor, concept in {(s.actor, s.concept) for s in statements}:
        words = [s.agree for s in statements if (s.actor, s.concept) == (actor, concept)]
        share = sum(words) / len(words)
        limit = threshold or 0.0
        positive, negative = share >= 1 - limit, share <= limit
        expected[actor, concept] = (
            MIXED if positive == negative else POSITIVE if positive else NEGATIVE
        )
    assert table(of(statements, threshold=threshold)) == expected


@few
@given(said, st.integers(1, 3), st.integers(1, 3))
def test_who_is_left_has_enough_stances_and_who_has_is_left(
    statements: list[Said], per_concept: int, per_actor: int
) -> None:
    found = of(statements)
    kept = table(found.often(per_concept=per_concept, per_actor=per_actor))
    left = set(table(found))
    while True:
        few_concepts = {c for _, c in left if sum(k[1] == c for k in left) < per_concept}
        left = {k for k in left if k[1] not in few_concepts}
        few_actors = {a for a, _ in left if sum(k[0] == a for k in left) < per_actor}
        if not few_concepts and not few_actors:
            break
        left = {k for k in left if k[0] not in few_actors}
    assert set(kept) == left


def test_who_has_too_few_is_named() -> None:
    statements = [*say("A", "tax", True), *say("B", "tax", False), *say("C", "dam", True)]
    found = of(statements).often(per_concept=2, per_actor=1)
    assert found.actors == ("A", "B")
    assert found.dropped_actors == ("C",)
    assert found.dropped_concepts == ("dam",)
    assert found.behind().frame["statement.id"].to_list() == ["0000", "0001"]


def test_silence_can_be_filled() -> None:
    found = of([*say("A", "tax", True), *say("B", "dam", False)]).filled(MIXED)
    assert table(found) == {
        ("A", "tax"): POSITIVE,
        ("A", "dam"): MIXED,
        ("B", "tax"): MIXED,
        ("B", "dam"): NEGATIVE,
    }


def test_concepts_all_agree_on_can_be_dropped() -> None:
    statements = [
        *say("A", "tax", True),
        *say("B", "tax", True),
        *say("A", "dam", True),
        *say("B", "dam", False),
    ]
    assert {concept for _, concept in table(of(statements).varied())} == {"dam"}


def test_no_statements_are_no_stances() -> None:
    assert table(of([]).often(per_concept=2, per_actor=1)) == {}


@pytest.mark.parametrize("threshold", [-0.1, 1.5, float("nan")])
def test_a_threshold_is_a_share(threshold: float) -> None:
    with pytest.raises(AnalysisError, match="threshold is a share"):
        of(say("A", "tax", True), threshold=threshold)


def test_a_number_that_is_always_the_same_has_no_ends() -> None:
    kind = events_of([]).statement_type
    from dataclasses import replace

    bare = replace(kind, variables=tuple(replace(v, values=()) for v in kind.variables))
    events = replace(events_of([Said("A", "tax", True, 1, "calm")]), statement_type=bare)
    with pytest.raises(AnalysisError, match="which end of the scale"):
        stances(events, actors="actor", concepts="concept", qualifier="scale")
    found = stances(events, actors="actor", concepts="concept", qualifier="scale", scale=(0, 1))
    assert table(found) == {("A", "tax"): POSITIVE}

"""One-mode networks against nested loops, by hand, and under renaming and reordering."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.congruence import congruence
from dissensus.errors import AnalysisError
from dissensus.model.network import Network, Normalization, Projection
from tests.analysis.slow import QUALIFIERS, Said, divisor, events_of, few, said, tie, ties_meet

qualifiers = st.sampled_from(QUALIFIERS)
kinds = st.sampled_from(list(Projection))
ONE_MODE = (Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE)


def network_of(
    statements: list[Said],
    qualifier: str | None,
    kind: Projection,
    normalization: Normalization | None = None,
) -> Network:
    return congruence(
        events_of(statements),
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        kind=kind,
        normalization=normalization,
    )


@few
@given(said, qualifiers, kinds)
def test_ties_are_those_of_the_definition(
    statements: list[Said], qualifier: str, kind: Projection
) -> None:
    network = network_of(statements, qualifier, kind)
    assert list(network.rows) == sorted({s.actor for s in statements})
    for a, b in permutations(network.rows, 2):
        expected = tie(statements, a, b, qualifier=qualifier, kind=kind)
        assert network.weight(a, b) == pytest.approx(expected, abs=1e-12)


@few
@given(said, qualifiers, kinds, st.sampled_from(ONE_MODE))
def test_normalized_ties_are_those_of_the_definition(
    statements: list[Said], qualifier: str, kind: Projection, normalization: Normalization
) -> None:
    network = network_of(statements, qualifier, kind, normalization)
    for a, b in permutations(network.rows, 2):
        weight = tie(statements, a, b, qualifier=qualifier, kind=kind)
        by = divisor(
            statements, a, b, qualifier=qualifier, kind=kind, normalization=normalization.value
        )
        assert network.weight(a, b) == pytest.approx(weight / by if by else 0.0, abs=1e-12)


@few
@given(said, qualifiers, kinds)
def test_evidence_of_a_tie_is_what_meets(
    statements: list[Said], qualifier: str, kind: Projection
) -> None:
    network = network_of(statements, qualifier, kind)
    for a, b in permutations(network.rows, 2):
        assert network.evidence(a, b) == ties_meet(statements, a, b, qualifier=qualifier, kind=kind)


@few
@given(said, qualifiers, kinds)
def test_counts_are_the_lengths_of_the_evidence(
    statements: list[Said], qualifier: str, kind: Projection
) -> None:
    network = network_of(statements, qualifier, kind)
    counts = network.counts()
    assert counts is not None
    for (i, a), (j, b) in permutations(enumerate(network.rows), 2):
        assert counts[i, j] == len(network.evidence(a, b))


@few
@given(said, qualifiers, kinds)
def test_the_matrix_is_symmetric_with_an_empty_diagonal(
    statements: list[Said], qualifier: str, kind: Projection
) -> None:
    dense = network_of(statements, qualifier, kind).matrix.toarray()
    assert dense == pytest.approx(dense.T, abs=1e-12)
    assert not dense.diagonal().any()


@few
@given(said, qualifiers, kinds, st.randoms())
def test_order_of_statements_does_not_matter(
    statements: list[Said], qualifier: str, kind: Projection, random: object
) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (network_of(s, qualifier, kind) for s in (statements, shuffled))
    assert one.rows == other.rows
    assert one.matrix.toarray() == pytest.approx(other.matrix.toarray(), abs=1e-12)


@few
@given(said, qualifiers, kinds)
def test_renaming_actors_renames_the_ties(
    statements: list[Said], qualifier: str, kind: Projection
) -> None:
    new = {"A": "z", "B": "a", "Č": "m", "d": "Ω", "😀": "b"}
    renamed = [Said(new[s.actor], s.concept, s.agree, s.scale, s.mood) for s in statements]
    one, other = (network_of(s, qualifier, kind) for s in (statements, renamed))
    for a, b in permutations(one.rows, 2):
        assert one.weight(a, b) == pytest.approx(other.weight(new[a], new[b]), abs=1e-12)


@few
@given(said, st.sampled_from(["agree", "scale"]))
def test_cosine_congruence_lies_between_0_and_1(statements: list[Said], qualifier: str) -> None:
    network = network_of(statements, qualifier, Projection.CONGRUENCE, Normalization.COSINE)
    assert all(-1e-12 <= t.weight <= 1 + 1e-12 for t in network.ties())


def test_equal_profiles_have_cosine_1() -> None:
    statements = [Said(a, "tax", agree=True, scale=1, mood="calm") for a in "AABBB"]
    network = network_of(statements, "scale", Projection.CONGRUENCE, Normalization.COSINE)
    assert network.weight("A", "B") == pytest.approx(1.0)


def test_a_single_level_is_full_congruence_not_nan() -> None:
    statements = [Said(a, "tax", agree=True, scale=1, mood="calm") for a in "AB"]
    assert network_of(statements, "scale", Projection.CONGRUENCE).weight("A", "B") == 1.0
    assert network_of(statements, "scale", Projection.CONFLICT).weight("A", "B") == 0.0


def test_conflict_of_moods_is_a_product_of_counts() -> None:
    moods = [("A", "calm"), ("A", "calm"), ("B", "angry"), ("B", "angry"), ("B", "angry")]
    statements = [Said(a, "tax", agree=True, scale=0, mood=m) for a, m in moods]
    assert network_of(statements, "mood", Projection.CONFLICT).weight("A", "B") == 6.0


def test_the_range_of_a_scale_is_that_of_the_codebook() -> None:
    # -1 and 1 on a scale from -2 to 2 are half alike, though no statement is at the ends.
    statements = [
        Said("A", "tax", agree=True, scale=-1, mood="calm"),
        Said("B", "tax", agree=True, scale=1, mood="calm"),
    ]
    assert network_of(statements, "scale", Projection.CONGRUENCE).weight("A", "B") == 0.5


def test_a_scale_too_short_for_its_values_is_refused() -> None:
    statements = [Said("A", "tax", agree=True, scale=-2, mood="calm")]
    with pytest.raises(AnalysisError, match="beyond the scale"):
        congruence(
            events_of(statements),
            actors="actor",
            concepts="concept",
            qualifier="scale",
            scale=(0, 1),
        )


def test_an_actor_without_ties_stays_in_the_network() -> None:
    statements = [
        Said("A", "tax", agree=True, scale=0, mood="calm"),
        Said("B", "dam", agree=True, scale=0, mood="calm"),
    ]
    network = network_of(statements, "agree", Projection.CONGRUENCE)
    assert network.rows == ("A", "B")
    assert network.matrix.nnz == 0


def test_no_statements_give_an_empty_network() -> None:
    network = network_of([], "agree", Projection.SUBTRACT, Normalization.JACCARD)
    assert network.matrix.shape == (0, 0)


def test_isolates_of_another_list_are_kept() -> None:
    every = [Said(a, "tax", agree=True, scale=0, mood="calm") for a in "AB"]
    network = congruence(
        events_of(every[:1]),
        actors="actor",
        concepts="concept",
        qualifier="agree",
        isolates=True,
        population=events_of(every),
    )
    assert network.rows == ("A", "B")


def test_congruence_without_a_qualifier_is_refused() -> None:
    with pytest.raises(AnalysisError, match="needs a qualifier"):
        network_of([], None, Projection.CONGRUENCE)


def test_a_two_mode_normalization_is_refused() -> None:
    with pytest.raises(AnalysisError, match="two-mode"):
        network_of([], "agree", Projection.IGNORE, Normalization.ACTIVITY)


def test_using_a_column_twice_is_refused() -> None:
    with pytest.raises(AnalysisError, match="twice"):
        congruence(events_of([]), actors="actor", concepts="actor", qualifier="agree")

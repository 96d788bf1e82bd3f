"""Two-mode networks against loops and by hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Network, Normalization
from tests.analysis.slow import QUALIFIERS, Said, events_of, few, said


def network_of(
    statements: list[Said],
    aggregation: Aggregation,
    qualifier: str = "agree",
    normalization: Normalization | None = None,
) -> Network:
    return affiliation(
        events_of(statements),
        rows="actor",
        columns="concept",
        qualifier=qualifier,
        aggregation=aggregation,
        normalization=normalization,
    )


def cell(statements: list[Said], row: str, column: str, aggregation: Aggregation, q: str) -> float:
    here = [s for s in statements if (s.actor, s.concept) == (row, column)]
    if aggregation is Aggregation.IGNORE:
        return len(here)
    if aggregation is Aggregation.SUBTRACT:
        return sum((1 if s.agree else -1) if q == "agree" else s.scale for s in here)
    levels: list[object] = sorted({getattr(s, q) for s in statements})
    if q == "agree":
        levels = [False, True]
    present = {getattr(s, q) for s in here}
    return int("0" + "".join("1" if level in present else "0" for level in levels), 2)


@few
@given(said, st.sampled_from(list(Aggregation)), st.sampled_from(QUALIFIERS))
def test_cells_are_those_of_the_definition(
    statements: list[Said], aggregation: Aggregation, qualifier: str
) -> None:
    if aggregation is Aggregation.SUBTRACT and qualifier == "mood":
        return
    network = network_of(statements, aggregation, qualifier)
    for row, column in product(network.rows, network.columns):
        expected = cell(statements, row, column, aggregation, qualifier)
        assert network.weight(row, column) == expected


@few
@given(said)
def test_evidence_of_a_cell_is_its_statements(statements: list[Said]) -> None:
    network = network_of(statements, Aggregation.SUBTRACT)
    for row, column in product(network.rows, network.columns):
        expected = [
            f"{n:04}" for n, s in enumerate(statements) if (s.actor, s.concept) == (row, column)
        ]
        assert network.evidence(row, column) == expected


@few
@given(said)
def test_activity_makes_rows_sum_to_one(statements: list[Said]) -> None:
    network = network_of(statements, Aggregation.IGNORE, normalization=Normalization.ACTIVITY)
    assert network.matrix.sum(axis=1) == pytest.approx(1.0)


@few
@given(said)
def test_prominence_makes_columns_sum_to_one(statements: list[Said]) -> None:
    network = network_of(statements, Aggregation.IGNORE, normalization=Normalization.PROMINENCE)
    assert network.matrix.sum(axis=0) == pytest.approx(1.0)


def test_prominence_of_combined_cells_divides_by_the_actors_of_the_concept() -> None:
    statements = [Said(a, "tax", agree=True, scale=0, mood="calm") for a in "AB"]
    network = network_of(statements, Aggregation.COMBINE, normalization=Normalization.PROMINENCE)
    assert network.weight("A", "tax") == 0.5


def test_combine_tells_agreement_disagreement_and_both_apart() -> None:
    stances = [("A", True), ("B", False), ("C", True), ("C", False)]
    statements = [Said(a, "tax", agree=s, scale=0, mood="calm") for a, s in stances]
    network = network_of(statements, Aggregation.COMBINE)
    assert [network.weight(a, "tax") for a in "ABC"] == [1.0, 2.0, 3.0]


def test_ties_carry_how_many_agree_and_disagree() -> None:
    statements = [Said("A", "tax", agree=s, scale=0, mood="calm") for s in (True, True, False)]
    network = network_of(statements, Aggregation.SUBTRACT)
    assert network.tie_attributes["positive"][0, 0] == 2.0
    assert network.tie_attributes["negative"][0, 0] == 1.0


def test_nodes_carry_their_statements_and_how_many_are_unreviewed() -> None:
    events = EventList.from_rows(
        [
            {"organization": "A", "concept": "tax"},
            {"organization": "A", "concept": "dam", "statement.reviewed": False},
        ],
        built_in_types()[0],
    )
    network = affiliation(events, rows="organization", columns="concept")
    assert network.row_attributes == {"statements": (2,), "unreviewed": (1,)}
    assert network.unreviewed == 1


def test_statements_without_a_value_have_no_cell() -> None:
    events = EventList.from_rows(
        [{"organization": "A"}, {"concept": "tax"}, {"organization": "B", "concept": "tax"}],
        built_in_types()[0],
    )
    network = affiliation(events, rows="organization", columns="concept")
    assert (network.rows, network.statements) == (("B",), 1)


def test_isolates_keep_labels_without_statements_left() -> None:
    events = EventList.from_rows(
        [{"organization": "A"}, {"organization": "B", "concept": "tax"}], built_in_types()[0]
    )
    network = affiliation(events, rows="organization", columns="concept", isolates=True)
    assert network.rows == ("A", "B")


def test_isolates_with_missing_qualifiers_of_a_text_variable_are_possible() -> None:
    events = EventList.from_rows(
        [
            {"organization": "A", "concept": "tax", "person": "p"},
            {"organization": "B", "concept": "tax"},
        ],
        built_in_types()[0],
    )
    network = affiliation(events, rows="organization", columns="concept", qualifier="person")
    assert network.weight("B", "tax") == 1.0


def test_syndicated_copies_count_once_by_group() -> None:
    row = {"organization": "A", "concept": "tax", "document.group": "wire"}
    events = EventList.from_rows(
        [{**row, "document.id": str(n)} for n in range(5)], built_in_types()[0]
    )
    network = affiliation(events, rows="organization", columns="concept", duplicates=Counting.GROUP)
    assert network.weight("A", "tax") == 1.0


def test_duplicates_compare_the_qualifier_only_where_it_counts() -> None:
    statements = [Said("A", "tax", agree=s, scale=0, mood="calm") for s in (True, False)]
    weights = [
        affiliation(
            events_of(statements),
            rows="actor",
            columns="concept",
            qualifier="agree",
            aggregation=aggregation,
            duplicates=Duplicates.DOCUMENT,
        ).statements
        for aggregation in (Aggregation.IGNORE, Aggregation.COMBINE)
    ]
    assert weights == [1, 2]


def test_texts_can_not_be_subtracted() -> None:
    with pytest.raises(AnalysisError, match="can't be subtracted"):
        network_of([], Aggregation.SUBTRACT, "mood")


def test_an_aggregation_without_a_qualifier_is_refused() -> None:
    with pytest.raises(AnalysisError, match="needs a qualifier"):
        affiliation(events_of([]), rows="actor", columns="concept", aggregation=Aggregation.COMBINE)


def test_an_unknown_column_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(AnalysisError, match="actor, concept, agree"):
        affiliation(events_of([]), rows="speaker", columns="concept")

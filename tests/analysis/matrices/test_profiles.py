"""Sparse tables of many actors and dense ones of few: the same ties, and no ties out of rounding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.matrices.cells import incidence
from dissensus.analysis.matrices.parts import Part
from dissensus.analysis.matrices.profiles import Profiles
from dissensus.analysis.matrices.tallies import Tallies
from dissensus.analysis.selection import Duplicates
from dissensus.model.network import Normalization, Projection
from tests.analysis.slow import QUALIFIERS, Said, events_of, few, said

NORMALIZATIONS = [None, Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE]


def part_of(statements: list[Said], qualifier: str) -> Part:
    cells = incidence(
        events_of(statements),
        rows="actor",
        columns="concept",
        qualifier=qualifier,
        compare=True,
        duplicates=Duplicates.INCLUDE,
        isolates=False,
    )
    return Part.of(cells, slice(None), isolates=False)


@few
@given(
    said,
    st.sampled_from(QUALIFIERS),
    st.sampled_from(list(Projection)),
    st.sampled_from(NORMALIZATIONS),
    st.lists(st.floats(1e-290, 1.0), min_size=25, max_size=25),
    st.booleans(),
)
def test_sparse_and_dense_tables_agree(
    statements: list[Said],
    qualifier: str,
    kind: Projection,
    normalization: Normalization | None,
    drawn: list[float],
    weighted: bool,
) -> None:
    part = part_of(statements, qualifier)
    weight = np.array(drawn[: len(statements)]) if weighted else None
    tallies = Tallies(part.whole, part.row, part.column, part.level, part.shape, weight)
    dense = part.one_mode(tallies.one_mode(kind, normalization)).toarray()
    sparse = Profiles.of(part, weight).one_mode(kind, normalization).toarray()
    assert sparse == pytest.approx(dense, rel=1e-9, abs=1e-12)


@few
@given(said, st.sampled_from(QUALIFIERS), st.lists(st.floats(1e-6, 1.0), min_size=25, max_size=25))
def test_no_tie_comes_out_of_rounding(
    statements: list[Said], qualifier: str, drawn: list[float]
) -> None:
    part = part_of(statements, qualifier)
    weight = np.array(drawn[: len(statements)])
    tallies = Tallies(part.whole, part.row, part.column, part.level, part.shape, weight)
    for kind in (Projection.IGNORE, Projection.CONGRUENCE, Projection.CONFLICT):
        counted = Profiles.of(part).one_mode(kind, None).toarray() != 0
        assert ((tallies.one_mode(kind, None) != 0) == counted).all()
        assert ((Profiles.of(part, weight).one_mode(kind, None).toarray() != 0) == counted).all()


def test_weights_that_balance_leave_no_tie() -> None:
    # A is as much for the tax as against it, in an order in which rounding would leave something.
    said_by_a = [(True, 0.1), (True, 0.7), (False, 0.7), (False, 0.1)]
    statements = [Said("A", "tax", agree=a, scale=0, mood="calm") for a, _ in said_by_a]
    statements.append(Said("B", "tax", agree=True, scale=0, mood="calm"))
    weight = np.array([z for _, z in said_by_a] + [1.0])
    part = part_of(statements, "agree")
    tallies = Tallies(part.whole, part.row, part.column, part.level, part.shape, weight)
    assert not tallies.one_mode(Projection.SUBTRACT, None).any()
    assert not Profiles.of(part, weight).one_mode(Projection.SUBTRACT, None).nnz


def test_a_small_weight_beside_a_large_one_still_counts() -> None:
    statements = [
        Said("A", "tax", agree=True, scale=0, mood="calm"),
        Said("A", "tax", agree=False, scale=0, mood="calm"),
        Said("B", "tax", agree=True, scale=0, mood="calm"),
    ]
    part = part_of(statements, "agree")
    weight = np.array([1.0, 1e-40, 1.0])
    tallies = Tallies(part.whole, part.row, part.column, part.level, part.shape, weight)
    assert tallies.one_mode(Projection.CONFLICT, None)[0, 1] == pytest.approx(1e-20)

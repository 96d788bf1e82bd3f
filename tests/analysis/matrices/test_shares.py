from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.design import OneMode
from dissensus.analysis.matrices.cells import Incidence, Numbers, incidence
from dissensus.analysis.matrices.shares import Shares, Sum
from dissensus.analysis.selection import Duplicates
from dissensus.model.network import Normalization, Projection
from tests.analysis.slow import QUALIFIERS, Said, divisor, events_of, few, said, tie

_KINDS = st.sampled_from(sorted(Projection))
_NORMALIZATIONS = st.sampled_from(
    [None, *(Normalization(n) for n in ("average", "jaccard", "cosine"))]
)


def _cells(statements: Sequence[Said], design: OneMode) -> Incidence:
    return incidence(
        events_of(statements),
        rows="actor",
        columns="concept",
        qualifier=design.qualifier,
        compare=design.kind is not Projection.IGNORE,
        duplicates=Duplicates.INCLUDE,
        isolates=False,
    )


def _design(kind: Projection, normalization: Normalization | None, qualifier: str) -> OneMode:
    return OneMode(
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        kind=kind,
        normalization=normalization,
    )


def _slow(statements: Sequence[Said], actors: Sequence[str], design: OneMode) -> Numbers:
    qualifier = str(design.qualifier)
    expected = np.zeros((len(actors), len(actors)))
    for i, a in enumerate(actors):
        for j, b in enumerate(actors):
            if i == j:
                continue
            weight = tie(statements, a, b, qualifier=qualifier, kind=design.kind)
            by = 1.0
            if design.normalization is not None:
                by = divisor(
                    statements,
                    a,
                    b,
                    qualifier=qualifier,
                    kind=design.kind,
                    normalization=str(design.normalization),
                )
            expected[i, j] = weight / by if by else 0.0
    return expected


@given(
    said,
    _KINDS,
    _NORMALIZATIONS,
    st.sampled_from(QUALIFIERS),
    st.sets(st.sampled_from(["tax", "dam", "A"])),
)
@few
def test_some_concepts_make_the_network_of_their_statements(
    statements: list[Said],
    kind: Projection,
    normalization: Normalization | None,
    qualifier: str,
    chosen: set[str],
) -> None:
    design = _design(kind, normalization, qualifier)
    cells = _cells(statements, design)
    state = Sum(Shares.of(cells, design))
    state.become(np.ones(len(cells.columns), bool))
    state.become(np.array([name in chosen for name in cells.columns], bool))
    expected = _slow([s for s in statements if s.concept in chosen], cells.rows, design)
    assert state.ties() == pytest.approx(expected, abs=1e-9)
    rows = np.arange(0, len(cells.rows), 2)
    assert state.ties(rows) == pytest.approx(expected[rows], abs=1e-9)


@given(said, _KINDS, _NORMALIZATIONS, st.sampled_from(QUALIFIERS))
@few
def test_what_is_left_out_for_a_while_is_back_to_the_last_bit(
    statements: list[Said],
    kind: Projection,
    normalization: Normalization | None,
    qualifier: str,
) -> None:
    design = _design(kind, normalization, qualifier)
    cells = _cells(statements, design)
    state = Sum(Shares.of(cells, design))
    state.become(np.ones(len(cells.columns), bool))
    before = state.ties()
    for concept, name in enumerate(cells.columns):
        with state.without(concept):
            others = [s for s in statements if s.concept != name]
            assert state.ties() == pytest.approx(_slow(others, cells.rows, design), abs=1e-9)
        assert state.ties().tolist() == before.tolist()
        assert state.members.all()


def test_nothing_is_left_of_a_scale_that_is_no_whole_number() -> None:
    """Whoever is silent has no ties, though sums of thirds and sevenths leave a rest."""
    design = _design(Projection.CONGRUENCE, Normalization.COSINE, "scale")
    said_by = [(a, c) for a in "ABČ" for c in ("tax", "dam", "A") for _ in range(3)]
    statements = [Said(a, c, True, n % 5 - 2, "") for n, (a, c) in enumerate(said_by)]
    cells = _cells(statements, design)
    shares = Shares.counted(
        cells.row,
        cells.column,
        cells.level,
        size=3,
        concepts=3,
        scale=np.array([0.1, 1 / 3, 0.7, 1.1, 2.3]),
        reach=2.2,
        design=design,
    )
    state = Sum(shares)
    state.become(np.ones(3, bool))
    state.become(np.zeros(3, bool))
    assert not state.ties().any()


def test_it_knows_how_many_statements_each_concept_has() -> None:
    design = _design(Projection.IGNORE, None, "agree")
    cells = _cells(
        [
            Said("A", "tax", True, 0, ""),
            Said("B", "tax", False, 0, ""),
            Said("B", "dam", True, 0, ""),
        ],
        design,
    )
    shares = Shares.of(cells, design)
    assert (len(shares), shares.size) == (2, 2)
    assert dict(zip(cells.columns, shares.statements().tolist(), strict=True)) == {
        "dam": 1,
        "tax": 2,
    }

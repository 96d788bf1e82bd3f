"""By default, static networks are those of DNA 3.0.11.5 wherever its semantics are the published ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from benchmarks.dna_grid.request import Request, read
from benchmarks.dna_grid.run import database, grid
from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import TwoMode
from dissensus.analysis.selection import Duplicates
from dissensus.model.network import Aggregation, Network, Normalization, Projection
from tests.published.dna_database import database_file

# What must at least be compared of each database, so that a case can't slip out unnoticed.
_LEAST = {"sample": 66, "synthetic_a": 54, "synthetic_b": 73, "blocs": 5}


class Differs(Exception):
    """DNA computes something else here; docs/methods/compatibility.md says what."""


@pytest.mark.parametrize("name", _LEAST)
def test_static_networks_are_those_of_dna(shared: Path, tmp_path: Path, name: str) -> None:
    data = database(database_file(shared, name, tmp_path))
    differing: Counter[str] = Counter()
    compared = 0
    for case in grid(shared / "reference" / "dna" / f"grid-{name}.json.gz"):
        options = case["options"]
        if options["op"] != "network" or options.get("timeWindow", "no") != "no":
            continue
        if case.get("result", {"count": -1})["count"] < 0:
            continue
        try:
            made = _default(read(options, data))
        except Differs as reason:
            differing[str(reason)] += 1
            continue
        compared += 1
        assert _difference(case["result"], made) is None, case["id"]
    print(f"{name}: {compared} cases compared; not compared:", dict(differing))
    assert compared >= _LEAST[name]


def _default(request: Request) -> Network:
    """Build the network of a case by the default semantics, if they are DNA's."""
    (design,) = request.designs()
    kept = request.events
    numeric, values = False, pl.Series([], dtype=pl.Float64)
    if request.qualifier is not None:
        values = request.population.column(request.qualifier)
        numeric = values.dtype != pl.String
    integer = numeric and values.dtype != pl.Boolean
    years = request.population.frame["document.date"].dt.year().n_unique()
    if design.duplicates in (Duplicates.WEEK, Duplicates.MONTH) and years > 1:
        raise Differs("D1: weeks and months of different years are one period to the peer")
    compare = request.aggregation != "ignore" and design.duplicates is not Duplicates.INCLUDE
    if integer and compare and not values.is_between(-128, 127).all():
        raise Differs("D3: large integers are never duplicates to the peer")
    if isinstance(design, TwoMode):
        if design.normalization is Normalization.PROMINENCE and request.aggregation == "combine":
            raise Differs("N1: the peer swaps rows and columns")
        if design.aggregation is Aggregation.SUBTRACT and not numeric:
            raise Differs("the peer counts where texts are to be subtracted")
        if design.aggregation is Aggregation.COMBINE and request.qualifier.startswith("document."):  # type: ignore[union-attr]
            raise Differs("the peer takes the levels of a field from the statements of the matrix")
        return affiliation(
            kept,
            rows=design.rows,
            columns=design.columns,
            qualifier=design.qualifier,
            aggregation=design.aggregation,
            normalization=design.normalization,
            duplicates=design.duplicates,
            isolates=design.isolates,
            population=request.population,
        )
    if design.normalization is Normalization.COSINE:
        raise Differs("N2: the peer's cosine is a product of activities")
    if not numeric and design.kind in (Projection.CONFLICT, Projection.SUBTRACT):
        raise Differs("N3: the peer adds counts of what is not shared")
    scale = None
    if integer and design.kind is not Projection.IGNORE:
        scale = (float(str(values.min())), float(str(values.max())))
        if scale[0] == scale[1]:
            raise Differs("a single level: NaN there, full congruence here")
    return congruence(
        kept,
        actors=design.actors,
        concepts=design.concepts,
        qualifier=design.qualifier,
        kind=design.kind,
        normalization=design.normalization,
        duplicates=design.duplicates,
        isolates=design.isolates,
        population=request.population,
        scale=scale,
    )


def _difference(told: dict[str, Any], made: Network) -> str | None:
    """Compare what both know, by label: the order of labels is DNA's own."""
    piece, labels = told["slices"][0], told["labelSets"]
    rows, columns = labels[piece["rows"]], labels[piece["cols"]]
    assert sorted(rows) == list(made.rows)
    assert sorted(columns) == list(made.columns)
    dense = made.matrix.toarray() if rows and columns else np.zeros((len(rows), len(columns)))
    if dense.size:
        places = [made.rows.index(label) for label in rows]
        dense = dense[np.ix_(places, [made.columns.index(label) for label in columns])]
    ours = {
        "sum": dense.sum(),
        "abs": np.abs(dense).sum(),
        "sq": np.square(dense).sum(),
        "nonzero": np.count_nonzero(dense),
    }
    for name, value in ours.items():
        assert value == pytest.approx(piece[name], rel=1e-9, abs=1e-9), name
    if "matrix" in piece and dense.size:
        np.testing.assert_allclose(dense, np.array(piece["matrix"]), rtol=1e-9, atol=1e-9)
    assert made.statements == told["numFiltered"]
    return None

"""Static networks against those of the peer, DNA 3.0.11.5, where its semantics are the published ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.selection import Duplicates, select, without_duplicates
from dissensus.events import EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Normalization, Projection
from tests.published.dna_database import grid, statements

_PROJECTIONS = ("ignore", "congruence", "conflict", "subtract")
_AGGREGATIONS = ("ignore", "combine", "subtract")
_FILTERS = (
    ("Authors", "author"),
    ("Sources", "source"),
    ("Sections", "section"),
    ("Types", "type"),
)

# What must at least be compared of each database, so that a case can't slip out unnoticed.
_LEAST = {"sample": 63, "synthetic_a": 53, "synthetic_b": 72, "blocs": 5}


class Differs(Exception):
    """The peer computes something else here, on purpose or not."""


@pytest.mark.parametrize("name", ["sample", "synthetic_a", "synthetic_b", "blocs"])
def test_static_networks_are_those_of_dna(shared: Path, tmp_path: Path, name: str) -> None:
    events = statements(shared, name, tmp_path)
    skipped: Counter[str] = Counter()
    compared = 0
    for case in grid(shared, name):
        try:
            _compare(case, events)
        except Differs as reason:
            skipped[str(reason)] += 1
        else:
            compared += 1
    print(f"{name}: {compared} cases compared; not compared:", dict(skipped))
    assert compared >= _LEAST[name]


def _compare(case: dict[str, Any], lists: dict[str, EventList]) -> None:
    options = case["options"]
    if "result" not in case or case["result"]["count"] < 0:
        raise Differs("the peer crashed")
    result = case["result"]
    events = lists[options.get("statementType", "DNA Statement")]
    two_mode = options["networkType"] == "twomode"
    first = _column(options, "variable1", "organization")
    second = _column(options, "variable2", "concept")
    qualifier = _column(options, "qualifier", "agreement")
    if first == second:
        raise Differs("one column twice: an error here, a fall-back there")
    for column in (first, second, qualifier):
        if column is not None and column not in events.frame.columns:
            raise Differs("an unknown column: an error here, a fall-back there")
    assert first is not None
    assert second is not None
    if qualifier in (first, second):
        raise Differs("one column twice: an error here, a fall-back there")
    aggregation = options.get("qualifierAggregation", "ignore")
    if aggregation not in (_AGGREGATIONS if two_mode else _PROJECTIONS):
        raise Differs("another network type's aggregation: an error here, a fall-back there")
    if qualifier is None and aggregation != "ignore":
        raise Differs("an aggregation without a qualifier: an error here, a fall-back there")
    duplicates = options.get("duplicates", "include")
    if duplicates in ("week", "month") and _years(events, options) > 1:
        raise Differs("D1: weeks and months of different years are one period to the peer")
    if duplicates not in set(Duplicates):
        raise Differs("an unknown option: an error here, a fall-back there")
    original = _step_a(events, options)
    filtered = _step_b(original, options)
    used = [first, second, *([qualifier] if qualifier and aggregation != "ignore" else [])]
    nominal = qualifier is not None and filtered.column(qualifier).dtype == pl.String
    if qualifier and not nominal and duplicates != "include" and aggregation != "ignore":
        levels = events.column(qualifier)
        if levels.dtype == pl.Int64 and not levels.is_between(-128, 127).all():
            raise Differs("D3: large integers are never duplicates to the peer")
    present = filtered.filter(
        *[pl.col(c).is_not_null() & (pl.col(c).cast(pl.String) != "") for c in used]
    )
    kept = without_duplicates(present, by=used, within=Duplicates(duplicates))
    assert result["numOriginal"] == len(original), case["id"]
    assert result["numFiltered"] == len(kept), case["id"]
    isolates = bool(options.get("isolates", False))
    network = (_two_mode if two_mode else _one_mode)(
        options, kept, original, first, second, qualifier, aggregation, isolates, nominal=nominal
    )
    _same(case, network)


def _two_mode(
    options: dict[str, Any],
    kept: EventList,
    original: EventList,
    first: str,
    second: str,
    qualifier: str | None,
    aggregation: str,
    isolates: bool,
    *,
    nominal: bool,
) -> Network:
    normalization = options.get("normalization", "no")
    if normalization not in ("no", "activity", "prominence"):
        raise Differs("another network type's normalization: an error here, a fall-back there")
    if normalization == "prominence" and aggregation == "combine":
        raise Differs("N1: the peer swaps rows and columns")
    if nominal and aggregation == "subtract":
        aggregation = "ignore"  # what the peer means by it
    if aggregation == "combine" and qualifier is not None and not nominal:
        column, every = kept.column(qualifier), original.column(qualifier)
        if column.dtype != pl.Boolean and column.n_unique() != every.n_unique():
            raise Differs("levels that the filters removed still count as digits to the peer")
    if aggregation == "combine" and qualifier is not None and nominal:
        column, every = kept.column(qualifier), original.column(qualifier)
        if set(column.drop_nulls()) != set(every.drop_nulls()):
            raise Differs("levels that the filters removed still count as digits to the peer")
        if every.n_unique() > 31:
            raise Differs("N4: the peer saturates from 32 levels on")
    return affiliation(
        kept,
        rows=first,
        columns=second,
        qualifier=qualifier,
        aggregation=Aggregation(aggregation),
        normalization=None if normalization == "no" else Normalization(normalization),
        isolates=isolates,
        population=original,
    )


def _one_mode(
    options: dict[str, Any],
    kept: EventList,
    original: EventList,
    first: str,
    second: str,
    qualifier: str | None,
    aggregation: str,
    isolates: bool,
    *,
    nominal: bool,
) -> Network:
    normalization = options.get("normalization", "no")
    if normalization not in ("no", "average", "jaccard", "cosine"):
        raise Differs("another network type's normalization: an error here, a fall-back there")
    if normalization == "cosine":
        raise Differs("N2: the peer's cosine is a product of activities")
    if nominal and aggregation in ("conflict", "subtract"):
        raise Differs("N3: the peer adds counts of what is not shared")
    scale = None
    if qualifier is not None and not nominal and kept.column(qualifier).dtype != pl.Boolean:
        column = original.column(qualifier)
        low, high = column.min(), column.max()
        if low == high:
            raise Differs("a single level: NaN there, full congruence here")
        scale = (float(low), float(high))  # type: ignore[arg-type]
    return congruence(
        kept,
        actors=first,
        concepts=second,
        qualifier=qualifier,
        kind=Projection(aggregation),
        normalization=None if normalization == "no" else Normalization(normalization),
        isolates=isolates,
        population=original,
        scale=scale,
    )


def _same(case: dict[str, Any], network: Network) -> None:
    told = case["result"]["slices"][0]
    labels = case["result"]["labelSets"]
    rows, columns = labels[told["rows"]], labels[told["cols"]]
    assert sorted(rows) == list(network.rows), case["id"]
    assert sorted(columns) == list(network.columns), case["id"]
    dense = network.matrix.toarray() if network.rows and network.columns else np.zeros((0, 0))
    # By rank of its label, so that the peer's order of labels (UTF-16) does not matter.
    row_order = [network.rows.index(label) for label in rows]
    column_order = [network.columns.index(label) for label in columns]
    ours = dense[np.ix_(row_order, column_order)] if dense.size else dense
    for name, value in (
        ("sum", ours.sum()),
        ("abs", np.abs(ours).sum()),
        ("sq", np.square(ours).sum()),
        ("nonzero", np.count_nonzero(ours)),
    ):
        assert value == pytest.approx(told[name], rel=1e-9, abs=1e-9), (case["id"], name)
    if "matrix" in told and ours.size:
        np.testing.assert_allclose(ours, np.array(told["matrix"]), rtol=1e-9, atol=1e-9)


def _column(options: dict[str, Any], name: str, default: str) -> str | None:
    value: str | None = options.get(name, default)
    if value is not None and options.get(f"{name}Document", False):
        return f"document.{value}"
    return value


def _years(events: EventList, options: dict[str, Any]) -> int:
    return int(_step_a(events, options).frame["document.date"].dt.year().n_unique())


def _step_a(events: EventList, options: dict[str, Any]) -> EventList:
    chosen = select(
        events,
        since=_moment(options, "start", "01.01.1900", "00:00:00"),
        until=_moment(options, "stop", "31.12.2099", "23:59:59"),
    )
    for plural, single in _FILTERS:
        if values := options.get(f"exclude{plural}"):
            column = {f"document.{single}": values}
            inverted = options.get(f"invert{plural}", False)
            chosen = select(chosen, include=column) if inverted else select(chosen, exclude=column)
    return chosen


def _step_b(events: EventList, options: dict[str, Any]) -> EventList:
    values = {}
    for name, given in options.get("excludeValues", {}).items():
        kind = events.column(name).dtype
        values[name] = [
            bool(int(v)) if kind == pl.Boolean else int(v) if kind == pl.Int64 else v for v in given
        ]
    if not values:
        return events
    inverted = options.get("invertValues", False)
    return select(events, include=values) if inverted else select(events, exclude=values)


def _moment(options: dict[str, Any], end: str, sentinel: str, time: str) -> Moment | None:
    day = options.get(f"{end}Date", sentinel)
    if day == sentinel:
        return None
    date, month, year = day.split(".")
    return Moment.parse(f"{year}-{month}-{date}T{options.get(f'{end}Time', time)}Z")

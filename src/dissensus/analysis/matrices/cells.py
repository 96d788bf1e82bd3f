"""Which statement stands in which cell? ``Incidence``: actor, concept and position as integers

Every network begins here: names become numbers in the order of the names, so that the rest is counting
(``counted``) and matrix algebra. Names are ordered by code point; DNA orders by UTF-16 unit, which
differs only where a name has characters beyond the Basic Multilingual Plane.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from dissensus.analysis.selection import Counting, Duplicates, without_duplicates
from dissensus.errors import AnalysisError
from dissensus.events import DATE, REVIEWED, STATEMENT, EventList
from dissensus.model.codebook import DataType
from dissensus.model.moment import Moment

__all__ = [
    "Incidence",
    "Integers",
    "Numbers",
    "counted",
    "factorize",
    "folded",
    "incidence",
    "packed",
    "span_of_time",
]

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]

_NUMERIC: Final = (DataType.BOOLEAN, DataType.INTEGER, DataType.NUMBER)


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """The statements that enter a network: statement n stands at (row[n], column[n]) on level[n].

    ``levels`` are the values of the qualifier in order, as numbers where it is boolean (0, 1), integer or
    number, and ``None`` where it is a name or a text (then positions are the same or not, nothing in
    between) or where there is none. ``depth`` is the number of levels; ``reach`` the distance between
    the ends of the scale.
    """

    events: EventList
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row: Integers
    column: Integers
    level: Integers
    levels: Numbers | None
    depth: int
    reach: float
    boolean: bool
    options: Mapping[str, str]

    @property
    def ids(self) -> pl.Series:
        """The identities of the statements."""
        return self.events.frame[STATEMENT]

    def tally(self) -> csr_array[np.float64]:
        """Count per row, column and level: column j at level k is column j · depth + k."""
        shape = (len(self.rows), len(self.columns) * self.depth)
        return counted(self.row, self.column * self.depth + self.level, shape=shape)

    def node_attributes(self, *codes: Integers) -> dict[str, tuple[float, ...]]:
        """Count per node: statements, and those of them no person has reviewed.

        ``codes`` is ``row`` or ``column``, or both where they are the same nodes.
        """
        waiting = (~self.events.frame[REVIEWED].fill_null(value=False)).to_numpy()
        size = len(self.columns if codes[0] is self.column else self.rows)
        total = sum(np.bincount(c, minlength=size) for c in codes)
        unreviewed = sum(np.bincount(c[waiting], minlength=size) for c in codes)
        return {
            "statements": tuple(np.asarray(total).tolist()),
            "unreviewed": tuple(np.asarray(unreviewed).tolist()),
        }


def incidence(
    events: EventList,
    *,
    rows: str,
    columns: str,
    qualifier: str | None,
    compare: bool,
    duplicates: Duplicates | Counting,
    isolates: bool,
    population: EventList | None = None,
    scale: tuple[float, float] | None = None,
    distinguish: Sequence[str] = (),
    shared_labels: bool = False,
) -> Incidence:
    """Drop what has no place in the network, then turn names into numbers.

    A statement without a value for ``rows`` or ``columns``, or (with ``compare``) for the qualifier, has
    no cell. ``compare`` also says whether a duplicate must repeat the qualifier. ``population`` is what
    ``events`` were chosen from (default: they themselves): the levels of the qualifier are those found in
    it, and with ``isolates`` its labels stay even where no statement is left.
    ``scale`` is the range of a numeric qualifier; else that of the values the codebook allows, else
    that of the values found. Duplicates must agree on the columns of ``distinguish``, too.
    ``shared_labels`` gives rows and columns the same labels: those of both. Cost: O(statements), plus
    sorting the distinct names.
    """
    _check(events, rows=rows, columns=columns, qualifier=qualifier)
    used = [rows, columns, *([qualifier] if qualifier else [])]
    required = used if compare else [rows, columns]
    every = events if population is None else population
    kept = without_duplicates(
        _filled(events, required), by=[*required, *distinguish], within=duplicates
    )
    if shared_labels:
        both, row_labels = factorize(
            pl.concat([kept.column(rows), kept.column(columns).rename(rows)])
        )
        row, column, column_labels = both[: len(kept)], both[len(kept) :], row_labels
    else:
        row, row_labels = factorize(
            kept.column(rows), also=_also(every, rows) if isolates else None
        )
        column, column_labels = factorize(
            kept.column(columns), also=_also(every, columns) if isolates else None
        )
    level, levels, depth = _levels(every, kept, qualifier)
    return Incidence(
        events=kept,
        rows=row_labels,
        columns=column_labels,
        row=row,
        column=column,
        level=level,
        levels=levels,
        depth=depth,
        reach=_reach(every, qualifier, levels, scale),
        boolean=qualifier is not None and events.column(qualifier).dtype == pl.Boolean,
        options={
            "statement type": events.statement_type.name,
            "rows": rows,
            "columns": columns,
            "qualifier": qualifier or "none",
            "duplicates": str(duplicates),
            "isolates": "kept" if isolates else "left out",
        },
    )


def factorize(
    column: pl.Series, *, also: pl.Series | None = None
) -> tuple[Integers, tuple[str, ...]]:
    """Return the number of each name that is there, and the sorted names, among them those of ``also``.

    Cost: O(length) hashing, and sorting the distinct names.

    >>> factorize(pl.Series(["b", "a", "b"]), also=pl.Series(["c"]))
    (array([1, 0, 1]), ('a', 'b', 'c'))
    """
    if also is not None:
        own = _texts(column)
        codes, labels = factorize(pl.concat([own, _texts(also)]))
        return codes[: len(own)], labels
    names = _texts(column)
    if not len(names):
        return np.empty(0, np.int64), ()
    # Categories of our own: their numbers run from 0 without gaps, and nobody else pays for the names.
    kind = pl.Categorical(pl.Categories.random())
    hashed = names.cast(kind)  # the names live as long as this column
    code = hashed.to_physical().to_numpy()
    numbers = pl.Series(np.arange(int(code.max()) + 1, dtype=np.uint32))
    distinct = numbers.cat.to(kind).cast(pl.String)
    order = distinct.arg_sort()
    rank = np.empty(len(distinct), np.int64)
    rank[order.to_numpy()] = np.arange(len(distinct))
    return rank[code], tuple(distinct.gather(order).to_list())


def counted(
    row: Integers, column: Integers, *, shape: tuple[int, int], weights: Numbers | None = None
) -> csr_array[np.float64]:
    """Count (or sum the weights of) what stands in each cell; cells without anything are not kept.

    Cost: O(statements + cells) where cells are few, O(statements log statements) else.
    """
    cells = shape[0] * shape[1]
    if cells <= 4 * len(row) + 1_000_000:
        return packed(np.bincount(row * shape[1] + column, weights, cells).reshape(shape))
    data = np.ones(len(row)) if weights is None else weights
    matrix = coo_array((data, (row, column)), shape=shape).tocsr()
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def packed(
    dense: NDArray[np.number],
    *,
    rows: Integers | None = None,
    columns: Integers | None = None,
    shape: tuple[int, int] | None = None,
) -> csr_array[np.float64]:
    """Keep the cells of a dense matrix that are not 0 (several times faster than SciPy does it).

    Where the matrix is part of a larger one, of this ``shape``, ``rows`` and ``columns`` are the places of
    its rows and columns there, in order. Cost: O(cells of the dense matrix + rows of the larger one).

    >>> packed(np.array([[0.0, 2.0]]), rows=np.array([1]), columns=np.array([0, 2]), shape=(2, 3)).toarray()
    array([[0., 0., 0.],
           [0., 0., 2.]])
    """
    height, width = dense.shape
    filled = dense != 0
    in_row = np.count_nonzero(filled, axis=1)
    flat = np.flatnonzero(filled)
    column = flat - np.repeat(np.arange(height) * width, in_row)
    bounds = np.zeros((height if shape is None else shape[0]) + 1, np.int64)
    bounds[1:][slice(None) if rows is None else rows] = in_row
    np.cumsum(bounds, out=bounds)
    data = dense.ravel().take(flat).astype(np.float64, copy=False)
    if columns is not None:
        column = columns.take(column)
    # SciPy keeps indices in 32 bits where it can, and would look for their largest value first.
    kind = np.int32 if max(len(data), width if shape is None else shape[1]) < 2**31 else np.int64
    parts = (data, column.astype(kind, copy=False), bounds.astype(kind, copy=False))
    return csr_array(parts, shape=dense.shape if shape is None else shape)


def folded(tally: csr_array[np.float64], weights: Numbers) -> csr_array[np.float64]:
    """Sum the levels of each concept: one column instead of ``len(weights)``, each level weighted.

    Cost: O(cells of the tally).

    >>> folded(csr_array([[1.0, 2.0, 0.0, 5.0]]), np.array([-1.0, 1.0])).toarray()
    array([[1., 5.]])
    """
    concept, level = np.divmod(tally.indices, len(weights))
    shape = (tally.shape[0], tally.shape[1] // len(weights))
    matrix = csr_array((tally.data * weights[level], concept, tally.indptr), shape=shape, copy=True)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def span_of_time(events: EventList) -> tuple[Moment | None, Moment | None]:
    """Return the first and the last day on which there is a statement."""
    first, last = events.frame.select(
        pl.col(DATE).min().alias("first"), pl.col(DATE).max().alias("last")
    ).row(0)
    if first is None:
        return None, None
    return Moment.of(first.date()), Moment.of(last.date())


def _check(events: EventList, *, rows: str, columns: str, qualifier: str | None) -> None:
    for name in (rows, columns, *([qualifier] if qualifier else [])):
        events.column(name)
    if len({rows, columns, qualifier}) < 3:
        raise AnalysisError(
            f"A network of {rows!r} and {columns!r} with the qualifier {qualifier!r} uses one column twice.",
            remedy="Choose three different columns.",
        )


def _texts(column: pl.Series) -> pl.Series:
    names = column if column.dtype == pl.String else column.cast(pl.String)
    return names.drop_nulls().rename("")


def _filled(events: EventList, columns: list[str]) -> EventList:
    """Keep the rows that have a value in all columns; a text of no characters is no value."""
    predicates = []
    for name in columns:
        column = events.column(name)
        if column.null_count():
            predicates.append(pl.col(name).is_not_null())
        if column.dtype == pl.String and bool((column.str.len_bytes() == 0).any()):
            predicates.append(pl.col(name) != "")
    return events.filter(*predicates) if predicates else events


def _also(population: EventList, name: str) -> pl.Series:
    column = population.column(name)
    return column.filter(column != "") if column.dtype == pl.String else column


def _levels(
    population: EventList, kept: EventList, qualifier: str | None
) -> tuple[Integers, Numbers | None, int]:
    """Number the positions; one nobody holds any more still has its place in the order."""
    if qualifier is None:
        return np.zeros(len(kept), np.int64), None, 1
    column, every = kept.column(qualifier), population.column(qualifier)
    missing = column.is_null().to_numpy()
    if column.dtype == pl.Boolean:
        values: Numbers | None = np.array([0.0, 1.0])
        level = column.cast(pl.Int64).fill_null(0).to_numpy().copy()
        depth = 2
    elif column.dtype.is_numeric():
        values = every.drop_nulls().unique().sort().cast(pl.Float64).to_numpy()
        level = np.searchsorted(values, column.cast(pl.Float64).fill_null(0.0).to_numpy())
        depth = len(values)
    else:
        values = None
        level = np.zeros(len(column), np.int64)
        level[~missing], names = factorize(column, also=every)
        depth = len(names)
    if missing.any():  # not compared (else these rows were dropped): a level of their own
        level[missing] = depth
        depth += 1
    return level.astype(np.int64, copy=False), values, max(depth, 1)


def _reach(
    events: EventList,
    qualifier: str | None,
    levels: Numbers | None,
    scale: tuple[float, float] | None,
) -> float:
    if levels is None or qualifier is None:
        return 0.0
    allowed: tuple[float, ...] = tuple(scale or ())
    variables = {v.name: v for v in events.statement_type.variables}
    if not allowed and qualifier in variables and variables[qualifier].data_type in _NUMERIC:
        allowed = tuple(float(v) for v in variables[qualifier].values)
    found = levels.tolist()
    if scale and found and not min(scale) <= min(found) <= max(found) <= max(scale):
        raise AnalysisError(
            f"{qualifier!r} runs from {min(found):g} to {max(found):g}, beyond the scale {scale}.",
            remedy="Give the ends of the whole scale.",
        )
    ends = [*allowed, *found]
    return float(max(ends) - min(ends)) if ends else 0.0

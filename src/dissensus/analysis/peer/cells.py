"""Which statement stands in which cell, by DNA's rules? ``Cells``, ``cells``, ``in_order``

As ``analysis.cells``, but with DNA's order of labels (by UTF-16 unit), its duplicates (numbers of weeks and
months without their year; integers beyond one byte never equal), its levels, and its empty string in place
of a missing value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from dissensus.analysis.design import Design
from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers, counted, factorize
from dissensus.analysis.peer.kept import Scale, dated, kept, roles
from dissensus.errors import AnalysisError
from dissensus.events import DATE, EventList

__all__ = ["Cells", "cells", "in_order", "numbered"]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The statements that enter a network, in canonical order: n stands at (row[n], column[n]) on level[n].

    ``rows`` and ``columns`` are the labels of the matrix: with ``isolates`` those of the population, else
    those of the statements. ``texts`` are the levels as texts, ``values`` as numbers where they are
    numeric; ``found[k]`` says whether level k occurs in the population (a boolean always has two levels).
    """

    events: EventList
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row: Integers
    column: Integers
    level: Integers
    texts: tuple[str, ...]
    values: Numbers | None
    found: np.ndarray[tuple[int], np.dtype[np.bool_]]
    scale: Scale
    isolates: bool

    def __len__(self) -> int:
        return len(self.row)

    @property
    def depth(self) -> int:
        """The number of levels."""
        return len(self.texts)

    @property
    def seconds(self) -> Integers:
        """When each statement's document is dated, in seconds since 1970; ascending.

        Raises ``AnalysisError`` for a statement without a date.
        """
        column = self.events.frame[DATE]
        dated(column)
        return column.dt.epoch("s").to_numpy()

    def tally(self) -> csr_array[np.float64]:
        """Count per row, column and level: column j at level k is j · depth + k."""
        shape = (len(self.rows), len(self.columns) * self.depth)
        return counted(self.row, self.column * self.depth + self.level, shape=shape)

    def summed(self, of_level: Numbers | None = None) -> csr_array[np.float64]:
        """Sum over the statements of each row and column what their level stands for (default: 1)."""
        weights = None if of_level is None else of_level[self.level]
        shape = (len(self.rows), len(self.columns))
        return counted(self.row, self.column, shape=shape, weights=weights)

    def stretch(self, first: int, last: int) -> Cells:
        """Return the statements first, ..., last - 1 on the same labels and levels. Cost: O(1)."""
        return replace(
            self,
            events=replace(self.events, frame=self.events.frame.slice(first, last - first)),
            row=self.row[first:last],
            column=self.column[first:last],
            level=self.level[first:last],
        )

    def part(self, first: int, last: int) -> Cells:
        """Return the statements first, ..., last - 1 as the cells of a matrix of their own.

        Labels are theirs unless isolates are kept; so are the levels of a field of the document.
        Cost: O(statements of the part + labels).
        """
        own = self.stretch(first, last)
        if self.scale is Scale.DOCUMENT:
            level, texts = _present(own.level, self.texts)
            own = replace(own, level=level, texts=texts, found=np.ones(len(texts), np.bool_))
        if self.isolates:
            return own
        row, rows = _present(own.row, self.rows)
        column, columns = _present(own.column, self.columns)
        return replace(own, row=row, rows=rows, column=column, columns=columns)

    def among(self, columns: Integers) -> Cells:
        """Return the statements on some of the columns, on the same rows and columns as before."""
        chosen = np.isin(self.column, columns)
        return replace(
            self,
            events=replace(self.events, frame=self.events.frame.filter(pl.Series(chosen))),
            row=self.row[chosen],
            column=self.column[chosen],
            level=self.level[chosen],
        )

    def ranked(self) -> Cells:
        """Return the same with the levels of DNA's kernels: those that occur, sorted as texts.

        With isolates they are those of the population, else those of the statements; -1 comes before -2,
        and a yes that is never said is no level.
        """
        occurs = self.found if self.isolates else np.bincount(self.level, minlength=self.depth) > 0
        kept = np.flatnonzero(occurs)
        order = kept[in_order([self.texts[k] for k in kept.tolist()])]
        rank = np.zeros(self.depth, np.int64)
        rank[order] = np.arange(len(order))
        return replace(
            self,
            level=rank[self.level],
            texts=tuple(self.texts[k] for k in order.tolist()),
            values=None if self.values is None else self.values[order],
            found=self.found[order],
        )

    def incidence(self) -> Incidence:
        """Return the same as what evidence is looked up in."""
        values = self.values
        return Incidence(
            events=self.events,
            rows=self.rows,
            columns=self.columns,
            row=self.row,
            column=self.column,
            level=self.level,
            levels=values,
            depth=max(self.depth, 1),
            reach=float(values[-1] - values[0]) if values is not None and len(values) else 0.0,
            boolean=self.scale is Scale.BOOLEAN,
            options={},
        )


def cells(events: EventList, design: Design, *, population: EventList | None = None) -> Cells:
    """Drop what has no cell and what repeats, then turn names into numbers, all by DNA's rules.

    ``events`` are the statements after all filters but those for empty values and duplicates,
    ``population`` those within the range of dates and the document filters (default: the same): levels and
    the labels of isolates are taken from it.

    Raises ``AnalysisError`` where DNA can't do it. Cost: O(statements), plus sorting the distinct names.
    """
    part = roles(events, design)
    every = events if population is None else population
    chosen = kept(
        events,
        [part.rows, part.columns],
        qualifier=part.qualifier if part.compare else None,
        duplicates=design.duplicates,
    )
    row, row_labels = _labels(chosen, every, part.rows, isolates=design.isolates)
    column, column_labels = _labels(chosen, every, part.columns, isolates=design.isolates)
    level, texts, values, found = _levels(chosen, every, part.qualifier, part.scale)
    return Cells(
        events=chosen,
        rows=row_labels,
        columns=column_labels,
        row=row,
        column=column,
        level=level,
        texts=texts,
        values=values,
        found=found,
        scale=part.scale,
        isolates=design.isolates,
    )


def in_order(texts: list[str]) -> Integers:
    r"""Return the places of the texts in DNA's order: by UTF-16 unit, as Java compares.

    >>> in_order(["\ufb00", "\U0001f332", "a"]).tolist()
    [2, 1, 0]
    """
    keys = [text.encode("utf-16-be") for text in texts]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)


def _texts(column: pl.Series) -> pl.Series:
    """Return the column as texts, a missing one empty, by the name all others have, too."""
    texts = column if column.dtype == pl.String else column.cast(pl.Int64).cast(pl.String)
    return texts.fill_null("").rename("")


def _labels(
    kept: EventList, population: EventList, name: str, *, isolates: bool
) -> tuple[Integers, tuple[str, ...]]:
    also = None
    if isolates:
        also = _texts(population.column(name))
        also = also.filter(also != "")
    return numbered(kept.column(name), also)


def numbered(column: pl.Series, also: pl.Series | None = None) -> tuple[Integers, tuple[str, ...]]:
    """Number the texts that are there, and return them, in DNA's order; code points and UTF-16 units differ beyond U+FFFF only."""
    code, labels = factorize(column, also=also)
    if not labels or max(map(max, filter(None, labels)), default="") <= "\uffff":
        return code, labels
    order = in_order(list(labels))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[code], tuple(labels[n] for n in order.tolist())


def _levels(
    kept: EventList, population: EventList, qualifier: str | None, scale: Scale
) -> tuple[Integers, tuple[str, ...], Numbers | None, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    if qualifier is None:
        return np.zeros(len(kept), np.int64), ("",), None, np.ones(1, np.bool_)
    column, every = kept.column(qualifier), population.column(qualifier)
    if scale in (Scale.TEXT, Scale.DOCUMENT):
        also = _texts(every) if scale is Scale.TEXT else None
        level, texts = numbered(_texts(column), also)
        return level, texts, None, np.ones(len(texts), np.bool_)
    if column.null_count():
        raise AnalysisError(
            f"{column.null_count()} statements have no value for {qualifier!r}; DNA has none such.",
            remedy="Leave them out, or leave the qualifier out.",
        )
    occurring = pl.concat([column.cast(pl.Int64), every.cast(pl.Int64)]).drop_nulls()
    distinct = occurring.unique().sort().to_numpy()
    values = np.array([0, 1]) if scale is Scale.BOOLEAN else distinct
    level = np.searchsorted(values, column.cast(pl.Int64).to_numpy()).astype(np.int64)
    texts = tuple(map(str, values.tolist()))
    return level, texts, values.astype(np.float64), np.isin(values, distinct)


def _present(code: Integers, labels: tuple[str, ...]) -> tuple[Integers, tuple[str, ...]]:
    """Number again, by the labels that occur."""
    occurs = np.bincount(code, minlength=len(labels)) > 0
    rank = np.cumsum(occurs) - 1
    names = tuple(labels[n] for n in np.flatnonzero(occurs).tolist())
    return rank[code], names

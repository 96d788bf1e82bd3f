"""Who and what is mentioned how often? ``frequencies``: statements per name and position, for a bar plot"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from dissensus.analysis.design import Compat
from dissensus.analysis.matrices.cells import Integers, factorize
from dissensus.analysis.peer.frequencies import counted_names
from dissensus.analysis.selection import Counting, Duplicates, without_duplicates
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList

__all__ = ["Frequencies", "frequencies"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frequencies:
    """How many statements there are of each name (row) at each value of the qualifier (column).

    ``values`` are the qualifier's, in order; without a qualifier there are none, and one column counts
    all statements. ``unreviewed`` is how many of the statements no person has reviewed, ``options`` how the
    result was made.
    """

    variable: str
    qualifier: str | None
    names: tuple[str, ...]
    values: tuple[bool | int | float | str, ...]
    counts: Integers
    events: EventList
    options: Mapping[str, str]

    @property
    def statements(self) -> int:
        """How many statements were counted."""
        return len(self.events)

    @property
    def unreviewed(self) -> int:
        """How many of them no person has reviewed."""
        return self.events.unreviewed

    def everything(self) -> list[str]:
        """Return the identities of the statements that were counted."""
        ids: list[str] = self.events.frame[STATEMENT].to_list()
        return ids

    def behind(self, name: str) -> list[str]:
        """Return the identities of the statements of one name."""
        chosen = self.events.frame.filter(pl.col(self.variable) == name)
        ids: list[str] = chosen[STATEMENT].to_list()
        return ids

    def __repr__(self) -> str:
        by = f" by {self.qualifier}" if self.qualifier else ""
        return f"<Frequencies of {len(self.names)} × {self.variable}{by}, {self.statements} statements>"

    def to_polars(self) -> pl.DataFrame:
        """Return a row per name and value, zeros included: the name, the value, ``statements``.

        Cost: O(names · values).
        """
        columns = max(len(self.values), 1)
        named = pl.Series(self.variable, self.names, dtype=pl.String)
        frame = named.gather(np.repeat(np.arange(len(named)), columns)).to_frame()
        if self.qualifier is not None:
            valued = pl.Series(self.qualifier, self.values)
            frame = frame.with_columns(valued.gather(np.tile(np.arange(columns), len(named))))
        return frame.with_columns(statements=pl.Series(self.counts.ravel(), dtype=pl.Int64))


def frequencies(
    events: EventList,
    variable: str,
    *,
    qualifier: str | None = None,
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
    compat: Compat | None = None,
) -> Frequencies:
    """Count the statements of each name in a column, at each value of a qualifier: what a bar plot shows.

    n_vk is the number of statements whose ``variable`` is the name v and whose qualifier has the value
    q_k. A boolean has both values even where one never occurs; of others, those that occur. Statements
    without a name, or (with a qualifier) without a value, are left out. Statements repeat each other if name
    and value are the same, within what ``duplicates`` says: whoever made them.

    With ``compat`` duplicates and order of names are DNA's, which knows no bar plots by a text.

    Source: Leifeld, P., Gruber, J. and Bossner, F. R. (2019), Discourse Network Analyzer Manual.
    Raises ``AnalysisError`` for an unknown column, or one used twice. Cost: O(statements), plus sorting
    the names.

    >>> from dissensus.model.codebook import built_in_types
    >>> events = EventList.from_rows(
    ...     [
    ...         {"concept": "tax", "agreement": True},
    ...         {"concept": "tax", "agreement": True},
    ...         {"concept": "dam", "agreement": False},
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> frequencies(events, "concept", qualifier="agreement").counts
    array([[1, 0],
           [0, 2]])
    """
    events.column(variable)
    if qualifier is not None:
        events.column(qualifier)
    if variable == qualifier:
        raise AnalysisError(
            f"{variable!r} can't be the qualifier of itself.",
            remedy="Choose two different columns.",
        )
    values: tuple[bool | int | float | str, ...]
    if compat is not None:
        kept, code, names, level, values = counted_names(
            events, variable, qualifier=qualifier, duplicates=duplicates
        )
    else:
        used = [variable, *([qualifier] if qualifier is not None else [])]
        filled = [pl.col(name).is_not_null() for name in used]
        filled += [pl.col(n) != "" for n in used if events.column(n).dtype == pl.String]
        kept = without_duplicates(events.filter(*filled), by=used, within=duplicates)
        code, names = factorize(kept.column(variable))
        level, values = _numbered(kept, qualifier)
    columns = max(len(values), 1) if qualifier is None else len(values)
    counts = np.bincount(code * columns + level, minlength=len(names) * columns)
    return Frequencies(
        variable=variable,
        qualifier=qualifier,
        names=names,
        values=values,
        counts=counts.reshape(len(names), columns),
        events=kept,
        options={
            "measure": "frequencies",
            "statement type": events.statement_type.name,
            "variable": variable,
            "qualifier": qualifier or "none",
            "duplicates": str(duplicates),
            **({"compat": str(compat)} if compat is not None else {}),
        },
    )


def _numbered(
    kept: EventList, qualifier: str | None
) -> tuple[Integers, tuple[bool | int | float | str, ...]]:
    if qualifier is None:
        return np.zeros(len(kept), np.int64), ()
    column = kept.column(qualifier)
    if column.dtype == pl.Boolean:
        return column.cast(pl.Int64).to_numpy(), (False, True)
    if column.dtype == pl.String:
        return factorize(column)
    values = column.unique().sort()
    return np.searchsorted(values.to_numpy(), column.to_numpy()), tuple(values.to_list())

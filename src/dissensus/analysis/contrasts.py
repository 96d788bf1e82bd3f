"""What do the sources make of it? ``contrasts`` per concept and source, ``contradictions`` between them"""

from __future__ import annotations

from typing import Final

import polars as pl

from dissensus.errors import AnalysisError
from dissensus.events import SOURCE, STATEMENT, EventList

__all__ = ["contradictions", "contrasts"]

_AGREE: Final = "agree"
_DISAGREE: Final = "disagree"


def contrasts(
    events: EventList,
    *,
    concepts: str = "concept",
    sources: str = SOURCE,
    qualifier: str = "agreement",
) -> pl.DataFrame:
    """Count agreement and disagreement per concept and source (or any other two columns).

    The columns are the two, then ``agree`` (p: true, or above 0), ``disagree`` (n: false, or below 0),
    ``statements``, ``balance`` = (p - n) / (p + n) of the row, and ``division`` = 1 - |P - N| / (P + N) of the
    concept over all its sources: 0 where all say the same, 1 where both sides are equally strong. The most
    divided concepts come first, then those with most statements. Where nobody takes a side, both
    measures are null. Statements without a concept or a source do not enter. Cost: O(statements).

    >>> from dissensus.model.codebook import built_in_types
    >>> events = EventList.from_rows(
    ...     [
    ...         {"concept": "tax", "document.source": "Daily", "agreement": True},
    ...         {"concept": "tax", "document.source": "Courier", "agreement": False},
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> contrasts(events).select("document.source", "balance", "division").rows()
    [('Courier', -1.0, 1.0), ('Daily', 1.0, 1.0)]
    """
    sided = _sided(events, concepts, sources, qualifier=qualifier)
    plus, minus = pl.col(_AGREE), pl.col(_DISAGREE)
    return (
        sided.group_by(concepts, sources)
        .agg(plus.sum(), minus.sum(), pl.len().cast(pl.Int64).alias("statements"))
        .with_columns(
            _over(plus - minus, plus + minus).alias("balance"),
            (
                1
                - _over(
                    (plus.sum().over(concepts) - minus.sum().over(concepts)).abs(),
                    plus.sum().over(concepts) + minus.sum().over(concepts),
                )
            ).alias("division"),
            pl.col("statements").sum().over(concepts).alias("of concept"),
        )
        .sort(
            "division",
            "of concept",
            concepts,
            sources,
            descending=[True, True, False, False],
            nulls_last=True,
        )
        .drop("of concept")
    )


def contradictions(
    events: EventList,
    *,
    actors: str,
    concepts: str = "concept",
    sources: str = SOURCE,
    qualifier: str = "agreement",
) -> pl.DataFrame:
    """Find pairs of sources that give the same actor opposite positions on the same concept.

    With p_a, n_a the statements of agreement and disagreement source a reports of the actor on the
    concept, and likewise b, ``contradiction`` = (p_a n_b + n_a p_b) / ((p_a + n_a)(p_b + n_b)): the chance that a
    statement drawn from a and one drawn from b are opposed. Each row holds the actor, the concept,
    ``source_a``, ``source_b``, ``agree_a``, ``disagree_a``, ``agree_b``, ``disagree_b``, ``contradiction`` and
    ``evidence``, the identities of the statements of both that take a side. Only pairs that contradict
    each other at all are there; the surest contradictions come first, then those with most statements.
    Cost: O(statements), and the pairs of sources that report on the same actor and concept.

    >>> from dissensus.model.codebook import built_in_types
    >>> row = {"organization": "A", "concept": "tax"}
    >>> events = EventList.from_rows(
    ...     [
    ...         {**row, "document.source": "Daily", "agreement": True},
    ...         {**row, "document.source": "Courier", "agreement": False},
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> found = contradictions(events, actors="organization")
    >>> found.select("source_a", "source_b", "contradiction", "evidence").rows()
    [('Courier', 'Daily', 1.0, ['0', '1'])]
    """
    sided = _sided(events, actors, concepts, sources, qualifier=qualifier)
    told = (
        sided.filter(pl.col(_AGREE) + pl.col(_DISAGREE) > 0)
        .group_by(actors, concepts, sources)
        .agg(pl.col(_AGREE).sum(), pl.col(_DISAGREE).sum(), pl.col(STATEMENT).alias("evidence"))
    )
    sides = [
        told.rename(
            {
                sources: f"source_{side}",
                _AGREE: f"agree_{side}",
                _DISAGREE: f"disagree_{side}",
                "evidence": f"evidence_{side}",
            }
        )
        for side in "ab"
    ]
    of = {name: pl.col(name) for name in ("agree_a", "disagree_a", "agree_b", "disagree_b")}
    opposed = of["agree_a"] * of["disagree_b"] + of["disagree_a"] * of["agree_b"]
    of_a, of_b = of["agree_a"] + of["disagree_a"], of["agree_b"] + of["disagree_b"]
    pairs = (
        sides[0]
        .join(sides[1], on=[actors, concepts])
        .filter(pl.col("source_a") < pl.col("source_b"), opposed > 0)
    )
    return (
        pairs.with_columns(
            (opposed / (of_a * of_b)).alias("contradiction"),
            pl.concat_list("evidence_a", "evidence_b").list.sort().alias("evidence"),
        )
        .sort(
            "contradiction",
            of_a + of_b,
            actors,
            concepts,
            "source_a",
            "source_b",
            descending=[True, True, False, False, False, False],
        )
        .select(actors, concepts, "source_a", "source_b", *of, "contradiction", "evidence")
    )


def _sided(events: EventList, *columns: str, qualifier: str) -> pl.DataFrame:
    """Return the columns, the statement and whether it agrees or disagrees, as 0 and 1."""
    stance = events.column(qualifier)
    if len({*columns, qualifier}) <= len(columns):
        raise AnalysisError(
            f"{', '.join(map(repr, (*columns, qualifier)))} uses one column twice.",
            remedy="Choose different columns.",
        )
    if not (stance.dtype.is_numeric() or stance.dtype == pl.Boolean):
        raise AnalysisError(
            f"{qualifier!r} holds texts; they say neither agree nor disagree.",
            remedy="Choose a boolean, integer or number variable.",
        )
    value = pl.col(qualifier).cast(pl.Float64)
    value = value * 2 - 1 if stance.dtype == pl.Boolean else value
    named = [events.column(name) for name in columns]
    present = [pl.col(c.name).is_not_null() & (pl.col(c.name).cast(pl.String) != "") for c in named]
    return events.frame.filter(*present).select(
        *(pl.col(name).cast(pl.String) for name in columns),
        STATEMENT,
        (value > 0).fill_null(value=False).cast(pl.Int64).alias(_AGREE),
        (value < 0).fill_null(value=False).cast(pl.Int64).alias(_DISAGREE),
    )


def _over(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)

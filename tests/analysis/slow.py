"""The definitions of the measures as nested loops: slow, obvious, and the judge of the fast ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt

from hypothesis import settings
from hypothesis import strategies as st

from dissensus.events import EventList
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.model.network import Projection

__all__ = ["QUALIFIERS", "Said", "divisor", "events_of", "few", "said", "tie", "ties_meet"]

few = settings(max_examples=60, deadline=None)
"""Enough, on a machine that others use too."""

QUALIFIERS = ("agree", "scale", "mood")

_TYPE = StatementType(
    name="position",
    variables=(
        Variable(name="actor", data_type=DataType.ENTITY, entities="actor"),
        Variable(name="concept", data_type=DataType.ENTITY, entities="concept"),
        Variable(name="agree", data_type=DataType.BOOLEAN),
        Variable(name="scale", data_type=DataType.INTEGER, values=(-2, -1, 0, 1, 2)),
        Variable(name="mood", data_type=DataType.TEXT),
    ),
)


@dataclass(frozen=True)
class Said:
    """One invented statement."""

    actor: str
    concept: str
    agree: bool
    scale: int
    mood: str


said = st.lists(
    st.builds(
        Said,
        actor=st.sampled_from(["A", "B", "Č", "d", "😀"]),
        concept=st.sampled_from(["tax", "dam", "A"]),
        agree=st.booleans(),
        scale=st.sampled_from([-2, -1, 0, 1, 2]),
        mood=st.sampled_from(["calm", "angry", "torn"]),
    ),
    max_size=25,
)


def events_of(statements: Sequence[Said], *, document: str = "d") -> EventList:
    """Make an event list in this very order; the identities are the places."""
    return EventList.from_rows(
        [
            {
                "statement.id": f"{n:04}",
                "document.id": document,
                "statement.start": n,
                "actor": s.actor,
                "concept": s.concept,
                "agree": s.agree,
                "scale": s.scale,
                "mood": s.mood,
            }
            for n, s in enumerate(statements)
        ],
        _TYPE,
    )


def similarity(a: Said, b: Said, qualifier: str) -> float:
    """Say how alike two positions are: 1 - |difference| / range, or same / not the same."""
    if qualifier == "scale":
        return 1 - abs(a.scale - b.scale) / 4
    return float(getattr(a, qualifier) == getattr(b, qualifier))


def tie(statements: Sequence[Said], a: str, b: str, *, qualifier: str, kind: Projection) -> float:
    """Go through all pairs of statements of two actors on the same concept."""
    total = 0.0
    for x, y in product(statements, statements):
        if x.actor == a and y.actor == b and x.concept == y.concept:
            s = similarity(x, y, qualifier)
            total += {
                Projection.IGNORE: 1.0,
                Projection.CONGRUENCE: s,
                Projection.CONFLICT: 1 - s,
                Projection.SUBTRACT: 2 * s - 1,
            }[kind]
    return total


def ties_meet(
    statements: Sequence[Said], a: str, b: str, *, qualifier: str, kind: Projection
) -> list[str]:
    """List the statements of either actor that meet one of the other."""

    def meet(x: Said, y: Said) -> bool:
        s = similarity(x, y, qualifier)
        return (
            x.concept == y.concept
            and {
                Projection.IGNORE: True,
                Projection.CONGRUENCE: s > 0,
                Projection.CONFLICT: s < 1,
                Projection.SUBTRACT: True,
            }[kind]
        )

    found = set()
    for (n, x), (m, y) in product(enumerate(statements), enumerate(statements)):
        if x.actor == a and y.actor == b and meet(x, y):
            found |= {f"{n:04}", f"{m:04}"}
    return sorted(found)


def divisor(
    statements: Sequence[Said],
    a: str,
    b: str,
    *,
    qualifier: str,
    kind: Projection,
    normalization: str,
) -> float:
    """What a tie is divided by."""
    of_a = [s for s in statements if s.actor == a]
    of_b = [s for s in statements if s.actor == b]
    if normalization == "average":
        return (len(of_a) + len(of_b)) / 2
    if normalization == "cosine":
        own = Projection.IGNORE if kind is Projection.IGNORE else Projection.CONGRUENCE
        return sqrt(
            tie(statements, a, a, qualifier=qualifier, kind=own)
            * tie(statements, b, b, qualifier=qualifier, kind=own)
        )

    def cells(mine: Sequence[Said]) -> dict[tuple[str, object], int]:
        counts: dict[tuple[str, object], int] = {}
        for s in mine:
            key = (s.concept, getattr(s, qualifier))
            counts[key] = counts.get(key, 0) + 1
        return counts

    mine, theirs = cells(of_a), cells(of_b)
    return float(
        sum(n for key, n in mine.items() if key not in theirs)
        + sum(n for key, n in theirs.items() if key not in mine)
        + sum(n * theirs[key] for key, n in mine.items() if key in theirs)
    )

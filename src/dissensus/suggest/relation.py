"""What does a clause say of two actors? ``Relation``, and ``pairs`` of each source with each target"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dissensus.suggest.arguments import Argument, Arguments, Subject
from dissensus.suggest.names import Mention
from dissensus.suggest.relation_lexicon import Hit, Trigger

__all__ = ["MOST_BEFORE_NOUN", "Relation", "owner_of", "pairs"]

MOST_BEFORE_NOUN: Final = 4
_LINKING: Final = frozenset({"with", "to", "by", "on", "for"})


@dataclass(frozen=True, slots=True)
class Relation:
    """What a trigger says of two mentions; ``first`` to ``stop`` are the words of the trigger itself."""

    source: Mention
    target: Mention
    trigger: Trigger
    first: int
    stop: int
    score: float
    reason: str
    negated: bool = False
    ends: bool = False  # a support that ceases, a sanction that is lifted

    def scored(self, score: float) -> Relation:
        """Return the relation with another score."""
        return Relation(
            self.source,
            self.target,
            self.trigger,
            self.first,
            self.stop,
            score,
            self.reason,
            self.negated,
            self.ends,
        )


def pairs(
    line: Arguments,
    hit: Hit,
    sources: tuple[Argument, ...] | list[Argument],
    targets: tuple[Argument, ...] | list[Argument],
    score: float,
    how: str,
    *,
    subject: Subject | None = None,
    words: tuple[int, int] | None = None,
    ends: bool = False,
) -> Iterator[Relation]:
    """Relate each source to each target, with the words of the trigger as the reason.

    ``how`` says where they stand, with {X} for the source and {Y} for the target; ``words`` are the first
    word of the trigger and the one after its last, where it is longer than ``hit``.
    """
    first, stop = words or (hit.first, hit.stop)
    first = min(first, subject.first) if subject and subject.first else first
    negated = subject.negated if subject else False
    notes = subject.notes if subject else ()
    quoted = " ".join(line.words[first:stop])
    for source in sources:
        for target in targets:
            where = how.format(X=source.mention.name, Y=target.mention.name)
            reason = "; ".join((f"'{quoted}' {where}", *notes))
            factor = source.factor * target.factor * (subject.factor if subject else 1.0)
            yield Relation(
                source.mention,
                target.mention,
                hit.trigger,
                first,
                stop,
                score * factor,
                reason,
                negated,
                ends,
            )


def owner_of(line: Arguments, first: int) -> Argument | None:
    """Return whose attack it is: "X's (recent) attack", "the X attack"."""
    factor = 1.0
    for i in range(first, max(0, first - MOST_BEFORE_NOUN), -1):
        if not line.open(i):
            return None
        mention = line.ends.get(i)
        if mention:
            if i != first and not line.possessive(mention):
                return None
            return Argument(mention, factor if line.possessive(mention) else 0.85)
        if line.words[i - 1] in _LINKING or line.words[i - 1] in (
            "and",
            "of",
            "in",
            "the",
            "a",
            "its",
            "their",
        ):
            return None
        factor *= 0.95
    return None

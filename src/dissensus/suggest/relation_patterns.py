"""How do English verbs, nouns and adjectives take source and target? ``english`` tries each pattern"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from dissensus.suggest.arguments import Arguments
from dissensus.suggest.noun_patterns import bond, noun
from dissensus.suggest.relation import Relation
from dissensus.suggest.relation_lexicon import Hit, Shape
from dissensus.suggest.verb_patterns import adjective, compound, joint, mutual, role, verb

__all__ = ["english"]


_READINGS: Final[Mapping[Shape, Callable[[Arguments, Hit], Iterator[Relation]]]] = {
    Shape.VERB: verb,
    Shape.MUTUAL: mutual,
    Shape.JOINT: joint,
    Shape.NOUN: noun,
    Shape.BOND: bond,
    Shape.ADJECTIVE: adjective,
    Shape.ROLE: role,
    Shape.COMPOUND: compound,
}


def english(line: Arguments, hits: list[Hit]) -> list[Relation]:
    """Return what the first reading of a word yields that yields anything, the longest first."""
    for hit in hits:
        found = list(_READINGS[hit.trigger.shape](line, hit))
        if found:
            return found
    return []

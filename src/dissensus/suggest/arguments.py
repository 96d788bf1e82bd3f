"""Who stands before and after a word as its subject and its object? ``Arguments``"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from dissensus.suggest.function_words import (
    ADJECTIVES_IN_ING,
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    FOES,
    HEADS,
    NEGATIONS,
    POSSIBLE,
    PREPOSITIONS,
    REFUSING,
    STOPS,
    TITLES,
    WANTING,
)
from dissensus.suggest.line import CLOSED, Line
from dissensus.suggest.names import Mention

__all__ = ["Argument", "Arguments", "Subject"]


_MOST_JOINED: Final = 6
_MOST_STEPS: Final = 16
_MOST_APPOSITION: Final = 15
_MOST_SKIPPED: Final = 3


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention that fills a slot, and how surely (1: it stands right there)."""

    mention: Mention
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Subject:
    """Those who do (or, in the passive, suffer) it, and what stands between them and the word."""

    arguments: tuple[Argument, ...]
    factor: float = 1.0
    negated: bool = False
    be: bool = False  # a form of "be" stands before the word: a participle is passive
    verbal: bool = False  # an auxiliary or "to" shows that the word is a verb
    first: int = 0  # the first word from which on all belongs to the word: auxiliaries, "not", ...
    notes: tuple[str, ...] = ()


class Arguments(Line):
    """Finds the arguments of the words of one sentence.

    Without a parser: what is no auxiliary, adverb, apposition or other known link between a mention and
    the word ends the search. Cost: O(words between them).
    """

    def subject(self, word: int, *, clause: bool = True) -> Subject | None:
        """Return the subject of the verb (adjective, role) at ``word``.

        ``clause`` allows the subject of an earlier verb of the sentence: "X met them and attacked Y".
        """
        k, factor, negated, be, verbal, role = word - 1, 1.0, False, False, False, False
        notes: list[str] = []
        first = word
        infinitive = crossed = False

        def found(arguments: list[Argument], more: float = 1.0) -> Subject | None:
            if not arguments:
                return None
            return Subject(
                tuple(arguments), factor * more, negated, be, verbal, first, tuple(notes)
            )

        for _ in range(_MOST_STEPS):
            if k < 0:
                return None
            if not self.open(k + 1):
                return found(*self._over_comma(k, clause=clause))
            w = self.words[k]
            mention = self.ends.get(k + 1)
            if mention:
                if self.possessive(mention) and not role:
                    return None
                return None if infinitive else found(self._coordinated(mention))
            if infinitive:
                infinitive = False
                if w in REFUSING:
                    negated, factor = not negated, factor * 0.9
                    notes.append(f"{w!r} to")
                elif w in WANTING or (w == "on" and k and self.words[k - 1] in WANTING):
                    k -= w == "on"  # "went on to"
                    factor *= 0.8
                    notes.append(f"{w!r} to")
                else:
                    return None
                verbal = True
            elif w in NEGATIONS or w in AUXILIARIES or w in POSSIBLE:
                if w in NEGATIONS:
                    negated = not negated
                if w in POSSIBLE:
                    factor *= 0.7
                    notes.append(f"only {w!r}")
                if w == "will":
                    factor *= 0.9
                be = be or (w.removesuffix("n't") in BE and not crossed)
                verbal = True
                first = k
            elif w == "to":
                infinitive = verbal = crossed = True
                if k and self.words[k - 1] == "not":
                    negated, k = not negated, k - 1
            elif w in ("who", "which", "that"):
                before = self.ends.get(k)
                if not before or CLOSED.search(self.gap(k).replace(",", "")):
                    return None
                if w == "who" and not before.person:
                    apposed = self._apposed_person(k)
                    if apposed:
                        return found([Argument(apposed)], 0.85)
                return found(self._coordinated(before), 0.9)
            elif w in ("and", "but", "or", "then", "by", "for", "after", "before", "while", "when"):
                if w in ("and", "but", "or", "then"):
                    return found(*self._of_clause(k)) if clause else None
                before = self.ends.get(k)
                ok = (
                    before
                    and w in ("for", "by")
                    and not verbal
                    and self.words[word].endswith("ing")
                )
                return found([Argument(before)], 0.7) if ok and before else None
            elif w in HEADS and not role:
                role = True
                factor *= 0.85
                notes.append(f"their {w!r}")
            elif not (w in ADVERBS or w.endswith("ly") or w.isdigit()):
                return None
            k -= 1
        return None

    def objects(self, i: int, *, closed: bool = False) -> list[Argument]:
        """Return the mentions that the words from ``i`` on name as an object, "Y, Z and W" as three.

        What follows "and" is left out where a verb comes after it, as it may begin a clause; ``closed``
        says that it can't ("between Y and Z").
        """
        factor, skipped, j = 1.0, 0, i
        while j < len(self.words) and self.open(j):
            mention = self.begins.get(j)
            if mention:
                return self._with_followers(mention, factor, closed=closed)
            w = self.words[j]
            if w in HEADS and j + 1 < len(self.words) and self.words[j + 1] == "of":
                factor, j = factor * 0.9, j + 2
                continue
            if w not in DETERMINERS:
                if w in STOPS or w in AUXILIARIES or w in POSSIBLE or skipped >= _MOST_SKIPPED:
                    return []
                if w.endswith("ing") and w not in ADJECTIVES_IN_ING:
                    return []
                if not (self.capital(j) or w in HEADS or w in TITLES):
                    skipped += 1
                    factor *= 0.85
            j += 1
        return []

    def _over_comma(self, k: int, *, clause: bool) -> tuple[list[Argument], float]:
        """Find the subject where punctuation stands between word ``k`` and the verb."""
        mark = self.gap(k + 1).strip(" “”\"’'*_")
        if mark not in (",", ")", "—", "–", "),"):
            return [], 0.0
        opening = "(" if mark.startswith(")") else mark
        mention = self.ends.get(k + 1)
        if mention and opening == ",":
            arguments = self._coordinated(mention)
            if arguments and not self._apposed(self.bounds(mention)[0]):
                return arguments, 0.85
        for j in range(k, max(0, k - _MOST_APPOSITION), -1):
            gap = self.gap(j)
            if opening in gap:
                before = self.ends.get(j)
                if before and not self.possessive(before):
                    return self._coordinated(before), 0.85
            elif re.search(r"[;:.!?]", gap):
                break
        return self._of_clause(k) if clause and opening == "," else ([], 0.0)

    def _apposed_person(self, k: int) -> Mention | None:
        """Return X of "X, a leader of Y, who ..."."""
        for j in range(k - 1, max(0, k - _MOST_APPOSITION), -1):
            mention = self.ends.get(j)
            if mention and mention.person and self.gap(j).strip() == ",":
                return mention
        return None

    def _apposed(self, i: int) -> bool:
        """Say whether word ``i`` begins what is apposed to another mention: "X, the party of Y, ..."."""
        while i > 0 and self.words[i - 1] in DETERMINERS and self.open(i):
            i -= 1
        return i > 0 and "," in self.gap(i) and i in self.ends

    def _coordinated(self, mention: Mention) -> list[Argument]:
        """Return a subject and those joined to it, "X, Y and Z"; nothing if a preposition governs it."""
        arguments = [Argument(mention)]
        for _ in range(_MOST_JOINED):
            i = self._with_title(self.bounds(arguments[0].mention)[0])
            if i == 0:
                return arguments
            before = self.words[i - 1]
            if not self.open(i):
                listed = self.gap(i).strip() == "," and len(arguments) > 1
                other = self.ends.get(i) if listed else None
            elif before in PREPOSITIONS:
                owner = self.ends.get(i - 1) if before == "of" else None
                if owner and len(arguments) == 1:
                    arguments = [Argument(owner, 0.9)]  # "X of Y said"
                    continue
                if before == "of" and i > 1 and self.words[i - 2] in HEADS:
                    return [replace(a, factor=a.factor * 0.8) for a in arguments]
                return []
            else:
                other = self.ends.get(i - 1) if before in ("and", "or", "und") else None
                if other and not self.open(i - 1) and len(arguments) == 1:
                    # "..., and Y said" begins a clause, unless X stands between commas itself
                    other = other if "," in self.gap(self.bounds(other)[0]) else None
            if other is None or other.name == arguments[0].mention.name:
                return arguments
            if self.possessive(other) or self._object(other):
                return arguments
            arguments.insert(0, Argument(other, 0.95))
        return arguments

    def _with_title(self, i: int) -> int:
        """Return the first word of a name with its article and title: "the Transport Minister X"."""
        while i > 1 and self.open(i) and self.open(i - 1) and i not in self.ends:
            if not (self.capital(i - 1) and self.words[i - 1] not in PREPOSITIONS):
                break
            i -= 1
        while i > 0 and self.words[i - 1] in DETERMINERS and self.open(i):
            i -= 1
        return i

    def _object(self, mention: Mention) -> bool:
        """Say whether the word before a mention looks like the verb it is the object of."""
        i = self.bounds(mention)[0]
        while i > 0 and self.words[i - 1] in DETERMINERS:
            i -= 1
        word = self.words[i - 1] if self.open(i) else ""
        return word.endswith("ed") or self.lexicon.finite(word)

    def _with_followers(self, mention: Mention, factor: float, *, closed: bool) -> list[Argument]:
        stop = self.bounds(mention)[1]
        own = self.possessive(mention)
        nearby = self.words[stop : stop + (3 if own else 1)] if self.open(stop) else ()
        if not own and nearby and (nearby[0] in self.lexicon.nouns or nearby[0] in FOES):
            return []
        if own:
            if set(nearby) & FOES:
                return []
            return [Argument(mention, factor * 0.85)]
        arguments = [Argument(mention, factor)]
        while stop < len(self.words) and len(arguments) < 6:
            mark = self.gap(stop).strip()
            j = stop
            if mark not in ("", ","):
                break
            if self.words[j] in ("and", "or", "nor", "und"):
                j += 1
            elif mark != ",":
                break
            while j < len(self.words) and self.words[j] in (
                "the",
                "both",
                "also",
                "of",
                "with",
                "against",
            ):
                j += 1
            following = self.begins.get(j)
            if following is None:
                break
            after = self.bounds(following)[1]
            if (self.verbal(after) and not closed) or self.possessive(following):
                break
            if (
                mark == ","
                and self.words[stop] not in ("and", "or", "nor")
                and not self._listed(after)
            ):
                break
            arguments.append(Argument(following, factor * 0.95))
            stop = after
        return arguments

    def _listed(self, i: int) -> bool:
        """Say whether a list goes on at word ``i``: ", Z and W", not an apposition."""
        rest = self.words[i : i + 4]
        return bool({"and", "or"} & set(rest[:2])) or (
            i < len(self.words) and self.gap(i).strip() == ","
        )

    def _of_clause(self, k: int) -> tuple[list[Argument], float]:
        for mention in self.mentions_before(k + 1):
            stop = self.bounds(mention)[1]
            if self.possessive(mention) or stop > k:
                continue
            apposed = stop < len(self.words) and self.gap(stop).strip() == ","
            if apposed and "," not in self.gap(self.bounds(mention)[0]):
                continue
            if not self.verbal(stop, apart=apposed):
                continue
            arguments = self._coordinated(mention)
            if arguments and not any(
                ";" in self.gap(i) or ":" in self.gap(i) for i in range(stop, k + 1)
            ):
                return arguments, 0.65
            return [], 0.0
        return [], 0.0

"""How do English verbs, nouns and adjectives take source and target? ``english`` tries each pattern"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dissensus.suggest.arguments import BE, Argument, Line, Subject
from dissensus.suggest.names import Mention
from dissensus.suggest.relation_lexicon import Form, Hit, Shape, Trigger

__all__ = ["Relation", "english"]

_FINITE: Final = frozenset({Form.THIRD, Form.PAST})
_MOST_BEFORE_NOUN: Final = 4
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


def english(line: Line, hits: list[Hit]) -> list[Relation]:
    """Return what the first of these readings of one word yields, the longest first."""
    for hit in hits:
        match hit.trigger.shape:
            case Shape.VERB:
                found = list(_verb(line, hit))
            case Shape.MUTUAL:
                found = list(_mutual(line, hit))
            case Shape.JOINT:
                found = list(_joint(line, hit))
            case Shape.NOUN:
                found = list(_noun(line, hit))
            case Shape.BOND:
                found = list(_bond(line, hit))
            case Shape.ADJECTIVE:
                found = list(_adjective(line, hit))
            case Shape.ROLE:
                found = list(_role(line, hit))
            case Shape.COMPOUND:
                found = list(_compound(line, hit))
            case _:
                found = []
        if found:
            return found
    return []


def _pairs(
    line: Line,
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


def _verb(line: Line, hit: Hit) -> Iterator[Relation]:
    """X attacks Y; Y was attacked by X; Y, backed by X; X, attacking Y; X for attacking Y."""
    if Form.PARTICIPLE in hit.forms:
        by = _by(line, hit.stop)
        if by:
            patient = line.subject(hit.first, clause=False)
            if patient and not (patient.verbal and not patient.be):
                how = "in the passive, with target {Y} before and source {X} after"
                yield from _pairs(
                    line,
                    hit,
                    by,
                    patient.arguments,
                    0.8,
                    how,
                    subject=patient,
                    words=(hit.first, _past_by(line, hit.stop)),
                )
            return
    targets = line.objects(hit.stop)
    if not targets:
        return
    subject = line.subject(hit.first)
    if subject is None:
        return
    if subject.be and Form.GERUND not in hit.forms:
        return  # "X was attacked Y": no object of this verb
    bare = Form.BASE in hit.forms and not hit.forms & _FINITE and not subject.verbal
    if bare and line.open(hit.first) and subject.factor < 0.8:
        return  # "X and attack Y": as likely a noun
    score = 0.8 if hit.forms & _FINITE or subject.verbal else 0.65
    how = "with source {X} before and target {Y} after"
    yield from _pairs(line, hit, subject.arguments, targets, score, how, subject=subject)


def _mutual(line: Line, hit: Hit) -> Iterator[Relation]:
    """X meets Y; X and Y meet (the preposition of the lemma left out)."""
    targets = line.objects(hit.stop)
    subject = line.subject(hit.first)
    if subject is None or (subject.be and Form.GERUND not in hit.forms):
        return
    how = "between {X} before and {Y} after"
    if targets:
        yield from _pairs(line, hit, subject.arguments, targets, 0.7, how, subject=subject)


def _joint(line: Line, hit: Hit) -> Iterator[Relation]:
    """X and Y signed an agreement."""
    subject = line.subject(hit.first)
    if (
        subject
        and len(subject.arguments) == 2
        and not (subject.be and Form.GERUND not in hit.forms)
    ):
        if line.open(hit.stop) and line.words[hit.stop] in ("with", "against"):
            return
        one, other = subject.arguments
        yield from _pairs(
            line, hit, [one], [other], 0.7, "of {X} and {Y} together", subject=subject
        )


def _noun(line: Line, hit: Hit) -> Iterator[Relation]:
    """X's attack on Y; attack by X on Y; attack on Y by X; X launched an attack on Y."""
    trigger, n = hit.trigger, len(line.words)
    wanted = trigger.prepositions
    after = hit.stop
    if after >= n or not line.open(after):
        return
    agents: list[Argument] = []
    how = "of {X} against or for {Y}"
    word = line.words[after]
    if (word in ("by", "from") or (word == "of" and "of" not in wanted)) and word not in wanted:
        agents = line.objects(after + 1)
        if not agents:
            return
        after = line.bounds(agents[-1].mention)[1]
        if after >= n:
            return
    if line.words[after] not in wanted or not line.open(after):
        passive = _passive_light(line, hit)
        if passive:
            yield from passive
        return
    targets = line.objects(after + 1)
    if not targets:
        return
    stop = after + 1
    words = (hit.first, stop) if not agents else (hit.first, hit.stop)
    if agents:
        yield from _pairs(
            line, hit, agents, targets, 0.75, "by source {X}, then target {Y}", words=words
        )
        return
    behind = line.bounds(targets[-1].mention)[1]
    if behind < n and line.words[behind] in ("by", "from") and line.open(behind):
        agents = line.objects(behind + 1)
        if agents:
            yield from _pairs(
                line, hit, agents, targets, 0.75, "with target {Y} and then source {X}", words=words
            )
            return
    owner = _owner(line, hit.first)
    if owner:
        how = "with source {X} as its owner and target {Y} after"
        yield from _pairs(line, hit, [owner], targets, 0.72, how, words=words)
        return
    light = _light(line, hit.first)
    if light:
        first, ends, subject = light
        how = "with source {X} before and target {Y} after"
        words = (first, stop)
        yield from _pairs(
            line, hit, subject.arguments, targets, 0.7, how, subject=subject, words=words, ends=ends
        )


def _passive_light(line: Line, hit: Hit) -> list[Relation]:
    """Sanctions were imposed on Y by X; sanctions imposed by X on Y."""
    i = hit.stop
    be = False
    while (
        i < len(line.words)
        and line.open(i)
        and (line.words[i] in BE or line.words[i] in ("has", "have", "had"))
    ):
        be = be or line.words[i] in BE
        i += 1
    if (
        i + 1 >= len(line.words)
        or not line.open(i)
        or not (not line.words[i].endswith("ed") and not be)
    ):
        return []
    sign = line.lexicon.light.get((line.words[i],))
    if sign is None:
        return []
    i += 1
    agents: list[Argument] = []
    targets: list[Argument] = []
    for _ in range(2):
        if i + 1 >= len(line.words) or not line.open(i):
            break
        named = line.objects(i + 1)
        if not named:
            break
        if line.words[i] == "by" and not agents:
            agents = named
        elif line.words[i] in hit.trigger.prepositions and not targets:
            targets = named
        else:
            break
        i = line.bounds(named[-1].mention)[1]
    how = "in the passive, by source {X} and with target {Y}"
    return list(_pairs(line, hit, agents, targets, 0.75, how, ends=sign < 0))


def _bond(line: Line, hit: Hit) -> Iterator[Relation]:
    """The talks between X and Y; X's alliance with Y; X formed an alliance with Y."""
    after = hit.stop
    if after >= len(line.words) or not line.open(after):
        return
    word = line.words[after]
    if word in ("between", "of"):
        both = line.objects(after + 1, closed=True)
        if len(both) == 2:
            yield from _pairs(
                line,
                hit,
                both[:1],
                both[1:],
                0.7,
                "between {X} and {Y}",
                words=(hit.first, after + 1),
            )
        return
    if word not in hit.trigger.prepositions:
        return
    targets = line.objects(after + 1)
    if not targets:
        return
    owner = _owner(line, hit.first)
    if owner:
        yield from _pairs(
            line, hit, [owner], targets, 0.65, "of {X} with {Y}", words=(hit.first, after + 1)
        )
        return
    light = _light(line, hit.first)
    if light:
        first, ends, subject = light
        how = "of {X} before with {Y} after"
        words = (first, after + 1)
        yield from _pairs(
            line,
            hit,
            subject.arguments,
            targets,
            0.65,
            how,
            subject=subject,
            words=words,
            ends=ends,
        )


def _adjective(line: Line, hit: Hit) -> Iterator[Relation]:
    """X is critical of Y; X, critical of Y, ..."""
    i = hit.stop
    if i >= len(line.words) or line.words[i] not in hit.trigger.prepositions or not line.open(i):
        return
    targets = line.objects(i + 1)
    if not targets:
        return
    subject = line.subject(hit.first, clause=False)
    if subject and (subject.be or not line.open(hit.first)):
        how = "with source {X} before and target {Y} after"
        yield from _pairs(
            line,
            hit,
            subject.arguments,
            targets,
            0.75,
            how,
            subject=subject,
            words=(hit.first, i + 1),
        )


def _role(line: Line, hit: Hit) -> Iterator[Relation]:
    """X is an ally of Y; X, an ally of Y; X is Y's ally; Y's ally X."""
    words, i = line.words, hit.stop
    first, owner = hit.first, _owner(line, hit.first)
    how = "with source {X} and target {Y}"
    if owner:
        beside = line.begins.get(i) if line.open(i) else None
        if beside:
            yield from _pairs(line, hit, [Argument(beside)], [owner], 0.65, how)
            return
        targets = [owner]
        first = line.bounds(owner.mention)[0]
    elif i < len(words) and words[i] in hit.trigger.prepositions and line.open(i):
        targets = line.objects(i + 1)
        for _ in range(_MOST_BEFORE_NOUN):
            if first == 0 or not line.open(first) or first in line.ends:
                break
            if words[first - 1] in BE or words[first - 1] in ("not", "never", "longer"):
                break
            first -= 1
    else:
        return
    while first and line.open(first) and words[first - 1] in ("a", "an", "the", "one", "of"):
        first -= 1
    subject = line.subject(first, clause=False) if targets and first else None
    if subject and (subject.be or not line.open(first)):
        stop = i if owner else i + 1
        yield from _pairs(
            line,
            hit,
            subject.arguments,
            targets,
            0.68,
            how,
            subject=subject,
            words=(hit.first, stop),
        )


def _compound(line: Line, hit: Hit) -> Iterator[Relation]:
    """X-backed Y."""
    owner = line.ends.get(hit.first)
    if owner and line.gap(hit.first).strip() in ("-", "‐", "‑", "–"):
        targets = line.objects(hit.stop)
        how = "with source {X} before the hyphen and target {Y} after"
        yield from _pairs(line, hit, [Argument(owner)], targets, 0.75, how)


def _by(line: Line, i: int) -> list[Argument]:
    """Return the agents of a passive whose participle ends before word ``i``."""
    stop = _past_by(line, i)
    return line.objects(stop) if stop else []


def _past_by(line: Line, i: int) -> int:
    for j in range(i, min(i + 3, len(line.words))):
        if not line.open(j):
            return 0
        if line.words[j] == "by":
            return j + 1
    return 0


def _owner(line: Line, first: int) -> Argument | None:
    """Return whose attack it is: "X's (recent) attack", "the X attack"."""
    factor = 1.0
    for i in range(first, max(0, first - _MOST_BEFORE_NOUN), -1):
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


def _light(line: Line, first: int) -> tuple[int, bool, Subject] | None:
    """Return the verb that governs a noun, whether it ends what the noun names, and its subject."""
    words, light = line.words, line.lexicon.light
    for i in range(first, max(0, first - _MOST_BEFORE_NOUN - 1), -1):
        if not line.open(i) or line.ends.get(i):
            return None
        for length in (2, 1):
            verb = words[max(0, i - length) : i]
            if len(verb) == length and verb in light:
                subject = line.subject(i - length)
                if subject and not (subject.be and not verb[0].endswith("ing")):
                    return i - length, light[verb] < 0, subject
                return None
        if words[i - 1] in ("of", "in", "to", "and", "or", "that", "with", "by", "from"):
            return None
    return None

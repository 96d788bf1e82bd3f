"""How do English verbs, adjectives and roles take source and target? One function for each shape"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dissensus.suggest.arguments import Argument, Arguments
from dissensus.suggest.function_words import BE
from dissensus.suggest.relation import MOST_BEFORE_NOUN, Relation, owner_of, pairs
from dissensus.suggest.relation_lexicon import Form, Hit

__all__ = ["adjective", "compound", "joint", "mutual", "role", "verb"]

_FINITE: Final = frozenset({Form.THIRD, Form.PAST})


def verb(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """X attacks Y; Y was attacked by X; Y, backed by X; X, attacking Y; X for attacking Y."""
    if Form.PARTICIPLE in hit.forms:
        by = _by(line, hit.stop)
        if by:
            patient = line.subject(hit.first, clause=False)
            if patient and not (patient.verbal and not patient.be):
                how = "in the passive, with target {Y} before and source {X} after"
                yield from pairs(
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
    yield from pairs(line, hit, subject.arguments, targets, score, how, subject=subject)


def mutual(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """X meets Y; X and Y meet (the preposition of the lemma left out)."""
    targets = line.objects(hit.stop)
    subject = line.subject(hit.first)
    if subject is None or (subject.be and Form.GERUND not in hit.forms):
        return
    how = "between {X} before and {Y} after"
    if targets:
        yield from pairs(line, hit, subject.arguments, targets, 0.7, how, subject=subject)


def joint(line: Arguments, hit: Hit) -> Iterator[Relation]:
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
        yield from pairs(line, hit, [one], [other], 0.7, "of {X} and {Y} together", subject=subject)


def adjective(line: Arguments, hit: Hit) -> Iterator[Relation]:
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
        yield from pairs(
            line,
            hit,
            subject.arguments,
            targets,
            0.75,
            how,
            subject=subject,
            words=(hit.first, i + 1),
        )


def role(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """X is an ally of Y; X, an ally of Y; X is Y's ally; Y's ally X."""
    words, i = line.words, hit.stop
    first, owner = hit.first, owner_of(line, hit.first)
    how = "with source {X} and target {Y}"
    if owner:
        beside = line.begins.get(i) if line.open(i) else None
        if beside:
            yield from pairs(line, hit, [Argument(beside)], [owner], 0.65, how)
            return
        targets = [owner]
        first = line.bounds(owner.mention)[0]
    elif i < len(words) and words[i] in hit.trigger.prepositions and line.open(i):
        targets = line.objects(i + 1)
        for _ in range(MOST_BEFORE_NOUN):
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
        yield from pairs(
            line,
            hit,
            subject.arguments,
            targets,
            0.68,
            how,
            subject=subject,
            words=(hit.first, stop),
        )


def compound(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """X-backed Y."""
    owner = line.ends.get(hit.first)
    if owner and line.gap(hit.first).strip() in ("-", "‐", "‑", "–"):
        targets = line.objects(hit.stop)
        how = "with source {X} before the hyphen and target {Y} after"
        yield from pairs(line, hit, [Argument(owner)], targets, 0.75, how)


def _by(line: Arguments, i: int) -> list[Argument]:
    """Return the agents of a passive whose participle ends before word ``i``."""
    stop = _past_by(line, i)
    return line.objects(stop) if stop else []


def _past_by(line: Arguments, i: int) -> int:
    for j in range(i, min(i + 5, len(line.words))):
        if not line.open(j) or j in line.begins:
            return 0
        if line.words[j] == "by":
            return j + 1
    return 0

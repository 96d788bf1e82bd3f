"""How do English nouns take source and target? ``noun`` and ``bond``, with the verbs that govern them"""

from __future__ import annotations

from collections.abc import Iterator

from dissensus.suggest.arguments import Argument, Arguments, Subject
from dissensus.suggest.function_words import BE
from dissensus.suggest.relation import MOST_BEFORE_NOUN, Relation, owner_of, pairs
from dissensus.suggest.relation_lexicon import Hit

__all__ = ["bond", "noun"]


def noun(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """X's attack on Y; attack by X on Y; attack on Y by X; X launched an attack on Y."""
    trigger, n = hit.trigger, len(line.words)
    wanted = trigger.prepositions
    after = hit.stop
    if after >= n or not line.open(after):
        return
    agents: list[Argument] = []
    how = "of {X} against or for {Y}"
    word = line.words[after]
    if (
        word in ("by", "from", "von", "durch") or (word == "of" and "of" not in wanted)
    ) and word not in wanted:
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
        yield from pairs(
            line, hit, agents, targets, 0.75, "by source {X}, then target {Y}", words=words
        )
        return
    behind = line.bounds(targets[-1].mention)[1]
    if behind < n and line.words[behind] in ("by", "from") and line.open(behind):
        agents = line.objects(behind + 1)
        if agents:
            yield from pairs(
                line, hit, agents, targets, 0.75, "with target {Y} and then source {X}", words=words
            )
            return
    owner = owner_of(line, hit.first)
    if owner:
        how = "with source {X} as its owner and target {Y} after"
        yield from pairs(line, hit, [owner], targets, 0.72, how, words=words)
        return
    light = _light(line, hit.first)
    if light:
        first, ends, subject = light
        how = "with source {X} before and target {Y} after"
        words = (first, stop)
        yield from pairs(
            line, hit, subject.arguments, targets, 0.7, how, subject=subject, words=words, ends=ends
        )


def bond(line: Arguments, hit: Hit) -> Iterator[Relation]:
    """The talks between X and Y; X's alliance with Y; X formed an alliance with Y."""
    after = hit.stop
    if after >= len(line.words) or not line.open(after):
        return
    word = line.words[after]
    if word in ("between", "of", "zwischen"):
        both = line.objects(after + 1, closed=True)
        if len(both) == 2:
            yield from pairs(
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
    owner = owner_of(line, hit.first)
    if owner:
        yield from pairs(
            line, hit, [owner], targets, 0.65, "of {X} with {Y}", words=(hit.first, after + 1)
        )
        return
    light = _light(line, hit.first)
    if light:
        first, ends, subject = light
        how = "of {X} before with {Y} after"
        words = (first, after + 1)
        yield from pairs(
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


def _passive_light(line: Arguments, hit: Hit) -> list[Relation]:
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
        or (not line.words[i].endswith("ed") and not be)
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
    return list(pairs(line, hit, agents, targets, 0.75, how, ends=sign < 0))


def _light(line: Arguments, first: int) -> tuple[int, bool, Subject] | None:
    """Return the verb that governs a noun, whether it ends what the noun names, and its subject."""
    words, light = line.words, line.lexicon.light
    for i in range(first, max(0, first - MOST_BEFORE_NOUN - 1), -1):
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

"""How do German and Persian order source, target and verb? ``german`` and ``persian``"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dissensus.suggest.arguments import Arguments
from dissensus.suggest.names import Mention
from dissensus.suggest.relation import Relation
from dissensus.suggest.relation_lexicon import Form, Hit, Shape
from dissensus.suggest.relation_patterns import english

__all__ = ["german", "persian"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HAVE: Final = _words("hat haben hatte hatten habe")
_BECOME: Final = _words("wird werden wurde wurden worden sei ist sind war waren")
_BY: Final = _words("von vom durch")
_NOT: Final = _words("nicht nie niemals kein keine keinen")
_OBJECT_ARTICLES: Final = _words("den dem")
_SUBORDINATORS: Final = _words("dass daß weil wenn ob obwohl nachdem während da")
_PREPOSITIONS: Final = _words(
    "in an auf mit von vom bei beim nach vor zu zum zur für gegen über unter aus durch ohne um seit im am zwischen laut"
)
_DONE: Final = _words(
    "کرد کردند کرده می‌کند می‌کنند میکند میکنند کردن است داد دادند شد شدند داشت دارد دارند نکرد نکردند نمی‌کند نمیکند"
    " نمی‌کنند نمیکنند گفت خواهد بود گرفت زد کنند کند برد"
)
_SPAN_WORDS: Final = 12
_NEAR: Final = 5


def german(line: Arguments, hits: list[Hit]) -> list[Relation]:
    """Return the relations of a German word: verb second, verb last, perfect, passive, nouns."""
    for hit in hits:
        if hit.trigger.shape is Shape.VERB:
            found = list(_german_verb(line, hit))
        else:
            found = english(line, [hit])  # "Kritik von X an Y", "Gespräche zwischen X und Y"
        if found:
            return found
    return []


def _german_verb(line: Arguments, hit: Hit) -> Iterator[Relation]:
    words, v = line.words, hit.first
    if Form.PARTICIPLE in hit.forms:
        helper = next(
            (i for i in range(v - 1, max(-1, v - _SPAN_WORDS), -1) if words[i] in _HAVE | _BECOME),
            -1,
        )
        if helper >= 0 and _flows(line, helper + 1, v):
            passive = words[helper] in _BECOME
            yield from _bracketed(line, hit, helper, passive=passive)
            return
    if not hit.forms & {Form.THIRD, Form.PAST}:
        return
    after = [m for m in line.mentions() if v < line.bounds(m)[0] <= v + _NEAR]
    after = [m for m in after if _flows(line, hit.stop, line.bounds(m)[0])]
    before = line.ends.get(v)
    if before and line.open(v) and after and not _governed(line, before):
        one, other = before, after[0]
        if _governed(line, other):
            return
        if _article(line, before) in _OBJECT_ARTICLES:
            one, other = other, one
        yield _relation(line, hit, one, other, 0.78, "with source {X} and target {Y} around it")
    elif len(after) > 1 and not before and not any(_governed(line, m) for m in after[:2]):
        if line.bounds(after[0])[0] - hit.stop <= 1:
            yield _relation(
                line, hit, after[0], after[1], 0.7, "with source {X} and then target {Y} after"
            )
    elif before and not after:
        earlier = [m for m in line.mentions() if line.bounds(m)[1] < v and m is not before]
        for mention in earlier[-1:]:
            start = line.bounds(mention)[0]
            lead = set(words[max(0, start - 2) : start])
            if lead & _SUBORDINATORS and _flows(line, start + 1, v) and not _governed(line, before):
                yield _relation(
                    line,
                    hit,
                    mention,
                    before,
                    0.7,
                    "at the end, with source {X} and target {Y} before",
                )


def _bracketed(line: Arguments, hit: Hit, helper: int, *, passive: bool) -> Iterator[Relation]:
    """X hat Y kritisiert; Y wurde von X kritisiert; gestern hat X Y kritisiert."""
    inside = [m for m in line.mentions() if helper < line.bounds(m)[0] < hit.first]
    field = line.ends.get(helper) if line.open(helper) else None
    if field and _governed(line, field):
        return
    agents = [m for m in inside if _governor(line, m) in _BY]
    free = [m for m in inside if not _governed(line, m)]
    if passive:
        patient = field or (free[0] if free else None)
        if agents and patient:
            yield _relation(
                line,
                hit,
                agents[0],
                patient,
                0.75,
                "in the passive, with target {Y} and source {X} before",
            )
        return
    named = ([field] if field else []) + free
    if len(named) >= 2:
        one, other = named[0], named[1]
        if field and _article(line, field) in _OBJECT_ARTICLES:
            one, other = other, one
        yield _relation(line, hit, one, other, 0.75, "with source {X} and target {Y} before")


def persian(line: Arguments, hits: list[Hit]) -> list[Relation]:
    """Return the relations of a Persian compound verb: "X از Y حمایت کرد", "X Y را محکوم کرد"."""
    words = line.words
    for hit in hits:
        marks = hit.trigger.prepositions
        following = words[hit.stop : hit.stop + 3]
        if not marks or not _DONE & set(following):
            continue
        near = [m for m in line.mentions() if line.bounds(m)[1] <= hit.first]
        target = next((m for m in reversed(near) if _marked(line, m, hit.first, marks)), None)
        if target is None:
            continue
        sources = [
            m for m in near if m.span.stop <= target.span.start and not _persian_governed(line, m)
        ]
        if sources and line.bounds(target)[0] - line.bounds(sources[-1])[1] <= _NEAR:
            negated = any(w.startswith(("نکرد", "نمی", "نکن", "نداد", "نداشت")) for w in following)
            how = "with source {X} and target {Y} before"
            stop = min(len(words), hit.stop + 1)
            return [_relation(line, hit, sources[-1], target, 0.7, how, negated=negated, stop=stop)]
    return []


def _marked(line: Arguments, mention: Mention, verb: int, marks: frozenset[str]) -> bool:
    first, stop = line.bounds(mention)
    if verb - stop > _NEAR:
        return False
    if "را" in marks and "را" in line.words[stop : stop + 2]:
        return True
    before = line.words[first - 1] if first else ""
    return before in marks and before != "را"


def _persian_governed(line: Arguments, mention: Mention) -> bool:
    first = line.bounds(mention)[0]
    return bool(first) and line.words[first - 1] in ("از", "به", "با", "در", "علیه", "برای", "بر")


def _relation(
    line: Arguments,
    hit: Hit,
    source: Mention,
    target: Mention,
    score: float,
    how: str,
    *,
    negated: bool | None = None,
    stop: int = 0,
) -> Relation:
    stop = stop or hit.stop
    low = min(line.bounds(source)[0], line.bounds(target)[0], hit.first)
    high = max(line.bounds(source)[1], line.bounds(target)[1], stop)
    if negated is None:
        negated = bool(_NOT & set(line.words[low : high + 1]))
    quoted = " ".join(line.words[hit.first : stop])
    reason = f"'{quoted}' {how.format(X=source.name, Y=target.name)}"
    return Relation(source, target, hit.trigger, hit.first, stop, score, reason, negated)


def _flows(line: Arguments, start: int, stop: int) -> bool:
    """Say whether no comma or stronger mark stands between the words from ``start`` to ``stop``."""
    return all(line.open(i) for i in range(max(1, start), min(stop, len(line.words))))


def _article(line: Arguments, mention: Mention) -> str:
    first = line.bounds(mention)[0]
    return line.words[first - 1] if first and line.open(first) else ""


def _governor(line: Arguments, mention: Mention) -> str:
    """Return the word before a mention and its article."""
    first = line.bounds(mention)[0]
    while first and line.words[first - 1] in ("der", "dem", "den", "die", "das", "des"):
        first -= 1
    return line.words[first - 1] if first and line.open(first) else ""


def _governed(line: Arguments, mention: Mention) -> bool:
    return _governor(line, mention) in _PREPOSITIONS or _article(line, mention) == "des"

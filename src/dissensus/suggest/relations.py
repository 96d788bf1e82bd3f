"""Who does what to whom in one clause? ``propose`` finds relations by a lexicon and word order"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from dissensus.model.codebook import RELATION, Codebook, DataType
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.anaphors import ANAPHOR, Anaphors
from dissensus.suggest.arguments import Arguments
from dissensus.suggest.line import LONGEST_SENTENCE
from dissensus.suggest.reading import Reading, Sentence
from dissensus.suggest.relation import Relation
from dissensus.suggest.relation_lexicon import Lexicon, lexicon
from dissensus.suggest.relation_orders import german, persian
from dissensus.suggest.relation_patterns import english
from dissensus.suggest.suggester import LEXICAL
from dissensus.suggest.suggester import propose as suggestion

__all__ = ["LEAST", "find", "propose"]

LEAST: Final = 0.3  # lower scores are not shown: coders stop reading bad queues
_GUESSED: Final = 0.75  # an anaphor
_OPPOSES: Final = "opposes"
# What a kind may be called where a codebook does not have it: the wider one that holds it.
_WIDER: Final[Mapping[str, tuple[str, ...]]] = {
    "supports": ("supports",),
    "opposes": ("opposes",),
    "attacks": ("attacks", "opposes"),
    "represses": ("represses", "attacks", "opposes"),
    "sanctions": ("sanctions", "opposes"),
    "allies with": ("allies with", "supports"),
    "depends on": ("depends on",),
    "negotiates with": ("negotiates with",),
}
_ORDERS: Final = {"en": english, "de": german, "fa": persian}
_AFFILIATIONS: Final = ("affiliation", "organization", "party")


def propose(reading: Reading, *, suggester: tuple[str, str] = LEXICAL) -> list[Suggestion]:
    """Return a suggestion for each relation between two actors that a clause states.

    The span is the smallest part of the sentence that holds source, trigger and target. A negated
    support is opposition with a lower score, a negated attack nothing. Nothing is proposed in a language
    without a lexicon, or if the codebook's relations lack a source or a target. Cost: O(words) of the
    sentences that name two actors.
    """
    codebook = reading.codebook
    if not codebook.has_type(RELATION):
        return []
    type_ = codebook.statement_type(RELATION)
    words = lexicon(reading.document.language)
    if words is None or not type_.has("source", "target"):
        return []
    kinds = _kinds(_kind_names(codebook))
    result = []
    anaphors = Anaphors(reading) if words.language == "en" else None
    for written in reading.sentences:
        if len(written.text) > LONGEST_SENTENCE:
            continue
        sentence = anaphors.mentions(written) if anaphors else written
        for relation in find(sentence, words):
            span = _span(sentence, relation)
            sign = _sign(relation)
            kind = _OPPOSES if relation.negated or relation.ends else relation.trigger.kind
            values: dict[str, Value] = {
                "source": relation.source.name,
                "target": relation.target.name,
            }
            if type_.has("kind"):
                values["kind"] = kinds.get(kind)
            if type_.has("sign"):
                values["sign"] = sign
            result.append(
                suggestion(
                    reading.document,
                    span=span,
                    statement_type=RELATION,
                    values=values,
                    score=relation.score,
                    reasons=(relation.reason, *_guesses(reading, relation)),
                    suggester=suggester,
                    voices=reading.voices(span),
                )
            )
    return result


def _guesses(reading: Reading, relation: Relation) -> Iterator[str]:
    for mention in (relation.source, relation.target):
        if mention.how == ANAPHOR:
            yield f"{mention.span.of(reading.text)!r} taken for {mention.name}"


def find(sentence: Sentence, words: Lexicon) -> list[Relation]:
    """Return the relations in one sentence that reach ``LEAST``, the best one of each pair and trigger."""
    if len(sentence.mentions) < 2 or len({m.entity.name for m in sentence.mentions}) < 2:
        return []
    best: dict[tuple[int, int, int], Relation] = {}
    for relation in _all(sentence, words):
        score = _weighed(sentence, relation)
        if score < LEAST or _own(relation):
            continue
        key = (relation.source.span.start, relation.target.span.start, _sign(relation))
        known = best.get(key)
        if known is None or known.score < score:
            best[key] = relation.scored(score)
    return _without_contradiction(best.values())


def _all(sentence: Sentence, words: Lexicon) -> Iterator[Relation]:
    hits = words.find(sentence.words)
    if not hits:
        return
    line = Arguments(sentence, words)
    order = _ORDERS.get(words.language, english)
    free = 0
    for here in hits:
        if here[0].first < free or here[0].first in line.named:
            continue
        found = order(line, here)
        if found:
            free = found[0].stop
            yield from found


def _weighed(sentence: Sentence, relation: Relation) -> float:
    score = relation.score
    for mention in (relation.source, relation.target):
        if mention.how == ANAPHOR:
            score *= _GUESSED
    if relation.negated:
        score = score * 0.65 if relation.trigger.sign > 0 else 0.0
    if relation.ends:
        score = score * 0.7 if relation.trigger.sign > 0 else 0.0
    if sentence.text.rstrip('”"’»)').endswith(("?", "؟")):
        score *= 0.6
    if sentence.words[0] in ("if", "wenn", "اگر") or "if" in sentence.words[: relation.first]:
        score *= 0.7
    return score


def _sign(relation: Relation) -> int:
    return -1 if relation.negated or relation.ends else relation.trigger.sign


def _own(relation: Relation) -> bool:
    """Say whether a person is set against the body the codebook gives him or her, or against itself."""
    source, target = relation.source.entity, relation.target.entity
    if source.name == target.name:
        return True
    if relation.trigger.sign < 0:
        return False
    return any(
        one.attribute(name) == other.name
        for one, other in ((source, target), (target, source))
        for name in _AFFILIATIONS
    )


def _without_contradiction(relations: Iterable[Relation]) -> list[Relation]:
    """Of two readings that give one pair opposite signs by overlapping words, keep the better."""
    kept: list[Relation] = []
    for relation in sorted(relations, key=lambda r: -r.score):
        ends = {relation.source.span, relation.target.span}
        if any(
            {other.source.span, other.target.span} == ends
            and relation.first < other.stop
            and other.first < relation.stop
            for other in kept
        ):
            continue
        kept.append(relation)
    return kept


def _span(sentence: Sentence, relation: Relation) -> Span:
    trigger = Span(sentence.starts[relation.first], sentence.stops[relation.stop - 1])
    return trigger.cover(relation.source.span).cover(relation.target.span)


@lru_cache(maxsize=8)
def _kinds(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Map the lexicon's kinds to the codebook's: by any wording, else by a wider kind; others are absent."""
    known = {_stem(wording): name for wording, name in names}
    result = {}
    for kind, chain in _WIDER.items():
        found = next((known[_stem(wider)] for wider in chain if _stem(wider) in known), None)
        if found:
            result[kind] = found
    return result


def _stem(kind: str) -> str:
    """Make "supports", "Support" and "to support" one."""
    head, _, tail = kind.casefold().removeprefix("to ").strip().partition(" ")
    for ending, base in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if head.endswith(ending):
            head = head[: -len(ending)] + base
            break
    return f"{head} {tail}".strip()


def _kind_names(codebook: Codebook) -> tuple[tuple[str, str], ...]:
    type_ = codebook.statement_type(RELATION)
    if not type_.has("kind"):
        return ()
    variable = type_.variable("kind")
    if variable.data_type is not DataType.ENTITY:
        return tuple((str(v), str(v)) for v in variable.values) or tuple((k, k) for k in _WIDER)
    return tuple(
        (wording, e.name) for e in codebook.of_kind(variable.entities) for wording in e.wordings
    )

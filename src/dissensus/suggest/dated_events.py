"""What happened when? ``propose`` finds clauses that tell an event and name its date"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dissensus.model.codebook import EVENT
from dissensus.model.document import Document
from dissensus.model.moment import Precision
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.date_expressions import DateExpression
from dissensus.suggest.line import LONGEST_SENTENCE
from dissensus.suggest.reading import Reading, Sentence
from dissensus.suggest.suggester import LEXICAL
from dissensus.suggest.suggester import propose as suggestion

__all__ = ["propose"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAST: Final = _words(
    "was were had did became began came won lost held took fell rose met said made gave got went left led saw found"
    " founded fought broke brought built bought sent spoke stood struck shot sold signed spent swept threw told wrote"
    " grew drew died hit hung heard kept knew paid put quit ran rang set shut sank split cut let killed been withdrew"
    " overthrew arose forgot forbade chose ate drove flew hid laid lay met rode sought sat slept stole taught underwent"
    # German and Persian
    " war waren wurde wurden hatte hatten kam kamen ging gingen fand fanden gab gaben nahm nahmen begann begannen"
    " gewann gewannen verlor verloren traf trafen stand standen starb starben trat traten unterschrieb unterzeichnete"
    " gewesen worden شد شدند کرد کردند بود بودند داد دادند گرفت گرفتند یافت رفت رفتند آمد آمدند کشت زد زدند گشت"
    " درگذشت پیوست برگزار امضا پیروز آغاز رسید رسیدند"
)
_NO_PAST: Final = _words(
    "indeed united speed exceed succeed proceed breed hundred sacred naked wicked need needed feed seed weed agreed"
    " alleged so-called supposed unprecedented limited detailed"
)
_EVENTS: Final = _words(
    "election elections war wars intifada revolution revolutions coup uprising uprisings strike strikes attack attacks"
    " massacre massacres invasion occupation protest protests demonstration demonstrations rally march mobilization"
    " mobilizations assassination murder killing accord accords agreement treaty protocol conference congress summit"
    " referendum vote ceasefire truce crisis famine earthquake flood riot riots rebellion revolt crackdown siege battle"
    " independence partition resignation appointment arrest trial verdict execution signing founding launch opening"
    " attempt merger split nakba genocide pandemic bombing bombings operation offensive blockade boycott campaign meeting visit"
    " wahl wahlen krieg putsch revolution streik angriff abkommen vertrag gipfel demonstration aufstand besetzung"
    " unterzeichnung انتخابات جنگ انقلاب کودتا اعتصاب حمله قیام تظاهرات توافق همه‌پرسی اعتراضات"
)
_FUTURE: Final = _words(
    "will shall won't going wird werden soll sollen خواهد خواهند plans planned scheduled"
)
_SPEECH: Final = _words(
    "said told added wrote called asked announced warned explained declared sagte sagten erklärte گفت"
)
_PERFECT: Final = _words("has have hat haben")
_BEFORE_DATE: Final = re.compile(
    r"(?:^|\s)(?:only |and |or |already |as early as |as late as |at least )?(?:on|in|since|by|until|from|during|of|at|for|after|before|between|early in|late in|am|im"
    r"|seit|bis|ab|vom|in the years?|in the year|the|this|early|late|in early|in late|in mid|در سال|در|از|سال)[\s-]$",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\b(?:in|at|near)\s((?:the\s)?(?:[A-Z][^\W\d_]+(?:[-’'][^\W\d_]+)*)(?:\s(?:of\s|al-)?[A-Z][^\W\d_]+(?:-[^\W\d_]+)*){0,3})"
    r"(?=[^\w\s’'-]|\s?$|\s(?:in|on|at|and|or|by|where|which|who|to|for|of|with|from|since|after|before|as|under|when|that|was|were|between)\s)"
)
_NO_PLACE: Final = re.compile(
    r"(?:the )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Spring|Summer|Autumn|Winter)"
)
_TRIM: Final = re.compile(
    r"^(?:[\s,;:.–—\-*_)\]]|(?:and|but|or|so|while|whereas|although|though|because|since|when|which|who|that|und|aber|denn)\s)+",
    re.IGNORECASE,
)
_IRAN: Final = re.compile(r"\bIran|ایران|Solar Hijri|\bIranian\b")
_LEAST_WORDS: Final = 2
_LONG: Final = 200
_MOST_DATES: Final = 16  # a sentence with more is a list
_MOST_CHARACTERS: Final = 320


def propose(reading: Reading, *, suggester: tuple[str, str] = LEXICAL) -> list[Suggestion]:
    """Return a suggestion for each dated clause that has a past tense or names an event.

    The date keeps its precision; a season counts as its year, a range as its first date, and both say
    so. Dates of the Solar Hijri calendar are named as such and converted. The date of publication, years
    in brackets and what is announced for the future are no events. Cost: O(characters).
    """
    codebook, document = reading.codebook, reading.document
    if not codebook.has_type(EVENT) or not codebook.statement_type(EVENT).has("what", "date"):
        return []
    with_place = codebook.statement_type(EVENT).has("place")
    persian = document.language == "fa" or bool(_IRAN.search(document.text))
    result = []
    for sentence in reading.sentences:
        if len(sentence.text) > LONGEST_SENTENCE:
            continue
        if sentence.text.rstrip('”"’»)').endswith(("?", "؟")):
            continue
        named = reading.dates(sentence, persian=persian)
        if len(named) > _MOST_DATES:
            continue
        for date in named:
            if document.date and date.moment.start >= document.date.stop:
                continue
            others = [other.span for other in named if other is not date]
            found = _event(reading, sentence, date, others)
            if found is None:
                continue
            span, what, why, score = found
            values: dict[str, Value] = {"what": what, "date": date.moment}
            place = _place(document, span)
            if with_place and place:
                values["place"] = place
            result.append(
                suggestion(
                    document,
                    span=span,
                    statement_type=EVENT,
                    values=values,
                    score=score,
                    reasons=(date.reason, why),
                    suggester=suggester,
                    voices=reading.voices(span),
                )
            )
    return _one_for_each_day(result)


def _event(
    reading: Reading, sentence: Sentence, date: DateExpression, others: Sequence[Span]
) -> tuple[Span, str, str, float] | None:
    score = {Precision.YEAR: 0.6, Precision.MONTH: 0.68}.get(date.moment.precision, 0.75)
    score -= 0.0 if date.certain else 0.12
    named = _noun_beside(sentence, date.span)
    if named:
        span, noun = named
        what = _without_date(reading.text, span, date.span)
        if what:
            return span, what, f"{noun!r} beside the date", score
    clause = _clause(reading, sentence, date.span, others)
    if len(clause) > _MOST_CHARACTERS:
        return None
    words = sentence.words_in(clause.start, clause.stop)
    if not _FUTURE.isdisjoint(words):
        return None
    past = next((w for w in words if _is_past(w, reading.document.language)), "")
    noun = next((w for w in words if w in _EVENTS), "")
    if not past and noun and len(clause) < len(sentence.span):
        past = next((w for w in sentence.words if _is_past(w, reading.document.language)), "")
    if not past or (past in _SPEECH and not date.certain):
        return None
    before = sentence.words_in(sentence.span.start, date.span.start)[-1:]
    if before in (("since",), ("seit",)) and not _PERFECT.isdisjoint(words) and not noun:
        return None  # "has directed it since 2015": a state
    what = _without_date(reading.text, clause, date.span)
    if len(what.split()) < _LEAST_WORDS:
        return None
    why = f"the past tense of {past!r}" + (f" and the event {noun!r}" if noun else "")
    return clause, what, why, score + (0.05 if noun else 0.0)


def _is_past(word: str, language: str) -> bool:
    if word in _PAST:
        return True
    if language == "de":
        return (
            len(word) > 5
            and word.endswith(("te", "ten"))
            and not word.endswith(("sten", "aten", "eiten"))
        )
    if language == "fa":
        return False
    return len(word) > 4 and word.endswith("ed") and word not in _NO_PAST


def _noun_beside(sentence: Sentence, date: Span) -> tuple[Span, str] | None:
    """Find "the 2022 mobilizations", "the school strike of 2011", "the February 1979 Revolution"."""
    words, i = sentence.words, sentence.word_at(date.stop)
    base = sentence.span.start
    for k in range(i, min(i + 4, len(words))):
        between = sentence.text[date.stop - base : sentence.starts[k] - base]
        if re.search(r"[^\w\s’'-]", between):
            break
        if words[k] in _EVENTS:
            first = sentence.word_at(date.start)
            before = words[first - 1] if first else ""
            if before not in ("the", "this", "that", "a", "an", "of"):
                break
            start = sentence.starts[first - 1] if before != "of" else date.start
            return Span(start, sentence.stops[k]), words[k]
        if words[k] in ("and", "or", "the", "of", "in", "a", "was", "were", "by", "to", "on", "at"):
            break
    i = sentence.word_at(date.start)
    if (
        i > 1
        and words[i - 1] in ("of", "in", "on")
        and words[i - 2] in _EVENTS
        and date.start > base
    ):
        if words[i - 1] != "of" and any(map(_plain_past, words)):
            return None  # the clause tells more
        start = i - 2
        while start and words[start - 1] not in (
            "and",
            "of",
            "in",
            "on",
            "since",
            "after",
            "before",
            "during",
            "for",
        ):
            if words[start] in ("the", "a", "his", "her", "its", "their") or i - start > 5:
                break
            start -= 1
        if words[i - 1] == "of" and not set(words[i:]) & _PAST:
            return Span(sentence.starts[start], date.stop), words[i - 2]
    return None


def _plain_past(word: str) -> bool:
    return _is_past(word, "en")


def _narrowed(
    reading: Reading, sentence: Sentence, clause: Span, date: Span, others: Sequence[Span]
) -> Span:
    """Cut a long clause, or one with other dates, at its commas: around the date, to a past tense."""
    crowded = any(clause.contains(other) for other in others)
    if len(clause) <= _LONG and not crowded:
        return clause
    text, language = reading.text, reading.document.language
    commas = [
        clause.start + m.start() for m in re.finditer(r",\s", text[clause.start : clause.stop])
    ]
    starts = [clause.start, *(at + 1 for at in commas)]
    stops = [*commas, clause.stop]
    at = max(n for n, start in enumerate(starts) if start <= date.start)
    first = last = at

    def told() -> bool:
        words = sentence.words_in(starts[first], stops[last])
        if not any(_is_past(w, language) or w in _EVENTS for w in words):
            return False
        return len(words) - len(sentence.words_in(date.start, date.stop)) > 3

    while not told() and (first or last + 1 < len(starts)):
        barred = first and any(starts[first - 1] <= o.start < stops[first - 1] for o in others)
        if first and not barred:
            first -= 1
        elif last + 1 < len(starts):
            last += 1
        else:
            break
    return _trimmed(text, Span(starts[first], stops[last]))


def _clause(reading: Reading, sentence: Sentence, date: Span, others: Sequence[Span]) -> Span:
    """Return the clause around the date, with the next one where it holds little but the date."""
    clauses = reading.clauses(sentence)
    at = next((n for n, c in enumerate(clauses) if c.start <= date.start < c.stop), 0)
    first, last = at, at

    def words() -> int:
        inside = sentence.words_in(clauses[first].start, clauses[last].stop)
        dated = sentence.words_in(date.start, date.stop)
        return len(inside) - len(dated)

    if words() < 4 or not any(
        _is_past(w, reading.document.language)
        for w in sentence.words_in(clauses[first].start, clauses[last].stop)
    ):
        if date.start - clauses[at].start < 16 and last + 1 < len(clauses):
            last += 1
        elif first:
            first -= 1
    whole = _trimmed(reading.text, Span(clauses[first].start, clauses[last].stop))
    return _narrowed(reading, sentence, whole, date, others)


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.stop]
    front = _TRIM.match(words)
    start = span.start + (front.end() if front else 0)
    stop = span.start + len(words.rstrip(" ,;:–—-*_\n\t"))
    return Span(start, stop) if start < stop else span


def _without_date(text: str, span: Span, date: Span) -> str:
    """Return the words of the span, less the date where it stands at the beginning or the end."""
    before, after = text[span.start : date.start], text[date.stop : span.stop]
    lead = _BEFORE_DATE.search(before)
    left = before[: lead.start()] if lead else before
    if not left.strip(" ,“\"'*_"):
        what = after
    elif not after.strip(" ,.;:”\"'*_"):
        what = left
    else:
        what = text[span.start : span.stop]
    what = what.strip(' ,;:“”"*_–—-\n')
    front = _TRIM.match(what)
    return " ".join(what[front.end() if front else 0 :].rstrip(".").split())


def _place(document: Document, span: Span) -> str:
    if document.language not in ("", "en"):
        return ""
    for match in _PLACE.finditer(document.text, span.start, span.stop):
        if not _NO_PLACE.match(match[1]):
            return match[1].removeprefix("the ")
    return ""


def _one_for_each_day(found: list[Suggestion]) -> list[Suggestion]:
    """Of suggestions with one span and one date keep the first: "on Tuesday, 8 February"."""
    kept: dict[tuple[Span, str], Suggestion] = {}
    for suggested in found:
        kept.setdefault((suggested.span, str(suggested.values["date"])), suggested)
    return list(kept.values())

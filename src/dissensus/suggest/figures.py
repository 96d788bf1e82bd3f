"""How many, of what, on what condition? ``propose`` finds numbers and what they count"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.model.codebook import FIGURE
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.line import LONGEST_SENTENCE
from dissensus.suggest.numbers import Number, numbers
from dissensus.suggest.reading import Reading, Sentence
from dissensus.suggest.suggester import LEXICAL
from dissensus.suggest.suggester import propose as suggestion

__all__ = ["propose"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PERCENT: Final = re.compile(
    r"[\s-]?(%|٪|percentage\spoints?|percent\b|per\scent\b|pc\b|Prozentpunkte?n?\b|Prozent\b|v\.\sH\.|درصد)"
)
_MEASURES: Final = _words(
    "dollar dollars euro euros pound pounds crown crowns yen yuan ruble rubles rouble roubles shekel shekels rial rials"
    " toman tomans rupee rupees franc francs kilometer kilometers kilometre kilometres km meter meters metre metres mile"
    " miles hectare hectares acre acres ton tons tonne tonnes kilogram kilograms kg liter liters litre litres barrel"
    " barrels seat seats vote votes people persons inhabitants residents deaths casualties troops soldiers members jobs"
    " minutes times points feet degrees megawatts gigawatts watts kronen mark kilometer minuten hektar"
    " sitze stimmen menschen personen einwohner tote tonnen کیلومتر نفر کرون دلار یورو ریال تومان هکتار تن کرسی رای رأی"
)
_DURATIONS: Final = _words(
    "hour hours stunde stunden year years month months week weeks day days decade decades century centuries night nights jahr jahre jahren monat"
    " monate monaten woche wochen tag tage tagen jahrzehnte jahrzehnten سال ماه هفته روز دهه قرن"
)
_NO_COUNT: Final = _words(
    "am pm o'clock a.m p.m uhr bce bc ad ce st nd rd th and or of the to in on at by for from with as is are was were"
    " be been than that which who but if a an it he she they we und oder der die das von zu im in ist war و در به از است"
    " january february march april may june july august september october november december others more"
)
_LISTED: Final = _words(
    "no number nr page pages p pp chapter article section paragraph item figure table volume vol part act resolution"
    " clause line room street route phase version type class grade level group appendix note step top article § kapitel"
    " seite artikel absatz nummer ausgabe since until ماده صفحه شماره فصل aged age alter born"
)
_DETERMINER_LIKE: Final = _words("these those both such same all other another one")
_VAGUE: Final = re.compile(
    r"(?:hundreds|thousands|millions|billions|dozens|tens|scores)\sof\s$", re.IGNORECASE
)
_NOUN_PHRASE: Final = re.compile(r"[\s-]+((?:[^\W\d_][\w’'-]*)(?:\s[^\W\d_][\w’'-]*){0,5})")
_PER: Final = re.compile(r"\s(?:an?|per|each|every|je|pro|در|هر)\s[^\W\d_]+")
_ENDS_NOUN: Final = _NO_COUNT | _words(
    "have has had do does did will would could can may might must should not also still now then only once where when"
    " while because so there here hat haben hatte hatten wird werden wurde wurden sind waren want wants came come went"
    " took take took won lost gave made got said say says march marched voted voted between against under over into"
    " after before during through per each every among across near within without about around out up down off longer"
    " shorter higher lower less ago later earlier instead again away took را که با تا برای است شد کرد می"
)
_STRETCH: Final = r"(?:[^,;:.!?()“”\"]|(?<=\d)[.,](?=\d))*"
_OF: Final = re.compile(rf"\s(?:of|der|des|von|aller|از)\s(?:the\s|all\s)?(?P<words>{_STRETCH})")
_AUXILIARY: Final = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|can|could|did|do|does|may|might|must|should)\s.*"
    r"|\s(?:is|are|was|were|has|have|had|and)$",
    re.DOTALL,
)
_APPROXIMATE: Final = re.compile(
    r"(?:^|\s)(?:at|by|to|of|in|only|about|some|over|nearly|almost|around|roughly|more than|less than|fewer than|up to"
    r"|at least|as many as|the|its|all|and|um|auf|rund|etwa|der|die|das|mehr als)$",
    re.IGNORECASE,
)
_MULTIPLE: Final = _words("the as more higher larger greater bigger less that its his their what")
_CONDITION: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s(,;:—–“\"]))(?P<words>(?:only\sif|even\sif|if|provided\s(?:that\s)?|unless|assuming\s(?:that\s)?|in\scase|as\slong\sas|when\s(?:told|asked)|on\scondition\sthat|among|of\sthose\swho"
    rf"|wenn|falls|sofern|unter\sder\sBedingung|اگر|به\sشرط)\b{_STRETCH})",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(r"\s?(in\s(?:the\s)?[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,2})\b")
_WORD_CHARACTERS: Final = " \t,;:–—-“”\"'()*_\n"
_SMALL: Final = 10  # "three towns" is rarely worth coding, "three kilometers" may be
_LEAST_BARE: Final = 100  # "we counted 57,400": a number without a noun
_AND: Final = (", and ", " [", " (")
_SHARE_UNITS: Final = _words("% ٪ percent pc prozent درصد")
_MOST_NUMBERS: Final = 40  # a sentence with more is a table
_MOST_WHAT: Final = 140


@dataclass(frozen=True, slots=True)
class _Near:
    """The numbers before and after one in its sentence."""

    before: Number | None
    after: Number | None


@dataclass(frozen=True, slots=True)
class _Counted:
    unit: str
    what: str
    stop: int
    score: float
    why: str


def propose(reading: Reading, *, suggester: tuple[str, str] = LEXICAL) -> list[Suggestion]:
    """Return a suggestion for each number that counts or measures something.

    ``unit`` is the sign or noun that follows ("%", "seats", "crowns a year"), ``what`` the words of the text that
    tell what is counted, ``condition`` the "if", "among" or "in <place>" that limits it. The two ends of
    "between 300 and 400" are two figures. Dates, years, ages, durations, ordinals, references ("Article
    3", "[1]") and vague amounts ("hundreds of thousands") are none. Cost: O(characters).
    """
    codebook, document = reading.codebook, reading.document
    if not codebook.has_type(FIGURE) or not codebook.statement_type(FIGURE).has("what", "value"):
        return []
    type_ = codebook.statement_type(FIGURE)
    language = document.language or "en"
    result: list[Suggestion] = []
    for sentence in reading.sentences:
        if len(sentence.text) > LONGEST_SENTENCE:
            continue
        found = numbers(
            sentence.text, language=language, start=sentence.span.start, words=sentence.words
        )
        if not found or len(found) > _MOST_NUMBERS:
            continue
        dated = [d.span for d in reading.dates(sentence, persian=language == "fa")]
        for place, number in enumerate(found):
            if any(number.span.overlaps(span) for span in dated):
                continue
            near = _Near(
                found[place - 1] if place else None,
                found[place + 1] if place + 1 < len(found) else None,
            )
            counted = _counted(reading, sentence, number, near)
            if counted is None:
                continue
            conditions = _conditions(reading, sentence, number.span, counted)
            span = _span(reading, sentence, number.span, counted, conditions)
            values: dict[str, Value] = {"what": counted.what, "value": number.value}
            if type_.has("unit"):
                values["unit"] = counted.unit
            if conditions and type_.has("condition"):
                values["condition"] = "; ".join(s.of(reading.text) for s in conditions)
            words = reading.text[number.span.start : number.span.stop]
            result.append(
                suggestion(
                    document,
                    span=span,
                    statement_type=FIGURE,
                    values=values,
                    score=counted.score,
                    reasons=(f"{words!r} {counted.why}",),
                    suggester=suggester,
                    voices=reading.voices(span),
                )
            )
    return result


def _counted(reading: Reading, sentence: Sentence, number: Number, near: _Near) -> _Counted | None:
    text, stop = reading.text, number.span.stop
    limit = near.after.span.start if near.after else sentence.span.stop
    before = sentence.words_in(sentence.span.start, number.span.start)
    lead = text[max(sentence.span.start, number.span.start - 14) : number.span.start]
    if (before and before[-1] in _LISTED) or _VAGUE.search(lead) or lead.endswith("["):
        return None
    if near.before and text[near.before.span.stop : number.span.start].strip() == "of":
        return None  # "79 of 84 farms": the whole of which 79 is a part

    def what(after: int) -> str:
        return _of_phrase(text, after, limit) or _rest(reading, sentence, number.span, after)

    percent = _PERCENT.match(text, stop, sentence.span.stop)
    if percent or number.unit == "%":
        after = percent.end() if percent else stop
        return _Counted(percent[1] if percent else "%", what(after), after, 0.8, "is a share")
    if number.unit:
        return _Counted(number.unit, what(stop), stop, 0.75, f"is an amount of {number.unit}")
    nouns = _nouns(text, stop, limit, language=reading.document.language)
    if not nouns:
        return _elliptic(reading, sentence, number, near) or _bare(reading, sentence, number)
    unit = nouns[0] if nouns[0].casefold() in _MEASURES else nouns[-1]
    folded = unit.casefold()
    if folded in _DURATIONS:
        return None
    measured = folded in _MEASURES
    if not measured and _trivial(number, text):
        return None
    after = text.index(unit, stop) + len(unit)
    if folded == "times" and _next_word(text, after) not in _MULTIPLE:
        return None  # "asked four times": how often, not how much
    per = _PER.match(text, after, limit)
    if per:
        unit, after = f"{unit}{per[0]}", per.end()
    told = _of_phrase(text, after, limit)
    if not told and len(nouns) > 1 and not measured:
        told = " ".join(nouns)
    told = told or _rest(reading, sentence, number.span, after)
    return _Counted(unit, told, after, 0.75 if measured else 0.6, f"counts {unit!r}")


def _trivial(number: Number, text: str) -> bool:
    """Say whether a number with a plain noun is more likely a manner of speech or a year."""
    if number.spelled and number.value <= _SMALL:
        return True
    return _year_like(number, text)


def _year_like(number: Number, text: str) -> bool:
    written = text[number.span.start : number.span.stop]
    return len(written) == 4 and written.isdigit() and 1000 <= number.value <= 2100


def _next_word(text: str, after: int) -> str:
    return text[after : after + 16].strip().partition(" ")[0].casefold()


def _elliptic(reading: Reading, sentence: Sentence, number: Number, near: _Near) -> _Counted | None:
    """Read the bare end of a range: "300" in "300 to 400 people", "55" in "from 110 minutes to 55"."""
    text, following, previous = reading.text, near.after, near.before
    if following is not None:
        between = text[number.span.stop : following.span.start].strip()
        if between in ("and", "to", "or", "of", "–", "-", "und", "bis", "von", "تا", "و"):
            counted = _counted(reading, sentence, following, _Near(None, None))
            if counted:
                why = f"and the next number count {counted.unit!r}"
                return _Counted(counted.unit, counted.what, counted.stop, counted.score - 0.05, why)
    if previous is not None:
        between = text[previous.span.stop : number.span.start]
        lead = text[: previous.span.start].rstrip()[-4:]
        moved = re.fullmatch(r"\s([^\W\d_]+)\sto\s", between)
        if moved and lead == "from":
            told = _rest(reading, sentence, previous.span, number.span.stop)
            return _Counted(
                moved[1], told, number.span.stop, 0.65, f"is where a range of {moved[1]!r} ends"
            )
    return None


def _bare(reading: Reading, sentence: Sentence, number: Number) -> _Counted | None:
    """Read a large number without a noun of its own: "we counted 57,400", "four thousand of them"."""
    if number.value < _LEAST_BARE or _year_like(number, reading.text):
        return None
    told = _rest(reading, sentence, number.span, number.span.stop)
    if len(told.split()) < 2:
        return None
    return _Counted("", told, number.span.stop, 0.45, "counts something named elsewhere")


def _nouns(text: str, stop: int, limit: int, *, language: str) -> list[str]:
    """Return the words after a number up to the end of the noun phrase; [] if none follows."""
    match = _NOUN_PHRASE.match(text, stop, limit)
    if not match:
        return []
    nouns: list[str] = []
    for word in match[1].split():
        folded = word.casefold()
        if folded in _ENDS_NOUN or (nouns and folded.endswith(("ed", "ly"))):
            break
        nouns.append(word)
        known = folded in _MEASURES or folded in _DURATIONS
        plural = folded.endswith("s") and len(folded) > 3
        plural = plural and not folded.endswith(("ss", "ous", "us", "’s", "'s"))
        german = language == "de" and word[0].isupper()
        if known or plural or german or language == "fa" or len(nouns) == 3:
            break
    if nouns and nouns[0].casefold() in _DETERMINER_LIKE:
        return []
    return nouns


def _of_phrase(text: str, after: int, limit: int) -> str:
    """Return "land" of "hectares of land"; empty if no "of" follows, or only "of them"."""
    match = _OF.match(text, after, limit)
    if not match or match["words"].strip() in ("them", "it", "which", "whom"):
        return ""
    return _short(_AUXILIARY.sub("", match["words"].rstrip()))


def _rest(reading: Reading, sentence: Sentence, number: Span, after: int) -> str:
    """Return what the clause says before the number, or else after it."""
    clause, text = _clause(reading, sentence, number), reading.text
    before = re.split(r"[,;:(]\s", text[clause.start : number.start])[-1].strip(_WORD_CHARACTERS)
    for _ in range(4):
        shorter = _APPROXIMATE.sub("", before).rstrip()
        if shorter == before:
            break
        before = shorter
    behind = re.split(
        r"[,;:!?()“”\"](?!\d)|\.\s", text[after : max(after, clause.stop)].strip(_WORD_CHARACTERS)
    )[0]
    if len(before.split()) > 1 or not behind.strip(". "):
        return _short(before)
    return _short(behind)


def _short(words: str) -> str:
    words = " ".join(words.split()).rstrip(".").strip(_WORD_CHARACTERS)
    return words if len(words) <= _MOST_WHAT else words[:_MOST_WHAT].rsplit(" ", 1)[0]


def _clause(reading: Reading, sentence: Sentence, number: Span) -> Span:
    clauses: Sequence[Span] = reading.clauses(sentence)
    return next((c for c in clauses if c.start <= number.start < c.stop), sentence.span)


def _conditions(
    reading: Reading, sentence: Sentence, number: Span, counted: _Counted
) -> list[Span]:
    """Return what limits a figure: "in Gaza" beside it, "among them", and the "if" that governs it.

    The "if" of the sentence before governs a sentence that goes on with "would".
    """
    text, found = reading.text, []
    where = _WHERE.match(text, counted.stop, sentence.span.stop)
    if where and counted.unit.casefold() in _SHARE_UNITS:
        found.append(Span(where.start(1), where.end(1)))
    clause = _clause(reading, sentence, number)
    conditional = among = None
    for span in _conditional(sentence):
        if span.contains(number):
            continue  # the number belongs to the condition
        if span.start > number.start and span.start > clause.stop + 2:
            break
        if span.stop < number.start and text.startswith(_AND, span.stop):
            comma = text.rfind(",", span.stop + 1, number.start)
            if comma > 0:  # "if A were held, and only B were named, 46% would ..."
                span = Span(span.start, comma)
        if text[span.start : span.start + 2].casefold() in ("am", "of"):
            among = span
        elif conditional is None or span.start < number.start:
            conditional = span
        if span.start > number.start:
            break
    if conditional is None and sentence.index and "would" in sentence.words:
        before = reading.sentences[sentence.index - 1]
        if before.paragraph == sentence.paragraph:
            conditional = next(iter(_conditional(before)), None)
    return [s for s in (conditional, among, *found) if s]


def _conditional(sentence: Sentence) -> list[Span]:
    base, text = sentence.span.start, sentence.text
    return [
        Span(base + m.start("words"), base + len(text[: m.end("words")].rstrip()))
        for m in _CONDITION.finditer(text)
    ]


def _span(
    reading: Reading,
    sentence: Sentence,
    number: Span,
    counted: _Counted,
    conditions: Sequence[Span],
) -> Span:
    """Return the clause around the figure, up to the next figure, with its condition where near."""
    text, clause = reading.text, _clause(reading, sentence, number)
    start, stop = clause.start, clause.stop
    if stop - start > _MOST_WHAT:
        comma = max(text.rfind(mark, start, number.start) for mark in (", ", "; ", " ("))
        start = comma + 2 if comma > start else start
        ends = [
            e for e in (text.find(mark, counted.stop, stop) for mark in (", ", "; ", ")")) if e > 0
        ]
        stop = min(ends, default=stop)
    start, stop = min(start, number.start), max(stop, counted.stop)
    words = text[start:stop]
    start += len(words) - len(words.lstrip(_WORD_CHARACTERS))
    stop = start + len(words.strip(_WORD_CHARACTERS))
    span = Span(min(start, number.start), max(stop, counted.stop))
    for condition in conditions:
        if condition.start < span.stop + 3 and span.start < condition.stop + 3:
            span = span.cover(condition)
    return span

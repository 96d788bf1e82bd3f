"""Which language is a text in? ``detect``, ``Detected``

Running text of the commonest languages here gives itself away by its function words, at no cost. For
the rest there is ``py3langid``, whose model takes over a second to load (once, when first needed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from dissensus.text.tokens import straighten

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["Detected", "detect"]

_SAMPLE: Final = 4_000  # characters: more changes nothing
_LETTERS: Final = 20  # fewer say nothing: "Tax" would be Kabyle
_BEGINNING: Final = 100  # characters, mostly enough to see that there are so many
_CONFIDENCE: Final = 0.5

# Words that make up 20 % and more of running text in one language and are rare in its neighbors'.
_FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in (
        ("en", "the of and to that is was for with as it by are from this have not be"),
        ("de", "der die und das den dem von zu mit ist nicht ein eine auf für sich des auch"),
        ("fa", "و در به از که این را با است برای آن یک خود تا بر شد"),
    )
}
_WORDS: Final = 40
_SHARE, _DISTINCT, _LEAD = 0.2, 6, 4

# The model also knows spoken Arabics, Sinitic and other languages without a two-letter name.
_TWO_LETTERS: Final = {
    "ary": "ar", "arz": "ar", "grc": "el", "gug": "gn", "hbo": "he", "kik": "ki", "sdh": "ku",
    "uzs": "uz", "wuu": "zh", "yue": "zh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (ISO 639-1, or empty: can't tell) and a confidence from 0 to 1."""

    language: str
    confidence: float


def detect(text: str) -> Detected:
    """Return the language of ``text``; empty for fewer than 20 letters and for doubtful cases.

    The confidence is the model's probability, or 1 where function words decide (at least 40 words, a
    fifth of them function words of one language, four times as many as of any other). O(1): at most
    4,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    few = sum(map(str.isalpha, sample[:_BEGINNING])) < _LETTERS
    if few and sum(map(str.isalpha, sample)) < _LETTERS:
        return Detected("", 0.0)
    if language := _by_function_words(sample):
        return Detected(language, 1.0)
    found, confidence = _identifier().classify(sample)
    language = _TWO_LETTERS.get(found, found)
    if len(language) != 2 or confidence < _CONFIDENCE:
        return Detected("", float(confidence))
    return Detected(language, float(confidence))


def _by_function_words(sample: str) -> str:
    words = Counter(straighten(sample).lower().split())
    if words.total() < _WORDS:
        return ""
    shares = []
    for language, known in _FUNCTION_WORDS.items():
        distinct = known & words.keys()
        share = sum(words[word] for word in distinct) / words.total()
        shares.append((share, len(distinct), language))
    (share, distinct_words, language), (second, *_) = sorted(shares, reverse=True)[:2]
    decides = share >= _SHARE and distinct_words >= _DISTINCT and share >= _LEAD * second
    return language if decides else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

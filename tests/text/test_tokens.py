from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.text.tokens import fold, is_word_character, straighten, tokens
from tests.strategies import canonical_texts


def words(text: str) -> list[str]:
    return [span.of(text) for span in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't say anti-war, x_y!", ["Don't", "say", "anti", "war", "x", "y"]),
        ("the party’s 2nd 'plan'", ["the", "party’s", "2nd", "plan"]),
        ("او می\u200cرود.", ["او", "می\u200cرود"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("😀 naïve 😀", ["naïve"]),
        ("", []),
    ],
)
def test_words_are_letters_digits_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(canonical_texts)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    inside = {at for span in tokens(text) for at in range(span.start, span.stop)}
    assert inside >= {at for at, character in enumerate(text) if character.isalnum()}


@given(canonical_texts)
def test_words_are_in_order_and_apart(text: str) -> None:
    spans = tokens(text)
    assert all(a.stop <= b.start for a, b in pairwise(spans))


@given(st.text())
def test_straightening_keeps_every_offset(text: str) -> None:
    assert len(straighten(text)) == len(text)


def test_typographic_variants_are_straightened() -> None:
    assert straighten("the party’s “plan”\u00a0– 2019‑20") == 'the party\'s "plan" - 2019-20'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉCOLE", "école"),
        ("Ḥabīb", "habib"),
        ("Straße", "STRASSE"),
        ("كتاب", "کتاب"),
        ("على", "علی"),
        ("می\u200cرود", "می رود"),
        ("مُحَمَّد", "محمد"),
        ("O’Brien", "o'brien"),
        ("ΣΑΣ", "σας"),
    ],
)
def test_spellings_that_differ_in_case_marks_or_typography_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("US", "USA"), ("war", "was"), ("کتاب", "کباب")])
def test_other_words_fold_differently(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.characters(categories=["L", "Nd", "M"]))
def test_letters_digits_and_marks_are_word_characters(character: str) -> None:
    assert is_word_character(character)


@given(st.characters(categories=["P", "Z", "Cc", "Cf"]))
def test_punctuation_and_spaces_are_not(character: str) -> None:
    assert unicodedata.category(character)[0] in "PZC"
    assert not is_word_character(character)

"""DNA's offsets mean the same characters here, and go back to where they were."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dissensus.exchange.dna.offsets import Passage
from tests.strategies import raw_texts


def _here(raw: str, start: int, stop: int) -> str:
    passage = Passage(raw)
    first, last, _ = passage.here(np.array([start]), np.array([stop]))
    return passage.text[first[0] : last[0]]


def test_an_emoji_before_a_statement_does_not_shift_it() -> None:
    assert _here("\U0001f6b2 lanes are good", 3, 8) == "lanes"


def test_half_an_emoji_takes_in_all_of_it() -> None:
    assert _here("a\U0001f6b2b", 2, 4) == "\U0001f6b2b"
    assert _here("a\U0001f6b2b", 0, 2) == "a\U0001f6b2"


def test_a_line_end_of_two_characters_is_one() -> None:
    assert _here("ab\r\ncd", 0, 3) == "ab\n"
    assert _here("ab\r\ncd", 3, 5) == "\nc"
    assert _here("ab\r\ncd", 4, 6) == "cd"


def test_a_letter_and_its_mark_are_one() -> None:
    assert _here("cafe\u0301 noir", 0, 4) == "caf\u00e9"
    assert _here("cafe\u0301 noir", 4, 6) == "\u00e9 "
    assert _here("cafe\u0301 noir", 6, 10) == "noir"


def test_dropped_characters_belong_to_no_word() -> None:
    assert _here("\ufeffab\x00cd", 1, 3) == "ab"
    assert _here("\ufeffab\x00cd", 3, 6) == "cd"
    assert _here("\ufeffab\x00cd", 3, 4) == "c"


@given(raw_texts, st.data())
def test_every_span_stands_inside_the_text_and_a_whole_one_comes_back(
    raw: str, data: st.DataObject
) -> None:
    raw = raw.encode("utf-8", "replace").decode()  # a file can't hold half a pair
    passage = Passage(raw)
    if not passage.text:
        return
    start = data.draw(st.integers(0, passage.units - 1))
    stop = data.draw(st.integers(start + 1, passage.units))
    first, last, grown = passage.here(np.array([start]), np.array([stop]))
    assert 0 <= first[0] < last[0] <= len(passage.text)
    back = passage.there(first, last)
    assert 0 <= back[0][0] < back[1][0] <= passage.units
    if passage.text == raw and not grown[0]:
        assert (back[0][0], back[1][0]) == (start, stop)
    again = passage.here(*back)
    assert again[0][0] <= first[0]
    assert again[1][0] >= last[0]

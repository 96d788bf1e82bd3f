from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dissensus.ingest.locate import Locator


def test_words_are_found_in_order() -> None:
    locator = Locator("harbor <b>harbor</b> harbor")
    assert [next(locator.pieces("harbor"))[1] for _ in range(3)] == [0, 10, 21]


def test_an_entity_is_as_long_as_it_was_written() -> None:
    assert list(Locator("a &amp; b").pieces("a & b")) == [
        ("a ", 0, None),
        ("&", 2, 5),
        (" b", 7, None),
    ]


def test_white_space_is_joined() -> None:
    assert list(Locator("a\n   b").pieces("a b")) == [("a", 0, None), (" ", 1, 4), ("b", 5, None)]


def test_words_that_are_not_there_have_no_offset() -> None:
    locator = Locator("a b c")
    assert list(locator.pieces("x  y")) == [("x y", None, None)]
    assert list(locator.pieces("c")) == [("c", 4, None)]


def test_nothing_before_the_start_is_found() -> None:
    assert next(Locator("harbor a&amp;b harbor", start=3).pieces("harbor"))[1] == 15


@given(st.text("ab \n\xa0", max_size=30), st.data())
def test_every_stretch_of_a_source_is_found_where_its_words_first_stand(
    raw: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(raw)))
    stop = data.draw(st.integers(start, len(raw)))
    words = raw[start:stop].strip()
    if not words:
        return
    pieces = list(Locator(raw).pieces(words))
    joined = "".join(words for words, _, _ in pieces)
    assert joined == " ".join(words.split())
    for text, at, length in pieces:
        assert at is not None
        assert " ".join(raw[at : at + (length or len(text))].split()) == text.strip()

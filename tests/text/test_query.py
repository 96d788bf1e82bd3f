"""Facts about what somebody looks for, and where a text says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.span import Span
from dissensus.text.query import Part, Query, Term, window
from tests.strategies import canonical_texts


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("toll bridge", [Term(("toll",), False), Term(("bridge",), False)]),
        ('"town council"', [Term(("town", "council"), False)]),
        ('"town coun"*', [Term(("town", "coun"), True)]),
        ("brid*", [Term(("brid",), True)]),
        ("anti-war", [Term(("anti", "war"), False)]),
        ('"never closed', [Term(("never", "closed"), False)]),
        ("- * \" '", []),
        ("NOT a OR (b", [Term((w,), False) for w in ("NOT", "a", "OR", "b")]),
    ],
)
def test_words_phrases_and_beginnings_are_read(typed: str, terms: list[Term]) -> None:
    assert Query.parse(typed).terms == tuple(terms)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("brucke", "Über die Brücke.", ["Brücke"]),
        ("BRÜCKE", "die brücke", ["brücke"]),
        ("bridge", "bridges, a bridge", ["bridge"]),
        ("brid*", "bridges, a bridge", ["bridges", "bridge"]),
        ('"town council"', "The town – council", ["town – council"]),
        ("war", "warm anti-war", ["war"]),
        ("a_b", "a b", ["a b"]),
        ("شهر", "پل شهر", ["شهر"]),
        ("toll", "👍 toll", ["toll"]),
    ],
)
def test_the_text_is_marked_where_it_says_it(typed: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in Query.parse(typed).spans(text)] == found


def test_parts_make_up_the_text() -> None:
    assert Query.parse("toll").parts("No toll, ever.") == [
        Part("No ", False),
        Part("toll", True),
        Part(", ever.", False),
    ]


@given(text=canonical_texts, typed=st.text(max_size=12))
def test_parts_always_make_up_the_text(text: str, typed: str) -> None:
    assert "".join(part.text for part in Query.parse(typed).parts(text)) == text


@pytest.mark.parametrize("before", [0, 49_998, 49_999, 50_000, 99_997])
def test_a_match_across_the_pieces_of_a_long_text_is_found_once(before: int) -> None:
    text = "x" * before + " toll bridge " + "y" * 60_000
    assert list(Query.parse('"toll bridge"').spans(text)) == [Span(before + 1, before + 12)]


def test_a_word_that_goes_on_over_a_piece_is_not_its_end() -> None:
    text = "x" * 49_998 + "atoll"
    assert list(Query.parse("toll").spans(text)) == []
    assert list(Query.parse("ll").spans(text)) == []


def test_a_window_is_cut_between_words() -> None:
    text = "one two three four five six"
    assert text[slice(*window(text, Span(8, 13), 5))] == "two three four"
    assert window(text, Span(0, 3), 100) == (0, len(text))

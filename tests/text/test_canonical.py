from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.errors import SpanError
from dissensus.model.span import OffsetMap, Span
from dissensus.text.canonical import Piece, canonicalize, compose
from tests.strategies import canonical_texts, raw_texts


def expected(raw: str) -> str:
    """The definition, step by step, with no thought of speed or offsets."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", raw)
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", re.sub("[\x00\ufeff]", "", text))


def sources(raw: str) -> list[int]:
    made = canonicalize(raw)
    return [made.origin.source(offset) for offset in range(len(made.text) + 1)]


@given(raw_texts)
def test_the_canonical_text_is_what_the_definition_says(raw: str) -> None:
    assert canonicalize(raw).text == expected(raw)


@given(canonical_texts)
def test_a_canonical_text_is_left_alone(text: str) -> None:
    made = canonicalize(text)
    assert (made.text, made.origin) == (text, OffsetMap())


@given(raw_texts)
def test_the_map_never_runs_backwards_and_ends_where_the_raw_text_ends(raw: str) -> None:
    found = sources(raw)
    assert found == sorted(found)
    assert found[-1] == len(raw)


@given(raw_texts)
def test_every_character_comes_from_what_stands_at_its_source(raw: str) -> None:
    made = canonicalize(raw)
    for offset in range(len(made.text)):
        start = made.origin.source(offset)
        last = offset
        while last + 1 < len(made.text) and made.origin.source(last + 1) == start:
            last += 1  # characters of one composition share their source
        first = offset
        while first and made.origin.source(first - 1) == start:
            first -= 1
        assert made.text[first : last + 1] == expected(raw[start : made.origin.source(last + 1)])


def test_windows_line_ends_become_one_line_feed() -> None:
    assert canonicalize("a\r\nb\rc\n\r\nd").text == "a\nb\nc\n\nd"


def test_a_line_feed_made_of_two_characters_leads_to_the_first() -> None:
    assert sources("a\r\nb") == [0, 1, 3, 4]


def test_a_composed_letter_leads_to_its_base_and_the_next_one_past_its_accent() -> None:
    assert sources("xe\u0301y") == [0, 1, 3, 4]


def test_the_source_of_a_composed_letter_covers_its_accent() -> None:
    made = canonicalize("xe\u0301")
    assert made.origin.source_span(Span(1, 2)) == Span(1, 3)


def test_characters_made_of_one_lead_to_it() -> None:
    assert canonicalize("x\u0958y").text == "x\u0915\u093cy"
    assert sources("x\u0958y") == [0, 1, 1, 2, 3]


def test_marks_in_the_wrong_order_lead_to_their_letter() -> None:
    assert canonicalize("q\u0307\u0323.").text == "q\u0323\u0307."
    assert sources("q\u0307\u0323.") == [0, 0, 0, 3, 4]


def test_a_byte_order_mark_is_dropped_and_shifts_what_follows() -> None:
    assert sources("\ufeffab") == [1, 2, 3]


def test_a_dropped_character_does_not_keep_a_letter_from_its_accent() -> None:
    assert canonicalize("e\x00\u0301").text == "é"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert canonicalize("a\ud800b").text == "a\ufffdb"


def test_composing_an_untouched_source_keeps_its_offsets() -> None:
    made = compose([Piece("Title", 2), Piece("\n\n"), Piece("Words.", 10)])
    assert made.text == "Title\n\nWords."
    assert made.spans == (Span(0, 5), Span(5, 7), Span(7, 13))
    assert [made.origin.source(o) for o in (0, 4, 5, 6, 7, 12, 13)] == [2, 6, 7, 7, 10, 15, 16]


def test_a_piece_that_stands_for_more_leads_to_its_start() -> None:
    made = compose([Piece("A ", 0), Piece("&", 2, length=5), Piece(" B", 7)])
    assert [made.origin.source(o) for o in range(6)] == [0, 1, 2, 7, 8, 9]


def test_an_accent_at_the_start_of_a_piece_joins_the_piece_before() -> None:
    made = compose([Piece("cafe", 0), Piece("\u0301 bar", 10)])
    assert made.text == "café bar"
    assert made.spans == (Span(0, 4), Span(4, 8))
    assert made.origin.source(4) == 11


def test_a_piece_of_which_nothing_is_left_has_no_span() -> None:
    assert compose([Piece("a", 0), Piece("\ufeff", 1), Piece("b", 2)]).spans[1] is None


def test_no_pieces_make_an_empty_text() -> None:
    assert compose([]).text == ""


def test_pieces_out_of_order_are_refused() -> None:
    with pytest.raises(SpanError, match="before 9, where the last one ends"):
        compose([Piece("late", 5), Piece("early", 0)])


@given(st.lists(raw_texts, max_size=5))
def test_the_spans_of_the_pieces_tile_the_text(parts: list[str]) -> None:
    made = compose([Piece(part) for part in parts])
    assert made.text == expected_of_pieces(parts)
    ends = [0] + [span.stop for span in made.spans if span]
    starts = [span.start for span in made.spans if span]
    assert starts == ends[:-1]
    assert ends[-1] == len(made.text)


def expected_of_pieces(parts: list[str]) -> str:
    return expected("".join(parts))


@given(st.lists(raw_texts, max_size=5))
def test_pieces_of_one_source_make_its_canonical_text(parts: list[str]) -> None:
    pieces, at = [], 0
    for part in parts:
        pieces.append(Piece(part, at))
        at += len(part)
    made, whole = compose(pieces), canonicalize("".join(parts))
    assert made.text == whole.text
    everywhere = range(len(whole.text) + 1)
    assert [made.origin.source(o) for o in everywhere] == [
        whole.origin.source(o) for o in everywhere
    ]


def test_a_large_text_of_windows_lines_loses_one_character_a_line() -> None:
    raw = "Lines of some sixty characters, as old programs write them.\r\n" * 30_000
    assert len(canonicalize(raw).text) == len(raw) - 30_000

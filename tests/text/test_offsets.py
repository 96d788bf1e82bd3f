from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from dissensus.errors import SpanError
from dissensus.model.span import Span
from dissensus.text.offsets import Offsets, from_utf8, from_utf16, to_utf8, to_utf16
from tests.strategies import canonical_texts, texts_with_spans

SAMPLE = "né 😀 می"  # n, é (2 bytes), space, 😀 (4 bytes, 2 units), space, م (2 bytes), ی (2 bytes)


def table(text: str, encoding: str, unit: int) -> list[int]:
    return [len(text[:at].encode(encoding)) // unit for at in range(len(text) + 1)]


def check_back(back: Callable[[int], int], starts: list[int]) -> None:
    for offset in range(-1, starts[-1] + 2):
        if offset in starts:
            assert back(offset) == starts.index(offset)
        else:
            with pytest.raises(SpanError):
                back(offset)


@given(canonical_texts)
def test_utf16_offsets_are_those_of_the_encoder(text: str) -> None:
    starts, index = table(text, "utf-16-le", 2), Offsets(text)
    assert [index.to_utf16(at) for at in range(len(text) + 1)] == starts
    assert [to_utf16(text, at) for at in range(len(text) + 1)] == starts


@given(canonical_texts)
def test_utf8_offsets_are_those_of_the_encoder(text: str) -> None:
    starts, index = table(text, "utf-8", 1), Offsets(text)
    assert [index.to_utf8(at) for at in range(len(text) + 1)] == starts
    assert [to_utf8(text, at) for at in range(len(text) + 1)] == starts


@given(canonical_texts)
def test_utf16_offsets_lead_back_or_are_refused(text: str) -> None:
    check_back(Offsets(text).from_utf16, table(text, "utf-16-le", 2))
    check_back(lambda offset: from_utf16(text, offset), table(text, "utf-16-le", 2))


@given(canonical_texts)
def test_utf8_offsets_lead_back_or_are_refused(text: str) -> None:
    check_back(Offsets(text).from_utf8, table(text, "utf-8", 1))
    check_back(lambda offset: from_utf8(text, offset), table(text, "utf-8", 1))


@given(texts_with_spans())
def test_spans_go_there_and_back(text_and_spans: tuple[str, list[Span]]) -> None:
    text, spans = text_and_spans
    index = Offsets(text)
    for span in spans:
        assert index.span_from_utf16(*index.span_to_utf16(span)) == span
        assert index.span_from_utf8(*index.span_to_utf8(span)) == span


def test_a_character_beyond_the_basic_plane_counts_two_units() -> None:
    assert [Offsets(SAMPLE).to_utf16(at) for at in range(8)] == [0, 1, 2, 3, 5, 6, 7, 8]


def test_letters_count_their_bytes() -> None:
    assert [Offsets(SAMPLE).to_utf8(at) for at in range(8)] == [0, 1, 3, 4, 8, 9, 11, 13]


def test_the_middle_of_a_surrogate_pair_is_no_offset() -> None:
    with pytest.raises(SpanError, match="4 in UTF-16 units falls inside a surrogate pair"):
        Offsets(SAMPLE).from_utf16(4)


def test_the_middle_of_a_letter_is_no_offset() -> None:
    with pytest.raises(SpanError, match="2 in UTF-8 bytes falls inside a character"):
        Offsets(SAMPLE).from_utf8(2)


@pytest.mark.parametrize("offset", [-1, 8])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    for convert in (Offsets(SAMPLE).to_utf16, Offsets(SAMPLE).to_utf8):
        with pytest.raises(SpanError, match="outside the text, which has 7 code points"):
            convert(offset)

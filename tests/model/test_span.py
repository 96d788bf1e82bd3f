"""Facts about spans and offset maps."""

from __future__ import annotations

import pytest

from dissensus.errors import SpanError
from dissensus.model.span import OffsetMap, Span


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_is_never_empty_or_negative(start: int, stop: int) -> None:
    with pytest.raises(SpanError, match="not a span"):
        Span(start, stop)


def test_a_span_counts_code_points() -> None:
    assert Span(1, 3).of("a👍é b") == "👍é"


def test_a_span_beyond_its_text_is_told() -> None:
    with pytest.raises(SpanError, match="ends after the text"):
        Span(0, 9).of("short")


def test_neighbors_share_no_character() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))


def test_a_cover_holds_both() -> None:
    cover = Span(0, 2).cover(Span(5, 6))
    assert cover == Span(0, 6)
    assert cover.contains(Span(5, 6))


def test_an_offset_map_leads_back_over_what_was_dropped() -> None:
    # "ab\r\ncd" was read as "ab\ncd"
    back = OffsetMap((0, 3), (0, 4))
    assert [back.source(o) for o in range(5)] == [0, 1, 2, 4, 5]
    assert back.source_span(Span(3, 5)) == Span(4, 6)


def test_an_offset_map_begins_at_zero() -> None:
    with pytest.raises(SpanError, match="first at 0"):
        OffsetMap((1,), (0,))

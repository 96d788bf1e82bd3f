"""Which texts break things? Hypothesis strategies used by several test packages."""

from __future__ import annotations

from hypothesis import strategies as st

from dissensus.model.span import Span
from dissensus.text.canonical import canonicalize

__all__ = ["canonical_texts", "raw_texts", "spans_of", "texts_with_spans"]

# Pieces on which offsets, normalization and matching have gone wrong somewhere before.
_PIECES = (
    "a", "I", "word", "The minister", "1", " ", "  ", ".", "? ", "\n", "\n\n",
    "\r", "\r\n", "\x85", "\u2028", "\u2029",  # line ends
    "\x00", "\ufeff", "\ud800", "\udfff",  # what no text should hold
    "e\u0301", "\u00e9", "\u0301", "o\u0323\u0302", "o\u0302\u0323", "\u1ed9",  # marks, in any order
    "\u212b", "\u0958", "\ufb1d", "\u0344", "\u1112\u1161\u11ab", "\ud55c", "\u0bc6\u0bbe", "\u0f73",
    "😀", "👩\u200d🔬", "𝄞", "𐐷", "\U0001d15e",  # beyond the basic plane
    "سلام", "می\u200cرود", "كتاب", "کتاب", "مُحَمَّد", "שָׁלוֹם", "\u200f", "\u202b",  # right to left
    "हिन्दी", "伊朗", "’s", "“", "”", "…", "ß", "İ", "Σας", "\u00a0", "\u00ad",
)  # fmt: skip

raw_texts = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=())), max_size=24
).map("".join)
"""Texts as they may be read: astral characters, combining marks, all line ends, right to left, ZWNJ."""

canonical_texts = raw_texts.map(lambda raw: canonicalize(raw).text)
"""The same in canonical form, as documents hold them."""


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> Span:
    """Any span of a text that is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A canonical text and some of its spans."""
    text = draw(canonical_texts.filter(bool))
    return text, draw(st.lists(spans_of(text), min_size=1, max_size=6))

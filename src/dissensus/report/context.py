"""What stands before and after a quotation? ``Context``, ``contexts``"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.text.sentences import sentences

__all__ = ["Context", "contexts"]

_GAP: Final = re.compile(r"\s*\n\s*")
_MOST: Final = 320  # characters on each side


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a quotation: the rest of its sentence and one more sentence on each side."""

    before: str = ""
    after: str = ""


def contexts(document: Document, spans: Sequence[Span]) -> list[Context]:
    """Return the context of each span.

    A document that consists of quotations only has no context to give. Cost: O(text + spans log
    sentences).
    """
    if document.quotation_only or not spans:
        return [Context()] * len(spans)
    text = document.text
    found = sentences(text, language=document.language or "en", regions=document.regions)
    starts = [sentence.start for sentence in found]
    stops = [sentence.stop for sentence in found]
    around = []
    for span in spans:
        # Sentences begun at or before the span starts; the one before that is the sentence before.
        first = bisect_right(starts, span.start) - 1
        last = bisect_left(stops, span.stop)
        start = starts[max(first - 1, 0)] if first >= 0 else span.start
        stop = stops[min(last + 1, len(stops) - 1)] if last < len(stops) else span.stop
        around.append(Context(_tail(text[start : span.start]), _head(text[span.stop : stop])))
    return around


def _tail(text: str) -> str:
    """Shorten from the left, keeping the white space that joins it to the quotation."""
    text = _GAP.sub("\n", text)
    return text if len(text) <= _MOST else "…" + text[-_MOST:].partition(" ")[2]


def _head(text: str) -> str:
    text = _GAP.sub("\n", text)
    return text if len(text) <= _MOST else text[:_MOST].rpartition(" ")[0] + "…"

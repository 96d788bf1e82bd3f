"""How is shown where a text has the words? ``parts``, ``snippet``, ``saying``, ``told``"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dissensus.model.span import Span
from dissensus.text.query import Part, Query, window

__all__ = ["Out", "parts", "saying", "snippet", "told"]

Out = dict[str, Any]  # a PartOut

_AROUND: Final = 90  # characters on each side of the first hit


def parts(query: Query, text: str) -> list[Out]:
    """Return the whole text, cut into hits and the rest."""
    return told(query.parts(text))


def snippet(query: Query, text: str, *, whole: int = 2 * _AROUND) -> list[Out]:
    """Return the words around the first hit; a text of up to ``whole`` characters is shown whole."""
    if len(text) <= whole:
        return parts(query, text)
    start, stop = window(text, query.first(text) or Span(0, 1), whole // 2)
    return [
        *_quiet("…" if start else ""),
        *parts(query, text[start:stop]),
        *_quiet("…" if stop < len(text) else ""),
    ]


def saying(query: Query, wordings: Iterable[str]) -> str | None:
    """Return the first of the wordings that has one of the words."""
    return next((wording for wording in wordings if query.first(wording) is not None), None)


def told(found: Iterable[Part]) -> list[Out]:
    """Put parts into the shape of ``PartOut``."""
    return [part._asdict() for part in found]


def _quiet(text: str) -> Sequence[Out]:
    return [{"text": text, "hit": False}] if text else []

"""How is told what going back would change? ``AheadOut``"""

from __future__ import annotations

from dissensus.web.wire.base import Wire

__all__ = ["AheadOut", "TurnOut"]


class TurnOut(Wire):
    """How many rows of a table would come back, go away, and be different."""

    table: str
    added: int
    removed: int
    changed: int


class AheadOut(Wire):
    """How many acts came after a moment, and what going back to it would do; no table: nothing."""

    acts: int
    tables: list[TurnOut]

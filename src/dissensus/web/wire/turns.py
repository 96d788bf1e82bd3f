"""How do undo and redo say what they would do? ``TurnsOut``"""

from __future__ import annotations

from dissensus.web.wire.base import Wire

__all__ = ["TurnOut", "TurnsOut"]


class TurnOut(Wire):
    """Work that can be taken back or brought again."""

    verb: str
    summary: str


class TurnsOut(Wire):
    """What undo and redo would do; null where there is nothing."""

    undo: TurnOut | None
    redo: TurnOut | None

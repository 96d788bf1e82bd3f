"""``GET /api/turns``: what undo and redo would do now"""

from __future__ import annotations

from fastapi import APIRouter

from dissensus.store import coders, undoing
from dissensus.web.wire.turns import TurnOut, TurnsOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["acts"])

    @routes.get("/turns")
    def turns() -> TurnsOut:
        """Return what this coder's undo and redo would do."""
        with desk.store.read() as connection:
            undo, redo = undoing.turns(connection, coders.identity(connection, desk.coder))
        return TurnsOut(undo=_out(undo), redo=_out(redo))

    return routes


def _out(turn: tuple[str, str]) -> TurnOut | None:
    verb, summary = turn
    return TurnOut(verb=verb, summary=summary) if verb else None

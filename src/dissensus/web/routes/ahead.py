"""``/api/history/{seq}/ahead``: what going back to how it was after an act would change"""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter

from dissensus.store.ahead import ahead
from dissensus.web.wire.ahead import AheadOut, TurnOut
from dissensus.web.wire.base import Seq
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["history"])

    @routes.get("/history/{seq}/ahead")
    def look(seq: Seq) -> AheadOut:
        """Count what going back would change; nothing is changed by asking."""
        with desk.store.read() as connection:
            found = ahead(connection, seq)
        return AheadOut(acts=found.acts, tables=[TurnOut(**asdict(turn)) for turn in found.tables])

    return routes

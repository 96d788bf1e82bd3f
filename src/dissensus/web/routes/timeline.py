"""``/api/timeline``: when what was said, and the statements of a stretch of time"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from dissensus.web.quotations import quoted
from dissensus.web.seeing.courses import stretch, timeline_out
from dissensus.web.seeing.networks import Networks
from dissensus.web.wire.statements import Quotations
from dissensus.web.wire.timeline import StretchAsk, TimelineAsk, TimelineOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["timeline"])
    networks = Networks(desk)

    @routes.post("/timeline", responses={200: {"model": TimelineOut}})
    def timeline(ask: TimelineAsk) -> JSONResponse:
        """Count statements per stretch of time."""
        return JSONResponse(timeline_out(networks, ask))

    @routes.post("/timeline/statements", responses={200: {"model": Quotations}})
    def statements(ask: StretchAsk) -> JSONResponse:
        """Return the statements of a stretch of time."""
        ids = stretch(networks, ask)
        page = ids[ask.offset : ask.offset + ask.limit]
        return JSONResponse({"total": len(ids), "rows": quoted(desk, page)})

    return routes

"""``/api/session``: who is at work here, in which project"""

from __future__ import annotations

from fastapi import APIRouter, Request

from dissensus.web.session import proof
from dissensus.web.wire.session import ProjectName, SessionOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["session"])
    identity = desk.store.identity

    @routes.get("/session")
    def session(request: Request) -> SessionOut:
        """Tell what a page needs first; ``csrf`` goes into the header X-Dissensus of whatever it sends."""
        key = getattr(request.state, "key", "")
        name = ProjectName(identity=identity, name=desk.name)
        return SessionOut(csrf=proof(key), coder=desk.coder, project=name)

    return routes

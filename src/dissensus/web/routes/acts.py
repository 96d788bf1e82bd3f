"""``POST /api/acts``: the one address that changes anything a coder did"""

from __future__ import annotations

from fastapi import APIRouter

from dissensus.web import acts
from dissensus.web.acts.command import Done
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["acts"])

    @routes.post("/acts")
    def perform(command: acts.AnyCommand) -> Done:
        """Do one act, once."""
        return acts.perform(command, desk)

    return routes

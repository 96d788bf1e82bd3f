"""``/api/project``: what the project is called, who works on it, and how much there is"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from dissensus.store import coders, history, listing
from dissensus.web.wire.project import ProjectOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["project"])

    @routes.get("/project")
    def project() -> ProjectOut:
        """Return the project in numbers."""
        with desk.store.read() as connection:
            last = history.last(connection)
            counts = listing.counts(connection)
            names = [coder.name for coder in coders.all_coders(connection)]
        return ProjectOut(
            identity=desk.store.identity,
            name=Path(desk.store.location).stem,
            title=desk.codebook().title,
            coder=desk.coder,
            coders=names,
            last=last,
            **counts,
        )

    return routes

"""How is the server put together? ``create_app``"""

from __future__ import annotations

from fastapi import FastAPI

from dissensus.project import Project
from dissensus.web.routes import acts, documents
from dissensus.web.workbench import Workbench

__all__ = ["create_app"]

ROUTERS = (acts.router, documents.router)


def create_app(project: Project) -> FastAPI:
    """Build the application that serves one project."""
    desk = Workbench(project)
    app = FastAPI(title="Dissensus", version="1", docs_url=None, redoc_url=None)
    for router in ROUTERS:
        app.include_router(router(desk))
    return app

"""How is the server put together? ``create_app``, ``create_api``

::

    request ─► Guard ─┬─ /api/…  ─► FastAPI, one router per subject
                      ├─ /enter  ─► Entrance: a token becomes a cookie
                      └─ the rest ─► StaticFiles: the front end, out of memory
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.types import Receive, Scope, Send

from dissensus.project import Project
from dissensus.web import faults
from dissensus.web.entrance import Entrance
from dissensus.web.guard import Guard
from dissensus.web.live import Live
from dissensus.web.routes import (
    acts,
    codebook,
    documents,
    history,
    imports,
    jobs,
    live,
    networks,
    notes,
    project,
    search,
    session,
    statements,
    suggestions,
    timeline,
    turns,
)
from dissensus.web.session import Door
from dissensus.web.static_files import StaticFiles
from dissensus.web.workbench import Workbench

__all__ = ["App", "create_api", "create_app"]

ROUTERS: Final[tuple[Callable[[Workbench], APIRouter], ...]] = (
    acts.router,
    documents.router,
    imports.router,
    jobs.router,
    codebook.router,
    history.router,
    notes.router,
    project.router,
    statements.router,
    search.router,
    session.router,
    networks.router,
    timeline.router,
    suggestions.router,
    turns.router,
)


class App:
    """The whole server as one ASGI application."""

    def __init__(self, desk: Workbench, *, port: int, static: Path | None = None) -> None:
        self.desk = desk
        self.door = Door(desk.store, desk.coder, port)
        self.files = StaticFiles(static)
        self.live = Live(desk)
        self.api = create_api(desk, self.live)
        self._entrance = Entrance(self.door)
        self._guard = Guard(self._inside, self.door)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._guard(scope, receive, send)

    def close(self) -> None:
        """End what would never end by itself."""
        self.live.close()
        self.desk.jobs.close()

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"].startswith("/api"):
            await self.api(scope, receive, send)
        elif scope["path"] == "/enter":
            await self._entrance(scope, receive, send)
        else:
            await self.files(scope, receive, send)


def create_app(project: Project, *, port: int = 7350, static: Path | None = None) -> App:
    """Build the server for one project; ``static`` is another build of the front end."""
    return App(Workbench(project), port=port, static=static)


def create_api(desk: Workbench, news: Live | None = None) -> FastAPI:
    """Build what answers under ``/api``; nothing here asks who is asking, ``Guard`` does."""
    app = FastAPI(
        title="Dissensus",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        responses=faults.described(400, 401, 403, 404, 409, 413, 422, 503),
    )
    faults.handle(app)
    for router in ROUTERS:
        app.include_router(router(desk))
    app.include_router(live.router(news or Live(desk)))
    return app

"""``/api/search``: one search over texts, statements, entities and notes"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from dissensus.errors import StoreError
from dissensus.model.moment import Moment
from dissensus.web.indexing import Indexer
from dissensus.web.search import Asked, results
from dissensus.web.wire.base import Id, Line
from dissensus.web.wire.search import Kind, Results
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["search"])
    indexer = Indexer(desk)
    indexer.begin()

    @routes.get("/search", response_model=Results)
    def search(
        q: Annotated[str, Query(max_length=500)] = "",
        kinds: Annotated[list[Kind], Query(max_length=4)] = [],  # noqa: B006
        source: Line = "",
        since: Annotated[str, Query(max_length=40)] = "",
        until: Annotated[str, Query(max_length=40)] = "",
        coder: Line = "",
        type: Line = "",  # noqa: A002
        entity: Annotated[list[Id], Query(max_length=20)] = [],  # noqa: B006
        document: Id | None = None,
        offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=100)] = 10,
    ) -> Response:
        """Find words, "phrases" and beginnings*; with filters, also without words.

        Windows of more of one kind are asked for with that kind alone.
        """
        asked = Asked(
            words=q,
            kinds=frozenset(kinds or Kind),
            source=source,
            since=_moment(since),
            until=_moment(until),
            coder=coder,
            type=type,
            entities=tuple(entity),
            document=document or "",
        )
        return JSONResponse(results(desk, indexer, asked, offset, limit))

    return routes


def _moment(text: str) -> Moment | None:
    if not text:
        return None
    try:
        return Moment.parse(text)
    except ValueError as error:
        raise StoreError(f"{error}.", remedy="Write a year, a month or a day.") from None

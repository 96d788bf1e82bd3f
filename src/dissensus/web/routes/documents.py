"""``/api/documents``, ``/api/texts``: the list of texts, one text, its words"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from dissensus.store import listing
from dissensus.store.listing import Order, Wanted
from dissensus.web.documents import described, listed
from dissensus.web.finding import mentions_of, sentences_of
from dissensus.web.wire.base import Hash, Id, Page, Seq
from dissensus.web.wire.documents import DocumentList, DocumentOut, Facets, Mentions, Sentences
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["documents"])

    @routes.get("/documents", response_model=DocumentList)
    def documents(
        offset: Seq = 0,
        limit: Page = 100,
        sort: Order = Order.DATE,
        descending: bool = False,
        words: Annotated[str, Query(max_length=200)] = "",
        source: Annotated[str, Query(max_length=2_000)] = "",
        language: Annotated[str, Query(max_length=20)] = "",
        coded: bool | None = None,
    ) -> Response:
        """Return a window of the list of texts."""
        wanted = Wanted(
            order=sort,
            descending=descending,
            words=words,
            source=source,
            language=language,
            coded=coded,
        )
        return JSONResponse(listed(desk, wanted, offset, limit))

    @routes.get("/documents/facets")
    def facets() -> Facets:
        """Return the sources and languages that the list can be narrowed to."""
        sources, languages = desk.kept("facets", frozenset({"document"}), listing.outlets)
        return Facets(sources=sources, languages=languages)

    @routes.get("/documents/{document}", response_model=DocumentOut)
    def one(document: Id) -> Response:
        """Return all about one text but its words."""
        return JSONResponse(described(desk, document))

    @routes.get("/documents/{document}/sentences", response_model=Sentences)
    def sentences(document: Id) -> Response:
        """Return where the sentences of a text stand."""
        return JSONResponse(sentences_of(desk, document))

    @routes.get("/documents/{document}/mentions", response_model=Mentions)
    def mentions(document: Id) -> Response:
        """Return where names and aliases of the codebook stand in a text."""
        return JSONResponse(mentions_of(desk, document))

    @routes.get("/texts/{text}", response_class=PlainTextResponse)
    def text(text: Hash) -> PlainTextResponse:
        """Return a text; under this address it never changes."""
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return PlainTextResponse(desk.text(text).body, headers=headers)

    return routes

"""``/api/codebook``, ``/api/entities``: what may be coded, how it is used, what wants care, previews of changes"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from dissensus.exchange.codebook import dump_codebook
from dissensus.web.acts.codebook import EntityAdd, EntityEdit, EntityMerge, EntitySplit, Recode
from dissensus.web.caring import (
    care_out,
    codebook_out,
    import_out,
    preview_out,
    quotations_of,
    usage_out,
)
from dissensus.web.wire.base import Id, Page
from dissensus.web.wire.codebook import (
    CareOut,
    CodebookOut,
    ImportAsk,
    ImportOut,
    PreviewOut,
    UsageOut,
)
from dissensus.web.wire.statements import Quotations
from dissensus.web.workbench import CODEBOOK, Workbench

__all__ = ["router"]

AnyCare = Annotated[
    EntityAdd | EntityEdit | EntityMerge | EntitySplit | Recode, Field(discriminator="kind")
]
_Offset = Annotated[int, Query(ge=0, le=2**31)]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["codebook"])

    @routes.get("/codebook", responses={200: {"model": CodebookOut}})
    def codebook() -> Response:
        """Return all types and entities."""

        def written(_: object) -> bytes:
            return bytes(JSONResponse(codebook_out(desk.codebook())).body)

        return Response(
            desk.kept("codebook as JSON", CODEBOOK, written), media_type="application/json"
        )

    @routes.get("/codebook/usage", responses={200: {"model": UsageOut}})
    def usage() -> JSONResponse:
        """Return how often each entity is used."""
        return JSONResponse(usage_out(desk))

    @routes.get("/codebook/care", responses={200: {"model": CareOut}})
    def care() -> JSONResponse:
        """Return what may want care: what is unused, and what looks alike."""
        return JSONResponse(care_out(desk))

    @routes.get(
        "/codebook/file",
        response_class=Response,
        responses={200: {"content": {"application/yaml": {}}, "description": "The codebook"}},
    )
    def file(format: Literal["yaml"] = "yaml") -> Response:  # noqa: A002, ARG001
        """Return the codebook as a file."""
        headers = {"Content-Disposition": 'attachment; filename="codebook.yaml"'}
        text = dump_codebook(desk.codebook())
        return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)

    @routes.post("/codebook/preview", responses={200: {"model": PreviewOut}})
    def preview(command: AnyCare, offset: _Offset = 0, limit: Page = 100) -> JSONResponse:
        """Return what an act would do, without doing it."""
        return JSONResponse(preview_out(desk, command, offset=offset, limit=limit))

    @routes.post("/codebook/import-preview", responses={200: {"model": ImportOut}})
    def import_preview(ask: ImportAsk) -> JSONResponse:
        """Return what a codebook file would change, without changing it."""
        return JSONResponse(import_out(desk, ask.text))

    @routes.get("/entities/{entity}/quotations", responses={200: {"model": Quotations}})
    def quotations(
        entity: Id, offset: _Offset = 0, limit: Page = 50, descending: bool = False
    ) -> JSONResponse:
        """Return the quotations behind an entity, by date."""
        return JSONResponse(
            quotations_of(desk, entity, offset=offset, limit=limit, descending=descending)
        )

    return routes

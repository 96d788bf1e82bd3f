"""``/api/networks``, ``/api/matrix``: who sides with whom, over time as well, and the statements behind it"""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from dissensus.web.quotations import quoted
from dissensus.web.seeing.evidence import behind
from dissensus.web.seeing.matrices import matrix_out
from dissensus.web.seeing.networks import Networks
from dissensus.web.seeing.saving import saved
from dissensus.web.seeing.shapes import coalitions_out, network_out
from dissensus.web.seeing.slices import slices_out
from dissensus.web.wire.networks import (
    CoalitionsOut,
    EvidenceAsk,
    MatrixOut,
    NetworkAsk,
    NetworkOut,
    SaveAsk,
    SlicesAsk,
    SlicesOut,
)
from dissensus.web.wire.statements import Quotations
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["networks"])
    networks = Networks(desk)

    @routes.post("/networks", responses={200: {"model": NetworkOut}})
    def network(ask: NetworkAsk) -> JSONResponse:
        """Build a network."""
        return JSONResponse(network_out(networks.network(ask), most=ask.most))

    @routes.post("/networks/coalitions", responses={200: {"model": CoalitionsOut}})
    def coalitions(ask: NetworkAsk) -> JSONResponse:
        """Find the coalitions of its actors."""
        return JSONResponse(coalitions_out(*networks.coalitions(ask)))

    @routes.post("/networks/slices", responses={200: {"model": SlicesOut}})
    def slices(ask: SlicesAsk) -> JSONResponse:
        """Build the network of each window in time."""
        return JSONResponse(slices_out(networks, ask))

    @routes.post("/networks/evidence", responses={200: {"model": Quotations}})
    def evidence(ask: EvidenceAsk) -> JSONResponse:
        """Return the statements behind a node or a tie."""
        ids = behind(networks.shown(ask), ask.a, ask.b)
        page = ids[ask.offset : ask.offset + ask.limit]
        return JSONResponse({"total": len(ids), "rows": quoted(desk, page)})

    @routes.post(
        "/networks/save",
        responses={200: {"content": {"application/zip": {}}, "description": "A zip archive"}},
        response_class=Response,
    )
    def save(ask: SaveAsk) -> Response:
        """Write the network or its picture, with its manifest, into a zip archive."""
        name, content = saved(networks, ask)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type="application/zip", headers=headers)

    @routes.post("/matrix", responses={200: {"model": MatrixOut}})
    def matrix(ask: NetworkAsk) -> JSONResponse:
        """Count who agrees and disagrees with what."""
        return JSONResponse(matrix_out(networks, ask))

    return routes

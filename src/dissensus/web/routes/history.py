"""``/api/history``, ``/api/trash``: who changed what when, and what lies in the trash"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Query

from dissensus.store import chronicle, restoring, trash
from dissensus.web.telling import told
from dissensus.web.wire.base import Id, Line, Page, Seq
from dissensus.web.wire.history import (
    ActDetails,
    ActOut,
    DifferenceOut,
    Differences,
    History,
    TrashList,
    TrashRow,
)
from dissensus.web.workbench import Workbench

__all__ = ["router"]

_WORDS: Final = 500  # characters of what lies in the trash: a note, a quotation may be a whole text


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["history"])

    @routes.get("/history")
    def history(
        before: Seq | None = None,
        limit: Page = 100,
        row: Id | None = None,
        coder: Line = "",
        verb: Line = "",
    ) -> History:
        """Return acts, latest first, that came before one that was seen already."""
        found = chronicle.acts(
            desk.store, limit=limit + 1, before=before, coder=coder, verb=verb, row_id=row or ""
        )
        acts = [ActOut(**asdict(act)) for act in found[:limit]]
        return History(acts=acts, more=len(found) > limit)

    @routes.get("/history/{seq}", response_model=ActDetails)
    def details(seq: Seq, limit: Annotated[int, Query(ge=1, le=1_000)] = 200) -> ActDetails:
        """Return what one act changed, in words."""
        with desk.store.read() as connection:
            act = chronicle.act(connection, seq)
            changes = chronicle.changes_of(connection, seq, limit=limit)
            return ActDetails.model_validate(
                {
                    "act": asdict(act),
                    "total": act.changes,
                    "changes": told(connection, seq, changes),
                }
            )

    @routes.get("/history/{seq}/differences")
    def differences(seq: Seq) -> Differences:
        """Return what bringing the project back to after this act would change."""
        with desk.store.read() as connection:
            found = restoring.differences(connection, seq)
        return Differences(moment=seq, tables=[DifferenceOut(**asdict(d)) for d in found])

    @routes.get("/trash")
    def lying(offset: Seq = 0, limit: Page = 100) -> TrashList:
        """Return a window of what lies in the trash."""
        with desk.store.read() as connection:
            total, rows = trash.lying(connection, offset=offset, limit=limit)
        return TrashList(
            total=total,
            rows=[
                TrashRow(
                    table=row.table,
                    id=row.id,
                    words=row.words[:_WORDS],
                    document=row.document_id,
                    time=row.time,
                    coder=row.coder,
                )
                for row in rows
            ],
        )

    return routes

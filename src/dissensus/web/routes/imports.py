"""``POST /api/import``: files dropped on the window"""

from __future__ import annotations

from fastapi import APIRouter, UploadFile
from starlette.exceptions import HTTPException

from dissensus.web.imports import FILES, Batch
from dissensus.web.wire.imports import JobStarted
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["import"])

    @routes.post("/import", status_code=202)
    def bring_in(files: list[UploadFile]) -> JobStarted:
        """Take files and read them as a job; its result has the shape of ``IngestOut``."""
        if len(files) > FILES:
            raise HTTPException(413, f"These are {len(files)} files; {FILES} can be sent at once.")
        batch = Batch([(file.filename or "", file.file) for file in files])
        return JobStarted(job=desk.jobs.start("import", lambda told: batch.take_in(desk, told)))

    return routes

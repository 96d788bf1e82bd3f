"""``/api/jobs``: how far long work is"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from dissensus.web.live import job_out
from dissensus.web.wire.base import Id
from dissensus.web.wire.live import JobOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["jobs"])

    @routes.get("/jobs", response_model=list[JobOut])
    def jobs() -> Any:
        """Return the jobs this server remembers, in the order they were started."""
        return JSONResponse([job_out(job) for job in desk.jobs.all()])

    @routes.get("/jobs/{job}", response_model=JobOut)
    def job(job: Id) -> Any:
        """Return a job as it stands."""
        return JSONResponse(job_out(desk.jobs.get(job)))

    @routes.post("/jobs/{job}/stop", response_model=JobOut)
    def stop(job: Id) -> Any:
        """Ask a job to end where it is; what it has stored so far stays."""
        return JSONResponse(job_out(desk.jobs.stop(job)))

    return routes

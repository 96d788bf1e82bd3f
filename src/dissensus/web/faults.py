"""How do errors look on the wire? ``fault_of``, ``answer``, ``handle``, ``described``

An error of ours says what was found and what to do. What nobody foresaw is logged here, where its
internals help, and told to the browser without them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from dissensus.errors import (
    Busy,
    Conflict,
    DissensusError,
    Forbidden,
    NotFound,
    SchemaTooNew,
    SchemaTooOld,
)
from dissensus.web.jobs import Stopped
from dissensus.web.wire.base import Fault

__all__ = ["answer", "described", "fault_of", "handle"]

_log = logging.getLogger("dissensus.web")

_TOLD: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("invalid", "The request can't be read.", "Reload the page."),
    401: ("signed_out", "This browser is not let in, or no longer.", "Open the address that the "
          "terminal shows; press Enter there for a new one. What waits here is sent after that."),
    403: ("forbidden", "This may not be done from here.", "Open the workbench at its own address."),
    404: ("not_found", "There is no such address.", "Reload the page."),
    405: ("invalid", "This can't be done at this address.", "Reload the page."),
    409: ("conflict", "Somebody else changed this.", "Look at both versions."),
    413: ("too_large", "This is more than can be sent at once.", "Send it in smaller parts."),
    415: ("invalid", "This form of request is not known here.", "Reload the page."),
    421: ("forbidden", "This server is not called by that name.", "Open it at 127.0.0.1 or localhost."),
    422: ("invalid", "The request does not say what is needed.", "Reload the page."),
    503: ("failed", "The server is busy or about to stop.", "Try again in a moment."),
}  # fmt: skip
_FAILED: Final = Fault(
    code="failed",
    found="This is a mistake in Dissensus, not yours; nothing is half written.",
    remedy="Try again. If it stays, send us what the terminal printed where the server runs.",
)
_AS_FAULT: Final = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the description of the API says about these statuses: each comes with a ``Fault``."""
    return {status: {"description": _TOLD[status][1], "content": _AS_FAULT} for status in statuses}


def fault_of(error: Exception) -> tuple[int, Fault]:
    """Return the status and the words for an error; what nobody foresaw is logged."""
    match error:
        case Busy():  # a browser sends it again by itself
            return 503, _fault("busy", error)
        case Conflict():
            return 409, _fault("conflict", error, getattr(error, "theirs", None))
        case Forbidden():
            return 403, _fault("forbidden", error)
        case NotFound():
            return 404, _fault("not_found", error)
        case SchemaTooNew() | SchemaTooOld():
            return 409, _fault("failed", error)
        case DissensusError():
            return 422, _fault("invalid", error)
        case RequestValidationError():
            return 422, Fault(code="invalid", found=_wrong(error.errors()), remedy=_TOLD[422][2])
        case UnicodeError():  # half a pair of surrogates: no text that anybody can have typed
            found = "The words hold a character that is none (half of a pair)."
            return 422, Fault(code="invalid", found=found, remedy="Take it out and try again.")
        case HTTPException():
            code, found, remedy = _TOLD.get(error.status_code, _TOLD[400])
            told = error.detail if error.detail != _phrase(error.status_code) else found
            return error.status_code, Fault(code=code, found=told, remedy=remedy)
        case Stopped():
            return 409, Fault(
                code="stopped", found="It was stopped.", remedy="What was done so far is kept."
            )
        case _:
            _log.error("an error that nobody foresaw", exc_info=error)
            return 500, _FAILED


def answer(status: int, fault: Fault | None = None) -> JSONResponse:
    """Return the answer for a fault; without one, the usual words for this status."""
    if fault is None:
        code, found, remedy = _TOLD[status]
        fault = Fault(code=code, found=found, remedy=remedy)
    # ASCII, so that half of a surrogate pair in somebody's words can be quoted back
    body = json.loads(json.dumps(fault.model_dump(mode="python")))
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def handle(app: FastAPI) -> None:
    """Make an application answer every error with a ``Fault``."""
    for kind in (DissensusError, RequestValidationError, HTTPException, UnicodeError, Exception):
        app.add_exception_handler(kind, _handler)


async def _handler(_: Request, error: Exception) -> JSONResponse:
    status, fault = fault_of(error)
    found = answer(status, fault)
    if isinstance(error, HTTPException) and error.headers:
        found.headers.update(error.headers)
    return found


def _fault(code: str, error: DissensusError, theirs: Mapping[str, Any] | None = None) -> Fault:
    return Fault(
        code=code,
        found=error.found,
        remedy=error.remedy,
        theirs=dict(theirs) if theirs is not None else None,
    )


def _wrong(errors: Sequence[Mapping[str, Any]]) -> str:
    """Say of each of the first few things that are wrong where it stands."""
    lines = []
    for error in errors[:3]:
        where = " › ".join(str(part) for part in error["loc"][1:])
        lines.append(f"{where}: {error['msg']}" if where else str(error["msg"]))
    return "The request does not say what is needed. " + "; ".join(lines)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""

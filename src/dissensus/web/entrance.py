"""``/enter``: a token from the terminal becomes a cookie, once"""

from __future__ import annotations

from urllib.parse import parse_qs

from anyio import to_thread
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from dissensus.errors import DissensusError
from dissensus.store.sessions import LASTS
from dissensus.web.plain_page import page
from dissensus.web.session import Door

__all__ = ["Entrance"]


class Entrance:
    """Answers for the address that the terminal shows."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await to_thread.run_sync(self._answer, scope)
        await response(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        headers = dict(scope["headers"])
        if scope["method"] != "GET" or b"sec-purpose" in headers:
            # A browser that looks ahead must not spend the token before anybody has gone there.
            return Response(status_code=405, headers={"Allow": "GET", "Cache-Control": "no-store"})
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[-1]
        try:
            key = self._door.enter(given)
            known = key or self._door.key(headers.get(b"cookie", b"").decode("latin-1"))
        except DissensusError as error:  # another process writes for long, the disk is full
            title = "The project can't be opened just now"
            return HTMLResponse(*page(title, error.found, error.remedy, status=503))
        if key is None:
            return _home() if known else HTMLResponse(*_spent())
        response = _home()
        response.set_cookie(
            self._door.cookie,
            key,
            max_age=int(LASTS.total_seconds()),
            path="/",
            httponly=True,
            samesite="strict",
        )
        return response


def _home() -> Response:
    return RedirectResponse("/", status_code=303, headers={"Cache-Control": "no-store"})


def _spent() -> tuple[str, int, dict[str, str]]:
    return page(
        "This address has been used",
        "An address that lets a browser in works once, and for some minutes. It was used already, "
        "perhaps in another browser, or it is too old.",
        "Go to the terminal where dissensus serve runs and press Enter: it shows a fresh address. If "
        "the server no longer runs, start it again.",
        "Nothing is lost: what you did is stored, and what could not be sent yet waits in the browser "
        "you worked in.",
        link=("/", "I have been let in here before: open the workbench"),
        status=403,
    )

"""Who may ask for what? ``Guard``: stands before everything else, and trusts no header it can't check

Against pages of other origins: the Host must be ours (a name that was bound to this machine afterwards is
not), browsers say where a request comes from, and a cookie alone changes nothing. Other users of this
machine are kept out a floor below, in ``server``, where the connections are.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, MutableMapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dissensus.errors import DissensusError
from dissensus.web.faults import answer, fault_of
from dissensus.web.session import Door, proof

__all__ = ["CONTENT_POLICY", "IMPORT_BYTES", "JSON_BYTES", "Guard"]

JSON_BYTES: Final = 10_000_000  # a codebook of ten thousand names fits
IMPORT_BYTES: Final = 100_000_000
_MARGIN: Final = 1_000_000  # what a form adds to the files in it
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets a request through to the application, or answers it with a fault."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door
        names = ("127.0.0.1", "localhost", "[::1]")
        self._hosts = frozenset(f"{name}:{door.port}".encode() for name in names)
        self._origins = frozenset(b"http://" + host for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no sockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        api = scope["path"].startswith("/api")
        guarded = _with_headers(send, api=api)
        try:
            refusal = self._refusal(scope, api=api)
        except DissensusError as error:  # of a cookie that can't be looked up nothing is known
            await answer(*fault_of(error))(scope, receive, guarded)
            return
        if refusal:
            await answer(refusal)(scope, receive, guarded)
            return
        limit = IMPORT_BYTES + _MARGIN if scope["path"] == "/api/import" else JSON_BYTES
        length = _only(scope["headers"], b"content-length")
        if length is not None and (not length.isdigit() or int(length) > limit):
            await answer(413)(scope, receive, guarded)
            return
        await self._app(scope, _bounded(receive, limit), guarded)

    def _refusal(self, scope: Scope, *, api: bool) -> int:
        """Return the status that a request is refused with; 0 if it may pass."""
        headers = scope["headers"]
        if _only(headers, b"host") not in self._hosts:
            return 421
        origins = _all(headers, b"origin")
        if any(origin not in self._origins for origin in origins):
            return 403
        safe = scope["method"] in _SAFE
        if not safe and len(origins) != 1:
            return 403
        if not api:
            return 0
        # Pages of other ports are "same-site": their requests carry our cookie.
        if any(site not in (b"same-origin", b"none") for site in _all(headers, b"sec-fetch-site")):
            return 403
        cookies = b"; ".join(_all(headers, b"cookie")).decode("latin-1")
        key = self._door.key(cookies)
        if key is None:
            return 401
        if not safe:
            given = _only(headers, b"x-dissensus") or b""
            if not hmac.compare_digest(given, proof(key).encode()):
                return 403
        scope.setdefault("state", {})["key"] = key
        return 0


def _all(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value for known, value in headers if known == name]


def _only(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """Return a header that came once; of two that say different things, neither is believed."""
    found = _all(headers, name)
    return found[0] if len(found) == 1 else None


def _bounded(receive: Receive, limit: int) -> Receive:
    """Pass on a body as long as it is not too large, whatever length it was announced with."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
        return message

    return bounded


def _with_headers(send: Send, *, api: bool) -> Send:
    """Add the headers that every answer has; what an answer says itself stays."""

    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said = {name.lower() for name, _ in message["headers"]}
            wanted = dict(_HEADERS)
            if api:
                wanted[b"cache-control"] = b"no-store"
            extra = [(name, value) for name, value in wanted.items() if name not in said]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return guarded

"""What is shown? ``StaticFiles``: the built front end, read once when the server starts

No path from a browser is ever opened: what was not there at the start is not there.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from dissensus.web.plain_page import page

__all__ = ["BUILT", "StaticFiles"]

BUILT: Final = Path(__file__).with_name("static")  # where the package carries the front end
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_SMALLER: Final = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"})
_FOR_EVER: Final = "public, max-age=31536000, immutable"  # names under /assets hold a hash


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    packed: bytes | None
    media_type: str
    etag: str
    cache: str


class StaticFiles:
    """Answers for every address that is not the API's, out of memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._files = {name: _read(path, name) for name, path in _found(folder or BUILT)}
        self.built = "/index.html" in self._files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return Response("There is nothing to send here.\n", 405, {"Allow": "GET, HEAD"})
        if not self.built:
            return HTMLResponse(*_not_built())
        path = scope["path"]
        file = self._files.get(path)
        if file is None and not PurePosixPath(path).suffix:
            file = self._files["/index.html"]  # a view: its address is the front end's business
        if file is None:
            return Response("There is no such file.\n", 404, media_type="text/plain")
        headers = {name: value.decode("latin-1") for name, value in _asked(scope)}
        told = {"Cache-Control": file.cache, "ETag": file.etag, "Vary": "Accept-Encoding"}
        if file.etag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=told)
        body = file.body
        if file.packed is not None and "gzip" in headers.get("accept-encoding", ""):
            told["Content-Encoding"] = "gzip"
            body = file.packed
        return Response(body, headers=told, media_type=file.media_type)


def _found(folder: Path) -> list[tuple[str, Path]]:
    if not folder.is_dir():
        return []
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        ("/" + path.relative_to(folder).as_posix(), path) for path in files if path.suffix in _TYPES
    ]


def _read(path: Path, name: str) -> _File:
    body = path.read_bytes()
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in _SMALLER else None
    return _File(
        body=body,
        packed=packed if packed is not None and len(packed) < len(body) else None,
        media_type=_TYPES[path.suffix],
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        cache=_FOR_EVER if name.startswith("/assets/") else "no-cache",
    )


def _asked(scope: Scope) -> list[tuple[str, bytes]]:
    wanted = (b"if-none-match", b"accept-encoding")
    return [(name.decode(), value) for name, value in scope["headers"] if name in wanted]


def _not_built() -> tuple[str, int, dict[str, str]]:
    return page(
        "The pages of the workbench are not here",
        "This copy of Dissensus was installed without them. Your project is untouched.",
        "Install it again from a released package, or run ./run in its source folder, which builds "
        "them. Then start dissensus serve again.",
        status=503,
    )

"""How is a project served? ``serve``: on this machine only, until the keyboard says stop"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dissensus.errors import Conflict
from dissensus.project import Project
from dissensus.web.app import App, create_app
from dissensus.web.peers import is_stranger

__all__ = ["PORT", "serve"]

PORT: Final = 7350
_HOST: Final = "127.0.0.1"
_TRIED: Final = 50  # ports after the usual one
_LINGER: Final = 3  # seconds that requests have to end when the server stops


def serve(
    project: Project,
    *,
    port: int | None = None,
    static: Path | None = None,
    open_browser: bool = True,
    say: Callable[[str], None] | None = None,
) -> None:
    """Serve a project until Ctrl+C, and close it.

    Without ``port``, the usual one or the next that is free. ``static`` is another build of the front
    end. ``say`` takes the lines for the terminal.
    """
    tell = say or _print
    listening = _bound(port)
    chosen = listening.getsockname()[1]
    if port is None and chosen != PORT:
        tell(f"Port {PORT} is taken; this is {chosen}.")
    app = create_app(project, port=chosen, static=static)
    server = _Server(app)
    tell(f"The workbench of {app.desk.name} is at {app.door.address()}")
    tell("The address works once. Press Enter for another one, Ctrl+C to stop.")
    if not app.files.built:
        tell("The pages of the workbench are not built here; the address says what to do.")
    if open_browser and _has_browser():
        server.when_started(lambda: webbrowser.open(app.door.address()))
    if sys.stdin is not None and sys.stdin.isatty():
        _thread(lambda: _on_enter(lambda: tell(app.door.address())))
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        listening.close()
        project.close()
    tell("Stopped. Everything is saved.")


class _Server(uvicorn.Server):
    """Tells when it listens, and ends what would never end by itself before it waits for the rest."""

    def __init__(self, app: App) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Protocol,
                ws="none",
                lifespan="on",
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=60,
                timeout_graceful_shutdown=_LINGER,
            )
        )
        self._app = app
        self._started: list[Callable[[], object]] = []

    def when_started(self, function: Callable[[], object]) -> None:
        """Have a function called, beside the server, once it listens."""
        self._started.append(function)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen."""
        await super().startup(sockets)
        for function in self._started:
            _thread(function)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams and the jobs, then everything else."""
        self._app.close()
        await super().shutdown(sockets)


class _Protocol(H11Protocol):
    """Hears nobody but the user whose server this is."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless it is another user's."""
        ends: tuple[Any, Any] = (
            transport.get_extra_info("peername"),
            transport.get_extra_info("sockname"),
        )
        super().connection_made(transport)
        if is_stranger(*ends):
            transport.abort()


def _bound(port: int | None) -> socket.socket:
    """Return a socket that listens on this machine only."""
    tried = [port] if port is not None else range(PORT, PORT + _TRIED)
    for number in tried:
        # Named TCP, or asyncio leaves Nagle's algorithm on: it costs every answer 40 ms.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere the option would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, number))
            listening.listen(128)
        except (OSError, OverflowError):
            listening.close()
            continue
        return listening
    if port is not None:
        raise Conflict(
            f"Port {port} is taken by another program, or there is none.",
            remedy="Leave --port out: the next free one is found.",
        )
    raise Conflict(
        f"All ports from {PORT} to {PORT + _TRIED - 1} are taken.", remedy="Name one with --port."
    )


def _has_browser() -> bool:
    """Say whether a browser would open in a window, and not in this terminal."""
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _on_enter(function: Callable[[], object]) -> None:
    for _ in sys.stdin:
        function()


def _thread(function: Callable[[], object]) -> None:
    threading.Thread(target=function, daemon=True).start()


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

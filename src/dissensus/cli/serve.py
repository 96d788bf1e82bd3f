"""``dissensus serve``: the workbench in the browser"""

from __future__ import annotations

from typing import Annotated

import typer

from dissensus.cli import options

__all__ = ["serve"]


def serve(
    location: options.Location,
    port: Annotated[
        int | None,
        typer.Option(help="Listen on this port.", show_default="7350 or the next free one"),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the workbench in the browser.")
    ] = True,
    coder: options.Coder = None,
) -> None:
    """Read, code and see in the browser, on this machine only; Ctrl+C stops it."""
    from dissensus.web.server import serve as serve_project

    serve_project(options.opened(location, coder=coder), port=port, open_browser=browser)

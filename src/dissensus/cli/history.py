"""``dissensus undo``, ``redo``, ``history``: what was done, and taking it back"""

from __future__ import annotations

from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import print_json, say, table

__all__ = ["history", "redo", "undo"]


def undo(location: options.Location, coder: options.Coder = None) -> None:
    """Take back your last act; bulk work goes back as one."""
    with options.opened(location, coder=coder) as project:
        say(f"Undone: {project.undo()}.")


def redo(location: options.Location, coder: options.Coder = None) -> None:
    """Do again what was undone last."""
    with options.opened(location, coder=coder) as project:
        say(f"Done again: {project.redo()}.")


def history(
    location: options.Location,
    limit: Annotated[int, typer.Option(min=1, help="The last so many acts.")] = 30,
    as_json: options.Json = False,
) -> None:
    """Say who changed what when, latest first."""
    from dataclasses import asdict

    with options.opened(location) as project:
        acts = project.history(limit=limit)
    if as_json:
        print_json([asdict(act) for act in acts])
        return
    table(
        ("act", "when (UTC)", "coder", "what", "", "changes"),
        [
            (
                a.seq,
                a.time[:19].replace("T", " "),
                a.coder,
                f"{a.verb} (undone)" if a.undone else a.verb,
                a.summary[:60],
                a.changes,
            )
            for a in acts
        ],
    )

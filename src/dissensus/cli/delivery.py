"""How does a result reach whoever asked? ``deliver``: drawn, printed as JSON or told, and where it lies"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dissensus.cli.output import print_json, say

__all__ = ["deliver"]


def deliver(
    found: object,
    *,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    content: Callable[[], object],
    tell: Callable[[], None],
) -> None:
    """Draw the result if asked to; print ``content`` as JSON, or ``tell`` it and name the files written.

    ``out`` is written already: that takes the project, which is closed by now.
    """
    if plot is not None:
        from dissensus.pictures import plot as draw

        draw(found, plot)
    if as_json:
        print_json(content())
        return
    tell()
    if out is not None:
        say(f"Wrote {out} and {out.name}.manifest.json.")
    if plot is not None:
        say(f"Drew {plot}.")

"""``dissensus init``: make a project"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, say

__all__ = ["init"]


def init(
    location: options.Location,
    codebook: Annotated[
        Path | None, typer.Option(help="A codebook file (YAML); without one, the built-in types.")
    ] = None,
    coder: options.Coder = None,
) -> None:
    """Make a project file with a codebook."""
    from dissensus.exchange.codebook import load_codebook
    from dissensus.model.codebook import Codebook, built_in_types
    from dissensus.project import create

    book = load_codebook(codebook) if codebook else Codebook(statement_types=built_in_types())
    with create(location, book, coder=coder):
        types = plural(len(book.statement_types), "statement type")
        say(f"Made {location} with {types} and {plural(len(book.entities), 'entity', 'entities')}.")

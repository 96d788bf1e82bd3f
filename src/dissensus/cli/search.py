"""``dissensus search``: find words in the texts"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say
from dissensus.text.query import Part

__all__ = ["search"]


def search(
    location: options.Location,
    query: Annotated[str, typer.Argument(help='Words, "a phrase", or a prefix*.')],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many texts.")] = 20,
    as_json: options.Json = False,
) -> None:
    """Find words in the texts, best match first."""
    with options.opened(location) as project:
        hits = project.search(query, limit=limit)
    if as_json:
        print_json(
            [
                {
                    "document": hit.document_id,
                    "title": hit.title,
                    "snippet": _marked(hit.parts, "", ""),
                    "start": hit.span.start if hit.span else None,
                    "stop": hit.span.stop if hit.span else None,
                }
                for hit in hits
            ]
        )
        return
    for hit in hits:
        say(hit.title or hit.document_id, style="bold")
        say(f"  {_marked(hit.parts, '[', ']')}")
        say(f"  {hit.document_id}" + (f" at {hit.span}" if hit.span else ""), style="dim")
    say(plural(len(hits), "text") if hits else f"No text has {query}.")


def _marked(parts: Sequence[Part], before: str, after: str) -> str:
    shown = "".join(f"{before}{part.text}{after}" if part.hit else part.text for part in parts)
    return " ".join(shown.split())

"""``dissensus suggest``: let a machine propose statements"""

from __future__ import annotations

from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, progress, say

__all__ = ["MinScore", "Types", "accept", "suggest"]

MinScore = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="With --accept: the least score to accept.")
]
Types = Annotated[
    list[str] | None, typer.Option("--type", help="Only this statement type (may be repeated).")
]


def suggest(
    location: options.Location,
    using: Annotated[str, typer.Option(help="Which suggester.")] = "lexical",
    accept_: Annotated[
        bool,
        typer.Option("--accept", help="Accept what scores well, unseen, as a recorded policy."),
    ] = False,
    min_score: MinScore = 0.6,
    types: Types = None,
    coder: options.Coder = None,
    as_json: options.Json = False,
) -> None:
    """Propose statements for every text; they wait in the review queue."""
    from dissensus.suggest.registry import make

    with options.opened(location, coder=coder) as project:
        suggester = make(using, project.codebook)
        with progress("suggesting", quiet=as_json) as told:
            new = project.suggest(suggester, progress=told)
        accepted = (
            project.accept(min_score=min_score, statement_types=types or ()) if accept_ else 0
        )
        counts = project.queue_counts()
    if as_json:
        print_json({"new": new, "accepted": accepted, "states": dict(counts)})
        return
    say(f"{plural(new, 'new suggestion')}; {counts['waiting']:,} wait for a decision.")
    if accept_:
        accept(accepted, min_score)
    else:
        say(f"Next: dissensus review {location}")


def accept(accepted: int, min_score: float) -> None:
    """Say what a policy accepted."""
    say(
        f"Accepted {plural(accepted, 'suggestion')} at {min_score:g} or better, unseen; results will "
        "say so. `dissensus undo` takes all of it back."
    )

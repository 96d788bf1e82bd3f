"""``dissensus evaluate``: how good are the suggestions, measured against a coding?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say, table

if TYPE_CHECKING:
    from dissensus.suggest.evaluate import Scores

__all__ = ["evaluate"]


def evaluate(
    location: options.Location,
    gold: Annotated[Path, typer.Option(help="The coding to measure against (JSONL).")],
    least: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="Count only suggestions of this score or better."),
    ] = 0.0,
    as_json: options.Json = False,
) -> None:
    """Measure precision, recall and F1 of the suggestions against a hand-made coding."""
    from dissensus.suggest.evaluate import evaluate as measure
    from dissensus.suggest.gold import load_gold, named

    with options.opened(location) as project:
        documents = named(project.documents())
        coding = load_gold(gold, documents=documents)
        result = measure(project.proposals(), coding, documents=documents, least=least)
    if as_json:
        print_json(result.to_dict())
        return
    say(f"{plural(len(coding), 'coded statement')} in {plural(result.documents, 'text')}.")
    say("P is precision, R recall; spans exactly the same, or at least overlapping.")
    table(
        ("type", "what must agree", "ours", "coded", *("P", "R", "F1"), *("overlap P", "R", "F1")),
        [
            (
                name,
                key,
                spans["exact"].found,
                spans["exact"].gold,
                *(_shown(spans["exact"])),
                *(_shown(spans["overlapping"])),
            )
            for name, by_key in result.scores.items()
            for key, spans in by_key.items()
        ],
    )


def _shown(scores: Scores) -> tuple[str, str, str]:
    return f"{scores.precision:.2f}", f"{scores.recall:.2f}", f"{scores.f1:.2f}"

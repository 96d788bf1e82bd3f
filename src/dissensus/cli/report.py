"""``dissensus report``: one page that says who stands where"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say

__all__ = ["report"]


def report(
    location: options.Location,
    out: Annotated[Path, typer.Option("--out", "-o", help="Write the page here.")] = Path(
        "report.html"
    ),
    title: Annotated[str, typer.Option(help="The title (default: the codebook's).")] = "",
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
    seed: Annotated[int, typer.Option(help="Of the search for coalitions.")] = 0,
    as_json: options.Json = False,
) -> None:
    """Write one self-contained HTML page: texts, positions, networks, figures, and every quotation."""
    with options.opened(location, as_of=as_of) as project:
        findings = project.report(
            out,
            title=title,
            since=options.moment(since, "--since"),
            until=options.moment(until, "--until"),
            unreviewed=unreviewed,
            seed=seed,
        )
    if as_json:
        print_json(
            {
                "report": str(out),
                "documents": len(findings.documents),
                "statements": findings.statements,
                "unreviewed": findings.unreviewed,
            }
        )
        return
    say(
        f"Wrote {out}: {plural(len(findings.documents), 'text')}, "
        f"{plural(findings.statements, 'statement')}, {findings.unreviewed:,} not reviewed."
    )

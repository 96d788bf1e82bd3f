"""``dissensus import`` and ``export``: statements and documents as CSV, JSON Lines or Parquet"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say, table

__all__ = ["export_table", "import_table"]


def import_table(
    location: options.Location,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv, .jsonl or .parquet table.")],
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="What the columns mean (YAML); what `dissensus export` wrote needs none.",
            show_default=False,
        ),
    ] = None,
    what: Annotated[
        str,
        typer.Option(
            help="The statement type, where more than one has a table's variables.",
            show_default="by its columns",
        ),
    ] = "",
    coder: options.Coder = None,
    as_json: options.Json = False,
) -> None:
    """Import texts or coded statements from a table: somebody else's, or one that export wrote.

    Rows of a table without texts become quotation-only texts, made of their quotations.
    """
    from dissensus.exchange.mapping import load_mapping

    meant = load_mapping(mapping) if mapping else None
    with options.opened(location, coder=coder) as project:
        found = project.import_table(file, meant, statement_type=what)
    if as_json:
        print_json(
            {
                "documents": found.documents,
                "statements": found.statements,
                "known": found.known,
                "refused": [{"row": r.row, "reason": r.reason} for r in found.refused],
            }
        )
    else:
        say(
            f"Imported {plural(found.documents, 'text')} and {plural(found.statements, 'statement')}; "
            f"{found.known:,} already there; "
            f"{plural(len(found.refused), 'row or value', 'rows or values')} refused."
        )
        if found.refused:
            table(("row", "why"), [(r.row, r.reason) for r in found.refused[:20]])
            if len(found.refused) > 20:
                say(f"… and {len(found.refused) - 20:,} more; --json lists all.")
    if found.refused and not (found.documents or found.statements or found.known):
        raise typer.Exit(3)


def export_table(
    location: options.Location,
    out: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv, .jsonl or .parquet file to write.")
    ],
    what: Annotated[
        str, typer.Option(help='A statement type (position, …), or "documents".')
    ] = "position",
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
) -> None:
    """Write statements of one type, or the documents, as a table with a manifest beside it."""
    with options.opened(location, as_of=as_of) as project:
        if what == "documents":
            texts = list(project.documents())
            project.export(texts, out)
            number = plural(len(texts), "text")
        else:
            events = project.events(
                statement_type=what,
                since=options.moment(since, "--since"),
                until=options.moment(until, "--until"),
                unreviewed=unreviewed,
            )
            project.export(events, out)
            number = plural(len(events), "statement")
    say(f"Wrote {number} to {out}, and {out.name}.manifest.json.")

"""``dissensus ingest``: read texts into a project"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, progress, say, table

if TYPE_CHECKING:
    from dissensus.intake import IngestReport

__all__ = ["ingest", "print_report"]


def ingest(
    location: options.Location,
    sources: Annotated[
        list[str], typer.Argument(help='Files, folders, globs, "-" for standard input, or a URL.')
    ],
    reader: Annotated[
        str | None, typer.Option(help="Read everything as this format instead of finding out.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="The texts' language (en, de, …) instead of finding out.")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option(help='What file names say, such as "{date}_{source}_{title}".')
    ] = None,
    sidecar: Annotated[
        Path | None,
        typer.Option(help='A CSV file with a column "file" and columns of metadata.'),
    ] = None,
    coder: options.Coder = None,
    as_json: options.Json = False,
) -> None:
    """Add texts: plain, Markdown, HTML, PDF, DOCX, ODT, EPUB, RSS, Atom."""
    project = options.opened(location, coder=coder)
    with project, progress("reading", quiet=as_json) as told:
        report = project.ingest(
            list(sources),
            reader=reader,
            language=language,
            pattern=pattern,
            sidecar=sidecar,
            # Naming a URL on the command line is asking for it to be fetched.
            allow_network=any(s.startswith(("http://", "https://")) for s in sources),
            progress=told,
        )
    if as_json:
        print_json(
            {
                "found": report.found,
                "added": report.added,
                "changed": report.changed,
                "known": report.known,
                "flagged": report.flagged,
                "rejected": [
                    {"location": r.location, "reason": r.reason, "remedy": r.remedy}
                    for r in report.rejected
                ],
                "warnings": [{"location": w, "warning": what} for w, what in report.warnings],
            }
        )
    else:
        print_report(report)
    if report.rejected and not (report.added or report.changed or report.known):
        raise typer.Exit(3)


def print_report(report: IngestReport) -> None:
    """Say what was found and what became of it."""
    say(
        f"Found {plural(report.found, 'text')}: {len(report.added):,} added, "
        f"{len(report.changed):,} changed, {report.known:,} already there, "
        f"{len(report.rejected):,} rejected."
    )
    if report.flagged:
        say(
            f"{plural(report.flagged, 'statement')} stood on words that changed; "
            "they keep the old version and are flagged."
        )
    if report.rejected:
        rows = [(r.location, f"{r.reason} {r.remedy}".strip()) for r in report.rejected]
        table(("rejected", "why, and what to do"), rows)
    if report.warnings:
        table(("text", "worth knowing"), report.warnings)

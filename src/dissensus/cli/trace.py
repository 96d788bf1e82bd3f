"""``dissensus trace``: from a statement, or a tie, back to the words"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import console, plural, print_json, say

if TYPE_CHECKING:
    from dissensus.trace import Trace

__all__ = ["trace"]


def trace(
    location: options.Location,
    what: Annotated[str, typer.Argument(help="A statement's identity, or a name.")],
    other: Annotated[str | None, typer.Argument(help="The name at the tie's other end.")] = None,
    unreviewed: options.Unreviewed = False,
    as_json: options.Json = False,
) -> None:
    """Show the quotations behind a statement or a tie, with where they stand."""
    with options.opened(location) as project:
        if other is None:
            found = [("statement", [project.trace(what)])]
        else:
            found = [
                (heading, [project.trace(i) for i in ids])
                for heading, ids in project.behind(what, other, unreviewed=unreviewed)
            ]
    if as_json:
        print_json(
            [
                {"tie": heading, "statements": [_content(t) for t in traces]}
                for heading, traces in found
            ]
        )
        return
    if not found:
        say(f"No statement stands between {what} and {other}.")
    for heading, traces in found:
        say(heading if other else "", style="bold")
        for one in traces:
            _show(one, whole=other is None)
    if other and found:
        say(plural(sum(len(traces) for _, traces in found), "statement"))


def _show(one: Trace, *, whole: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    statement, document = one.statement, one.document
    words = Text(f"{one.before} " if one.before else "", style="dim")
    words.append(statement.quotation, style="bold not dim")
    words.append(f" {one.after}" if one.after else "", style="dim")
    out = console()
    out.print(Padding(words, (0, 2)), soft_wrap=False)
    place = [document.title, document.source, str(document.date or "no date")]
    if one.page:
        place.append(f"page {one.page}")
    out.print("  — " + ", ".join(p for p in place if p))
    values = ", ".join(f"{name} {value}" for name, value in statement.values.items())
    review = "" if statement.reviewed else " · not reviewed"
    out.print(f"  {statement.statement_type}: {values}{review}", style="dim")
    out.print(f"  {statement.id}", style="dim")
    if not whole:
        out.print()
        return
    if statement.voices:
        out.print("  voices: " + " → ".join(f"{v.name} ({v.kind.value})" for v in statement.voices))
    if statement.flag:
        out.print(f"  flagged: {statement.flag}")
    if one.suggestion is not None:
        evidence = one.suggestion.evidence
        out.print(
            f"  suggested by {evidence.suggester} {evidence.version}, score {one.suggestion.score:.2f}"
        )
        for reason in evidence.reasons:
            out.print(f"    {reason}")
    provenance = document.provenance
    if provenance is not None:
        source = provenance.source
        out.print(f"  read from {source.location}, {source.size:,} bytes, SHA-256 {source.sha256}")
        out.print(
            f"  by {provenance.reader} {provenance.reader_version}, at {provenance.read_at:%Y-%m-%d %H:%M}; "
            f"characters {statement.span} of version {document.version}"
        )
    for act in one.history:
        out.print(
            f"  act {act.seq}: {act.verb} by {act.coder}, {act.time[:19].replace('T', ' ')} UTC"
        )


def _content(one: Trace) -> dict[str, object]:
    statement, document = one.statement, one.document
    source = document.provenance.source if document.provenance else None
    return {
        "id": statement.id,
        "type": statement.statement_type,
        "values": dict(statement.values),
        "voices": [[v.name, v.kind.value] for v in statement.voices],
        "quotation": statement.quotation,
        "before": one.before,
        "after": one.after,
        "start": statement.span.start,
        "stop": statement.span.stop,
        "page": one.page,
        "reviewed": statement.reviewed,
        "document": {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "date": str(document.date) if document.date else None,
            "version": document.version,
            "location": source.location if source else None,
            "sha256": source.sha256 if source else None,
        },
        "reasons": list(one.suggestion.evidence.reasons) if one.suggestion else [],
        "acts": [act.seq for act in one.history],
    }

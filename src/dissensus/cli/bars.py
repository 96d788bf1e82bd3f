"""``dissensus bars``: who and what is mentioned how often"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, say, table

if TYPE_CHECKING:
    from dissensus.analysis.frequencies import Frequencies

__all__ = ["bars"]

_MOST = 40


def bars(
    location: options.Location,
    variable: Annotated[
        str,
        typer.Option(
            help='What to count: a variable, "speaker" (organization, else person), or document.source and the like.'
        ),
    ] = "concept",
    qualifier: designs.Qualifier = "",
    duplicates: designs.Duplicates = "include",
    by: Annotated[
        str, typer.Option("--by", help="Count by this attribute of the names, such as party.")
    ] = "",
    statement_type: designs.Type = "",
    include: designs.Include = None,
    exclude: designs.Exclude = None,
    least: designs.Least = None,
    compat: designs.CompatName = None,
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
    out: options.Out = None,
    plot: designs.Plot = None,
    as_json: options.Json = False,
) -> None:
    """Count the statements of each name, at each value of the qualifier.

    --out writes a row per name and value (.csv, .tsv, .jsonl, .parquet) with a manifest beside it.
    """
    from dissensus.analysis.frequencies import frequencies
    from dissensus.networks import mentioned

    wanted = designs.network_options(
        kind="ignore",
        actors=variable,
        qualifier=qualifier,
        duplicates=duplicates,
        attribute=by,
        statement_type=statement_type,
        include=include,
        exclude=exclude,
        least=least,
        compat=compat,
    )
    with options.opened(location, as_of=as_of) as project:
        events, column, value = mentioned(
            project.events(statement_type=wanted.type_in(project.codebook), unreviewed=unreviewed),
            wanted,
            project.entities(),
            since=options.moment(since, "--since"),
            until=options.moment(until, "--until"),
        )
        found = frequencies(
            events, column, qualifier=value, duplicates=wanted.duplicates, compat=wanted.compat
        )
        if out is not None:
            project.export(found, out)
    deliver(
        found,
        out=out,
        plot=plot,
        as_json=as_json,
        content=lambda: _content(found),
        tell=lambda: _tell(found),
    )


def _tell(found: Frequencies) -> None:
    totals = found.counts.sum(axis=1).tolist()
    ranked = sorted(range(len(totals)), key=lambda n: -totals[n])
    title = f"the {_MOST} most frequent of {len(ranked):,}" if len(ranked) > _MOST else ""
    values = [_word(value) for value in found.values]
    rows = []
    for n in ranked[:_MOST]:
        each = found.counts[n].tolist() if values else []
        rows.append((found.names[n], totals[n], *each))
    table((found.variable, "statements", *values), rows, title=title)
    say(f"{plural(found.statements, 'statement')}, {found.unreviewed:,} not reviewed.")


def _content(found: Frequencies) -> dict[str, object]:
    return {
        "variable": found.variable,
        "qualifier": found.qualifier,
        "values": list(found.values),
        "names": [
            {"name": name, "counts": row.tolist()}
            for name, row in zip(found.names, found.counts, strict=True)
        ],
        "statements": found.statements,
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }


def _word(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

"""``dissensus network`` and ``coalitions``: who sides with whom"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, say, table

if TYPE_CHECKING:
    from dissensus.model.network import Network, Partition

__all__ = ["coalitions", "network"]


def network(
    location: options.Location,
    kind: designs.Kind = "congruence",
    actors: designs.Actors = "",
    concepts: designs.Concepts = "concept",
    qualifier: designs.Qualifier = "",
    aggregation: designs.Aggregation = "subtract",
    normalization: designs.Normalization = None,
    duplicates: designs.Duplicates = "document",
    isolates: designs.Isolates = False,
    by: designs.Attribute = "",
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
    """Build a network.

    --out writes .graphml, .gexf, .net or .paj (Pajek), .dl (UCINET), .csv, .edges.csv or .parquet, with a
    manifest beside it; --plot draws it.
    """
    _check(out)
    wanted = designs.network_options(
        kind=kind,
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        aggregation=aggregation,
        normalization=normalization,
        duplicates=duplicates,
        isolates=isolates,
        attribute=by,
        statement_type=statement_type,
        include=include,
        exclude=exclude,
        least=least,
        compat=compat,
    )
    with options.opened(location, as_of=as_of) as project:
        made = project.network(
            wanted,
            since=options.moment(since, "--since"),
            until=options.moment(until, "--until"),
            unreviewed=unreviewed,
        )
        if out is not None:
            project.export(made, out)
    deliver(
        made,
        out=out,
        plot=plot,
        as_json=as_json,
        content=lambda: _content(made),
        tell=lambda: _tell(made, ties=out is None and plot is None),
    )


def coalitions(
    location: options.Location,
    actors: designs.Actors = "",
    by: designs.Attribute = "",
    duplicates: designs.Duplicates = "acrossrange",
    resolution: Annotated[
        float, typer.Option(min=0.0, help="Higher: more and smaller coalitions.")
    ] = 1.0,
    runs: Annotated[int, typer.Option(min=1, max=10_000, help="How often to search.")] = 100,
    seed: designs.Seed = 0,
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
    out: options.Out = None,
    plot: designs.Plot = None,
    as_json: options.Json = False,
) -> None:
    """Find the coalitions in the congruence network, as the report does, and how stable they are.

    --out writes the network with each actor's coalition and stability (.graphml, .gexf, .edges.csv, ...); --plot
    draws it with the coalitions around their members.
    """
    from dissensus.analysis.attributes import with_coalitions
    from dissensus.analysis.coalitions import coalitions as find

    _check(out)
    wanted = designs.network_options(
        kind="congruence", actors=actors, attribute=by, duplicates=duplicates
    )
    with options.opened(location, as_of=as_of) as project:
        made = project.network(
            wanted,
            since=options.moment(since, "--since"),
            until=options.moment(until, "--until"),
            unreviewed=unreviewed,
        )
        found = find(made, resolution=resolution, runs=runs, seed=seed)
        if out is not None:
            project.export(with_coalitions(made, found), out)
    deliver(
        with_coalitions(made, found),
        out=out,
        plot=plot,
        as_json=as_json,
        content=lambda: _coalitions_content(made, found),
        tell=lambda: _tell_coalitions(made, found),
    )


def _check(out: Path | None) -> None:
    """Refuse a misspelled suffix before the work, not after it."""
    if out is not None:
        from dissensus.exchange.networks import network_suffix

        network_suffix(out)


def _tell(made: Network, *, ties: bool) -> None:
    say(
        f"{made.name}: {plural(len(made.rows), 'node')}"
        + (f" × {len(made.columns):,}" if made.rows != made.columns else "")
        + f", {plural(made.tie_count, 'tie')}, {plural(made.statements, 'statement')}, "
        f"{made.unreviewed:,} not reviewed."
    )
    if ties:
        _print_ties(made)


def _tell_coalitions(made: Network, found: Partition) -> None:
    rows = [
        (
            chr(ord("A") + number) if number < 26 else number + 1,
            name,
            f"{found.stability.get(name, 1.0):.0%}",
        )
        for number, group in enumerate(found.communities())
        for name in group
    ]
    table(("coalition", "actor", "stability"), rows)
    say(
        f"Modularity {found.quality:.3f}; {plural(found.runs, 'run')}, seed {found.seed}; "
        f"{plural(made.statements, 'statement')}, {made.unreviewed:,} not reviewed."
    )


def _coalitions_content(made: Network, found: Partition) -> dict[str, object]:
    return {
        "modularity": found.quality,
        "runs": found.runs,
        "seed": found.seed,
        "statements": made.statements,
        "unreviewed": made.unreviewed,
        "coalitions": [
            [{"actor": name, "stability": found.stability.get(name)} for name in group]
            for group in found.communities()
        ],
    }


def _print_ties(made: Network, *, most: int = 20) -> None:
    ties = sorted(made.ties(), key=lambda t: (-abs(t.weight), t.source, t.target))
    table(
        ("", "", "weight"),
        [(t.source, t.target, round(t.weight, 4)) for t in ties[:most]],
        title=f"the {most} strongest ties" if len(ties) > most else "",
    )


def _content(made: Network) -> dict[str, object]:
    return {
        "network": made.name,
        "mode": str(made.mode),
        "directed": made.directed,
        "rows": list(made.rows),
        "columns": list(made.columns),
        "ties": [
            {
                "source": t.source,
                "target": t.target,
                "weight": t.weight,
                "statements": list(made.evidence(t.source, t.target)),
            }
            for t in made.ties()
        ],
        "statements": made.statements,
        "unreviewed": made.unreviewed,
        "options": dict(made.options),
    }

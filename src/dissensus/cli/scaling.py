"""``dissensus scaling``: where actors stand on one or two dimensions"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, progress, say, table

if TYPE_CHECKING:
    from dissensus.analysis.scaling.result import Scaling

__all__ = ["scaling"]


def scaling(
    location: options.Location,
    dimensions: Annotated[int, typer.Option(min=1, max=2, help="1 or 2.")] = 1,
    ordinal: Annotated[
        bool,
        typer.Option("--ordinal", help="Take mixed stances for a level between yes and no."),
    ] = False,
    threshold: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Up to this share of yes a stance is no, from its complement on yes, else mixed.",
            show_default="only all yes, or all no",
        ),
    ] = None,
    silence: Annotated[
        bool,
        typer.Option("--silence", help="Count silence as no (ordinal: as mixed), not as missing."),
    ] = False,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTOR",
            help="Twice: who stands at the lower end, who at the upper; with two dimensions a third above.",
        ),
    ] = None,
    per_concept: Annotated[
        int, typer.Option(min=1, help="Leave out concepts with fewer stances.")
    ] = 2,
    per_actor: Annotated[int, typer.Option(min=1, help="Leave out actors with fewer stances.")] = 1,
    drop_constant: Annotated[
        bool, typer.Option("--drop-constant", help="Leave out concepts on which all agree.")
    ] = False,
    samples: Annotated[int, typer.Option(min=4, help="How many draws to keep per chain.")] = 1000,
    burn_in: Annotated[int, typer.Option(min=0, help="How many rounds to drop first.")] = 1000,
    thin: Annotated[int, typer.Option(min=1, help="Keep every so many rounds.")] = 10,
    chains: Annotated[int, typer.Option(min=1, max=64, help="How many chains to run.")] = 4,
    seed: designs.Seed = 0,
    actors: designs.Actors = "",
    concepts: designs.Concepts = "concept",
    qualifier: designs.Qualifier = "",
    duplicates: designs.Duplicates = "include",
    by: designs.Attribute = "",
    statement_type: designs.Type = "",
    include: designs.Include = None,
    exclude: designs.Exclude = None,
    least: designs.Least = None,
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
    out: options.Out = None,
    plot: designs.Plot = None,
    as_json: options.Json = False,
) -> None:
    """Place actors on one or two dimensions by what they are for and against: ideal points, with intervals.

    --out writes all estimates as a table (.csv, .tsv, .jsonl, .parquet) with a manifest beside it.
    """
    from dissensus.analysis.design import TwoMode
    from dissensus.analysis.scaling.estimation import scaling as place

    wanted = designs.network_options(
        kind="affiliation",
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        duplicates=duplicates,
        attribute=by,
        statement_type=statement_type,
        include=include,
        exclude=exclude,
        least=least,
    )
    with options.opened(location, as_of=as_of) as project:
        ready, _ = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        design = ready.design
        assert isinstance(design, TwoMode)
        rounds = burn_in + samples * thin
        with progress("drawing", rounds, quiet=as_json) as report:
            found = place(
                ready.events,
                actors=design.rows,
                concepts=design.columns,
                qualifier=design.qualifier,
                dimensions=dimensions,
                ordinal=ordinal,
                threshold=threshold,
                silence_is_missing=not silence,
                anchors=anchor or (),
                least_per_concept=per_concept,
                least_per_actor=per_actor,
                drop_constant=drop_constant,
                duplicates=design.duplicates,
                population=ready.population,
                samples=samples,
                burn_in=burn_in,
                thin=thin,
                chains=chains,
                seed=seed,
                progress=report,
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


def _tell(found: Scaling) -> None:
    import numpy as np

    points = found.points
    order = np.argsort(-points.mean[:, 0], kind="stable").tolist()
    names = ("",) if found.dimensions == 1 else (" 1", " 2")
    columns = [
        "actor",
        *(f"{c}{d}" for d in names for c in ("point", "from", "to")),
        "stances",
    ]
    rows = [
        (
            found.actors[i],
            *(
                f"{round(float(estimate[i, d]), 2) + 0:.2f}"
                for d in range(found.dimensions)
                for estimate in (points.mean, points.low, points.high)
            ),
            int(found.per_actor[i]),
        )
        for i in order
    ]
    table(columns, rows)
    say(
        f"{plural(len(found.actors), 'actor')}, {plural(len(found.concepts), 'concept')}, "
        f"{plural(found.stances, 'stance')}, {plural(found.statements, 'statement')}, "
        f"{found.unreviewed:,} not reviewed; {found.options['model']} model, "
        f"{found.interval:.0%} intervals, seed {found.options['seed']}."
    )
    for what, dropped in (("actor", found.dropped_actors), ("concept", found.dropped_concepts)):
        if dropped:
            some = ", ".join(dropped[:5]) + (", …" if len(dropped) > 5 else "")
            say(f"Too few stances: {plural(len(dropped), what)} left out ({some}).")
    for warning in found.warnings:
        say(f"Caution: {warning}")


def _content(found: Scaling) -> dict[str, object]:
    return {
        "estimates": found.to_polars().to_dicts(),
        "interval": found.interval,
        "dropped_actors": list(found.dropped_actors),
        "dropped_concepts": list(found.dropped_concepts),
        "warnings": list(found.warnings),
        "converged": found.converged,
        "stances": found.stances,
        "statements": found.statements,
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }

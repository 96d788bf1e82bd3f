"""``dissensus clusterings``: actors divided into groups by many methods"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, say, table

if TYPE_CHECKING:
    from dissensus.analysis.clustering.comparison import Clusterings

__all__ = ["clusterings"]


def clusterings(
    location: options.Location,
    kind: designs.Kind = "subtract",
    normalization: designs.Normalization = "average",
    methods: Annotated[
        str | None,
        typer.Option(help="Clusterings to try, with commas between them.", show_default="all"),
    ] = None,
    groups: Annotated[
        int, typer.Option(min=0, help="How many groups to make; 0: as many as fit best.")
    ] = 0,
    most: Annotated[int, typer.Option(min=2, help="With --groups 0: at most so many.")] = 5,
    width: Annotated[
        int | None,
        typer.Option(
            min=1, help="Divide anew in windows so many units wide.", show_default="one network"
        ),
    ] = None,
    unit: designs.UnitName = "days",
    step: designs.Step = 1,
    cut: designs.CutName = "windows first",
    seed: designs.Seed = 0,
    actors: designs.Actors = "",
    concepts: designs.Concepts = "concept",
    qualifier: designs.Qualifier = "",
    duplicates: designs.Duplicates = "document",
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
    """Divide actors into groups by many methods, and say which division fits best.

    --out writes a row per slice, method and actor (.csv, .tsv, .jsonl, .parquet) with a manifest beside it.
    """
    from dissensus.analysis.clustering.comparison import ACTOR_METHODS
    from dissensus.analysis.clustering.comparison import clusterings as divide
    from dissensus.analysis.design import OneMode

    wanted = designs.network_options(
        kind=kind,
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        normalization=normalization,
        duplicates=duplicates,
        attribute=by,
        statement_type=statement_type,
        include=include,
        exclude=exclude,
        least=least,
        compat=compat,
    )
    over = (
        None
        if width is None
        else designs.windows(width=width, unit=unit, step=step, kernel=None, cut=cut)
    )
    asked = ACTOR_METHODS if methods is None else designs.clustering_methods(methods)
    with options.opened(location, as_of=as_of) as project:
        ready, _ = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        if not isinstance(ready.design, OneMode):
            raise typer.BadParameter(
                "groups are sought among nodes of one kind: congruence, conflict, subtract, ignore.",
                param_hint="--kind",
            )
        found = divide(
            ready.events,
            ready.design,
            windows=over,
            methods=asked,
            k=groups,
            most=most,
            seed=seed,
            population=ready.population,
            extent=ready.extent,
            compat=ready.compat,
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


def _tell(found: Clusterings) -> None:
    if len(found.slices) == 1:
        (only,) = found.slices
        table(
            ("method", "groups", "modularity"),
            [
                (d.method, d.k, round(d.quality, 3) + 0.0)
                for d in sorted(only.divisions, key=lambda d: -d.quality)
            ],
        )
        if only.best is not None:
            table(
                (f"group by {only.best.method}", "actors"),
                [
                    (number + 1, ", ".join(group))
                    for number, group in enumerate(only.partition().communities())
                ],
            )
    else:
        table(
            ("middle", "statements", "actors", "best method", "groups", "modularity"),
            [
                (
                    "" if each.middle is None else f"{each.middle.start:%Y-%m-%d}",
                    each.statements,
                    len(each.names),
                    each.best.method if each.best else "none",
                    each.best.k if each.best else 0,
                    round(each.best.quality, 3) + 0.0 if each.best else 0.0,
                )
                for each in found.slices
            ],
        )
    say(
        f"{plural(len(found.slices), 'network')}, {plural(len(found.everything()), 'statement')}, "
        f"{found.unreviewed:,} not reviewed; seed {found.options['seed']}."
    )
    left = sorted({method for each in found.slices for method in each.left_out})
    if left:
        where = "" if len(found.slices) == 1 else " in some slices"
        say(f"Not divided{where} by: {', '.join(left)}.")


def _content(found: Clusterings) -> dict[str, object]:
    return {
        "slices": [
            {
                "middle": None if each.middle is None else each.middle.start,
                "statements": each.statements,
                "unreviewed": each.unreviewed,
                "best": None if each.best is None else str(each.best.method),
                "left_out": [str(method) for method in each.left_out],
                "methods": [
                    {
                        "method": str(division.method),
                        "k": division.k,
                        "modularity": division.quality,
                        "groups": each.partition(division.method).communities(),
                    }
                    for division in each.divisions
                ],
            }
            for each in found.slices
        ],
        "statements": len(found.everything()),
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }

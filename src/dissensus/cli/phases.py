"""``dissensus phases``: when a debate changes its state"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, say, table

if TYPE_CHECKING:
    from dissensus.analysis.phases.finding import Phases

__all__ = ["phases"]

_MOST_CHANGES: Final = 20
_MOST_DISTANCES: Final = 500


def phases(
    location: options.Location,
    kind: designs.Kind = "affiliation",
    width: designs.Width = 200,
    unit: designs.UnitName = "days",
    step: designs.Step = 1,
    kernel: Annotated[
        str | None,
        typer.Option(
            help="Weigh by distance from the middle: uniform, triangular, epanechnikov or gaussian; none.",
            show_default="uniform; none where windows are counted in events",
        ),
    ] = None,
    indent: designs.Indent = False,
    to_one: Annotated[
        bool, typer.Option(help="Divide each slice by the sum of its absolute weights.")
    ] = True,
    cut: designs.CutName = "windows first",
    distance: Annotated[
        str, typer.Option(help="Of cells (absolute) or of structure (spectral, one-mode).")
    ] = "absolute",
    methods: Annotated[
        str | None,
        typer.Option(
            help="Clusterings to try, with commas between them.",
            show_default="single,average,complete,ward,k-means,pam,spectral,fast-greedy,walktrap",
        ),
    ] = None,
    k_min: Annotated[int, typer.Option(min=2, help="The smallest number of states.")] = 2,
    k_max: Annotated[int, typer.Option(min=2, help="The largest number of states.")] = 6,
    seed: designs.Seed = 0,
    actors: designs.Actors = "",
    concepts: designs.Concepts = "concept",
    qualifier: designs.Qualifier = "",
    aggregation: designs.Aggregation = "subtract",
    normalization: designs.Normalization = None,
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
    """Divide time into states of the debate: slices that differ little within and much between states.

    --out writes a row per slice (.csv, .tsv, .jsonl, .parquet) with a manifest beside it.
    """
    from dissensus.analysis.phases.distances import Distance
    from dissensus.analysis.phases.finding import METHODS
    from dissensus.analysis.phases.finding import phases as divide

    wanted = designs.network_options(
        kind=kind,
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        aggregation=aggregation,
        normalization=normalization,
        duplicates=duplicates,
        isolates=True,
        attribute=by,
        statement_type=statement_type,
        include=include,
        exclude=exclude,
        least=least,
        compat=compat,
    )
    if kernel is None and unit != "events":
        kernel = "uniform"
    over = designs.windows(
        width=width, unit=unit, step=step, kernel=kernel, indent=indent, to_one=to_one, cut=cut
    )
    apart = designs.one_of(Distance, distance, "distance")
    asked = METHODS if methods is None else designs.clustering_methods(methods)
    with options.opened(location, as_of=as_of) as project:
        ready, _ = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        found = divide(
            ready.events,
            ready.design,
            over,
            distance=apart,
            methods=asked,
            k=(k_min, k_max),
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


def _tell(found: Phases) -> None:
    counted = {state: found.states.count(state) for state in range(1, found.k + 1)}
    table(
        ("state", "slices", "first", "last"),
        [
            (
                state,
                counted[state],
                _day(found, found.states.index(state)),
                _day(found, len(found.states) - 1 - found.states[::-1].index(state)),
            )
            for state in counted
        ],
    )
    changes = found.changes()
    table(
        ("change", "from state", "to state"),
        [
            (f"{middle.start:%Y-%m-%d}", before, after)
            for middle, before, after in changes[:_MOST_CHANGES]
        ],
    )
    if len(changes) > _MOST_CHANGES:
        say(f"… and {len(changes) - _MOST_CHANGES:,} more; --json lists all.")
    total = len(found.everything())
    say(
        f"{plural(len(found.states), 'slice')}, {plural(total, 'statement')}, "
        f"{found.unreviewed:,} not reviewed; {plural(found.k, 'state')} by {found.method}, "
        f"modularity {found.chosen.quality:.3f}, stress {found.stress:.1f} %, "
        f"seed {found.options['seed']}."
    )
    if found.chosen.quality <= 0:
        say("Caution: a modularity of 0 or less means that no division fits better than chance.")


def _day(found: Phases, number: int) -> str:
    return f"{found.middles[number].start:%Y-%m-%d}"


def _content(found: Phases) -> dict[str, object]:
    return {
        "method": str(found.method),
        "k": found.k,
        "modularity": found.chosen.quality,
        "slices": found.to_polars().to_dicts(),
        "changes": [
            {"middle": middle.start, "from": before, "to": after}
            for middle, before, after in found.changes()
        ],
        "tried": found.modularity().to_dicts(),
        "stress": found.stress,
        # As many numbers as slices squared: of very many slices they would be the whole output.
        "distances": found.distances.tolist() if len(found.states) <= _MOST_DISTANCES else None,
        "statements": len(found.everything()),
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }

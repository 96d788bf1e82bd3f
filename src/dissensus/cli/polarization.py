"""``dissensus polarization``: how far the actors fall into camps that oppose each other"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, say, table

if TYPE_CHECKING:
    from dissensus.analysis.polarization.result import Polarization
    from dissensus.analysis.polarization.series import PolarizationSeries

__all__ = ["polarization"]

_MOST_ROWS = 24


def polarization(
    location: options.Location,
    blocs: Annotated[int, typer.Option(min=2, help="How many blocs there may be.")] = 2,
    exact: Annotated[
        bool | None,
        typer.Option(
            help="Prove that no two blocs score higher.", show_default="once yes, over time no"
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0.0, help="Seconds for the proof; over time, for each window.")
    ] = 10.0,
    runs: Annotated[
        int | None,
        typer.Option(min=1, help="Random starts of the search.", show_default="50; over time 4"),
    ] = None,
    shuffles: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Deal positions out anew so many times: what chance alone scores.",
            show_default="100; over time 20",
        ),
    ] = None,
    seed: designs.Seed = 0,
    width: Annotated[
        int | None,
        typer.Option(min=1, help="Over time: how many units a window is wide."),
    ] = None,
    unit: designs.UnitName = "days",
    step: designs.Step = 1,
    kernel: designs.KernelName = None,
    indent: designs.Indent = False,
    cut: designs.CutName = "windows first",
    actors: designs.Actors = "",
    concepts: designs.Concepts = "concept",
    qualifier: designs.Qualifier = "",
    normalization: designs.Normalization = "average",
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
    """Find the blocs that agree inside and oppose each other, and say how polarized that is: 0 to 1.

    With --width, window by window. --out writes a row per actor, or per window (.csv, .tsv, .jsonl,
    .parquet), with a manifest beside it.
    """
    from dissensus.analysis.design import OneMode
    from dissensus.analysis.polarization.measure import polarization as find
    from dissensus.analysis.polarization.result import Polarization

    wanted = designs.network_options(
        kind="subtract",
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
    over = None
    if width is None and kernel is not None:
        raise typer.BadParameter(
            "It weighs within windows: give --width, too.", param_hint="--kernel"
        )
    if width is not None:
        over = designs.windows(
            width=width, unit=unit, step=step, kernel=kernel, indent=indent, cut=cut
        )
    with options.opened(location, as_of=as_of) as project:
        ready, _ = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        assert isinstance(ready.design, OneMode)
        found: Polarization | PolarizationSeries = find(
            ready.events,
            ready.design,
            windows=over,
            blocs=blocs,
            exact=exact,
            time_limit=time_limit,
            runs=runs,
            shuffles=_rounds(shuffles, series=over is not None, compat=compat is not None),
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
        content=lambda: _once(found) if isinstance(found, Polarization) else _over_time(found),
        tell=lambda: _tell(found) if isinstance(found, Polarization) else _tell_series(found),
    )


def _rounds(shuffles: int | None, *, series: bool, compat: bool) -> int:
    if shuffles is None:
        return 0 if compat else 20 if series else 100
    return shuffles


def _tell(found: Polarization) -> None:
    table(
        ("bloc", "actors", "who"),
        [
            (number, len(names), ", ".join(names))
            for number, names in enumerate(found.partition.communities())
        ],
    )
    say(f"Polarization {found.score:.3f}{_proof(found)}.")
    if found.chance is not None and found.chance_of_more is not None:
        say(
            f"With positions dealt out at random ({len(found.shuffled):,} times) it is "
            f"{found.chance:.3f} on average; so high or higher: p = {found.chance_of_more:.3f}."
        )
    say(
        f"Of the congruence, {_share(found.congruence_between, found.congruence)} is between blocs; "
        f"of the conflict, {_share(found.conflict_within, found.conflict)} is within."
    )
    if found.parts > 1:
        say(
            f"The debate has {found.parts} parts that never meet: "
            "how their blocs stand to each other can't be known."
        )
    say(f"{plural(found.statements, 'statement')}, {found.unreviewed:,} not reviewed.")


def _tell_series(found: PolarizationSeries) -> None:
    every = max(1, -(-len(found) // _MOST_ROWS))
    chance = found.chance
    table(
        ("middle", "polarization", "by chance", "actors", "statements"),
        [
            (
                f"{found.middle[n].start:%Y-%m-%d %H:%M}".removesuffix(" 00:00"),
                f"{found.score[n]:.3f}",
                "" if chance is None else f"{chance[n]:.3f}",
                found.actors[n],
                found.statements[n],
            )
            for n in range(0, len(found), every)
        ],
    )
    told = f"{plural(len(found), 'window')}"
    if every > 1:
        told += f", one of {every} listed; --json and --out have all"
    proved = f"{sum(found.exact):,} proved to have no better blocs"
    if "compat" in found.options:
        proved = "by DNA's score of blocs of equal size"
    say(
        f"{plural(len(found.behind), 'statement')}, {found.unreviewed:,} not reviewed; "
        f"{told}: {proved}, seed {found.options['seed']}."
    )


def _proof(found: Polarization) -> str:
    if "compat" in found.options and found.options["compat"] != "none":
        return ", by DNA's score of blocs of equal size"
    if found.exact:
        return "; no blocs score higher"
    if found.bound is not None:
        return f"; whether others score higher, up to {found.bound:.3f}, was not settled in time"
    return "; whether others score higher was not asked"


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"


def _once(found: Polarization) -> dict[str, object]:
    return {
        "score": found.score,
        "bound": found.bound,
        "exact": found.exact,
        "chance": found.chance,
        "chance_of_more": found.chance_of_more,
        "blocs": found.partition.communities(),
        "congruence": found.congruence,
        "conflict": found.conflict,
        "congruence_between": found.congruence_between,
        "conflict_within": found.conflict_within,
        "parts": found.parts,
        "statements": found.statements,
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }


def _over_time(found: PolarizationSeries) -> dict[str, object]:
    windows = found.to_polars().to_dicts()
    for number, window in enumerate(windows):
        window["blocs"] = found.blocs(number)
    return {
        "windows": windows,
        "statements": len(found.behind),
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }

"""``dissensus windows``: networks over time"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, progress, say, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dissensus.analysis.over_time.course import Course
    from dissensus.model.network import Network

__all__ = ["windows"]

_SHOWN = 12
_SHORT = ("seconds", "minutes", "hours")


def windows(
    location: options.Location,
    kind: designs.Kind = "subtract",
    width: designs.Width = 100,
    unit: designs.UnitName = "days",
    step: designs.Step = 1,
    kernel: designs.KernelName = None,
    indent: designs.Indent = False,
    to_one: designs.ToOne = False,
    cut: designs.CutName = "windows first",
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
    form: Annotated[
        str,
        typer.Option("--format", help="Of the files in a folder: graphml, gexf, net, dl, csv, ..."),
    ] = "graphml",
    plot: designs.Plot = None,
    as_json: options.Json = False,
) -> None:
    """Build a network for each window in time, and show how it changes.

    --out writes all ties into one file (.edges.csv, .parquet), the figures of each slice into a table
    (.csv, .tsv, .jsonl), or, to a folder, a network per slice and the table (slices.csv).
    """
    from dissensus.analysis.over_time.course import Watch
    from dissensus.analysis.over_time.slices import slices

    tabular = _is_table(out)
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
    over = designs.windows(
        width=width, unit=unit, step=step, kernel=kernel, indent=indent, to_one=to_one, cut=cut
    )
    watch = Watch()
    with options.opened(location, as_of=as_of) as project:
        ready, entities = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        networks = slices(
            ready.events,
            ready.design,
            over,
            population=ready.population,
            extent=ready.extent,
            compat=ready.compat,
        )
        with progress("slices", quiet=as_json) as report:
            passing = _reported(watch.over(networks), report)
            if out is None or tabular:
                for _ in passing:
                    pass
            else:
                from dissensus.transfer import export_slices

                full = (ready.attributed(network, entities) for network in passing)
                export_slices(
                    project.store, full, out, behind=ready.events, form=f".{form.lstrip('.')}"
                )
        course = watch.course(ready.events)
        if out is not None and (tabular or out.is_dir()):
            project.export(course, out if tabular else out / "slices.csv")
    deliver(
        course,
        out=out,
        plot=plot,
        as_json=as_json,
        content=lambda: _content(course),
        tell=lambda: _tell(course, unit),
    )


def _is_table(out: Path | None) -> bool:
    """Say whether ``out`` is a table of figures; a misspelled suffix is refused before the work."""
    if out is None:
        return False
    name = out.name.lower()
    if name.endswith((".csv", ".tsv", ".jsonl")) and not name.endswith(".edges.csv"):
        return True
    from dissensus.exchange.slices import ties_suffix

    ties_suffix(out)
    return False


def _reported(networks: Iterable[Network], report: Callable[[int], None]) -> Iterator[Network]:
    for number, network in enumerate(networks, start=1):
        report(number)
        yield network


def _tell(course: Course, unit: str) -> None:
    """Print some slices, evenly spread, and what they are of."""
    frame = course.to_polars()
    every = max(1, -(-len(frame) // _SHOWN))
    rows = frame.gather_every(every).select(
        "slice", "middle", "statements", "rows", "ties", "density", "positive", "negative"
    )
    table(
        ("slice", "middle", "statements", "nodes", "ties", "density", "positive", "negative"),
        [
            (
                number,
                f"{middle:%Y-%m-%d %H:%M:%S}" if unit in _SHORT else f"{middle:%Y-%m-%d}",
                *counts[:3],
                *(round(value, 3) for value in counts[3:]),
            )
            for number, middle, *counts in islice(rows.iter_rows(), _SHOWN)
        ],
        title=f"one in {every} of {len(frame):,} slices" if every > 1 else "",
    )
    total = 0 if course.behind is None else len(course.behind)
    if not len(frame):
        say("There is no slice: the dates span less than one window. Try a smaller --width.")
        return
    say(
        f"{course.name}: {plural(len(frame), 'slice')} of {course.options.get('window', '?')}, "
        f"{plural(total, 'statement')}, {course.unreviewed:,} not reviewed."
    )


def _content(course: Course) -> dict[str, object]:
    return {
        "network": course.name,
        "slices": course.to_polars().to_dicts(),
        "statements": 0 if course.behind is None else len(course.behind),
        "unreviewed": course.unreviewed,
        "options": dict(course.options),
    }

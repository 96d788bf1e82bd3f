"""``dissensus backbone``: which concepts carry a network, and which could be left out"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import designs, options
from dissensus.cli.delivery import deliver
from dissensus.cli.output import plural, print_json, say, table

if TYPE_CHECKING:
    from dissensus.analysis.backbone.result import Backbone, Method, Split

__all__ = ["backbone"]


class _Way(StrEnum):
    NESTED = "nested"
    FIXED = "fixed"
    PENALTY = "penalty"


def backbone(
    location: options.Location,
    method: Annotated[
        str,
        typer.Option(
            help="nested: one concept leaves after the other; fixed: the best set of --size; "
            "penalty: the best set of any size, large ones counting more."
        ),
    ] = "nested",
    size: Annotated[
        int | None,
        typer.Option(
            help="How many concepts the backbone has (fixed; nested: tell this one's sets)."
        ),
    ] = None,
    penalty: Annotated[
        float,
        typer.Option(help="With penalty: larger ones leave fewer concepts; 2.5 to 12 is usual."),
    ] = 3.5,
    evaluate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONCEPT",
            help="Search nothing: tell what is lost with this concept as the backbone; repeatable.",
        ),
    ] = None,
    iterations: Annotated[
        int, typer.Option(min=1, help="How many sets annealing looks at (no more there are: all).")
    ] = 10_000,
    seed: designs.Seed = 0,
    kind: designs.Kind = "subtract",
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
    """Find the concepts that carry a one-mode network, and those it loses little without.

    --out writes one row per concept (.csv, .tsv, .jsonl, .parquet) with a manifest beside it.
    """
    from dissensus.analysis.backbone.finding import backbone as find
    from dissensus.analysis.backbone.finding import evaluate_backbone
    from dissensus.analysis.design import OneMode

    way = designs.one_of(_Way, method, "method")
    if evaluate and (out is not None or plot is not None):
        raise typer.BadParameter("It has nothing to write or draw.", param_hint="--evaluate")
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
    if kind == "affiliation":
        raise typer.BadParameter(
            "A backbone is of ignore, congruence, conflict or subtract.", param_hint="--kind"
        )
    with options.opened(location, as_of=as_of) as project:
        ready, _ = designs.prepared(
            project, wanted, since=since, until=until, unreviewed=unreviewed
        )
        design = ready.design
        assert isinstance(design, OneMode)
        if evaluate:
            _tell_evaluated(
                evaluate_backbone(
                    ready.events,
                    design,
                    evaluate,
                    population=ready.population,
                    extent=ready.extent,
                    compat=ready.compat,
                ),
                as_json=as_json,
            )
            return
        found = find(
            ready.events,
            design,
            method=_method(way, size, penalty),
            iterations=iterations,
            seed=seed,
            population=ready.population,
            extent=ready.extent,
            compat=ready.compat,
        )
        split = None if way is _Way.NESTED and size is None else found.split(size)
        if out is not None:
            project.export(found, out)
    deliver(
        found,
        out=out,
        plot=plot,
        as_json=as_json,
        content=lambda: _content(found, split),
        tell=lambda: _tell(found, split),
    )


def _method(way: _Way, size: int | None, penalty: float) -> Method:
    from dissensus.analysis.backbone.result import Fixed, Nested, Penalty

    if way is _Way.NESTED:
        return Nested()
    if way is _Way.FIXED:
        if size is None:
            raise typer.BadParameter("The method fixed needs it.", param_hint="--size")
        return Fixed(size)
    if size is not None:
        raise typer.BadParameter("With a penalty, the size is what is found.", param_hint="--size")
    return Penalty(penalty)


def _tell(found: Backbone, split: Split | None) -> None:
    if found.best is None:
        table(
            ("", "leaves", "loss", "redundant loss", "statements left"),
            [
                (n, r.concept, f"{r.loss:.4f}", f"{r.redundant_loss:.4f}", r.statements)
                for n, r in enumerate(found.removals, start=1)
            ],
        )
    if split is not None:
        counts = dict(zip(found.concepts, found.material.counts.tolist(), strict=True))
        sets = (("backbone", split.backbone), ("redundant", split.redundant))
        table(
            ("set", "concept", "statements"),
            [(name, concept, counts[concept]) for name, own in sets for concept in own],
        )
        say(
            f"Loss {split.loss:.4f} in the backbone, {split.redundant_loss:.4f} in the redundant set."
        )
    how = ""
    if found.exact:
        how = "; all sets were looked at"
    elif found.trace is not None:
        how = f"; annealing, {plural(found.iterations, 'iteration')}, seed {found.seed}"
    say(
        f"{plural(found.actors, 'actor')}, {plural(len(found.concepts), 'concept')}, "
        f"{plural(found.statements, 'statement')}, {found.unreviewed:,} not reviewed{how}."
    )


def _tell_evaluated(split: Split, *, as_json: bool) -> None:
    if as_json:
        print_json(_sets(split))
        return
    say(
        f"{plural(len(split.backbone), 'concept')} as the backbone: loss {split.loss:.4f}; "
        f"the other {len(split.redundant):,} alone: {split.redundant_loss:.4f}."
    )


def _content(found: Backbone, split: Split | None) -> dict[str, object]:
    content: dict[str, object] = {
        "actors": found.actors,
        "concepts": found.to_polars().to_dicts(),
        "exact": found.exact,
        "statements": found.statements,
        "unreviewed": found.unreviewed,
        "options": dict(found.options),
    }
    return content if split is None else {**_sets(split), **content}


def _sets(split: Split) -> dict[str, object]:
    return {
        "backbone": list(split.backbone),
        "redundant": list(split.redundant),
        "loss": split.loss,
        "redundant_loss": split.redundant_loss,
    }

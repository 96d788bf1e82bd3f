"""Which options do all results from networks share? Their names and help, and what they add up to"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dissensus.cli import options

if TYPE_CHECKING:
    from dissensus.analysis.clustering.choice import Clustering
    from dissensus.analysis.design import Windows
    from dissensus.model.entity import Entity
    from dissensus.networks import NetworkOptions, Prepared
    from dissensus.project import Project

__all__ = [
    "Actors",
    "Aggregation",
    "Attribute",
    "CompatName",
    "Concepts",
    "CutName",
    "Duplicates",
    "Exclude",
    "Include",
    "Indent",
    "Isolates",
    "KernelName",
    "Kind",
    "Least",
    "Normalization",
    "Plot",
    "Qualifier",
    "Seed",
    "Step",
    "ToOne",
    "Type",
    "UnitName",
    "Width",
    "clustering_methods",
    "network_options",
    "one_of",
    "prepared",
    "windows",
]

_Member = TypeVar("_Member", bound=StrEnum)

Kind = Annotated[
    str,
    typer.Option(help="affiliation, ignore, congruence, conflict, subtract or relations."),
]
Actors = Annotated[
    str,
    typer.Option(
        help='The variable with the actors, "speaker" (organization, else person), or document.author and the like.'
    ),
]
Concepts = Annotated[str, typer.Option(help="The variable with the concepts.")]
Qualifier = Annotated[
    str,
    typer.Option(
        help='The variable that says yes or no, or how much; "none" for none.',
        show_default="agreement, where there is one",
    ),
]
Aggregation = Annotated[
    str, typer.Option(help="Of an affiliation network: ignore, combine or subtract.")
]
Normalization = Annotated[
    str | None,
    typer.Option(help="activity, prominence (affiliation); average, jaccard, cosine (the others)."),
]
Duplicates = Annotated[
    str,
    typer.Option(
        help="Count repetitions once per document, week, month, year, acrossrange, group or source; or include."
    ),
]
Isolates = Annotated[
    bool, typer.Option("--isolates", help="Keep names that have no statement left.")
]
Attribute = Annotated[
    str, typer.Option("--by", help="Group the actors by this attribute of theirs, such as party.")
]
Type = Annotated[str, typer.Option("--type", help="The statement type.", show_default="by kind")]
Include = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN=VALUE", help="Keep only statements with this value; repeatable."),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN=VALUE", help="Leave out statements with this value; repeatable."),
]
Least = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN=N",
        help="Leave out values with fewer than N statements, such as concept=3; repeatable.",
    ),
]
CompatName = Annotated[
    str | None,
    typer.Option("--compat", help="Repeat the arithmetic of DNA to the digit: dna3.0 or dna3.1."),
]
Width = Annotated[int, typer.Option(min=1, help="How many units a window is wide.")]
UnitName = Annotated[
    str,
    typer.Option("--unit", help="events, seconds, minutes, hours, days, weeks, months or years."),
]
Step = Annotated[int, typer.Option(min=1, help="How many units lie from window to window.")]
KernelName = Annotated[
    str | None,
    typer.Option(
        "--kernel",
        help="Weigh by distance from the middle: uniform, triangular, epanechnikov or gaussian.",
        show_default="none: all in a window count alike",
    ),
]
Indent = Annotated[
    bool,
    typer.Option("--indent", help="With a kernel: only slices whose window lies within the dates."),
]
ToOne = Annotated[
    bool, typer.Option("--to-one", help="Divide each slice by the sum of its absolute weights.")
]
CutName = Annotated[
    str,
    typer.Option(
        "--cut",
        help='Look for duplicates in each window ("windows first") or before ("duplicates first").',
    ),
]


def _picture(path: Path | None) -> Path | None:
    """Refuse a misspelled suffix before the work, not after it."""
    if path is not None:
        from dissensus.report.charts import picture_suffix

        picture_suffix(path)
    return path


Plot = Annotated[
    Path | None,
    typer.Option(callback=_picture, help="Draw a picture of the result: .svg, .pdf or .png."),
]
Seed = Annotated[int, typer.Option(help="Where the searches begin.")]


def network_options(
    *,
    kind: str,
    actors: str = "",
    concepts: str = "concept",
    qualifier: str = "",
    aggregation: str = "subtract",
    normalization: str | None = None,
    duplicates: str = "document",
    isolates: bool = False,
    attribute: str = "",
    statement_type: str = "",
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    least: Sequence[str] | None = None,
    compat: str | None = None,
) -> NetworkOptions:
    """Turn words into options; a wrong word names the right ones."""
    from dissensus.analysis.design import Compat
    from dissensus.analysis.selection import Counting
    from dissensus.analysis.selection import Duplicates as Within
    from dissensus.model import network as words
    from dissensus.networks import Kind, NetworkOptions

    within: dict[str, Within | Counting] = {
        str(member): member for names in (Within, Counting) for member in names
    }
    if duplicates not in within:
        raise _wrong("duplicates", duplicates, within)
    return NetworkOptions(
        kind=one_of(Kind, kind, "kind"),
        statement_type=statement_type,
        actors=actors,
        concepts=concepts,
        qualifier=None if qualifier == "none" else qualifier,
        aggregation=one_of(words.Aggregation, aggregation, "aggregation"),
        normalization=(
            None
            if normalization in (None, "none")
            else one_of(words.Normalization, normalization, "normalization")
        ),
        duplicates=within[duplicates],
        isolates=isolates,
        attribute=attribute,
        include=_pairs(include, "--include"),
        exclude=_pairs(exclude, "--exclude"),
        least={name: _number(values[-1]) for name, values in _pairs(least, "--least").items()},
        compat=None if compat is None else one_of(Compat, compat, "compat"),
    )


def windows(
    *,
    width: int,
    unit: str,
    step: int,
    kernel: str | None,
    indent: bool = False,
    to_one: bool = False,
    cut: str = "windows first",
) -> Windows:
    """Turn words into windows; a wrong word names the right ones."""
    from dissensus.analysis.design import Cut, Kernel, Unit, Windows

    return Windows(
        width=width,
        unit=one_of(Unit, unit, "unit"),
        step=step,
        kernel=None if kernel in (None, "none") else one_of(Kernel, kernel, "kernel"),
        indent=indent,
        to_one=to_one,
        cut=one_of(Cut, cut, "cut"),
    )


def prepared(
    project: Project,
    wanted: NetworkOptions,
    *,
    since: str | None,
    until: str | None,
    unreviewed: bool,
) -> tuple[Prepared, tuple[Entity, ...]]:
    """Read a project's statements and make the design: what every measure takes, and the entities."""
    from dissensus.networks import prepared as prepare

    codebook = project.codebook
    entities = codebook.entities
    events = project.events(statement_type=wanted.type_in(codebook), unreviewed=unreviewed)
    ready = prepare(
        events,
        wanted,
        entities,
        since=options.moment(since, "--since"),
        until=options.moment(until, "--until"),
        texts=project.extent(),
    )
    return ready, entities


def clustering_methods(words: str) -> tuple[Clustering, ...]:
    """Read the names of clustering methods, separated by commas."""
    from dissensus.analysis.clustering.choice import Clustering

    names = [word.strip() for word in words.split(",") if word.strip()]
    return tuple(one_of(Clustering, name, "methods") for name in names)


def one_of(members: type[_Member], word: str, option: str) -> _Member:
    """Return the member a word names; a wrong word is an error that names the right ones."""
    for member in members:
        if word == member:
            return member
    raise _wrong(option, word, members)


def _wrong(option: str, word: str, known: Iterable[str]) -> typer.BadParameter:
    names = ", ".join(str(name) for name in known)
    return typer.BadParameter(f"{word!r} is none of: {names}.", param_hint=f"--{option}")


def _pairs(given: Sequence[str] | None, option: str) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for word in given or ():
        name, found, value = word.partition("=")
        if not found or not name:
            raise typer.BadParameter(f"{word!r} is not like concept=VALUE.", param_hint=option)
        pairs.setdefault(name, []).append(value)
    return pairs


def _number(word: str) -> int:
    if not word.isdecimal():
        raise typer.BadParameter(f"{word!r} is not a number of statements.", param_hint="--least")
    return int(word)

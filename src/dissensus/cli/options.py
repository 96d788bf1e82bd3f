"""Which options do several verbs share? Their names, help and reading"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dissensus.model.moment import Moment
    from dissensus.project import Project

__all__ = [
    "AsOf",
    "Coder",
    "Json",
    "Location",
    "Out",
    "Since",
    "Unreviewed",
    "Until",
    "moment",
    "opened",
]

Location = Annotated[str, typer.Argument(metavar="PROJECT", help="The project file.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Coder = Annotated[
    str | None,
    typer.Option(
        help="Write under this name.", envvar="DISSENSUS_CODER", show_default="your login"
    ),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")]
Since = Annotated[str | None, typer.Option(help="From this date on (2019, 2019-06 or 2019-06-05).")]
Until = Annotated[str | None, typer.Option(help="Up to the end of this date.")]
Unreviewed = Annotated[
    bool, typer.Option("--unreviewed", help="Count suggestions that wait for a decision too.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="The project as it was then: the number of an act, or a date (2024-05, 2024-05-06).",
    ),
]


def opened(location: str, *, coder: str | None = None, as_of: str | None = None) -> Project:
    """Open a project, now or as it was."""
    from datetime import UTC

    from dissensus.errors import StoreError
    from dissensus.project import open_project

    project = open_project(location, coder=coder)
    if as_of is None:
        return project
    if as_of.isdecimal():  # a number is an act, never a year
        return project.as_of(int(as_of))
    when = moment(as_of, "--as-of")
    if when is None:
        raise StoreError("--as-of is empty.", remedy="Give a time or the number of an act.")
    return project.as_of(when.stop.replace(tzinfo=UTC))


def moment(text: str | None, option: str) -> Moment | None:
    """Read a date given on the command line."""
    from dissensus.model.moment import Moment

    if text is None:
        return None
    try:
        return Moment.parse(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint=option) from None

"""``dissensus coder``: who writes in a project"""

from __future__ import annotations

from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import print_json, say, table

__all__ = ["app"]

app = typer.Typer(help="List and add coders, and set what they may do.", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(help="The coder's name.")]


@app.command("list")
def list_(location: options.Location, as_json: options.Json = False) -> None:
    """List the coders and what they may do."""
    with options.opened(location) as project:
        coders = project.coders()
    rows = [(c.name, c.kind.value, ", ".join(sorted(c.permissions))) for c in coders]
    if as_json:
        print_json([dict(zip(("name", "kind", "permissions"), row, strict=True)) for row in rows])
    else:
        table(("coder", "kind", "may"), rows)


@app.command()
def add(location: options.Location, name: _Name, coder: options.Coder = None) -> None:
    """Add a coder, who may do everything."""
    from dissensus.model.coder import Coder

    with options.opened(location, coder=coder) as project:
        project.add_coder(Coder(name=name))
    say(f"Added {name}.")


@app.command()
def permit(
    location: options.Location,
    name: _Name,
    permissions: Annotated[
        list[str],
        typer.Argument(help="read, code, review, ingest, 'edit codebook', 'edit others', manage."),
    ],
    coder: options.Coder = None,
) -> None:
    """Set what a coder may do: just these permissions."""
    from dissensus.model.coder import Permission

    try:
        wanted = frozenset(Permission(p) for p in permissions)
    except ValueError:
        known = ", ".join(p.value for p in Permission)
        raise typer.BadParameter(f"The permissions are: {known}.") from None
    with options.opened(location, coder=coder) as project:
        project.permit(name, wanted)
    say(f"{name} may: {', '.join(sorted(wanted))}.")

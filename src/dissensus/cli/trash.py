"""``dissensus trash``: put documents and statements away, and take them out again"""

from __future__ import annotations

from typing import Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say, table

__all__ = ["app"]

app = typer.Typer(
    help="Put documents and statements in the trash, and take them out.", no_args_is_help=True
)
_Ids = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Identities of documents or statements.")
]


@app.command("list")
def list_(location: options.Location, as_json: options.Json = False) -> None:
    """List what is in the trash."""
    with options.opened(location) as project:
        rows = project.trash()
    if as_json:
        print_json([dict(zip(("what", "id", "words"), row, strict=True)) for row in rows])
    else:
        table(("what", "identity", "words"), rows)


@app.command()
def put(location: options.Location, ids: _Ids, coder: options.Coder = None) -> None:
    """Put documents or statements in the trash; nothing is ever erased."""
    with options.opened(location, coder=coder) as project:
        say(
            f"{plural(project.delete(ids), 'thing')} put in the trash; `dissensus undo` takes it back."
        )


@app.command()
def restore(location: options.Location, ids: _Ids, coder: options.Coder = None) -> None:
    """Take documents or statements out of the trash."""
    with options.opened(location, coder=coder) as project:
        say(f"{plural(project.delete(ids, back=True), 'thing')} taken out of the trash.")

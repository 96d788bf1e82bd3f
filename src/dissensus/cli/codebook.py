"""``dissensus codebook``: check, show, import, export, and care (see ``caring``)"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dissensus.cli import caring, options
from dissensus.cli.output import plural, print_json, say, table

__all__ = ["app"]

app = typer.Typer(help="Check, show, import, export and care for codebooks.", no_args_is_help=True)
_File = Annotated[Path, typer.Argument(metavar="FILE", help="A codebook file (YAML).")]


@app.command()
def check(file: _File) -> None:
    """Read a codebook file and say what is wrong with it, line by line."""
    from dissensus.exchange.codebook import load_codebook

    book = load_codebook(file)
    types = ", ".join(t.name for t in book.statement_types)
    say(f"{file} is sound: {types}; {plural(len(book.entities), 'entity', 'entities')}.")


@app.command()
def show(
    location: options.Location, as_of: options.AsOf = None, as_json: options.Json = False
) -> None:
    """Show what may be coded in a project."""
    from dataclasses import asdict

    with options.opened(location, as_of=as_of) as project:
        book = project.codebook
    if as_json:
        print_json(asdict(book))
        return
    say(book.title or "(no title)", style="bold")
    rows = [
        (t.name, v.name, v.data_type.value, v.entities)
        for t in book.statement_types
        for v in t.variables
    ]
    table(("statement type", "variable", "type", "entities"), rows)
    table(
        ("kind", "name", "aliases", "attributes"),
        [
            (
                e.kind,
                e.name,
                ", ".join(e.aliases),
                ", ".join(f"{a.name}: {a.value}" for a in e.attributes),
            )
            for e in book.entities
        ],
    )


@app.command("import")
def import_(location: options.Location, file: _File, coder: options.Coder = None) -> None:
    """Make a project's codebook say what a file says; identities are kept by name."""
    from dissensus.exchange.codebook import load_codebook

    book = load_codebook(file)
    with options.opened(location, coder=coder) as project:
        project.set_codebook(book)
    say(f"{location} now has the codebook of {file}.")


@app.command()
def export(location: options.Location, out: options.Out = None, as_of: options.AsOf = None) -> None:
    """Write a project's codebook as YAML, to a file or to standard output."""
    import sys

    from dissensus.exchange.codebook import dump_codebook

    with options.opened(location, as_of=as_of) as project:
        text = dump_codebook(project.codebook)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
        say(f"Wrote {out}.")


for _verb in (caring.care, caring.rename, caring.merge, caring.recode):
    app.command()(_verb)

"""``dissensus import`` and ``export``: tables of statements or documents, and DNA's data bases"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from dissensus.cli import dna, options
from dissensus.cli.output import plural, print_json, say, table

__all__ = ["export_table", "import_table"]


def import_table(
    location: options.Location,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="A .csv, .jsonl or .parquet table, or a .dna data base. Also: import dna PROJECT FILE; import dna "
            "FILE, into the project of the same name beside the file.",
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="What the columns mean (YAML); what `dissensus export` wrote needs none.",
            show_default=False,
        ),
    ] = None,
    what: Annotated[
        str,
        typer.Option(
            help="The statement type, where more than one has a table's variables.",
            show_default="by its columns",
        ),
    ] = "",
    coder: options.Coder = None,
    as_json: options.Json = False,
) -> None:
    """Import texts or coded statements from a table (somebody else's, or one that export wrote), or a DNA data base.

    Rows of a table without texts become quotation-only texts, made of their quotations. A DNA 3 data base comes
    whole, as one act; a project that is not there yet is made for it.
    """
    from dissensus.exchange.mapping import load_mapping

    location, file, is_dna = dna.meant((location, *words))
    if is_dna:
        _refuse(file, {"--mapping": mapping, "--what": what})
        dna.import_dna(location, file, coder=coder, as_json=as_json)
        return
    meant = load_mapping(mapping) if mapping else None
    with options.opened(location, coder=coder) as project:
        found = project.import_table(file, meant, statement_type=what)
    if as_json:
        print_json(
            {
                "documents": found.documents,
                "statements": found.statements,
                "known": found.known,
                "refused": [{"row": r.row, "reason": r.reason} for r in found.refused],
            }
        )
    else:
        say(
            f"Imported {plural(found.documents, 'text')} and {plural(found.statements, 'statement')}; "
            f"{found.known:,} already there; "
            f"{plural(len(found.refused), 'row or value', 'rows or values')} refused."
        )
        if found.refused:
            table(("row", "why"), [(r.row, r.reason) for r in found.refused[:20]])
            if len(found.refused) > 20:
                say(f"… and {len(found.refused) - 20:,} more; --json lists all.")
    if found.refused and not (found.documents or found.statements or found.known):
        raise typer.Exit(3)


def export_table(
    location: options.Location,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="A .csv, .jsonl, .parquet or .dna file to write. Also: export dna PROJECT FILE; export dna FILE, "
            "from the project of the same name beside the file.",
        ),
    ],
    what: Annotated[
        str,
        typer.Option(
            help='A statement type (position, …), or "documents".', show_default="position"
        ),
    ] = "",
    since: options.Since = None,
    until: options.Until = None,
    unreviewed: options.Unreviewed = False,
    as_of: options.AsOf = None,
    password: Annotated[
        str | None,
        typer.Option(
            help="For coders who have no password in DNA yet.",
            envvar="DISSENSUS_DNA_PASSWORD",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over a .dna file that is there already.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write statements of one type, or the documents, as a table, or the whole project as a DNA data base.

    A manifest beside it says what it was made of; of a DNA data base, also what could not be carried.
    """
    location, out, is_dna = dna.meant((location, *words))
    if is_dna:
        _refuse(
            out, {"--what": what, "--since": since, "--until": until, "--unreviewed": unreviewed}
        )
        dna.export_dna(
            location, out, password=password, replace=replace, as_of=as_of, as_json=as_json
        )
        return
    what = what or "position"
    with options.opened(location, as_of=as_of) as project:
        if what == "documents":
            texts = list(project.documents())
            project.export(texts, out)
            number = plural(len(texts), "text")
        else:
            events = project.events(
                statement_type=what,
                since=options.moment(since, "--since"),
                until=options.moment(until, "--until"),
                unreviewed=unreviewed,
            )
            project.export(events, out)
            number = plural(len(events), "statement")
    if as_json:
        print_json({"file": str(out), "what": what, "manifest": f"{out}.manifest.json"})
    else:
        say(f"Wrote {number} to {out}, and {out.name}.manifest.json.")


def _refuse(file: Path, given: Mapping[str, object]) -> None:
    """A DNA data base is the whole project: what chooses a part of it does not go with it."""
    for name, value in given.items():
        if value:
            raise typer.BadParameter(f"{name} does not go with the data base {file.name}.")

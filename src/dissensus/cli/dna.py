"""``dissensus import`` and ``export`` of DNA's data bases: which words mean them, and what is printed"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say, table

if TYPE_CHECKING:
    from dissensus.exchange.dna.losses import Loss

__all__ = ["export_dna", "import_dna", "meant"]

_DNA = "dna"
_SUFFIX = ".dna"


def meant(words: Sequence[str]) -> tuple[str, Path, bool]:
    """Return project and file that the words of a command mean, and whether the file is a DNA data base.

    ``PROJECT FILE``, where a suffix ``.dna`` says so; ``dna PROJECT FILE``; ``dna FILE``, for the project of the same
    name beside the file. A file of that suffix is never taken for the project.
    """
    spelled = words[0] == _DNA and len(words) > 1
    rest = list(words[1:] if spelled else words)
    if spelled and len(rest) == 1:
        return str(Path(rest[0]).with_suffix(".dissensus")), Path(rest[0]), True
    if len(rest) != 2:
        raise typer.BadParameter("give a project and a file, in that order.")
    if rest[0].lower().endswith(_SUFFIX) and not rest[1].lower().endswith(_SUFFIX):
        rest.reverse()
    return rest[0], Path(rest[1]), spelled or rest[1].lower().endswith(_SUFFIX)


def import_dna(location: str, file: Path, *, coder: str | None, as_json: bool) -> None:
    """Import a DNA data base; a project that is not there yet is made."""
    from dissensus.model.codebook import Codebook
    from dissensus.project import create

    if Path(location).exists() or "://" in location:
        with options.opened(location, coder=coder) as project:
            found = project.import_dna(file)
    else:
        made = create(location, Codebook(title=file.stem), coder=coder)
        try:
            found = made.import_dna(file)
        except BaseException:
            made.close()
            Path(location).unlink()
            raise
        made.close()
    if as_json:
        print_json(
            {
                "project": location,
                "documents": found.documents,
                "statements": found.statements,
                "entities": found.entities,
                "known": found.known,
                "losses": [loss.as_json() for loss in found.losses],
            }
        )
        return
    say(
        f"Imported {plural(found.documents, 'text')}, {plural(found.statements, 'statement')} and "
        f"{plural(found.entities, 'entity', 'entities')} into {location}; {found.known:,} already there."
    )
    _tell(found.losses)


def export_dna(
    location: str,
    file: Path,
    *,
    password: str | None,
    replace: bool,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Write a project as a DNA data base."""
    from dissensus.exchange.manifest import manifest_path

    with options.opened(location, as_of=as_of) as project:
        asked = password if password is not None or not sys.stdin.isatty() else _ask
        wrote = project.export_dna(file, password=asked, replace=replace)
    if as_json:
        print_json(
            {
                "file": str(file),
                "documents": wrote.documents,
                "statements": wrote.statements,
                "entities": wrote.entities,
                "losses": [loss.as_json() for loss in wrote.losses],
            }
        )
        return
    say(
        f"Wrote {plural(wrote.documents, 'text')} and {plural(wrote.statements, 'statement')} to {file}, and "
        f"{manifest_path(file).name}."
    )
    _tell(wrote.losses)


def _ask(names: Sequence[str]) -> str:
    answer: Any = typer.prompt(
        f"Password in DNA for {', '.join(names)}",
        hide_input=True,
        confirmation_prompt=True,
        err=True,
    )
    return str(answer)


def _tell(losses: Sequence[Loss]) -> None:
    """Print what did not come along, and what is only kept."""
    lost = [loss for loss in losses if not loss.kept]
    kept = [loss for loss in losses if loss.kept]
    if lost:
        table(
            ("not carried", "how many", "why", "for example"),
            [(loss.what, loss.count, loss.why, "; ".join(loss.examples)) for loss in lost],
        )
    if kept:
        told = "; ".join(f"{loss.what} ({loss.count:,})" for loss in kept)
        say(f"Kept for the way back, without a use here: {told}.")

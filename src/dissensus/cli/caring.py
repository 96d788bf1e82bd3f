"""``dissensus codebook care``, ``rename``, ``merge``, ``recode``: care for what is coded already"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say, table

if TYPE_CHECKING:
    from dissensus.care.draft import Draft
    from dissensus.project import Project

__all__ = ["care", "merge", "recode", "rename"]

_Kind = Annotated[str, typer.Option(help="The list of the codebook, where a name is in several.")]
_Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]


def care(location: options.Location, as_json: options.Json = False) -> None:
    """Find entries that no statement uses, and entries that may be the same."""
    from dissensus.care.by_name import wanting

    with options.opened(location) as project:
        found = wanting(project.store)
    if as_json:
        print_json(
            {
                "unused": [{"kind": e.kind, "name": e.name} for e in found.unused],
                "alike": [
                    {"kind": a.kind, "names": [a.name, b.name], "wordings": p.wordings,
                     "likeness": p.likeness.value, "score": p.score}
                    for a, b, p in found.alike
                ],
            }
        )  # fmt: skip
        return
    table(
        ("kind", "may be the same", "", "why"),
        [(a.kind, a.name, b.name, f"{p.likeness.value} {p.score:g}") for a, b, p in found.alike],
    )
    table(("kind", "not used"), [(e.kind, e.name) for e in found.unused])


def rename(
    location: options.Location,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The name, or an alias.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new name.")],
    kind: _Kind = "",
    forget: Annotated[
        bool, typer.Option("--forget", help="Don't keep the old name as an alias.")
    ] = False,
    dry: _Dry = False,
    coder: options.Coder = None,
) -> None:
    """Give an entry another name, in all statements."""
    from dissensus.care import by_name

    with options.opened(location, coder=coder) as project:
        draft = by_name.rename(
            project.store, old, new, kind=kind, keep=not forget, coder=_who(project), dry=dry
        )
        _tell(project, draft, dry=dry)


def merge(
    location: options.Location,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The entry that stays.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Those that become it.")],
    kind: _Kind = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(
            help="Whose value of an attribute is kept: ATTRIBUTE=NAME, or ATTRIBUTE=both."
        ),
    ] = None,
    dry: _Dry = False,
    coder: options.Coder = None,
) -> None:
    """Make several entries one; the others' names become aliases."""
    from dissensus.care import by_name

    decided = dict(_pair(one, "--keep") for one in keep or ())
    with options.opened(location, coder=coder) as project:
        draft = by_name.merge(
            project.store, into, others, kind=kind, decided=decided, coder=_who(project), dry=dry
        )
        _tell(project, draft, dry=dry)


def recode(
    location: options.Location,
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="The statement type.")],
    variable: Annotated[str, typer.Argument(metavar="VARIABLE", help="Its variable.")],
    changes: Annotated[
        list[str], typer.Argument(metavar="OLD=NEW...", help="A value and what it becomes.")
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(help="Only statements with VARIABLE=VALUE; for several, all must hold."),
    ] = None,
    dry: _Dry = False,
    coder: options.Coder = None,
) -> None:
    """Give statements other values, all at once; nothing after the = is no value."""
    from dissensus.care import by_name

    test: dict[str, list[str]] = {}
    for one in where or ():
        name, value = _pair(one, "--where")
        test.setdefault(name, []).append(value)
    with options.opened(location, coder=coder) as project:
        draft = by_name.recode(
            project.store,
            project.events(statement_type=kind),
            variable,
            [_pair(one, "OLD=NEW") for one in changes],
            where=test,
            coder=_who(project),
            dry=dry,
        )
        _tell(project, draft, dry=dry)


def _pair(text: str, option: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"{text!r} has no =.", param_hint=option)
    return left, right


def _who(project: Project) -> tuple[str, str]:
    from dissensus.model.coder import Permission
    from dissensus.store import coders

    return coders.admit(project.store, project.coder, Permission.EDIT_CODEBOOK)


def _tell(project: Project, draft: Draft, *, dry: bool) -> None:
    """Say what changes or was changed; of a dry run, every disagreement too."""
    number = len(draft.changed("statement"))
    counted = plural(number, "statement", "statements")
    if not dry:
        rest = (
            f"; {counted} changed" if number else ""
        )  # a new name changes none, only what it shows
        say(f"{draft.verb.capitalize()}d: {draft.summary}{rest}.")
        return
    say(f"Would {draft.verb}: {draft.summary}; {counted} would change. Nothing was done.")
    names = {e.id: e.name for e in project.entities()}
    table(
        ("they disagree on", "of", "value"),
        [(c.field, names.get(one, one), text) for c in draft.clashes for one, text in c.choices],
    )

"""``dissensus demo``: the main job on the example debate, from texts to report"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissensus.cli.ingest import print_report
from dissensus.cli.output import plural, progress, say, table

if TYPE_CHECKING:
    from dissensus.project import Project
    from dissensus.report import Findings

__all__ = ["demo"]

_MIN_SCORE = 0.6
_CODER = "demo"


def demo(
    out: Annotated[
        Path,
        typer.Option("--out", "-o", help="A folder for the project, the report and the network."),
    ] = Path("out/demo"),
) -> None:
    """Do the main job on the example debate, an invented one, and say what came out."""
    from dissensus import debate
    from dissensus.exchange.codebook import load_codebook
    from dissensus.networks import Kind, NetworkOptions
    from dissensus.project import create
    from dissensus.suggest.registry import make

    began = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    location = out / "debate.dissensus"
    _make_room(location)
    say(
        "The example debate: an invented dispute about a railway in an invented country.",
        style="bold",
    )
    shutil.copytree(debate.texts(), out / "texts", dirs_exist_ok=True)
    with create(location, load_codebook(debate.codebook()), coder=_CODER) as project:
        with progress("reading") as told:
            report = project.ingest(out / "texts", sidecar=debate.sidecar(), progress=told)
        print_report(report)
        with progress("suggesting") as told:
            found = project.suggest(make("lexical", project.codebook), progress=told)
        accepted = project.accept(min_score=_MIN_SCORE)
        say(
            f"Suggested {plural(found, 'statement')}; a recorded policy accepted {accepted:,} that score "
            f"{_MIN_SCORE:g} or better. Nobody has reviewed them, and the report says so."
        )
        network = project.network(NetworkOptions(kind=Kind.CONGRUENCE))
        project.export(network, out / "network.gexf")
        findings = project.report(out / "report.html")
        _who_stands_where(project, findings)
        trouble = project.check()
    say(
        f"{plural(findings.statements, 'statement')} from {plural(len(findings.documents), 'text')}; "
        f"{'history and quotations checked' if not trouble else plural(len(trouble), 'finding')}; "
        f"{time.monotonic() - began:.0f} s."
    )
    say(f"Report:  {(out / 'report.html').absolute()}")
    say(f"Network: {(out / 'network.gexf').absolute()}")
    say(f"Next:    {_called()} serve {location}")
    if trouble:
        raise typer.Exit(1)


def _called() -> str:
    """Return how this program can be called from where somebody is: by its name, or by its path."""
    program = Path(sys.argv[0])
    named = shutil.which("dissensus") is not None or program.stem != "dissensus"
    return "dissensus" if named else str(program)


def _make_room(location: Path) -> None:
    """Remove the project of an earlier demo, but never one in which somebody else worked."""
    from dissensus.errors import Conflict
    from dissensus.project import open_project
    from dissensus.store.connect import migrate

    if not location.exists():
        return
    before, now = migrate(location)  # an earlier version may have made it
    with open_project(location) as project:
        coders = {act.coder for act in project.history()}
    if coders - {_CODER}:
        raise Conflict(
            f"{location} has work of {', '.join(sorted(coders - {_CODER}))} in it.",
            remedy="Choose another folder: dissensus demo --out FOLDER",
        )
    leftovers = [f"{location}-wal", f"{location}-shm"]
    if before != now:
        leftovers.append(f"{location}.schema-{before}")
    for leftover in (location, *map(Path, leftovers)):
        leftover.unlink(missing_ok=True)


def _who_stands_where(project: Project, findings: Findings) -> None:
    """Show what the report begins with: coalitions, and who is opposed most, with a quotation each."""
    if findings.coalitions is not None:
        groups = enumerate(findings.coalitions.communities())
        table(
            ("coalition", "who sides with whom"),
            [(chr(ord("A") + n), ", ".join(group)) for n, group in groups if len(group) > 1],
        )
    opposed = findings.conflict
    if opposed is None:
        return
    ties = sorted(opposed.ties(), key=lambda t: (-t.weight, t.source, t.target))[:5]
    table(
        ("most opposed", "", "opposed positions"),
        [(t.source, t.target, round(t.weight)) for t in ties],
    )
    for tie in ties[:1]:
        _quote(project, opposed.evidence(tie.source, tie.target))


def _quote(project: Project, statements: Sequence[str]) -> None:
    """Show one quotation from each side of a tie: numbers walk back to sentences."""
    shown: set[object] = set()
    for statement in project.statements(list(statements)):
        side = statement.values.get("agreement")
        if side in shown:
            continue
        shown.add(side)
        document = project.trace(statement).document
        where = ", ".join(w for w in (document.source, str(document.date or "")) if w)
        stance = "for" if side else "against"
        say(f"  {stance} {statement.values.get('concept')}: {statement.quotation} ({where})")
    say()

"""Writes docs/reference/cli.md from the command line itself: ``.venv/bin/python docs/make_cli_reference.py``.

A test compares the file with what this program would write, so the two cannot drift apart.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from dissensus.cli.app import app

TARGET = Path(__file__).parent / "reference" / "cli.md"
INTRODUCTION = """\
# The command line

<!-- Written by docs/make_cli_reference.py; change the help texts in src/dissensus/cli instead. -->

`dissensus VERB …` does one thing with a project file. `--help` (or `-h`) after any verb says what follows
here. `--json` prints the result for programs. A date is `2019`, `2019-06` or `2019-06-05`; both ends belong
to a range, and undated texts are outside of every range. `--as-of` takes the number of an act as
`dissensus history` lists it, or a month or day, up to its end (UTC).

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a finding: `check` or `demo` found something that is not as it should be |
| 2 | wrong use: an unknown verb or option |
| 3 | the input is at fault: the message says what was found and what to do |
| 70 | a mistake in Dissensus; `DISSENSUS_TRACEBACK=1` shows where |
| 130 | stopped from the keyboard; what was done so far is kept |

Who writes is told by `--coder`, else by the environment variable `DISSENSUS_CODER`, else by the login.
"""


def reference() -> str:
    """Return the whole page."""
    context = typer.Context(typer.main.get_command(app))
    parts = [INTRODUCTION]
    panel = ""
    for name, verb in verbs():
        if verb.rich_help_panel != panel and isinstance(verb.rich_help_panel, str):
            panel = verb.rich_help_panel
            parts.append(f"## {panel}\n")
        parts.append(_section(name, verb, context))
    return "\n".join(parts)


def verbs() -> Iterator[tuple[str, Any]]:
    """Go through the verbs with their full names, by the panels of the help text."""
    found: list[tuple[str, str, Any]] = []
    for name, command in _commands(typer.main.get_command(app)).items():
        if inner := _commands(command):
            found.extend(("Keep in order", f"{name} {sub}", c) for sub, c in inner.items())
        else:
            found.append((command.rich_help_panel, name, command))
    panels = list(dict.fromkeys(panel for panel, _, _ in found))
    for panel, name, command in sorted(found, key=lambda f: panels.index(f[0])):
        command.rich_help_panel = panel
        yield name, command


def _commands(command: Any) -> dict[str, Any]:
    return getattr(command, "commands", {})


def _section(name: str, verb: Any, context: typer.Context) -> str:
    records = [(p, p.get_help_record(context)) for p in verb.params]
    records = [(p, record) for p, record in records if record and p.name != "help"]
    arguments = [(p, r) for p, r in records if p.param_type_name == "argument"]
    options = [(p, r) for p, r in records if p.param_type_name == "option"]
    words = [_shown(p, r[0]) for p, r in arguments]
    usage = " ".join(["dissensus", name, *words, *(["[options]"] if options else [])])
    lines = [f"### {name}", "", " ".join(verb.help.split()), "", "```", usage, "```", ""]
    if records:
        lines += ["| | |", "|---|---|"]
        for p, (declared, told) in [*arguments, *options]:
            left = _shown(p, declared) if p.param_type_name == "argument" else declared
            lines.append(f"| `{left}` | {_cell(told)} |")
        lines.append("")
    return "\n".join(lines)


def _shown(parameter: Any, declared: str) -> str:
    word = (parameter.metavar or declared.split(" <")[0]).removesuffix("...").upper()
    word = f"{word}..." if parameter.nargs != 1 else word
    return word if parameter.required else f"[{word}]"


def _cell(told: str) -> str:
    told = re.sub(r"\s*\[required\]", "", " ".join(told.split()))
    return told.replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"Wrote {TARGET}.\n")

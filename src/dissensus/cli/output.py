"""How does the command line speak? Tables, JSON, progress, errors"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["console", "plural", "print_json", "progress", "say", "table"]

_LONGEST_WORD: Final = 19  # a date with its time
_PATIENCE: Final = 2.0  # seconds before a progress line appears


def console(*, stderr: bool = False, soft_wrap: bool = True) -> Console:
    """Return a console that never marks up what it is given."""
    return _console_type()(
        stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=soft_wrap
    )


@cache
def _console_type() -> type[Console]:
    from rich.console import Console

    class Piped(Console):
        """Leaves a pipe that nobody reads any more to ``dissensus.cli.app``; rich would exit with 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped


def say(line: str = "", *, style: str | None = None) -> None:
    """Print one line to standard output."""
    console().print(line, style=style)


def print_json(value: Any) -> None:
    """Print a value as JSON, readable and with its own letters."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """Print a plain table; numbers stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(
        box=SIMPLE_HEAD,
        title=title or None,
        title_justify="left",
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for number, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        # A column is never narrower than its longest word (identities and paths may still fold).
        cells = [name, *(str(row[number]) for row in rows)]
        words = max((len(word) for cell in cells for word in cell.split()), default=1)
        drawn.add_column(
            name,
            justify="right" if numeric else "left",
            overflow="fold",
            min_width=min(words, _LONGEST_WORD),
        )
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console(soft_wrap=False).print(drawn)


def plural(number: int, one: str, many: str = "") -> str:
    """Return "1 text", "2 texts", "1,000 texts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress(
    what: str, total: int | None = None, *, quiet: bool = False
) -> Iterator[Callable[[int], None]]:
    """Show how far a long work is, once it has taken two seconds and somebody is looking."""
    began = time.monotonic()
    shown: Any = None
    task: Any = None

    def report(done: int) -> None:
        nonlocal shown, task
        if quiet or not sys.stderr.isatty() or time.monotonic() - began < _PATIENCE:
            return
        if shown is None:
            from rich import progress as bars

            shown = bars.Progress(
                bars.TextColumn("{task.description}"),
                bars.BarColumn(),
                bars.TextColumn("{task.completed:,}"),
                bars.TimeElapsedColumn(),
                console=console(stderr=True),
                transient=True,
            )
            shown.start()
            task = shown.add_task(what, total=total)
        shown.update(task, completed=done)

    try:
        yield report
    finally:
        if shown is not None:
            shown.stop()

"""The command line: ``dissensus <verb>``; exit codes 0 done, 1 a finding, 2 wrong use, 3 bad input"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import typer
from typer.core import TyperGroup

from dissensus.cli import (
    backbone,
    bars,
    check,
    clusterings,
    codebook,
    coder,
    demo,
    evaluate,
    history,
    ingest,
    init,
    network,
    phases,
    polarization,
    report,
    review,
    scaling,
    search,
    serve,
    suggest,
    tables,
    trace,
    trash,
    windows,
)

__all__ = ["app", "main"]


class _Told(TyperGroup):
    """Says in one place, and without a traceback, what went wrong in any verb."""

    def invoke(self, ctx: Any) -> Any:
        from dissensus.errors import DissensusError

        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a pipe that nobody reads any more is found out here, not at exit
        except DissensusError as error:
            _complain(error.found, error.remedy)
            raise typer.Exit(3) from None
        except KeyboardInterrupt:
            _complain("\nStopped; what was done so far is kept.")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python would complain at exit otherwise.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            _complain(f"{where}{error.strerror or error}.", "Check the path and its permissions.")
            raise typer.Exit(3) from None
        return result


def _complain(*lines: str) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines if line))


app = typer.Typer(
    name="dissensus",
    cls=_Told,
    help="Dissensus maps who stands where: texts in, coded statements and discourse networks out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_VERBS: Mapping[str, tuple[Callable[..., None], ...]] = {
    "Fill a project": (init.init, ingest.ingest, search.search),
    "Code": (serve.serve, suggest.suggest, review.review, evaluate.evaluate),
    "Results": (
        report.report,
        network.network,
        network.coalitions,
        clusterings.clusterings,
        bars.bars,
        windows.windows,
        backbone.backbone,
        phases.phases,
        polarization.polarization,
        scaling.scaling,
        trace.trace,
    ),
    "Care": (history.undo, history.redo, history.history, check.check, check.migrate, demo.demo),
}
for panel, verbs in _VERBS.items():
    for verb in verbs:
        app.command(rich_help_panel=panel)(verb)
app.command("import", rich_help_panel="Fill a project")(tables.import_table)
app.command("export", rich_help_panel="Results")(tables.export_table)
app.add_typer(codebook.app, name="codebook")
app.add_typer(coder.app, name="coder")
app.add_typer(trash.app, name="trash")


@app.callback(invoke_without_command=True)
def top(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    """Dissensus maps who stands where: texts in, coded statements and discourse networks out."""
    if version:
        from importlib.metadata import version as installed

        sys.stdout.write(f"dissensus {installed('dissensus')}\n")
        raise typer.Exit


def main() -> None:
    """Run the command line; what nobody foresaw is a mistake of ours, and said as one."""
    try:
        app()
    except Exception as error:
        if os.environ.get("DISSENSUS_TRACEBACK"):
            raise
        _complain(
            f"This is a mistake in Dissensus, not yours: {type(error).__name__}: {error}",
            "What was done before it is kept, nothing is half written. To see where it happened, run "
            "the same with DISSENSUS_TRACEBACK=1 and send us what it prints.",
        )
        sys.exit(70)


if __name__ == "__main__":
    main()

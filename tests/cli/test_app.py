from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from dissensus.cli import options
from tests.cli.conftest import Run

HEAVY = {"polars", "sqlalchemy", "numpy", "scipy", "networkx", "trafilatura", "lxml", "jinja2"}


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    listing = "import dissensus.cli.app, sys; print(*sorted(m.split('.')[0] for m in sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(found.stdout.split())


def test_help_is_given_without_the_heavy_libraries() -> None:
    program = (
        "import sys; sys.argv = ['dissensus', '--help']\n"
        "from dissensus.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "ingest" in found.stdout
    assert not HEAVY & set(found.stderr.split())


def test_the_version_is_that_of_the_package(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, f"dissensus {version('dissensus')}\n")


@pytest.mark.parametrize("words", [("nonsense",), ("init",), ("network", "p", "--nonsense")])
def test_wrong_use_ends_with_2_and_says_so_on_standard_error(
    run: Run, words: tuple[str, ...]
) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage" in ran.err


@pytest.mark.parametrize(
    "verb",
    [
        ("ingest", "{}", "t.txt"),
        ("search", "{}", "word"),
        ("suggest", "{}"),
        ("review", "{}"),
        ("network", "{}"),
        ("coalitions", "{}"),
        ("report", "{}"),
        ("trace", "{}", "A", "B"),
        ("check", "{}"),
        ("migrate", "{}"),
        ("undo", "{}"),
        ("redo", "{}"),
        ("history", "{}"),
        ("codebook", "show", "{}"),
        ("coder", "list", "{}"),
        ("trash", "list", "{}"),
        ("export", "{}", "t.csv"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_project_that_is_not_there_ends_with_3_and_a_remedy(
    run: Run, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    ran = run(*(word.format(tmp_path / "none.dissensus") for word in verb))
    assert (ran.code, ran.out) == (3, "")
    assert "There is no project" in ran.err
    assert "dissensus init" in ran.err


def test_another_file_is_no_project(run: Run, codebook: Path) -> None:
    ran = run("history", codebook)
    assert ran.code == 3
    assert "is not a Dissensus project" in ran.err


def test_an_interruption_is_told_without_a_traceback(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(options, "opened", interrupted)
    ran = run("search", project, "toll")
    assert ran.code == 130
    assert "Stopped; what was done so far is kept." in ran.err


def test_a_mistake_of_ours_is_said_to_be_one(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(options, "opened", mistaken)
    monkeypatch.delenv("DISSENSUS_TRACEBACK")
    ran = run("search", project, "toll")
    assert ran.code == 70
    assert "This is a mistake in Dissensus, not yours: ZeroDivisionError: by nothing" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize("words", [("codebook", "show"), ("codebook", "export")])
def test_a_broken_pipe_is_silent(example: Path, words: tuple[str, ...]) -> None:
    """As in ``dissensus codebook show … | head -1``: the reader leaves before the writer is done."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "dissensus.cli.app", *words, str(example)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN),
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_that_cannot_be_written_is_named(run: Run, project: Path, tmp_path: Path) -> None:
    ran = run("codebook", "export", project, "--out", tmp_path / "none" / "c.yaml")
    assert ran.code == 3
    assert str(tmp_path / "none") in ran.err


def test_every_verb_explains_itself(run: Run) -> None:
    for verb in (
        "init", "ingest", "search", "suggest", "review", "evaluate", "report", "network",
        "coalitions", "trace", "undo", "redo", "history", "check", "migrate", "demo", "import",
        "export", "codebook", "coder", "trash",
    ):  # fmt: skip
        ran = run(verb, "--help")
        assert (ran.code, "Usage" in ran.out) == (0, True), verb

"""One key at a time, at a real (pseudo) terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

UP, LEFT, END_OF_INPUT = b"\x1b[A", b"\x1b[D", b"\x04"


@pytest.fixture
def waiting(run: Run, project: Path) -> Path:
    assert run("suggest", project).code == 0
    return project


def at_terminal(project: Path, *keys: bytes) -> str:
    """Review at a terminal, pressing a key each time the keys are shown; returns all that is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dissensus.cli.app", "review", str(project), "--coder", "ann"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "100", "TERM": "dumb"},
    )
    os.close(theirs)
    shown = b""
    left = list(keys)
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if not select.select([ours], [], [], 0.5)[0]:
            continue
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
        pressed = len(keys) - len(left)
        if left and shown.count(b"[q]uit") > pressed:
            time.sleep(0.1)  # until the terminal waits for one key
            os.write(ours, left.pop(0))
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return shown.decode()


def test_a_letter_decides_without_enter(run: Run, waiting: Path) -> None:
    assert "1 decision;" in at_terminal(waiting, b"a", b"q")
    assert run("network", waiting, "--kind", "affiliation", "--json").json["statements"] == 1


def test_a_capital_letter_is_the_same_key(waiting: Path) -> None:
    assert "1 decision;" in at_terminal(waiting, b"R", b"Q")


@pytest.mark.parametrize("key", [UP, LEFT], ids=["up", "left"])
def test_an_arrow_key_decides_nothing(run: Run, waiting: Path, key: bytes) -> None:
    """Up is ESC [ A: read letter by letter, it would accept what nobody looked at."""
    before = run("history", waiting, "--json").json
    assert "0 decisions;" in at_terminal(waiting, key, b"q")
    assert run("history", waiting, "--json").json == before


def test_the_end_of_the_input_stops(waiting: Path) -> None:
    assert "0 decisions;" in at_terminal(waiting, END_OF_INPUT)


def test_values_are_asked_for_and_kept(run: Run, waiting: Path) -> None:
    shown = at_terminal(waiting, b"e" + b"\r" * 3 + b"no\r", b"q")
    assert "Enter keeps a value" in shown
    assert "1 decision;" in shown

"""Several processes at one project, and places that can't be written: nothing is lost, everything is told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from dissensus.project import open_project
from tests.cli.conftest import Run

CODING = """
import sys
from dissensus.model.span import Span
from dissensus.project import open_project

path, coder, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_project(path, coder=coder) as project:
    document = next(project.documents())
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(times):
        project.code(document, Span(number, number + 5), "position", organization=f"{coder} {number}")
"""


def started(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_coders_at_once_lose_nothing(run: Run, project: Path) -> None:
    times = 40
    coders = [started("-c", CODING, project, name, times) for name in ("ben", "eve")]
    for coder in coders:
        assert coder.stdout
        assert coder.stdout.readline() == "ready\n"
    for coder in coders:  # both are open before either writes
        assert coder.stdin
        coder.stdin.write("\n")
        coder.stdin.flush()
    for coder in coders:
        _, errors = coder.communicate(timeout=60)
        assert (coder.returncode, errors) == (0, "")
    with open_project(project) as opened:
        statements = opened.statements()
        names = {str(s.values["organization"]) for s in statements}
    assert len(statements) == 2 * times
    assert names == {f"{coder} {number}" for coder in ("ben", "eve") for number in range(times)}
    assert run("check", project).code == 0


def test_two_processes_ingest_at_once(run: Run, project: Path, tmp_path: Path) -> None:
    folders = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        for number in range(60):
            (folder / f"{number}.txt").write_text(f"The {name} of {number} wants a toll. " * 8)
        folders.append(folder)
    both = [started("-m", "dissensus.cli.app", "ingest", project, f) for f in folders]
    for one in both:
        told, errors = one.communicate(timeout=60)
        assert (one.returncode, errors) == (0, "")
        assert "60 added" in told
    with open_project(project) as opened:
        assert sum(1 for _ in opened.documents()) == 3 + 2 * 60
    assert run("check", project).code == 0


def test_a_project_can_be_read_while_another_process_ingests(
    run: Run, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Text {number} about the toll and the bridge. " * 20)
    writer = started("-m", "dissensus.cli.app", "ingest", project, folder)
    seen = []
    while writer.poll() is None:
        seen.append(len(run("search", project, "toll", "--limit", "1000", "--json").json))
        assert run("network", project).code == 0
        time.sleep(0.05)
    assert writer.communicate()[1] == ""
    assert seen == sorted(seen)  # whole batches, never less than before
    assert len(run("search", project, "toll", "--limit", "1000", "--json").json) == 302
    assert run("check", project).code == 0


def test_a_project_that_is_being_written_is_told_after_the_wait(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from dissensus.store import connect

    monkeypatch.setattr(connect.Store, "open", partial(connect.Store.open, wait=0.1))
    holding = sqlite3.connect(project)
    holding.execute("BEGIN IMMEDIATE")
    ran = run("coder", "add", project, "ben")
    holding.rollback()
    holding.close()
    assert ran.code == 3
    assert "is being written by another process" in ran.err
    assert run("coder", "add", project, "ben").code == 0


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(before & ~0o222)
    try:
        yield
    finally:
        path.chmod(before)


not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write where nobody may"
)


@not_root
def test_a_folder_that_may_not_be_written_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with read_only(folder):
        ran = run("init", folder / "p.dissensus")
    assert ran.code == 3
    assert "Check the folder and its permissions." in ran.err


@not_root
def test_a_project_that_may_not_be_written_is_told(run: Run, project: Path) -> None:
    with read_only(project), read_only(project.parent):
        ran = run("coder", "add", project, "ben")
    assert ran.code == 3
    assert "may be written" in ran.err


@not_root
def test_a_project_that_may_not_be_written_can_be_read(run: Run, project: Path) -> None:
    with read_only(project), read_only(project.parent):
        ran = run("search", project, "toll")
    assert ran.code in (0, 3)
    assert ran.out or "may be written" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(run: Run, example: Path) -> None:
    ran = run("codebook", "export", example, "--out", "/dev/full")
    assert ran.code == 3
    assert "No space left on device" in ran.err


def test_a_project_on_a_full_disk_is_told_and_stays_as_it_was(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own limit on pages stands for the end of the disk."""
    from sqlalchemy import event

    from dissensus.store import connect

    prepare = connect._prepare

    def small(engine: object, **options: object) -> None:
        prepare(engine, **options)  # type: ignore[arg-type]

        @event.listens_for(engine, "connect")
        def limited(raw: object, _: object) -> None:
            raw.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    (tmp_path / "long.txt").write_text("A long text about many things. " * 50_000)
    before = run("history", project, "--json").json
    monkeypatch.setattr(connect, "_prepare", small)
    ran = run("ingest", project, tmp_path / "long.txt")
    monkeypatch.undo()
    assert ran.code == 3
    assert "full" in ran.err
    assert "Make room on the disk" in ran.err
    with open_project(project, coder="ann") as opened:
        assert [a.seq for a in opened.history()] == [a["seq"] for a in before]
        assert opened.check() == []

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.conftest import Run


def test_a_sound_project_ends_with_0(run: Run, example: Path) -> None:
    ran = run("check", example)
    assert ran.code == 0
    assert ran.out.startswith("All is well")
    assert run("check", example, "--json").json == []


def test_a_statement_changed_behind_our_back_is_a_finding(run: Run, example: Path) -> None:
    raw = sqlite3.connect(example)
    raw.execute(
        "UPDATE statement SET quotation = 'nonsense' WHERE id = (SELECT min(id) FROM statement)"
    )
    raw.commit()
    raw.close()
    ran = run("check", example)
    assert ran.code == 1
    assert "is not what the history says" in ran.out
    assert "does not read 'nonsense'" in ran.out
    assert run("check", example, "--json").code == 1


def test_a_text_changed_behind_our_back_is_a_finding(run: Run, example: Path) -> None:
    raw = sqlite3.connect(example)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")  # who damages a file asks no trigger
    raw.execute(
        "UPDATE content SET body = body || ' and more' WHERE hash = (SELECT min(hash) FROM content)"
    )
    raw.commit()
    raw.close()
    ran = run("check", example)
    assert ran.code == 1
    assert "does not have its hash" in ran.out


def test_a_torn_file_gives_no_traceback(run: Run, example: Path) -> None:
    data = bytearray(example.read_bytes())
    data[4096 * 8 : 4096 * 24] = b"\xa5" * (4096 * 16)
    example.write_bytes(bytes(data))
    ran = run("check", example)
    assert ran.code in (1, 3)
    assert ran.out + ran.err


def test_migrating_what_is_of_today_changes_nothing(run: Run, project: Path) -> None:
    before = project.read_bytes()
    ran = run("migrate", project)
    assert ran.code == 0
    assert "is up to date" in ran.out
    assert project.read_bytes() == before

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from tests.cli.conftest import Run


def test_the_demo_ends_with_a_report_and_runs_again(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        ran = run("demo", "--out", tmp_path / "demo")
        assert ran.code == 0
        said = re.search(r"^Report: +(.+)$", ran.out, re.MULTILINE)
        assert said
        assert Path(said[1]).is_file()
        assert "invented" in ran.out
        assert "history and quotations checked" in ran.out
    assert run("check", tmp_path / "demo" / "debate.dissensus").code == 0


def test_the_demo_of_an_earlier_version_makes_room(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert run("demo", "--out", folder).code == 0
    project = folder / "debate.dissensus"
    earlier = sqlite3.connect(project)
    earlier.execute("DROP TABLE origin")
    earlier.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    earlier.commit()
    earlier.close()
    assert run("demo", "--out", folder).code == 0
    assert sorted(p.name for p in folder.iterdir() if "schema" in p.name) == []

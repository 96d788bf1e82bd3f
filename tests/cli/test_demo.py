from __future__ import annotations

import re
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

"""The example script tells what the debate was written to show: the League changes sides in 2023."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "examples" / "change_of_coalition.py"


def test_the_league_leaves_the_trust_and_joins_the_ministry(
    capsys: pytest.CaptureFixture[str],
) -> None:
    runpy.run_path(str(SCRIPT), run_name="__main__")
    lines = capsys.readouterr().out.splitlines()
    # Counted from the coding, half-year by half-year: same side / opposite side.
    trust, ministry = (" ".join(line.split()[-12:]) for line in lines[1:3])
    assert trust == "4 / 0 6 / 1 0 / 3 0 / 3"
    assert ministry == "0 / 4 2 / 3 3 / 1 4 / 0"

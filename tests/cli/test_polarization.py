from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run


def test_blocs_are_told_with_their_score_its_proof_and_chance(run: Run, example: Path) -> None:
    found = run("polarization", example, "--json", "--shuffles", "5").json
    assert found["exact"] is True
    assert 0 < found["score"] == found["bound"] <= 1
    assert len(found["blocs"]) == 2
    ran = run("polarization", example, "--shuffles", "5")
    assert ran.code == 0
    assert f"Polarization {found['score']:.3f}; no blocs score higher." in ran.out
    assert "at random (5 times)" in ran.out
    assert "not reviewed" in ran.out
    assert all(name.split()[0] in ran.out for bloc in found["blocs"] for name in bloc)


def test_without_a_proof_it_says_so(run: Run, example: Path) -> None:
    ran = run("polarization", example, "--no-exact", "--shuffles", "0")
    assert "was not asked" in ran.out
    assert "at random" not in ran.out


def test_over_time_there_is_a_line_per_window(run: Run, example: Path) -> None:
    words = ("polarization", example, "--width", "6", "--unit", "months", "--shuffles", "2")
    found = run(*words, "--json").json
    assert found["options"]["window"] == "6 months"
    assert all(0 <= window["score"] <= 1 for window in found["windows"])
    assert {"since", "until", "chance", "blocs", "statements"} <= set(found["windows"][0])
    ran = run(*words)
    assert f"{len(found['windows'])} windows" in ran.out
    assert run(*words).out == ran.out


@pytest.mark.parametrize("over", [(), ("--width", "6", "--unit", "months")])
def test_it_leaves_as_a_table_with_its_manifest_and_as_a_picture(
    run: Run, example: Path, tmp_path: Path, over: tuple[str, ...]
) -> None:
    out, drawn = tmp_path / "p.csv", tmp_path / "p.svg"
    ran = run("polarization", example, *over, "--shuffles", "2", "--out", out, "--plot", drawn)
    assert ran.code == 0
    frame = pl.read_csv(out)
    told = run("polarization", example, *over, "--shuffles", "2", "--json").json
    expected = told["windows"] if over else [n for bloc in told["blocs"] for n in bloc]
    assert frame.height == len(expected)
    manifest = json.loads((tmp_path / "p.csv.manifest.json").read_text())
    assert manifest["options"]["measure"] == "polarization"
    assert manifest["statements"]
    assert drawn.read_bytes().startswith(b"<?xml")


def test_compatibility_gives_dna_s_score_of_equal_blocs(run: Run, example: Path) -> None:
    found = run("polarization", example, "--compat", "dna3.0", "--json").json
    sizes = [len(bloc) for bloc in found["blocs"]]
    assert max(sizes) - min(sizes) <= 1
    assert found["chance"] is None
    ran = run("polarization", example, "--compat", "dna3.0")
    assert "by DNA's score" in ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--blocs", "1"), 2, "--blocs"),
        (("--kernel", "gaussian"), 2, "--width"),
        (("--width", "3", "--unit", "eons"), 2, "months"),
        (("--width", "30", "--compat", "dna3.0"), 3, "uniform"),
        (("--compat", "dna3.0", "--shuffles", "3"), 3, "shuffles"),
        (("--qualifier", "none"), 3, "qualifier"),
    ],
)
def test_wrong_use_names_what_is_right(
    run: Run, example: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    ran = run("polarization", example, *words)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err


def test_a_debate_without_statements_is_not_polarized(
    run: Run, example: Path, tmp_path: Path
) -> None:
    words = ("polarization", example, "--since", "2090")
    assert "Polarization 0.000" in run(*words).out
    ran = run(*words, "--plot", tmp_path / "p.svg")
    assert ran.code == 3
    assert "nothing to draw" in ran.err

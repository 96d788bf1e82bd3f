from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run


def test_concepts_are_told_in_the_order_in_which_they_leave(run: Run, example: Path) -> None:
    found = run("backbone", example, "--json").json
    told = found["concepts"]
    assert [row["iteration"] for row in told] == list(range(1, len(told) + 1))
    assert told[-1]["statements"] == 0
    assert found["options"]["method"] == "nested"
    ran = run("backbone", example)
    assert ran.code == 0
    places = [ran.out.index(row["concept"].split()[0]) for row in (told[0], told[-1])]
    assert places == sorted(places)
    assert "not reviewed" in ran.out


def test_a_fixed_size_gives_two_sets(run: Run, example: Path) -> None:
    found = run("backbone", example, "--method", "fixed", "--size", "3", "--json").json
    assert len(found["backbone"]) == 3
    assert not set(found["backbone"]) & set(found["redundant"])
    assert found["exact"] is True
    ran = run("backbone", example, "--method", "fixed", "--size", "3")
    assert "all sets were looked at" in ran.out
    words = [part for name in found["backbone"] for part in ("--evaluate", name)]
    again = run("backbone", example, *words, "--json").json
    assert again["loss"] == pytest.approx(found["loss"], abs=1e-12)
    assert again["redundant_loss"] == pytest.approx(found["redundant_loss"], abs=1e-12)
    assert "as the backbone: loss" in run("backbone", example, *words).out


def test_a_penalty_leaves_fewer_the_larger_it_is(run: Run, example: Path) -> None:
    sizes = [
        len(
            run("backbone", example, "--method", "penalty", "--penalty", p, "--json").json[
                "backbone"
            ]
        )
        for p in (0, 30)
    ]
    assert sizes[0] > sizes[1] == 1


def test_annealing_says_so_and_repeats_itself(run: Run, example: Path) -> None:
    words = ("backbone", example, "--method", "penalty", "--iterations", "20", "--seed", "4")
    ran = run(*words)
    assert "annealing, 20 iterations, seed 4" in ran.out
    assert run(*words).out == ran.out


def test_a_nested_backbone_of_a_size_is_told_with_it(run: Run, example: Path) -> None:
    found = run("backbone", example, "--size", "2", "--json").json
    assert found["backbone"] == sorted(row["concept"] for row in found["concepts"][-2:])


def test_the_whole_leaves_as_a_table_with_its_manifest_and_as_a_picture(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out, drawn = tmp_path / "b.csv", tmp_path / "b.svg"
    ran = run("backbone", example, "--compat", "dna3.0", "--out", out, "--plot", drawn)
    assert ran.code == 0
    assert "Wrote" in ran.out
    frame = pl.read_csv(out)
    told = run("backbone", example, "--compat", "dna3.0", "--json").json
    assert frame.to_dicts() == told["concepts"]
    assert frame["loss"][-1] == pytest.approx(1.0)
    manifest = json.loads((tmp_path / "b.csv.manifest.json").read_text())
    assert manifest["options"]["compat"] == "dna3.0"
    assert drawn.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--method", "best"), "nested, fixed, penalty"),
        (("--method", "fixed"), "--size"),
        (("--method", "penalty", "--size", "2"), "--size"),
        (("--kind", "affiliation"), "--kind"),
        (("--evaluate", "x", "--plot", "a.svg"), "--evaluate"),
    ],
)
def test_wrong_use_names_the_option(
    run: Run, example: Path, words: tuple[str, ...], told: str
) -> None:
    ran = run("backbone", example, *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--method", "fixed", "--size", "99"), "Give a size from 1 to"),
        (("--evaluate", "nonsense"), "The concepts are"),
        (("--plot", "a.jpg"), ".svg"),
        (("--method", "penalty", "--penalty", "-1"), "0 or more"),
    ],
)
def test_what_can_not_be_done_says_what_can(
    run: Run, example: Path, words: tuple[str, ...], told: str
) -> None:
    ran = run("backbone", example, *words)
    assert (ran.code, ran.out) == (3, "")
    assert told in ran.err

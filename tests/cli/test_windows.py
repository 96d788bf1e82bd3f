from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run

HALF_YEARS = ("--unit", "months", "--width", "6", "--step", "6")


def test_slices_are_told_and_counted(run: Run, example: Path) -> None:
    ran = run("windows", example, *HALF_YEARS)
    assert ran.code == 0
    assert "slices of 6 months" in ran.out
    assert "not reviewed" in ran.out


def test_the_figures_of_every_slice_are_in_the_json(run: Run, example: Path) -> None:
    found = run("windows", example, *HALF_YEARS, "--json").json
    assert [s["slice"] for s in found["slices"]] == list(range(1, len(found["slices"]) + 1))
    assert all(s["statements"] > 0 for s in found["slices"])
    assert found["options"]["window"] == "6 months"


def test_a_slice_is_the_network_of_its_dates(run: Run, example: Path) -> None:
    first = run("windows", example, *HALF_YEARS, "--json").json["slices"][0]
    dates = ("--since", first["since"][:10], "--until", first["until"][:10])
    same = run("network", example, "--kind", "subtract", *dates, "--json").json
    assert first["statements"] == same["statements"]
    assert first["ties"] == len(same["ties"])
    assert first["positive"] == sum(max(t["weight"], 0) for t in same["ties"])


def test_all_ties_go_into_one_file(run: Run, example: Path) -> None:
    out = example.parent / "ties.parquet"
    assert run("windows", example, *HALF_YEARS, "--kernel", "gaussian", "--out", out).code == 0
    assert pl.read_parquet(out)["slice"].n_unique() > 1
    assert json.loads((example.parent / "ties.parquet.manifest.json").read_text("utf-8"))["project"]


def test_the_figures_go_into_a_table(run: Run, example: Path) -> None:
    out = example.parent / "slices.csv"
    assert run("windows", example, "--unit", "events", "--width", "20", "--out", out).code == 0
    assert pl.read_csv(out)["statements"].max() == 20


def test_a_folder_holds_a_network_per_slice_and_the_table(run: Run, example: Path) -> None:
    out = example.parent / "slices"
    ran = run("windows", example, *HALF_YEARS, "--kind", "affiliation", "--out", out)
    assert ran.code == 0
    table = pl.read_csv(out / "slices.csv")
    assert len(list(out.glob("slice-*.graphml"))) == table.height > 1
    again = run("windows", example, *HALF_YEARS, "--out", out)
    assert again.code == 3
    assert "not empty" in again.err


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_course_is_drawn(run: Run, example: Path, suffix: str) -> None:
    out = example.parent / f"course{suffix}"
    assert run("windows", example, *HALF_YEARS, "--plot", out).code == 0
    assert out.stat().st_size > 1000


def test_dates_shorter_than_a_window_are_told(run: Run, example: Path) -> None:
    ran = run("windows", example, "--unit", "years", "--width", "500")
    assert ran.code == 0
    assert "smaller --width" in ran.out


@pytest.mark.parametrize(
    ("words", "valid"),
    [
        (("--kernel", "nonsense"), "epanechnikov"),
        (("--unit", "nonsense"), "weeks"),
        (("--cut", "nonsense"), "duplicates first"),
        (("--kernel", "uniform", "--unit", "events"), "days"),
        (("--kind", "affiliation", "--aggregation", "combine", "--kernel", "uniform"), "subtract"),
        (("--out", "ties.xyz"), ".edges.csv"),
        (("--plot", "course.xyz"), ".svg"),
        (("--kind", "relations"), "congruence"),
    ],
)
def test_a_wrong_combination_names_the_valid_ones(
    run: Run, example: Path, words: tuple[str, ...], valid: str
) -> None:
    ran = run("windows", example, *words)
    assert ran.code in (2, 3)
    assert valid in ran.err

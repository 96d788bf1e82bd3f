from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run

MONTHS = ("--kind", "subtract", "--width", "6", "--unit", "months", "--kernel", "gaussian")


def test_the_example_debate_changes_in_its_middle(run: Run, example: Path) -> None:
    """Its coalitions change at the turn of the year 2022 to 2023."""
    ran = run("phases", example, *MONTHS, "--normalization", "average", "--k-max", "2")
    assert ran.code == 0
    (change,) = [line for line in ran.out.splitlines() if line.split()[1:] == ["1", "2"]]
    assert datetime(2022, 11, 1) < datetime.fromisoformat(change.split()[0]) < datetime(2023, 4, 1)
    assert "2 states by" in ran.out
    assert "not reviewed" in ran.out


def test_json_has_a_row_per_slice_and_what_was_tried(run: Run, example: Path) -> None:
    found = run("phases", example, *MONTHS, "--methods", "ward,pam", "--k-max", "4", "--json").json
    assert {row["method"] for row in found["tried"]} == {"ward", "pam"}
    assert {row["k"] for row in found["tried"]} == {2, 3, 4}
    assert len(found["slices"]) == len(found["distances"])
    assert {"middle", "state", "x", "y", "statements"} == set(found["slices"][0])
    assert found["options"]["kernel"] == "gaussian"
    assert found["unreviewed"] == found["statements"]


def test_the_table_and_the_picture_go_to_files(run: Run, example: Path, tmp_path: Path) -> None:
    out, plot = tmp_path / "states.parquet", tmp_path / "states.svg"
    ran = run("phases", example, *MONTHS, "--out", out, "--plot", plot)
    assert ran.code == 0
    assert pl.read_parquet(out)["state"].min() == 1
    manifest = json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 0
    assert manifest["statement_count"] == len(manifest["statements"])
    drawn = plot.read_text(encoding="utf-8")
    assert "state 1" in drawn
    assert "none of them reviewed" in drawn


def test_compatibility_takes_dnas_windows(run: Run, example: Path) -> None:
    words = ("--kind", "subtract", "--width", "4", "--unit", "months", "--compat", "dna3.0")
    found = run("phases", example, *words, "--distance", "spectral", "--json").json
    assert found["options"]["compat"] == "dna3.0"
    assert found["options"]["distance"] == "spectral"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--methods", "wards"), 2, "is none of: single, average"),
        (("--distance", "far"), 2, "absolute, spectral"),
        (("--plot", "states.gif"), 3, ".svg, .pdf, .png"),
        (("--k-min", "5", "--k-max", "3"), 3, "smallest and the largest"),
        (("--distance", "spectral"), 3, "one-mode"),
        (("--width", "3000"), 3, "there is one phase"),
        (("--width", "3000", "--kernel", "none"), 3, "three or more"),
        (("--unit", "events", "--kernel", "uniform"), 3, "windows counted in events have none"),
    ],
)
def test_what_can_not_be_done_is_said(
    run: Run, example: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("phases", example, "--step", "20", *words)
    assert ran.code == code
    assert said in ran.out + ran.err


def test_windows_of_events_have_no_kernel_unless_asked(run: Run, example: Path) -> None:
    found = run(
        "phases", example, "--unit", "events", "--width", "10", "--step", "5", "--json"
    ).json
    assert found["options"]["kernel"] == "none"
    assert {row["statements"] for row in found["slices"]} == {10}


def test_actors_are_divided_by_many_methods(run: Run, example: Path, tmp_path: Path) -> None:
    out, plot = tmp_path / "groups.csv", tmp_path / "groups.png"
    ran = run("clusterings", example, "--out", out, "--plot", plot)
    assert ran.code == 0
    assert "leiden" in ran.out
    assert "group by" in ran.out
    table = pl.read_csv(out)
    assert table.columns == ["slice", "middle", "method", "actor", "group"]
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_groups_over_time_have_a_line_per_slice(run: Run, example: Path, tmp_path: Path) -> None:
    plot = tmp_path / "groups.svg"
    words = ("--width", "200", "--step", "100", "--groups", "2")
    assert "best method" in run("clusterings", example, *words, "--plot", plot).out
    found = run("clusterings", example, *words, "--json").json
    assert all(m["k"] == 2 for each in found["slices"] for m in each["methods"])
    assert all("leiden" in each["left_out"] for each in found["slices"])
    assert "of all methods" in plot.read_text(encoding="utf-8")


def test_groups_are_sought_among_nodes_of_one_kind(run: Run, example: Path) -> None:
    ran = run("clusterings", example, "--kind", "affiliation", "--normalization", "none")
    assert ran.code == 2
    assert "nodes of one kind" in ran.err

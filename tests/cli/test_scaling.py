from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run

QUICK = ("--samples", "100", "--burn-in", "100", "--thin", "2")


def test_actors_stand_in_order_with_their_intervals(run: Run, example: Path) -> None:
    ran = run("scaling", example, *QUICK)
    assert ran.code == 0
    lines = [line.split() for line in ran.out.splitlines()]
    points = [float(words[-4]) for words in lines if len(words) > 4 and words[-1].isdigit()]
    assert len(points) > 5
    assert points == sorted(points, reverse=True)
    assert "binary model, 95% intervals, seed 0" in ran.out
    assert "not reviewed" in ran.out


def test_json_has_every_estimate_and_says_how_it_was_made(run: Run, example: Path) -> None:
    found = run("scaling", example, *QUICK, "--dimensions", "2", "--ordinal", "--json").json
    kinds = {(e["kind"], e["parameter"], e["dimension"]) for e in found["estimates"]}
    assert kinds == {
        ("actor", "point", 1),
        ("actor", "point", 2),
        ("concept", "discrimination", 1),
        ("concept", "discrimination", 2),
        ("concept", "difficulty", 0),
        ("concept", "cutpoint", 0),
    }
    assert all(e["low"] <= e["mean"] <= e["high"] for e in found["estimates"])
    assert found["options"]["model"] == "ordinal"


def test_the_same_seed_prints_the_same(run: Run, example: Path) -> None:
    one, again, other = (run("scaling", example, *QUICK, "--seed", s).out for s in (1, 1, 2))
    assert one == again
    assert one != other


def test_anchors_turn_the_scale(run: Run, example: Path) -> None:
    found = run("scaling", example, *QUICK, "--json").json["estimates"]
    points = {e["name"]: e["mean"] for e in found if e["parameter"] == "point"}
    low, high = min(points, key=points.__getitem__), max(points, key=points.__getitem__)
    turned = run("scaling", example, *QUICK, "--anchor", high, "--anchor", low, "--json").json
    assert next(e["mean"] for e in turned["estimates"] if e["name"] == high) < 0


def test_the_table_goes_to_a_file_with_its_manifest(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "points.parquet"
    assert run("scaling", example, *QUICK, "--out", out).code == 0
    frame = pl.read_parquet(out)
    assert {"name", "parameter", "mean", "low", "high"} <= set(frame.columns)
    manifest = json.loads((tmp_path / "points.parquet.manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 0
    assert manifest["options"]["measure"] == "scaling"
    assert manifest["statement_count"] > 10


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--anchor", "nobody", "--anchor", "Delta Trust"), "nobody"),
        (("--anchor", "Delta Trust"), "can't orient"),
        (("--qualifier", "none"), "tells no side"),
        (("--per-actor", "99"), "stances enough"),
        (("--plot", "points.gif"), ".svg, .pdf, .png"),
        (("--out", "points.xyz"), "table format"),
    ],
)
def test_what_can_not_be_is_said(
    run: Run, example: Path, options: tuple[str, ...], message: str
) -> None:
    ran = run("scaling", example, *QUICK, *options)
    assert (ran.code, ran.out) == (3, "")
    assert message in ran.err

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Run


def test_names_come_with_their_statements_the_most_frequent_first(run: Run, example: Path) -> None:
    found = run("bars", example, "--json").json
    assert found["values"] == [False, True]
    counts = {row["name"]: row["counts"] for row in found["names"]}
    assert sum(map(sum, counts.values())) == found["statements"] > 0
    first = max(counts, key=lambda name: sum(counts[name]))
    lines = run("bars", example).out.splitlines()
    assert first in next(line for line in lines if any(name in line for name in counts))


def test_it_counts_any_column_by_attribute_and_without_a_qualifier(run: Run, example: Path) -> None:
    found = run("bars", example, "--variable", "document.source", "--qualifier", "none", "--json")
    assert found.json["values"] == []
    ran = run("bars", example, "--variable", "speaker", "--by", "type", "--json")
    assert ran.json["variable"] == "speaker.type"


def test_out_and_plot_write_files(run: Run, example: Path, tmp_path: Path) -> None:
    table, picture = tmp_path / "bars.csv", tmp_path / "bars.svg"
    ran = run("bars", example, "--out", table, "--plot", picture)
    assert ran.code == 0
    frame = pl.read_csv(table)
    assert frame.columns == ["concept", "agreement", "statements"]
    manifest = json.loads((tmp_path / "bars.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["measure"] == "frequencies"
    assert len(manifest["statements"]) == frame["statements"].sum()
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "code", "valid"),
    [
        (("--variable", "nonsense"), 3, "concept"),
        (("--duplicates", "nonsense"), 2, "acrossrange"),
        (("--plot", "bars.bmp"), 3, ".svg"),
        (("--compat", "dna2"), 2, "dna3.1"),
    ],
)
def test_a_wrong_word_names_the_valid_ones(
    run: Run, example: Path, words: tuple[str, ...], code: int, valid: str
) -> None:
    ran = run("bars", example, *words)
    assert (ran.code, ran.out) == (code, "")
    assert valid in ran.err

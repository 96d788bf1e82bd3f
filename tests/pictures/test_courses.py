from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import dissensus as ds
from dissensus.model.codebook import built_in_types
from dissensus.pictures import figure

EVENTS = ds.EventList.from_rows(
    [
        {
            "document.date": datetime(2024, 1, 1 + n),
            "organization": "ABC"[n % 3],
            "concept": "tax",
            "agreement": n % 2 > 0,
            "statement.reviewed": n > 0,
        }
        for n in range(9)
    ],
    built_in_types()[0],
)
SUBTRACT = ds.OneMode(qualifier="agreement", kind=ds.Projection.SUBTRACT)


def words(found: ds.Course) -> str:
    drawn = figure(found)
    said = [text.get_text() for text in drawn.texts]
    for axes in drawn.axes:
        said += [axes.get_xlabel(), axes.get_ylabel(), *(t.get_text() for t in axes.texts)]
    return " ".join(said)


def test_agreement_and_disagreement_are_two_lines_over_the_statements() -> None:
    said = words(ds.course(EVENTS, SUBTRACT, ds.Windows(width=3)))
    assert "congruence outweighs" in said
    assert "conflict outweighs" in said
    assert "statements" in said
    assert "sum of weights" in said


def test_it_says_n_windows_and_what_nobody_reviewed() -> None:
    windows = ds.Windows(width=3, step=2, kernel=ds.Kernel.GAUSSIAN)
    said = words(ds.course(EVENTS, SUBTRACT, windows))
    assert "n = 9 statements" in said
    assert "1 statement nobody reviewed" in said
    assert "5 slices of 3 days, 2 days apart" in said
    assert "gaussian kernel" in said


def test_without_negative_ties_there_is_one_line() -> None:
    design = ds.OneMode(kind=ds.Projection.IGNORE)
    assert "outweighs" not in words(ds.course(EVENTS, design, ds.Windows(width=3)))


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_it_is_drawn_alike_twice(tmp_path: Path, suffix: str) -> None:
    found = ds.course(EVENTS, SUBTRACT, ds.Windows(width=3))
    one, other = (ds.plot(found, tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == other


def test_no_slices_can_be_drawn() -> None:
    assert "No slice" in words(ds.course(EVENTS, SUBTRACT, ds.Windows(width=300)))

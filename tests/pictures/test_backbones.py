from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dissensus as ds
from dissensus.model.codebook import built_in_types
from dissensus.pictures import figure

_DESIGN = ds.OneMode(qualifier="agreement", kind=ds.Projection.SUBTRACT)


def _events(concepts: int = 6) -> ds.EventList:
    random = np.random.default_rng(3)
    rows = [
        {
            "organization": "ABCDEF"[random.integers(6)],
            "concept": f"concept {random.integers(concepts):03}",
            "agreement": bool(random.random() < 0.6),
            "statement.reviewed": n % 7 > 0,
        }
        for n in range(20 * concepts)
    ]
    return ds.EventList.from_rows(rows, built_in_types()[0])


def _words(found: ds.Backbone) -> str:
    drawn = figure(found)
    said = [text.get_text() for text in drawn.texts]
    for axes in drawn.axes:
        said += [axes.get_xlabel(), axes.get_ylabel()]
        said += [label.get_text() for label in axes.get_yticklabels()]
    return " ".join(said)


def test_a_nested_backbone_has_a_row_per_concept_and_says_n() -> None:
    found = ds.backbone(_events(), _DESIGN)
    said = _words(found)
    assert all(name in said for name in found.concepts)
    assert "n = 120 statements" in said
    assert "Includes 18 statements nobody reviewed" in said
    assert "loss (distance of spectra)" in said
    top = figure(found).axes[0].get_yticklabels()[0].get_text()
    assert top == found.removals[-1].concept


def test_in_compatibility_the_axis_says_what_is_measured() -> None:
    assert "as DNA computes it" in _words(ds.backbone(_events(), _DESIGN, compat=ds.Compat.DNA_3_0))


def test_a_search_is_drawn_as_its_trace() -> None:
    found = ds.backbone(_events(), _DESIGN, method=ds.Penalty(5.0), iterations=40)
    said = _words(found)
    assert "penalized loss" in said
    assert "iteration" in said
    assert "40 iterations of annealing, seed 0" in said
    fixed = _words(ds.backbone(_events(), _DESIGN, method=ds.Fixed(3), iterations=10))
    assert "penalized" not in fixed
    assert "3 of 6 concepts carry the network" in fixed


def test_a_long_search_is_thinned_and_says_so() -> None:
    found = ds.backbone(_events(), _DESIGN, method=ds.Fixed(3), iterations=10)
    assert "is drawn" not in _words(found)
    long = ds.backbone(_events(14), _DESIGN, method=ds.Penalty(2.0), iterations=2500)
    assert "One of 3 iterations is drawn" in _words(long)


def test_two_sets_of_which_all_were_looked_at_are_bars() -> None:
    found = ds.backbone(_events(), _DESIGN, method=ds.Fixed(1))
    said = _words(found)
    assert "All sets were looked at" in said
    assert "1 of 6 concepts carries the network" in said
    assert all(name in said for name in found.concepts)


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_same_backbone_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    found = ds.backbone(_events(), _DESIGN)
    one, again = (ds.plot(found, tmp_path / f"{n}{suffix}") for n in "ab")
    assert one.read_bytes() == again.read_bytes()


def test_many_concepts_are_cut_at_the_least_and_it_says_so() -> None:
    found = ds.backbone(_events(), _DESIGN)
    drawn = figure(found, most=4)
    shown = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert shown == [r.concept for r in found.removals[:-5:-1]]
    assert any("first 4 of 6" in text.get_text() for text in drawn.texts)

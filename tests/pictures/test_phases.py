"""Phases and clusterings are drawn with what they found, n and their doubts."""

from __future__ import annotations

from xml.etree import ElementTree

import dissensus as ds
from dissensus.analysis.clustering.choice import Clustering
from dissensus.pictures import figure
from dissensus.report.charts import picture_bytes
from tests.analysis.regimes import debate

DESIGN = ds.OneMode(qualifier="agreement", kind=ds.Projection.SUBTRACT)
WINDOWS = ds.Windows(width=20, step=10)


def words(result: object, **options: object) -> str:
    tree = ElementTree.fromstring(picture_bytes(figure(result, **options), ".svg"))
    found = tree.iter("{http://www.w3.org/2000/svg}text")
    return " | ".join("".join(text.itertext()).strip("\u200b") for text in found)


def test_phases_say_their_states_changes_and_n() -> None:
    found = ds.phases(debate([1, 3], days=60), DESIGN, WINDOWS, k=(2, 2))
    said = words(found)
    assert "The debate has 2 states; changes: 2020-" in said
    assert "n = 720 statements." in said
    assert "11 slices." in said
    assert f"States by {found.method}" in said
    assert "state 1" in said
    assert "state 2" in said
    assert "2020-01-11" in said  # the middle of the first slice
    assert "Mine" in words(found, title="Mine")


def test_a_division_no_better_than_chance_is_called_that() -> None:
    found = ds.phases(debate([1], days=60, seed=1), DESIGN, ds.Windows(width=20, step=20), k=(2, 2))
    assert found.chosen.quality <= 0
    assert "no better than chance" in words(found)


def test_clusterings_name_each_method_and_its_groups() -> None:
    found = ds.clusterings(
        debate([1], days=30), DESIGN, methods=[Clustering.WALKTRAP, Clustering.LEIDEN]
    )
    said = words(found)
    assert "walktrap (2 groups)" in said
    assert "8 actors fall into 2 groups, says walktrap" in said
    assert "n = 180 statements." in said


def test_clusterings_over_time_are_a_line() -> None:
    said = words(ds.clusterings(debate([1, 3], days=40), DESIGN, windows=WINDOWS))
    assert "of all methods" in said
    assert "7 slices." in said

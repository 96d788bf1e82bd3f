"""Polarization is drawn bloc by bloc, or over time with its chance and its statements."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

import dissensus as ds
from dissensus.errors import ExchangeError
from dissensus.pictures import figure
from dissensus.report.charts import picture_bytes
from tests.analysis.polarization.test_measure import events, over_three_days, several


def words(result: object, **options: object) -> str:
    tree = ElementTree.fromstring(picture_bytes(figure(result, **options), ".svg"))
    found = tree.iter("{http://www.w3.org/2000/svg}text")
    return " | ".join("".join(text.itertext()).strip("\u200b") for text in found)


def test_blocs_are_drawn_with_the_score_its_proof_and_chance() -> None:
    found = ds.polarization(several("abc"), shuffles=3)
    said = words(found)
    assert f"Polarization {found.score:.2f}" in said
    assert "Proved: no blocs score higher." in said
    assert "(mean of 3)" in said
    assert "n = 48 statements." in said
    assert "bloc A" in said
    assert "bloc B" in said
    assert "Mine" in words(found, title="Mine")


def test_a_series_is_drawn_with_its_windows_and_chance() -> None:
    series = ds.polarization(over_three_days(), windows=ds.Windows(width=1), shuffles=2)
    said = words(series)
    assert "by chance" in said
    assert "4 windows: 1 day," in said
    assert "n = 60 statements." in said
    assert "statements" in said


def test_nobody_can_not_be_drawn() -> None:
    with pytest.raises(ExchangeError, match="nothing to draw"):
        figure(ds.polarization(events([])))


def test_of_many_actors_those_with_the_heaviest_ties_are_drawn() -> None:
    found = ds.polarization(several("abc"))
    said = words(found, most=5)
    assert "16 actors with a tie, the 5 with the heaviest ones drawn." in said
    names, agree, oppose = found.pairs()
    assert set(names) == set(found.partition.members)
    first = [n for n in names if found.partition.members[n] == 0]
    weight = dict(zip(names, (agree + oppose).sum(axis=1).tolist(), strict=True))
    assert [weight[n] for n in first] == sorted((weight[n] for n in first), reverse=True)

"""Votes as statements: three invented states by hand, and what the real votes are known to show."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

import dissensus as ds

SCRIPT = Path(__file__).parents[2] / "examples" / "united_nations.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("united_nations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three roll calls of 1975; the last one is about something else."""
    ballots: Mapping[str, str] = {"Aland": "yyy", "Bland": "yay", "Cland": "nnn", "Dland": "y--"}
    words = {"y": "yes", "a": "abstain", "n": "no"}
    votes = [
        f"{number}.0,{country},{country[0]}L,{words[word]}"
        for country, cast in ballots.items()
        for number, word in enumerate(cast, start=1)
        if word != "-"
    ]
    tables = {
        "votes": ["rcid,country,country_code,vote", *votes],
        "roll_calls": ["rcid,date,short", *(f"{n},1975-11-0{n},PAPER {n}" for n in (1, 2, 3))],
        "issues": ["rcid,short_name,issue", "1,me,x", "1,hr,x", "2,me,x", "3,nu,x"],
    }
    for name, lines in tables.items():
        with gzip.open(tmp_path / f"{name}.csv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return tmp_path


def test_an_abstention_agrees_by_a_half(script: ModuleType, folder: Path) -> None:
    votes = script.read(folder)
    assert len(votes) == 10
    chosen = script.about(votes, "me")  # Dland took part in one of two: too few
    congruence = script.design(ds.Projection.CONGRUENCE)
    (network,) = (
        n for n in ds.slices(chosen, congruence, script.YEARS, extent=script.EXTENT) if n.rows
    )
    assert network.rows == ("Aland", "Bland", "Cland")
    assert network.weight("Aland", "Bland") == pytest.approx((1 + 0.5) / 2)
    assert network.weight("Bland", "Cland") == pytest.approx((0 + 0.5) / 2)
    assert network.weight("Aland", "Cland") == 0


def test_the_votes_of_2003_show_a_small_side_and_two_large_ones(
    script: ModuleType, shared: Path
) -> None:
    votes = script.read(shared / "data" / "unvotes")
    assert len(votes) == 870_109
    year = ds.Moment.parse("2003")
    chosen = ds.select(script.about(votes, "me"), since=year, until=year)
    design = script.design(ds.Projection.SUBTRACT)
    network = ds.congruence(
        chosen,
        actors=design.actors,
        concepts=design.concepts,
        qualifier=design.qualifier,
        kind=design.kind,
        normalization=design.normalization,
    )
    members = ds.coalitions(network, runs=10).members
    assert members["Israel"] == members["United States"] == members["Palau"]
    assert members["France"] == members["Germany"] == members["Canada"]
    assert members["Saudi Arabia"] == members["India"] == members["Brazil"]
    assert len({members[name] for name in ("Israel", "France", "India")}) == 3

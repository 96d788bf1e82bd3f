"""In compatibility, every result that DNA 3.0.11.5 recorded comes out again: its reference grids, whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.dna_grid.__main__ import main
from benchmarks.dna_grid.compare import difference, same_network_result
from benchmarks.dna_grid.networks import network
from benchmarks.dna_grid.request import Misunderstood, read
from benchmarks.dna_grid.run import Ending, database, grid, run
from dissensus.exchange.dna.database import DnaDatabase

# What passes at least, so that no case slips out as skipped: all but where DNA itself failed.
GRIDS = {"blocs": 10, "sample": 143, "synthetic_a": 138, "synthetic_b": 192}


def _database(shared: Path, name: str) -> DnaDatabase:
    folder = shared / "reference" / "dna"
    plain = folder / f"{name}.dna"
    return database(plain if plain.is_file() else folder / f"{name}.dna.gz")


@pytest.fixture(scope="module")
def edge(shared: Path) -> DnaDatabase:
    """The database of edge cases: awkward labels, empty values, integers, one document per second."""
    return _database(shared, "synthetic_b")


@pytest.mark.parametrize("name", GRIDS)
def test_compatibility_repeats_what_dna_recorded(shared: Path, name: str) -> None:
    cases = grid(shared / "reference" / "dna" / f"grid-{name}.json.gz")
    outcomes = list(run(cases, _database(shared, name)))
    failed = [f"{o.case}: {o.why}" for o in outcomes if o.ending is Ending.FAILED]
    assert failed == []
    skipped = [o.why for o in outcomes if o.ending is Ending.SKIPPED]
    assert all(why.startswith("the peer ") for why in skipped)
    assert len(cases) - len(skipped) >= GRIDS[name]


@pytest.mark.parametrize(
    "options",
    [
        {"op": "network", "colour": "red"},
        {"op": "network", "isolates": "yes"},
        {"op": "network", "startDate": "2019-01-01"},
        {"op": "network", "timeWindow": "days", "kernel": "quartic"},
        {"op": "network", "statementType": "Nothing"},
        {"op": "network", "variable1": "author"},
    ],
)
def test_what_is_not_understood_does_not_pass(edge: DnaDatabase, options: dict[str, Any]) -> None:
    case = {"id": "x", "options": options, "result": {"numFiltered": 0}}
    (outcome,) = run([case], edge)
    assert outcome.ending is Ending.FAILED


def test_dna_falls_back_silently_and_so_does_the_reader(edge: DnaDatabase) -> None:
    request = read(
        {
            "networkType": "threemode",
            "variable1": "nobody",
            "variable2": "agreement",
            "qualifier": "nonsense",
            "qualifierAggregation": "congruence",
            "normalization": "jaccard",
            "duplicates": "sometimes",
            "timeWindow": "fortnights",
            "windowSize": 0,
        },
        edge,
    )
    assert request.network_type == "twomode"
    assert (request.rows, request.columns) == ("person", "organization")
    assert (request.qualifier, request.aggregation) == (None, "ignore")
    assert (request.normalization, str(request.duplicates)) == (None, "include")
    assert (request.unit, request.width) == (None, 1)


def test_the_same_variable_twice_becomes_two(edge: DnaDatabase) -> None:
    request = read({"variable1": "person", "variable2": "person"}, edge)
    assert (request.rows, request.columns) == ("person", "organization")


def test_one_changed_digit_of_a_result_is_found(shared: Path, edge: DnaDatabase) -> None:
    cases = grid(shared / "reference" / "dna" / "grid-synthetic_b.json.gz")
    case = next(c for c in cases if c["id"] == "synthetic_b-0003")
    told = case["result"]
    ours = network(case["options"], edge)
    assert same_network_result(told, ours) is None
    piece = told["slices"][0]
    for changed in (
        {"sum": piece["sum"] + 1e-6},
        {"nonzero": piece["nonzero"] + 1},
        {"middle": "2020-01-03T20:08:43"},
        {"matrix": [[0.5, *piece["matrix"][0][1:]], *piece["matrix"][1:]]},
        {"integer": not piece["integer"]},
    ):
        assert same_network_result({**told, "slices": [{**piece, **changed}]}, ours), changed
    swapped = [list(reversed(told["labelSets"][0])), *told["labelSets"][1:]]
    assert same_network_result({**told, "labelSets": swapped}, ours)
    assert same_network_result({**told, "somethingNew": 1}, ours)


def test_null_is_not_a_number_and_nothing_else() -> None:
    assert difference(None, float("nan")) is None
    assert difference(None, 0.0) is not None
    assert difference(0.0, float("nan")) is not None
    assert difference([1, 2], [1, 2, 3]) is not None


def test_another_file_is_no_grid(tmp_path: Path) -> None:
    path = tmp_path / "grid.json"
    path.write_text('{"format": "another"}')
    with pytest.raises(Misunderstood, match="no grid"):
        grid(path)


def test_the_program_tells_what_passed_and_ends_accordingly(
    shared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = shared / "reference" / "dna"

    def ran(*words: Path) -> int:
        monkeypatch.setattr(sys, "argv", ["dna_grid", *map(str, words)])
        return main()

    blocs = folder / "blocs.dna.gz"
    assert ran(folder / "grid-blocs.json.gz", blocs) == 0
    assert "10 passed, 0 failed, 0 skipped of 10 cases" in capsys.readouterr().out
    cases = grid(folder / "grid-blocs.json.gz")
    cases[0]["result"]["numFiltered"] += 1
    cases.append({"id": "x-1", "options": {"op": "network"}, "peerException": "SomeException"})
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"format": "dna-reference-grid-1", "cases": cases}))
    assert ran(wrong, blocs) == 1
    told = capsys.readouterr().out
    assert f"failed {cases[0]['id']}: /numFiltered: 33 told, 32 here" in told
    assert "skipped x-1: the peer ended in a SomeException" in told
    assert "9 passed, 1 failed, 1 skipped of 11 cases" in told
    assert ran(tmp_path / "nowhere.json", blocs) == 2
    assert ran(wrong, wrong) == 2


def test_windows_whose_ends_dna_draws_by_lot_are_told_apart(shared: Path) -> None:
    options = {"op": "network", "timeWindow": "events", "windowSize": 3}
    data = _database(shared, "sample")
    ours = network(options, data)["slices"]
    frame = read(options, data).events.frame  # several statements share each date
    dates = frame["document.date"].to_list()
    for t, own in enumerate(ours, start=1):
        before = t >= 2 and dates[t - 2] == dates[t - 1]
        after = t + 2 < len(dates) and dates[t + 2] == dates[t + 1]
        assert own["drawn"] == (before or after)

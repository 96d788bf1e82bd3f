"""The comparison of two phases of DebateNet, counted again by plain Python."""

from __future__ import annotations

import csv
import importlib.util
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import dissensus as ds

EXAMPLES = Path(__file__).parents[2] / "examples"
Claim = tuple[str, str, str, str, bool]  # document, person, party or "", concept, for or against


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    found = shared / "data" / "debatenet"
    if not found.is_dir():
        pytest.skip(f"no {found}: DebateNet does not come with the repository")
    return found


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLES))
        found = EXAMPLES / "debatenet_phases.py"
        spec = importlib.util.spec_from_file_location("debatenet_phases", found)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def phases(
    folder: Path, script: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, ds.EventList]:
    with script.make(folder, tmp_path_factory.mktemp("debatenet")) as project:
        return dict(script.phases_of(project))


def claims(folder: Path, months: tuple[str, str]) -> list[Claim]:
    """Read the claims of these months: one for each party and each concept of a row."""
    with (folder / "codebook_en.csv").open(encoding="utf-8", newline="") as file:
        names = {row["sub"].strip(): row["description"].strip() for row in csv.DictReader(file)}
    values = list(names.values())
    names = {k: f"{v} ({k})" if values.count(v) > 1 else v for k, v in names.items()}
    found = []
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["cdate"][:7] not in months:
                continue
            person = unicodedata.normalize("NFC", row["name"]).strip()
            numbers = [n.strip() for n in row["claimvalues"].strip("[]").split(",")]
            concepts = [n for n in numbers if n[1:] != "00" or n == "900"]
            parties = row["parties"].split(",") if row["parties"] != "NA" else [""]
            found += [
                (row["doc_id"], person, party, names.get(n, n), row["cpos"] == "1")
                for party in parties
                for n in concepts
            ]
    return found


def test_actors_claims_and_density_are_those_of_a_count(
    folder: Path, script: ModuleType, phases: dict[str, ds.EventList]
) -> None:
    for name, events in phases.items():
        counted = claims(folder, script.PHASES[name])
        pairs = {(person, concept) for _, person, _, concept, _ in counted if person != "NA"}
        actors, concepts = ({pair[side] for pair in pairs} for side in (0, 1))
        found = script.shape(events)
        assert (found["actors"], found["claims"]) == (len(actors), len(concepts))
        assert found["density"] == pytest.approx(len(pairs) / (len(actors) * len(concepts)))
        degrees = [sum(pair[0] == actor for pair in pairs) for actor in actors]
        spread = sum(max(degrees) - degree for degree in degrees)
        limit = (len(actors) - 1) * (len(concepts) - 1)
        assert found["centralization"] == pytest.approx(spread / limit)


def test_changes_of_side_are_those_of_a_count(
    folder: Path, script: ModuleType, phases: dict[str, ds.EventList]
) -> None:
    balances = []
    for name in phases:
        once = {(d, party, c, yes) for d, _, party, c, yes in claims(folder, script.PHASES[name])}
        balance: dict[tuple[str, str], int] = {}
        for _, party, concept, yes in once:
            if party:
                key = party, concept
                balance[key] = balance.get(key, 0) + (1 if yes else -1)
        balances.append(balance)
    expected = {key for key in balances[0] if balances[0][key] * balances[1].get(key, 0) < 0}
    found = script.turned(*phases.values(), "organization")
    assert {(party, concept) for party, concept, _, _ in found} == expected


def test_the_comparison_is_printed_and_drawn(
    folder: Path, script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main(folder, tmp_path)
    told = capsys.readouterr().out
    for words in (
        "centralization",
        "sea rescue",
        "border controls",
        "coalitions",
        "changes of side",
    ):
        assert words in told
    assert {p.name for p in tmp_path.glob("*.svg")} == {
        "parties_april.svg",
        "parties_september.svg",
        "points.svg",
    }

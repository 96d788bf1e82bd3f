"""DebateNet-mig15 (Lapesa et al. 2020), imported by the example script and counted again by plain Python."""

from __future__ import annotations

import csv
import runpy
import unicodedata
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dissensus.model.network import Aggregation, Network
from dissensus.networks import Kind, NetworkOptions
from dissensus.project import Project

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "debatenet.py"
LANGUAGES = ("en", "de")
CATEGORIES = {f"{number}00" for number in range(1, 9)}  # what the concepts belong to


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    found = shared / "data" / "debatenet"
    if not found.is_dir():
        pytest.skip(f"no {found}: DebateNet does not come with the repository")
    return found


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def project(
    folder: Path,
    script: dict[str, Any],
    language: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Project]:
    make: Callable[..., Project] = script["make"]
    with make(folder, tmp_path_factory.mktemp("debatenet"), language=language) as made:
        yield made


# The same numbers by loops -------------------------------------------------------------------------

Claim = tuple[str, str, str, str, bool]  # document, person, party or "", concept, for or against


def names_of(folder: Path, language: str) -> dict[str, str]:
    with (folder / f"codebook_{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["sub"].strip(), r["description"].strip()) for r in csv.DictReader(file)]
    descriptions = [description for _, description in rows]
    return {
        sub: f"{description} ({sub})" if descriptions.count(description) > 1 else description
        for sub, description in rows
    }


@pytest.fixture(scope="module")
def claims(folder: Path, language: str) -> list[Claim]:
    """Read the claims: one for each party and each concept of a row that names any."""
    names = names_of(folder, language)
    found = []
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = [part.strip() for part in row["claimvalues"].strip("[]").split(",")]
            concepts = [part for part in parts if part not in CATEGORIES]
            parties = row["parties"].split(",") if row["parties"] != "NA" else [""]
            found += [
                (row["doc_id"], name_in(row), party, names.get(part, part), row["cpos"] == "1")
                for party in parties
                for part in dict.fromkeys(concepts)
            ]
    return found


def name_in(row: dict[str, str]) -> str:
    """Some names are written in decomposed letters, or with spaces around them."""
    return unicodedata.normalize("NFC", row["name"]).strip()


def shared_positions(claims: list[Claim], column: int) -> dict[frozenset[str], int]:
    positions: dict[str, set[tuple[str, bool]]] = {}
    for claim in claims:
        if claim[column]:
            positions.setdefault(str(claim[column]), set()).add((claim[3], claim[4]))
    ties = {
        frozenset((a, b)): len(positions[a] & positions[b])
        for a, b in combinations(sorted(positions), 2)
    }
    return {pair: weight for pair, weight in ties.items() if weight}


def ties_of(network: Network) -> dict[frozenset[str], float]:
    return {frozenset((t.source, t.target)): t.weight for t in network.ties()}


# -----------------------------------------------------------------------------------------------------


def test_every_article_becomes_a_quotation_only_text(project: Project) -> None:
    documents = list(project.documents())
    assert len(documents) == 543
    assert all(d.quotation_only for d in documents)


def test_every_claim_is_there_with_its_concepts(project: Project, claims: list[Claim]) -> None:
    codings = [s for s in project.statements() if s.values.get("concept") is not None]
    assert len(codings) == len(claims)


def test_the_person_network_is_what_loops_count(
    project: Project, script: dict[str, Any], claims: list[Claim]
) -> None:
    network = project.network(script["PERSONS"])
    assert ties_of(network) == shared_positions(claims, 1)


def test_the_party_network_is_what_loops_count(
    project: Project, script: dict[str, Any], claims: list[Claim]
) -> None:
    network = project.network(script["PARTIES"])
    assert ties_of(network) == shared_positions(claims, 2)


def test_persons_grouped_by_party_make_the_party_network(
    project: Project, script: dict[str, Any], folder: Path, claims: list[Claim]
) -> None:
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        party = {name_in(r): r["parties"].split(",")[0] for r in csv.DictReader(file)}
    grouped = [
        (document, person, "" if party[person] == "NA" else party[person], concept, side)
        for document, person, _, concept, side in claims
    ]
    network = project.network(script["BY_PARTY"])
    assert ties_of(network) == shared_positions(grouped, 2)


def test_who_speaks_how_often_of_what_is_what_loops_count(
    project: Project, claims: list[Claim]
) -> None:
    """Each person counts once per article, concept and side; against is subtracted from for."""
    options = NetworkOptions(
        kind=Kind.AFFILIATION, actors="person", aggregation=Aggregation.SUBTRACT
    )
    network = project.network(options)
    counted: dict[tuple[str, str], int] = {}
    for _, person, concept, side in {(d, p, c, s) for d, p, _, c, s in claims}:
        counted[person, concept] = counted.get((person, concept), 0) + (1 if side else -1)
    found = {(t.source, t.target): t.weight for t in network.ties()}
    assert found == {pair: weight for pair, weight in counted.items() if weight}


def test_the_report_is_written_and_everything_is_sound(project: Project, tmp_path: Path) -> None:
    findings = project.report(tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size > 10_000
    assert findings.statements == len(project.statements())
    assert project.check() == []

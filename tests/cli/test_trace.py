from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def tie(run: Run, example: Path) -> dict[str, Any]:
    ties = run("network", example, "--kind", "conflict", "--json").json["ties"]
    found: dict[str, Any] = ties[0]
    return found


def test_a_statement_is_walked_back_to_the_bytes(
    run: Run, example: Path, tie: dict[str, Any]
) -> None:
    ran = run("trace", example, tie["statements"][0])
    assert ran.code == 0
    assert "SHA-256" in ran.out
    assert "suggested by" in ran.out
    assert "accept by ann" in ran.out


def test_json_gives_words_and_neighbors(run: Run, example: Path, tie: dict[str, Any]) -> None:
    (found,) = run("trace", example, tie["statements"][0], "--json").json
    (statement,) = found["statements"]
    assert statement["id"] == tie["statements"][0]
    assert len(statement["quotation"]) == statement["stop"] - statement["start"]
    assert {"title", "source", "date", "sha256", "location"} <= set(statement["document"])


def test_the_beginning_of_an_identity_is_enough(run: Run, project: Path) -> None:
    run("suggest", project)
    run("review", project, stdin="a\nq\n")
    (tie,) = run("network", project, "--kind", "affiliation", "--json").json["ties"]
    whole = run("trace", project, tie["statements"][0]).out
    assert run("trace", project, tie["statements"][0][:13]).out == whole


def test_a_beginning_that_several_identities_share_is_told(run: Run, example: Path) -> None:
    ties = run("network", example, "--kind", "affiliation", "--json").json["ties"]
    statements = sorted(s for tie in ties for s in tie["statements"])
    ran = run("trace", example, statements[0][:8])
    assert ran.code == 3
    assert "More than one statement begins with" in ran.err


def test_an_unknown_identity_is_told(run: Run, example: Path) -> None:
    ran = run("trace", example, "nonsense")
    assert ran.code == 3
    assert "There is no statement 'nonsense'" in ran.err


def test_two_actors_are_traced_to_what_divides_them(
    run: Run, example: Path, tie: dict[str, Any]
) -> None:
    ran = run("trace", example, tie["source"], tie["target"], "--json")
    traced = {s["id"] for group in ran.json for s in group["statements"]}
    assert set(tie["statements"]) <= traced


def test_an_actor_and_a_concept_are_traced(run: Run, example: Path) -> None:
    tie = run("network", example, "--kind", "affiliation", "--json").json["ties"][0]
    ran = run("trace", example, tie["source"], tie["target"], "--json")
    traced = {s["id"] for group in ran.json for s in group["statements"]}
    assert set(tie["statements"]) <= traced


def test_aliases_and_case_do_not_matter(run: Run, example: Path) -> None:
    named = run("trace", example, "Coastal Development Bank", "Port Authority", "--json").json
    assert named
    assert run("trace", example, "CDB", "PORT AUTHORITY", "--json").json == named


def test_an_unknown_name_is_told(run: Run, example: Path) -> None:
    ran = run("trace", example, "Delta Trust", "Nobody")
    assert ran.code == 3
    assert "Nobody and nothing is called 'Nobody' here." in ran.err


def test_no_statement_between_two_names_is_said(run: Run, project: Path) -> None:
    ran = run("trace", project, "Party A", "Party B")
    assert (ran.code, ran.out) == (0, "No statement stands between Party A and Party B.\n")


def test_waiting_suggestions_can_be_traced_on_request(run: Run, project: Path) -> None:
    run("suggest", project)
    ran = run("trace", project, "Party A", "Toll", "--unreviewed")
    assert ran.code == 0
    assert "Party A demands the toll." in ran.out
    assert "not reviewed" in ran.out
    (waiting, *_) = run("review", project, "--json").json
    assert "suggested by lexical" in run("trace", project, waiting["id"]).out

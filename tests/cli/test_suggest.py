from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_suggestions_wait_for_a_decision(run: Run, project: Path) -> None:
    ran = run("suggest", project)
    assert ran.code == 0
    waiting = len(run("review", project, "--json").json)
    assert waiting > 0
    assert ran.out.startswith(f"{waiting} new suggestion")
    assert f"{waiting} wait for a decision" in ran.out


def test_suggesting_again_adds_nothing(run: Run, project: Path) -> None:
    run("suggest", project)
    assert run("suggest", project, "--json").json["new"] == 0


def test_accepting_takes_only_what_scores_well(run: Run, project: Path) -> None:
    run("suggest", project)
    scores = sorted(s["score"] for s in run("review", project, "--json").json)
    bar = scores[-1]
    told = run("suggest", project, "--accept", "--min-score", bar, "--json").json
    assert told["accepted"] == scores.count(bar)
    assert told["states"]["accepted"] == scores.count(bar)


def test_accepted_statements_are_not_reviewed(run: Run, project: Path) -> None:
    ran = run("suggest", project, "--accept", "--min-score", "0")
    assert "unseen" in ran.out
    found = run("network", project, "--kind", "affiliation", "--json").json
    assert found["unreviewed"] == found["statements"] > 0


def test_only_one_type_may_be_accepted(run: Run, example: Path) -> None:
    counted = run("suggest", example, "--accept", "--min-score", "0", "--type", "event", "--json")
    waiting = {s["type"] for s in run("review", example, "--json").json}
    assert counted.json["accepted"] > 0
    assert waiting == {"position", "relation", "figure"} - ({"figure"} - waiting)


def test_an_unknown_suggester_names_the_known_ones(run: Run, project: Path) -> None:
    ran = run("suggest", project, "--using", "nonsense")
    assert ran.code in (2, 3)
    assert "lexical" in ran.err


def test_an_unknown_type_names_the_known_ones(run: Run, project: Path) -> None:
    run("suggest", project)
    ran = run("review", project, "--type", "nonsense")
    assert ran.code == 3
    assert "position, relation, figure, event" in ran.err


def test_a_score_beyond_one_is_wrong_use(run: Run, project: Path) -> None:
    assert run("suggest", project, "--accept", "--min-score", "2").code == 2

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def waiting(run: Run, project: Path) -> Path:
    assert run("suggest", project).code == 0
    return project


def queue(run: Run, project: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("review", project, "--json").json
    return found


def positions(run: Run, project: Path) -> list[dict[str, Any]]:
    found = run("network", project, "--kind", "affiliation", "--duplicates", "include", "--json")
    return [tie for tie in found.json["ties"] for _ in tie["statements"]]


def test_the_queue_shows_the_words_in_their_context(run: Run, waiting: Path) -> None:
    first = queue(run, waiting)[0]
    ran = run("review", waiting, stdin="q\n")
    assert ran.code == 0
    assert first["quotation"] in ran.out
    assert "[a]ccept" in ran.out


def test_json_says_where_a_suggestion_stands(run: Run, waiting: Path) -> None:
    first = queue(run, waiting)[0]
    assert {"id", "document", "start", "stop", "quotation", "values", "score", "reasons"} <= set(
        first
    )


def test_accepting_makes_a_reviewed_statement(run: Run, waiting: Path) -> None:
    before = queue(run, waiting)
    ran = run("review", waiting, stdin="a\nq\n")
    assert "1 decision;" in ran.out
    assert len(queue(run, waiting)) == len(before) - 1
    found = run("network", waiting, "--kind", "affiliation", "--json").json
    assert (found["statements"], found["unreviewed"]) == (1, 0)


def test_rejecting_takes_it_out_of_the_queue(run: Run, waiting: Path) -> None:
    before = queue(run, waiting)
    run("review", waiting, stdin="r\nq\n")
    assert [s["id"] for s in queue(run, waiting)] == [s["id"] for s in before[1:]]
    assert positions(run, waiting) == []


def test_skipping_puts_it_aside_until_asked_for(run: Run, waiting: Path) -> None:
    before = queue(run, waiting)
    run("review", waiting, stdin="s\nq\n")
    assert [s["id"] for s in queue(run, waiting)] == [s["id"] for s in before[1:]]
    again = run("review", waiting, "--skipped", "--json").json
    assert [s["id"] for s in again] == [s["id"] for s in before]


def test_correcting_changes_the_value_typed(run: Run, waiting: Path) -> None:
    first = queue(run, waiting)[0]
    assert first["type"] == "position"
    # Enter keeps person, organization and concept; agreement becomes the opposite.
    word = "no" if first["values"]["agreement"] else "yes"
    run("review", waiting, stdin=f"e\n\n\n\n{word}\nq\n")
    run("export", waiting, waiting.parent / "p.jsonl")
    text = (waiting.parent / "p.jsonl").read_text(encoding="utf-8")
    assert f'"agreement":{"false" if word == "no" else "true"}' in text


def test_a_value_that_does_not_fit_is_asked_for_again(run: Run, waiting: Path) -> None:
    ran = run("review", waiting, stdin="e\n\n\n\nperhaps\nno\nq\n")
    assert "'perhaps' is no boolean" in ran.out
    assert "1 decision;" in ran.out


def test_a_dash_empties_a_value(run: Run, waiting: Path) -> None:
    run("review", waiting, stdin="e\n\n\n\n-\nq\n")
    run("export", waiting, waiting.parent / "p.jsonl")
    text = (waiting.parent / "p.jsonl").read_text(encoding="utf-8")
    assert '"agreement":null' in text


def test_undo_takes_the_last_decision_back(run: Run, waiting: Path) -> None:
    before = queue(run, waiting)
    ran = run("review", waiting, stdin="a\nu\nq\n")
    assert "Undone" in ran.out
    assert [s["id"] for s in queue(run, waiting)] == [s["id"] for s in before]
    assert positions(run, waiting) == []


def test_undo_without_a_decision_says_so(run: Run, waiting: Path) -> None:
    ran = run("review", waiting, stdin="u\nq\n")
    assert "Nothing was decided in this round" in ran.out


def test_an_unknown_key_shows_the_keys_again(run: Run, waiting: Path) -> None:
    assert run("review", waiting, stdin="x\nq\n").out.count("[a]ccept") >= 2


def test_it_goes_on_where_it_was_left(run: Run, waiting: Path) -> None:
    before = queue(run, waiting)
    run("review", waiting, stdin="a\n")  # the input ends: nothing else is decided
    assert before[1]["quotation"] in run("review", waiting, stdin="q\n").out
    assert f"1 of {len(before) - 1}" in run("review", waiting, stdin="q\n").out


def test_an_empty_queue_is_said(run: Run, project: Path) -> None:
    ran = run("review", project)
    assert (ran.code, ran.out) == (0, "Nothing waits for a decision.\n")


def test_a_policy_accepts_and_one_undo_takes_it_back(run: Run, waiting: Path) -> None:
    before = len(queue(run, waiting))
    told = run("review", waiting, "--accept", "--min-score", "0", "--json").json
    assert told["accepted"] == before
    assert queue(run, waiting) == []
    assert run("undo", waiting).code == 0
    assert len(queue(run, waiting)) == before
    assert positions(run, waiting) == []


def test_accepted_statements_are_no_different_after_a_check(run: Run, waiting: Path) -> None:
    run("review", waiting, stdin="a\nr\ns\nu\nq\n")
    assert run("check", waiting).code == 0

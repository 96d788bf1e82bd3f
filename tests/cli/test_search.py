from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_hits_show_their_words(run: Run, project: Path) -> None:
    ran = run("search", project, "rained")
    assert ran.code == 0
    assert "It [rained] on the bridge" in ran.out
    assert ran.out.endswith("1 text\n")


def test_no_hit_is_said(run: Run, project: Path) -> None:
    ran = run("search", project, "nonsense")
    assert (ran.code, ran.out) == (0, "No text has nonsense.\n")


def test_phrases_and_prefixes_are_found(run: Run, project: Path) -> None:
    assert len(run("search", project, '"rejects the toll"', "--json").json) == 1
    assert len(run("search", project, "toll*", "--json").json) == 2


def test_json_gives_the_place(run: Run, project: Path) -> None:
    (hit,) = run("search", project, "rained", "--json").json
    assert (hit["start"], hit["stop"], hit["title"]) == (3, 9, "Weather")


@pytest.mark.parametrize("query", ['"', "AND", "(", "*", "NEAR(", "a:b", "^", "-"])
def test_no_query_is_an_accident(run: Run, project: Path, query: str) -> None:
    assert run("search", project, "--", query).code in (0, 3)


def test_an_empty_query_is_told(run: Run, project: Path) -> None:
    assert run("search", project, "").code in (0, 3)

"""Chosen statements get other values."""

from __future__ import annotations

import pytest

from dissensus.care import recoding
from dissensus.errors import CodebookError, NotFound
from dissensus.project import Project
from tests.care.caring import do, identity
from tests.web.talk import TRAM


def stances(project: Project, concept: str) -> list[bool]:
    found = [s.values for s in project.statements() if s.values.get("concept") == concept]
    return [bool(v["agreement"]) for v in found]


def test_a_stance_is_turned_round_for_one_concept_only(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    chosen = recoding.matching(project.events(statement_type="position"), {"concept": [TRAM]})
    turns = [(True, False), (False, True)]
    before = stances(project, TRAM), stances(project, "Lower the fares")
    do(project, lambda c: recoding.recode(c, kind, "agreement", turns, chosen))
    assert stances(project, TRAM) == [not one for one in before[0]]
    assert stances(project, "Lower the fares") == before[1]


def test_whole_numbers_are_mapped_all_at_once(project: Project) -> None:
    kind = project.codebook.statement_type("relation")
    chosen = recoding.matching(project.events(statement_type="relation"), {})
    do(project, lambda c: recoding.recode(c, kind, "sign", [(-1, 1), (1, -1)], chosen))
    assert [s.values["sign"] for s in project.statements() if s.statement_type == "relation"] == [1]


def test_two_entities_can_be_exchanged(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    a, c = identity(project, "A"), identity(project, "C")
    chosen = recoding.matching(project.events(statement_type="position"), {})
    do(project, lambda k: recoding.recode(k, kind, "organization", [(a, c), (c, a)], chosen))
    said = [
        s.values["organization"] for s in project.statements() if s.statement_type == "position"
    ]
    assert (said.count("A"), said.count("B"), said.count("C")) == (4, 3, 3)


def test_a_value_can_be_taken_away_and_given_where_there_is_none(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    b = identity(project, "B")
    events = project.events(statement_type="position")
    chosen = recoding.matching(events, {"person": [None]})
    assert len(chosen) == len(events)
    do(project, lambda c: recoding.recode(c, kind, "person", [(None, b)], chosen))
    assert {
        s.values.get("person") for s in project.statements() if s.statement_type == "position"
    } == {"B"}
    do(project, lambda c: recoding.recode(c, kind, "organization", [(b, None)], chosen))
    assert all(s.values.get("organization") != "B" for s in project.statements())
    assert project.check() == []


@pytest.mark.parametrize("value", [7, "no number"])
def test_a_value_the_variable_does_not_take_is_refused(project: Project, value: object) -> None:
    kind = project.codebook.statement_type("relation")
    with pytest.raises(CodebookError):
        do(project, lambda c: recoding.recode(c, kind, "sign", [(-1, value)], []))  # type: ignore[list-item]


def test_an_entity_that_is_gone_is_refused(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    with pytest.raises(NotFound):
        do(project, lambda c: recoding.recode(c, kind, "concept", [(None, "nobody")], []))

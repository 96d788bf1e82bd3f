from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import polars as pl
import pytest

from dissensus.events import EventList
from dissensus.findings import gather
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable, built_in_types
from dissensus.model.document import Document
from dissensus.report import ACTOR, STANCE, Findings

POSITION, RELATION, FIGURE, EVENT = built_in_types()
MADE = datetime(2024, 5, 6)

# person, organization, concept, agreement
SAID = [
    ("Ann", "League", "tram", True),
    (None, "League", "tram", True),
    (None, "Guild", "tram", True),
    ("Bo", None, "tram", False),
    ("Bo", None, "toll", None),
    (None, "Guild", "toll", True),
    (None, "League", "toll", False),
    (None, None, "toll", True),
]


def positions(
    kind: StatementType = POSITION, *, convert: dict[object, object] | None = None
) -> EventList:
    convert = convert or {}
    return EventList.from_rows(
        [
            {"person": p, "organization": o, "concept": c, "agreement": convert.get(a, a)}
            for p, o, c, a in SAID
        ],
        kind,
    )


def gathered(**events: EventList) -> Findings:
    documents = [Document(id=str(n), text="…") for n in range(len(SAID))]
    return gather(documents, events, Codebook(title="Trams"), made=MADE, runs=5)


def test_an_actor_is_the_organization_or_else_the_person() -> None:
    found = gathered(position=positions()).positions
    assert found
    by_statement = dict(found.frame.select("statement.id", ACTOR).iter_rows())
    assert [by_statement[str(n)] for n in range(8)] == [
        "League", "League", "Guild", "Bo", "Bo", "Guild", "League", None,
    ]  # fmt: skip


def test_a_missing_agreement_takes_no_side() -> None:
    found = gathered(position=positions()).positions
    assert found
    by_statement = dict(found.frame.select("statement.id", STANCE).iter_rows())
    assert [by_statement[str(n)] for n in range(8)] == [1, 1, 1, -1, 0, 1, -1, 1]


def test_a_scale_is_cut_at_its_middle() -> None:
    scale = Variable(name="agreement", data_type=DataType.INTEGER, values=(1, 2, 3, 4, 5))
    kind = replace(POSITION, variables=(*POSITION.variables[:3], scale))
    events = positions(kind, convert={True: 4, False: 2, None: 3})
    found = gathered(position=events).positions
    assert found
    assert sorted(found.frame[STANCE].to_list()) == [-1, -1, 0, 1, 1, 1, 1, 1]


def test_each_position_of_an_actor_counts_once_in_the_networks() -> None:
    found = gathered(position=positions())
    assert found.congruence
    assert found.conflict
    shared = {(t.source, t.target): t.weight for t in found.congruence.ties()}
    opposed = {(t.source, t.target): t.weight for t in found.conflict.ties()}
    # The league says twice that it wants the tram; the guild shares that position once.
    assert shared == {("Guild", "League"): 1.0}
    assert opposed == {("Bo", "Guild"): 1.0, ("Bo", "League"): 1.0, ("Guild", "League"): 1.0}


def test_coalitions_come_from_shared_positions() -> None:
    partition = gathered(position=positions()).coalitions
    assert partition
    assert partition.members["Guild"] == partition.members["League"]


def test_other_statement_types_are_only_counted() -> None:
    odd = StatementType(name="mood", variables=(Variable(name="mood", data_type=DataType.TEXT),))
    events = EventList.from_rows([{"mood": "glad"}], odd)
    found = gathered(mood=events)
    assert found.making.not_shown == {"mood": 1}
    assert found.statements == 0


def test_a_type_of_another_name_is_shown_if_it_has_the_variables() -> None:
    statement = replace(POSITION, name="DNA Statement")
    found = gathered(**{"DNA Statement": positions(statement)})
    assert found.positions
    assert found.making.not_shown == {}


@pytest.mark.parametrize("events", [{}, {"position": positions().filter(pl.lit(value=False))}])
def test_nothing_coded_makes_no_networks(events: dict[str, EventList]) -> None:
    found = gathered(**events)
    assert (found.congruence, found.conflict, found.told, found.coalitions) == (None,) * 4


def test_relations_keep_their_direction_and_sign() -> None:
    rows = [{"source": "League", "target": "Guild", "kind": "opposes", "sign": -1}] * 2
    events = EventList.from_rows(
        [{**row, "statement.id": str(n)} for n, row in enumerate(rows)], RELATION
    )
    told = gathered(relation=events).told
    assert told
    assert [(t.source, t.target, t.weight) for t in told.ties()] == [("League", "Guild", -2.0)]


def test_relations_need_no_kind() -> None:
    kind = replace(RELATION, variables=tuple(v for v in RELATION.variables if v.name != "kind"))
    events = EventList.from_rows([{"source": "League", "target": "Guild", "sign": 1}], kind)
    told = gathered(relation=events).told
    assert told
    assert [t.weight for t in told.ties()] == [1.0]

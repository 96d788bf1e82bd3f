from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

import pytest

from dissensus.analysis.design import Compat, OneMode, TwoMode
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable, built_in_types
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Normalization
from dissensus.networks import Kind, NetworkOptions, build, prepared

POSITION, RELATION = built_in_types()[:2]

# organization, person, concept, agreement, source, year
SAID = [
    ("League", None, "tram", True, "Herald", 2019),
    ("Guild", None, "tram", False, "Herald", 2020),
    (None, "Bo", "toll", True, "Courier", 2021),
    ("League", None, "toll", False, "Courier", 2022),
]


def said() -> EventList:
    return EventList.from_rows(
        [
            {
                "organization": o,
                "person": p,
                "concept": c,
                "agreement": a,
                "document.source": s,
                "document.date": datetime(y, 3, 1),
            }
            for o, p, c, a, s, y in SAID
        ],
        POSITION,
    )


def chosen(**options: object) -> list[str]:
    ready = prepared(said(), NetworkOptions(**options), ())  # type: ignore[arg-type]
    return ready.events.column("statement.id").to_list()


def test_words_are_read_as_what_the_column_holds() -> None:
    assert chosen(exclude={"agreement": ["no"]}) == ["0", "2"]
    assert chosen(include={"agreement": [False]}) == ["1", "3"]


def test_a_word_that_the_column_cannot_hold_is_refused() -> None:
    with pytest.raises(AnalysisError, match="yes or no; 'maybe' is none"):
        chosen(include={"agreement": ["maybe"]})


def test_a_filter_on_the_text_narrows_the_population_and_one_on_a_variable_does_not() -> None:
    options = NetworkOptions(
        kind=Kind.AFFILIATION,
        include={"document.source": ["Herald"], "agreement": ["yes"]},
        isolates=True,
    )
    ready = prepared(said(), options, ())
    assert len(ready.population) == 2
    assert len(ready.events) == 1
    assert ready.network().rows == ("Guild", "League")


def test_who_speaks_is_the_organization_or_else_the_person() -> None:
    network = build(said(), NetworkOptions(kind=Kind.AFFILIATION), ())
    assert network.rows == ("Bo", "Guild", "League")


def test_the_source_of_the_text_can_be_the_actor() -> None:
    network = build(said(), NetworkOptions(kind=Kind.IGNORE, actors="document.source"), ())
    assert network.rows == ("Courier", "Herald")


def test_actors_are_grouped_by_an_attribute() -> None:
    entities = (
        Entity(kind="actor", name="League", attributes=(Attribute("camp", "north"),)),
        Entity(kind="actor", name="Guild", attributes=(Attribute("camp", "south"),)),
    )
    network = build(said(), NetworkOptions(kind=Kind.CONFLICT, attribute="camp"), entities)
    assert [(t.source, t.target, t.weight) for t in network.ties()] == [("north", "south", 1.0)]


def test_the_qualifier_is_agreement_where_the_type_has_it() -> None:
    design = prepared(said(), NetworkOptions(), ()).design
    assert isinstance(design, OneMode)
    assert design.qualifier == "agreement"


def test_without_a_qualifier_an_affiliation_network_counts() -> None:
    design = prepared(said(), NetworkOptions(kind=Kind.AFFILIATION, qualifier=None), ()).design
    assert isinstance(design, TwoMode)
    assert design.aggregation is Aggregation.IGNORE


def test_a_qualifier_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AnalysisError, match="no column 'agrement'"):
        build(said(), NetworkOptions(qualifier="agrement"), ())


def test_the_range_is_open_where_nobody_said_otherwise() -> None:
    assert prepared(said(), NetworkOptions(), ()).extent is None


def test_one_end_of_the_range_leaves_the_other_to_the_statements() -> None:
    ready = prepared(said(), NetworkOptions(), (), until=Moment.parse("2021"))
    assert ready.extent == (datetime(2019, 3, 1), datetime(2021, 12, 31, 23, 59, 59))
    assert len(ready.events) == 3


def test_in_compatibility_the_range_is_that_of_all_texts() -> None:
    texts = (datetime(2018, 1, 1), datetime(2024, 1, 1))
    ready = prepared(said(), NetworkOptions(compat=Compat.DNA_3_0), (), texts=texts)
    assert ready.extent == texts


def test_relations_have_no_counterpart_in_the_peer() -> None:
    with pytest.raises(AnalysisError, match="DNA has no relation networks"):
        build(
            EventList.from_rows([], RELATION),
            NetworkOptions(kind=Kind.RELATIONS, compat=Compat.DNA_3_0),
            (),
        )


def test_compatibility_reaches_the_measure() -> None:
    rows = [
        {"organization": o, "concept": c, "agreement": True}
        for o, c in (("A", "tram"), ("A", "toll"), ("B", "tram"))
    ]
    events = EventList.from_rows(rows, POSITION)
    options = NetworkOptions(normalization=Normalization.COSINE)
    # One agreement: by the cosine of (1, 1) and (1, 0), and by the peer's product of 2 and 1 statements.
    assert build(events, options, ()).weight("A", "B") == pytest.approx(1 / math.sqrt(2))
    peer = replace(options, compat=Compat.DNA_3_0)
    assert build(events, peer, ()).weight("A", "B") == 1 / (2 * 1)


def test_the_statement_type_is_the_built_in_one_or_the_first_that_fits() -> None:
    def called(name: str, *variables: str) -> StatementType:
        made = tuple(Variable(name=v, data_type=DataType.ENTITY, entities=v) for v in variables)
        return StatementType(name=name, variables=made)

    note, claim = called("Note", "text"), called("Claim", "organization", "concept")
    options = NetworkOptions()
    assert options.type_in(Codebook(statement_types=(note, claim))) == "Claim"
    assert options.type_in(Codebook(statement_types=(claim, POSITION))) == "position"
    assert options.type_in(Codebook(statement_types=(note,))) == "position"
    assert replace(options, statement_type="Note").type_in(Codebook()) == "Note"
    assert NetworkOptions(kind=Kind.RELATIONS).type_in(Codebook()) == "relation"

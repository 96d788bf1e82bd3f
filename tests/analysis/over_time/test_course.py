"""The figures of slices, by hand."""

from __future__ import annotations

from datetime import datetime

from dissensus.analysis.design import OneMode, TwoMode, Windows
from dissensus.analysis.over_time.course import Watch, course
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Projection

# On 1 January A and B are for the tax and C against it; on the 3rd D is for it, unreviewed.
ROWS = [
    (1, "A", True, True),
    (1, "B", True, True),
    (1, "C", False, True),
    (3, "D", True, False),
]
EVENTS = EventList.from_rows(
    [
        {
            "document.date": datetime(2024, 1, day),
            "organization": name,
            "concept": "tax",
            "agreement": stance,
            "statement.reviewed": reviewed,
        }
        for day, name, stance, reviewed in ROWS
    ],
    built_in_types()[0],
)
FIGURES = ("statements", "unreviewed", "rows", "columns", "ties", "density", "positive", "negative")


def figures(design: OneMode | TwoMode) -> list[tuple[object, ...]]:
    return course(EVENTS, design, Windows(width=1)).to_polars().select(FIGURES).rows()


def test_pairs_of_a_one_mode_network_count_once() -> None:
    assert figures(OneMode(qualifier="agreement", kind=Projection.SUBTRACT)) == [
        (3, 0, 3, 3, 3, 1.0, 1.0, 2.0),
        (0, 0, 0, 0, 0, 0.0, 0.0, 0.0),
        (1, 1, 1, 1, 0, 0.0, 0.0, 0.0),
    ]


def test_cells_of_a_two_mode_network_are_ties() -> None:
    design = TwoMode(qualifier="agreement", aggregation=Aggregation.SUBTRACT)
    assert figures(design) == [
        (3, 0, 3, 1, 3, 1.0, 2.0, 1.0),
        (0, 0, 0, 0, 0, 0.0, 0.0, 0.0),
        (1, 1, 1, 1, 1, 1.0, 1.0, 0.0),
    ]


def test_slices_carry_their_dates_and_number() -> None:
    design = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)
    table = course(EVENTS, design, Windows(width=2)).to_polars()
    assert table.select("slice", "since", "until", "middle").rows() == [
        (1, datetime(2024, 1, 1), datetime(2024, 1, 2), datetime(2024, 1, 2)),
        (2, datetime(2024, 1, 2), datetime(2024, 1, 3), datetime(2024, 1, 3)),
    ]


def test_it_knows_its_statements_and_how_many_wait() -> None:
    found = course(EVENTS, OneMode(kind=Projection.IGNORE), Windows(width=1))
    assert (len(found.everything()), found.unreviewed, len(found)) == (4, 1, 3)


def test_nothing_watched_is_an_empty_table() -> None:
    assert Watch().course().to_polars().height == 0

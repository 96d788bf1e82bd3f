from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from dissensus.model.network import Partition
from dissensus.report.evidence import evidence
from dissensus.report.matrix import Matrix, Side, in_coalitions, matrix, stances
from tests.report.invented import findings


def made() -> Matrix:
    built = findings()
    behind = evidence(built)
    found = matrix(built, behind, stances(built, behind))
    assert found
    return found


def test_actors_stand_in_the_order_of_their_coalition() -> None:
    order = [(group.letter, [row.actor for row in group.rows]) for group in made().groups]
    # The guild and the club both say three things, the league two.
    assert order == [("A", ["Merchants' Guild", "Tram League"]), ("", ["Motor Club"])]


def test_the_most_contested_concept_comes_first() -> None:
    # Tram: the league for, the club against, the guild on both sides: 2 on the smaller side. Fares: 1.
    assert [c.concept for c in made().columns] == ["Build the tram", "Lower the fares"]


def test_a_cell_counts_agreement_and_disagreement_apart() -> None:
    cell = made().groups[0].rows[0].cells[0]
    assert cell
    assert (cell.side, cell.agree, cell.disagree) == (Side.MIXED, 1, 1)


def test_a_column_counts_actors_on_either_side() -> None:
    fares = made().columns[1]
    assert (fares.agree, fares.disagree) == (2, 1)


def test_silence_is_told_from_every_side() -> None:
    built = findings()
    sides = stances(built, evidence(built))
    assert sides.side("Mayor", "Build the tram") is None
    assert sides.side("Tram League", "Build the tram") is Side.AGREES
    assert sides.side("Motor Club", "Build the tram") is Side.DISAGREES


def test_unreviewed_statements_are_counted_in_their_cell() -> None:
    club = made().groups[1].rows[0]
    assert [cell.unreviewed if cell else None for cell in club.cells] == [2, 1]


def test_a_cell_leads_to_its_quotations() -> None:
    built = findings()
    behind = evidence(built)
    cell = made().groups[1].rows[0].cells[0]
    assert cell
    assert {behind.quote(n).quotation for n in cell.link.numbers} == {
        "the tram takes our streets",
        "تراموا نباید ساخته شود",
    }


def test_without_positions_there_is_no_table() -> None:
    built = replace(findings(), positions=None)
    behind = evidence(built)
    assert matrix(built, behind, stances(built, behind)) is None


def test_actors_alone_in_their_community_are_in_no_coalition() -> None:
    partition = Partition(members={"a": 0, "b": 0, "c": 1}, quality=0.0)
    assert in_coalitions(["c", "b", "a", "d"], partition) == [("A", ["b", "a"]), ("", ["c", "d"])]


def test_one_actor_on_both_sides_makes_no_contest() -> None:
    built = findings()
    assert built.positions
    alone = built.positions.filter(pl.col("organization") == "Merchants' Guild")
    built = replace(built, positions=alone)
    behind = evidence(built)
    table = matrix(built, behind, stances(built, behind))
    assert table
    assert {c.concept: (c.both, c.contested) for c in table.columns} == {
        "Build the tram": (1, 0),
        "Lower the fares": (0, 0),
    }


def test_a_table_too_large_for_a_page_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dissensus.report.matrix._CELLS_MOST", 2)
    monkeypatch.setattr("dissensus.report.matrix._ROWS_FIRST", 2)
    monkeypatch.setattr("dissensus.report.matrix._COLUMNS_FIRST", 1)
    table = made()
    assert (len(table.columns), sum(len(g.rows) for g in table.groups)) == (1, 2)
    assert (table.columns_left, table.rows_left) == (1, 1)

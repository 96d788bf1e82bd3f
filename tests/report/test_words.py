from __future__ import annotations

from dataclasses import replace

import polars as pl

from dissensus.events import REVIEWED, EventList
from dissensus.report import Findings, Making
from dissensus.report.evidence import evidence
from dissensus.report.matrix import matrix, stances
from dissensus.report.sides import sides
from dissensus.report.words import Part, opening
from tests.report.invented import DOCUMENTS, MADE, document, findings


def parts(built: Findings) -> tuple[Part, ...]:
    behind = evidence(built)
    positions = stances(built, behind)
    return opening(
        built,
        behind,
        matrix=matrix(built, behind, positions),
        sides=sides(built, behind, positions),
    )


def words(built: Findings) -> str:
    return "".join(part.words for part in parts(built))


def test_the_opening_tells_what_was_read() -> None:
    assert words(findings()).startswith(
        "This report rests on 4 texts from 3 sources, of which 3 carry a date: published "
        "between 12 January 2023 and 20 March 2023. "
    )


def test_the_opening_counts_what_was_coded_and_reviewed() -> None:
    assert (
        "In them 13 statements are coded: 8 positions, 2 relations, 2 figures and 1 dated event; "
        "a person has reviewed 10 (77% of 13). "
    ) in words(findings())


def test_the_opening_names_what_is_contested_and_who_is_opposed() -> None:
    found = words(findings())
    assert (
        "Most contested is “Build the tram”, with 1 actor for it and 1 against, and 1 on both "
        "sides. "
    ) in found
    # Opposed on two concepts, agreed on none: the club and the league.
    assert (
        "The two actors most often opposed are Motor Club and Tram League, on “Build the tram” and "
        "“Lower the fares”. "
    ) in found


def test_the_opening_tells_what_is_uncertain() -> None:
    found = words(findings())
    assert "Where Merchants' Guild belongs is uncertain. " in found
    assert "1 source could not be read. " in found
    assert "3 suggestions wait for review and are not counted here. " in found


def test_numbers_lead_to_their_tables() -> None:
    links = {part.words: part.href for part in parts(findings())}
    assert links["8 positions"] == "#positions"
    assert links["2 relations"] == "#sides"
    assert links["4 texts"] == "#texts"


def test_one_text_is_named() -> None:
    one = Findings(
        title="",
        documents=(document(1, "Words.", title="A letter", source="The Ledger", date="2024-05"),),
        making=Making(made=MADE, version="0.1.0"),
    )
    assert words(one) == (
        "This report rests on one text, “A letter” (The Ledger), May 2024. "
        "No statement has been coded in them yet. "
    ).replace("in them", "in it")


def test_nothing_read_is_said() -> None:
    empty = Findings(title="", documents=(), making=Making(made=MADE, version="0.1.0"))
    assert words(empty) == "No text was read. No statement has been coded yet. "


def test_statements_nobody_reviewed_are_said_to_be_so() -> None:
    built = findings(positions=None, relations=None, events=None)
    assert built.figures
    frame = built.figures.frame.with_columns(pl.lit(False).alias(REVIEWED))
    built = replace(built, figures=EventList(frame, built.figures.statement_type))
    assert "2 figures are coded; no person has reviewed any of them yet. " in words(built)


def test_texts_without_any_date_are_said_to_have_none() -> None:
    built = findings(documents=tuple(replace(d, date=None) for d in DOCUMENTS))
    assert "from 3 sources, none of which carries a date. " in words(built)


def test_no_contest_is_said_plainly() -> None:
    built = findings()
    assert built.positions
    agreeing = built.positions.filter(pl.col("concept") == "Lower the fares", pl.col("agreement"))
    found = words(replace(built, positions=agreeing, congruence=None, conflict=None))
    assert "No concept is contested: on none do two actors take opposite sides. " in found


def test_the_opening_tells_how_many_texts_are_copies() -> None:
    built = findings()
    alike = tuple(replace(d, group="g" if i < 3 else "") for i, d in enumerate(built.documents))
    assert "2 are near copies of another and no evidence of its own" not in words(built)
    assert "2 are near copies of another" in words(replace(built, documents=alike))


def test_the_opening_tells_texts_that_name_no_source() -> None:
    built = findings()
    first, *others = built.documents
    nameless = (replace(first, source=""), *others)
    assert "(1 text names none)" in words(replace(built, documents=nameless))


def test_one_shared_position_is_no_coalition() -> None:
    built = findings()
    behind = evidence(built)
    drawn = sides(built, behind, stances(built, behind))
    once = replace(drawn, pairs=tuple(replace(p, shared=min(p.shared, 1)) for p in drawn.pairs))
    found = opening(built, behind, matrix=None, sides=once)
    assert "No two actors share more than one position" in "".join(part.words for part in found)

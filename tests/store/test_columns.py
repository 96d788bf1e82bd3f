"""Facts about statements as columns: what was coded comes out as it went in, in DNA's order."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Statement, Value, Voice, VoiceKind
from dissensus.project import Project, create, open_project
from dissensus.store import columns
from tests.store.conftest import a_document
from tests.store.test_suggestions import Fixed

AWKWARD = 'He said: "no, never;"\n\tsaid \\ he, \u2028 and 🙂.'


def a_statement(
    document: Document,
    start: int,
    stop: int,
    *voices: Voice,
    score: float | None = None,
    **values: Value,
) -> Statement:
    return Statement(
        document_id=document.id,
        span=Span(start, stop),
        quotation=document.text[start:stop],
        statement_type="position",
        values=values,
        voices=voices,
        score=score,
        coder="",
        created=datetime.now(UTC),
    )


def column(project: Project, name: str, **options: bool) -> list[object]:
    return project.events(statement_type="position", **options).column(name).to_list()  # type: ignore[arg-type]


def test_a_quotation_with_every_kind_of_mark_comes_out_as_it_is(project: Project) -> None:
    document = a_document(AWKWARD)
    project.add([document], [a_statement(document, 0, len(AWKWARD))], summary="one")
    assert column(project, "statement.quotation") == [AWKWARD]


def test_values_are_typed_and_entities_named(project: Project) -> None:
    document = a_document("a b")
    project.add(
        [document],
        [
            a_statement(document, 0, 1, organization="A", concept="Toll", agreement=False),
            a_statement(document, 2, 3, concept='Ümlaut, "quoted"'),
        ],
        summary="two",
    )
    assert column(project, "organization") == ["Party A", None]
    assert column(project, "concept") == ["Toll", 'Ümlaut, "quoted"']
    assert column(project, "agreement") == [False, None]


def test_a_score_keeps_its_last_digit(project: Project) -> None:
    document = a_document("a b")
    drafts = [a_statement(document, 0, 1, score=0.1 + 0.2), a_statement(document, 2, 3)]
    project.add([document], drafts, summary="two")
    assert column(project, "statement.score") == [0.30000000000000004, None]


def test_voices_are_joined_from_the_author_inwards(project: Project) -> None:
    document = a_document("a b")
    voices = (Voice("Herald", VoiceKind.OUTLET), Voice("Ms. Ames", VoiceKind.REPORTED))
    drafts = [a_statement(document, 0, 1, *voices), a_statement(document, 2, 3)]
    project.add([document], drafts, summary="two")
    assert column(project, "statement.voices") == ["Herald → Ms. Ames", ""]


def test_a_variable_may_be_called_like_anything_that_is_known_of_a_statement(
    tmp_path: Path,
) -> None:
    names = ("quotation", "voices", "id", "date", "place", "row", "source", "coder", "rowid")
    variables = tuple(Variable(name=name, data_type=DataType.TEXT) for name in names)
    kind = StatementType(name="position", variables=variables)
    document = a_document("a b")
    values: dict[str, Value] = {name: f"the {name}" for name in names}
    with create(tmp_path / "x.dissensus", Codebook(statement_types=(kind,)), coder="ann") as made:
        statement = replace(a_statement(document, 0, 1), values=values)
        made.add([document], [statement], summary="one")
        assert [column(made, name) for name in names] == [[f"the {name}"] for name in names]
        assert column(made, "statement.quotation") == ["a"]


def test_the_coder_is_named(project: Project) -> None:
    document = a_document("a b")
    project.add([document], [a_statement(document, 0, 1)], summary="one")
    assert column(project, "statement.coder") == ["ann"]


def test_a_suggester_with_a_comma_and_a_quote_in_its_name_is_named(project: Project) -> None:
    using = Fixed()
    using.name = 'a "good", one'
    project.add([a_document("Party A wants the toll. Party B does not.")], [], summary="a text")
    project.suggest(using)
    assert column(project, "statement.coder", unreviewed=True) == ['a "good", one'] * 2
    assert column(project, "statement.reviewed", unreviewed=True) == [False, False]
    assert column(project, "organization", unreviewed=True) == ["Party A", "Party B"]  # B: an alias


def test_rows_stand_by_date_of_the_text_then_by_place_in_it_undated_last(project: Project) -> None:
    undated, late, early = (
        a_document("a b", title=t, date=d) for t, d in (("u", ""), ("l", "2020-05"), ("e", "2019"))
    )
    drafts = [a_statement(d, i, i + 1) for d in (undated, late, early) for i in (2, 0)]
    project.add([undated, late, early], drafts, summary="six")
    assert column(project, "document.title") == ["e", "e", "l", "l", "u", "u"]
    assert column(project, "statement.start") == [0, 2] * 3
    assert column(project, "document.date") == [
        *[datetime(2019, 1, 1)] * 2,
        *[datetime(2020, 5, 1)] * 2,
        None,
        None,
    ]


def test_statements_of_a_text_in_the_trash_are_out(project: Project) -> None:
    kept, gone = a_document("a", title="kept"), a_document("b", title="gone")
    project.add([kept, gone], [a_statement(d, 0, 1) for d in (kept, gone)], summary="two")
    project.delete([gone.id])
    assert column(project, "document.title") == ["kept"]


def test_a_project_without_texts_has_no_rows_and_no_extent(project: Project) -> None:
    assert column(project, "concept") == []
    assert project.extent() is None


def test_the_extent_runs_over_texts_without_statements_too(project: Project) -> None:
    project.add([a_document(d, date=d) for d in ("2021-07-02", "2018", "2020-03")], [], summary="3")
    assert project.extent() == (datetime(2018, 1, 1), datetime(2021, 7, 2))


def test_more_words_than_fit_into_one_text_of_sqlite_are_read_in_pieces(project: Project) -> None:
    words = "word " * 40
    document = a_document(words)
    drafts = [a_statement(document, 0, len(words) - 1) for _ in range(20)]
    project.add([document], drafts, summary="twenty")
    whole = column(project, "statement.id")
    with project.store.read() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
        book = project.codebook
        kind = book.statement_type("position")
        read = columns.event_list(connection, kind, book, unreviewed=False)
    assert read.column("statement.id").to_list() == whole


def test_rows_beyond_the_first_pieces_are_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_ROWS", 3)
    document = a_document("abcdefghij")
    project.add([document], [a_statement(document, i, i + 1) for i in range(10)], summary="ten")
    assert column(project, "statement.quotation") == list("abcdefghij")


def test_the_past_is_read_the_same_way(project: Project) -> None:
    document = a_document("a b")
    project.add([document], [a_statement(document, 0, 1, concept="Toll")], summary="one")
    act = project.history(limit=1)[0].seq
    project.add([], [a_statement(document, 2, 3, concept="Bridge")], summary="another")
    with open_project(project.store.location) as again:
        assert column(again.as_of(act), "concept") == ["Toll"]
        assert column(again, "concept") == ["Toll", "Bridge"]

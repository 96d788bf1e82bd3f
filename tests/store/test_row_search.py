"""Facts about search over statements, entities and notes: always what the project says now."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from dissensus.exchange.codebook import parse_codebook
from dissensus.model.coder import Permission
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.project import Project, create, open_project
from dissensus.store import row_index
from dissensus.store.row_index import behind, catch_up
from dissensus.store.row_search import COUNTED, Found, Wanted, find
from dissensus.store.row_tables import drop
from dissensus.store.row_words import DOCUMENT, ENTITY, KINDS, NOTE, STATEMENT
from dissensus.text.query import Query
from tests.properties.test_histories import do, steps
from tests.store.conftest import CODEBOOK, a_document, steps_of

TEXT = "Party A wants the toll. Party B does not. Nobody asked 👍 Ms. Ames."


@pytest.fixture
def coded(project: Project) -> Project:
    document = a_document(TEXT, title="News", date="2024-05-06")
    project.add([document], [], summary="a text")
    project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    project.code(document, Span(24, 41), "position", organization="Party B", concept="Toll")
    return project


def follow(project: Project) -> None:
    while catch_up(project.store).left:
        pass


def search(project: Project, typed: str, *kinds: str, **filters: Any) -> Found:
    follow(project)
    with project.store.read() as connection:
        wanted = Wanted(query=Query.parse(typed), kinds=kinds or KINDS, **filters)
        return find(connection, wanted, offset=0, limit=50)


def quotations(project: Project, typed: str, **filters: Any) -> set[str]:
    ids = [row_id for _, row_id in search(project, typed, STATEMENT, **filters).rows]
    return {s.quotation for s in project.statements(ids)}


FIRST, SECOND = "Party A wants the toll.", "Party B does not."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wants", {FIRST}),  # a word of the quotation
        ("toll", {FIRST, SECOND}),  # the name of a concept of both
        ("party not", {SECOND}),
        ('"party a"', {FIRST}),
        ("par*", {FIRST, SECOND}),
        ('"toll party"', set()),  # the quotation ends with one, the next name begins with the other
        ("nobody", set()),  # in the text, but not coded
        ("position", set()),  # what is filtered by can't be typed
    ],
)
def test_a_statement_is_found_by_its_words_and_by_its_entities(
    coded: Project, typed: str, found: set[str]
) -> None:
    assert quotations(coded, typed) == found


def test_entities_are_found_by_name_alias_and_definition(coded: Project) -> None:
    assert len(search(coded, "party", ENTITY).rows) == 2
    assert len(search(coded, "should be a bridge", ENTITY).rows) == 1


def test_the_newest_statement_comes_first(coded: Project) -> None:
    rows = search(coded, "toll", STATEMENT).rows
    assert [s for _, s in rows] == sorted((s.id for s in coded.statements()), reverse=True)


def test_filters_need_no_words(coded: Project) -> None:
    names = {e.name: e.id for e in coded.entities()}
    kind = coded.codebook.statement_type("position").id
    (document,) = coded.documents()
    ann = coded.coders()[0].id
    assert quotations(coded, "", entities=(names["Party A"],)) == {FIRST}
    assert quotations(coded, "", entities=(names["Party A"], names["Bridge"])) == set()
    assert len(quotations(coded, "", statement_type=kind)) == 2
    assert len(quotations(coded, "", coder=ann, document=document.id)) == 2
    assert quotations(coded, "toll", coder="nobody") == set()


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024", None, True),
        ("2024-05-06", "2024-05-06", True),
        ("2024-05-07", None, False),
        (None, "2024-05-05", False),
        (None, "2024-05", True),
        ("1999-12-31", "2031-01-15", True),
        ("2024-06", "2024-01", False),
        ("0001", "9999", True),
        ("9999", None, False),
    ],
)
def test_dates_are_those_of_the_text(
    coded: Project, since: str | None, until: str | None, found: bool
) -> None:
    bounds = {
        "since": Moment.parse(since) if since else None,
        "until": Moment.parse(until) if until else None,
    }
    assert bool(search(coded, "toll", STATEMENT, **bounds).rows) is found


def test_what_is_done_later_is_found_later(coded: Project) -> None:
    assert len(search(coded, "toll", STATEMENT).rows) == 2
    chosen = coded.statements()[0]
    coded.edit(chosen.id, concept="Bridge")
    assert quotations(coded, '"bridge"') == {FIRST}
    coded.undo()
    assert quotations(coded, "bridge") == set()
    coded.delete([chosen.id])
    assert quotations(coded, "toll") == {SECOND}
    coded.undo()
    assert quotations(coded, "toll") == {FIRST, SECOND}


def test_a_renamed_actor_is_found_by_the_new_name_and_not_by_the_old(coded: Project) -> None:
    search(coded, "toll")
    with coded._act("edit", "", Permission.CODE) as act:
        names = {e.name: e.id for e in coded.entities()}
        act.update("entity", {names["Toll"]: {"name": "Road pricing"}})
    assert quotations(coded, "pricing") == {FIRST, SECOND}
    assert quotations(coded, "toll") == {FIRST}  # whose words say it
    coded.undo()
    assert quotations(coded, "toll") == {FIRST, SECOND}


def test_a_text_in_the_trash_takes_its_statements_along(coded: Project) -> None:
    search(coded, "toll")
    (document,) = coded.documents()
    coded.delete([document.id])
    assert quotations(coded, "toll") == set()
    coded.undo()
    assert quotations(coded, "toll") == {FIRST, SECOND}


def test_a_new_date_of_a_text_counts_for_its_statements(coded: Project) -> None:
    search(coded, "toll")
    (document,) = coded.documents()
    coded.edit_document(document.id, date="1999")
    assert len(quotations(coded, "toll", until=Moment.parse("1999-01-01"))) == 2


def test_notes_on_texts_are_found(coded: Project) -> None:
    (document,) = coded.documents()
    coded.edit_document(document.id, notes="Ask the archive about page two.")
    assert search(coded, "archive").rows == [(DOCUMENT, document.id)]


def test_the_index_goes_on_where_it_was_interrupted(coded: Project) -> None:
    left: list[int] = []
    while (now := catch_up(coded.store, rows=1).left) and len(left) < 100:
        left.append(now)
    assert left == sorted(left, reverse=True)
    assert len(left) > 5
    assert quotations(coded, "toll") == {FIRST, SECOND}


def test_nothing_is_written_when_there_is_nothing_new(coded: Project) -> None:
    follow(coded)
    other = sqlite3.connect(coded.store.location)
    before = other.execute("PRAGMA data_version").fetchone()
    assert catch_up(coded.store).left == 0
    assert other.execute("PRAGMA data_version").fetchone() == before
    other.close()


def test_the_count_stops_where_nobody_counts_any_more(project: Project) -> None:
    text = " ".join(["toll"] * (COUNTED + 10))
    document = a_document(text)
    project.add([document], [], summary="")
    with project._act("code", "", Permission.CODE) as act:
        kind = project.codebook.statement_type("position").id
        row = {"statement_type_id": kind, "document_id": document.id, "quotation": "toll"}
        row |= {"values": "{}", "voices": "[]", "coder_id": act.coder_id, "created": "2024-01-01"}
        rows = [
            {"id": f"s{n:05}", **row, "start": n * 5, "stop": n * 5 + 4}
            for n in range(COUNTED + 10)
        ]
        act.insert("statement", rows)
    found = search(project, "toll", STATEMENT)
    assert (found.total, found.more, len(found.rows)) == (COUNTED, True, 50)


def everything(project: Project) -> dict[tuple[str, str], list[str]]:
    """What each live row says, line by line, read without the index."""
    codebook = project.codebook
    wordings = {(e.kind, e.name): e.wordings for e in codebook.entities}
    said: dict[tuple[str, str], list[str]] = {}
    for entity in codebook.entities:
        said[ENTITY, entity.id] = [*entity.wordings, entity.definition]
    for statement in project.statements():
        kind = codebook.statement_type(statement.statement_type)
        words = [statement.quotation, statement.note]
        for name, value in statement.values.items():
            entities = kind.variable(name).entities
            words += wordings.get((entities, str(value)), ()) if entities else ()
            if isinstance(value, str) and not entities:
                words.append(value)
        said[STATEMENT, statement.id] = words
    for document in project.documents():
        if document.notes:
            said[DOCUMENT, document.id] = [document.notes]
    return said


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("searched") / "empty.dissensus"
    with create(path, parse_codebook(CODEBOOK), coder="ann"):
        pass
    return path


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=steps, look=st.sets(st.integers(0, 13)))
def test_after_any_history_search_finds_what_reading_everything_finds(
    empty: Path, history: list[tuple[str, int]], look: set[int]
) -> None:
    path = empty.with_name("tried.dissensus")
    shutil.copy(empty, path)
    with open_project(path, coder="ann") as project:
        for step, (what, n) in enumerate([*history, ("code", 1), ("undo", 0)]):
            do(project, what, n)
            if step in look:
                catch_up(project.store, rows=2)
        said = everything(project)
        for typed in ("toll", "party", '"party a"', "new*", "does not", '"toll party"', "be"):
            query = Query.parse(typed)
            expected = {
                row
                for row, lines in said.items()
                if all(any(map(replace(query, terms=(t,)).first, lines)) for t in query.terms)
            }
            assert set(search(project, typed).rows) == expected, typed
        assert project.check() == []
    for leftover in empty.parent.glob("tried.*"):
        leftover.unlink()


def test_a_dropped_index_is_made_again(coded: Project) -> None:
    search(coded, "toll")
    with coded.store.write() as connection:
        drop(connection)
    assert quotations(coded, "toll") == {FIRST, SECOND}


def test_a_note_on_anything_is_found_until_it_is_in_the_trash(coded: Project) -> None:
    statement = coded.statements()[0]
    with coded._act("note", "", Permission.CODE) as act:
        row = {"id": "n1", "row_table": "statement", "row_id": statement.id, "body": "Irony?"}
        row |= {"document_id": statement.document_id, "coder_id": act.coder_id, "created": "2024"}
        act.insert("note", [row])
    assert search(coded, "irony").rows == [(NOTE, "n1")]
    assert search(coded, "irony", document=statement.document_id).rows == [(NOTE, "n1")]
    with coded._act("note", "", Permission.CODE) as act:
        act.update("note", {"n1": {"trashed": 1}})
    assert search(coded, "irony").rows == []


def test_another_form_of_the_words_makes_the_index_anew(
    coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(coded, "toll")
    monkeypatch.setattr(row_index, "_FORM", row_index._FORM + 1)
    with coded.store.read() as connection:
        assert behind(connection).left > 0
    assert quotations(coded, "toll") == {FIRST, SECOND}
    with coded.store.read() as connection:
        assert behind(connection).left == 0


def test_following_one_act_does_not_look_through_the_whole_history(coded: Project) -> None:
    (document,) = coded.documents()
    with coded._act("note", "", Permission.CODE) as act:
        row = {"row_table": "document", "row_id": document.id, "coder_id": act.coder_id}
        act.insert("note", [{"id": f"n{n:05}", **row} for n in range(10_000)])
    follow(coded)
    coded.edit(coded.statements()[0].id, concept="Bridge")
    with steps_of(coded.store) as steps:
        assert catch_up(coded.store).left == 0
    assert steps.number < 10_000


def test_texts_that_change_together_are_followed_together(coded: Project) -> None:
    many = [a_document(f"The toll, again. {n}", location=f"{n}.txt") for n in range(600)]
    coded.add(many, [], summary="many")
    for document in (many[0], many[599]):
        coded.code(document, Span(0, 8), "position", organization="A", concept="Toll")
    assert len(search(coded, "toll", STATEMENT).rows) == 4
    coded.delete([document.id for document in many])
    asked: list[str] = []
    event.listen(coded.store.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert len(search(coded, "toll", STATEMENT).rows) == 2
    assert len(asked) < 200

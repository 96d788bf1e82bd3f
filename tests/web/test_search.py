"""Facts about ``/api/search``: one question, and where texts, statements, entities and notes say it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.model.coder import Permission
from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.store.row_index import Behind
from dissensus.web import indexing, search
from dissensus.web.app import create_app
from dissensus.web.indexing import Indexer
from dissensus.web.workbench import Workbench
from tests.store.conftest import a_document
from tests.web.conftest import ORIGIN, PORT, let_in

TEXT = "Party A 👍 wants the toll. Party B does not. Nobody asked Ms. Ames about the bridge."


@pytest.fixture
def coded(project: Project) -> Project:
    document = a_document(TEXT, title="Toll roads", date="2024-05-06")
    project.add([document], [], summary="a text")
    for start, words, values in (
        (0, "Party A 👍 wants the toll.", {"organization": "A", "concept": "Toll"}),
        (26, "Party B does not.", {"organization": "Party B", "concept": "Toll"}),
    ):
        span = (start, start + len(words))
        assert TEXT[slice(*span)] == words
        project.code(document, Span(*span), "position", **values)
    return project


@pytest.fixture
def ask(coded: Project, client: TestClient) -> Any:
    def asked(**query: Any) -> Any:
        answer = client.get("/api/search", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asked


def said(parts: list[dict[str, Any]]) -> str:
    return "".join(f"[{p['text']}]" if p["hit"] else p["text"] for p in parts)


def test_one_word_is_found_in_every_kind(ask: Any) -> None:
    found = ask(q="toll")
    assert {kind: found[kind]["total"] for kind in ("texts", "statements", "entities")} == {
        "texts": 1,
        "statements": 2,
        "entities": 1,
    }
    assert found["notes"]["rows"] == []
    assert found["indexing"] is None


def test_a_text_says_where_in_units_of_the_browser(ask: Any) -> None:
    (text,) = ask(q="bridge", kinds="texts")["texts"]["rows"]
    start = len(TEXT[: TEXT.index("bridge")].encode("utf-16-le")) // 2
    assert (text["start"], text["stop"]) == (start, start + 6)
    assert said(text["parts"]).endswith("the [bridge].")


def test_a_text_whose_title_alone_has_the_words_says_no_place(ask: Any) -> None:
    (text,) = ask(q="roads", kinds="texts")["texts"]["rows"]
    assert (text["start"], said(text["title"])) == (None, "Toll [roads]")


def test_a_statement_shows_which_words_and_which_names_were_meant(ask: Any) -> None:
    second, first = ask(q="toll", kinds="statements")["statements"]["rows"]
    assert said(first["parts"]) == "Party A 👍 wants the [toll]."
    assert said(second["parts"]) == "Party B does not."
    assert [said(name["parts"]) for name in second["names"]] == ["[Toll]"]
    assert second["quotation"]["before"].endswith("wants the toll. ")


def test_entities_whose_name_begins_with_the_word_come_first(ask: Any) -> None:
    rows = ask(q="a", kinds="entities")["entities"]["rows"]
    assert said(rows[0]["name"]) == "Party [A]"
    assert [said(alias) for alias in rows[0]["aliases"]] == ["[A]"]
    assert said(rows[1]["definition"]).startswith("There should be [a] ")


def test_a_note_says_what_it_is_about(ask: Any, coded: Project) -> None:
    statement = coded.statements()[0]
    row: dict[str, Any] = {
        "row_table": "statement",
        "row_id": statement.id,
        "body": "Irony, or not?",
    }
    row |= {"document_id": statement.document_id, "version": 1, "start": 8, "stop": 9}
    with coded._act("note", "", Permission.CODE) as act:
        note = {"id": "01a1ff60-d29c-7731-b930-cfcd9b4db4a4", **row, "coder_id": act.coder_id}
        act.insert("note", [note | {"created": "2024-05-06"}])
    (found,) = ask(q="irony", kinds="notes")["notes"]["rows"]
    assert said(found["parts"]) == "[Irony], or not?"
    assert found["about"] == "Party A 👍 wants the toll."
    assert (found["start"], found["stop"], found["coder"]) == (8, 10, "ann")


def test_a_note_on_a_text_is_found(ask: Any, coded: Project) -> None:
    (document,) = coded.documents()
    coded.edit_document(document.id, notes="From the archive, page two.")
    (found,) = ask(q="archive", kinds="notes")["notes"]["rows"]
    assert (found["table"], found["about"], found["document"]) == (
        "document",
        "Toll roads",
        document.id,
    )


def test_a_note_that_was_taken_back_is_not_shown_while_the_index_is_behind(
    ask: Any, coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = [new_id(), new_id()]
    for note in noted:
        with coded._act("note", "", Permission.CODE) as act:
            row = {"row_table": "entity", "row_id": coded.entities()[0].id, "body": "Irony?"}
            row |= {"coder_id": act.coder_id, "created": "2024-05-06"}
            act.insert("note", [{"id": note, **row}])
    assert len(ask(q="irony", kinds="notes")["notes"]["rows"]) == 2
    monkeypatch.setattr(Indexer, "current", lambda _: Behind(0, 1))
    coded.undo()
    coded.delete([noted[0]])
    assert ask(q="irony", kinds="notes")["notes"]["rows"] == []


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({}, {"texts", "statements", "entities", "notes"}),
        ({"type": "position"}, {"statements"}),
        ({"coder": "ann"}, {"statements", "notes"}),
        ({"since": "2024"}, {"texts", "statements", "notes"}),
        ({"kinds": ["texts", "entities"]}, {"texts", "entities"}),
    ],
)
def test_a_kind_to_which_a_filter_means_nothing_is_left_out(
    ask: Any, filters: dict[str, Any], kinds: set[str]
) -> None:
    found = ask(q="toll", **filters)
    assert {kind for kind in found if kind != "indexing" and found[kind] is not None} == kinds


def test_filters_narrow_what_is_found(ask: Any, coded: Project) -> None:
    names = {e.name: e.id for e in coded.entities()}
    assert ask(q="toll", since="2024-06")["statements"]["total"] == 0
    assert ask(q="toll", until="2024-05")["statements"]["total"] == 2
    assert ask(q="toll", entity=[names["Party B"]])["statements"]["total"] == 1
    assert ask(q="toll", entity=[names["Party B"], names["Bridge"]])["statements"]["total"] == 0
    assert ask(entity=[names["Party B"]])["statements"]["total"] == 1  # no word is needed then
    assert ask(q="toll", source="Elsewhere")["texts"]["total"] == 0


def test_the_ends_of_the_calendar_can_be_asked_for(ask: Any) -> None:
    assert ask(q="toll", since="0001", until="9999-12-31")["texts"]["total"] == 1
    assert ask(q="toll", since="9999-12-31")["texts"]["total"] == 0


def test_a_window_goes_on_where_the_one_before_ended(ask: Any) -> None:
    both = ask(q="toll", kinds="statements")["statements"]["rows"]
    second = ask(q="toll", kinds="statements", offset=1, limit=1)["statements"]["rows"]
    assert second == both[1:]


def test_every_entity_is_in_one_window_however_many_are_put_in_order(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {e["id"] for e in ask(q="a", kinds="entities")["entities"]["rows"]}
    assert len(whole) == 3
    for ranked in (1, 2):
        monkeypatch.setattr(search, "_RANKED", ranked)
        found = [
            ask(q="a", kinds="entities", offset=n, limit=1)["entities"]["rows"][0]["id"]
            for n in range(3)
        ]
        assert set(found) == whole


@pytest.mark.parametrize(
    "query",
    [
        {"q": ""},
        {"q": '"*'},
        {"q": "toll", "since": "yesterday"},
        {"q": "toll", "type": "nothing"},
        {"q": "toll", "coder": "nobody"},
        {"q": "toll", "kinds": "people"},
        {"q": "x" * 501},
    ],
)
def test_a_question_that_means_nothing_is_told(
    coded: Project, client: TestClient, query: dict[str, str]
) -> None:
    answer = client.get("/api/search", params=query)
    assert answer.status_code in (404, 422)
    assert answer.json()["found"]


@pytest.mark.parametrize("typed", ["NOT toll", 'a OR (b"', "toll*", "*", "body:toll", "\ue000k1 a"])
def test_nothing_that_is_typed_is_a_command(client: TestClient, typed: str) -> None:
    assert client.get("/api/search", params={"q": typed}).status_code in (200, 422)


def test_a_large_project_is_indexed_beside_the_searches(
    coded: Project, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 3)
    waited = threading.Event()
    step = Indexer._step

    def held(self: Indexer) -> Any:
        assert waited.wait(10)
        return step(self)

    monkeypatch.setattr(Indexer, "_step", held)
    app = create_app(coded, port=PORT, static=static)
    with TestClient(app, base_url=ORIGIN) as client:
        let_in(client, app)
        told = client.get("/api/search", params={"q": "toll"}).json()
        assert told["indexing"]["total"] > 3
        assert told["texts"]["total"] == 1
        waited.set()
        for _ in range(200):
            told = client.get("/api/search", params={"q": "toll"}).json()
            if told["indexing"] is None:
                break
            threading.Event().wait(0.02)
        assert told["statements"]["total"] == 2
    app.close()


def test_an_indexer_that_is_up_to_date_writes_nothing(coded: Project) -> None:
    indexer = Indexer(Workbench(coded))
    assert indexer.current().left == 0
    other = sqlite3.connect(coded.store.location)
    before = other.execute("PRAGMA data_version").fetchone()
    indexer.current()
    assert other.execute("PRAGMA data_version").fetchone() == before
    other.close()


def test_a_search_does_not_wait_long_for_another_process_that_writes(
    coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_PATIENCE", 0.05)
    indexer = Indexer(Workbench(coded))
    other = sqlite3.connect(coded.store.location)
    other.execute("BEGIN IMMEDIATE")
    assert indexer.current().left > 0
    other.rollback()
    other.close()
    monkeypatch.setattr(indexing, "_PATIENCE", 20)
    assert indexer.current().left == 0


def test_an_index_that_can_not_be_written_is_tried_again(
    coded: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    indexer = Indexer(Workbench(coded))
    monkeypatch.setattr(indexing, "_PATIENCE", 0.2)
    with monkeypatch.context() as broken:
        broken.setattr(indexing, "catch_up", lambda *_, **__: 1 / 0)
        assert indexer.current().left > 0
    assert "the search index waits" in caplog.text
    assert indexer.current().left == 0

"""Facts about the list of texts, and one text as a browser reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from dissensus.model.document import Region, Role, text_hash
from dissensus.model.span import Span
from dissensus.project import Project
from tests.store.conftest import a_document

TEXT = "👍 Party A wants the toll.\n\nParty B 👎 does not."


@pytest.fixture
def filled(project: Project) -> Project:
    """Three texts; the first has two statements, the last is undated."""
    texts = [
        replace(
            a_document(TEXT, title="Toll vote", date="2024-02-01"),
            source="Herald",
            author="Ünal",
            regions=(Region(Span(0, 1), Role.HEADING),),
        ),
        replace(a_document("One more. 🙂", title="bridge", date="2023"), source="Post"),
        replace(a_document("سلام دنیا", title="", location="x.txt"), language="fa"),
    ]
    project.add(texts, [], summary="texts")
    first = texts[0].id
    span = Span(2, 24)
    assert span.of(TEXT) == "Party A wants the toll"
    project.code(first, span, "position", organization="Party A", concept="Toll", agreement=True)
    project.code(first, Span(27, 45), "position", organization="Party B", agreement=False)
    return project


def _titles(client: TestClient, **query: object) -> list[str]:
    answer = client.get("/api/documents", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    return [row["title"] for row in answer.json()["rows"]]


def test_texts_come_oldest_first_and_undated_last(filled: Project, client: TestClient) -> None:
    assert _titles(client) == ["bridge", "Toll vote", ""]
    assert _titles(client, descending=True) == ["Toll vote", "bridge", ""]


def test_texts_sort_by_title_whatever_its_case_and_untitled_last(
    filled: Project, client: TestClient
) -> None:
    assert _titles(client, sort="title") == ["bridge", "Toll vote", ""]
    assert _titles(client, sort="title", descending=True) == ["Toll vote", "bridge", ""]


def test_texts_sort_by_what_is_coded_in_them(filled: Project, client: TestClient) -> None:
    assert _titles(client, sort="statements", descending=True)[0] == "Toll vote"
    assert _titles(client, sort="statements")[-1] == "Toll vote"
    assert _titles(client, coded=True) == ["Toll vote"]
    assert _titles(client, coded=False) == ["bridge", ""]


def test_deleted_statements_do_not_count(filled: Project, client: TestClient) -> None:
    assert _titles(client, coded=True) == ["Toll vote"]
    filled.delete([s.id for s in filled.statements()])
    assert _titles(client, coded=True) == []
    assert _titles(client, sort="statements") == ["bridge", "Toll vote", ""]


def test_all_words_are_looked_for_in_title_author_and_source(
    filled: Project, client: TestClient
) -> None:
    assert _titles(client, words="herald vote") == ["Toll vote"]
    assert _titles(client, words="ünal") == ["Toll vote"]
    assert _titles(client, words="vote post") == []
    assert _titles(client, words="%") == []
    assert _titles(client, source="Post") == ["bridge"]
    assert _titles(client, language="fa") == [""]


def test_a_window_says_how_many_there_are_in_all(filled: Project, client: TestClient) -> None:
    answer = client.get("/api/documents", params={"offset": 1, "limit": 1}).json()
    assert answer["total"] == 3
    (row,) = answer["rows"]
    assert (row["title"], row["statements"], row["waiting"], row["flagged"]) == (
        "Toll vote",
        2,
        0,
        0,
    )
    assert client.get("/api/documents", params={"offset": 9_999}).json()["rows"] == []


def test_the_list_follows_the_history(filled: Project, client: TestClient) -> None:
    assert len(_titles(client)) == 3
    document = next(filled.documents())
    filled.edit_document(document.id, title="Renamed")
    assert "Renamed" in _titles(client)
    filled.delete([document.id])
    assert len(_titles(client)) == 2
    filled.undo()
    assert len(_titles(client)) == 3


def test_a_text_comes_without_its_words_and_with_offsets_in_utf_16(
    filled: Project, client: TestClient
) -> None:
    document = next(d for d in filled.documents() if d.title == "Toll vote")
    found = client.get(f"/api/documents/{document.id}").json()
    assert found["text"] == text_hash(TEXT)
    assert found["length"] == len(TEXT) + 2  # two characters are pairs
    assert found["regions"] == [{"start": 0, "stop": 2, "role": "heading"}]
    assert (found["version"], found["versions"], found["direction"]) == (1, 1, "ltr")
    assert found["provenance"]["location"] == "Toll vote.txt"
    assert "Party" not in str(found["provenance"])
    answer = client.get(f"/api/texts/{found['text']}")
    assert answer.text == TEXT
    assert "immutable" in answer.headers["cache-control"]


def test_persian_runs_from_right_to_left(filled: Project, client: TestClient) -> None:
    document = next(d for d in filled.documents() if d.language == "fa")
    assert client.get(f"/api/documents/{document.id}").json()["direction"] == "rtl"


def test_statements_come_in_reading_order_in_utf_16_with_entities_by_identity(
    filled: Project, client: TestClient
) -> None:
    document = next(d for d in filled.documents() if d.title == "Toll vote")
    entities = {e.name: e.id for e in filled.entities()}
    answer = client.get(f"/api/documents/{document.id}/statements").json()
    first, second = answer["statements"]
    assert answer["last"] == filled.history()[0].seq
    assert (first["start"], first["stop"]) == (3, 25)
    assert (second["start"], second["stop"]) == (28, 47)
    assert first["values"] == {
        "organization": entities["Party A"],
        "concept": entities["Toll"],
        "agreement": True,
    }
    assert (first["type"], first["coder"], first["reviewed"]) == ("position", "ann", True)


def test_what_lies_in_the_trash_is_told_from_what_never_was(
    filled: Project, client: TestClient
) -> None:
    document = next(filled.documents())
    filled.delete([document.id])
    answer = client.get(f"/api/documents/{document.id}")
    assert answer.status_code == 404
    assert "trash" in answer.json()["found"]
    nobody = "0" * 8 + "-0000-7000-8000-" + "0" * 12
    assert client.get(f"/api/documents/{nobody}").status_code == 404
    assert client.get(f"/api/documents/{nobody}/statements").status_code == 404
    assert client.get("/api/documents/not-an-identity").status_code == 422
    assert client.get("/api/texts/" + "0" * 64).status_code == 404


def test_the_project_is_told_in_numbers(filled: Project, client: TestClient) -> None:
    found = client.get("/api/project").json()
    assert (found["documents"], found["statements"], found["waiting"]) == (3, 2, 0)
    assert (found["name"], found["title"]) == ("debate", "A small debate")
    assert (found["coder"], found["coders"]) == ("ann", ["ann"])
    assert found["last"] == filled.history()[0].seq


def test_the_list_says_what_it_can_be_narrowed_to(filled: Project, client: TestClient) -> None:
    assert client.get("/api/documents/facets").json() == {
        "sources": {"Herald": 1, "Post": 1},
        "languages": {"en": 2, "fa": 1},
    }


def test_sentences_come_as_columns_in_utf_16(filled: Project, client: TestClient) -> None:
    document = next(d for d in filled.documents() if d.title == "bridge")  # "One more. 🙂"
    found = client.get(f"/api/documents/{document.id}/sentences").json()
    assert found == {"starts": [0, 10], "stops": [9, 12]}


def test_names_and_aliases_of_the_codebook_are_found_in_a_text(
    filled: Project, client: TestClient
) -> None:
    document = next(d for d in filled.documents() if d.title == "Toll vote")
    ids = {e.name: e.id for e in filled.entities()}
    address = f"/api/documents/{document.id}/mentions"
    found = client.get(address).json()
    # "toll" is written small, the concept with a capital
    assert list(zip(found["starts"], found["stops"], found["entities"], strict=True)) == [
        (3, 10, ids["Party A"]),
        (28, 35, ids["Party B"]),
    ]
    book = filled.codebook
    small = [replace(e, aliases=("toll", "—")) if e.name == "Toll" else e for e in book.entities]
    filled.set_codebook(replace(book, entities=tuple(small)))
    assert client.get(address).json()["entities"] == [ids["Party A"], ids["Toll"], ids["Party B"]]

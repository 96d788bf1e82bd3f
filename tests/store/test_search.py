"""Facts about full-text search."""

from __future__ import annotations

from typing import Any

import pytest

from dissensus.errors import StoreError
from dissensus.model.moment import Moment
from dissensus.project import Project
from dissensus.store import search
from dissensus.store.search import parsed, within
from tests.store.conftest import a_document


@pytest.fixture
def filled(project: Project) -> Project:
    project.add(
        [
            a_document("Über die Brücke wird gestritten.", title="Brücke"),
            a_document("The bridge 👍 divides the town council.", title="Bridge"),
            a_document("پل شهر موضوع گفت‌وگو است.", title="پل"),
        ],
        [],
        summary="three",
    )
    return project


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("brucke", ["Brücke"]),  # diacritics folded
        ("BRÜCKE", ["Brücke"]),
        ('"town council"', ["Bridge"]),
        ('"council town"', []),
        ("brid*", ["Bridge"]),
        ("bridge town", ["Bridge"]),
        ("bridge weather", []),
        ("شهر", ["پل"]),
    ],
)
def test_words_phrases_and_prefixes_find_their_texts(
    filled: Project, query: str, titles: list[str]
) -> None:
    assert [h.title for h in filled.search(query)] == titles


def test_a_hit_names_the_span_of_its_first_match(filled: Project) -> None:
    (hit,) = filled.search("divides")
    assert hit.span is not None
    assert hit.span.of("The bridge 👍 divides the town council.") == "divides"


def test_a_snippet_marks_the_match(filled: Project) -> None:
    (hit,) = filled.search("council")
    assert [part.text for part in hit.parts if part.hit] == ["council"]


@pytest.mark.parametrize("query", ["", "  ", '"', "***", "-"])
def test_a_query_without_a_word_is_told(filled: Project, query: str) -> None:
    with pytest.raises(StoreError, match="no word"):
        filled.search(query)


@pytest.mark.parametrize(
    "query", ["NOT bridge", "a OR (b", 'x" AND "y', "title:bridge", "^a", "a+b"]
)
def test_no_query_is_read_as_a_command(filled: Project, query: str) -> None:
    filled.search(query)


def test_a_window_of_the_hits_goes_on_where_the_one_before_ended(filled: Project) -> None:
    with filled.store.read() as connection:
        query = parsed("br*")
        both = within(connection, query, limit=5)
        second = within(connection, query, limit=1, offset=1)
    assert (both.total, both.more) == (2, False)
    assert second.rows == both.rows[1:]


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"since": Moment.parse("2024-06")}, ["new"]),
        ({"until": Moment.parse("2024-05")}, ["old"]),
        ({"since": Moment.parse("2024-05-06"), "until": Moment.parse("2024-05-06")}, ["old"]),
        ({"source": "Elsewhere"}, []),
    ],
)
def test_dates_and_source_narrow_the_search(
    project: Project, filters: dict[str, Any], titles: list[str]
) -> None:
    texts = [
        a_document("The toll comes.", title="old", date="2024-05-06"),
        a_document("The toll came.", title="new", date="2024-07"),
        a_document("The toll may come.", title="undated"),
    ]
    project.add(texts, [], summary="three")
    with project.store.read() as connection:
        assert [
            h.title for h in within(connection, parsed("toll"), limit=9, **filters).rows
        ] == titles


def test_of_very_many_matches_the_latest_are_ranked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 2)
    project.add([a_document(f"A toll, {n}.", title=str(n)) for n in range(4)], [], summary="four")
    with project.store.read() as connection:
        hits = within(connection, parsed("toll"), limit=9)
    assert (hits.total, hits.more) == (2, True)
    assert {hit.title for hit in hits.rows} == {"2", "3"}

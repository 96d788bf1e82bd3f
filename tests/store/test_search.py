"""Facts about full-text search."""

from __future__ import annotations

import pytest

from dissensus.errors import StoreError
from dissensus.project import Project
from dissensus.store.search import expression
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
    assert "\ufdd0council\ufdd1" in hit.snippet


@pytest.mark.parametrize("query", ["", "  ", '"', "***", "-"])
def test_a_query_without_a_word_is_told(filled: Project, query: str) -> None:
    with pytest.raises(StoreError, match="no word"):
        filled.search(query)


@pytest.mark.parametrize(
    "query", ["NOT bridge", "a OR (b", 'x" AND "y', "title:bridge", "^a", "a+b"]
)
def test_no_query_is_read_as_a_command(filled: Project, query: str) -> None:
    filled.search(query)
    assert expression("NOT bridge") == '"NOT" "bridge"'

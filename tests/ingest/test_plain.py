"""Plain texts; all of them are invented."""

from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits
from dissensus.model.document import Role

from .documents import document, evidence, words

LONG = (
    "The council of Exampletown voted on the new harbor on Friday, and the parties stayed divided about"
    " its cost. The mayor defended the plan in a speech that lasted an hour and convinced nobody."
)
OTHER = (
    "The opposition answered that the bay belongs to the birds and to those who swim in it, and that no"
    " ship had asked for a harbor. It announced a petition, and a second one in case the first is lost."
)


def test_a_text_is_taken_as_it_stands() -> None:
    text = f"  {LONG}\n\n{OTHER}\n"
    assert document(text).text == text


def test_line_ends_are_unified_and_the_way_back_is_kept() -> None:
    found = document("First line\r\nsecond line of the text")
    assert found.text == "First line\nsecond line of the text"
    assert found.origin.source(found.text.index("second")) == len("First line\r\n")


def test_a_first_line_of_its_own_is_the_title() -> None:
    found = document(f"Harbor vote splits the council\n\n{LONG}")
    assert found.title == "Harbor vote splits the council"
    assert words(found, Role.TITLE) == ["Harbor vote splits the council"]


def test_a_question_may_be_a_title() -> None:
    assert document(f"Who needs a harbor?\n\n{LONG}").title == "Who needs a harbor?"


def test_a_first_sentence_is_no_title() -> None:
    assert document(f"Nobody needs a harbor.\n\n{LONG}").title == ""


def test_without_a_date_line_there_is_no_date() -> None:
    assert document(f"Harbor vote\n\n{LONG} It was 13 July 2024.").date is None


def test_the_head_of_a_text_tells_author_date_and_outlet() -> None:
    found = document(
        f"Harbor vote\n\nBy Ada Example\n13 July 2024\nSource: Example Herald\n3 min read\n\n{LONG}"
    )
    assert (found.author, str(found.date), found.source) == (
        "Ada Example",
        "2024-07-13",
        "Example Herald",
    )
    assert words(found, Role.METADATA) == [
        "By Ada Example\n13 July 2024\nSource: Example Herald\n3 min read"
    ]
    assert evidence(found)["date"] == "text: “13 July 2024”"


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    found = document(f"Harbor vote\n\nBy the end of the day\n\n{LONG}")
    assert found.author == ""


def test_an_address_above_the_text_names_the_outlet() -> None:
    found = document(f"Harbor vote\n\nhttps://www.herald.example/harbor?x=1\n\n{LONG}")
    assert found.source == "herald.example"
    assert words(found, Role.LINKS) == ["https://www.herald.example/harbor?x=1"]


@pytest.mark.parametrize(
    ("line", "title", "source"),
    [
        (
            "The post Harbor: a vote appeared first on Example Herald.",
            "Harbor: a vote",
            "Example Herald",
        ),
        ("Der Beitrag Der Hafen erschien zuerst auf Beispielblatt.", "Der Hafen", "Beispielblatt"),
        ("L’article Le port est apparu en premier sur Le Exemple.", "Le port", "Le Exemple"),
        ("From Example Herald via This RSS Feed.", "", "Example Herald"),
    ],
)
def test_a_line_that_says_where_it_appeared_first_names_title_and_outlet(
    line: str, title: str, source: str
) -> None:
    found = document(f"{LONG}\n{OTHER}\n{line}")
    assert (found.title, found.source) == (title, source)
    assert words(found, Role.BOILERPLATE) == [line]


def test_where_lines_are_paragraphs_a_short_one_between_them_is_a_heading() -> None:
    found = document(f"{LONG}\nWhat does the opposition say?\n{OTHER}")
    assert words(found, Role.HEADING) == ["What does the opposition say?"]


def test_headings_stand_alone_before_running_text() -> None:
    found = document(f"{LONG}\n\nThe other side\n\n{OTHER}\n\n- a list entry\n\n{OTHER}")
    assert words(found, Role.HEADING) == ["The other side"]


def test_notes_at_the_end_are_footnotes() -> None:
    found = document(
        f"{LONG}[1]\n\n{OTHER}[2]\n\n[1] Minutes, 2024.\n\n[2] The same.\n\nComment here\n"
    )
    assert words(found, Role.FOOTNOTE) == ["[1] Minutes, 2024.", "[2] The same."]
    assert words(found, Role.FOOTNOTE_MARK) == ["[1]", "[2]"]
    assert words(found, Role.BOILERPLATE) == ["Comment here"]


def test_a_numbered_paragraph_with_text_behind_it_is_no_footnote() -> None:
    found = document("\n\n".join(["[1] A demand.", *[LONG] * 6]))
    assert words(found, Role.FOOTNOTE) == []


def test_a_mark_behind_the_full_stop_takes_its_own_along() -> None:
    found = document(f"{LONG} [1]. {OTHER[:-1]} [2].")
    assert words(found, Role.FOOTNOTE_MARK) == ["[1].", "[2]"]


def test_raised_digits_are_footnote_marks_but_not_in_units() -> None:
    found = document(f"{LONG}¹ The harbor takes 30 m² of the shore.² It costs 10³ coins.")
    assert words(found, Role.FOOTNOTE_MARK) == ["¹", "²"]


def test_markdown_in_a_text_file_is_read_as_markdown() -> None:
    found = document(f"# Harbor vote\n\n{LONG}")
    assert found.provenance is not None
    assert (found.provenance.reader, found.title) == ("markdown", "Harbor vote")


def test_a_hash_tag_is_no_markdown() -> None:
    found = document(f"#harbor is what they talk about.\n\n{LONG}")
    assert found.provenance is not None
    assert found.provenance.reader == "plain"


@pytest.mark.parametrize("text", ["   \n\n", "\ufeff", "* * *\n---"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(IngestError, match="holds no text"):
        document(text)


def test_a_text_longer_than_allowed_is_refused() -> None:
    with pytest.raises(IngestError, match="10 are allowed"):
        document(LONG, limits=Limits(max_text_characters=10))


def test_the_language_is_told_from_the_text() -> None:
    german = (
        "Der Stadtrat hat am Freitag über den neuen Hafen abgestimmt, und die Parteien waren uneins. "
        * 3
    )
    found = document(german)
    assert found.language == "de"
    assert evidence(found)["language"].startswith("detected from the text")


def test_the_charset_is_recorded() -> None:
    provenance = document(LONG.encode("utf-16")).provenance
    assert provenance is not None
    assert provenance.source.charset == "utf-16-le"

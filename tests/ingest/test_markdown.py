"""Markdown; all texts are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.errors import IngestError
from dissensus.ingest.markdown import looks_like_markdown
from dissensus.model.document import Role

from .documents import document, evidence, words

LONG = (
    "The council of Exampletown voted on the new harbor on Friday, and the parties stayed divided about"
    " its cost. The mayor defended the plan in a speech that lasted an hour and convinced nobody."
)


def test_the_text_is_what_a_reader_sees() -> None:
    found = document(
        "# Vote\n\nThe *new* **harbor** is [planned](http://h.example/plan) \\* &amp; built."
    )
    assert found.text == "Vote\n\nThe new harbor is planned * & built."


def test_every_word_leads_back_to_where_it_stood() -> None:
    raw = "# Vote\r\n\r\nThe *new* **harbor** is [harbor](http://harbor.example) of harbor &amp; town.\r\n"
    found = document(raw)
    text = "Vote\n\nThe new harbor is harbor of harbor & town."
    assert found.text == text
    places = [raw.index("**harbor") + 2, raw.index("[harbor") + 1, raw.index("of harbor") + 3]
    starts = [i for i in range(len(text)) if text.startswith("harbor", i)]
    assert [found.origin.source(start) for start in starts] == places
    assert found.origin.source(text.index("&")) == raw.index("&amp;")
    assert found.origin.source(text.index("town")) == raw.index("town")


def test_the_first_heading_is_the_title_and_others_are_headings() -> None:
    found = document(f"# Harbor vote\n\n{LONG}\n\n## The other side\n\n{LONG}")
    assert found.title == "Harbor vote"
    assert words(found, Role.TITLE) == ["Harbor vote"]
    assert words(found, Role.HEADING) == ["The other side"]


def test_a_title_said_again_over_several_lines_is_metadata() -> None:
    found = document(
        f"# **Harbor vote splits council**\n\n**Harbor vote  \nsplits council**\n\n{LONG}"
    )
    assert words(found, Role.TITLE) == ["Harbor vote splits council"]
    assert words(found, Role.METADATA) == ["Harbor vote\nsplits council"]


def test_link_date_and_reading_time_above_the_text_are_metadata() -> None:
    found = document(
        f"# Vote\n\n[www.herald.example](http://www.herald.example)\n\n2024-07-13\n\n2 min read\n\n{LONG}"
    )
    assert (found.source, str(found.date)) == ("herald.example", "2024-07-13")
    assert words(found, Role.METADATA) == ["www.herald.example", "2024-07-13", "2 min read"]


def test_lists_of_links_are_set_apart() -> None:
    found = document(
        f"# Vote\n\n{LONG}\n\nLinks: [1](#) | [2](#) | [3](#)\n\n[Original article](#)"
    )
    assert words(found, Role.LINKS) == ["Links: 1 | 2 | 3", "Original article"]


def test_a_link_in_a_sentence_is_part_of_it() -> None:
    assert words(document(f"{LONG}\n\nSee [the minutes](/m) of the council."), Role.LINKS) == []


def test_block_quotes_are_quotations() -> None:
    found = document(f"# Vote\n\n{LONG}\n\n> We need no harbor.\n> None at all.\n\n{LONG}")
    assert words(found, Role.BLOCK_QUOTE) == ["We need no harbor. None at all."]


def test_a_paragraph_all_in_italics_and_quotation_marks_is_a_quotation() -> None:
    found = document(
        f'# Vote\n\nShe said:\n\n*"We need no harbor." - Ada Example*\n\n*Only italics.*\n\n{LONG}'
    )
    assert words(found, Role.BLOCK_QUOTE) == ['"We need no harbor." - Ada Example']


def test_a_raised_ordinal_is_read_along() -> None:
    assert "the 2nd reading" in document(f"# V\n\n{LONG} Then the 2<sup>nd</sup> reading.").text


def test_a_raised_number_is_a_footnote_mark() -> None:
    found = document(f"# V\n\n{LONG}<sup>1</sup>")
    assert words(found, Role.FOOTNOTE_MARK) == ["1"]


def test_footnotes_are_set_apart_even_if_they_are_only_a_link() -> None:
    found = document(
        f"# V\n\n{LONG}[^1] And more.[^a]\n\n[^1]: http://a.example\n[^a]: Minutes, 2024."
    )
    assert words(found, Role.FOOTNOTE_MARK) == ["[^1]", "[^a]"]
    assert words(found, Role.FOOTNOTE) == ["[^1]: http://a.example", "[^a]: Minutes, 2024."]


def test_a_table_is_one_region() -> None:
    found = document(f"# V\n\n{LONG}\n\n| Party | Seats |\n|---|---|\n| Green | 12 |\n\n{LONG}")
    assert words(found, Role.TABLE) == ["Party | Seats\nGreen | 12"]


def test_tags_and_comments_are_no_words() -> None:
    found = document(
        f"# V\n\n<!-- hidden -->\n\n<div>\n<b>Shown</b> &amp; read\n</div>\n\n{LONG}<br>End"
    )
    assert "hidden" not in found.text
    assert "Shown & read" in found.text
    assert found.text.endswith("\nEnd")


def test_front_matter_is_no_text() -> None:
    found = document(
        f"---\ntitle: Harbor vote\nauthor: [Ada Example, Bo Example]\ndate: 2024-07-13\noutlet: Herald\n"
        f"section: Local\ntype: news\nlanguage: en-GB\nnotes: checked\nmood: grim\n---\n\n{LONG}"
    )
    assert found.text == LONG
    assert (found.title, found.author, str(found.date)) == (
        "Harbor vote",
        "Ada Example, Bo Example",
        "2024-07-13",
    )
    assert (found.source, found.section, found.type) == ("Herald", "Local", "news")
    assert (found.language, found.notes) == ("en", "checked")
    assert evidence(found)["date"] == "front matter, line 4"


def test_front_matter_goes_before_the_text() -> None:
    found = document(f"---\ntitle: The true title\n---\n# Another\n\n{LONG}")
    assert found.title == "The true title"


def test_a_line_above_a_text_is_no_front_matter() -> None:
    assert document(f"---\n\n{LONG}\n\n---\n\n# End").text.startswith(LONG)


def test_half_a_megabyte_of_brackets_ends_soon() -> None:
    before = time.monotonic()
    document("# V\n\n" + "[" * 10_000 + "*a " * 10_000)
    assert time.monotonic() - before < 10


def test_markdown_without_words_is_refused() -> None:
    with pytest.raises(IngestError, match="holds no text"):
        document("---\ntitle: A\n---\n", "a.md")


@pytest.mark.parametrize(
    "text", ["# A", "a **b** c", "see [it](http://a.example)", "---\ntitle: A\n---"]
)
def test_markdown_is_recognized(text: str) -> None:
    assert looks_like_markdown(text)


@pytest.mark.parametrize("text", ["#tag", "2 ** 3", "* * *", "f[i](x)", "a - b", "---\n\ntext"])
def test_signs_in_a_text_are_no_markdown(text: str) -> None:
    assert not looks_like_markdown(text)


@given(st.text(st.sampled_from("ab é\u0301\n\r*_[]()<>#>|`&;1.-\\😀"), min_size=1, max_size=80))
def test_any_markdown_gives_a_canonical_text_and_regions_inside_it(raw: str) -> None:
    try:
        found = document("x" + raw, "a.md")
    except IngestError:
        return  # no words, or control characters
    for region in found.regions:
        assert region.span.stop <= len(found.text)
        assert region.span.of(found.text).strip()
    for offset in range(len(found.text)):
        assert 0 <= found.origin.source(offset) <= len(raw) + 1

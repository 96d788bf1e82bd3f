"""Three real texts that do not come with the repository: what must come out of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dissensus.ingest import Read, read
from dissensus.model.document import Document, Role

from .documents import words


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Document]:
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("the shared material has no folder seeds")
    outcomes = [outcome for outcome in read(folder) if isinstance(outcome, Read)]
    return [outcome.document for outcome in outcomes]


def raw(document: Document) -> str:
    """The text as it lies in the file."""
    assert document.provenance is not None
    return Path(document.provenance.source.location).read_text("utf-8")


def test_titles_are_found_where_each_text_has_its_own(seeds: list[Document]) -> None:
    page, essay, podcast = seeds
    post = re.search(r"^The post (.+) appeared first on (.+)\.$", raw(podcast), re.M)
    assert post is not None
    assert page.title == raw(page).strip().splitlines()[0].strip("#* ")
    assert essay.title == raw(essay).splitlines()[0]
    assert (podcast.title, podcast.source) == (post[1], post[2])


def test_outlets_and_dates_are_known_only_where_they_are_stated(seeds: list[Document]) -> None:
    page, essay, podcast = seeds
    link = re.search(r"^\[([\w.]+)\]\(http", raw(page), re.M)
    line = re.search(r"^\d{4}-\d\d-\d\d$", raw(page), re.M)
    assert link is not None
    assert line is not None
    assert (page.source, str(page.date)) == (link[1], line[0])
    assert (essay.source, essay.date) == ("", None)
    assert podcast.date is None


def test_the_languages_come_out_right(seeds: list[Document]) -> None:
    assert [document.language for document in seeds] == ["en", "en", "en"]


def test_what_is_about_the_page_is_no_text(seeds: list[Document]) -> None:
    page, essay, podcast = seeds
    about = words(page, Role.METADATA)
    assert about[0].split() == page.title.split()  # the title again, over four lines
    assert about[1:] == [page.source, str(page.date), "2 min read"]
    assert words(page, Role.LINKS) == ["Links: 1 | 2 | 3", "Original article"]
    assert words(essay, Role.BOILERPLATE) == ["Comment here"]
    assert len(words(podcast, Role.BOILERPLATE)) == 6


def test_footnotes_headings_and_quotations_are_told_apart(seeds: list[Document]) -> None:
    page, essay, _ = seeds
    assert words(page, Role.FOOTNOTE_MARK) == ["[1].", "[2]", "[3]"]
    assert len(words(page, Role.BLOCK_QUOTE)) == 2
    assert len(words(essay, Role.FOOTNOTE)) == 4
    assert len(words(essay, Role.FOOTNOTE_MARK)) == 4
    assert len(words(essay, Role.HEADING)) == 9


def test_raised_ordinals_are_read_along(seeds: list[Document]) -> None:
    assert " 2nd " in seeds[0].text
    assert "<sup>" not in seeds[0].text

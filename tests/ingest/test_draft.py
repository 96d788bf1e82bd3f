from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import Limits
from dissensus.model.document import Document, Region, Role, Source
from dissensus.model.span import Span

SOURCE = Source("a.bin", "0" * 64, 1, "application/octet-stream")


def done(draft: Draft, metadata: Metadata | None = None) -> Document:
    return finished(
        draft.done(),
        metadata or Metadata(),
        source=SOURCE,
        reader="r",
        version="1",
        limits=Limits(),
    )


def test_blocks_are_parted_by_a_blank_line_and_have_their_roles() -> None:
    draft = Draft()
    draft.block(Role.HEADING)
    draft.add("Harbor", 10)
    draft.block()
    draft.add(" It is planned.", 30)
    found = draft.done()
    assert found.text == "Harbor\n\n It is planned."
    assert found.regions == (Region(Span(0, 6), Role.HEADING),)
    assert [block.span for block in found.blocks] == [Span(0, 6), Span(9, 23)]
    assert found.origin.source(9) == 31


def test_an_empty_block_leaves_no_region() -> None:
    draft = Draft()
    draft.block(Role.TABLE)
    draft.add("  ")
    draft.block()
    draft.add("Harbor")
    assert draft.done().regions == ()


def test_words_may_have_a_role_of_their_own() -> None:
    draft = Draft()
    draft.add("Harbor")
    draft.add("1", role=Role.FOOTNOTE_MARK)
    assert draft.done().regions == (Region(Span(6, 7), Role.FOOTNOTE_MARK),)


def test_a_role_holds_its_words_after_they_are_composed() -> None:
    draft = Draft()
    draft.add("cafe\u0301 ")
    draft.add("1", role=Role.FOOTNOTE_MARK)
    found = draft.done()
    assert found.regions[0].span.of(found.text) == "1"


def test_a_page_without_words_begins_where_the_next_one_does() -> None:
    draft = Draft()
    for words in ("One", "", "Three"):
        draft.page()
        if words:
            draft.block()
            draft.add(words)
    draft.page()
    document = done(draft)
    assert document.pages == (0, 5, 5, 10)
    assert document.page_of(6) == 3


def test_a_draft_without_words_is_refused() -> None:
    with pytest.raises(IngestError, match=r"a\.bin holds no text"):
        done(Draft())


def test_a_language_somebody_wrote_down_is_believed() -> None:
    metadata = Metadata()
    metadata.offer(Field.LANGUAGE, "de", Rank.FRONT_MATTER, "front matter")
    draft = Draft()
    draft.add(
        "The council voted on the harbor, and the parties stayed divided about its cost. " * 5
    )
    assert done(draft, metadata).language == "de"

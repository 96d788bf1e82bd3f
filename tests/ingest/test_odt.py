"""OpenDocument texts: roles from styles, notes at the end, tracked changes, file properties."""

from __future__ import annotations

from dissensus.model.document import Role
from dissensus.model.moment import Moment

from .reading import evidence, of_role, read_one, refusal
from .samples import odt


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert read_one("odt", odt(p("One.") + p("") + p("Two."))).text == "One.\n\nTwo."


def test_headings_titles_and_quotations_have_their_role() -> None:
    body = (
        p("Rents", "Title")
        + '<text:h text:outline-level="1">Part</text:h>'
        + p("Said.", "P1")
        + p("Text.")
    )
    document = read_one("odt", odt(body))
    assert of_role(document, Role.TITLE) == ["Rents"]
    assert of_role(document, Role.HEADING) == ["Part"]
    assert of_role(document, Role.BLOCK_QUOTE) == ["Said."]


def test_spaces_tabs_and_breaks_are_written_out() -> None:
    words = 'a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'
    assert read_one("odt", odt(p(words))).text == "a b c\nd"


def test_notes_stand_at_the_end_with_their_marks_in_the_text() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('A source.', 'Footnote')}</text:note-body></text:note>"
    )
    document = read_one("odt", odt(p(f"A claim.{note} More.")))
    assert document.text == "A claim.[1] More.\n\n[1] A source."
    assert of_role(document, Role.FOOTNOTE_MARK) == ["[1]"]
    assert of_role(document, Role.FOOTNOTE) == ["[1] A source."]


def test_deleted_text_and_comments_are_left_out() -> None:
    deleted = f"<text:tracked-changes><text:changed-region>{p('Gone.')}</text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation>{p('My comment.')}</office:annotation>"
    assert read_one("odt", odt(deleted + p(f"Kept{comment} words."))).text == "Kept words."


def test_lists_and_sections_are_gone_through() -> None:
    items = f"<text:list><text:list-item>{p('One.')}</text:list-item></text:list>"
    assert (
        read_one("odt", odt(f"<text:section>{items}{p('Two.')}</text:section>")).text
        == "One.\n\nTwo."
    )


def test_rows_of_a_table_are_lines() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    rows = row(cell(p("Party")) + cell(p("Seats"))) + row(cell(p("Reds")) + cell(p("12")))
    document = read_one("odt", odt(f"<table:table>{rows}</table:table>" + p("After.")))
    assert document.text == "Party | Seats\nReds | 12\n\nAfter."


def test_metadata_come_from_the_file_properties() -> None:
    meta = (
        "<dc:title>Rents</dc:title><meta:initial-creator>Ada B.</meta:initial-creator>"
        "<meta:creation-date>2024-07-13T22:15:00.123</meta:creation-date><dc:language>de-AT</dc:language>"
    )
    document = read_one("odt", odt(p("Words."), meta=meta))
    assert (document.title, document.author, document.language) == ("Rents", "Ada B.", "de")
    assert document.date == Moment.parse("2024-07-13")
    assert evidence(document)["date"] == "file properties: meta:creation-date"


def test_a_locked_file_is_refused_as_such() -> None:
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert "locked by a password" in str(refusal("odt", odt(p("x"), manifest=manifest)))


def test_a_spreadsheet_is_no_text() -> None:
    assert "no text document" in str(refusal("odt", odt("", kind="spreadsheet")))


def test_entities_are_refused() -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert "defines entities" in str(refusal("odt", odt(p("&a;"), prolog=prolog)))

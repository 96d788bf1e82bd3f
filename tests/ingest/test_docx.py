"""Word files: roles from styles, notes at the end, tracked changes as accepted, file properties."""

from __future__ import annotations

import io
from datetime import datetime

import docx as python_docx

from dissensus.model.document import Role
from dissensus.model.moment import Moment

from .reading import evidence, of_role, read_one, refusal
from .samples import archive, docx, epub, word_paragraph

P = word_paragraph


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert read_one("docx", docx(P("One.") + P("") + P("Two."))).text == "One.\n\nTwo."


def test_runs_of_a_paragraph_are_joined_without_space() -> None:
    assert read_one("docx", docx(P(run("demo") + run("cracy"), raw=True))).text == "democracy"


def test_styles_give_roles_by_their_english_name() -> None:
    body = P("Rents", style="Titel") + P("Part", style="berschrift1") + P("Said so.", style="Zitat")
    document = read_one("docx", docx(body + P("And then there was running text.")))
    assert of_role(document, Role.TITLE) == ["Rents"]
    assert of_role(document, Role.HEADING) == ["Part"]
    assert of_role(document, Role.BLOCK_QUOTE) == ["Said so."]


def test_a_style_made_from_another_has_its_role() -> None:
    document = read_one("docx", docx(P("Before.") + P("Said so.", style="MeinZitat")))
    assert of_role(document, Role.BLOCK_QUOTE) == ["Said so."]


def test_a_title_style_gives_the_title_where_the_properties_do_not() -> None:
    document = read_one("docx", docx(P("Rents", style="Titel") + P("Running text.")))
    assert document.title == "Rents"


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    changed = (
        run("They ")
        + '<w:del w:id="1"><w:r><w:delText>opposed</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("supported")}</w:ins>'
        + run(" it.")
    )
    assert read_one("docx", docx(P(changed, raw=True))).text == "They supported it."


def test_text_that_was_moved_stands_once() -> None:
    body = P(f'<w:moveFrom w:id="1">{run("Moved.")}</w:moveFrom>', raw=True) + P("Fixed.")
    body += P(f'<w:moveTo w:id="2">{run("Moved.")}</w:moveTo>', raw=True)
    assert read_one("docx", docx(body)).text == "Fixed.\n\nMoved."


def test_footnotes_stand_at_the_end_with_their_marks_in_the_text() -> None:
    claim = run("A claim.") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run(" More.")
    document = read_one(
        "docx", docx(P(claim, raw=True), notes={7: "A source.", 8: "Never called."})
    )
    assert document.text == "A claim.[1] More.\n\n[1] A source."
    assert of_role(document, Role.FOOTNOTE_MARK) == ["[1]"]
    assert of_role(document, Role.FOOTNOTE) == ["[1] A source."]


def test_rows_of_a_table_are_lines() -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    rows = row(cell(P("Party")) + cell(P("Seats"))) + row(cell(P("Reds")) + cell(P("12")))
    document = read_one("docx", docx(P("Before.") + f"<w:tbl>{rows}</w:tbl>" + P("After.")))
    assert document.text == "Before.\n\nParty | Seats\nReds | 12\n\nAfter."
    assert of_role(document, Role.TABLE) == ["Party | Seats", "Reds | 12"]


def test_links_fields_and_controls_keep_their_words_and_instructions_do_not_show() -> None:
    inline = (
        f"<w:hyperlink>{run('Linked')}</w:hyperlink>" + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{P('Controlled.')}</w:sdtContent></w:sdt>"
    assert read_one("docx", docx(P(inline, raw=True) + control)).text == "Linked\n\nControlled."


def test_tabs_are_spaces_and_breaks_are_line_ends() -> None:
    words = run("a") + "<w:r><w:tab/></w:r>" + run("b") + "<w:r><w:br/></w:r>" + run("c")
    assert read_one("docx", docx(P(words, raw=True))).text == "a b\nc"


def test_metadata_come_from_the_file_properties() -> None:
    data = docx(P("Words."), title="Rents", author="Ada B.", created="2024-07-13T22:15:00Z")
    document = read_one("docx", data)
    assert (document.title, document.author) == ("Rents", "Ada B.")
    assert document.date == Moment.parse("2024-07-13")
    assert evidence(document)["date"] == "file properties: created"


def test_what_python_docx_writes_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("A heading", level=1)
    made.add_paragraph("Some words about rents.")
    made.add_paragraph("They said so.", style="Quote")
    made.core_properties.title = "Rents"
    made.core_properties.author = "Ada B."
    made.core_properties.created = datetime(2023, 5, 6, 7, 8, 9)
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_one("docx", buffer.getvalue())
    assert document.text == "A heading\n\nSome words about rents.\n\nThey said so."
    assert of_role(document, Role.HEADING) == ["A heading"]
    assert of_role(document, Role.BLOCK_QUOTE) == ["They said so."]
    assert (document.title, str(document.date)) == ("Rents", "2023-05-06")


def test_an_empty_document_holds_no_text() -> None:
    assert "holds no text" in str(refusal("docx", docx(P(""))))


def test_entities_are_refused() -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a "b">]>'
    assert "defines entities" in str(refusal("docx", docx(P("&a;"), prolog=prolog)))


def test_an_archive_of_another_kind_is_refused() -> None:
    assert "no word/document.xml" in str(refusal("docx", epub({"a": "x"}))) or "_rels" in str(
        refusal("docx", epub({"a": "x"}))
    )


def test_a_document_part_that_is_missing_is_named() -> None:
    relations = '<Relationships xmlns="x"><Relationship Type="x/officeDocument" Target="word/a.xml"/></Relationships>'
    assert "no word/a.xml" in str(refusal("docx", archive({"_rels/.rels": relations})))

"""PDF files made by hand: what they say, on which page, and what is refused."""

from __future__ import annotations

import pytest

from dissensus.model.document import Role
from dissensus.model.moment import Moment

from .reading import evidence, of_role, read_one, refusal, warnings
from .samples import Line, column, pdf, pdf_of

HEADER = [Line(72, 810, "Invented Quarterly", 9)]
RENTS = [
    "The federal govern-",
    "ment said on Monday that it, the Party-",
    "State, would not move. It held that view",
    "since 2019 and is a well-",
    "known opponent of the new law on rents.",
]


def page(number: int, *lines: Line) -> list[Line]:
    return [*HEADER, Line(500, 810, str(number), 9), *lines]


def text(*lines: str) -> str:
    return read_one("pdf", pdf([column(lines)])).text


def test_lines_of_a_paragraph_are_joined() -> None:
    assert text("The council met", "on Monday.") == "The council met on Monday."


def test_a_word_broken_at_a_line_end_is_mended() -> None:
    assert text("The federal govern-", "ment met.") == "The federal government met."


def test_a_hyphen_before_a_capital_stays() -> None:
    assert text("It is the Party-", "State that met.") == "It is the Party-State that met."


def test_a_hyphen_stays_where_the_document_writes_it_elsewhere() -> None:
    lines = ("They are well-", "known here and well-known there.")
    assert text(*lines) == "They are well-known here and well-known there."


def test_years_parted_at_a_hyphen_keep_it() -> None:
    assert text("It was so in 1990-", "2000 and later.") == "It was so in 1990-2000 and later."


def test_a_wider_gap_begins_a_paragraph() -> None:
    assert text("One ends here,", "and so.", "", "Two.") == "One ends here, and so.\n\nTwo."


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [
        Line(72, 700, "The first one runs to here"),
        Line(90, 686.8, "The second is indented."),
    ]
    found = read_one("pdf", pdf([lines])).text
    assert found == "The first one runs to here\n\nThe second is indented."


def test_a_column_goes_on_in_the_next() -> None:
    left = column(["The left column begins and", "goes on to its foot and"], top=700)
    right = column(["ends in the right one.", "There."], top=700, x=320)
    found = read_one("pdf", pdf([left + right])).text
    assert found.startswith(
        "The left column begins and goes on to its foot and ends in the right one."
    )


def test_pages_begin_where_their_first_words_stand() -> None:
    document = read_one("pdf", pdf([column(["One."]), column(["Two."]), column(["Three."])]))
    assert [document.text[at:] for at in document.pages] == [
        "One.\n\nTwo.\n\nThree.",
        "Two.\n\nThree.",
        "Three.",
    ]


def test_a_page_without_text_begins_where_the_next_does() -> None:
    document = read_one("pdf", pdf([column(["One."]), [], column(["Three."])]))
    assert document.pages == (0, 6, 6)
    assert document.page_of(document.text.index("Three")) == 3


def test_a_sentence_over_a_page_break_stays_whole() -> None:
    first = page(
        1, *column(["It goes on to the foot of the page"]), Line(72, 60, "1 A small note.", 8)
    )
    second = page(2, *column(["and ends on the next one."]))
    third = page(3, *column(["Much more body text stands here, for a third page has a lot of it."]))
    document = read_one("pdf", pdf([first, second, third]))
    whole = "It goes on to the foot of the page and ends on the next one."
    assert whole in document.text
    start = document.text.index(whole)
    assert (document.page_of(start), document.page_of(start + len(whole) - 1)) == (1, 2)


def test_running_headers_and_page_numbers_are_boilerplate() -> None:
    pages = [
        page(n, *column([f"The words of page {word}."]))
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    document = read_one("pdf", pdf(pages))
    words = " ".join(of_role(document, Role.BOILERPLATE)).split()
    assert sorted(words) == sorted(["Invented", "Quarterly"] * 3 + ["1", "2", "3"])


def test_footers_are_boilerplate() -> None:
    pages = [
        [*column([f"Here is {word}, the text of a page."]), Line(280, 30, f"– {n} –", 9)]
        for n, word in enumerate(("alpha", "beta", "gamma"), 1)
    ]
    assert of_role(read_one("pdf", pdf(pages)), Role.BOILERPLATE) == ["– 1 –", "– 2 –", "– 3 –"]


def test_words_that_stand_on_one_page_only_are_no_boilerplate() -> None:
    pages = [column([f"Words of {word}."]) for word in ("alpha", "beta", "gamma")]
    assert of_role(read_one("pdf", pdf(pages)), Role.BOILERPLATE) == []


def test_small_numbered_type_at_the_foot_is_a_footnote() -> None:
    notes = [
        Line(72, 80, "1 A source, invented.", 8),
        Line(72, 70, "2 Another one, which takes up", 8),
        Line(72, 60, "two lines.", 8),
    ]
    document = read_one("pdf", pdf([column(RENTS) + notes]))
    assert of_role(document, Role.FOOTNOTE) == [
        "1 A source, invented.",
        "2 Another one, which takes up two lines.",
    ]


def test_raised_digits_are_footnote_marks() -> None:
    lines = [
        Line(72, 700, "They disputed it."),
        Line(151, 704, "3", 6.5),
        Line(158, 700, "Then came more."),
    ]
    document = read_one("pdf", pdf([lines]))
    assert document.text == "They disputed it.3 Then came more."
    assert of_role(document, Role.FOOTNOTE_MARK) == ["3"]


def test_digits_in_the_line_are_no_marks() -> None:
    document = read_one("pdf", pdf([column(["In 2019 there were 12 of them, CO2 too."])]))
    assert of_role(document, Role.FOOTNOTE_MARK) == []


def test_the_largest_type_of_the_first_page_is_the_title() -> None:
    document = read_one("pdf", pdf([[Line(72, 790, "Rents and Power", 20), *column(RENTS)]]))
    assert document.title == "Rents and Power"
    assert of_role(document, Role.TITLE) == ["Rents and Power"]


def test_larger_or_bolder_type_is_a_heading() -> None:
    lines = [
        *column(RENTS),
        Line(72, 660, "A larger heading", 14),
        *column(RENTS, top=640),
        Line(72, 540, "A bold heading", 11, "F2"),
        *column(RENTS, top=520),
        Line(72, 430, "Another larger one", 14),
        *column(RENTS, top=410),
    ]
    found = of_role(read_one("pdf", pdf([lines])), Role.HEADING)
    assert found == ["A larger heading", "A bold heading", "Another larger one"]


def test_metadata_come_from_the_file_properties() -> None:
    info = {"Title": "A título", "Author": "Ada B.", "CreationDate": "D:20240713231010+02'00'"}
    document = read_one("pdf", pdf([column(RENTS)], info=info))
    assert (document.title, document.author, document.date) == (
        "A título",
        "Ada B.",
        Moment.parse("2024-07-13"),
    )
    assert evidence(document)["date"] == "file properties: CreationDate"


def test_the_name_of_a_file_is_no_title() -> None:
    document = read_one("pdf", pdf([column(RENTS)], info={"Title": "Microsoft Word - draft3.docx"}))
    assert document.title == ""


@pytest.mark.parametrize("date", ["D:20241399", "D:99999999999999", "yesterday"])
def test_an_impossible_date_is_not_taken(date: str) -> None:
    assert read_one("pdf", pdf([column(RENTS)], info={"CreationDate": date})).date is None


def test_ligatures_are_letters() -> None:
    from dissensus.ingest.pdf import _LIGATURES

    assert (
        "o\ufb03cial \ufb01nance co\xadoperation".translate(_LIGATURES)
        == "official finance cooperation"
    )


def test_compressed_pages_are_read() -> None:
    assert read_one("pdf", pdf([column(["Packed."])], compress=True)).text == "Packed."


def picture_page() -> list[bytes]:
    image = b"\x00"
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length 27 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length 1 >>\nstream\n" + image + b"\nendstream",
    ]


def test_a_scan_is_refused_with_what_to_do() -> None:
    error = refusal("pdf", pdf_of(picture_page()))
    assert "sample.pdf holds only scanned pages; run text recognition first" in str(error)


def test_a_scanned_page_among_others_is_named() -> None:
    objects = picture_page()
    objects[1] = b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>"
    words = b"BT /F1 11 Tf 72 700 Td (Words.) Tj ET"
    objects += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R"
        b" /Resources << /Font << /F1 8 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    document = read_one("pdf", pdf_of(objects))
    assert document.text == "Words."
    assert warnings(document) == (
        "Page 1 is without text: probably scanned; run text recognition to read it.",
    )


def test_a_blank_file_holds_no_text() -> None:
    assert "holds no text" in str(refusal("pdf", pdf([[]])))


def test_a_locked_file_is_refused_as_such() -> None:
    assert "locked by a password" in str(refusal("pdf", pdf([column(RENTS)], locked=True)))


def test_half_a_file_is_refused_as_broken() -> None:
    assert "broken or incomplete" in str(refusal("pdf", pdf([column(RENTS)])[:300]))


def test_the_reader_and_its_version_stay_with_the_document() -> None:
    provenance = read_one("pdf", pdf([column(RENTS)])).provenance
    assert provenance is not None
    assert provenance.reader == "pdf"
    assert provenance.reader_version.startswith("pypdfium2 ")
    assert provenance.source.media_type == "application/pdf"

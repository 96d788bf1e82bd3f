"""EPUB books: chapters in spine order, roles from markup, metadata of the package, locked books."""

from __future__ import annotations

from dissensus.model.document import Role
from dissensus.model.moment import Moment

from .reading import evidence, of_role, read_one, refusal, warnings
from .samples import epub

META = (
    "<dc:title>Rents</dc:title><dc:creator>Ada B.</dc:creator><dc:creator>Cy D.</dc:creator>"
    "<dc:publisher>Invented Press</dc:publisher><dc:language>en-GB</dc:language>"
    '<dc:date opf:event="modification">2020-01-01</dc:date><dc:date opf:event="publication">2019-03</dc:date>'
)


def body(words: str) -> str:
    return read_one("epub", epub({"a.xhtml": words})).text


def test_chapters_come_in_the_order_of_the_spine() -> None:
    data = epub(
        {"a.xhtml": "<p>Last.</p>", "b.xhtml": "<p>First.</p>"}, spine=["b.xhtml", "a.xhtml"]
    )
    assert read_one("epub", data).text == "First.\n\nLast."


def test_the_table_of_contents_is_left_out() -> None:
    assert "Contents" not in body("<p>Words.</p>")


def test_markup_gives_roles() -> None:
    words = "<h1>Part</h1><p>Words of the author.</p><blockquote><p>Said one.</p><p>And two.</p></blockquote>"
    document = read_one("epub", epub({"a.xhtml": words}))
    assert of_role(document, Role.HEADING) == ["Part"]
    assert of_role(document, Role.BLOCK_QUOTE) == ["Said one.", "And two."]


def test_white_space_of_the_file_is_one_space() -> None:
    assert (
        body("<p>\n  One\n  <b>two</b>,\n three.\n</p>\n<p> Four. </p>")
        == "One two, three.\n\nFour."
    )


def test_a_line_break_stays() -> None:
    assert body("<p>One<br/> two.</p>") == "One\ntwo."


def test_note_references_are_marks_and_notes_are_notes() -> None:
    words = '<p>A claim.<a epub:type="noteref" href="#n">1</a> More.</p><aside epub:type="footnote" id="n"><p>A source.</p></aside>'
    document = read_one("epub", epub({"a.xhtml": words}))
    assert of_role(document, Role.FOOTNOTE_MARK) == ["1"]
    assert of_role(document, Role.FOOTNOTE) == ["A source."]


def test_a_raised_ordinal_is_no_mark() -> None:
    document = read_one("epub", epub({"a.xhtml": "<p>The 2<sup>nd</sup> of 10<sup>6</sup>.</p>"}))
    assert document.text == "The 2nd of 106."
    assert of_role(document, Role.FOOTNOTE_MARK) == []


def test_scripts_and_styles_are_no_words() -> None:
    assert body("<style>p {}</style><p>Words.</p><script>let x;</script>") == "Words."


def test_names_of_characters_are_known() -> None:
    assert body("<p>caf&eacute;&nbsp;&amp; bar</p>") == "café\xa0& bar"


def test_a_chapter_that_is_html_rather_than_xml_is_read() -> None:
    data = epub({"a.xhtml": b"<html><body><p>One<br>two <b>three</p></body></html>"})
    assert read_one("epub", data).text == "One\ntwo three"


def test_a_chapter_that_is_missing_is_named_in_a_warning() -> None:
    data = epub({"a.xhtml": "<p>Words.</p>", "b c.xhtml": "<p>x</p>"})
    broken = data.replace(b"OEBPS/b c.xhtml", b"OEBPS/b_c.xhtml")
    document = read_one("epub", broken)
    assert document.text == "Words."
    assert warnings(document) == (
        "Chapter left out: sample.epub has no OEBPS/b c.xhtml, which it needs.",
    )


def test_metadata_come_from_the_package() -> None:
    document = read_one("epub", epub({"a.xhtml": "<p>Words.</p>"}, meta=META))
    assert (document.title, document.author) == ("Rents", "Ada B., Cy D.")
    assert (document.source, document.language) == ("Invented Press", "en")
    assert document.date == Moment.parse("2019-03")
    assert evidence(document)["date"] == "file properties: dc:date"


def encryption(algorithm: str) -> dict[str, str]:
    return {
        "META-INF/encryption.xml": '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        f'<e:EncryptionMethod Algorithm="{algorithm}"/></e:EncryptedData></encryption>'
    }


def test_a_locked_book_is_refused_as_such() -> None:
    extra = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert "digital rights management" in str(refusal("epub", epub({"a.xhtml": "x"}, extra=extra)))


def test_scrambled_fonts_do_not_lock_a_book() -> None:
    extra = encryption("http://www.idpf.org/2008/embedding")
    assert read_one("epub", epub({"a.xhtml": "<p>Words.</p>"}, extra=extra)).text == "Words."


def test_a_book_without_chapters_is_refused() -> None:
    assert "lists no chapters" in str(refusal("epub", epub({})))


def test_markup_that_nests_too_deep_is_refused() -> None:
    words = "<div>" * 60 + "deep" + "</div>" * 60
    assert "nests elements" in str(refusal("epub", epub({"a.xhtml": words}), max_depth=50))

"""RSS and Atom files: one document an entry, with its own title, date, author and identity."""

from __future__ import annotations

from dissensus.model.document import Role
from dissensus.model.moment import Moment

from .reading import evidence, of_role, read_all, read_one, refusal, warnings
from .samples import atom, rss, rss_item

ITEM = rss_item(
    "Council votes",
    "<p>The council <b>voted</b>.</p><blockquote>Never!</blockquote>",
    more="<guid>urn:1</guid><dc:creator>Ada B.</dc:creator><pubDate>Sat, 13 Jul 2024 23:30:00 +0200</pubDate>",
)
ENTRY = (
    "<entry><id>urn:e1</id><title>Rents rise</title><author><name>Cy D.</name></author>"
    "<published>2024-07-13T10:00:00Z</published><updated>2025-01-01T00:00:00Z</updated>"
    '<content type="html">&lt;p&gt;They rise.&lt;/p&gt;</content></entry>'
)


def test_every_entry_is_a_document() -> None:
    documents = read_all("feed", rss(ITEM + rss_item("Two", "<p>Second.</p>")))
    assert [d.title for d in documents] == ["Council votes", "Two"]


def test_the_words_of_an_entry_follow_its_title() -> None:
    document = read_one("feed", rss(ITEM))
    assert document.text == "Council votes\n\nThe council voted.\n\nNever!"
    assert of_role(document, Role.TITLE) == ["Council votes"]
    assert of_role(document, Role.BLOCK_QUOTE) == ["Never!"]


def test_an_rss_entry_says_who_and_when() -> None:
    document = read_one("feed", rss(ITEM))
    assert (document.author, document.source) == ("Ada B.", "The Invented Gazette")
    assert document.date == Moment.parse("2024-07-13T21:30:00Z")
    assert evidence(document)["date"] == "feed entry: published"


def test_an_atom_entry_says_who_and_when() -> None:
    document = read_one("feed", atom(ENTRY))
    assert document.text == "Rents rise\n\nThey rise."
    assert (document.author, document.source, document.language) == (
        "Cy D.",
        "The Invented Herald",
        "en",
    )
    assert document.date == Moment.parse("2024-07-13T10:00:00Z")


def test_an_entry_keeps_its_identity() -> None:
    provenance = read_one("feed", atom(ENTRY)).provenance
    assert provenance is not None
    assert provenance.source.part == "urn:e1"
    assert provenance.source.media_type == "application/atom+xml"


def test_xhtml_content_is_read() -> None:
    entry = (
        '<entry><id>urn:x</id><title>T one</title><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry>'
    )
    assert read_one("feed", atom(entry)).text == "T one\n\nOne.\n\nTwo."


def test_the_whole_text_is_preferred_to_the_summary() -> None:
    item = rss_item(
        "T one",
        "Short.",
        more="<content:encoded><![CDATA[<p>Short, and the rest.</p>]]></content:encoded>",
    )
    assert read_one("feed", rss(item)).text == "T one\n\nShort, and the rest."


def test_a_title_written_as_html_is_plain() -> None:
    assert (
        read_one("feed", rss(rss_item("&lt;i&gt;No&lt;/i&gt; &amp;amp; yes", "Words."))).title
        == "No & yes"
    )


def test_an_entry_without_words_is_left_out_with_a_warning() -> None:
    (document,) = read_all("feed", rss(rss_item("", "") + ITEM))
    assert document.title == "Council votes"
    assert "Entry 1 of the feed was left out" in warnings(document)[0]


def test_a_feed_cut_off_gives_its_whole_entries_with_a_warning() -> None:
    data = rss(ITEM + rss_item("Two", "Second."))
    documents = read_all("feed", data[: data.index(b"<title>Two")])
    assert documents[0].title == "Council votes"
    assert "not well-formed" in warnings(documents[0])[0]


def test_a_feed_without_entries_is_refused() -> None:
    assert "feed without entries" in str(refusal("feed", rss("")))


def test_other_xml_is_no_feed() -> None:
    assert "no RSS or Atom feed" in str(refusal("feed", b"<?xml version='1.0'?><x><y/></x>"))


def test_too_many_entries_are_refused() -> None:
    assert "20 entries; 10 are allowed" in str(refusal("feed", rss(ITEM * 20), max_entries=10))


def test_entities_made_of_entities_are_refused() -> None:
    prolog = '<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>'
    assert "defines entities" in str(refusal("feed", rss(rss_item("&b;", "x"), prolog=prolog)))


def test_entities_from_elsewhere_are_refused() -> None:
    prolog = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert "defines entities" in str(refusal("feed", rss(rss_item("&a;", "x"), prolog=prolog)))


def test_an_update_counts_where_publication_is_not_stated() -> None:
    entry = ENTRY.replace("<published>2024-07-13T10:00:00Z</published>", "")
    document = read_one("feed", atom(entry))
    assert document.date == Moment.parse("2025-01-01T00:00:00Z")
    assert evidence(document)["date"] == "feed entry: updated"

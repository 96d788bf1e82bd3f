"""Web pages; all of them are invented."""

from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits
from dissensus.model.document import Role

from .documents import document, evidence, warnings, words

HEAD = """<meta charset="utf-8"><title>Harbor vote splits council | Example Herald</title>
<meta property="og:site_name" content="Example Herald">
<meta property="og:title" content="Harbor vote splits council">
<meta name="author" content="Ada Example">
<meta property="article:published_time" content="2024-07-13T10:00:00+02:00">"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/a">Politics</a></li></ul></nav>
<article><h1>Harbor vote splits council</h1>
<p>The city council of Exampletown voted on the new harbor on Friday&nbsp;evening, and the
   parties remained <em>deeply</em> divided about the costs.<sup><a href="#fn1">1</a></sup>
   The 2<sup>nd</sup> reading follows in autumn &amp; winter.</p>
<h2>What the opposition says</h2>
<p>The Green Example Party opposes the harbor because, it says, the bay would be lost to the birds.[2]</p>
<blockquote><p>“We will not vote for a harbor that nobody needs,” said its leader to the assembly.</p></blockquote>
<ul><li>The first demand is a survey of the seabed in the entire bay.</li></ul>
<table><tr><th>Party</th><th>Seats</th></tr><tr><td>Green</td><td>12</td></tr></table>
<p>Related: <a href="/x">Old harbor closed</a> | <a href="/y">New mayor</a></p>
<ol><li id="fn1">See the minutes of the council, 12 July 2024. <a href="#fnref1">↩</a></li></ol>
</article><footer>© 2024 Example Herald. All rights reserved.</footer>"""


def page(head: str = HEAD, body: str = BODY, lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def test_the_page_names_title_author_outlet_date_and_language() -> None:
    found = document(page(), "a.html")
    assert (found.title, found.author, found.source) == (
        "Harbor vote splits council",
        "Ada Example",
        "Example Herald",
    )
    assert (str(found.date), found.language) == ("2024-07-13T08:00:00Z", "en")
    assert evidence(found)["date"] == "page: article:published_time"


def test_navigation_and_footer_are_no_text() -> None:
    text = document(page(), "a.html").text
    assert "Politics" not in text
    assert "rights reserved" not in text


def test_the_structure_of_the_page_gives_the_roles() -> None:
    found = document(page(), "a.html")
    assert words(found, Role.TITLE) == ["Harbor vote splits council"]
    assert words(found, Role.HEADING) == ["What the opposition says"]
    assert words(found, Role.BLOCK_QUOTE) == [
        "“We will not vote for a harbor that nobody needs,” said its leader to the assembly."
    ]
    assert words(found, Role.TABLE) == ["Party | Seats\nGreen | 12"]
    assert words(found, Role.LINKS) == ["Related: Old harbor closed | New mayor"]


def test_footnotes_and_their_marks_are_set_apart() -> None:
    found = document(page(), "a.html")
    assert words(found, Role.FOOTNOTE_MARK) == ["1", "[2]"]
    assert words(found, Role.FOOTNOTE) == ["[1] See the minutes of the council, 12 July 2024."]


def test_a_sentence_reads_as_in_a_browser() -> None:
    text = document(page(), "a.html").text
    assert "on Friday evening, and the parties remained deeply divided" in text
    assert "The 2nd reading follows in autumn & winter." in text


def test_words_lead_back_to_the_source_of_the_page() -> None:
    raw = page()
    found = document(raw, "a.html")
    for word in ("evening", "parties", "deeply", "autumn", "winter", "Green Example", "nobody"):
        assert found.origin.source(found.text.index(word)) == raw.index(word), word


def test_linked_data_goes_before_meta_elements() -> None:
    data = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "headline": "No"},
    {"@type": "NewsArticle", "headline": "A vote", "datePublished": "2024-07-12",
     "author": [{"name": "Bo Example"}, {"name": "Cy Example"}], "publisher": {"name": "Gazette"}}]}</script>"""
    found = document(page(data + HEAD), "a.html")
    assert (found.title, found.author, found.source, str(found.date)) == (
        "A vote",
        "Bo Example, Cy Example",
        "Gazette",
        "2024-07-12",
    )


def test_broken_linked_data_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert document(page(broken + HEAD), "a.html").title == "Harbor vote splits council"


def test_a_page_in_another_language_than_it_says_is_told_by_its_text() -> None:
    german = (
        "<article><p>Der Stadtrat hat am Freitag über den neuen Hafen abgestimmt, und die Parteien waren sich"
        " über die Kosten nicht einig. Die Opposition kündigte an, dass sie gegen den Beschluss klagen"
        " werde, weil die Bucht unter Schutz steht und niemand den Hafen brauche.</p></article>"
    )
    found = document(page(HEAD, german, "en"), "a.html")
    assert found.language == "de"
    assert "given as en" in warnings(found)[0]


def test_a_declared_charset_is_used() -> None:
    raw = page(HEAD.replace("utf-8", "windows-1252"), BODY.replace("autumn", "Frühling"))
    found = document(raw.encode("cp1252", "xmlcharrefreplace"), "a.html")
    assert "Frühling" in found.text


def test_a_page_without_a_date_has_none() -> None:
    head = '<title>Harbor</title><meta charset="utf-8">'
    body = (
        "<article><p>" + "The bay is quiet and the harbor is not yet built. " * 6 + "</p></article>"
    )
    assert document(page(head, body), "a.html").date is None


def test_a_page_of_a_few_words_is_read() -> None:
    assert (
        document("<html><body><p>Harbor vote: no.</p></body></html>", "a.html").text
        == "Harbor vote: no."
    )


@pytest.mark.parametrize(
    "raw", ["<html></html>", "<html><body><script>write('x')</script></body></html>"]
)
def test_a_page_without_text_is_refused(raw: str) -> None:
    with pytest.raises(IngestError, match="no text"):
        document(raw, "a.html")


def test_a_page_that_nests_too_deep_is_refused() -> None:
    deep = "<div>" * 150 + "Harbor" + "</div>" * 150
    with pytest.raises(IngestError, match="nests more than 100"):
        document(page("", deep), "a.html", limits=Limits(max_depth=100))

"""What does a web page say about itself? ``about_page``

JSON-LD first, then Open Graph and other ``meta`` elements, then what trafilatura and htmldate make out from the
page. Each value keeps the name of the place it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

import trafilatura.metadata
from lxml import etree
from lxml.html import HtmlElement

from dissensus.ingest.metadata import Field, Metadata, Rank

__all__ = ["about_page"]

_META: Final[Mapping[str, Field]] = {
    "og:title": Field.TITLE,
    "dc.title": Field.TITLE,
    "citation_title": Field.TITLE,
    "article:published_time": Field.DATE,
    "datepublished": Field.DATE,
    "dc.date": Field.DATE,
    "dc.date.issued": Field.DATE,
    "dcterms.created": Field.DATE,
    "citation_publication_date": Field.DATE,
    "date": Field.DATE,
    "pubdate": Field.DATE,
    "author": Field.AUTHOR,
    "dc.creator": Field.AUTHOR,
    "citation_author": Field.AUTHOR,
    "article:author": Field.AUTHOR,
    "og:site_name": Field.SOURCE,
    "citation_journal_title": Field.SOURCE,
    "article:section": Field.SECTION,
    "content-language": Field.LANGUAGE,
    "og:locale": Field.LANGUAGE,
    "dc.language": Field.LANGUAGE,
}
_ARTICLES: Final = ("article", "posting", "report", "webpage", "review", "interview")
_LD_LONGEST: Final = 1_000_000


def about_page(tree: HtmlElement, metadata: Metadata, *, location: str) -> None:
    """Offer ``metadata`` what the page says; ``location`` is where it lay, perhaps its address."""
    for thing in _linked_data(tree):
        _from_linked_data(thing, metadata)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    metadata.offer(Field.LANGUAGE, language, Rank.PROPERTIES, "page: <html lang>")
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = (name or element.get("http-equiv") or "").lower()
        value = (element.get("content") or "").strip()
        field = _META.get(name)
        if field is None or not value or (field is Field.AUTHOR and _is_address(value)):
            continue
        metadata.offer(field, value, Rank.PROPERTIES, f"page: {name}")
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            metadata.offer(
                Field.DATE, element.get("datetime"), Rank.PROPERTIES, "page: <time datetime>"
            )
    if not {Field.TITLE, Field.AUTHOR, Field.DATE, Field.SOURCE} <= metadata.ranks.keys():
        _worked_out(tree, metadata)
    if _is_address(location) and (host := urlsplit(location).hostname):
        host = host.removeprefix("www.")
        metadata.offer(Field.SOURCE, host, Rank.TEXT, "the page's address")


def _worked_out(tree: HtmlElement, metadata: Metadata) -> None:
    """What the page shows without naming it: bylines, title lines, dates in its markup.

    Dates somewhere in its text are not looked for: they say when something happened.
    """
    found = trafilatura.metadata.extract_metadata(tree, extensive=False)
    for field, value in (
        (Field.TITLE, found.title),
        (Field.AUTHOR, found.author),
        (Field.SOURCE, found.sitename or found.hostname),
    ):
        if value:
            metadata.offer(field, value, Rank.TEXT, "page, worked out by trafilatura")
    if found.date:
        metadata.offer(Field.DATE, found.date, Rank.TEXT, "page, worked out by htmldate")


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        source = (script.text or "")[:_LD_LONGEST]
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common, and the page has other places to look at
        things = data if isinstance(data, list) else [data]
        for thing in things:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                yield from (
                    (t for t in graph if isinstance(t, dict))
                    if isinstance(graph, list)
                    else (thing,)
                )


def _from_linked_data(thing: Mapping[str, object], metadata: Metadata) -> None:
    kind = thing.get("@type")
    kinds = [str(k).lower() for k in (kind if isinstance(kind, list) else [kind])]
    if not any(k.endswith(_ARTICLES) for k in kinds):
        return
    for key, field in (
        ("headline", Field.TITLE),
        ("datePublished", Field.DATE),
        ("author", Field.AUTHOR),
        ("publisher", Field.SOURCE),
        ("articleSection", Field.SECTION),
        ("inLanguage", Field.LANGUAGE),
    ):
        value = _named(thing.get(key))
        if value:
            metadata.offer(field, value, Rank.PROPERTIES, f"page: JSON-LD {key}")


def _named(value: object) -> str:
    """The text of a value, or the names of what it refers to."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _named(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value[:20])))
    return ""


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))


def depth_exceeds(tree: HtmlElement, most: int) -> bool:
    """Say whether elements nest deeper than ``most``; one pass over the tree, in C."""
    deeper = etree.XPath("boolean(" + "/*" * (most + 1) + ")")
    return bool(deeper(tree))

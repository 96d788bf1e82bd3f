"""What does a web page say? ``READER``

trafilatura finds the main text; its body keeps paragraphs, headings, quotations, lists and tables apart, and
from there on a page is read as any text is. Footnote marks and their notes are brought into the form that
``cues`` knows. A page that declares a language its text is not in is believed less than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version as version_of
from typing import Final

import lxml.html
import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from dissensus.errors import IngestError
from dissensus.ingest.charset import decode
from dissensus.ingest.cues import only_links
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.locate import Locator
from dissensus.ingest.metadata import Metadata
from dissensus.ingest.reader import FORMATS, Limits, Reader
from dissensus.ingest.webpage import about_page, depth_exceeds
from dissensus.model.document import Document, Role, Source

__all__ = ["READER", "HtmlReader"]

_CHARSET: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_NOTE_NUMBER: Final = re.compile(r"\s*\[?(\d{1,3}|[a-z]|[*†‡§]{1,3})\]?\s*")
_NOTE_TARGET: Final = re.compile(r"#.*(?:fn|ftn|note|cite|endnote|sdfoot)", re.I)
_BACK: Final = re.compile(r"\s*(?:[↩↑^⤴]\ufe0e?|back|zurück|retour)\s*", re.I)
_BLOCKS: Final = frozenset({"p", "head", "quote", "list", "item", "table", "fw", "div", "code"})


class HtmlReader:
    """Reads the main text of a web page."""

    name = "html"
    version = f"1, trafilatura {version_of('trafilatura')}"
    media_types = FORMATS["html"].media_types
    suffixes = FORMATS["html"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document that a page is."""
        found = _CHARSET.search(data[:2048])
        declared = source.charset or (found[1].decode("ascii", "replace") if found else "")
        decoded = decode(data, name=source.location, declared=declared)
        source = replace(source, charset=decoded.charset, media_type=self.media_types[0])
        metadata = Metadata()
        metadata.evidence["charset"] = decoded.how
        tree = _parsed(decoded.text, source, limits)
        about_page(tree, metadata, location=source.location)
        _number_notes(tree)
        body = _main_text(tree)
        if body is None:
            raise IngestError(
                f"{source.location} holds no text that is not navigation.",
                remedy="If its text is loaded by a script, save the page from a browser.",
            )
        draft = Draft()
        start = max(0, decoded.text.find("<body"))  # above it stand the words of the title, too
        _Rendering(Locator(decoded.text, start=start), draft).flow(body)
        yield finished(
            draft.done(),
            metadata,
            source=source,
            reader=self.name,
            version=self.version,
            limits=limits,
        )


READER: Final[Reader] = HtmlReader()


def _parsed(text: str, source: Source, limits: Limits) -> HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        # As bytes, for lxml refuses characters that declare an encoding.
        data = text.replace("\x00", "").encode("utf-8", "replace")
        tree: HtmlElement = lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise IngestError(
            f"{source.location} is not a page that can be read: {error}.", remedy="Save it again."
        ) from None
    if depth_exceeds(tree, limits.max_depth):
        raise IngestError(
            f"{source.location} nests more than {limits.max_depth} elements into each other.",
            remedy="Save its text in a simpler form.",
        )
    return tree


def _number_notes(tree: HtmlElement) -> None:
    """Write the number a browser shows before each footnote into it, and remove the way back."""
    targets: dict[str, str] = {}
    for link in list(tree.iter("a")):
        href = link.get("href") or ""
        if not _NOTE_TARGET.match(href):
            continue
        words = str(link.text_content())
        if _BACK.fullmatch(words):
            link.drop_tree()
            continue
        number = _NOTE_NUMBER.fullmatch(words)
        if number:
            targets.setdefault(href[1:], number[1])
    for element in tree.xpath("//li[@id] | //p[@id] | //div[@id]") if targets else ():
        mark = targets.get(element.get("id") or "")
        words = str(element.text_content()).lstrip()
        if mark and not words.startswith((mark, f"[{mark}")):
            first = element[0] if len(element) and not (element.text or "").strip() else element
            inner = first if first.tag in ("p", "div", "span") else element
            inner.text = f"[{mark}] {(inner.text or '').lstrip()}"


def _main_text(tree: HtmlElement) -> etree._Element | None:
    extracted = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    body: etree._Element | None = getattr(extracted, "body", None)
    if body is None or not _words(body).strip():
        body, text, _ = trafilatura.baseline(tree)  # a page of a few words
        return body if text.strip() else None
    return body


@dataclass(slots=True)
class _Rendering:
    """trafilatura's body to blocks of a draft."""

    locator: Locator
    draft: Draft
    quotes: int = 0
    open_: bool = False

    def flow(self, element: etree._Element) -> None:
        """Render an element that holds blocks, words, or both."""
        self._say(element.text, element)
        for child in element:
            tag = str(child.tag)
            if tag == "table":
                self._table(child)
            elif tag == "quote":
                self.quotes += 1
                self._end()
                self.flow(child)
                self.quotes -= 1
                self._end()
            elif tag in _BLOCKS:
                self._end()
                self.flow(child)
                self._end()
            elif tag == "lb":
                self._add("\n", None)
            elif tag == "hi" and child.get("rend") == "#sup":
                self._raised(child)
            elif tag not in ("graphic", "del"):
                self.flow(child)
            self._say(child.tail, element)

    def _raised(self, element: etree._Element) -> None:
        words = _words(element)
        number = _NOTE_NUMBER.fullmatch(words)
        self._add(words, Role.FOOTNOTE_MARK if number else None)

    def _say(self, words: str | None, element: etree._Element) -> None:
        if not words or not words.strip():
            if words and self.open_:
                self.draft.add(" ")
            return
        if not self.open_:
            self._begin(element)
            words = words.lstrip()
        note = element.tag == "ref" and _NOTE_TARGET.match(element.get("target") or "")
        mark = note and _NOTE_NUMBER.fullmatch(words)
        self._add(words, Role.FOOTNOTE_MARK if mark else None)

    def _begin(self, element: etree._Element) -> None:
        """Begin a block; what all of its words have in common tells its role."""
        block: etree._Element | None = element
        while block is not None and block.tag not in _BLOCKS:
            block = block.getparent()
        block = element if block is None else block
        role = Role.BLOCK_QUOTE if self.quotes else None
        quoted = False
        if block.tag in ("head", "fw"):
            role = Role.HEADING
        elif only_links(_outside(block, "ref"), links=block.find(".//ref") is not None):
            role = Role.LINKS
        elif not _outside(block, "hi", "#b").strip(" :") and not self.quotes:
            role = Role.HEADING if len(_words(block)) <= 200 else None
        else:
            quoted = not _outside(block, "hi", "#i").strip()
        self.draft.block(role, quoted=quoted)
        self.open_ = True

    def _add(self, words: str, role: Role | None) -> None:
        if words == "\n":
            if self.open_:
                self.draft.add(words)
            return
        for piece, at, length in self.locator.pieces(words):
            self.draft.add(piece, at, length=length, role=role)

    def _table(self, table: etree._Element) -> None:
        self._end()
        self.draft.block(Role.TABLE)
        for number, row in enumerate(table.iter("row")):
            if number:
                self.draft.add("\n")
            for column, cell in enumerate(row.iter("cell")):
                if column:
                    self.draft.add(" | ")
                self._add(" ".join(_words(cell).split()), None)

    def _end(self) -> None:
        self.open_ = False


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _outside(block: etree._Element, tag: str, rend: str | None = None) -> str:
    """The words of a block that no such element holds (of its own, not of blocks inside it)."""
    words: list[str] = [block.text or ""]
    for child in block:
        inside = child.tag == tag and (rend is None or child.get("rend") == rend)
        if not inside and child.tag not in _BLOCKS:
            words.append(_outside(child, tag, rend))
        words.append(child.tail or "")
    return "".join(words)

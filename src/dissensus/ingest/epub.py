"""What does an EPUB book say? ``READER``

Reads the chapters in the order of the spine, without the table of contents, and what the package says of
the book (EPUB 2 and 3). A book under digital rights management is refused: its text is not readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.entities import name2codepoint
from typing import Final
from urllib.parse import unquote

from lxml import etree

from dissensus.errors import IngestError
from dissensus.ingest.archive import Archive, parse_xml
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.flow import Flow
from dissensus.ingest.fragment import add_markup, parse_html
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import FORMATS, Limits
from dissensus.model.document import Document, Source
from dissensus.model.span import OffsetMap

__all__ = ["READER"]

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_CHAPTERS: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Fonts may be scrambled without the text being so.
_SCRAMBLED_FONTS: Final = (
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
)
_XML_ENTITIES: Final = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_ENTITY: Final = re.compile(rb"&([A-Za-z]\w*);")


@dataclass(frozen=True, slots=True)
class EpubReader:
    """Reads .epub files."""

    name: str = "epub"
    version: str = f"dissensus epub 1 (lxml {'.'.join(map(str, etree.LXML_VERSION[:3]))})"
    media_types: tuple[str, ...] = FORMATS["epub"].media_types
    suffixes: tuple[str, ...] = FORMATS["epub"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the book as one document.

        Raises ``IngestError`` for a file that is broken, locked, or a bomb; chapters that are missing
        or broken are left out with a warning unless all are.
        """
        name = source.location
        archive = Archive(data, name, limits=limits)
        _refuse_locked(archive, name)
        package_path = _package_path(archive, name)
        package = archive.xml(package_path)
        metadata = Metadata()
        _properties(package, metadata)
        draft = Draft()
        chapters = _spine(package, package_path)
        if not chapters:
            raise IngestError(
                f"{name} lists no chapters.",
                remedy="Get it again, or save it anew in a book program.",
            )
        unread = []
        for chapter in chapters:
            what = f"{chapter} in {name}"
            try:
                root = _chapter(archive.read(chapter), what, limits)
                add_markup(root, Flow(draft), what, limits=limits)
            except IngestError as error:
                unread.append(error)
        if len(unread) == len(chapters):
            raise unread[0]
        metadata.warnings.extend(f"Chapter left out: {error.found}" for error in unread)
        yield finished(
            # There are no characters to count in an EPUB file: the text taken out is its own source.
            replace(draft.done(), origin=OffsetMap()),
            metadata,
            source=source,
            reader=self.name,
            version=self.version,
            limits=limits,
            media_type=self.media_types[0],
        )


READER: Final = EpubReader()


def _refuse_locked(archive: Archive, name: str) -> None:
    encryption = archive.optional_xml("META-INF/encryption.xml")
    if encryption is None:
        return
    for method in encryption.iter("{*}EncryptionMethod"):
        if method.get("Algorithm") not in _SCRAMBLED_FONTS and _encrypts_data(method):
            raise IngestError(
                f"{name} is locked by digital rights management.",
                remedy="Add an unlocked copy, or the passages you may quote as a text file.",
            )


def _encrypts_data(method: etree._Element) -> bool:
    """Say whether a method is that of a file rather than of a key."""
    parent = method.getparent()
    return parent is not None and str(parent.tag).endswith("}EncryptedData")


def _package_path(archive: Archive, name: str) -> str:
    container = archive.xml("META-INF/container.xml")
    for root in container.iter("{*}rootfile"):
        if path := root.get("full-path"):
            return Archive.path("", unquote(path))
    raise IngestError(
        f"{name} does not say where its package lies.",
        remedy="Get it again, or save it anew in a book program.",
    )


def _spine(package: etree._Element, path: str) -> list[str]:
    """The members that hold the chapters, in reading order, each once."""
    chapters: dict[str, str] = {}
    for entry in package.iterfind(f"{_OPF}manifest/{_OPF}item"):
        contents = "nav" in (entry.get("properties") or "").split()
        if entry.get("media-type") in _CHAPTERS and not contents:
            target = unquote((entry.get("href") or "").partition("#")[0])
            chapters[entry.get("id") or ""] = Archive.path(path, target)
    order = [ref.get("idref") or "" for ref in package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    return list(dict.fromkeys(chapters[identity] for identity in order if identity in chapters))


def _chapter(data: bytes, what: str, limits: Limits) -> etree._Element:
    """Parse a chapter as the XML it should be, else as the HTML it often is."""
    try:
        # XML does not know HTML's names for characters; older books use them.
        return parse_xml(_ENTITY.sub(_numbered, data), what, limits=limits)
    except IngestError as error:
        if b"<!ENTITY" in data or not isinstance(error.__cause__, etree.XMLSyntaxError):
            raise
        return parse_html(data, what)


def _numbered(found: re.Match[bytes]) -> bytes:
    point = name2codepoint.get(found[1].decode("ascii", "ignore"))
    if point is None or found[1] in _XML_ENTITIES:
        return found[0]
    return b"&#%d;" % point


def _properties(package: etree._Element, metadata: Metadata) -> None:
    described = package.find(_OPF + "metadata")
    if described is None:
        return

    def stated(name: str) -> list[etree._Element]:
        return [found for found in described.iter(_DC + name) if (found.text or "").strip()]

    for name, tag in (
        (Field.TITLE, "title"),
        (Field.SOURCE, "publisher"),
        (Field.LANGUAGE, "language"),
    ):
        for found in stated(tag)[:1]:
            metadata.offer(name, found.text, Rank.PROPERTIES, f"file properties: dc:{tag}")
    authors = [" ".join((found.text or "").split()) for found in stated("creator")]
    metadata.offer(Field.AUTHOR, authors, Rank.PROPERTIES, "file properties: dc:creator")
    dates = stated("date")
    # EPUB 2 may give several; the one of publication counts, else the first.
    dates.sort(key=lambda found: found.get(_OPF + "event") != "publication")
    for found in dates[:1]:
        day = (found.text or "").strip()[:10]
        metadata.offer(Field.DATE, day, Rank.PROPERTIES, "file properties: dc:date")

"""What reads these bytes, and within which limits? ``Reader``, ``Limits``, ``FORMATS``, ``sniff``

A format is named here once; its module holds the reader as ``READER`` and is imported when it is first
needed, so that reading plain text never pays for PDF. What a file *is* is decided by its first bytes;
its name only tells apart what bytes cannot (plain text and Markdown).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, Protocol

from dissensus.errors import IngestError
from dissensus.model.document import Document, Source

__all__ = ["FORMATS", "Format", "Limits", "Reader", "format_of", "load", "sniff"]

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may cost before it is refused.

    ``max_bytes`` is the size of the file, ``max_expanded_bytes`` what it may unpack to in all,
    ``max_entries`` how many members an archive may have, ``max_depth`` how deep elements may nest,
    ``max_seconds`` and ``max_memory_bytes`` what a reader in its own process may use.
    """

    max_bytes: int = 64 * MIB
    max_seconds: float = 30.0
    max_depth: int = 200
    max_entries: int = 10_000
    max_expanded_bytes: int = 256 * MIB
    max_text_characters: int = 20_000_000
    max_memory_bytes: int = 2048 * MIB

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise IngestError(
                    f"The limit {name} is {getattr(self, name)}.",
                    remedy="A limit is more than 0.",
                )


class Reader(Protocol):
    """Turns the bytes of one format into documents.

    ``read`` raises ``IngestError`` for what it can't read. A file is one document, except for feeds,
    where every entry is one.
    """

    @property
    def name(self) -> str:
        """The format's name, a key of ``FORMATS``."""

    @property
    def version(self) -> str:
        """What did the work, with its version, so that a text can be made again."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types it reads, the usual one first."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file name endings it is known by, with the dot, in lower case."""

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the documents that ``data`` holds."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read. ``isolated``: its reader runs in a process of its own."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    isolated: bool


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format("plain", (".txt", ".text"), ("text/plain",), False),
            Format("markdown", (".md", ".markdown", ".mkd"), ("text/markdown",), False),
            Format(
                "html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), True
            ),
            Format("pdf", (".pdf",), ("application/pdf",), True),
            Format(
                "docx",
                (".docx",),
                ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
                True,
            ),
            Format("odt", (".odt",), ("application/vnd.oasis.opendocument.text",), True),
            Format("epub", (".epub",), ("application/epub+zip",), True),
            Format(
                "feed",
                (".rss", ".atom", ".rdf", ".xml"),
                ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
                True,
            ),
        )
    }
)

# First bytes of what people drop into a folder of texts and nobody can read as text.
_NOT_TEXT: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"II*\x00", "a TIFF image", ""),
    (b"MM\x00*", "a TIFF image", ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "Save it as .docx and add that."),
    (b"{\\rtf", "a Rich Text file", "Save it as .docx or .odt and add that."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and add what it holds."),
    (b"BZh", "a bzip2 archive", "Unpack it and add what it holds."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it and add what it holds."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "Unpack it and add what it holds."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and add what it holds."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it and add what it holds."),
    (b"PK\x05\x06", "an empty ZIP archive", ""),
    (b"\x7fELF", "a program", ""),
    (b"SQLite format 3\x00", "an SQLite data base", ""),
    (b"PAR1", "a Parquet table", ""),
    (b"RIFF", "a sound, picture or film", ""),
    (b"OggS", "a sound or film", ""),
    (b"ID3", "a sound", "Transcribe it and add the text."),
    (b"fLaC", "a sound", "Transcribe it and add the text."),
    (b"wOFF", "a font", ""),
    (b"%!PS", "a PostScript file", "Convert it to PDF and add that."),
)
_NO_WORDS: Final = "Leave it out; if it shows or speaks words, add them as a text."
_TEXTUAL: Final = (b"{\\rtf", b"%!PS")  # no text to read, yet made of printable characters
_HTML: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML: Final = re.compile(rb"\s*<\?xml\b", re.I)
_FEED: Final = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_XHTML: Final = re.compile(rb"<(?:\w+:)?html\b", re.I)
_HEAD: Final = 65_536


def load(name: str) -> Reader:
    """Return the reader of that name; an unknown name is an error that lists the known ones."""
    if name not in FORMATS:
        raise IngestError(
            f"There is no reader {name!r}.", remedy=f"The readers are: {', '.join(FORMATS)}."
        )
    reader: Reader = import_module(f"dissensus.ingest.{name}").READER
    return reader


def sniff(data: bytes, name: str) -> Reader:
    """Return the reader for ``data``, found in a file called ``name``; see ``format_of``."""
    return load(format_of(data, name).name)


def format_of(data: bytes, name: str) -> Format:
    """Tell the format of ``data`` from its first bytes, and from its name where those don't say.

    Raises ``IngestError`` that says what the bytes look like when nothing here can read them. Costs
    one look at the first 64 KiB (of a ZIP archive: one search for a name in it).
    """
    if not data:
        raise IngestError(f"{name} is empty.", remedy="There is nothing to add.")
    if b"%PDF-" in data[:1024]:
        return FORMATS["pdf"]
    if data.startswith(b"PK\x03\x04"):
        return _inside_zip(data, name)
    suffix = PurePath(name).suffix.lower()
    for magic, what, remedy in _NOT_TEXT:
        # "RIFF" may begin an honest sentence; but a sentence has no control characters.
        if data.startswith(magic) and (magic in _TEXTUAL or _has_controls(data[:512])):
            raise IngestError(f"{name} looks like {what}, not text.", remedy=remedy or _NO_WORDS)
    if data[4:8] == b"ftyp":
        raise IngestError(f"{name} looks like a film or photograph, not text.", remedy=_NO_WORDS)
    named = next((f for f in FORMATS.values() if suffix in f.suffixes), None)
    if named and named.name in ("pdf", "docx", "odt", "epub"):
        raise IngestError(
            f"{name} is called {suffix} but does not begin like one.",
            remedy="It may be cut off or wrongly named: get it again, or correct its ending.",
        )
    return _of_text(data[:_HEAD], name, named)


def _of_text(data: bytes, name: str, named: Format | None) -> Format:
    head = data.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]  # UTF-16: what matters here is ASCII
    if _HTML.match(head):
        return FORMATS["html"]
    if _XML.match(head) or (named and named.name == "feed"):
        # Comments and the prolog may be long; the first of the two elements to come decides.
        feed, xhtml = _FEED.search(head), _XHTML.search(head)
        if xhtml and not (feed and feed.start() < xhtml.start()):
            return FORMATS["html"]
        if feed:
            return FORMATS["feed"]
        raise IngestError(
            f"{name} is XML or so named, but neither a feed nor a web page.",
            remedy="RSS, Atom and XHTML can be read; export the text in another format.",
        )
    if _FEED.match(head.lstrip()):
        return FORMATS["feed"]
    return named or FORMATS["plain"]


def _inside_zip(data: bytes, name: str) -> Format:
    """Tell apart the formats that are ZIP archives; only names are looked at, nothing is unpacked."""
    first = data[30:200]
    if first.startswith(b"mimetype"):
        if b"application/epub+zip" in first:
            return FORMATS["epub"]
        if b"application/vnd.oasis.opendocument.text" in first:
            return FORMATS["odt"]
    if b"word/document.xml" in data:
        return FORMATS["docx"]
    suffix = PurePath(name).suffix.lower()
    for candidate in ("docx", "odt", "epub"):
        if suffix in FORMATS[candidate].suffixes:  # its reader says what is wrong with it
            return FORMATS[candidate]
    raise IngestError(
        f"{name} looks like a ZIP archive, not text.",
        remedy="Unpack it and add the folder.",
    )


def _has_controls(data: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 32 for byte in data)

"""What does an OpenDocument text say? ``READER``

Reads ``content.xml``, ``styles.xml`` and ``meta.xml`` (OASIS OpenDocument 1.3). Text deleted under change
tracking and comments are left out; notes stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from dissensus.errors import IngestError
from dissensus.ingest.archive import Archive
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.flow import Flow
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import FORMATS, Limits
from dissensus.model.document import Document, Role, Source
from dissensus.model.span import OffsetMap

__all__ = ["READER"]

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE: Final = f"{{{_OASIS}office:1.0}}"
_TEXT: Final = f"{{{_OASIS}text:1.0}}"
_STYLE: Final = f"{{{_OASIS}style:1.0}}"
_META: Final = f"{{{_OASIS}meta:1.0}}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"

# By the name of the style, which stays English in files of every language.
_STYLES: Final[Mapping[str, Role]] = {
    "Title": Role.TITLE,
    "Subtitle": Role.HEADING,
    "Quotations": Role.BLOCK_QUOTE,
    "Caption": Role.CAPTION,
    "Footnote": Role.FOOTNOTE,
    "Endnote": Role.FOOTNOTE,
}
_SILENT: Final = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "bookmark")
)
_MAX_SPACES: Final = 100


@dataclass(frozen=True, slots=True)
class OdtReader:
    """Reads .odt files."""

    name: str = "odt"
    version: str = f"dissensus odt 1 (lxml {'.'.join(map(str, etree.LXML_VERSION[:3]))})"
    media_types: tuple[str, ...] = FORMATS["odt"].media_types
    suffixes: tuple[str, ...] = FORMATS["odt"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document of the file.

        Raises ``IngestError`` for a file that is broken, locked, a bomb, or no text document.
        """
        name = source.location
        archive = Archive(data, name, limits=limits)
        manifest = archive.optional_xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//{*}encryption-data") is not None:
            raise IngestError(
                f"{name} is locked by a password.",
                remedy="Save it without the password and add that.",
            )
        content = archive.xml("content.xml")
        text = content.find(f"{_OFFICE}body/{_OFFICE}text")
        if text is None:
            raise IngestError(
                f"{name} is an OpenDocument file, but no text document.",
                remedy="Export its text as .odt or .txt and add that.",
            )
        walk = _Walk(_styles(content, archive.optional_xml("styles.xml")))
        walk.blocks(text, None)
        walk.notes()
        metadata = Metadata()
        _properties(archive.optional_xml("meta.xml"), metadata)
        yield finished(
            # There are no characters to count in an ODT file: the text taken out is its own source.
            replace(walk.draft.done(), origin=OffsetMap()),
            metadata,
            source=source,
            reader=self.name,
            version=self.version,
            limits=limits,
            media_type=self.media_types[0],
        )


READER: Final = OdtReader()


class _Walk:
    """Goes through the text, then the notes met on the way."""

    def __init__(self, styles: Mapping[str, Role]) -> None:
        self.draft = Draft()
        self._flow = Flow(self.draft)
        self._styles = styles
        self._notes: list[tuple[str, etree._Element]] = []

    def blocks(self, element: etree._Element, role: Role | None) -> None:
        """Add the paragraphs, lists and tables in ``element``."""
        for child in element:
            name = _name(child)
            if name in _SILENT:
                continue
            if name in ("p", "h"):
                self._paragraph(child, role)
            elif name == "table":
                self._table(child)
            elif name == "table-of-content":
                self.blocks(child, Role.LINKS)
            else:
                self.blocks(child, role)

    def notes(self) -> None:
        """Add the notes, each with the mark by which the text calls it."""
        for mark, body in self._notes:
            self._flow.begin(Role.FOOTNOTE)
            self._flow.add(f"[{mark}] ")
            self._paragraphs(body, between="\n")
            self._flow.end()

    def _paragraph(self, element: etree._Element, role: Role | None) -> None:
        named = self._styles.get(element.get(_TEXT + "style-name", ""))
        usual = Role.HEADING if _name(element) == "h" else None
        self._flow.begin(role or named or usual)
        self._inline(element)
        self._flow.end()

    def _inline(self, element: etree._Element) -> None:
        self._flow.add(element.text)
        for child in element:
            name = _name(child)
            if name == "note":
                self._note(child)
            elif name == "s":
                count = child.get(_TEXT + "c", "1")
                self._flow.add(" " * min(int(count) if count.isdigit() else 1, _MAX_SPACES))
            elif name == "tab":
                self._flow.add(" ")
            elif name == "line-break":
                self._flow.line()
            elif name not in _SILENT:
                self._inline(child)
            self._flow.add(child.tail)

    def _note(self, note: etree._Element) -> None:
        body = note.find(_TEXT + "note-body")
        if body is None:
            return
        stated = (note.findtext(_TEXT + "note-citation") or "").strip()
        mark = stated or str(len(self._notes) + 1)
        self._notes.append((mark, body))
        self._flow.add(f"[{mark}]", role=Role.FOOTNOTE_MARK)

    def _table(self, table: etree._Element) -> None:
        gap = "\n\n"
        for row in table.iter("{*}table-row"):
            self._flow.begin(Role.TABLE, gap=gap)
            for i, cell in enumerate(row.iterchildren("{*}table-cell")):
                if i:
                    self._flow.add(" | ")
                self._paragraphs(cell, between=" ")
            self._flow.end()
            gap = "\n"

    def _paragraphs(self, element: etree._Element, *, between: str) -> None:
        for i, paragraph in enumerate(element.iter(_TEXT + "p", _TEXT + "h")):
            if i and between == "\n":
                self._flow.line()
            elif i:
                self._flow.add(between)
            self._inline(paragraph)


def _styles(*parts: etree._Element | None) -> dict[str, Role]:
    """The role of each style by its name; an automatic style has that of its parent."""
    roles = dict(_STYLES)
    parents: dict[str, str] = {}
    for part in parts:
        if part is not None:
            for style in part.iter(_STYLE + "style"):
                parents[style.get(_STYLE + "name", "")] = style.get(
                    _STYLE + "parent-style-name", ""
                )
    for name in parents:
        at, seen = name, {name}
        while at not in _STYLES and (above := parents.get(at, "")) and above not in seen:
            seen.add(above)
            at = above
        if at in _STYLES:
            roles[name] = _STYLES[at]
    return roles


def _properties(root: etree._Element | None, metadata: Metadata) -> None:
    meta = root.find(_OFFICE + "meta") if root is not None else None
    if meta is None:
        return
    for name, tag, shown in (
        (Field.TITLE, _DC + "title", "dc:title"),
        (Field.AUTHOR, _META + "initial-creator", "meta:initial-creator"),
        (Field.AUTHOR, _DC + "creator", "dc:creator"),
        (Field.LANGUAGE, _DC + "language", "dc:language"),
        (Field.DATE, _META + "creation-date", "meta:creation-date"),
        (Field.DATE, _DC + "date", "dc:date"),
    ):
        value = (meta.findtext(tag) or "").strip()
        if name is Field.DATE:
            value = value[
                :10
            ]  # the day the file was made: its time of day says nothing of the text
        if value:
            metadata.offer(name, value, Rank.PROPERTIES, f"file properties: {shown}")


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

"""What does a Word document say? ``READER``

Reads the main text, the notes, the style names and the file properties straight from the XML (ECMA-376).
Deleted text under change tracking is left out, inserted text is kept: the document as it would be if all
changes were accepted.
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

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"

# By the name of the style, which stays English in files of every language.
_STYLES: Final[Mapping[str, Role]] = {
    "title": Role.TITLE,
    "subtitle": Role.HEADING,
    "quote": Role.BLOCK_QUOTE,
    "intense quote": Role.BLOCK_QUOTE,
    "block text": Role.BLOCK_QUOTE,
    "caption": Role.CAPTION,
    "footnote text": Role.FOOTNOTE,
    "endnote text": Role.FOOTNOTE,
    **{f"heading {n}": Role.HEADING for n in range(1, 10)},
    **{f"toc {n}": Role.LINKS for n in range(1, 10)},
}
_SILENT: Final = frozenset(
    (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "Fallback",
    )
)
_REFERENCES: Final = ("footnoteReference", "endnoteReference")
_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class DocxReader:
    """Reads .docx files."""

    name: str = "docx"
    version: str = f"dissensus docx 1 (lxml {'.'.join(map(str, etree.LXML_VERSION[:3]))})"
    media_types: tuple[str, ...] = FORMATS["docx"].media_types
    suffixes: tuple[str, ...] = FORMATS["docx"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document of the file; its notes stand at the end.

        Raises ``IngestError`` for a file that is broken, a bomb, or no text document.
        """
        archive = Archive(data, source.location, limits=limits)
        targets = _targets(archive, "")
        main = targets.get("officeDocument", "word/document.xml")
        body = archive.xml(main)
        parts = _targets(archive, main)
        metadata = Metadata()
        walk = _Walk(_styles(archive.optional_xml(parts.get("styles", ""))))
        walk.blocks(body)
        for kind in ("footnotes", "endnotes"):
            walk.notes(archive.optional_xml(parts.get(kind, "")), kind)
        _properties(archive.optional_xml(targets.get("core-properties", "")), metadata)
        yield finished(
            # There are no characters to count in a DOCX file: the text taken out is its own source.
            replace(walk.draft.done(), origin=OffsetMap()),
            metadata,
            source=source,
            reader=self.name,
            version=self.version,
            limits=limits,
            media_type=self.media_types[0],
        )


READER: Final = DocxReader()


class _Walk:
    """Goes through the body, then the notes it refers to."""

    def __init__(self, styles: Mapping[str, Role]) -> None:
        self.draft = Draft()
        self._flow = Flow(self.draft)
        self._styles = styles
        self._numbers: dict[tuple[str, str], int] = {}

    def blocks(self, element: etree._Element, role: Role | None = None) -> None:
        """Add the paragraphs and tables in ``element``."""
        for child in element:
            match _name(child):
                case "p":
                    self._paragraph(child, role)
                case "tbl":
                    self._table(child)
                case name if name not in _SILENT:
                    self.blocks(child, role)  # content controls, custom XML, accepted insertions

    def notes(self, root: etree._Element | None, kind: str) -> None:
        """Add the notes of a part in the order in which the text refers to them."""
        if root is None:
            return
        found = {
            _value(note, "id"): note for note in root if _value(note, "type") not in _SEPARATORS
        }
        for (of, identity), number in list(self._numbers.items()):
            if of == kind and identity in found:
                self._flow.begin(Role.FOOTNOTE)
                self._flow.add(f"[{number}] ")
                for i, paragraph in enumerate(found[identity].iter(_W + "p", _STRICT + "p")):
                    if i:
                        self._flow.line()
                    self._inline(paragraph)
                self._flow.end()

    def _paragraph(self, element: etree._Element, role: Role | None) -> None:
        style = element.find("./{*}pPr/{*}pStyle")
        named = self._styles.get(_value(style, "val")) if style is not None else None
        boxes: list[etree._Element] = []
        self._flow.begin(role or named)
        self._inline(element, boxes)
        self._flow.end()
        for box in boxes:
            self.blocks(box, role)

    def _inline(self, element: etree._Element, boxes: list[etree._Element] | None = None) -> None:
        for child in element:
            name = _name(child)
            if name in _SILENT:
                continue
            if name == "t":
                self._flow.add(child.text)
            elif name == "tab":
                self._flow.add(" ")
            elif name in ("br", "cr"):
                self._flow.line()
            elif name == "noBreakHyphen":
                self._flow.add("-")
            elif name in _REFERENCES:
                kind = "footnotes" if name == "footnoteReference" else "endnotes"
                key = (kind, _value(child, "id"))
                number = self._numbers.setdefault(key, len(self._numbers) + 1)
                self._flow.add(f"[{number}]", role=Role.FOOTNOTE_MARK)
            elif name == "txbxContent":  # a text box: its paragraphs follow the one it hangs on
                if boxes is not None:
                    boxes.append(child)
            else:
                self._inline(child, boxes)

    def _table(self, table: etree._Element) -> None:
        gap = "\n\n"
        for row in table.iterchildren("{*}tr"):
            self._flow.begin(Role.TABLE, gap=gap)
            for i, cell in enumerate(row.iterchildren("{*}tc")):
                if i:
                    self._flow.add(" | ")
                for j, paragraph in enumerate(cell.iter("{*}p")):
                    if j:
                        self._flow.add(" ")
                    self._inline(paragraph)
            self._flow.end()
            gap = "\n"


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """Where the parts lie that ``part`` relates to, by the last word of the kind of relation."""
    folder, _, name = part.rpartition("/")
    root = archive.optional_xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found: dict[str, str] = {}
    if root is None:
        if not part:
            raise IngestError(
                f"{archive.name} does not say where its text lies: it has no _rels/.rels.",
                remedy="It may be another kind of archive: correct its name, or save it anew in Word.",
            )
        return found
    for relation in root:
        if relation.get("TargetMode") != "External":
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found.setdefault(kind, Archive.path(part, relation.get("Target") or ""))
    return found


def _styles(root: etree._Element | None) -> dict[str, Role]:
    """The role of each style by its identity; a style without a role takes that of its base."""
    if root is None:
        return {}
    roles: dict[str, Role] = {}
    bases: dict[str, str] = {}
    for style in root.iterchildren("{*}style"):
        identity = _value(style, "styleId")
        name, base = style.find("{*}name"), style.find("{*}basedOn")
        role = _STYLES.get(_value(name, "val").lower()) if name is not None else None
        if role is not None:
            roles[identity] = role
        elif base is not None:
            bases[identity] = _value(base, "val")
    for identity, base_identity in bases.items():
        seen = {identity}
        at = base_identity
        while at in bases and at not in seen:
            seen.add(at)
            at = bases[at]
        if at in roles:
            roles[identity] = roles[at]
    return roles


def _properties(root: etree._Element | None, metadata: Metadata) -> None:
    if root is None:
        return
    for name, tag, shown in (
        (Field.TITLE, _DC + "title", "title"),
        (Field.AUTHOR, _DC + "creator", "creator"),
        (Field.LANGUAGE, _DC + "language", "language"),
        (Field.DATE, _TERMS + "created", "created"),
        (Field.DATE, _TERMS + "modified", "modified"),
    ):
        value = (root.findtext(tag) or "").strip()
        if name is Field.DATE:
            value = value[
                :10
            ]  # the day the file was made: its time of day says nothing of the text
        if value:
            metadata.offer(name, value, Rank.PROPERTIES, f"file properties: {shown}")


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: etree._Element, name: str) -> str:
    """The value of a Word attribute, in the transitional or the strict name space."""
    return element.get(_W + name) or element.get(_STRICT + name) or ""

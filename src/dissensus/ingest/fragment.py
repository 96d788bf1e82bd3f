"""What does a piece of HTML say? ``add_markup``, ``parse_html``

For chapters of books and entries of feeds, which are all text: nothing has to be told from menus and
advertising, so every word is kept, with what its element says about its role.
"""

from __future__ import annotations

from typing import Final

from lxml import etree, html

from dissensus.errors import IngestError
from dissensus.ingest.flow import Flow
from dissensus.ingest.reader import Limits
from dissensus.model.document import Role

__all__ = ["add_markup", "parse_html"]

_ROLES: Final = {
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "blockquote": Role.BLOCK_QUOTE,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "table": Role.TABLE,
}
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ]
) | frozenset(_ROLES)
_SILENT: Final = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "embed",
        "form",
        "head",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "nav",
        "noscript",
        "object",
        "option",
        "rp",
        "rt",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"  # of EPUB
_NOTES: Final = frozenset(
    ("footnote", "endnote", "footnotes", "endnotes", "rearnote", "doc-footnote", "doc-endnotes")
)
_MARKS: Final = frozenset(("noteref", "doc-noteref", "footnote-ref", "footnote-reference"))
_CELLS: Final = ("td", "th")


def parse_html(words: str | bytes, what: str) -> etree._Element:
    """Parse HTML however broken it is; ``IngestError`` if nothing comes of it."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    data = words.encode("utf-8", "replace") if isinstance(words, str) else words
    if isinstance(words, str):
        parser = html.HTMLParser(
            remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
        )
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise IngestError(f"{what} holds no text.", remedy="There is nothing to add.") from error
    return root


def add_markup(root: etree._Element, flow: Flow, what: str, *, limits: Limits) -> None:
    """Add the words of an HTML tree to ``flow``; ``what`` is what messages call it.

    Raises ``IngestError`` if it nests deeper than ``limits`` allow. Cost: linear in its elements.
    """
    _Walk(flow, what, limits.max_depth).down(root, None, 0)
    flow.end()


class _Walk:
    def __init__(self, flow: Flow, what: str, most: int) -> None:
        self._flow = flow
        self._what = what
        self._most = most

    def down(self, element: etree._Element, role: Role | None, depth: int) -> None:
        """Add what is in ``element``; ``role`` is that of the block around it."""
        if depth > self._most:
            raise IngestError(
                f"{self._what} nests elements more than {self._most} deep.",
                remedy="Open it in its own program and save it in a simpler form.",
            )
        name = _name(element)
        if name in _SILENT:
            return
        if name == "br":
            self._flow.line()
            return
        if _says(element, _MARKS) or (name == "sup" and _is_mark(element)):
            self._flow.add("".join(map(str, element.itertext())), role=Role.FOOTNOTE_MARK)
            return
        block = name in _BLOCKS
        if _says(element, _NOTES):
            role = Role.FOOTNOTE
        elif role is not Role.FOOTNOTE:
            role = _ROLES.get(name, role)
        if name == "tr":
            self._flow.begin(role or Role.TABLE, gap=_gap(element))
        elif name in _CELLS and element.getprevious() is not None:
            self._flow.add(" | ")
        elif block:
            self._flow.begin(role)
        self._flow.add(element.text)
        for child in element:
            self.down(child, role, depth + 1)
            after = _name(child)
            if after in _BLOCKS or after == "tr":
                self._flow.begin(role)
            self._flow.add(child.tail)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else "script"


def _gap(row: etree._Element) -> str:
    """Rows of one table stand in lines below each other."""
    return (
        "\n"
        if any(_name(before) == "tr" for before in row.itersiblings(preceding=True))
        else "\n\n"
    )


def _says(element: etree._Element, names: frozenset[str]) -> bool:
    """Say whether its EPUB type, ARIA role or class is one of ``names``."""
    stated = (
        element.get(_TYPE),
        element.get("epub:type"),
        element.get("role"),
        element.get("class"),
    )
    return any(name in names for value in stated if value for name in value.split())


def _is_mark(element: etree._Element) -> bool:
    """A raised number that leads somewhere is a mark; one that does not is an exponent or ordinal."""
    words = "".join(map(str, element.itertext())).strip(" []()")
    linked = element.find(".//{*}a") is not None or element.find(".//a") is not None
    parent = element.getparent()
    linked = linked or (parent is not None and _name(parent) == "a")
    return linked and (words.isdigit() or words in ("*", "†", "‡"))

"""What does a Markdown text say? ``READER``, ``document``, ``looks_like_markdown``

Parsed by markdown-it; the text of a document is what a reader sees, without the marks, and every word of it
knows its offset in the source. Block structure gives the roles; ``cues`` finds the rest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version as version_of
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from dissensus.ingest.charset import decode
from dissensus.ingest.cues import only_links
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.frontmatter import front_matter
from dissensus.ingest.metadata import Metadata
from dissensus.ingest.reader import FORMATS, Limits, Reader
from dissensus.model.document import Document, Role, Source

__all__ = ["READER", "MarkdownReader", "document", "looks_like_markdown"]

_TELLING: Final = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S"  # a heading
    r"|\A\ufeff?---[^\S\n]*\r?\n[\w -]{1,40}:\s"  # front matter
    r"|(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"  # bold
    r"|(?<!\w)\[[^\]\n]{1,200}\]\((?:https?://|[#/.])[^)\s]*\)",  # a link
    re.M,
)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_TAG: Final = re.compile(r"<[^>]*>")
_SILENT_HTML: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|svg)\b.*?(?:</\1\s*>|\Z)", re.S | re.I
)
_NOTE_NUMBER: Final = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\]?")
_NOTE_BODY: Final = re.compile(r"\[\^[\w-]{1,30}\]:")


class MarkdownReader:
    """Reads CommonMark with tables, front matter and footnotes."""

    name = "markdown"
    version = f"1, markdown-it-py {version_of('markdown-it-py')}"
    media_types = FORMATS["markdown"].media_types
    suffixes = FORMATS["markdown"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document that a text is."""
        decoded = decode(data, name=source.location)
        metadata = Metadata()
        metadata.evidence["charset"] = decoded.how
        source = replace(source, charset=decoded.charset)
        yield document(decoded.text, source, metadata, limits=limits)


READER: Final[Reader] = MarkdownReader()


def looks_like_markdown(raw: str) -> bool:
    """Say whether a text has a heading, front matter, bold words or links as Markdown writes them."""
    head = raw[:20_000]
    # Most plain texts hold none of these, and are spared the slower look.
    if not any(sign in head for sign in ("# ", "#\t", "**", "](", "---")):
        return False
    return _TELLING.search(head) is not None


def document(raw: str, source: Source, metadata: Metadata, *, limits: Limits) -> Document:
    """Read ``raw``, and offer ``metadata`` what its front matter and its text say about it."""
    body = front_matter(raw, metadata).body
    rendering = _Rendering(_Source(raw, body), Draft())
    rendering.blocks(_parser().parse(raw[body:]))
    return finished(
        rendering.draft.done(),
        metadata,
        source=replace(source, media_type=READER.media_types[0]),
        reader=READER.name,
        version=READER.version,
        limits=limits,
    )


class _Source:
    """The raw text, and how far it has been rendered."""

    def __init__(self, raw: str, body: int) -> None:
        self.raw = raw
        self.at = body
        self._lines = [body, *(end.end() for end in _LINE_END.finditer(raw, body)), len(raw)]
        self._stop = len(raw)

    def enter(self, lines: Sequence[int] | None) -> None:
        """Go on to a block that lies on these lines."""
        if lines:
            last = len(self._lines) - 1
            self.at = max(self.at, self._lines[min(lines[0], last)])
            self._stop = self._lines[min(lines[1], last)]

    def take(self, words: str) -> int | None:
        """Find the next place in the block where these very words stand; None if they don't."""
        at = self.raw.find(words, self.at, max(self._stop, self.at))
        if at < 0:
            return None
        self.at = at + len(words)
        return at

    def leave_link(self) -> None:
        """Step over a link's address, in which its words may stand again."""
        end = self.raw.find("]", self.at, self._stop)
        if end < 0 or self.raw[self.at : end].strip("*_`"):
            return
        opening = self.raw[end + 1 : end + 2]
        closing = {"(": ")", "[": "]"}.get(opening)
        stop = self.raw.find(closing, end + 2, self._stop) if closing else end
        self.at = (stop if stop >= 0 else end) + 1


@dataclass(slots=True)
class _Rendering:
    """Tokens to blocks of a draft."""

    source: _Source
    draft: Draft
    quotes: int = 0
    titled: bool = False
    heading: str = ""
    table: bool = False
    rows: int = 0
    columns: int = 0

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Render the blocks of a document, in order."""
        for token in tokens:
            match token.type:
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "heading_open":
                    self.heading = token.tag
                case "heading_close":
                    self.heading = ""
                case "table_open":
                    self.draft.block(Role.TABLE)
                    self.table = True
                case "table_close":
                    self.table = False
                    self.columns = self.rows = 0
                case "tr_open":
                    self.draft.add("\n" if self.rows else "")
                    self.rows += 1
                    self.columns = 0
                case "th_open" | "td_open":
                    self.draft.add(" | " if self.columns else "")
                    self.columns += 1
                case "fence" | "code_block":
                    self.source.enter(token.map)
                    self.draft.block(self._role())
                    self._lines(token.content)
                case "html_block":
                    self.source.enter(token.map)
                    self._html(token.content)
                case "inline":
                    self.source.enter(token.map)
                    self._inline(token.children or [])

    def _role(self) -> Role | None:
        return Role.BLOCK_QUOTE if self.quotes else None

    def _inline(self, children: Sequence[Token]) -> None:
        if not self.table:
            self._begin(children)
        raised = 0  # inside <sup>
        for i, token in enumerate(children):
            words = token.content
            match token.type:
                case "text" | "code_inline":
                    mark = raised and _NOTE_NUMBER.fullmatch(words)
                    self._add(words, words, role=Role.FOOTNOTE_MARK if mark else None)
                case "text_special":  # an escaped character or an entity
                    self._add(words, token.markup or words)
                case "softbreak":
                    following = children[i + 1].content if i + 1 < len(children) else ""
                    if _NOTE_BODY.match(following):
                        self.draft.block(Role.FOOTNOTE)
                    else:
                        self._add(" ", "\n")
                case "hardbreak":
                    self._add("\n", "\n")
                case "link_close":
                    self.source.leave_link()
                case "html_inline":
                    self.source.take(words)
                    tag = words.lower()
                    if tag.startswith(("<sup", "</sup")):
                        raised += 1 if tag[1] != "/" else -1
                    elif tag.startswith("<br"):
                        self.draft.add("\n")

    def _begin(self, children: Sequence[Token]) -> None:
        """Begin a block whose role its heading, its surroundings, or all of its words tell."""
        if self.heading:
            first = self.heading == "h1" and not self.titled
            self.titled = self.titled or first
            self.draft.block(Role.TITLE if first else Role.HEADING)
            return
        shape = _Shape.of(children)
        if _NOTE_BODY.match(shape.words):
            self.draft.block(Role.FOOTNOTE)
        elif only_links(shape.outside_links, links=shape.links > 0):
            self.draft.block(Role.LINKS)
        elif not self.quotes and not shape.outside_bold.strip(" :") and len(shape.words) <= 200:
            self.draft.block(Role.HEADING)
        else:
            self.draft.block(self._role(), quoted=not shape.outside_italics.strip())

    def _add(self, words: str, spelled: str, role: Role | None = None) -> None:
        at = self.source.take(spelled)
        self.draft.add(words, at, length=None if words == spelled else len(spelled), role=role)

    def _lines(self, content: str) -> None:
        for i, line in enumerate(content.rstrip("\n").split("\n")):
            if i:
                self.draft.add("\n")
            self._add(line, line)

    def _html(self, content: str) -> None:
        """The words of a block of HTML, paragraph by paragraph, without its tags."""
        visible = _SILENT_HTML.sub("", content)
        for paragraph in re.split(
            r"</?(?:p|div|h\d|li|tr|section|blockquote|table)\b[^>]*>", visible
        ):
            words = [piece for piece in _TAG.split(paragraph) if piece.strip()]
            if words:
                self.draft.block(self._role())
            for piece in words:
                for i, line in enumerate(piece.strip("\n").split("\n")):
                    if i:
                        self.draft.add(" ")
                    self._add(html.unescape(line), line)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The words of a paragraph, and those of them that no link, bold or italic type holds."""

    words: str
    outside_links: str
    outside_bold: str
    outside_italics: str
    links: int

    @classmethod
    def of(cls, children: Sequence[Token]) -> _Shape:
        depth = {"link": 0, "strong": 0, "em": 0}
        out: dict[str, list[str]] = {kind: [] for kind in depth}
        words, links = [], 0
        for token in children:
            kind, _, end = token.type.partition("_")
            if kind in depth and end in ("open", "close"):
                depth[kind] += token.nesting
                links += token.type == "link_open"
            elif token.type in ("text", "text_special", "code_inline", "softbreak", "hardbreak"):
                text = token.content or " "
                words.append(text)
                for name, level in depth.items():
                    if not level:
                        out[name].append(text)
        outside = {kind: "".join(pieces) for kind, pieces in out.items()}
        return cls("".join(words), outside["link"], outside["strong"], outside["em"], links)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Indented paragraphs are prose here, not programs.
    parser.disable("code")
    # Left apart, every stretch of words is one that stands so in the source, and can be found there.
    parser.disable("text_join")
    parser.block.ruler.at("reference", _reference, {"alt": []})
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line like ``[^1]: http://…`` is a footnote, not the address of a link called ``^1``."""
    if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)

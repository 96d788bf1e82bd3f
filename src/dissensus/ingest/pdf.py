"""What does a PDF say, and on which page? ``READER``

Reads the text layer with PDFium. A scan has none: it is refused with that reason rather than read as an
empty text, and single pages without text are named in a warning. See ``layout`` for how lines become
paragraphs. About 5 ms a page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import mode
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dissensus.errors import IngestError
from dissensus.ingest.draft import Draft, Drafted, finished
from dissensus.ingest.layout import Line, Paragraph, joint, laid_out, vocabulary
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import FORMATS, Limits
from dissensus.model.document import Document, Role, Source
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap

__all__ = ["READER"]

_MAX_PAGES: Final = 20_000
_BOLD: Final = 600  # font weight, where 400 is regular
_BOLD_NAME: Final = re.compile(rb"bold|black|heavy", re.I)
_FONT_NAME: Final = 128  # bytes that are looked at
_RAISED: Final = 0.8  # of the type of its line, at most, is the type of a footnote mark

_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xAD: None,
}
_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_DIGITS: Final = re.compile(r"\d{1,3}")
# What word processors and typesetters write where a title should be.
_NO_TITLE: Final = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|unbenannt.*|sans titre.*|.*\.(?:docx?|odt|indd|qxd|rtf|tex|dvi|pdf|pptx?))",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reads the text layer of PDF files."""

    name: str = "pdf"
    version: str = f"pypdfium2 {pdfium.PYPDFIUM_INFO} (PDFium {pdfium.PDFIUM_INFO}), layout 1"
    media_types: tuple[str, ...] = FORMATS["pdf"].media_types
    suffixes: tuple[str, ...] = FORMATS["pdf"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document of a PDF, with the offset at which each of its pages begins.

        Raises ``IngestError`` for a file that is broken, locked by a password, or a scan without text.
        """
        metadata = Metadata()
        with _opened(data, source.location) as file:
            pages = _pages(file, source.location, metadata, limits)
            _properties(file, metadata)
        lines = [line for page in pages for line in page]
        drafted = _drafted(laid_out(pages), len(pages), vocabulary(lines))
        yield finished(
            drafted,
            metadata,
            source=source,
            reader=self.name,
            version=self.version,
            limits=limits,
            media_type=self.media_types[0],
        )


READER: Final = PdfReader()


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
        count = len(file)
    except pdfium.PdfiumError as error:
        # PDFium does not always set its error afresh: it may still be that of the file before.
        if error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise IngestError(
                f"{name} is locked by a password.",
                remedy="Save it without the password and add that.",
            ) from error
        raise IngestError(
            f"{name} is a broken or incomplete PDF.",
            remedy="Get it again, or open it in a PDF program and save it anew.",
        ) from error
    if not 0 < count <= _MAX_PAGES:
        file.close()
        raise IngestError(
            f"{name} says it has {count:,} pages; 1 to {_MAX_PAGES:,} can be read.",
            remedy="Open it in a PDF program and save it anew, or split it.",
        )
    return file


def _pages(
    file: pdfium.PdfDocument, name: str, metadata: Metadata, limits: Limits
) -> list[list[Line]]:
    """The lines of each page; warns of pages that have none."""
    pages: list[list[Line]] = []
    scans, broken, characters = [], [], 0
    for number in range(len(file)):
        lines: list[Line] = []
        try:
            page = file[number]
            lines = _lines(page.get_textpage(), number)
            if not lines and _has_picture(page):
                scans.append(number + 1)
            page.close()
        except pdfium.PdfiumError:
            broken.append(number + 1)
        pages.append(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > limits.max_text_characters:
            raise IngestError(
                f"{name} holds more than {limits.max_text_characters:,} characters.",
                remedy="Split it, or allow longer texts.",
            )
    if not characters and scans:
        raise IngestError(
            f"{name} holds only scanned pages; run text recognition first, then add it again.",
            remedy="A program for text recognition (OCR) adds the text layer that is missing.",
        )
    if not characters and broken:
        raise IngestError(
            f"{name} is broken: none of its {len(file)} pages can be opened.",
            remedy="Get it again, or open it in a PDF program and save it anew.",
        )
    if scans:
        metadata.warnings.append(
            f"{_numbers(scans)} without text: probably scanned; run text recognition to read it."
        )
    if broken:
        metadata.warnings.append(f"{_numbers(broken)} broken and left out.")
    return pages


def _lines(page: pdfium.PdfTextPage, number: int) -> list[Line]:
    """The lines of a page in the order of its content, as PDFium parts them."""
    text = page.get_text_range()
    lines: list[Line] = []
    at = 0
    for part in re.split(r"(\r\n|\n|\r|\ufffe)", text):
        if part == "\ufffe":  # how PDFium writes a hyphen at a line's end
            lines[-1:] = [replace(line, broken=True) for line in lines[-1:]]
        elif part.strip():
            line = _line(page, part, at, number)
            lines += [line] if line else []
        at += len(part) + sum(character > "\uffff" for character in part)  # it counts in UTF-16
    return lines


def _line(page: pdfium.PdfTextPage, text: str, at: int, number: int) -> Line | None:
    """Measure a line by a few of its characters; of the digits, by all."""
    words = text.strip()
    first = at + text.index(words)
    last = first + len(words) - 1
    if any(character > "\uffff" for character in words):
        probes = [first]  # where the others lie is known only in UTF-16; one is enough
        last = first
    else:
        steps = sorted({(len(words) - 1) * step // 8 for step in range(9)})
        probes = [first + step for step in steps if not words[step].isspace()]
    sizes = [round(_size(page, probe), 1) for probe in probes]
    size = mode(sizes)
    if size <= 0:
        return None
    typical = probes[sizes.index(size)]
    bottom = _box(page, typical)[1]
    marks = [
        (found.start(), found.end())
        for found in _DIGITS.finditer(words)
        if found.start()
        and not words[found.start() - 1].isspace()
        and 0 < _size(page, first + found.start()) <= _RAISED * size
        and _box(page, first + found.start())[1] > bottom + 0.1 * size
    ]
    clean = words.translate(_LIGATURES)
    if clean != words:  # ranges move where a ligature became letters
        marks = [
            (len(words[:a].translate(_LIGATURES)), len(words[:b].translate(_LIGATURES)))
            for a, b in marks
        ]
    return Line(
        text=clean.removesuffix("-") if _ends_in_hyphen(clean) else clean,
        page=number,
        left=_box(page, first)[0],
        right=_box(page, last)[2],
        bottom=bottom,
        size=size,
        bold=_is_bold(page, typical),
        broken=_ends_in_hyphen(clean) or text.rstrip().endswith("\xad"),
        marks=tuple(marks),
    )


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] == "-" and text[-2].isalnum()


def _index(page: pdfium.PdfTextPage, at: int) -> int:
    return int(raw.FPDFText_GetCharIndexFromTextIndex(page, at))


def _size(page: pdfium.PdfTextPage, at: int) -> float:
    return float(raw.FPDFText_GetFontSize(page, _index(page, at)))


def _is_bold(page: pdfium.PdfTextPage, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(page, _index(page, at)) >= _BOLD:
        return True
    # The standard fonts state no weight; their names do.
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    raw.FPDFText_GetFontInfo(page, _index(page, at), buffer, _FONT_NAME, None)
    return _BOLD_NAME.search(buffer.value) is not None


def _box(page: pdfium.PdfTextPage, at: int) -> Sequence[float]:
    """Left, bottom, right and top; zeros for a character PDFium put in itself."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(page, _index(page, at), box):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top


def _has_picture(page: pdfium.PdfPage) -> bool:
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(pictures), None) is not None


def _drafted(paragraphs: Sequence[Paragraph], pages: int, known: frozenset[str]) -> Drafted:
    draft, reached = Draft(), -1
    for paragraph in paragraphs:
        last: Line | None = None
        for line in paragraph.lines:
            if last is None:
                draft.block(paragraph.role)
            else:
                draft.add(joint(last, line, known))
            while reached < line.page:
                draft.page()
                reached += 1
            _add(draft, line)
            last = line
        if last is not None and last.broken:
            draft.add("-")
    for _ in range(reached + 1, pages):
        draft.page()
    # There are no characters to count in a PDF: the text as it was taken out is its own source.
    return replace(draft.done(), origin=OffsetMap())


def _add(draft: Draft, line: Line) -> None:
    done = 0
    for start, stop in line.marks:
        draft.add(line.text[done:start])
        draft.add(line.text[start:stop], role=Role.FOOTNOTE_MARK)
        done = stop
    draft.add(line.text[done:])


def _properties(file: pdfium.PdfDocument, metadata: Metadata) -> None:
    """What the file says about itself: title, author, day of creation, language."""
    properties: dict[str, str] = file.get_metadata_dict(skip_empty=True)
    title = properties.get("Title", "")
    if title and not _NO_TITLE.fullmatch(title.strip()):
        metadata.offer(Field.TITLE, title, Rank.PROPERTIES, "file properties: Title")
    metadata.offer(
        Field.AUTHOR, properties.get("Author"), Rank.PROPERTIES, "file properties: Author"
    )
    if created := _DATE.match(properties.get("CreationDate", "")):
        try:
            day = Moment.of(date(*map(int, created.groups())))
        except ValueError:
            metadata.warnings.append(f"Date refused (CreationDate): {created[0]} is no date.")
        else:
            metadata.offer(Field.DATE, day, Rank.PROPERTIES, "file properties: CreationDate")
    metadata.offer(Field.LANGUAGE, _language(file), Rank.PROPERTIES, "file properties: Lang")


def _language(file: pdfium.PdfDocument) -> str:
    size = raw.FPDFCatalog_GetLanguage(file, None, 0)
    if not 2 < size <= 64:
        return ""
    buffer: Any = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFCatalog_GetLanguage(file, pointer, size)
    return str(buffer.raw[: size - 2].decode("utf-16-le", "replace"))


def _numbers(pages: Sequence[int]) -> str:
    """``Page 3 is`` or ``Pages 3, 7-9 are``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    named = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"Page {named} is" if len(pages) == 1 else f"Pages {named} are"

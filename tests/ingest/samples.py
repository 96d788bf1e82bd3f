"""Small valid files of every binary format, made by code: what they hold is known to the letter."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842  # A4 in points


@dataclass(frozen=True)
class Line:
    """A line of text on a page: where its base line begins, in points from the lower left, and its size."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = "F1"


def column(
    lines: Sequence[str], *, top: float = 760, x: float = 72, size: float = 11
) -> list[Line]:
    """Lines below each other, single-spaced; an empty string leaves a gap of a line."""
    return [Line(x, top - i * size * 1.2, text, size) for i, text in enumerate(lines) if text]


def pdf(
    pages: Iterable[Sequence[Line]],
    *,
    info: Mapping[str, str] | None = None,
    locked: bool = False,
    compress: bool = False,
) -> bytes:
    """A PDF with a text layer. ``locked``: it asks for a password nobody has."""
    objects: list[bytes] = [b"", b"", _font("Helvetica"), _font("Helvetica-Bold")]
    kids = []
    for lines in pages:
        content = b"\n".join(map(_shown, lines))
        extra = b""
        if compress:
            content, extra = zlib.compress(content), b" /Filter /FlateDecode"
        objects.append(
            b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), extra, content)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b""
    if info:
        entries = b" ".join(b"/%s %s" % (k.encode(), _string(v)) for k, v in info.items())
        objects.append(b"<< %s >>" % entries)
        trailer += b" /Info %d 0 R" % len(objects)
    if locked:
        secret = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (secret, secret))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return pdf_of(objects, trailer)


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Number the objects from 1, add the table of offsets and the trailer; the first is the root."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _font(name: str) -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        % name.encode()
    )


def _shown(line: Line) -> bytes:
    return b"BT /%s %g Tf %g %g Td %s Tj ET" % (
        line.font.encode(),
        line.size,
        line.x,
        line.y,
        _string(line.text, "cp1252"),
    )


def _string(text: str, encoding: str = "") -> bytes:
    data = text.encode(encoding) if encoding else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<" + data.hex().encode() + b">"


def archive(members: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A ZIP archive of these members, in this order; those in ``stored`` uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), data, kind)
    return buffer.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

WORD_STYLES = {
    "Titel": ("Title", ""),
    "berschrift1": ("heading 1", ""),
    "Zitat": ("Quote", ""),
    "MeinZitat": ("My own quote", "Zitat"),
    "Funotentext": ("footnote text", ""),
}


def word_paragraph(words: str, *, style: str = "", raw: bool = False) -> str:
    """A paragraph of a Word file; ``raw``: ``words`` are runs of XML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = words if raw else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p>{properties}{inner}</w:p>"


def docx(
    body: str,
    *,
    notes: Mapping[int, str] | None = None,
    title: str = "",
    author: str = "",
    created: str = "",
    prolog: str = "",
) -> bytes:
    """A Word file with this body; ``notes`` are footnotes by their number."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{base}"/>' if base else "")
        + "</w:style>"
        for identity, (name, base) in WORD_STYLES.items()
    )
    footnotes = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>' + "".join(
        f'<w:footnote w:id="{number}">{word_paragraph(words, style="Funotentext")}</w:footnote>'
        for number, words in (notes or {}).items()
    )
    core = "".join(
        f"<{tag}>{value}</{tag}>"
        for tag, value in (
            ("dc:title", title),
            ("dc:creator", author),
            ("dcterms:created", created),
        )
        if value
    )
    space = f'xmlns:w="{W}"'
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/></Relationships>',
            "word/document.xml": f"{prolog}<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{_RELATION}/styles" Target="styles.xml"/>'
            f'<Relationship Id="b" Type="{_RELATION}/footnotes" Target="/word/footnotes.xml"/>'
            "</Relationships>",
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {space}>{footnotes}</w:footnotes>",
            "docProps/core.xml": "<cp:coreProperties"
            f' xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>',
        }
    )


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = (
    " ".join(
        f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("meta", "meta"),
            ("manifest", "manifest"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(
    body: str, *, meta: str = "", manifest: str = "", prolog: str = "", kind: str = "text"
) -> bytes:
    """An OpenDocument text with this body; ``P1`` is an automatic style made from ``Quotations``."""
    styles = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{prolog}<office:document-content {_ODF}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {_ODF}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF}>{manifest}</manifest:manifest>",
        },
        stored=["mimetype"],
    )


def epub(
    chapters: Mapping[str, str | bytes],
    *,
    meta: str = "",
    spine: Sequence[str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book with these chapters (name and XHTML body, or a whole file in bytes) and a contents page."""
    pages = {
        f"OEBPS/{name}": words
        if isinstance(words, bytes)
        else '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>not text</title></head><body>{words}</body></html>"
        for name, words in chapters.items()
    }
    items = "".join(
        f'<item id="c{i}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for i, name in enumerate(chapters)
    )
    order = list(chapters) if spine is None else spine
    refs = "".join(f'<itemref idref="c{list(chapters).index(name)}"/>' for name in order)
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xmlns:opf="http://www.idpf.org/2007/opf">{meta}</metadata>'
            f'<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f'{items}</manifest><spine><itemref idref="n"/>{refs}</spine></package>',
            "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>Contents</nav></body></html>',
            **pages,
            **(extra or {}),
        },
        stored=["mimetype"],
    )


def rss(
    items: str, *, channel: str = "<title>The Invented Gazette</title>", prolog: str = ""
) -> bytes:
    """An RSS 2.0 feed."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{channel}{items}</channel></rss>'
    ).encode()


def rss_item(title: str, words: str, *, more: str = "") -> str:
    """An entry whose words are HTML."""
    return (
        f"<item><title>{title}</title><description><![CDATA[{words}]]></description>{more}</item>"
    )


def atom(entries: str, *, prolog: str = "") -> bytes:
    """An Atom feed."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<feed xmlns="http://www.w3.org/2005/Atom"'
        f' xml:lang="en"><title>The Invented Herald</title><id>urn:x</id>{entries}</feed>'
    ).encode()

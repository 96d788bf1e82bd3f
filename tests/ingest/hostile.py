"""Over 200 files that are broken, cut off, wrongly named, huge once unpacked, or made to do harm.

Everything is made by code from fixed seeds, so that every run sees the same bytes. What a name begins
with says what is wrong with the file.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from .samples import (
    Line,
    archive,
    atom,
    column,
    docx,
    epub,
    odt,
    pdf,
    pdf_of,
    rss,
    rss_item,
    word_paragraph,
)

_WORDS = "The council of an invented town opposed the new law on rents. Its mayor supported it. "


def hostile_files() -> dict[str, bytes]:
    """All of them by file name; no two have the same bytes."""
    files: dict[str, bytes] = {}
    for part in (
        _cut_off,
        _flipped,
        _wrongly_named,
        _zip_bombs,
        _xml_bombs,
        _deep,
        _charsets,
        _front_matter,
        _pdf_tricks,
        _archive_tricks,
        _feeds,
        _long,
    ):
        for name, data in part():
            assert name not in files, name
            files[name] = data
    return files


def valid() -> dict[str, bytes]:
    """A sound file of each format, long enough to break in many places."""
    words = _WORDS * 20
    lines = [_WORDS.strip()] * 30
    return {
        "pdf": pdf([column(lines), column(lines)], info={"Title": "Rents"}, compress=True),
        "docx": docx(word_paragraph(words) * 5, notes={1: "A note."}, title="Rents"),
        "odt": odt(f"<text:p>{words}</text:p>" * 5, meta="<dc:title>Rents</dc:title>"),
        "epub": epub({"a.xhtml": f"<p>{words}</p>", "b.xhtml": f"<p>{words}</p>"}),
        "rss": rss(rss_item("Rents", f"<p>{words}</p>") * 5),
        "atom": atom(
            f"<entry><id>urn:1</id><title>Rents</title><summary>{words}</summary></entry>"
        ),
        "html": f"<!doctype html><html><head><title>Rents</title></head><body><article><h1>Rents</h1>"
        f"<p>{words}</p><p>{words}</p></article></body></html>".encode(),
        "md": f"---\ntitle: Rents\n---\n\n# Rents\n\n{words}\n\n> {words}\n\n* a\n* b\n".encode(),
    }


def _cut_off() -> Iterator[tuple[str, bytes]]:
    for suffix, data in valid().items():
        for percent in (1, 10, 35, 60, 85, 99):
            yield f"cut-{percent:02}.{suffix}", data[: len(data) * percent // 100]


def _flipped() -> Iterator[tuple[str, bytes]]:
    for suffix, data in valid().items():
        chance = random.Random(f"flip {suffix}")
        for number, share in enumerate((0.001, 0.01, 0.1, 0.5)):
            broken = bytearray(data)
            for _ in range(max(1, int(len(data) * share))):
                at = chance.randrange(8, len(broken))  # its first bytes still say what it is
                broken[at] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}.{suffix}", bytes(broken)
        middle = len(data) // 2
        yield f"holed.{suffix}", data[:middle] + bytes(200) + data[middle + 200 :]
        yield f"doubled.{suffix}", data + data
        yield f"noise-after.{suffix}", data + chance.randbytes(3000)


def _wrongly_named() -> Iterator[tuple[str, bytes]]:
    made = valid()
    chance = random.Random("names")
    for kind, suffix in (
        ("pdf", "txt"),
        ("pdf", "docx"),
        ("docx", "pdf"),
        ("docx", "txt"),
        ("odt", "docx"),
        ("epub", "odt"),
        ("html", "pdf"),
        ("html", "epub"),
        ("md", "docx"),
        ("md", "pdf"),
        ("md", "rss"),
        ("rss", "html"),
        ("atom", "txt"),
        ("html", "xml"),
    ):
        yield f"{kind}-named.{suffix}", made[kind] + b"\n"
    signatures = {
        "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
        "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        "elf": b"\x7fELF\x02\x01\x01" + bytes(9),
        "sqlite": b"SQLite format 3\x00\x10\x00\x01\x01",
        "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
        "mp4": b"\x00\x00\x00\x20ftypisom",
        "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
        "rtf": rb"{\rtf1\ansi Words.}",
        "postscript": b"%!PS-Adobe-3.0\n",
    }
    for name, signature in signatures.items():
        yield f"{name}-named.txt", signature + chance.randbytes(500)
        yield f"{name}-named.docx", signature + chance.randbytes(400)
    for suffix in ("txt", "md", "html", "pdf", "docx", "odt", "epub", "rss"):
        yield f"random.{suffix}", chance.randbytes(5000)
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\r\n  \n"
    yield "blank.html", b"<html><body>  </body></html>"


def _many(members: int, size: int) -> bytes:
    zeros = bytes(size)
    return archive({f"word/m{n}.xml": zeros for n in range(members)} | {"word/document.xml": zeros})


def _zip_bombs() -> Iterator[tuple[str, bytes]]:
    big = b"<w>" + b"A" * 80_000_000
    yield "bomb-flat.docx", archive({"word/document.xml": big, "_rels/.rels": "<a/>"})
    yield (
        "bomb-flat.odt",
        archive(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": big},
            stored=["mimetype"],
        ),
    )
    yield "bomb-flat.epub", epub({"a.xhtml": b"<p>" + b"B" * 80_000_000})
    yield "bomb-ratio.docx", archive({"word/document.xml": b"<w>" + b" " * 30_000_000})
    yield "bomb-many.docx", _many(60, 1_000_000)
    inner = _many(3, 3_000_000)
    for depth in range(4):
        inner = archive({f"level{depth}.zip": inner, "word/document.xml": inner[:100]})
        yield f"bomb-nested-{depth}.docx", inner
    yield (
        "bomb-entries.docx",
        archive({"word/document.xml": "<w/>"} | {f"{n}": "" for n in range(3000)}),
    )
    yield "bomb-overlapping.docx", _overlapping()
    yield "bomb-lying.docx", _lying()
    yield "bomb-page.pdf", pdf_of(_page_of(zlib.compress(b"BT (" + b"A" * 50_000_000 + b") Tj ET")))
    twice = zlib.compress(zlib.compress(bytes(80_000_000)))
    yield "bomb-twice.pdf", pdf_of(_page_of(twice, b"[/FlateDecode /FlateDecode]"))
    spaces = zlib.compress(b" " * 50_000_000)
    yield "bomb-spaces.pdf", pdf_of(_page_of(spaces))


def _overlapping() -> bytes:
    """Hundreds of members that all share one body (after D. Fifield, 2019, in its simplest form)."""
    body = zlib.compress(b"<w>" + b"A" * 1_000_000)[2:-4]
    crc = zlib.crc32(b"<w>" + b"A" * 1_000_000)
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(body), 1_000_003, 17, 0)
    out = head + b"word/document.xml" + body
    entries = b"".join(
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            crc,
            len(body),
            1_000_003,
            17,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + (b"word/document.xml" if not n else b"word/m%011d" % n)
        for n in range(50)
    )
    return (
        out + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 50, 50, len(entries), len(out), 0)
    )


def _lying() -> bytes:
    """Its list says 10 bytes, its body unpacks to millions."""
    data = bytearray(
        archive({"word/document.xml": b"<w>" + b"A" * 5_000_000, "_rels/.rels": "<a/>"})
    )
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(data)


_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)
_BLOWUP = f"<!DOCTYPE x [<!ENTITY a '{'B' * 50_000}'>]>"
_PARAMETERS = (
    "<!DOCTYPE x [<!ENTITY % p0 'x'><!ENTITY % p1 '%p0;%p0;'><!ENTITY % p2 '%p1;%p1;'> %p2;]>"
)
_SPY = "<!DOCTYPE x [<!ENTITY spy SYSTEM 'file:///etc/hostname'>]>"
_CALLER = "<!DOCTYPE x [<!ENTITY spy SYSTEM 'http://127.0.0.1:9/x'>]>"
_OUTSIDE = "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"


def _xml_bombs() -> Iterator[tuple[str, bytes]]:
    for name, prolog, use in (
        ("laughs", _LAUGHS, "&a9;"),
        ("blow-up", _BLOWUP, "&a;" * 2000),
        ("parameters", _PARAMETERS, "words"),
        ("spy", _SPY, "&spy;"),
        ("caller", _CALLER, "&spy;"),
        ("outside", _OUTSIDE, "words"),
    ):
        yield f"{name}.docx", docx(word_paragraph(use), prolog=prolog)
        yield f"{name}.odt", odt(f"<text:p>{use}</text:p>", prolog=prolog)
        page = (
            f'{prolog}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{use}</p></body></html>'
        )
        yield f"{name}.epub", epub({"a.xhtml": page.encode()})
        yield f"{name}.rss", rss(rss_item(use, "Words."), prolog=prolog)
        yield f"{name}.atom", atom(f"<entry><id>x</id><title>{use}</title></entry>", prolog=prolog)
        yield f"{name}.html", f"<?xml version='1.0'?>{page}".encode()


def _deep() -> Iterator[tuple[str, bytes]]:
    for depth in (300, 5_000, 100_000):
        opened, closed = "<div>" * depth, "</div>" * depth
        yield (
            f"deep-{depth}.html",
            f"<html><body>{opened}Deep words.{closed}</body></html>".encode(),
        )
        yield f"deep-{depth}.epub", epub({"a.xhtml": f"{opened}Deep words.{closed}"})
        yield f"deep-{depth}.rss", rss(rss_item("Deep", f"{opened}Deep words.{closed}"))
        nested = "<text:section>" * depth + "<text:p>Deep.</text:p>" + "</text:section>" * depth
        yield f"deep-{depth}.odt", odt(nested)
        control = "<w:sdt>" * depth + word_paragraph("Deep.") + "</w:sdt>" * depth
        yield f"deep-{depth}.docx", docx(control)
    for depth in (500, 20_000):
        yield f"deep-quotes-{depth}.md", b">" * depth + b" Deep words.\n"
        yield f"deep-brackets-{depth}.md", b"[" * depth + b"words" + b"](x)" * depth
        yield f"deep-stars-{depth}.md", b"*a **b " * depth
        yield f"deep-ticks-{depth}.md", b"".join(b"`" * (n % 50) + b"e " for n in range(depth))
    lists = "".join("  " * (n % 400) + "* a\n" for n in range(2000))
    yield "deep-lists.md", lists.encode()
    yield "deep-table.md", b"|" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n"
    names = " ".join(f'a{n}="{n}"' for n in range(5_000))
    yield "many-attributes.html", f"<html><body><p {names}>Words here.</p></body></html>".encode()
    yield "many-attributes.odt", odt(f"<text:p {names.replace('a', 'x')}>Words.</text:p>")
    yield "long-tag.html", b"<html><body><" + b"a" * 200_000 + b">Words here.</body></html>"
    yield "unclosed.html", b"<html><body>" + b"<p><b><i>words " * 20_000
    yield "comments.html", b"<html><body>" + b"<!-" * 60_000 + b"words</body></html>"
    yield "tables.html", b"<html><body>" + b"<table><tr><td>" * 2000 + b"words</body></html>"


def _charsets() -> Iterator[tuple[str, bytes]]:
    words = _WORDS * 3
    yield "nul.txt", words.encode().replace(b" ", b"\x00")
    yield "nul-few.txt", words.encode().replace(b"council", b"cou\x00ncil")
    yield (
        "nul.html",
        b"<html><body><p>" + words.encode().replace(b" ", b"\x00 ") + b"</p></body></html>",
    )
    yield "utf8-bad.txt", words.encode() + b"\xff\xfe\xc0\xaf\xed\xa0\x80 and so on"
    yield "utf8-overlong.txt", b"\xc0\xae\xc0\xae\xc0\xaf" * 50
    yield "utf8-cut.txt", (words + "é").encode()[:-1]
    yield "surrogates.txt", words.encode() + b"\xed\xa0\x80\xed\xb0\x80" * 20
    yield "utf16-odd.txt", b"\xff\xfe" + words.encode("utf-16-le") + b"x"
    yield "utf16-lone.txt", b"\xff\xfe" + words.encode("utf-16-le") + b"\x00\xd8a\x00"
    yield "utf16-no-mark.txt", words.encode("utf-16-le")
    yield "utf32.txt", b"\xff\xfe\x00\x00" + words.encode("utf-32-le")
    yield "utf32-bad.txt", b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 20
    yield "marks.txt", b"\xef\xbb\xbf" * 20 + words.encode()
    yield (
        "declared-wrongly.html",
        (
            b"<html><head><meta charset=utf-16></head><body><p>"
            + words.encode()
            + b"</p></body></html>"
        ),
    )
    yield (
        "declared-unknown.html",
        (
            b"<html><head><meta charset=klingon></head><body><p>"
            + words.encode()
            + b"</p></body></html>"
        ),
    )
    yield "declared-unknown.rss", rss(rss_item("Rents", words)).replace(b"utf-8", b"klingon")
    yield (
        "declared-rot13.html",
        (
            b"<html><head><meta charset=rot13></head><body><p>"
            + words.encode()
            + b"</p></body></html>"
        ),
    )
    yield "controls.txt", bytes(range(1, 32)) * 40
    yield "marks-stacked.txt", ("Z" + "\u0301" * 20_000).encode()
    yield "right-to-left.txt", ("\u202e\u2066\u2067" * 3000 + words).encode()
    yield "carriage.txt", b"\r" * 30_000 + words.encode()


def _front_matter() -> Iterator[tuple[str, bytes]]:
    def with_matter(yaml: str) -> bytes:
        return f"---\n{yaml}\n---\n\n{_WORDS}\n".encode()

    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    yield "yaml-aliases.md", with_matter(laughs + "title: *a11")
    yield "yaml-circle.md", with_matter("title: &a [*a]")
    yield "yaml-python.md", with_matter("title: !!python/object/apply:os.system ['echo harm']")
    yield "yaml-new.md", with_matter("title: !!python/name:os.system")
    yield "yaml-deep.md", with_matter("title: " + "[" * 5000 + "]" * 5000)
    yield "yaml-maps.md", with_matter("title: " + "{a: " * 2000 + "}" * 2000)
    yield "yaml-broken.md", with_matter("title: [unclosed\nauthor: 'never")
    yield "yaml-list.md", with_matter("- a\n- b")
    yield "yaml-scalar.md", with_matter("just words")
    yield "yaml-unclosed.md", f"---\ntitle: Rents\n\n{_WORDS}".encode()
    yield "yaml-tabs.md", with_matter("\ttitle: Rents")
    yield "yaml-number.md", with_matter("title: 1" + "0" * 5000)
    yield "yaml-sexagesimal.md", with_matter("date: " + ":".join(["59"] * 2000))
    yield "yaml-date.md", with_matter("date: 9999-99-99\ntitle: Rents")
    yield "yaml-future.md", with_matter("date: 9998-01-01")
    yield "yaml-before.md", with_matter("date: 0001-01-01")
    yield "yaml-long.md", with_matter("title: " + "x" * 100_000)
    yield "yaml-keys.md", with_matter("\n".join(f"k{n}: {n}" for n in range(5000)))
    yield "yaml-merge.md", with_matter("a: &a {title: Rents}\nb: {<<: [*a, *a], <<: *a}")
    yield "yaml-binary.md", with_matter("title: !!binary |\n  " + "/" * 400)


def _page_of(content: bytes, filters: bytes = b"/FlateDecode") -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


def _pdf_tricks() -> Iterator[tuple[str, bytes]]:
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    yield "password.pdf", pdf([column([_WORDS])], locked=True)
    yield "circle.pdf", pdf_of([catalog, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])
    yield (
        "circle-long.pdf",
        pdf_of(
            [
                catalog,
                b"<< /Type /Pages /Count 9 /Kids [3 0 R 3 0 R] >>",
                b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>",
            ]
        ),
    )
    for count in (b"100000", b"2000000000", b"-1", b"99999999999999999999", b"/x"):
        name = count.decode().strip("/-")[:12]
        yield (
            f"pages-{name}.pdf",
            pdf_of([catalog, b"<< /Type /Pages /Count %s /Kids [] >>" % count]),
        )
    yield "no-catalog.pdf", pdf_of([b"<< /Type /Nothing >>"])
    yield "no-objects.pdf", b"%PDF-1.7\n%%EOF\n"
    yield "head-only.pdf", b"%PDF-"
    yield "prefix.pdf", b"junk " * 100 + pdf([column([_WORDS])])
    yield "no-table.pdf", pdf([column([_WORDS])]).split(b"xref\n")[0]
    yield "table-wrong.pdf", pdf([column([_WORDS])]).replace(b"0000000", b"7777777")
    yield "start-wrong.pdf", pdf([column([_WORDS])]).replace(b"startxref\n", b"startxref\n9")
    length = pdf_of(_page_of(b"BT (x) Tj ET", b"[]"))
    yield "length-wrong.pdf", length.replace(b"/Length 12", b"/Length 99999999")
    yield "length-itself.pdf", length.replace(b"/Length 12", b"/Length 4 0 R")
    yield "garbage-page.pdf", pdf_of(_page_of(random.Random("page").randbytes(5000)))
    deep = b"q " * 200_000
    yield "deep-states.pdf", pdf_of(_page_of(zlib.compress(deep)))
    yield "deep-arrays.pdf", pdf_of(_page_of(zlib.compress(b"[" * 100_000 + b"] TJ")))
    yield "deep-objects.pdf", pdf_of([catalog, b"[" * 50_000 + b"]" * 50_000])
    form = b"q /X Do /X Do Q"
    objects = _page_of(form, b"[]")
    objects[2] = objects[2].replace(b"/Font << /F1 5 0 R >>", b"/XObject << /X 6 0 R >>")
    objects.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 15"
        b" /Resources << /XObject << /X 6 0 R >> >> >>\nstream\nq /X Do /X Do Q\nendstream"
    )
    yield "form-in-itself.pdf", pdf_of(objects)
    script = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        *_page_of(zlib.compress(b"BT /F1 11 Tf 72 700 Td (Words.) Tj ET"))[1:],
    ]
    yield "script.pdf", pdf_of(script)
    launch = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>",
        *_page_of(zlib.compress(b"BT /F1 11 Tf 72 700 Td (Words!) Tj ET"))[1:],
    ]
    yield "launch.pdf", pdf_of(launch)
    yield (
        "sizes.pdf",
        pdf([[Line(72, 700, "huge", 1e9), Line(1e12, -1e12, "far", 1e-9), Line(0, 0, "nil", 0)]]),
    )
    yield "many-lines.pdf", pdf([[Line(n % 500, n % 800, "w", 1) for n in range(20_000)]])
    yield (
        "dates.pdf",
        pdf([column([_WORDS])], info={"CreationDate": "D:00000000", "Title": "\x00" * 500}),
    )
    yield "title-long.pdf", pdf([column([_WORDS])], info={"Title": "T" * 200_000})


def _archive_tricks() -> Iterator[tuple[str, bytes]]:
    sound = docx(word_paragraph(_WORDS))
    yield "path-up.docx", _renamed(sound, {"word/document.xml": "../../../word/document.xml"})
    yield "path-root.docx", _renamed(sound, {"word/document.xml": "/etc/word/document.xml"})
    yield "path-drive.docx", _renamed(sound, {"word/document.xml": "C:\\word\\document.xml"})
    yield "path-nul.docx", sound.replace(b"word/styles.xml", b"word/\x00tyles.xml")
    yield "path-long.docx", _renamed(sound, {"word/styles.xml": "word/" + "a/" * 20_000 + "x"})
    yield "path-twice.docx", _twice()
    yield (
        "target-up.docx",
        _replaced(sound, "_rels/.rels", b"word/document.xml", b"../../../etc/passwd"),
    )
    yield (
        "target-web.docx",
        _replaced(sound, "_rels/.rels", b"word/document.xml", b"http://127.0.0.1:9/"),
    )
    yield "locked.docx", sound.replace(b"PK\1\2\x14\x03\x14\x00\x00", b"PK\1\2\x14\x03\x14\x00\x01")
    yield "method.docx", sound.replace(b"\x08\x00", b"\x63\x00")
    yield "comment.docx", sound + b"x" * 70_000
    yield "no-document.docx", archive({"[Content_Types].xml": "<a/>", "word/media/a.png": "x"})
    yield "empty-parts.docx", archive(dict.fromkeys(("_rels/.rels", "word/document.xml"), ""))
    yield (
        "styles-circle.docx",
        _replaced(sound, "word/styles.xml", b'w:val="Zitat"', b'w:val="MeinZitat"'),
    )
    yield "plain-zip.zip", archive({"a.txt": _WORDS})
    yield "plain-zip.txt", archive({"b.txt": _WORDS})
    yield "nothing.zip", archive({})
    yield "mimetype-only.epub", archive({"mimetype": "application/epub+zip"}, stored=["mimetype"])
    yield (
        "mimetype-only.odt",
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}, stored=["mimetype"]),
    )
    book = epub({"a.xhtml": f"<p>{_WORDS}</p>"})
    yield (
        "package-up.epub",
        _replaced(book, "META-INF/container.xml", b"OEBPS/book.opf", b"../../../../etc/passwd"),
    )
    yield (
        "chapter-up.epub",
        _replaced(book, "OEBPS/book.opf", b"a.xhtml", b"../../../../etc/passwd"),
    )
    yield "chapter-web.epub", _replaced(book, "OEBPS/book.opf", b"a.xhtml", b"http://127.0.0.1:9/")
    locked = (
        '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        '<EncryptionMethod Algorithm="x"/></EncryptedData></encryption>'
    )
    yield "locked.epub", epub({"a.xhtml": "x"}, extra={"META-INF/encryption.xml": locked})
    yield "locked.odt", odt("<text:p>x</text:p>", manifest="<manifest:encryption-data/>")
    yield "spaces.odt", odt('<text:p>a<text:s text:c="999999999"/>b</text:p>')
    yield "sheet.odt", odt("", kind="spreadsheet")


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


def _renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    return archive({names.get(name, name): body for name, body in _members(data).items()})


def _replaced(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    members = _members(data)
    assert old in members[member]
    members[member] = members[member].replace(old, new)
    return archive(members, stored=["mimetype"])


def _twice() -> bytes:
    """Two members of one name; nobody warns of it here."""
    members = _members(docx(word_paragraph(_WORDS)))
    members["word/documemt.xml"] = members["word/document.xml"].replace(b"opposed", b"supported")
    return archive(members).replace(b"word/documemt.xml", b"word/document.xml")


def _feeds() -> Iterator[tuple[str, bytes]]:
    item = rss_item("Rents", _WORDS)
    yield "entries.rss", rss(item * 3000)
    yield "no-entries.rss", rss("")
    yield "no-words.rss", rss(rss_item("", ""))
    yield (
        "date.rss",
        rss(rss_item("Rents", _WORDS, more="<pubDate>99 Foo 99999 99:99:99</pubDate>")),
    )
    yield "date-long.rss", rss(rss_item("Rents", _WORDS, more=f"<pubDate>{'9' * 50_000}</pubDate>"))
    yield "cdata.rss", rss(item).replace(b"]]>", b"")
    yield "no-end.rss", b"<?xml version='1.0'?><rss><channel>" + b"<item><title>Rents" * 500
    yield "script.rss", rss(rss_item("Rents", "<script>while(1);</script><p>Words.</p>"))
    yield "nested.rss", rss("<item>" * 2000 + "<title>Deep</title>" + "</item>" * 2000)
    yield "self.xml", b"<?xml version='1.0'?><opml><body/></opml>"
    yield "xml-only.xml", b"<?xml version='1.0'?>"
    yield "words.rss", _WORDS.encode()


def _long() -> Iterator[tuple[str, bytes]]:
    yield "line.txt", b"word " * 60_000
    yield "line-no-space.txt", b"x" * 300_000
    yield "lines.txt", b"\n" * 200_000 + b"words"
    yield "letters.txt", b"a\n" * 100_000
    yield "over-bytes.txt", b"words " * 400_000
    yield "stops.txt", b"." * 200_000 + b" End of it."
    yield "quotes.txt", "“".encode() * 60_000 + b"words"
    yield "brackets.txt", b"[1] " * 50_000
    yield "links.txt", b"https://example.org/a " * 8_000
    yield "keys.txt", b"Key: value\n" * 15_000
    yield "page.html", b"<html><body>" + b"<p>" + _WORDS.encode() * 4000 + b"</p></body></html>"
    yield (
        "paragraphs.html",
        b"<html><body>" + (b"<p>" + _WORDS.encode() + b"</p>") * 4000 + b"</body></html>",
    )
    yield (
        "scripts.html",
        b"<html><body>" + b"<script>let a = '<p>';</script>" * 8000 + b"</body></html>",
    )
    yield (
        "data.html",
        b"<html><body><img src='data:image/png;base64," + b"A" * 900_000 + b"'></body></html>",
    )
    yield (
        "json.html",
        (
            b'<html><head><script type="application/ld+json">'
            + b"[" * 100_000
            + b"</script></head><body><p>"
            + _WORDS.encode() * 4
            + b"</p></body></html>"
        ),
    )

from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.reader import FORMATS, Limits, format_of, load


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Hello.", "a.txt", "plain"),
        (b"Hello.", "a", "plain"),
        (b"# Hello", "a.md", "markdown"),
        (b"<!DOCTYPE html><p>Hello", "a.txt", "html"),
        (b"\xef\xbb\xbf <html>", "a", "html"),
        ("<html><p>Hello".encode("utf-16"), "a.txt", "html"),
        (b"<!-- saved --><html>", "a.txt", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "a.xhtml", "html"),
        (b'<?xml version="1.0"?><rss version="2.0">', "a.txt", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a.xml", "feed"),
        (b"junk %PDF-1.7", "a.txt", "pdf"),
        (b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/epub+zip", "a.zip", "epub"),
        (b"PK\x03\x04" + b"0" * 30 + b"word/document.xml", "a.bin", "docx"),
        (b"RIFF is how the band calls it.", "a.txt", "plain"),
    ],
)
def test_the_bytes_tell_the_format(data: bytes, name: str, expected: str) -> None:
    assert format_of(data, name).name == expected


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"", "a.txt", "is empty"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "looks like a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.txt", "looks like a JPEG image"),
        (b"PK\x03\x04" + b"0" * 60, "a.txt", "looks like a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old Office file"),
        (b"{\\rtf1 Hello}", "a.rtf", "Rich Text"),
        (b"\x00\x00\x00\x18ftypmp42", "a.txt", "film"),
        (b"Hello", "a.pdf", "does not begin like one"),
        (b'<?xml version="1.0"?><invoice/>', "a.xml", "neither a feed nor a web page"),
    ],
)
def test_what_no_reader_reads_is_refused_by_what_it_looks_like(
    data: bytes, name: str, found: str
) -> None:
    with pytest.raises(IngestError, match=found):
        format_of(data, name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_reader_of_its_name(name: str) -> None:
    reader = load(name)
    assert (reader.name, reader.suffixes, reader.media_types) == (
        name,
        FORMATS[name].suffixes,
        FORMATS[name].media_types,
    )


def test_an_unknown_reader_is_refused_with_the_known_ones() -> None:
    with pytest.raises(IngestError, match="plain, markdown"):
        load("word")


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(IngestError, match="max_bytes"):
        Limits(max_bytes=0)

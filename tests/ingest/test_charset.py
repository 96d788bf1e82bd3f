from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.charset import decode

GERMAN = "Die Übergröße der Straße ist für die Bürger ärgerlich, sagte der Bürgermeister.\n" * 5
PERSIAN = "شهرداری می‌گوید که بودجهٔ سال آینده تصویب شد.\n" * 5


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_charset(charset: str) -> None:
    found = decode(PERSIAN.encode(charset), name="a.txt")
    assert (found.text, found.how) == (PERSIAN, "byte order mark")


def test_utf_8_needs_no_declaration() -> None:
    assert decode(PERSIAN.encode(), name="a.txt").charset == "utf-8"


def test_the_bytes_are_believed_before_a_wrong_declaration() -> None:
    found = decode(PERSIAN.encode(), name="a.html", declared="ascii")
    assert (found.text, found.charset) == (PERSIAN, "utf-8")


def test_a_declared_charset_is_used() -> None:
    found = decode(PERSIAN.encode("cp1256", "ignore"), name="a.html", declared="windows-1256")
    assert found.how == "declared"


def test_an_unknown_declaration_is_left() -> None:
    assert decode(GERMAN.encode(), name="a.html", declared="x-klingon").charset == "utf-8"


def test_western_european_bytes_are_recognized() -> None:
    found = decode(GERMAN.encode("latin-1"), name="a.txt")
    assert (found.text, found.charset) == (GERMAN, "cp1252")


def test_utf_16_without_a_mark_is_recognized() -> None:
    assert decode(GERMAN.encode("utf-16-le"), name="a.txt").text == GERMAN


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\xfea\x00b", "says it is UTF-16-LE"),
        (bytes(range(256)) * 8, "binary file"),
        (b"\x00" * 100, "binary file"),
        (b"abc\x01\x02\x03\x04", "control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, found: str) -> None:
    with pytest.raises(IngestError, match=found):
        decode(data, name="a.txt")

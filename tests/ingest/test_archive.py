"""ZIP archives and XML within limits."""

from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.archive import Archive, parse_xml
from dissensus.ingest.reader import Limits

from .samples import archive


def opened(members: dict[str, str | bytes], **limits: int) -> Archive:
    return Archive(archive(members), "a.zip", limits=Limits(**limits))


def test_a_member_is_unpacked_as_it_was_packed() -> None:
    assert opened({"a": b"\x00words"}).read("a") == b"\x00words"


def test_a_missing_member_is_named() -> None:
    with pytest.raises(IngestError, match=r"a\.zip has no b, which it needs"):
        opened({"a": "x"}).read("b")


def test_an_optional_member_may_be_missing() -> None:
    assert opened({"a": "x"}).optional_xml("b") is None


def test_too_many_members_are_refused() -> None:
    with pytest.raises(IngestError, match="holds 3 files; 2 are allowed"):
        opened({"a": "", "b": "", "c": ""}, max_entries=2)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(IngestError, match="unpacks to 2,000 bytes; 1,999 are allowed"):
        opened({"a": bytes(1000), "b": bytes(1000)}, max_expanded_bytes=1999)


def test_a_ratio_no_text_has_is_refused() -> None:
    with pytest.raises(IngestError, match="looks like a ZIP bomb"):
        opened({"a": bytes(20_000_000)})


def test_a_long_plain_text_is_no_bomb() -> None:
    words = b"".join(b"Word %d of a long text. " % n for n in range(400_000))
    assert opened({"a": words}).read("a") == words


@pytest.mark.parametrize(
    ("base", "target", "member"),
    [
        ("", "word/document.xml", "word/document.xml"),
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("OEBPS/text/a.xhtml", "../b.xhtml", "OEBPS/b.xhtml"),
    ],
)
def test_targets_are_found_from_where_they_are_written(base: str, target: str, member: str) -> None:
    assert Archive.path(base, target) == member


def test_xml_at_the_depth_limit_is_read_and_below_it_refused() -> None:
    assert parse_xml(b"<a><b><c/></b></a>", "x", limits=Limits(max_depth=3)).tag == "a"
    with pytest.raises(IngestError, match="more than 2 deep"):
        parse_xml(b"<a><b><c/></b></a>", "x", limits=Limits(max_depth=2))


def test_a_document_type_from_elsewhere_is_not_loaded() -> None:
    data = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>words</a>'
    assert parse_xml(data, "x", limits=Limits()).text == "words"

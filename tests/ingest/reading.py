"""Short words for the tests of readers."""

from __future__ import annotations

from importlib import import_module

from dissensus.errors import IngestError
from dissensus.ingest.reader import FORMATS, Limits, Reader
from dissensus.model.document import Document, Role, Source


def read_all(kind: str, data: bytes, **limits: float) -> list[Document]:
    """What the reader of that name makes of ``data``, in this process."""
    reader: Reader = import_module(f"dissensus.ingest.{kind}").READER
    name = f"sample{FORMATS[kind].suffixes[0]}"
    source = Source(name, "0" * 64, len(data), "")
    return list(reader.read(data, source, limits=Limits(**limits)))  # type: ignore[arg-type]


def read_one(kind: str, data: bytes, **limits: float) -> Document:
    """The one document of ``data``."""
    (document,) = read_all(kind, data, **limits)
    return document


def refusal(kind: str, data: bytes, **limits: float) -> IngestError:
    """The error with which the reader refuses ``data``."""
    try:
        documents = read_all(kind, data, **limits)
    except IngestError as error:
        return error
    raise AssertionError(f"read as {documents[0].text[:200]!r}")


def of_role(document: Document, role: Role) -> list[str]:
    """The words that have this role."""
    return [region.span.of(document.text) for region in document.regions if region.role is role]


def evidence(document: Document) -> dict[str, str]:
    """Where each field was found."""
    assert document.provenance is not None
    return dict(document.provenance.evidence)


def warnings(document: Document) -> tuple[str, ...]:
    """What the reader warned of."""
    assert document.provenance is not None
    return document.provenance.warnings

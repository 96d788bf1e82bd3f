"""Reading invented texts in one step."""

from __future__ import annotations

from dissensus.ingest.reader import Limits, sniff
from dissensus.model.document import Document, Role, Source


def document(
    text: str | bytes, name: str = "text.txt", *, limits: Limits | None = None
) -> Document:
    """Read one document with the reader its bytes ask for, in this process."""
    data = text.encode() if isinstance(text, str) else text
    source = Source(name, "0" * 64, len(data), "")
    (found,) = sniff(data, name).read(data, source, limits=limits or Limits())
    return found


def words(found: Document, role: Role) -> list[str]:
    """The words of all regions of one role."""
    return [region.span.of(found.text) for region in found.regions if region.role is role]


def evidence(found: Document) -> dict[str, str]:
    """Where each field was found."""
    assert found.provenance is not None
    return dict(found.provenance.evidence)


def warnings(found: Document) -> tuple[str, ...]:
    """What the reader had to say."""
    assert found.provenance is not None
    return found.provenance.warnings

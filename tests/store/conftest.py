"""Projects to try things on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event

from dissensus.exchange.codebook import parse_codebook
from dissensus.model.document import Document, Provenance, Source
from dissensus.model.moment import Moment
from dissensus.project import Project, create
from dissensus.store.connect import Store

CODEBOOK = """
title: A small debate
entities:
  relation_kind: [supports, opposes]
  actor:
    - {name: Party A, aliases: [A], attributes: {type: party}}
    - {name: Party B, aliases: [B], attributes: {type: party}}
    - {name: Ms. Ames, attributes: {type: person, affiliation: Party A}}
  concept:
    - {name: Toll, definition: There should be a toll.}
    - {name: Bridge, definition: There should be a bridge.}
"""


def a_document(text: str, *, location: str = "", title: str = "", date: str = "") -> Document:
    """A document as a reader would yield it."""
    import hashlib
    from datetime import UTC, datetime

    data = text.encode()
    provenance = Provenance(
        source=Source(
            location=location or f"{title or 'text'}.txt",
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            media_type="text/plain",
            charset="utf-8",
        ),
        reader="plain",
        reader_version="1",
        read_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    return Document(
        text=text,
        title=title,
        date=Moment.parse(date) if date else None,
        language="en",
        provenance=provenance,
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create(tmp_path / "debate.dissensus", parse_codebook(CODEBOOK), coder="ann") as made:
        yield made


@dataclass
class Steps:
    """How many steps SQLite took, counted by the hundred: what a query costs without a clock."""

    number: int = 0


@contextmanager
def steps_of(store: Store) -> Iterator[Steps]:
    """Count what SQLite does for a store."""
    steps = Steps()

    def count() -> None:
        steps.number += 100

    def begin(raw: sqlite3.Connection, *_: object) -> None:
        raw.set_progress_handler(count, 100)

    event.listen(store.engine, "checkout", begin)
    try:
        yield steps
    finally:
        event.remove(store.engine, "checkout", begin)

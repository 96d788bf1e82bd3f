"""Which projects is the workbench measured on? ``book``, ``archive``, ``network_of``: invented, seeded

A *book* is one text of 2 million characters with 10,000 overlapping statements; an *archive* has 100,000
articles with 1,000,000 statements, written by 1,000 organizations and 5,000 persons on 300 concepts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Final

from benchmarks.invented_texts import WORDS
from dissensus.model.codebook import POSITION, Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.project import create

__all__ = ["SOURCES", "archive", "book", "codebook", "network_of"]

ORGANIZATIONS: Final = 1_000
PERSONS: Final = 5_000
CONCEPTS: Final = 300
SOURCES: Final = tuple(f"The {name} Gazette" for name in ("East", "West", "North", "South", "Town"))
_AT_ONCE: Final = 5_000  # texts in one act
_WORD_WEIGHTS: Final = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def book(path: Path, *, characters: int = 2_000_000, statements: int = 10_000) -> str:
    """Make a project of one long text; returns the identity of the text."""
    rng = random.Random(1)
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(_sentence(rng) for _ in range(5))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    document = Document(text=text, title="An invented book", language="en")
    spans = []
    for _ in range(statements):  # starts anywhere, so that they overlap and lie in each other
        start = rng.randrange(len(text) - 800)
        start = text.rfind(" ", 0, start) + 1
        stop = text.find(" ", start + rng.choice((20, 60, 120, 400, 700)))
        spans.append(Span(start, stop))
    with create(path, codebook(), coder="benchmark") as project:
        project.add([document], list(_coded(rng, document, spans)), summary="a book")
    return document.id


def archive(path: Path, *, texts: int = 100_000, statements: int = 1_000_000) -> None:
    """Make a project of many texts with the same number of statements each."""
    rng = random.Random(2)
    each = statements // texts
    with create(path, codebook(), coder="benchmark") as project:
        for first in range(0, texts, _AT_ONCE):
            documents = [_article(rng, n, each) for n in range(first, min(first + _AT_ONCE, texts))]
            drafts = [
                draft
                for document in documents
                for draft in _coded(rng, document, _sentences(document.text)[:each])
            ]
            project.add(documents, drafts, summary="invented")


def network_of(path: Path, *, actors: int = 1_000, statements: int = 20_000) -> None:
    """Make a project whose network has so many actors: each of them states something."""
    rng = random.Random(3)
    with create(path, codebook(organizations=actors), coder="benchmark") as project:
        documents = [_article(rng, n, 10) for n in range(statements // 10)]
        drafts = []
        for n, document in enumerate(documents):
            coded = _coded(rng, document, _sentences(document.text)[:10])
            for i, draft in enumerate(coded):
                values = {**draft.values, "organization": f"Organization {(n * 10 + i) % actors}"}
                drafts.append(
                    Statement(
                        document_id=draft.document_id,
                        span=draft.span,
                        quotation=draft.quotation,
                        statement_type=draft.statement_type,
                        values=values,
                        coder="",
                        created=draft.created,
                    )
                )
        project.add(documents, drafts, summary="invented")


def codebook(*, organizations: int = ORGANIZATIONS) -> Codebook:
    """Make the built-in statement types with invented actors and concepts."""
    names = [f"Organization {n}" for n in range(organizations)]
    names += [f"Person {n}" for n in range(PERSONS)]
    entities = [Entity(kind="actor", name=name) for name in names]
    entities += [
        Entity(kind="concept", name=f"Concept {n}", definition=f"Matter {n} should be settled.")
        for n in range(CONCEPTS)
    ]
    return Codebook(statement_types=built_in_types(), entities=tuple(entities))


def _article(rng: random.Random, number: int, sentences: int) -> Document:
    day = f"{rng.randrange(2010, 2024)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return Document(
        text="\n\n".join(_sentence(rng) for _ in range(sentences)),
        title=f"{_sentence(rng)[:50]} {number}",
        language="en",
        source=rng.choice(SOURCES),
        date=Moment.parse(day),
    )


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, cum_weights=_WORD_WEIGHTS, k=rng.randint(8, 24))
    return f"{' '.join(words).capitalize()}."


def _sentences(text: str) -> list[Span]:
    spans, at = [], 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return spans


def _coded(rng: random.Random, document: Document, spans: list[Span]) -> Iterator[Statement]:
    now = datetime.now(UTC)
    for span in spans:
        yield Statement(
            document_id=document.id,
            span=span,
            quotation=span.of(document.text),
            statement_type=POSITION,
            values={
                "person": f"Person {min(int(rng.paretovariate(0.6)), PERSONS) - 1}",
                "organization": f"Organization {min(int(rng.paretovariate(0.7)), ORGANIZATIONS) - 1}",
                "concept": f"Concept {min(int(rng.paretovariate(0.8)), CONCEPTS) - 1}",
                "agreement": rng.random() < 0.6,
            },
            coder="",
            created=now,
        )

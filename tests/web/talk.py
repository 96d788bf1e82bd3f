"""A small invented debate on trams and fares, whose numbers can be counted on paper.

Five texts, the last without a date. A and B agree on both concepts, C is opposed to both of them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.model.value import Value
from dissensus.project import Project, create

__all__ = ["SAID", "talk"]

TRAM, FARES = "Build the tram", "Lower the fares"
# Text, date, outlet, and who says what there: organization, concept, agreement.
SAID: Final[tuple[tuple[str, str, str, tuple[tuple[str, str, bool], ...]], ...]] = (
    (
        "one",
        "2024-01-10",
        "Herald",
        (("A", TRAM, True), ("B", TRAM, True), ("C", TRAM, False)),
    ),
    ("two", "2024-01-20", "Herald", (("A", FARES, False), ("B", FARES, False))),
    ("three", "2024-03-05", "Post", (("C", FARES, True), ("A", TRAM, True))),
    ("four", "2024-03-06", "Post", (("C", TRAM, False), ("C", TRAM, False))),
    ("five", "", "Post", (("B", TRAM, True),)),
)


def talk(folder: Path) -> Project:
    """Make the project: ten positions, a relation, and two dated events."""
    entities = (
        *(
            Entity(kind="actor", name=name, attributes=(Attribute("type", kind),))
            for name, kind in (("A", "party"), ("B", "union"), ("C", "party"))
        ),
        *(Entity(kind="concept", name=name) for name in (TRAM, FARES)),
    )
    codebook = Codebook(title="Talk", statement_types=built_in_types(), entities=entities)
    project = create(folder / "talk.dissensus", codebook, coder="ann")
    texts: list[Document] = []
    drafts: list[Statement] = []
    for title, date, outlet, said in SAID:
        words = [f"{a} {'wants' if yes else 'opposes'}: {c}." for a, c, yes in said]
        more = ["A blames C.", "The strike began."] if title == "one" else []
        text = Document(
            text=" ".join([*words, *more]),
            title=title,
            source=outlet,
            date=Moment.parse(date) if date else None,
        )
        texts.append(text)
        for quotation, (a, c, yes) in zip(words, said, strict=True):
            values: dict[str, Value] = {"organization": a, "concept": c, "agreement": yes}
            drafts.append(_draft(text, quotation, "position", values, after=drafts))
        if more:
            acts: dict[str, Value] = {"source": "A", "target": "C", "sign": -1}
            drafts.append(_draft(text, more[0], "relation", acts, after=drafts))
            for day in ("2024-02-01", "2023"):
                began: dict[str, Value] = {
                    "what": f"The strike of {day}",
                    "date": Moment.parse(day),
                }
                drafts.append(_draft(text, more[1], "event", began, after=drafts))
    project.add(texts, drafts, summary="the talk")
    return project


def _draft(
    text: Document,
    quotation: str,
    kind: str,
    values: dict[str, Value],
    *,
    after: list[Statement],
) -> Statement:
    """Code the words where they stand; the second of two equal sentences at its own place."""
    same = [s for s in after if s.document_id == text.id and s.quotation == quotation]
    begin = same[-1].span.stop if same and kind == "position" else 0
    start = text.text.index(quotation, begin)
    return Statement(
        document_id=text.id,
        span=Span(start, start + len(quotation)),
        quotation=quotation,
        statement_type=kind,
        values=values,
        coder="",
        created=datetime(2024, 4, 1, tzinfo=UTC),
    )

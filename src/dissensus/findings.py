"""What do the statements add up to? ``gather``: event lists and documents to the findings a report shows"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import polars as pl

from dissensus.analysis.coalitions import coalitions
from dissensus.analysis.congruence import congruence
from dissensus.analysis.relations import relations
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.events import STATEMENT, EventList
from dissensus.exchange.codebook import dump_codebook
from dissensus.model.codebook import (
    EVENT,
    FIGURE,
    POSITION,
    RELATION,
    Codebook,
    DataType,
    StatementType,
    Variable,
)
from dissensus.model.document import Document, text_hash
from dissensus.model.network import Network, Projection
from dissensus.report.content import ACTOR, STANCE, Findings, Making, Rejection
from dissensus.report.page import write
from dissensus.store import codebooks, documents, rejections, statements, suggestions
from dissensus.store.connect import Store

__all__ = ["gather", "report"]

# What a statement type must have to be shown as a position, a relation, a figure or an event.
_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    POSITION: ("concept", "agreement"),
    RELATION: ("source", "target", "sign"),
    FIGURE: ("what", "value"),
    EVENT: ("what", "date"),
}


def gather(
    documents: Iterable[Document],
    events: Mapping[str, EventList],
    codebook: Codebook,
    *,
    made: datetime,
    title: str = "",
    note: str = "",
    seed: int = 0,
    runs: int = 100,
    codebook_hash: str = "",
    rejected: Sequence[Rejection] = (),
    waiting: int = 0,
    commands: Sequence[str] = (),
    options: Mapping[str, str] | None = None,
) -> Findings:
    """Build the networks and coalitions, and put them together with what they rest on.

    ``events`` maps a statement type's name to its event list. A type is shown as a position, relation, figure
    or event if it has that name, or else that form's variables; statements of other types are only
    counted. An actor is the organization a position names, or the person where it names none. Each position
    of an actor on a concept counts once in the networks, and so does what near-duplicate texts tell. ``made`` is when the
    report is made, in UTC.
    Cost: that of the networks, and ``runs`` Leiden runs.
    """
    forms = _forms(events)
    shown = {id(found) for found in forms.values()}
    positions = _positions(forms[POSITION]) if POSITION in forms else None
    shared, opposed = _networks(positions)
    told = _told(forms.get(RELATION))
    tied = shared is not None and shared.matrix.nnz > 0
    return Findings(
        title=title or codebook.title or "Who stands where",
        note=note,
        documents=tuple(documents),
        entities=codebook.entities,
        positions=positions,
        relations=forms.get(RELATION),
        figures=forms.get(FIGURE),
        events=forms.get(EVENT),
        congruence=shared,
        conflict=opposed,
        told=told,
        coalitions=coalitions(shared, seed=seed, runs=runs) if tied and shared else None,
        making=Making(
            made=made,
            version=version("dissensus"),
            codebook=codebook.title,
            codebook_hash=codebook_hash,
            options={
                "actors": "the organization a position names, else the person",
                "ties": "each position of an actor on a concept counts once",
                "coalitions": f"Leiden communities, {runs} runs, seed {seed}",
                "copies": "statements that near-duplicate texts share count once in the networks",
                **(options or {}),
            },
            rejected=tuple(rejected),
            waiting=waiting,
            not_shown={
                name: len(found)
                for name, found in events.items()
                if id(found) not in shown and len(found)
            },
            commands=tuple(commands),
        ),
    )


def report(
    store: Store,
    path: str | Path,
    *,
    events: Mapping[str, EventList],
    title: str = "",
    seed: int = 0,
    options: Mapping[str, str] | None = None,
) -> Findings:
    """Write the report on a project, given its event lists, and return what it shows.

    Statements whose words changed in a new version stand on no current text; they are left out, and the
    report says how many. ``options`` are told under "How this was made".
    """
    with store.read() as connection:
        book = codebooks.load(connection)
        texts = list(documents.load(connection))
        rejected = [Rejection(*row) for row in rejections.rejected(connection)]
        flagged = statements.flagged(connection)
        waiting = [s.id for s in suggestions.queue(connection, book)]
    shown = {name: e.filter(~pl.col(STATEMENT).is_in(flagged)) for name, e in events.items()}
    told = dict(options or {})
    if flagged:
        told["left out"] = f"{len(flagged)} statements whose words changed since"
    findings = gather(
        texts,
        shown,
        book,
        made=datetime.now(UTC),
        title=title,
        seed=seed,
        codebook_hash=text_hash(dump_codebook(book)),
        rejected=rejected,
        waiting=len(set(waiting).difference(*(e.frame[STATEMENT] for e in events.values()))),
        options=told,
    )
    write(findings, path)
    return findings


def _forms(events: Mapping[str, EventList]) -> dict[str, EventList]:
    """Find the event list for each form: by name, else the first other that has the variables."""
    forms: dict[str, EventList] = {}
    for form, needed in _FORMS.items():
        named = [events[form]] if form in events else []
        others = [found for name, found in events.items() if name not in _FORMS]
        for found in (*named, *others):
            kind = found.statement_type
            speaks = form != POSITION or kind.has("person") or kind.has("organization")
            if kind.has(*needed) and speaks:
                forms[form] = found
                break
    return forms


def _positions(events: EventList) -> EventList:
    """Add who speaks and on which side: the columns ``ACTOR`` and ``STANCE``."""
    kind = events.statement_type
    speakers = [name for name in ("organization", "person") if kind.has(name)]
    qualifier = kind.variable("agreement")
    frame = events.frame.with_columns(
        pl.coalesce(pl.col(name).cast(pl.String).replace("", None) for name in speakers).alias(
            ACTOR
        ),
        _stance(qualifier).alias(STANCE),
    )
    added = (
        Variable(
            name=ACTOR, data_type=DataType.ENTITY, entities=kind.variable(speakers[0]).entities
        ),
        Variable(name=STANCE, data_type=DataType.INTEGER, values=(-1, 0, 1)),
    )
    with_them: StatementType = replace(kind, variables=(*kind.variables, *added))
    return EventList(frame, with_them)


def _stance(qualifier: Variable) -> pl.Expr:
    """Return 1, 0 or -1: a yes or no as it is, a number by the side of its scale's middle it lies on."""
    column = pl.col(qualifier.name)
    if qualifier.data_type is DataType.BOOLEAN:
        return pl.when(column.is_null()).then(0).when(column).then(1).otherwise(-1).cast(pl.Int64)
    numbers = [value for value in qualifier.values if isinstance(value, int | float)]
    middle = (min(numbers) + max(numbers)) / 2 if numbers else 0.0
    return (column.cast(pl.Float64, strict=False).fill_null(middle) - middle).sign().cast(pl.Int64)


def _told(events: EventList | None) -> Network | None:
    if events is None or not len(events):
        return None
    return relations(
        events,
        kind="kind" if events.statement_type.has("kind") else None,
        duplicates=Counting.GROUP,
    )


def _networks(positions: EventList | None) -> tuple[Network | None, Network | None]:
    """Return who shares positions and who is opposed; only statements that take a side count."""
    if positions is None:
        return None, None
    sided = positions.filter(
        pl.col(ACTOR).is_not_null(), pl.col("concept").is_not_null(), pl.col(STANCE) != 0
    )
    if not len(sided):
        return None, None

    def project(kind: Projection) -> Network:
        return congruence(
            sided,
            actors=ACTOR,
            concepts="concept",
            qualifier=STANCE,
            kind=kind,
            duplicates=Duplicates.ACROSS_RANGE,
        )

    return project(Projection.CONGRUENCE), project(Projection.CONFLICT)

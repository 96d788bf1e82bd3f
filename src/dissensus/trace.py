"""Where does that come from? ``trace`` a statement to its bytes, ``behind`` a tie to its statements"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from dissensus.errors import NotFound
from dissensus.events import STATEMENT, EventList
from dissensus.model.codebook import Codebook, DataType
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.model.suggestion import Suggestion
from dissensus.store import chronicle, documents, history, statements, suggestions
from dissensus.store.chronicle import ActRow
from dissensus.store.connect import Store
from dissensus.text.sentences import sentences

__all__ = ["Trace", "behind", "neighbors", "trace"]


@dataclass(frozen=True, slots=True)
class Trace:
    """A statement with all that is behind it.

    ``before`` and ``after`` are the neighboring sentences; ``document`` is in the version the statement
    stands on; ``source_span`` counts characters of the text as it was read; ``page`` is from 1.
    """

    statement: Statement
    document: Document
    before: str
    after: str
    source_span: Span
    page: int | None
    suggestion: Suggestion | None
    history: tuple[ActRow, ...]


def trace(store: Store, statement_id: str, codebook: Codebook) -> Trace:
    """Follow one statement back. Cost: O(length of its document).

    A suggestion that waits for a decision is followed like the row it is in an event list: its coder is the
    suggester, and nobody has reviewed it.
    """
    with store.read() as connection:
        suggestion = None
        proposed = history.rows_by_id(connection, "suggestion", [statement_id]).get(statement_id)
        if proposed:
            suggestion = suggestions.by_id(connection, statement_id, codebook)
            statement = _seen_as_statement(suggestion, proposed["created"])
        else:
            statement = statements.get(connection, statement_id, codebook)
            if statement.suggestion_id:
                suggestion = suggestions.by_id(connection, statement.suggestion_id, codebook)
        document = documents.get(connection, statement.document_id, version=statement.version)
    acts = tuple(act for act, _ in chronicle.row_history(store, statement.id))
    before, after = neighbors(document, statement.span)
    return Trace(
        statement=statement,
        document=document,
        before=before,
        after=after,
        source_span=document.origin.source_span(statement.span),
        page=document.page_of(statement.span.start),
        suggestion=suggestion,
        history=acts,
    )


def _seen_as_statement(suggestion: Suggestion, created: str) -> Statement:
    return Statement(
        id=suggestion.id,
        document_id=suggestion.document_id,
        version=suggestion.version,
        span=suggestion.span,
        quotation=suggestion.quotation,
        statement_type=suggestion.statement_type,
        values=suggestion.values,
        coder=suggestion.evidence.suggester,
        created=datetime.fromisoformat(created),
        voices=suggestion.voices,
        reviewed=False,
        score=suggestion.score,
    )


def neighbors(document: Document, span: Span) -> tuple[str, str]:
    """Return the sentence before a span and the one after it, in their words."""
    text = document.text
    cut = sentences(text, language=document.language or "en", regions=document.regions)
    before = [s for s in cut if s.stop <= span.start]
    after = [s for s in cut if s.start >= span.stop]
    return before[-1].of(text) if before else "", after[0].of(text) if after else ""


def behind(
    events: Mapping[str, EventList], codebook: Codebook, a: str, b: str
) -> list[tuple[str, list[str]]]:
    """Return the statements behind a tie, under a heading each: (heading, identities).

    ``a`` and ``b`` are names or aliases. An actor and a concept: what the actor says on it. Two actors:
    what is told of the one towards the other, and their positions on each concept that both speak on.
    Cost: O(statements).
    """
    first, second = _entity(codebook, a), _entity(codebook, b)
    found: list[tuple[str, list[str]]] = []
    shared: dict[str, tuple[list[str], list[str]]] = {}
    for name, listed in events.items():
        naming = [v.name for v in listed.statement_type.variables if v.data_type is DataType.ENTITY]
        if not naming:  # a figure, an event: nobody is named in it
            continue
        rows = listed.frame.select(STATEMENT, *naming)
        both = rows.filter(_any(naming, first), _any(naming, second))
        if both.height:
            found.append((f"{name}: {first} and {second}", both[STATEMENT].to_list()))
        elif listed.statement_type.has("concept"):
            speaking = [v for v in naming if v != "concept"]
            for side, who in enumerate((first, second)):
                theirs = rows.filter(_any(speaking, who), pl.col("concept").is_not_null())
                for statement, concept in theirs.select(STATEMENT, "concept").iter_rows():
                    shared.setdefault(concept, ([], []))[side].append(statement)
    for concept, (ours, theirs_) in sorted(shared.items()):
        if ours and theirs_:
            found.append((concept, ours + theirs_))
    return found


def _any(columns: list[str], name: str) -> pl.Expr:
    if not columns:  # figures and events name nobody
        return pl.lit(value=False)
    return pl.any_horizontal((pl.col(c) == name).fill_null(value=False) for c in columns)


def _entity(codebook: Codebook, wording: str) -> str:
    for fits in (str.__eq__, lambda a, b: a.casefold() == b.casefold()):
        for entity in codebook.entities:
            if any(fits(wording, w) for w in entity.wordings):
                return entity.name
    raise NotFound(
        f"Nobody and nothing is called {wording!r} here.",
        remedy="`dissensus codebook show` lists the names.",
    )

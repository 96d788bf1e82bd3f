"""Where does that come from? ``Trace``: from a statement back to its words, text, bytes and history"""

from __future__ import annotations

from dataclasses import dataclass

from dissensus.model.codebook import Codebook
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.model.suggestion import Suggestion
from dissensus.store import documents, history, statements, suggestions
from dissensus.store.connect import Store
from dissensus.store.history import ActRow
from dissensus.text.sentences import sentences

__all__ = ["Trace", "neighbors", "trace"]


@dataclass(frozen=True, slots=True)
class Trace:
    """A statement with all that is behind it.

    ``before`` and ``after`` are the neighbouring sentences; ``document`` is in the version the statement
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
    """Follow one statement back. Cost: O(length of its document)."""
    with store.read() as connection:
        statement = statements.get(connection, statement_id, codebook)
        document = documents.get(connection, statement.document_id, version=statement.version)
        suggestion = (
            suggestions.by_id(connection, statement.suggestion_id, codebook)
            if statement.suggestion_id
            else None
        )
    span = statement.span
    before, after = neighbors(document, span)
    return Trace(
        statement=statement,
        document=document,
        before=before,
        after=after,
        source_span=document.origin.source_span(span),
        page=document.page_of(span.start),
        suggestion=suggestion,
        history=tuple(act for act, _ in history.row_history(store, statement.id)),
    )


def neighbors(document: Document, span: Span) -> tuple[str, str]:
    """Return the sentence before a span and the one after it, in their words."""
    text = document.text
    cut = sentences(text, language=document.language or "en", regions=document.regions)
    before = [s for s in cut if s.stop <= span.start]
    after = [s for s in cut if s.start >= span.stop]
    return before[-1].of(text) if before else "", after[0].of(text) if after else ""

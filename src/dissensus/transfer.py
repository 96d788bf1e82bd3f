"""How do tables and networks come and go? ``export``, ``write``, ``drafts_of``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from dissensus.events import STATEMENT, EventList
from dissensus.exchange.codebook import dump_codebook
from dissensus.exchange.corpus_tables import write_documents, write_events
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.networks import write_network
from dissensus.exchange.statements import Import
from dissensus.model.document import Document, text_hash
from dissensus.model.network import Network, TieStatements
from dissensus.model.statement import Statement
from dissensus.store import codebooks, versions
from dissensus.store.connect import Store

__all__ = ["described", "drafts_of", "export", "write"]


Result = Network | EventList | Sequence[Document]


def export(store: Store, result: Result, path: str | Path) -> Path:
    """Write a result of a project, with a manifest that knows the codebook and the texts behind it."""
    made = described(result)
    with store.read() as connection:
        book = dump_codebook(codebooks.load(connection))
        texts = versions.texts_of(connection, set(made.statements)) | dict(made.documents)
    known = replace(made, project=store.identity, codebook_hash=text_hash(book), documents=texts)
    return write(result, path, manifest=known)


def write(result: Result, path: str | Path, *, manifest: Manifest) -> Path:
    """Write a network, an event list or documents; the suffix names the format.

    Networks: .csv, .edges.csv, .graphml, .gexf. Event lists and documents: .csv, .jsonl, .parquet.
    Raises ``ExchangeError`` for another suffix or a folder that can't be written.
    """
    if isinstance(result, Network):
        return write_network(result, path, manifest=manifest)
    if isinstance(result, EventList):
        return write_events(result, path, manifest=manifest)
    return write_documents(result, path, manifest=manifest)


def described(result: Result) -> Manifest:
    """Say what a result is made of, as far as it knows itself."""
    made = Manifest(version=version("dissensus"), created=datetime.now(UTC))
    if isinstance(result, Network):
        behind = result.behind
        named = behind.everything() if isinstance(behind, TieStatements) else ()
        return replace(
            made,
            options=dict(result.options),
            statements=tuple(named),
            unreviewed=result.unreviewed,
        )
    if isinstance(result, EventList):
        return replace(
            made,
            options={"statement type": result.statement_type.name},
            statements=tuple(result.frame[STATEMENT].to_list()),
            unreviewed=result.unreviewed,
        )
    return replace(made, documents={d.id: text_hash(d.text) for d in result})


def drafts_of(found: Import) -> list[Statement]:
    """Return the statements of an import, without a coder yet."""
    now = datetime.now(UTC)
    return [
        Statement(
            document_id=draft.document_id,
            span=draft.span,
            quotation=draft.quotation,
            statement_type=draft.statement_type,
            values=draft.values,
            coder="",
            created=now,
        )
        for draft in found.statements
    ]

"""How do tables and networks come and go? ``bring_in``, ``export``, ``write``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, runtime_checkable

import polars as pl

from dissensus.events import EventList
from dissensus.exchange.codebook import dump_codebook
from dissensus.exchange.corpus_tables import write_documents, write_events
from dissensus.exchange.manifest import Manifest, manifest_of
from dissensus.exchange.mapping import ColumnMapping
from dissensus.exchange.networks import write_network
from dissensus.exchange.own_tables import OwnTable, read_own_table
from dissensus.exchange.slices import write_slices
from dissensus.exchange.statements import Import, Refused, import_statements
from dissensus.exchange.tables import write_table
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.document import Document, text_hash
from dissensus.model.network import Network, TieStatements
from dissensus.model.statement import Statement, Voice
from dissensus.store import codebooks, coders, copies, documents, history, statements, versions
from dissensus.store.connect import Store
from dissensus.store.entities import Names
from dissensus.store.history import Act, rows_by_id

__all__ = [
    "ImportReport",
    "Tabular",
    "add",
    "bring_in",
    "described",
    "export",
    "export_slices",
    "manifest_in",
    "write",
]


@runtime_checkable
class Tabular(Protocol):
    """A result that leaves as a table: ideal points, a series over time, ...

    ``options`` say how it was made (among them the seed, if any); ``everything`` names its statements.
    """

    @property
    def options(self) -> Mapping[str, str]:
        """How it was made."""
        ...

    @property
    def unreviewed(self) -> int:
        """How many of its statements no person has reviewed."""
        ...

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements in it."""
        ...

    def to_polars(self) -> pl.DataFrame:
        """Return it as a table."""
        ...


Result = Network | EventList | Sequence[Document] | Tabular


def export(store: Store, result: Result, path: str | Path) -> Path:
    """Write a result of a project, with a manifest that knows the codebook and the texts behind it."""
    voices = None
    if isinstance(result, EventList):
        with store.read() as connection:
            voices = statements.voices_of(connection)
    return write(result, path, manifest=manifest_in(store, result), voices=voices)


def export_slices(
    store: Store, networks: Iterable[Network], path: str | Path, *, behind: EventList, form: str
) -> Path:
    """Write networks over time, made of the statements ``behind``, as they come; see ``write_slices``."""
    return write_slices(networks, path, manifest=manifest_in(store, behind), form=form)


def manifest_in(store: Store, result: Result) -> Manifest:
    """Say what a result of a project is made of, with its codebook and texts."""
    made = described(result)
    with store.read() as connection:
        book = dump_codebook(codebooks.load(connection))
        texts = versions.texts_of(connection, set(made.statements)) | dict(made.documents)
    return replace(made, project=store.identity, codebook_hash=text_hash(book), documents=texts)


def write(
    result: Result,
    path: str | Path,
    *,
    manifest: Manifest,
    voices: Mapping[str, Sequence[Voice]] | None = None,
) -> Path:
    """Write a network, an event list, documents or a table; the suffix names the format.

    Networks: .graphml, .gexf, .net, .paj, .dl, .csv, .edges.csv, .parquet. Others: .csv, .tsv, .jsonl, .parquet.
    Raises ``ExchangeError`` for another suffix or a folder that can't be written.
    """
    if isinstance(result, Network):
        return write_network(result, path, manifest=manifest)
    if isinstance(result, EventList):
        return write_events(result, path, manifest=manifest, voices=voices)
    if isinstance(result, Tabular):
        return write_table(result.to_polars(), path, manifest=manifest)
    return write_documents(result, path, manifest=manifest)


def described(result: Result) -> Manifest:
    """Say what a result is made of, as far as it knows itself."""
    made = Manifest(version=version("dissensus"), created=datetime.now(UTC))
    if isinstance(result, Network):
        behind = result.behind
        named = behind.everything() if isinstance(behind, TieStatements) else ()
        return replace(
            made,
            options={**result.options, **_period(result)},
            statements=tuple(named),
            unreviewed=result.unreviewed,
        )
    if isinstance(result, EventList):
        options = {"statement type": result.statement_type.name}
        return manifest_of(result, version=made.version, created=made.created, options=options)
    if isinstance(result, Tabular):
        seed = result.options.get("seed", "")
        return replace(
            made,
            options=dict(result.options),
            statements=tuple(result.everything()),
            unreviewed=result.unreviewed,
            seed=int(seed) if seed.isdecimal() else None,
        )
    return replace(made, documents={d.id: text_hash(d.text) for d in result})


def _period(network: Network) -> dict[str, str]:
    moments = {"since": network.since, "until": network.until, "middle": network.middle}
    return {name: str(moment) for name, moment in moments.items() if moment is not None}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table's rows: how many came in, were there already, or were refused and why.

    ``run`` is the run of its act, so that work which belongs to it can be undone with it.
    """

    documents: int = 0
    statements: int = 0
    known: int = 0
    refused: tuple[Refused, ...] = ()
    run: str = ""


def bring_in(
    store: Store,
    path: str | Path,
    *,
    coder: tuple[str, str],
    mapping: ColumnMapping | None = None,
    statement_type: str = "",
) -> ImportReport:
    """Import a table as one act: by ``mapping``, or, without one, a table that ``export`` wrote.

    Of our own tables, identities, coders and voices come back as they were; what is there already is left as it
    is; a statement whose quotation does not stand at its span is refused. Cost: O(bytes).
    """
    report = _brought_in(store, path, coder, mapping, statement_type)
    if report.documents:
        copies.group(store, coder=coder, run=report.run)
    return report


def _brought_in(
    store: Store,
    path: str | Path,
    coder: tuple[str, str],
    mapping: ColumnMapping | None,
    statement_type: str,
) -> ImportReport:
    with store.read() as connection:
        book = codebooks.load(connection)
    if mapping is None:
        own = read_own_table(path, codebook=book, statement_type=statement_type)
    else:
        found = import_statements(path, mapping=mapping, codebook=book)
    with history.begin(store, "import", Path(path).name, coder=coder) as act:
        book = codebooks.load(act.connection)
        if mapping is None:
            return _take_back(act, own, book)
        texts, coded = _new(act, found.documents, _stated(found, coder[0]), book)
        add(act, texts, coded, book)
        return ImportReport(
            documents=len(texts),
            statements=len(coded),
            known=len(found.documents) + len(found.statements) - len(texts) - len(coded),
            refused=found.refused,
            run=act.run,
        )


def _new(
    act: Act, texts: Sequence[Document], coded: Sequence[Statement], codebook: Codebook
) -> tuple[list[Document], list[Statement]]:
    """Leave out what came from the very same table before: its texts, and equal statements on them.

    So another mapping adds its statements to the texts that are there.
    """
    sources = {d.id: d.provenance.source for d in texts if d.provenance is not None}
    there = documents.known(act.connection, sources.values()).bytes
    same: dict[str, tuple[str, int]] = {}
    for d in texts:
        source = sources.get(d.id)
        known = there.get((source.sha256, source.part)) if source else None
        if known is not None and known[2] == text_hash(d.text):
            same[d.id] = (known[0], known[1])
    names = Names.of(codebook.entities)

    def content(statement: Statement) -> tuple[object, ...]:
        return _content(statement, names, codebook.statement_type(statement.statement_type))

    present = {
        content(s)
        for document_id, _ in same.values()
        for s in statements.of_document(act.connection, document_id, codebook)
    }
    moved = [
        replace(s, document_id=same[s.document_id][0], version=same[s.document_id][1])
        if s.document_id in same
        else s
        for s in coded
    ]
    return (
        [d for d in texts if d.id not in same],
        [s for s in moved if content(s) not in present],
    )


def _content(statement: Statement, names: Names, kind: StatementType) -> tuple[object, ...]:
    """What two equal statements have in common; an alias means its entity."""
    values = dict(statement.values)
    for variable in kind.variables:
        if variable.data_type is DataType.ENTITY and variable.name in values:
            known = names.find(variable.entities, str(values[variable.name]))
            values[variable.name] = names.by_id.get(known or "", str(values[variable.name]))
    told = tuple(sorted((name, str(value)) for name, value in values.items()))
    return statement.document_id, statement.span, kind.name, told


def add(
    act: Act, texts: Sequence[Document], coded: Sequence[Statement], codebook: Codebook
) -> None:
    """Store documents and statements about them."""
    documents.add(act, texts)
    statements.add(act, coded, codebook)


def _take_back(act: Act, own: OwnTable, codebook: Codebook) -> ImportReport:
    refused = list(own.refused)
    present = rows_by_id(act.connection, "document", [d.id for _, d in own.documents])
    hashes = versions.hashes_of(act.connection, list(present))
    texts = []
    for row, document in own.documents:
        if document.id not in present:
            texts.append(document)
        elif text_hash(document.text) not in hashes[document.id]:
            refused.append(Refused(row, f"the document {document.id} has another text here"))
    there = rows_by_id(act.connection, "statement", [s.id for _, s in own.statements])
    new = [(row, s) for row, s in own.statements if s.id not in there]
    sound = _standing(act, new, refused)
    names = coders.identities(act, {s.coder for s in sound if s.coder})
    add(act, texts, [replace(s, coder=names.get(s.coder, act.coder_id)) for s in sound], codebook)
    offered = len(own.documents) + len(own.statements) + len(own.refused)
    return ImportReport(
        documents=len(texts),
        statements=len(sound),
        known=offered - len(texts) - len(sound) - len(refused),
        refused=tuple(sorted(refused, key=lambda r: r.row)),
        run=act.run,
    )


def _standing(
    act: Act, rows: Sequence[tuple[int, Statement]], refused: list[Refused]
) -> list[Statement]:
    """Keep the statements that quote a document of the project, in its current version."""
    by_document: dict[str, list[tuple[int, Statement]]] = {}
    for row, statement in rows:
        by_document.setdefault(statement.document_id, []).append((row, statement))
    sound: list[Statement] = []
    for document in documents.load(act.connection, list(by_document)):
        for row, s in by_document.pop(document.id):
            if document.text[s.span.start : s.span.stop] == s.quotation:
                sound.append(replace(s, version=document.version))
            else:
                reason = f"{s.span} of its document does not read {s.quotation[:60]!r}"
                refused.append(Refused(row, reason))
    for missing, left in by_document.items():
        reason = f"the document {missing} is not in this project; import the documents first"
        refused += [Refused(row, reason) for row, _ in left]
    return sound


def _stated(found: Import, coder: str) -> list[Statement]:
    now = datetime.now(UTC)
    return [
        Statement(
            document_id=draft.document_id,
            span=draft.span,
            quotation=draft.quotation,
            statement_type=draft.statement_type,
            values=draft.values,
            coder=coder,
            created=now,
        )
        for draft in found.statements
    ]

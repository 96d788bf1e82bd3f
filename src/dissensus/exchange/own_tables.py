"""How do tables that Dissensus wrote come back? ``read_own_table``: documents and statements, identities kept"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from dissensus import events
from dissensus.errors import DissensusError, ExchangeError
from dissensus.exchange.corpus_tables import VOICE_CHAIN
from dissensus.exchange.statements import Refused
from dissensus.exchange.tables import Table, TableLimits, read_table
from dissensus.model.codebook import Codebook, StatementType
from dissensus.model.document import Document, Provenance, Region, Role, Source, text_hash
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap, Span
from dissensus.model.statement import Statement, Voice, VoiceKind

__all__ = ["OwnTable", "read_own_table"]

_Row = Mapping[str, str | None]
_T = TypeVar("_T")
_DOCUMENTS: Final = frozenset({"id", "text", "text_sha256"})
_STATEMENTS: Final = frozenset(
    {events.STATEMENT, events.DOCUMENT, events.START, events.STOP, events.QUOTATION}
)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """What a table held: documents or statements, each with its row, counted from 1.

    ``coder`` of a statement is a name. That a statement's document is there, and that its span reads as its
    quotation, is for whoever has the texts to see.
    """

    documents: tuple[tuple[int, Document], ...] = ()
    statements: tuple[tuple[int, Statement], ...] = ()
    refused: tuple[Refused, ...] = ()


def read_own_table(
    path: str | Path,
    *,
    codebook: Codebook,
    statement_type: str = "",
    limits: TableLimits | None = None,
) -> OwnTable:
    """Read a table that ``write_documents`` or ``write_events`` made, recognized by its columns.

    The statement type is the one that has the table's variables, unless ``statement_type`` names it. Rows that
    can't be what they say (a text that does not have its hash, a value its variable does not take) are refused
    with the reason. Raises ``ExchangeError`` where the table is none of ours, or no statement type, or more
    than one, has its variables. Cost: O(bytes), all in memory.
    """
    table = read_table(path, limits=limits)
    columns = set(table.frame.columns)
    if not columns:  # JSON Lines of nothing
        return OwnTable()
    if columns >= _STATEMENTS:
        kind = _type_of(path, columns, codebook, statement_type)
        named = {c: c for c in (v.name for v in kind.variables) if c in columns}

        def statement(row: _Row) -> Statement:
            return _statement(row, kind, named)

        statements, refused = _each(table, statement)
        return OwnTable(statements=statements, refused=refused)
    if columns >= _DOCUMENTS:
        documents, refused = _each(table, _document)
        return OwnTable(documents=documents, refused=refused)
    raise ExchangeError(
        f"{path} is no table that `dissensus export` wrote: it has the columns "
        f"{', '.join(table.frame.columns)}.",
        remedy="Say what its columns mean with --mapping.",
    )


def _each(
    table: Table, read: Callable[[_Row], _T]
) -> tuple[tuple[tuple[int, _T], ...], tuple[Refused, ...]]:
    found: list[tuple[int, _T]] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for number, row in enumerate(table.frame.iter_rows(named=True), start=1):
        identity = row.get(events.STATEMENT) or row.get("id") or ""
        if not identity or identity in seen:
            what = f"the identity {identity} a second time" if identity else "no identity"
            refused.append(Refused(number, what))
            continue
        seen.add(identity)
        try:
            found.append((number, read(row)))
        except (DissensusError, ValueError, TypeError, KeyError) as error:
            reason = error.found if isinstance(error, DissensusError) else str(error)
            refused.append(Refused(number, reason))
    return tuple(found), tuple(refused)


def _type_of(
    path: str | Path, columns: Collection[str], codebook: Codebook, name: str
) -> StatementType:
    known = {VOICE_CHAIN, *events.COLUMNS}
    variables = {c for c in columns if c not in known}
    fitting = [
        t
        for t in codebook.statement_types
        if {v.name for v in t.variables} == variables and name in ("", t.name)
    ]
    if len(fitting) == 1:
        return fitting[0]
    having = f"has the variables {', '.join(sorted(variables)) or '(none)'}"
    if fitting:
        raise ExchangeError(
            f"{path} {having}, and so do the statement types "
            f"{', '.join(t.name for t in fitting)} of this project.",
            remedy="Name the statement type with --what.",
        )
    whose = f"the statement type {name!r}" if name else "no statement type"
    raise ExchangeError(
        f"{path} {having}; {whose} of this project has just these.",
        remedy="Import the codebook first, or say what the columns mean with --mapping.",
    )


def _statement(row: _Row, kind: StatementType, variables: Mapping[str, str]) -> Statement:
    score = row.get(events.SCORE)
    return Statement(
        id=row[events.STATEMENT] or "",
        document_id=row[events.DOCUMENT] or "",
        span=Span(int(row[events.START] or 0), int(row[events.STOP] or 0)),
        quotation=row[events.QUOTATION] or "",
        statement_type=kind.name,
        values=kind.checked({name: row[name] for name in variables}),
        coder=row.get(events.CODER) or "",
        created=datetime.now(UTC),
        voices=tuple(Voice(n, VoiceKind(k)) for n, k in json.loads(row.get(VOICE_CHAIN) or "[]")),
        reviewed=row.get(events.REVIEWED) != "false",
        score=float(score) if score else None,
    )


def _document(row: _Row) -> Document:
    text = row["text"] or ""
    if text_hash(text) != row["text_sha256"]:
        raise ExchangeError("the text does not have its hash: it was changed after the export")
    date = row.get("date")
    layout = json.loads(row.get("layout") or "{}")
    return Document(
        id=row["id"] or "",
        text=text,
        title=row.get("title") or "",
        author=row.get("author") or "",
        source=row.get("source") or "",
        section=row.get("section") or "",
        type=row.get("type") or "",
        language=row.get("language") or "",
        notes=row.get("notes") or "",
        group=row.get("group") or "",
        date=Moment.parse(date) if date else None,
        quotation_only=row.get("quotation_only") == "true",
        provenance=_provenance(row),
        regions=tuple(Region(Span(a, b), Role(role)) for a, b, role in layout.get("regions", ())),
        pages=tuple(layout.get("pages", ())),
        origin=OffsetMap(tuple(layout.get("here", (0,))), tuple(layout.get("there", (0,)))),
    )


def _provenance(row: _Row) -> Provenance | None:
    read_at = row.get("read_at")
    if not read_at:
        return None
    return Provenance(
        source=Source(
            location=row["location"] or "",
            sha256=row["source_sha256"] or "",
            size=int(row["source_size"] or 0),
            media_type=row["media_type"] or "",
            charset=row["charset"] or "",
            part=row["part"] or "",
        ),
        reader=row["reader"] or "",
        reader_version=row["reader_version"] or "",
        read_at=datetime.fromisoformat(read_at),
        evidence=json.loads(row.get("evidence") or "{}"),
        warnings=tuple(json.loads(row.get("warnings") or "[]")),
    )

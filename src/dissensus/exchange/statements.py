"""How do coded statements come in from a table? ``import_statements``: documents, and drafts that quote them"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Final

from dissensus.errors import ExchangeError, NotFound
from dissensus.exchange.mapping import LIST, ColumnMapping, VariableColumn
from dissensus.exchange.tables import TableLimits, read_table
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.document import Document, Provenance, Source
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.text.canonical import canonicalize
from dissensus.text.language import detect

__all__ = ["DraftStatement", "Import", "Refused", "import_statements"]

_MEDIA_TYPES: Final = {
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".tsv": "text/tab-separated-values",
}
_BETWEEN: Final = "\n\n"
_MOST_PER_ROW: Final = 1_000
_Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """A statement to be: everything but its coder and its identity.

    ``document_id`` is that of a document of the same import; ``row`` the row of the table, from 1.
    """

    document_id: str
    span: Span
    quotation: str
    statement_type: str
    values: Mapping[str, Value]
    row: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that gave no statement, or not all it says, and why; rows count from 1, without the header."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Import:
    """What a table held."""

    documents: tuple[Document, ...]
    statements: tuple[DraftStatement, ...]
    refused: tuple[Refused, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """The rows of one document, as they come."""

    first: _Row
    rows: list[tuple[int, _Row, str]] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)


def import_statements(
    path: str | Path,
    *,
    mapping: ColumnMapping,
    codebook: Codebook,
    limits: TableLimits | None = None,
) -> Import:
    """Read a table of coded statements.

    Rows of the same document (by ``mapping.document.id``; without it, each row is one) are put together.
    With a column for the text, that is the document's text and the quotation must stand in it: at
    ``start`` and ``stop``, or else exactly once. Without, the document is *quotation-only*: its text is its
    quotations in the order of the rows, with a blank line between, equal neighbors once, and every span is
    exact. A cell that is split gives a statement for each of its parts; with several such cells, for
    each combination. Metadata come from the document's first row that has them; where rows give different dates,
    the earliest is taken and a note says so. A mapping without a quotation column brings documents only.

    Nothing is dropped silently: rows and values that can't be read are ``refused`` with a reason. Raises
    ``ExchangeError`` where the mapping does not fit the table or the codebook. Cost: O(bytes + statements).
    """
    if not mapping.quotation and not mapping.document.text:
        raise ExchangeError(
            "The mapping names neither a column of quotations nor one of texts.",
            remedy="Give quotation, or document with text.",
        )
    statement_type = _checked_type(mapping, codebook) if mapping.quotation else None
    frame = read_table(path, limits=limits).frame
    missing = [name for name in mapping.columns() if name not in frame.columns]
    if missing:
        raise ExchangeError(
            f"{path} has no column {', '.join(map(repr, missing))}.",
            remedy=f"It has: {', '.join(frame.columns)}.",
        )
    read = _provenance(Path(path))
    refused: list[Refused] = []
    rows = frame.select(mapping.columns()).iter_rows(named=True)
    documents: list[Document] = []
    drafts: list[DraftStatement] = []
    for gathered in _by_document(rows, mapping, refused):
        document, spans = _document(gathered, mapping, refused)
        if document is None:
            continue
        part = f"row {gathered.rows[0][0]}"
        document = replace(
            document, provenance=replace(read, source=replace(read.source, part=part))
        )
        documents.append(document)
        for (number, row, quotation), span in zip(gathered.rows, spans, strict=True):
            if span is None or statement_type is None:
                continue
            drafts.extend(
                DraftStatement(
                    document_id=document.id,
                    span=span,
                    quotation=quotation,
                    statement_type=statement_type.name,
                    values=values,
                    row=number,
                )
                for values in _coded(number, row, mapping, statement_type, refused)
            )
    return Import(tuple(documents), tuple(drafts), tuple(sorted(refused, key=lambda r: r.row)))


def _provenance(path: Path) -> Provenance:
    """Say which bytes the table was, so that the same table is not imported twice."""
    data = path.read_bytes()
    return Provenance(
        source=Source(
            location=path.as_posix(),
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            media_type=_MEDIA_TYPES.get(path.suffix.lower(), "text/csv"),
        ),
        reader="table",
        reader_version=f"dissensus table {version('dissensus')}",
        read_at=datetime.now(UTC),
    )


def _checked_type(mapping: ColumnMapping, codebook: Codebook) -> StatementType:
    try:
        statement_type = codebook.statement_type(mapping.statement_type)
        for name in mapping.variables:
            statement_type.variable(name)
    except NotFound as error:
        raise ExchangeError(error.found, remedy=error.remedy) from None
    return statement_type


def _by_document(
    rows: Iterator[dict[str, str | None]], mapping: ColumnMapping, refused: list[Refused]
) -> list[_Gathered]:
    """Put the rows of each document together, in order of its first row."""
    columns = mapping.document
    found: dict[object, _Gathered] = {}
    for number, raw in enumerate(rows, start=1):
        row = {
            name: None if value is None or value.strip() in mapping.missing else value
            for name, value in raw.items()
        }
        key: object = tuple(row[name] for name in columns.id)
        if not columns.id or key == (None,) * len(columns.id):
            key = number
        words = row[mapping.quotation] if mapping.quotation else None
        quotation = canonicalize(words or "").text.strip()
        if not quotation and not columns.text:
            refused.append(Refused(number, f"no quotation in column {mapping.quotation!r}"))
            continue
        gathered = found.setdefault(key, _Gathered(row))
        if columns.date and (date := row[columns.date]):
            gathered.dates.add(date.strip())
        gathered.rows.append((number, row, quotation))
    return list(found.values())


def _document(
    gathered: _Gathered, mapping: ColumnMapping, refused: list[Refused]
) -> tuple[Document | None, list[Span | None]]:
    columns = mapping.document

    def first(column: str) -> str:
        if not column:
            return ""
        found = (row[column] for _, row, _ in gathered.rows)
        return next((canonicalize(v).text.strip() for v in found if v), "")

    text = canonicalize(first(columns.text)).text if columns.text else ""
    if columns.text and not text:
        refused.extend(
            Refused(n, f"no text in column {columns.text!r}") for n, _, _ in gathered.rows
        )
        return None, []
    spans: list[Span | None]
    if columns.text:
        spans = [_place(text, entry, mapping, refused) for entry in gathered.rows]
    else:
        text, spans = _quotation_only([quotation for _, _, quotation in gathered.rows])
    date, note = _date(gathered, refused)
    notes = "\n".join(part for part in (first(columns.notes), note) if part)
    document = Document(
        text=text,
        title=first(columns.title) or " / ".join(first(name) for name in columns.id),
        author=first(columns.author),
        source=first(columns.source),
        section=first(columns.section),
        type=first(columns.type),
        date=date,
        language=first(columns.language) or (detect(text).language if columns.text else ""),
        notes=notes,
        quotation_only=not columns.text,
    )
    return document, spans


def _quotation_only(quotations: Sequence[str]) -> tuple[str, list[Span | None]]:
    """Join the quotations by blank lines; a row that repeats the one before shares its span."""
    parts: list[str] = []
    spans: list[Span | None] = []
    at, before = 0, ""
    for quotation in quotations:
        if quotation != before:
            if parts:
                at += len(_BETWEEN)
            parts.append(quotation)
            at += len(quotation)
            before = quotation
        spans.append(Span(at - len(quotation), at))
    return _BETWEEN.join(parts), spans


def _place(
    text: str, entry: tuple[int, _Row, str], mapping: ColumnMapping, refused: list[Refused]
) -> Span | None:
    """Find a quotation in its text: where the row says, or else where it stands exactly once."""
    number, row, quotation = entry
    columns = mapping.document
    if not quotation:  # a row that brings the text only
        return None
    start = row[columns.start] if columns.start else None
    stop = row[columns.stop] if columns.stop else None
    if start and stop:
        try:
            span = Span(int(start), int(stop))
        except ValueError:
            refused.append(Refused(number, f"{start!r} to {stop!r} is no span"))
            return None
        if text[span.start : span.stop] == quotation:
            return span
    if (at := text.find(quotation)) < 0:
        refused.append(Refused(number, f"the quotation is not in the text: {quotation[:60]!r}"))
        return None
    if text.find(quotation, at + 1) >= 0:
        refused.append(Refused(number, f"the quotation is in the text twice: {quotation[:60]!r}"))
        return None
    return Span(at, at + len(quotation))


def _date(gathered: _Gathered, refused: list[Refused]) -> tuple[Moment | None, str]:
    moments: dict[Moment, str] = {}
    for text in sorted(gathered.dates):
        try:
            moments[Moment.parse(text)] = text
        except ValueError as error:
            refused.append(Refused(gathered.rows[0][0], f"date left out: {error}"))
    if not moments:
        return None, ""
    note = ""
    if len(moments) > 1:
        note = f"The rows give several dates: {', '.join(moments[m] for m in sorted(moments))}."
    return min(moments), note


def _coded(
    number: int,
    row: _Row,
    mapping: ColumnMapping,
    statement_type: StatementType,
    refused: list[Refused],
) -> Iterator[dict[str, Value]]:
    """Read the values of a row, one set for each combination of split parts."""
    choices: dict[str, list[Value]] = {}
    combinations = 1
    for name, source in mapping.variables.items():
        variable = statement_type.variable(name)
        values: list[Value] = []
        for part in _parts(row[source.column], source, mapping.missing):
            try:
                value = _value(part, source, variable)
            except ValueError as error:
                refused.append(Refused(number, f"{name} left out: {error}"))
                continue
            if source.values and part not in source.values and isinstance(value, str):
                refused.append(Refused(number, f"{name} {part!r} has no other name; kept as it is"))
            if value is not None and value not in values:
                values.append(value)
        choices[name] = values or [None]
        combinations *= len(choices[name])
    if combinations > _MOST_PER_ROW:
        refused.append(
            Refused(
                number, f"{combinations:,} statements in one row; {_MOST_PER_ROW:,} are allowed"
            )
        )
        return
    if all(values == [None] for values in choices.values()):
        refused.append(Refused(number, "no value for any variable"))
        return
    for chosen in product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


def _parts(cell: str | None, source: VariableColumn, missing: tuple[str, ...]) -> list[str]:
    if cell is None:
        return []
    parts = [cell]
    if source.split == LIST:
        parts = _listed(cell)
    elif source.split:
        parts = cell.split(source.split)
    stripped = (part.strip() for part in parts)
    return [part for part in stripped if part not in missing]


def _listed(cell: str) -> list[str]:
    """Take ``[200, 207]`` or ``["a", "b"]`` apart; what is no JSON list is cut at its commas."""
    try:
        loaded = json.loads(cell, parse_int=str, parse_float=str)  # 1.50 stays as it is written
    except (ValueError, RecursionError):
        return [part.strip(" \"'") for part in cell.strip().strip("[](){}").split(",")]
    return [str(part) for part in (loaded if isinstance(loaded, list) else [loaded])]


def _value(part: str, source: VariableColumn, variable: Variable) -> Value:
    if part in source.values:
        return source.values[part]
    text = canonicalize(part).text.strip()
    match variable.data_type:
        case DataType.BOOLEAN:
            return _boolean(text)
        case DataType.INTEGER:
            number = float(text)
            if not number.is_integer():
                raise ValueError(f"{text!r} is no whole number")
            return int(number) if "." in text or "e" in text.lower() else int(text)
        case DataType.NUMBER:
            return float(text)
        case DataType.DATE:
            return Moment.parse(text)
        case _:
            return text


def _boolean(text: str) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text.lower() not in known:
        raise ValueError(f"{text!r} is neither true nor false; map it with 'values'")
    return known[text.lower()]

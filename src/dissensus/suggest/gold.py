"""What does a coding to measure against look like? ``load_gold`` reads one, JSON line by JSON line"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from dissensus.errors import SuggestError
from dissensus.model.codebook import EVENT, FIGURE, POSITION, RELATION
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Value

__all__ = ["Gold", "load_gold", "name_of", "named"]

_TYPES: Final = (POSITION, RELATION, FIGURE, EVENT)
_FIELDS: Final = frozenset(
    {"document", "start", "stop", "quotation", "occurrence", "type", "values", "voices", "note"}
)
_MOST_BYTES: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Gold:
    """One coded statement of a gold file."""

    document: str
    span: Span
    quotation: str
    statement_type: str
    values: Mapping[str, Value]
    voices: tuple[str, ...] = ()


def name_of(document: Document) -> str:
    """Return what a gold file calls a document: its file without folder, and "#entry" for part of a file."""
    if document.provenance is None:
        return document.title
    source = document.provenance.source
    name = PurePath(source.location).name
    return f"{name}#{source.part}" if source.part else name


def named(documents: Iterable[Document]) -> dict[str, Document]:
    """Return documents by what a gold file calls them."""
    return {name_of(document): document for document in documents}


def load_gold(path: str | Path, *, documents: Mapping[str, Document]) -> list[Gold]:
    """Read a gold file; ``documents`` maps what it calls them (``name_of``) to documents.

    Raises ``SuggestError`` that names the line, what was found and what was expected: no JSON, unknown
    or missing fields, a document that is not there, a quotation that does not stand where the line says,
    or that occurs more than once where no ``occurrence`` is given. Cost: O(bytes + quotations sought).
    """
    path = Path(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SuggestError(
                f"{path} has more than {_MOST_BYTES // 2**20} MiB.", remedy="Split it."
            )
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise SuggestError(
            f"{path} can't be read: {error.strerror}.", remedy="Check the path."
        ) from None
    except UnicodeDecodeError as error:
        raise SuggestError(
            f"{path} is not UTF-8 (byte {error.start}).", remedy="Save it as UTF-8."
        ) from None
    by_name = {PurePath(name).name: document for name, document in documents.items()}
    result = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            result.append(_read_line(line, f"{path}, line {number}", by_name))
    return result


def _read_line(line: str, where: str, documents: Mapping[str, Document]) -> Gold:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SuggestError(
            f"{where}: no JSON at column {error.colno}.", remedy="One JSON object a line."
        ) from None
    if not isinstance(row, dict):
        raise SuggestError(f"{where}: found {line[:40]!r}.", remedy="Expected a JSON object.")
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise SuggestError(
            f"{where}: unknown field {unknown[0]!r}.",
            remedy=f"Known: {', '.join(sorted(_FIELDS))}.",
        )
    for name, kind in (("document", str), ("quotation", str), ("type", str), ("values", dict)):
        if not isinstance(row.get(name), kind) or not row[name]:
            raise SuggestError(
                f"{where}: found {row.get(name)!r} as {name}.",
                remedy=f"Expected a {'text' if kind is str else 'mapping of variable to value'}.",
            )
    if row["type"] not in _TYPES:
        raise SuggestError(
            f"{where}: unknown type {row['type']!r}.",
            remedy=f"Expected one of {', '.join(_TYPES)}.",
        )
    name = PurePath(row["document"]).name
    if name not in documents:
        raise SuggestError(
            f"{where}: there is no document {name!r}.",
            remedy=f"Known: {', '.join(sorted(documents)[:5]) or 'none'}{' …' if len(documents) > 5 else ''}",
        )
    values = {key: _value(key, value, where) for key, value in row["values"].items()}
    voices = row.get("voices", [])
    if not isinstance(voices, list) or not all(isinstance(v, str) for v in voices):
        raise SuggestError(
            f"{where}: found {voices!r} as voices.", remedy="Expected a list of names."
        )
    span = _place(row, documents[name].text, where)
    return Gold(name, span, row["quotation"], row["type"], values, tuple(voices))


def _value(variable: str, value: object, where: str) -> Value:
    if variable == "date" and isinstance(value, str):
        try:
            return Moment.parse(value)
        except ValueError as error:
            raise SuggestError(
                f"{where}: {error}.", remedy="Expected YYYY, YYYY-MM or YYYY-MM-DD."
            ) from None
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise SuggestError(
        f"{where}: found {value!r} as {variable}.",
        remedy="Expected a text, a number, true, false or null.",
    )


def _place(row: Mapping[str, object], text: str, where: str) -> Span:
    quotation = str(row["quotation"])
    start, stop = row.get("start"), row.get("stop")
    if isinstance(start, int) and isinstance(stop, int):
        if not 0 <= start < stop <= len(text) or text[start:stop] != quotation:
            raise SuggestError(
                f"{where}: at {start}:{stop} stands {text[max(0, start) : stop][:60]!r}, not the quotation.",
                remedy="Offsets are code points in the canonical text; leave them out to have them found.",
            )
        return Span(start, stop)
    occurrence = row.get("occurrence")
    count = text.count(quotation)
    if occurrence is None and count != 1:
        raise SuggestError(
            f"{where}: the quotation {quotation[:60]!r} stands {count} times in {row['document']}.",
            remedy="Give its occurrence, counted from 1."
            if count
            else "Expected it once, letter by letter.",
        )
    wanted = occurrence if occurrence is not None else 1
    if not isinstance(wanted, int) or not 1 <= wanted <= count:
        raise SuggestError(
            f"{where}: found occurrence {wanted!r}; the quotation stands {count} times.",
            remedy="Occurrences count from 1.",
        )
    at = -1
    for _ in range(wanted):
        at = text.index(quotation, at + 1)
    return Span(at, at + len(quotation))

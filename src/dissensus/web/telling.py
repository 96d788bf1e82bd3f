"""What did an act change, in words that a person reads? ``told``

A row is told by its fields as they mean something to a coder: entities by name, lists as lists, a
statement by its words and values. What only the machine needs (hashes, places, orders) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from dissensus.store import chronicle
from dissensus.store.history import Change, Row
from dissensus.text.align import common_prefix

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["told"]

_Look = Callable[[str, str], Row]  # table, identity -> the row as it was after the act

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "statement": ("statement_type_id", "quotation", "values", "note", "flag", "reviewed"),
    "suggestion": ("statement_type_id", "quotation", "values", "state"),
    "decision": ("verdict",),
    "document": (
        *("title", "author", "source", "section", "type", "date", "language", "notes"),
        "version",
    ),
    "version": ("number", "location"),
    "rejection": ("location", "reason"),
    "entity": ("kind", "name", "aliases", "attributes", "definition", "parent_id", "color"),
    "statement_type": ("name", "definition", "color"),
    "variable": ("name", "data_type", "entities", "allowed", "definition"),
    "codebook": ("title", "language", "instructions"),
    "note": ("body",),
    "coder": ("name", "kind", "permissions"),
    "policy": ("min_score", "statement_types", "suggester"),
    "origin": ("name", "format"),
}
_REFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "statement_type_id": ("type", "statement_type"),
    "parent_id": ("parent", "entity"),
}
_WHAT: Final = ("quotation", "name", "title", "body", "location")
_LISTS: Final = frozenset({"aliases", "attributes", "allowed", "permissions", "statement_types"})
_LONGEST: Final = 2_000  # characters of a field; the rest is cut off
_SHARED: Final = 200  # of them, that are the same before and after


def told(connection: Connection, seq: int, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the changes of act ``seq`` as ``ChangeOut``s."""

    @cache
    def look(table: str, row_id: str) -> Row:
        return chronicle.state_at(connection, table, row_id, seq) or (
            chronicle.state_at(connection, table, row_id, seq - 1) or {}
        )

    return [_told(c, look) for c in changes]


def _told(c: Change, look: _Look) -> dict[str, Any]:
    row = c.after or c.before or {}
    before = dict(_fields(c.table, c.before, look)) if c.before else {}
    after = dict(_fields(c.table, c.after, look)) if c.after else {}
    document = c.row_id if c.table == "document" else row.get("document_id") or ""
    return {
        "table": c.table,
        "id": c.row_id,
        "document": document,
        "what": _what(c, row, look),
        "done": _done(c),
        "fields": [
            _field(name, before.get(name), after.get(name))
            for name in dict.fromkeys([*before, *after])
            if before.get(name) != after.get(name)
        ],
    }


def _done(c: Change) -> str:
    if c.before is None:
        return "added"
    if c.after is None:
        return "removed"
    was, now = c.before.get("trashed", 0), c.after.get("trashed", 0)
    if was != now:
        return "trashed" if now else "restored"
    return "changed"


def _what(c: Change, row: Row, look: _Look) -> str:
    if c.table == "decision":
        row = look("suggestion", str(row.get("suggestion_id", "")))
    elif c.table == "version":
        row = look("document", str(row.get("document_id", "")))
    return _cut(next((str(row[key]) for key in _WHAT if row.get(key)), ""), 0) or ""


def _fields(table: str, row: Row, look: _Look) -> Iterable[tuple[str, str]]:
    for column in _FIELDS[table]:
        value = row.get(column)
        if value in (None, "", "[]", "{}"):
            continue
        if column == "values":
            yield from _values(table, row, look)
        elif column in _REFERENCES:
            name, target = _REFERENCES[column]
            yield name, str(look(target, str(value)).get("name", value))
        elif column == "reviewed":
            yield column, "yes" if value else "no"
        else:
            yield column, _list(value) if column in _LISTS else str(value)


def _values(table: str, row: Row, look: _Look) -> Iterable[tuple[str, str]]:
    """The values of a statement; an entity's identity becomes the name it had then."""
    for name, value in json.loads(row["values"]).items():
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif table == "statement" and isinstance(value, str) and value.count("-") == 4:
            yield name, str(look("entity", value).get("name", value))
        elif value is not None:
            yield name, str(value)


def _field(name: str, before: str | None, after: str | None) -> dict[str, str | None]:
    """Tell a field; of long words, those from shortly before the first that differ."""
    start = 0
    if before and after and max(len(before), len(after)) > _LONGEST:
        start = max(0, common_prefix(before, after, start=(0, 0)) - _SHARED)
    return {"field": name, "before": _cut(before, start), "after": _cut(after, start)}


def _cut(words: str | None, start: int) -> str | None:
    if not words:
        return words
    stop = start + _LONGEST
    return f"{'…' if start else ''}{words[start:stop]}{'…' if len(words) > stop else ''}"


def _list(text: str) -> str:
    return "; ".join(_item(value) for value in json.loads(text))


def _item(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    dates = " to ".join(str(value[key]) for key in ("since", "until") if value.get(key))
    return f"{value.get('name', '')}: {value.get('value', '')}" + (f" ({dates})" if dates else "")

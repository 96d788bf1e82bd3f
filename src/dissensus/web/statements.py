"""How do statements go over the wire? ``of_document``, ``by_ids``, ``stood``

As plain dictionaries in the shape of ``StatementOut``: of ten thousand, checking each against the shape
would cost more than reading them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from dissensus.model.codebook import Codebook
from dissensus.store import history, statements
from dissensus.store.statements import Seen
from dissensus.web.workbench import Workbench

__all__ = ["Out", "by_ids", "of_document", "stood"]

Out = dict[str, Any]  # a StatementOut


def of_document(desk: Workbench, document_id: str) -> tuple[int, list[Out]]:
    """Return the statements of a document in reading order, and the act after which they are so.

    Cost: O(statements); the text of each version they stand on is read once.
    """
    with desk.store.read() as connection:
        last = history.last(connection)
        rows = statements.seen(connection, document_id=document_id)
    return last, stood(desk, rows)


def by_ids(desk: Workbench, ids: Sequence[str]) -> list[Out]:
    """Return the statements of these identities that are not in the trash, in the order of the identities."""
    with desk.store.read() as connection:
        rows = [row for row in statements.seen(connection, ids=ids) if not row.trashed]
    found = {out["id"]: out for out in stood(desk, rows)}
    return [found[one] for one in ids if one in found]


def stood(desk: Workbench, rows: Iterable[Seen]) -> list[Out]:
    """Put rows as they are stored into the shape of ``StatementOut``; those of a type that is gone are left out."""
    kinds = _kinds(desk.codebook())
    offsets = {}
    found = []
    for row in rows:
        kind = kinds.get(row.type_id)
        if kind is None:
            continue
        if row.text_hash not in offsets:
            offsets[row.text_hash] = desk.text(row.text_hash).offsets.to_utf16
        to_utf16 = offsets[row.text_hash]
        name, variables = kind
        values = json.loads(row.values)
        found.append(
            {
                "id": row.id,
                "type": name,
                "document": row.document_id,
                "version": row.version,
                "start": to_utf16(row.start),
                "stop": to_utf16(row.stop),
                "values": {v: values[v] for v in variables if v in values},
                "coder": row.coder,
                "created": row.created,
                "note": row.note,
                "flag": row.flag,
                "reviewed": bool(row.reviewed),
                "score": row.score,
            }
        )
    return found


def _kinds(codebook: Codebook) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {t.id: (t.name, tuple(v.name for v in t.variables)) for t in codebook.statement_types}

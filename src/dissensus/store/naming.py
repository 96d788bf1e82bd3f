"""What do proposals name? ``Naming``, ``load``: their concepts and actors as numbers"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, select

from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.suggestion import SuggestionState
from dissensus.store import schema

__all__ = ["Naming", "load"]

_CHUNK: Final = 500
_Named = tuple[str, str]  # kind of entity, name
_Row = tuple[int, int, tuple[int, ...]]
_NOTHING: Final[_Row] = (-1, -1, ())


@dataclass(frozen=True, slots=True)
class Naming:
    """By row: the place of its concept and of its actor in alphabetical order, and all it names."""

    concepts: NDArray[np.int32]  # what names none comes last
    actors: NDArray[np.int32]
    codes: NDArray[np.int32]  # one column for each entity variable; -1: empty
    named: Sequence[_Named]  # what a code means


def load(
    connection: Connection,
    codebook: Codebook,
    ids: Sequence[str],
    states: Collection[SuggestionState],
) -> Naming:
    """Read what these proposals name, most of which are in these states. Cost: O(proposals)."""
    book = _Namebook()
    types = {t.id: t for t in codebook.statement_types}
    s = schema.suggestion.c
    query = select(s.id, s.statement_type_id, s["values"])
    found: dict[str, _Row] = {}

    def read(rows: Iterable[Row[str, str, str]]) -> None:
        found.update((i, book.of(types[t], values)) for i, t, values in rows if t in types)

    read(connection.execute(query.where(s.state.in_([state.value for state in states]))).all())
    left = [row_id for row_id in ids if row_id not in found]  # decided since
    for start in range(0, len(left), _CHUNK):
        part = query.where(s.id.in_(left[start : start + _CHUNK]))
        read(connection.execute(part))
    rows = [found.get(row_id, _NOTHING) for row_id in ids]
    ranks = book.ranks()  # the last one is for -1
    return Naming(
        concepts=ranks[np.array([row[0] for row in rows], np.intp)],
        actors=ranks[np.array([row[1] for row in rows], np.intp)],
        codes=_matrix([row[2] for row in rows]),
        named=book.entries,
    )


class _Namebook:
    """Numbers for what the proposals name; the same words under the same number."""

    def __init__(self) -> None:
        self.entries: list[_Named] = []
        self._codes: dict[_Named, int] = {}
        self._read: dict[tuple[str, str], _Row] = {}

    def of(self, statement_type: StatementType, values: str) -> _Row:
        """Return the numbers of the concept, of the actor, and of all that is named; -1 for none."""
        key = (statement_type.id, values)
        if key not in self._read:
            said = json.loads(values)
            found = {
                v.name: self._code(v.entities, str(said[v.name]))
                for v in statement_type.variables
                if v.data_type is DataType.ENTITY and said.get(v.name)
            }
            concept = _concept(statement_type)
            acting = [code for name, code in found.items() if name != concept]
            self._read[key] = (
                found.get(concept, -1),
                found.get("organization", acting[0] if acting else -1),
                tuple(found.values()),
            )
        return self._read[key]

    def ranks(self) -> NDArray[np.int32]:
        """Return the place of each number in alphabetical order; what names nothing comes last."""
        order = sorted(range(len(self.entries)), key=lambda n: self.entries[n][1].casefold())
        ranks = np.full(len(order) + 1, len(order), np.int32)
        ranks[order] = np.arange(len(order))
        return ranks

    def _code(self, kind: str, name: str) -> int:
        code = self._codes.setdefault((kind, name), len(self.entries))
        if code == len(self.entries):
            self.entries.append((kind, name))
        return code


def _concept(statement_type: StatementType) -> str:
    """Return the variable that says what a statement is about: of kind "concept", else the last one."""
    slots = [v for v in statement_type.variables if v.data_type is DataType.ENTITY]
    return next((v.name for v in slots if v.entities == "concept"), slots[-1].name if slots else "")


def _matrix(rows: Sequence[tuple[int, ...]]) -> NDArray[np.int32]:
    filled = np.full((len(rows), max(map(len, rows), default=0)), -1, np.int32)
    for width in range(filled.shape[1]):
        filled[:, width] = [row[width] if width < len(row) else -1 for row in rows]
    return filled

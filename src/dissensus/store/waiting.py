"""Which proposals are there, in which order? ``Queue``, ``Choice``, ``Sort``, ``load``

A hundred thousand proposals are sorted and counted as columns; what a page shows of them is read by
identity afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dissensus.errors import NotFound
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.suggestion import SuggestionState
from dissensus.store import changed, history, schema

__all__ = ["Choice", "Queue", "Sort", "load"]

_STATES: Final = tuple(state.value for state in SuggestionState)
_PLACE: Final = frozenset({"document", "statement_type", "variable"})
_CHUNK: Final = 500
_FEW: Final = 5_000  # changed rows that are read one by one; more are read with all others
_Named = tuple[str, str]  # kind of entity, name


class Sort(StrEnum):
    """What decides the order; proposals that are equal in it come in reading order."""

    DOCUMENT = "document"
    SCORE = "score"
    UNCERTAINTY = "uncertainty"  # those nearest to one half first
    CONCEPT = "concept"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which proposals are meant; what is empty does not restrict."""

    states: frozenset[SuggestionState] = frozenset({SuggestionState.WAITING})
    statement_types: frozenset[str] = frozenset()  # names
    suggester: str = ""
    documents: frozenset[str] = frozenset()
    min_score: float = 0.0
    max_score: float = 1.0


@dataclass(slots=True)
class Queue:
    """The proposals in some states as columns, in reading order, as they were after act ``last``.

    A proposal that was decided since stays, under its new state, so that it keeps its place.
    """

    last: int
    states: Collection[SuggestionState]
    ids: list[str]
    documents: NDArray[np.int32]
    types: NDArray[np.int32]
    suggesters: NDArray[np.int32]
    state: NDArray[np.int32]
    scores: NDArray[np.float64]
    concepts: NDArray[np.int32]
    actors: NDArray[np.int32]
    names: NDArray[np.int32]  # by row, what its entity variables name; -1: nothing
    document_codes: Mapping[str, int]
    type_codes: Mapping[str, int]  # by name
    suggester_codes: Mapping[str, int]
    named: Sequence[_Named]  # what the codes in ``names`` mean
    _index: dict[str, int] = field(default_factory=dict)
    _orders: dict[tuple[Sort, bool], NDArray[np.intp]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = {row_id: row for row, row_id in enumerate(self.ids)}

    def chosen(self, choice: Choice) -> NDArray[np.bool_]:
        """Say of each row whether it is meant. Cost: O(rows), 1 ms for 100,000."""
        meant: NDArray[np.bool_] = np.isin(self.state, [_STATES.index(s) for s in choice.states])
        if choice.statement_types:
            meant &= np.isin(self.types, _codes(self.type_codes, choice.statement_types))
        if choice.suggester:
            meant &= self.suggesters == self.suggester_codes.get(choice.suggester, -1)
        if choice.documents:
            meant &= np.isin(self.documents, _codes(self.document_codes, choice.documents))
        if choice.min_score > 0.0:
            meant &= self.scores >= choice.min_score
        if choice.max_score < 1.0:
            meant &= self.scores <= choice.max_score
        return meant

    def ordered(
        self, meant: NDArray[np.bool_], sort: Sort, *, descending: bool = False
    ) -> NDArray[np.intp]:
        """Return the numbers of the rows that are meant, in the order asked for."""
        order = self._order(sort, descending=descending)
        rows: NDArray[np.intp] = order[meant[order]]
        return rows

    def behind(
        self, ordered: NDArray[np.intp], row_id: str, sort: Sort, *, descending: bool = False
    ) -> NDArray[np.intp]:
        """Return those of ``ordered`` that come after a row, which may have left the queue itself."""
        if row_id not in self._index:
            raise NotFound(
                f"The suggestion {row_id!r} is not in this queue.", remedy="Begin at its start."
            )
        order = self._order(sort, descending=descending)
        places = np.empty(len(order), np.intp)
        places[order] = np.arange(len(order))
        rows: NDArray[np.intp] = ordered[places[ordered] > places[self._index[row_id]]]
        return rows

    def refresh(self, connection: Connection) -> bool:
        """Take over what was decided since; False: too much is different, load it anew."""
        now = history.last(connection)
        if changed.since(connection, self.last, _PLACE):
            return False
        c, s = schema.change.c, schema.suggestion.c
        query = select(c.row_id).distinct().where(changed.after(self.last, ["suggestion"]))
        rows = [row.row_id for row in connection.execute(query.limit(_FEW + 1))]
        if len(rows) > _FEW:
            return False
        left = set(rows)
        for start in range(0, len(rows), _CHUNK):
            part = select(s.id, s.state).where(s.id.in_(rows[start : start + _CHUNK]))
            for row_id, state in connection.execute(part):
                left.discard(row_id)
                if row_id in self._index:
                    self.state[self._index[row_id]] = _STATES.index(state)
                elif state in self.states:
                    return False
        if any(row_id in self._index for row_id in left):  # an undone run of a suggester
            return False
        self.last = now
        return True

    def _order(self, sort: Sort, *, descending: bool) -> NDArray[np.intp]:
        if (sort, descending) not in self._orders:
            key: NDArray[Any] = {
                Sort.DOCUMENT: np.arange(len(self.ids)),
                Sort.SCORE: self.scores,
                Sort.UNCERTAINTY: np.abs(self.scores - 0.5),
                Sort.CONCEPT: self.concepts,
                Sort.ACTOR: self.actors,
            }[sort]
            self._orders[sort, descending] = np.argsort(-key if descending else key, kind="stable")
        return self._orders[sort, descending]


def load(connection: Connection, codebook: Codebook, states: Collection[SuggestionState]) -> Queue:
    """Read the proposals in these states. Cost: O(proposals), some 0.5 s for 100,000."""
    last = history.last(connection)
    s, d = schema.suggestion.c, schema.document.c
    meant = s.state.in_([state.value for state in states])
    types = {t.id: (code, t) for code, t in enumerate(codebook.statement_types)}
    places = select(d.id).where(
        d.trashed == 0, d.id.in_(select(s.document_id).where(meant).distinct())
    )
    order = connection.execute(places.order_by(d.date == "", d.date, d.id)).scalars()
    documents = {document: code for code, document in enumerate(order)}
    suggesters: dict[str, int] = {}
    names = _Namebook()
    ids: list[str] = []
    rows: list[tuple[Any, ...]] = []
    query = select(
        s.id,
        s.document_id,
        s.statement_type_id,
        s.suggester,
        s.state,
        s.score,
        s.start,
        s.stop,
        s["values"],
    ).where(meant)
    for (
        row_id,
        document,
        type_id,
        suggester,
        state,
        score,
        start,
        stop,
        values,
    ) in connection.execute(query):
        if document not in documents or type_id not in types:
            continue
        ids.append(row_id)
        code, statement_type = types[type_id]
        rows.append(
            (
                documents[document],
                start,
                stop,
                code,
                suggesters.setdefault(suggester, len(suggesters)),
                _STATES.index(state),
                score,
                *names.of(statement_type, values),
            )
        )
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 10
    numbers = [np.array(column, np.int32) for column in (*columns[:6], *columns[7:9])]
    place, start_, stop_, type_, by, state_, concept, actor = numbers
    reading = np.lexsort((np.array(ids, dtype=np.str_), stop_, start_, place))
    ranks = names.ranks()  # the last one is for -1
    return Queue(
        last=last,
        states=frozenset(states),
        ids=[ids[row] for row in reading],
        documents=place[reading],
        types=type_[reading],
        suggesters=by[reading],
        state=state_[reading],
        scores=np.array(columns[6], np.float64)[reading],
        concepts=ranks[concept[reading]],
        actors=ranks[actor[reading]],
        names=_matrix(columns[9])[reading],
        document_codes=documents,
        type_codes={t.name: code for code, t in types.values()},
        suggester_codes=suggesters,
        named=names.entries,
    )


class _Namebook:
    """Numbers for what the proposals name; the same words under the same number."""

    def __init__(self) -> None:
        self.entries: list[_Named] = []
        self._codes: dict[_Named, int] = {}
        self._read: dict[tuple[str, str], tuple[int, int, tuple[int, ...]]] = {}

    def of(self, statement_type: StatementType, values: str) -> tuple[int, int, tuple[int, ...]]:
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


def _codes(codes: Mapping[str, int], wanted: Iterable[str]) -> list[int]:
    return [codes[name] for name in wanted if name in codes]


def _matrix(rows: Sequence[tuple[int, ...]]) -> NDArray[np.int32]:
    filled = np.full((len(rows), max(map(len, rows), default=0)), -1, np.int32)
    for width in range(filled.shape[1]):
        filled[:, width] = [row[width] if width < len(row) else -1 for row in rows]
    return filled

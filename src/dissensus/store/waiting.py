"""Which proposals are there, in which order? ``Queue``, ``Choice``, ``Sort``, ``load``

A hundred thousand proposals are sorted and counted as columns; what a page shows of them is read by
identity afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dissensus.errors import NotFound
from dissensus.model.codebook import Codebook
from dissensus.model.suggestion import SuggestionState
from dissensus.store import changed, history, naming, schema
from dissensus.store.naming import Naming

__all__ = ["Choice", "Queue", "Sort", "load"]

_STATES: Final = tuple(state.value for state in SuggestionState)
_PLACE: Final = frozenset({"document", "statement_type", "variable"})
_CHUNK: Final = 500
_FEW: Final = 5_000  # changed rows that are read one by one; more are read with all others


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
    document_codes: Mapping[str, int]
    type_codes: Mapping[str, int]  # by name
    suggester_codes: Mapping[str, int]
    _naming: Naming | None = None
    _index: dict[str, int] = field(default_factory=dict)
    _orders: dict[tuple[Sort, bool], NDArray[np.intp]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = {row_id: row for row, row_id in enumerate(self.ids)}

    def name(self, connection: Connection, codebook: Codebook) -> Naming:
        """Read what the proposals name, once; sorting by concept or actor needs it.

        Cost: O(proposals), 0.5 s for 100,000.
        """
        if self._naming is None:
            self._naming = naming.load(connection, codebook, self.ids, self.states)
        return self._naming

    def number(self, state: SuggestionState) -> int:
        """Return how many are in a state."""
        return int(np.count_nonzero(self.state == _STATES.index(state)))

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
            key: NDArray[Any]
            if sort is Sort.DOCUMENT:
                key = np.arange(len(self.ids))
            elif sort is Sort.SCORE:
                key = self.scores
            elif sort is Sort.UNCERTAINTY:
                key = np.round(np.abs(self.scores - 0.5), 9)  # 0.4 is as far as 0.6
            else:
                assert self._naming is not None
                key = self._naming.concepts if sort is Sort.CONCEPT else self._naming.actors
            self._orders[sort, descending] = np.argsort(-key if descending else key, kind="stable")
        return self._orders[sort, descending]


def load(connection: Connection, codebook: Codebook, states: Collection[SuggestionState]) -> Queue:
    """Read the proposals in these states. Cost: O(proposals), 0.3 s for 100,000."""
    last = history.last(connection)
    s, d = schema.suggestion.c, schema.document.c
    meant = s.state.in_([state.value for state in states])
    places = select(d.id).where(
        d.trashed == 0, d.id.in_(select(s.document_id).where(meant).distinct())
    )
    order = connection.execute(places.order_by(d.date == "", d.date, d.id)).scalars()
    documents = {document: code for code, document in enumerate(order)}
    types = {t.id: code for code, t in enumerate(codebook.statement_types)}
    query = select(
        s.id, s.document_id, s.statement_type_id, s.suggester, s.state, s.score, s.start, s.stop
    ).where(meant)
    read = connection.execute(query).all()
    rows = [row for row in read if row[1] in documents and row[2] in types]
    rows.sort(key=itemgetter(0))
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 8
    ids, document, type_, suggester, state, score, start, stop = columns
    suggesters = {name: code for code, name in enumerate(sorted(set(suggester)))}
    state_codes = {name: code for code, name in enumerate(_STATES)}
    place = _coded(document, documents)
    reading = np.lexsort((np.array(stop), np.array(start), place))  # equal ones by identity
    return Queue(
        last=last,
        states=frozenset(states),
        ids=[ids[row] for row in reading],
        documents=place[reading],
        types=_coded(type_, types)[reading],
        suggesters=_coded(suggester, suggesters)[reading],
        state=_coded(state, state_codes)[reading],
        scores=np.array(score, np.float64)[reading],
        document_codes=documents,
        type_codes={t.name: types[t.id] for t in codebook.statement_types},
        suggester_codes=suggesters,
    )


def _coded(column: Iterable[str], codes: Mapping[str, int]) -> NDArray[np.int32]:
    return np.array([codes[text] for text in column], np.int32)


def _codes(codes: Mapping[str, int], wanted: Iterable[str]) -> list[int]:
    return [codes[name] for name in wanted if name in codes]

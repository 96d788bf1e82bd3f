"""What waits for a decision, in its context? ``Queues``, ``suggestion_outs``"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from dissensus.model.codebook import DataType, StatementType
from dissensus.model.moment import Moment
from dissensus.model.suggestion import Suggestion, SuggestionState
from dissensus.store import listing, suggestions, waiting
from dissensus.store.naming import Naming
from dissensus.store.suggestions import Decided
from dissensus.store.waiting import Choice, Queue, Sort
from dissensus.web.workbench import Workbench

__all__ = ["Out", "Queues", "suggestion_outs"]

Out = dict[str, Any]  # a SuggestionOut or SuggestionRow

_OPEN: Final = frozenset({SuggestionState.WAITING, SuggestionState.SKIPPED})
_AROUND: Final = 260  # characters on either side
_SENTENCE: Final = re.compile(r"[.!?…؟۔][\"”’»)\]]*(\s+)")
_BLANK: Final = re.compile(r"\s*\n\s*")
_LINES: Final = 4
_EXAMPLES: Final = 20
_NAMES: Final = 50
_BARS: Final = 20


class Queues:
    """The proposals of the project as columns, kept up with the history."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._kept: dict[frozenset[SuggestionState], Queue] = {}

    def window(
        self,
        choice: Choice,
        sort: Sort,
        *,
        descending: bool,
        offset: int,
        after: str,
        limit: int,
    ) -> Out:
        """Return a ``SuggestionList``. ``after``: begin behind this one, which may have left the queue."""
        queue = self._now(choice)
        if sort in (Sort.CONCEPT, Sort.ACTOR):
            self._name(queue)
        ordered = queue.ordered(queue.chosen(choice), sort, descending=descending)
        total = len(ordered)
        if after:
            ordered = queue.behind(ordered, after, sort, descending=descending)
        ids = [queue.ids[row] for row in ordered[offset : offset + limit]]
        with self._desk.store.read() as connection:
            states = dict(suggestions.counts(connection))
        waiting = self._now(Choice())
        # Not those on texts in the trash: nobody can decide about them.
        states |= {state.value: waiting.number(state) for state in _OPEN}
        return {"last": queue.last, "total": total, "rows": self.rows(ids), "states": states}

    def preview(self, choice: Choice) -> Out:
        """Return a ``Preview`` of what a policy would accept. Cost: O(proposals), some 10 ms."""
        queue = self._now(choice)
        meant = queue.chosen(choice)
        types, numbers = np.unique(queue.types[meant], return_counts=True)
        counts = dict(zip(types.tolist(), numbers.tolist(), strict=True))
        by_type = {name: counts[code] for name, code in queue.type_codes.items() if code in counts}
        naming = self._name(queue)
        codes, uses = np.unique(naming.codes[meant], return_counts=True)
        known = self._desk.names()
        fresh = sorted(
            (
                (-use, *naming.named[code])
                for code, use in zip(codes.tolist(), uses.tolist(), strict=True)
                if code >= 0 and known.find(*naming.named[code]) is None
            ),
        )
        alike = replace(choice, min_score=0.0)
        scores, _ = np.histogram(queue.scores[queue.chosen(alike)], bins=_BARS, range=(0.0, 1.0))
        weakest = queue.ordered(meant, Sort.SCORE)[:_EXAMPLES]
        return {
            "total": int(meant.sum()),
            "types": by_type,
            "documents": len(np.unique(queue.documents[meant])),
            "scores": scores.tolist(),
            "fresh_total": len(fresh),
            "fresh": [
                {"kind": kind, "name": name, "suggestions": -use}
                for use, kind, name in fresh[:_NAMES]
            ],
            "examples": self.rows([queue.ids[row] for row in weakest]),
        }

    def rows(self, ids: Sequence[str]) -> list[Out]:
        """Return ``SuggestionRow``s in the order of the identities; each text is read once."""
        with self._desk.store.read() as connection:
            found = suggestions.some(connection, self._desk.codebook(), ids)
            texts = suggestions.texts(connection, [s.id for s in found])
            titles = listing.titles(connection, {s.document_id for s in found})
            decided = suggestions.decided(
                connection, [s.id for s in found if s.state is not SuggestionState.WAITING]
            )
        rows = []
        for s, out in zip(found, suggestion_outs(self._desk, found, texts), strict=True):
            before, after = _around(self._desk.text(texts[s.id]).body, s.span.start, s.span.stop)
            title, source, date = titles[s.document_id]
            rows.append(
                {
                    "suggestion": out,
                    "before": before,
                    "after": after,
                    "title": title,
                    "source": source,
                    "date": date,
                    "decision": _decision(decided.get(s.id)),
                }
            )
        return rows

    def _name(self, queue: Queue) -> Naming:
        codebook = self._desk.codebook()
        with self._lock, self._desk.store.read() as connection:
            return queue.name(connection, codebook)

    def _now(self, choice: Choice) -> Queue:
        """Return the columns that hold what is meant, as of now."""
        states = _OPEN if choice.states <= _OPEN else frozenset(SuggestionState) - _OPEN
        codebook = self._desk.codebook()
        with self._lock, self._desk.store.read() as connection:
            queue = self._kept.get(states)
            if queue is None or not queue.refresh(connection):
                queue = self._kept[states] = waiting.load(connection, codebook, states)
            return queue


def suggestion_outs(
    desk: Workbench, found: Sequence[Suggestion], texts: dict[str, str]
) -> list[Out]:
    """Put suggestions into the shape of ``SuggestionOut``; ``texts`` has the hash of the text of each."""
    types = {t.name: t for t in desk.codebook().statement_types}
    return [_out(desk, s, types[s.statement_type], texts[s.id]) for s in found]


def _out(desk: Workbench, s: Suggestion, statement_type: StatementType, text_hash: str) -> Out:
    names = desk.names()
    start, stop = desk.text(text_hash).offsets.span_to_utf16(s.span)
    return {
        "id": s.id,
        "type": s.statement_type,
        "document": s.document_id,
        "version": s.version,
        "start": start,
        "stop": stop,
        "quotation": s.quotation,
        "values": {
            name: str(value) if isinstance(value, Moment) else value
            for name, value in s.values.items()
        },
        "entities": {
            v.name: names.find(v.entities, str(s.values[v.name]))
            for v in statement_type.variables
            if v.data_type is DataType.ENTITY and v.name in s.values
        },
        "voices": [{"name": voice.name, "kind": voice.kind.value} for voice in s.voices],
        "score": s.score,
        "suggester": s.evidence.suggester,
        "suggester_version": s.evidence.version,
        "reasons": list(s.evidence.reasons),
        "state": s.state.value,
    }


def _decision(decided: Decided | None) -> Out | None:
    if decided is None:
        return None
    return {
        "verdict": decided.verdict,
        "coder": decided.coder,
        "time": decided.time,
        "statement": decided.statement_id,
        "unseen": decided.unseen,
    }


def _around(text: str, start: int, stop: int) -> tuple[str, str]:
    """Return the words on either side of a span: whole sentences if some end there, a few lines at most."""
    first, last = max(0, start - _AROUND), min(len(text), stop + _AROUND)
    before, after = text[first:start], text[stop:last]
    if first:
        begins = [found.end() for found in _SENTENCE.finditer(before, 0, _AROUND // 2)]
        before = before[begins[0] :] if begins else f"…{before[before.find(' ') + 1 :]}"
    if last < len(text):
        ends = [found.start(1) for found in _SENTENCE.finditer(after, _AROUND // 2)]
        after = after[: ends[-1]] if ends else f"{after[: after.rfind(' ')]}…"
    above, below = _BLANK.sub("\n", before).split("\n"), _BLANK.sub("\n", after).split("\n")
    return "\n".join(above[-_LINES:]), "\n".join(below[:_LINES])

"""What do machines propose, and what was decided? ``add``, ``queue``, ``some``, ``decide``, ``decided``"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from dissensus.errors import NotFound
from dissensus.model.codebook import Codebook
from dissensus.model.identity import new_id
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.suggestion import (
    Decision,
    Evidence,
    Suggestion,
    SuggestionState,
    Verdict,
)
from dissensus.model.value import Value
from dissensus.store import schema
from dissensus.store.history import Act
from dissensus.store.statements import load_values, voices_from, voices_json

__all__ = [
    "Decided",
    "add",
    "by_id",
    "counts",
    "decide",
    "decided",
    "of_document",
    "proposals",
    "queue",
    "record_policy",
    "some",
    "texts",
]

_OPEN = (SuggestionState.WAITING.value, SuggestionState.SKIPPED.value)
_Key = tuple[str, int, int, int, str, str]
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """The last decision on a suggestion; ``unseen`` where a policy took it."""

    verdict: str
    coder: str
    time: str
    statement_id: str
    unseen: bool


def add(
    act: Act,
    suggestions: Sequence[Suggestion],
    codebook: Codebook,
    *,
    suggester: str,
    document_ids: Iterable[str],
) -> int:
    """Store what a suggester proposes for these documents; returns how many were new.

    What was proposed before in the same words and values keeps its identity and its decision. What
    waits but is proposed no longer is withdrawn.
    """
    now = datetime.now(UTC).isoformat()
    types = {s.statement_type: codebook.statement_type(s.statement_type).id for s in suggestions}
    known = _known(act.connection, list(document_ids))
    rows = {}
    proposed: set[_Key] = set()
    for s in suggestions:
        row = {
            "id": s.id,
            "statement_type_id": types[s.statement_type],
            "document_id": s.document_id,
            "version": s.version,
            "start": s.span.start,
            "stop": s.span.stop,
            "quotation": s.quotation,
            "values": _values_json(s.values),
            "voices": voices_json(s.voices),
            "score": float(s.score),
            "suggester": s.evidence.suggester,
            "suggester_version": s.evidence.version,
            "reasons": json.dumps(list(s.evidence.reasons), ensure_ascii=False),
            "created": now,
            "state": SuggestionState.WAITING.value,
        }
        key = _key(row)
        proposed.add(key)
        if key not in known:
            rows[key] = row
    gone = {
        row.id: {"state": SuggestionState.WITHDRAWN.value}
        for key, row in known.items()
        if key not in proposed and row.state in _OPEN and row.suggester == suggester
    }
    back = {
        row.id: {"state": SuggestionState.WAITING.value}
        for key, row in known.items()
        if key in proposed and row.state == SuggestionState.WITHDRAWN
    }
    act.update("suggestion", gone | back)
    act.insert("suggestion", list(rows.values()))
    return len(rows) + len(back)


def queue(
    connection: Connection,
    codebook: Codebook,
    *,
    min_score: float = 0.0,
    statement_types: Sequence[str] = (),
    suggester: str = "",
    skipped: bool = False,
    limit: int | None = None,
) -> list[Suggestion]:
    """Return what waits for a decision, in reading order by document; skipped ones on request."""
    s = schema.suggestion.c
    states = _OPEN if skipped else _OPEN[:1]
    where = s.state.in_(states) & (s.score >= min_score)
    if statement_types:
        ids = [codebook.statement_type(name).id for name in statement_types]
        where &= s.statement_type_id.in_(ids)
    if suggester:
        where &= s.suggester == suggester
    return _load(connection, codebook, where, limit=limit)


def proposals(connection: Connection, codebook: Codebook) -> list[Suggestion]:
    """Return all suggestions but the withdrawn ones."""
    withdrawn = SuggestionState.WITHDRAWN.value
    return _load(connection, codebook, schema.suggestion.c.state != withdrawn)


def some(connection: Connection, codebook: Codebook, ids: Sequence[str]) -> list[Suggestion]:
    """Return suggestions by identity, in that order, whatever their state; missing ones are left out."""
    found: dict[str, Suggestion] = {}
    for start in range(0, len(ids), _CHUNK):
        where = schema.suggestion.c.id.in_(ids[start : start + _CHUNK])
        found.update((s.id, s) for s in _load(connection, codebook, where))
    return [found[row_id] for row_id in ids if row_id in found]


def texts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the hash of the text that each of these suggestions stands on."""
    s, v = schema.suggestion.c, schema.version.c
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(s.id, v.text_hash)
            .join(schema.version, (v.document_id == s.document_id) & (v.number == s.version))
            .where(s.id.in_(ids[start : start + _CHUNK]))
        )
        found.update((row.id, row.text_hash) for row in connection.execute(query))
    return found


def of_document(connection: Connection, codebook: Codebook, document_id: str) -> list[Suggestion]:
    """Return what waits on the current version of a document, skipped ones too, in reading order."""
    s, d = schema.suggestion.c, schema.document.c
    where = (s.document_id == document_id) & s.state.in_(_OPEN) & (s.version == d.version)
    return _load(connection, codebook, where)


def by_id(connection: Connection, suggestion_id: str, codebook: Codebook) -> Suggestion:
    """Return one suggestion, whatever its state."""
    found = _load(connection, codebook, schema.suggestion.c.id == suggestion_id)
    if not found:
        raise NotFound(f"There is no suggestion {suggestion_id!r}.")
    return found[0]


def counts(connection: Connection) -> Counter[str]:
    """Return how many suggestions there are in each state."""
    s = schema.suggestion.c
    query = select(s.state, func.count()).group_by(s.state)
    return Counter({str(state): int(number) for state, number in connection.execute(query)})


def decided(connection: Connection, ids: Sequence[str]) -> dict[str, Decided]:
    """Return the last decision on each of these suggestions that has one."""
    d, c = schema.decision.c, schema.coder.c
    found = {}
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(d.suggestion_id, d.verdict, c.name, d.decided, d.statement_id, d.policy_id)
            .join(schema.coder, c.id == d.coder_id)
            .where(d.suggestion_id.in_(ids[start : start + _CHUNK]))
            .order_by(d.id)
        )
        for row_id, verdict, coder, time, statement_id, policy in connection.execute(query):
            found[row_id] = Decided(verdict, coder, time, statement_id, bool(policy))
    return found


def decide(act: Act, decisions: Sequence[Decision]) -> None:
    """Record decisions and take their suggestions out of the queue."""
    after = {
        Verdict.ACCEPT: SuggestionState.ACCEPTED,
        Verdict.EDIT: SuggestionState.ACCEPTED,
        Verdict.REJECT: SuggestionState.REJECTED,
        Verdict.SKIP: SuggestionState.SKIPPED,
    }
    act.update(
        "suggestion", {d.suggestion_id: {"state": after[d.verdict].value} for d in decisions}
    )
    act.insert(
        "decision",
        [
            {
                "id": d.id,
                "suggestion_id": d.suggestion_id,
                "verdict": d.verdict.value,
                "coder_id": d.coder,
                "decided": d.decided.isoformat(),
                "statement_id": d.statement_id,
                "policy_id": d.policy,
            }
            for d in decisions
        ],
    )


def record_policy(
    act: Act, *, min_score: float, statement_types: Sequence[str], suggester: str = ""
) -> str:
    """Record that suggestions of at least this score are accepted unseen; returns its identity."""
    policy_id = new_id()
    act.insert(
        "policy",
        [
            {
                "id": policy_id,
                "min_score": min_score,
                "statement_types": json.dumps(list(statement_types)),
                "suggester": suggester,
                "created": datetime.now(UTC).isoformat(),
                "coder_id": act.coder_id,
            }
        ],
    )
    return policy_id


def _load(
    connection: Connection, codebook: Codebook, where: Any, *, limit: int | None = None
) -> list[Suggestion]:
    types = {t.id: t for t in codebook.statement_types}
    s, d = schema.suggestion, schema.document.c
    query = (
        select(s)
        .join(schema.document, d.id == s.c.document_id)
        .where(where, d.trashed == 0)
        .order_by(d.date == "", d.date, d.id, s.c.start, s.c.stop, s.c.id)
        .limit(limit)
    )
    return [
        Suggestion(
            id=row["id"],
            document_id=row["document_id"],
            version=row["version"],
            span=Span(row["start"], row["stop"]),
            quotation=row["quotation"],
            statement_type=types[row["statement_type_id"]].name,
            values=load_values(row["values"], types[row["statement_type_id"]], {}),
            score=row["score"],
            evidence=Evidence(
                row["suggester"], row["suggester_version"], tuple(json.loads(row["reasons"]))
            ),
            voices=voices_from(row["voices"]),
            state=SuggestionState(row["state"]),
        )
        for row in connection.execute(query).mappings()
        if row["statement_type_id"] in types
    ]


def _known(connection: Connection, document_ids: Sequence[str]) -> dict[_Key, Any]:
    known: dict[_Key, Any] = {}
    s = schema.suggestion
    for start in range(0, len(document_ids), _CHUNK):
        query = select(s).where(s.c.document_id.in_(document_ids[start : start + _CHUNK]))
        for row in connection.execute(query):
            known[_key(row._asdict())] = row
    return known


def _key(row: dict[str, Any]) -> _Key:
    return (
        row["document_id"],
        row["version"],
        row["start"],
        row["stop"],
        row["statement_type_id"],
        row["values"],
    )


def _values_json(values: Any) -> str:
    plain: dict[str, Value] = {
        name: str(value) if isinstance(value, Moment) else value
        for name, value in sorted(values.items())
        if value is not None
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)

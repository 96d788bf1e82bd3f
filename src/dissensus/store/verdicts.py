"""How did the proposals of each suggester fare? ``tallies``, ``recent``"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeAlias

from sqlalchemy import Connection, func, select

from dissensus.model.suggestion import Verdict
from dissensus.store import schema

__all__ = ["UNSEEN", "Kind", "recent", "tallies"]

UNSEEN: Final = "unseen"
Kind: TypeAlias = tuple[str, str, str]  # suggester, its version, identity of the statement type


def tallies(connection: Connection) -> Mapping[Kind, Counter[str]]:
    """Count, by suggester, version and type, the proposals in each state and the verdicts on them.

    The verdicts are those of people; what a policy accepted counts as "unseen". Cost: O(proposals).
    """
    found: dict[Kind, Counter[str]] = {}
    s, d = schema.suggestion.c, schema.decision.c
    kind = (s.suggester, s.suggester_version, s.statement_type_id)
    states = select(*kind, s.state, func.count()).group_by(*kind, s.state)
    for name, version, type_id, state, number in connection.execute(states):
        found.setdefault((name, version, type_id), Counter())[state] = number
    verdicts = (
        select(*kind, d.verdict, d.policy_id != "", func.count())
        .join(schema.suggestion, s.id == d.suggestion_id)
        .group_by(*kind, d.verdict, d.policy_id != "")
    )
    for name, version, type_id, verdict, unseen, number in connection.execute(verdicts):
        found[name, version, type_id][UNSEEN if unseen else verdict] += number
    return found


def recent(connection: Connection, suggester: str, version: str, *, limit: int) -> list[Verdict]:
    """Return the last verdicts of people on a suggester's proposals, oldest first, without skips."""
    s, d = schema.suggestion.c, schema.decision.c
    query = (
        select(d.verdict)
        .join(schema.suggestion, s.id == d.suggestion_id)
        .where(
            s.suggester == suggester,
            s.suggester_version == version,
            d.verdict != Verdict.SKIP.value,
            d.policy_id == "",
        )
        .order_by(d.id.desc())
        .limit(limit)
    )
    return [Verdict(verdict) for verdict in connection.execute(query).scalars()][::-1]

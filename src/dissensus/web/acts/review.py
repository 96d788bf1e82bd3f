"""Acts on suggestions: ``Decide``, ``Accept``"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dissensus import review
from dissensus.errors import Conflict
from dissensus.model.coder import Permission
from dissensus.model.suggestion import Verdict
from dissensus.model.value import Value
from dissensus.store import suggestions
from dissensus.web.acts.coding import AllFresh, Values, brought, expect_new, named
from dissensus.web.acts.command import Command, Done, opened
from dissensus.web.wire.base import FIRST, Id, Line
from dissensus.web.wire.suggestions import Share
from dissensus.web.workbench import Workbench

__all__ = ["Accept", "Decide", "accept", "decide"]


class Decide(Command):
    """Decide about a suggestion; ``statement`` is the identity of the statement that may come of it.

    ``values`` has what the coder corrected, entities by identity, null for a value that is taken away.
    """

    kind: Literal["decide"]
    suggestion: Id
    verdict: Verdict
    statement: Id | None = None
    values: Values = Field(default_factory=dict)
    fresh: AllFresh = ()


class Accept(Command):
    """Accept, unseen, what waits at a score or better; ``count`` is how many the coder was told of."""

    kind: Literal["accept"]
    min_score: Share
    types: Annotated[tuple[Line, ...], FIRST, Field(max_length=100)] = ()
    suggester: Line = ""
    count: Annotated[int, Field(ge=1)]


def decide(command: Decide, desk: Workbench) -> Done:
    """Carry out a verdict; ``Conflict`` where somebody decided before."""
    verdict = command.verdict
    if verdict is Verdict.ACCEPT and command.values:
        verdict = Verdict.EDIT
    known: dict[str, str] = {}
    with opened(desk, command, "review", verdict.value, Permission.REVIEW) as act:
        codebook, names = desk.codebook(), desk.names()
        corrections: dict[str, Value] = {}
        if verdict is Verdict.EDIT:
            suggestion = suggestions.by_id(act.connection, command.suggestion, codebook)
            kind = codebook.statement_type(suggestion.statement_type)
            corrections, known = named(kind, command.values, command.fresh, desk.names())
            names = brought(act, desk, codebook, command.fresh, command.values, known)
        if command.statement:
            expect_new(act, command.statement)
        review.decide_in(
            act,
            command.suggestion,
            verdict,
            corrections,
            codebook,
            statement_id=command.statement or "",
            names=names,
        )
    return Done(id=command.id, last=desk.last(), summary=verdict.value, known=known)


def accept(command: Accept, desk: Workbench) -> Done:
    """Accept by a policy; ``Conflict`` if that would be other than the coder was told."""
    summary = review.policy_summary(command.min_score, command.types, command.suggester)
    with opened(desk, command, "accept", summary, Permission.REVIEW) as act:
        accepted = review.accept_in(
            act,
            min_score=command.min_score,
            statement_types=command.types,
            suggester=command.suggester,
        )
        if accepted != command.count:
            raise Conflict(
                f"{accepted:,} suggestions are at {command.min_score:g} or better now, "
                f"not {command.count:,} as when you looked.",
                remedy="Look at them again, then accept.",
            )
    return Done(id=command.id, last=desk.last(), summary=summary)

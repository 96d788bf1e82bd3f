"""What does a machine propose and on what evidence? ``Suggestion``, ``Evidence``, ``Decision``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.model.statement import Value, Voice

__all__ = ["Decision", "Evidence", "Suggestion", "SuggestionState", "Verdict"]


class SuggestionState(StrEnum):
    """Where a suggestion stands in the review queue."""

    WAITING = "waiting"
    SKIPPED = "skipped"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # its suggester no longer proposes it, or its words changed


class Verdict(StrEnum):
    """What a coder (or a recorded policy) decides about a suggestion."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a machine proposes something: who it is, and its reasons in words."""

    suggester: str
    version: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A machine's proposal; no statement until a coder decides.

    ``quotation`` must be exactly the words of ``span`` in the stored text; a proposal for which that does
    not hold is refused before anybody sees it. ``score`` runs from 0 to 1. Entity values are names; a
    name the codebook does not know becomes a new entity when the suggestion is accepted.
    """

    document_id: str
    span: Span
    quotation: str
    statement_type: str
    values: Mapping[str, Value]
    score: float
    evidence: Evidence
    voices: tuple[Voice, ...] = ()
    version: int = 1
    state: SuggestionState = SuggestionState.WAITING
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One verdict on one suggestion, and by whom; ``policy`` is empty where a person decided."""

    suggestion_id: str
    verdict: Verdict
    coder: str
    decided: datetime
    statement_id: str = ""
    policy: str = ""
    id: str = field(default_factory=new_id)

"""How does the review queue look on the wire? ``SuggestionOut``, ``SuggestionRow``, ``Suggesters``, …"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dissensus.model.suggestion import SuggestionState, Verdict
from dissensus.web.wire.base import FIRST, Id, Line, Scalar, Wire

__all__ = [
    "DecisionOut",
    "DocumentSuggestions",
    "FreshName",
    "Policy",
    "Preview",
    "Rate",
    "Share",
    "Started",
    "Suggest",
    "SuggesterRow",
    "Suggesters",
    "SuggestionList",
    "SuggestionOut",
    "SuggestionRow",
    "VoiceOut",
]

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class VoiceOut(Wire):
    """One voice of the chain that the words came through; the author's is the first."""

    name: str
    kind: str


class SuggestionOut(Wire):
    """One proposal; ``start`` and ``stop`` are UTF-16 offsets in version ``version`` of its text.

    Entity values are names as the suggester gives them; ``entities`` tells which entity of the codebook each
    of them means, null where it knows none of that name.
    """

    id: Id
    type: str
    document: Id
    version: int
    start: int
    stop: int
    quotation: str
    values: dict[str, Scalar]
    entities: dict[str, Id | None]
    voices: list[VoiceOut]
    score: float
    suggester: str
    suggester_version: str
    reasons: list[str]
    state: SuggestionState


class DecisionOut(Wire):
    """The last decision on a proposal; ``unseen`` where a policy took it."""

    verdict: Verdict
    coder: str
    time: str
    statement: str  # identity of the statement that came of it, or ""
    unseen: bool


class SuggestionRow(Wire):
    """A proposal in its context, ready to be decided on."""

    suggestion: SuggestionOut
    before: str
    after: str
    title: str
    source: str
    date: str
    decision: DecisionOut | None


class SuggestionList(Wire):
    """A window of the queue: ``total`` counts all that are meant, ``states`` all of the project."""

    last: int
    total: int
    rows: list[SuggestionRow]
    states: dict[str, int]


class DocumentSuggestions(Wire):
    """What waits on one document in reading order, as it was after act ``last``."""

    last: int
    suggestions: list[SuggestionOut]


class Rate(Wire):
    """How many of those that people decided on they accepted, and where the rate lies (95 percent, Wilson)."""

    accepted: int
    decided: int
    rate: float | None
    low: float
    high: float


class SuggesterRow(Wire):
    """How the proposals of one suggester fared, of one statement type or (``type`` empty) of all.

    ``edited`` is not part of ``accepted``. ``recent`` is about the last 50 decisions, ``course`` the
    share accepted in each 25, oldest first; both of all types together.
    """

    suggester: str
    version: str
    type: str
    waiting: int
    skipped: int
    withdrawn: int
    accepted: int
    edited: int
    rejected: int
    unseen: int
    all: Rate
    recent: Rate
    course: list[float]


class Suggesters(Wire):
    """Which suggesters there are, and how those that proposed anything fared."""

    known: list[str]
    rows: list[SuggesterRow]


class Policy(Wire):
    """Which waiting proposals would be accepted unseen; no types: of all types."""

    min_score: Share
    types: Annotated[tuple[Line, ...], FIRST, Field(max_length=100)] = ()
    suggester: Line = ""


class FreshName(Wire):
    """An entity that the codebook does not have, and how many proposals name it."""

    kind: str
    name: str
    suggestions: int


class Preview(Wire):
    """What a policy would do; ``examples`` are those that the suggester is least sure of.

    ``scores`` counts what waits, of any score, in 20 steps from 0 to 1.
    """

    total: int
    types: dict[str, int]
    documents: int
    scores: list[int]
    fresh_total: int
    fresh: list[FreshName]
    examples: list[SuggestionRow]


class Suggest(Wire):
    """Which suggester is to go through which documents; null: all."""

    suggester: Line
    documents: Annotated[tuple[Id, ...], FIRST, Field(max_length=100_000)] | None = None


class Started(Wire):
    """The job that was started; its progress comes over ``/api/live``."""

    job: Id

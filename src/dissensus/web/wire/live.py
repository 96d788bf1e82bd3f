"""How do news travel? ``ActNews``, ``JobOut``, ``RowNews``"""

from __future__ import annotations

from typing import Any

from dissensus.web.jobs import JobState
from dissensus.web.wire.base import Fault, Wire
from dissensus.web.wire.imports import IngestOut
from dissensus.web.wire.statements import StatementOut

__all__ = ["ActNews", "JobOut", "RowNews"]


class RowNews(Wire):
    """A row that was changed; ``document`` is the text it belongs to, or empty."""

    table: str
    id: str
    document: str


class ActNews(Wire):
    """An act as every window hears of it.

    ``statements`` are those it touched, as they are now; one that is among ``changes`` and not here is
    gone. ``many``: more was changed than is told, so what is shown must be loaded again; ``statements``
    is empty then.
    """

    seq: int
    act: str
    run: str
    verb: str
    summary: str
    coder: str
    time: str
    changes: list[RowNews]
    statements: list[StatementOut]
    many: bool


class JobOut(Wire):
    """How far a long work is; ``result`` is there when it is done, ``fault`` when it failed."""

    id: str
    kind: str
    state: JobState
    done: int
    total: int | None
    message: str
    result: IngestOut | dict[str, Any] | None
    fault: Fault | None

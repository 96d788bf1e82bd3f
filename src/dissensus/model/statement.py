"""What was coded? ``Statement``, ``Voice``, ``Value``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.model.value import Value

__all__ = ["Statement", "Value", "Voice", "VoiceKind"]


class VoiceKind(StrEnum):
    """How a voice comes to be heard."""

    AUTHOR = "author"  # writes the text
    OUTLET = "outlet"  # publishes it, where no author is named
    QUOTED = "quoted"  # in its own words, between quotation marks
    REPORTED = "reported"  # in somebody else's words


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a voice chain, which runs from the author inwards to the speaker."""

    name: str
    kind: VoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A coded span: a value for each variable of its statement type, and who coded it when.

    ``reviewed`` is False where a policy, not a person, accepted a machine's suggestion. ``flag`` is
    empty, or says why the span needs another look (its words changed in a new version of the text).
    """

    document_id: str
    span: Span
    quotation: str
    statement_type: str
    values: Mapping[str, Value]
    coder: str
    created: datetime
    version: int = 1
    voices: tuple[Voice, ...] = ()
    suggestion_id: str = ""
    reviewed: bool = True
    score: float | None = None
    flag: str = ""
    note: str = ""
    id: str = field(default_factory=new_id)

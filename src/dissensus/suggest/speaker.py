"""Who speaks, and for whom? ``Speaker``"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dissensus.model.span import Span
from dissensus.model.statement import Voice, VoiceKind
from dissensus.suggest.names import Mention

__all__ = ["AFFILIATIONS", "Speaker"]

# Attributes that name the organization a person speaks for; the first one given counts.
AFFILIATIONS: Final = ("affiliation", "organization", "party")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: what to call them, which variables they fill, how sure that is and why."""

    name: str
    person: str = ""
    organization: str = ""
    kind: VoiceKind = VoiceKind.REPORTED
    span: Span | None = None
    score: float = 1.0
    reason: str = ""

    @property
    def voice(self) -> Voice:
        """The speaker as a link of a voice chain."""
        return Voice(self.name, self.kind)

    @classmethod
    def of(cls, mention: Mention, *, score: float = 1.0, reason: str = "") -> Speaker:
        """Make a speaker of a mention; a person speaks for the organization the codebook gives."""
        entity = mention.entity
        if not mention.person:
            return cls(
                entity.name, organization=entity.name, span=mention.span, score=score, reason=reason
            )
        group = next(filter(None, map(entity.attribute, AFFILIATIONS)), "")
        return cls(
            entity.name,
            person=entity.name,
            organization=group,
            span=mention.span,
            score=score,
            reason=reason,
        )

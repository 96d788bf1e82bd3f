"""What does a report show? ``Findings``, ``Making``, ``Rejection``

The findings are values only: documents, event lists, networks and a partition. They are gathered by
``dissensus.findings`` (which may ask ``analysis``) or built by hand; the modules of this package turn
them into a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from dissensus.events import EventList
from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.network import Network, Partition

__all__ = ["ACTOR", "STANCE", "Findings", "Making", "Rejection"]

# Two columns a report adds to its event list of positions.
ACTOR: Final = "report.actor"  # who speaks: the organization, or the person where none is named
STANCE: Final = "report.stance"  # 1 agrees, -1 disagrees, 0 neither


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source that could not be read, why, and what to do about it."""

    location: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a report came about, so that it can be made again.

    ``waiting`` counts the suggestions that nobody has decided on and that are not part of the report;
    ``not_shown`` counts, by statement type, the statements this report has no form for; ``commands`` are
    the command lines that make the same report.
    """

    made: datetime
    version: str
    codebook: str = ""
    codebook_hash: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rejected: tuple[Rejection, ...] = ()
    waiting: int = 0
    not_shown: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Findings:
    """Everything a report shows.

    ``positions`` carries the columns ``ACTOR`` and ``STANCE`` beside its variables. ``congruence`` and
    ``conflict`` are one-mode networks of actors that count shared and opposed positions; ``told`` is the
    signed relation network. A statement type or network the project lacks is None, and its section says so.
    """

    title: str
    documents: tuple[Document, ...]
    making: Making
    note: str = ""
    entities: tuple[Entity, ...] = ()
    positions: EventList | None = None
    relations: EventList | None = None
    figures: EventList | None = None
    events: EventList | None = None
    congruence: Network | None = None
    conflict: Network | None = None
    told: Network | None = None
    coalitions: Partition | None = None

    def lists(self) -> tuple[EventList, ...]:
        """The event lists that are there: positions, relations, figures, events."""
        every = (self.positions, self.relations, self.figures, self.events)
        return tuple(events for events in every if events is not None)

    @property
    def statements(self) -> int:
        """How many statements the report shows."""
        return sum(len(events) for events in self.lists())

    @property
    def unreviewed(self) -> int:
        """How many of them no person has reviewed."""
        return sum(events.unreviewed for events in self.lists())

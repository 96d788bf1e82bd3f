"""What becomes of files that were sent? ``IngestOut``"""

from __future__ import annotations

from dissensus.web.wire.base import Id, Wire

__all__ = ["DatabaseOut", "IngestOut", "JobStarted", "RejectionOut", "TextNamed", "WarningOut"]


class JobStarted(Wire):
    """A job that was started; ``/api/jobs/{job}`` tells how far it is, and so does the stream."""

    job: Id


class TextNamed(Wire):
    """A text that is in the project now."""

    id: Id
    title: str


class RejectionOut(Wire):
    """A file that was not read: why, and what to do."""

    name: str
    reason: str
    remedy: str


class WarningOut(Wire):
    """Something worth knowing about a file that was read."""

    name: str
    warning: str


class DatabaseOut(Wire):
    """What came in of a DNA data base; ``losses`` says what could not."""

    name: str
    documents: int
    statements: int
    entities: int
    known: int
    losses: list[str]


class IngestOut(Wire):
    """The result of an import: every file is in exactly one of the lists, or counted in ``known``."""

    added: list[TextNamed]
    changed: list[TextNamed]
    known: int
    rejected: list[RejectionOut]
    flagged: int  # statements whose words changed
    warnings: list[WarningOut]
    databases: list[DatabaseOut]

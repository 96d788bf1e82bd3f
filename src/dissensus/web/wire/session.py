"""What does a page learn first? ``SessionOut``"""

from __future__ import annotations

from dissensus.web.wire.base import Wire

__all__ = ["ProjectName", "SessionOut"]


class ProjectName(Wire):
    """Which project this is; ``identity`` is the same in every copy, ``name`` is the file's."""

    identity: str
    name: str


class SessionOut(Wire):
    """Who writes here, and the word that must come with whatever is sent."""

    csrf: str
    coder: str
    project: ProjectName

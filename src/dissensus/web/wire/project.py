"""What does the front page know of the project? ``ProjectOut``"""

from __future__ import annotations

from dissensus.web.wire.base import Wire

__all__ = ["ProjectOut"]


class ProjectOut(Wire):
    """The project in numbers; ``name`` is the file's, ``title`` the codebook's."""

    identity: str
    name: str
    title: str
    coder: str
    coders: list[str]
    last: int
    documents: int
    statements: int
    waiting: int

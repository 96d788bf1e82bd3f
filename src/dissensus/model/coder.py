"""Who coded? ``Coder``, ``CoderKind``, ``Permission``"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dissensus.model.identity import new_id

__all__ = ["Coder", "CoderKind", "Permission"]


class CoderKind(StrEnum):
    """Whether a coder is a person or a named machine."""

    PERSON = "person"
    MACHINE = "machine"


class Permission(StrEnum):
    """What a coder may do in a project."""

    READ = "read"
    CODE = "code"
    REVIEW = "review"
    INGEST = "ingest"
    EDIT_CODEBOOK = "edit codebook"
    EDIT_OTHERS = "edit others"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """A person or a named machine that makes changes."""

    name: str
    kind: CoderKind = CoderKind.PERSON
    permissions: frozenset[Permission] = frozenset(Permission)
    id: str = field(default_factory=new_id)

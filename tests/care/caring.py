"""Acts on a project's codebook, in the shape of a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from dissensus.care.draft import Draft, carry_out
from dissensus.model.entity import Entity
from dissensus.project import Project
from dissensus.store import coders, history, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["do", "identity", "named", "plan", "state"]


def do(project: Project, draft: Callable[[Connection], Draft]) -> Draft:
    """Draft and carry out, as one act by the coder of the project."""
    who = coders.admit(project.store, project.coder)
    with history.begin(project.store, "care", coder=who) as act:
        made = draft(act.connection)
        carry_out(act, made)
    return made


def plan(project: Project, draft: Callable[[Connection], Draft]) -> Draft:
    """Draft only."""
    with project.store.read() as connection:
        return draft(connection)


def named(project: Project, kind: str, name: str) -> Entity:
    """Return the entity of that name."""
    return next(e for e in project.entities() if (e.kind, e.name) == (kind, name))


def identity(project: Project, name: str, kind: str = "actor") -> str:
    """Return the identity of the entity of that name."""
    return named(project, kind, name).id


def state(project: Project) -> dict[str, str]:
    """Return every row of the state as text, by table and identity."""
    found = {}
    with project.store.read() as connection:
        for table, columns in schema.KEPT.items():
            for row in connection.execute(columns.select()).mappings():
                found[f"{table} {row['id']}"] = json.dumps(dict(row), sort_keys=True)
    return found

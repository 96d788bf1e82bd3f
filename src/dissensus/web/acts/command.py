"""What do all acts from a browser share? ``Command``, ``Done``, ``opened``

A browser gives every act an identity before it sends it, and sends it until it hears an answer. An act
that the history already has is not done again; that is why nothing is lost and nothing doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import Field

from dissensus.model.coder import Permission
from dissensus.store import coders, history
from dissensus.store.history import Act
from dissensus.web.wire.base import Id, Line, Wire
from dissensus.web.workbench import Workbench

__all__ = ["Command", "Done", "Fresh", "opened"]


class Command(Wire):
    """An act as a browser sends it; ``id`` becomes the identity of the act in the history."""

    id: Id


class Fresh(Wire):
    """An entity that an act brings along, under an identity the browser gave it."""

    id: Id
    kind: Line
    name: Line


class Done(Wire):
    """What became of an act.

    ``known`` names, for identities the browser gave to entities, those that are used instead because
    an entity of that name was there already.
    """

    id: Id
    last: int  # number of the latest act, this one included
    again: bool = False  # the history had it already
    summary: str = ""
    known: dict[str, str] = Field(default_factory=dict)


@contextmanager
def opened(
    desk: Workbench, command: Command, verb: str, summary: str, *permissions: Permission
) -> Iterator[Act]:
    """Open the transaction of a command's act, by the coder who is at the desk."""
    who = coders.admit(desk.store, desk.coder, *permissions)
    with history.begin(desk.store, verb, summary, coder=who, act_id=command.id) as act:
        yield act

"""What do all acts from a browser share? ``Command``, ``Done``, ``opened``, ``agreed``, ``own``, ``short``

A browser gives every act an identity before it sends it, and sends it until it hears an answer. An act
that the history already has is not done again; that is why nothing is lost and nothing doubled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from pydantic import Field

from dissensus.errors import CodebookError, Conflict
from dissensus.model.coder import Permission
from dissensus.store import coders, history
from dissensus.store.history import Act
from dissensus.web.wire.base import Id, Line, Wire
from dissensus.web.workbench import Workbench

__all__ = ["Command", "Done", "Fresh", "agreed", "opened", "own", "short"]


_SHORT: Final = 60  # characters of a quotation that say what an act was about


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


def agreed(was: Mapping[str, Any], now: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Raise ``Conflict`` if a field to be changed is no longer what the browser saw.

    Where it is already what it shall be, nothing is in the way. Values are compared one by one.
    """
    for name, new in now.items():
        there = theirs.get(name)
        if name not in was:
            raise CodebookError(
                f"The change does not say what {name} was before.", remedy="Reload the page."
            )
        if isinstance(new, Mapping):
            there = there or {}
            pairs = [(was[name].get(key), new[key], there.get(key)) for key in new]
        else:
            pairs = [(was[name], new, there)]
        if any(found not in (before, after) for before, after, found in pairs):
            raise Conflict(
                "Somebody else changed this meanwhile.",
                remedy="Look at both versions and choose.",
                theirs=theirs,
            )


def own(desk: Workbench, coder: str) -> None:
    """Make sure that the coder at the desk may change the work of a coder of this name."""
    if coder != desk.coder:
        coders.admit(desk.store, desk.coder, Permission.EDIT_OTHERS)


def short(words: str) -> str:
    """Cut a quotation to what fits in a line."""
    line = " ".join(words[: 4 * _SHORT].split())
    return f"“{line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + '…'}”"

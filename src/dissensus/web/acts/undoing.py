"""Taking work back and bringing it again: ``Undo``, ``Redo``, ``Revert``"""

from __future__ import annotations

from typing import Literal

from dissensus.model.coder import Permission
from dissensus.store import coders, undoing
from dissensus.web.acts.command import Command, Done
from dissensus.web.wire.base import Id
from dissensus.web.workbench import Workbench

__all__ = ["Redo", "Revert", "Undo", "redo", "revert", "undo"]


class Undo(Command):
    """Take back the coder's last work that still stands."""

    kind: Literal["undo"]


class Redo(Command):
    """Bring again what was taken back last."""

    kind: Literal["redo"]


class Revert(Command):
    """Take back any one run of acts, whoever did it and whatever came after."""

    kind: Literal["revert"]
    run: Id


def undo(command: Undo, desk: Workbench) -> Done:
    """Take back the coder's last run."""
    who = coders.admit(desk.store, desk.coder)
    what = undoing.undo(desk.store, coder=who, act_id=command.id)
    return Done(id=command.id, last=desk.last(), summary=what)


def redo(command: Redo, desk: Workbench) -> Done:
    """Bring again what the coder took back last."""
    who = coders.admit(desk.store, desk.coder)
    what = undoing.redo(desk.store, coder=who, act_id=command.id)
    return Done(id=command.id, last=desk.last(), summary=what)


def revert(command: Revert, desk: Workbench) -> Done:
    """Take back a run whose rows are still as it left them."""
    who = coders.admit(desk.store, desk.coder, Permission.CODE, Permission.EDIT_OTHERS)
    what = undoing.revert(desk.store, command.run, coder=who, act_id=command.id)
    return Done(id=command.id, last=desk.last(), summary=what)

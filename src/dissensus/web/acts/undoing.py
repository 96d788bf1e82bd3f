"""Taking work back and bringing it again: ``Undo``, ``Redo``, ``Revert``, ``Restore``, ``RestoreRow``"""

from __future__ import annotations

from typing import Final, Literal

from dissensus.model.coder import Permission
from dissensus.store import coders, restoring, undoing
from dissensus.web.acts.command import Command, Done
from dissensus.web.wire.base import Id, Seq
from dissensus.web.workbench import Workbench

__all__ = [
    "Redo",
    "Restore",
    "RestoreRow",
    "Revert",
    "Undo",
    "redo",
    "restore",
    "restore_row",
    "revert",
    "undo",
]

_EVERYTHING: Final = (Permission.CODE, Permission.EDIT_OTHERS, Permission.EDIT_CODEBOOK)


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


class Restore(Command):
    """Make the whole project as it was after act ``moment``."""

    kind: Literal["restore"]
    moment: Seq


class RestoreRow(Command):
    """Make one row as it was after act ``moment``."""

    kind: Literal["restore-row"]
    table: Literal[
        "statement", "document", "entity", "note", "statement_type", "variable", "codebook"
    ]
    row: Id
    moment: Seq


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


def restore(command: Restore, desk: Workbench) -> Done:
    """Bring the project back to a moment, as one act that can be undone."""
    who = coders.admit(desk.store, desk.coder, *_EVERYTHING)
    what = restoring.restore(desk.store, command.moment, coder=who, act_id=command.id)
    return Done(id=command.id, last=desk.last(), summary=what)


def restore_row(command: RestoreRow, desk: Workbench) -> Done:
    """Bring one row back to how it was."""
    who = coders.admit(desk.store, desk.coder, *_EVERYTHING)
    what = restoring.restore_row(
        desk.store, command.table, command.row, command.moment, coder=who, act_id=command.id
    )
    return Done(id=command.id, last=desk.last(), summary=what)

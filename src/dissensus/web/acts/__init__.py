"""Which acts can a browser send, and who does them? ``AnyCommand``, ``perform``

A new kind of act: its shape and its function in a module here, one line in ``AnyCommand`` and one in
``_DOERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import Field

from dissensus.store import chronicle, history
from dissensus.web.acts import (
    codebook,
    coding,
    definitions,
    documents,
    notes,
    review,
    trashing,
    undoing,
)
from dissensus.web.acts.command import Command, Done
from dissensus.web.workbench import Workbench

__all__ = ["AnyCommand", "perform"]

AnyCommand = Annotated[
    coding.Code
    | coding.Edit
    | trashing.Trash
    | documents.DocumentEdit
    | notes.WriteNote
    | undoing.Undo
    | undoing.Redo
    | undoing.Revert
    | undoing.Restore
    | undoing.RestoreRow
    | review.Decide
    | review.Accept
    | codebook.EntityAdd
    | codebook.EntityEdit
    | codebook.EntityMerge
    | codebook.EntitySplit
    | codebook.Recode
    | definitions.HeadEdit
    | definitions.TypeAdd
    | definitions.TypeEdit
    | definitions.VariableAdd
    | definitions.VariableEdit
    | definitions.Drop
    | definitions.CodebookImport,
    Field(discriminator="kind"),
]

_DOERS: Final[dict[type[Command], Callable[[Any, Workbench], Done]]] = {
    coding.Code: coding.code,
    coding.Edit: coding.edit,
    trashing.Trash: trashing.trash,
    documents.DocumentEdit: documents.edit_document,
    notes.WriteNote: notes.write_note,
    undoing.Undo: undoing.undo,
    undoing.Redo: undoing.redo,
    undoing.Revert: undoing.revert,
    undoing.Restore: undoing.restore,
    undoing.RestoreRow: undoing.restore_row,
    review.Decide: review.decide,
    review.Accept: review.accept,
    codebook.EntityAdd: codebook.perform,
    codebook.EntityEdit: codebook.perform,
    codebook.EntityMerge: codebook.perform,
    codebook.EntitySplit: codebook.perform,
    codebook.Recode: codebook.perform,
    definitions.HeadEdit: definitions.perform,
    definitions.TypeAdd: definitions.perform,
    definitions.TypeEdit: definitions.perform,
    definitions.VariableAdd: definitions.perform,
    definitions.VariableEdit: definitions.perform,
    definitions.Drop: definitions.perform,
    definitions.CodebookImport: definitions.bring_in,
}


def perform(command: Command, desk: Workbench) -> Done:
    """Do an act once, however often it is sent."""
    with desk.writing:
        with desk.store.read() as connection:
            seq = history.recorded(connection, command.id)
            if seq is not None:
                return Done(
                    id=command.id,
                    last=history.last(connection),
                    again=True,
                    summary=chronicle.act(connection, seq).summary,
                    known=_known(command, desk),
                )
        return _DOERS[type(command)](command, desk)


def _known(command: Command, desk: Workbench) -> dict[str, str]:
    """Say once more which new names were there already: the first answer may never have come."""
    names = desk.names()
    found = {
        fresh.id: names.find(fresh.kind, fresh.name.strip())
        for fresh in getattr(command, "fresh", ())
        if fresh.id not in names.by_id
    }
    return {new: there for new, there in found.items() if there is not None}

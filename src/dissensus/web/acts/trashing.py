"""Putting things in the trash and taking them out: ``Trash``"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dissensus.errors import CodebookError
from dissensus.model.coder import Permission
from dissensus.store import coders, history, statements
from dissensus.store import trash as bin_
from dissensus.store.history import Act, Row
from dissensus.store.statements import Seen
from dissensus.web.acts.coding import Fields
from dissensus.web.acts.command import Command, Done, agreed, opened, short
from dissensus.web.statements import stood
from dissensus.web.wire.base import FIRST, Id
from dissensus.web.workbench import Workbench

__all__ = ["Trash", "trash"]


class Trash(Command):
    """Put rows of one table in the trash, or (``back``) take them out.

    ``was`` is what the browser saw of the one statement that is meant.
    """

    kind: Literal["trash"]
    table: Literal["document", "statement", "entity", "note"]
    ids: Annotated[tuple[Id, ...], FIRST, Field(min_length=1, max_length=10_000)]
    back: bool = False
    was: Fields | None = None


def trash(command: Trash, desk: Workbench) -> Done:
    """Put things in the trash; ``Conflict`` if the statement is no longer what the browser saw."""
    verb = "restore" if command.back else "delete"
    entity = command.table == "entity"
    needed = Permission.EDIT_CODEBOOK if entity else Permission.CODE
    with opened(desk, command, verb, "", needed) as act:
        ids = tuple(dict.fromkeys(command.ids))
        if command.table in ("statement", "note"):
            rows = history.rows_by_id(act.connection, command.table, ids).values()
            if any(row["coder_id"] != act.coder_id for row in rows):
                coders.admit(desk.store, desk.coder, Permission.EDIT_OTHERS)
        if command.was is not None:
            _as_seen(command.was.told(), desk, statements.seen(act.connection, ids=ids))
        act.summarize(_words(act, command.table, ids))
        bin_.put(act, command.table, ids, back=command.back)
    return Done(id=command.id, last=act.seq or desk.last(), summary=act.summary)


def _as_seen(was: Row, desk: Workbench, rows: list[Seen]) -> None:
    if len(rows) != 1:
        raise CodebookError("Only of one statement can be said what it was.")
    for theirs in stood(desk, rows):
        same = {name: was[name] for name in was if name != "values"}
        agreed(same, same, theirs)
        agreed({"values": theirs["values"]}, {"values": was.get("values", {})}, theirs)


def _words(act: Act, table: str, ids: tuple[str, ...]) -> str:
    if len(ids) > 1:
        return f"{len(ids):,} {table}s" if table != "entity" else f"{len(ids):,} entities"
    row: Row = history.rows_by_id(act.connection, table, ids).get(ids[0], {})
    words = next((row[key] for key in ("quotation", "title", "name", "body") if row.get(key)), "")
    return f"{table} {short(words)}" if words else table

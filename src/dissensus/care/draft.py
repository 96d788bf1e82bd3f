"""What will an act change, before anything is changed? ``Draft``, ``carry_out``"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dissensus.errors import CodebookError, Conflict, NotFound
from dissensus.store import history, references
from dissensus.store.history import Act, Change, Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Clash", "Draft", "Dropped", "carry_out"]

_WORDS: Final = {"statement_type": "statement type", "entity": "entry"}


@dataclass(frozen=True, slots=True)
class Clash:
    """A field on which merged entities disagree; somebody has to say whose value is kept.

    ``field`` is the name of an attribute, or "definition"; each choice is an entity's identity and
    what it says.
    """

    field: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something an act does not keep: whose, which field, what it said."""

    entity: str
    field: str
    value: str


class Draft:
    """Rows before and after, and what somebody should know before they are written."""

    def __init__(self, connection: Connection, verb: str, summary: str = "") -> None:
        self.connection = connection
        self.verb = verb
        self.summary = summary
        self.clashes: list[Clash] = []
        self.dropped: list[Dropped] = []
        self._before: dict[tuple[str, str], Row | None] = {}
        self._after: dict[tuple[str, str], Row] = {}

    def row(self, table: str, row_id: str) -> Row:
        """Return a row as the draft leaves it; one in the trash counts as not there."""
        key = (table, row_id)
        if key not in self._after:
            found = history.rows_by_id(self.connection, table, [row_id]).get(row_id)
            if found is None or found.get("trashed"):
                raise NotFound(
                    f"The {_WORDS.get(table, table)} is no longer in the codebook.",
                    remedy="It was merged or removed since; choose another.",
                )
            self.know(table, [found])
        return self._after[key]

    def know(self, table: str, rows: Iterable[Row]) -> None:
        """Take note of rows that were read; those the draft has already stay as they are."""
        for row in rows:
            key = (table, row["id"])
            if key not in self._after:
                self._before[key] = dict(row)
                self._after[key] = dict(row)

    def change(self, table: str, row_id: str, /, **values: Any) -> None:
        """Put other values into a row that the draft knows."""
        self._after[table, row_id].update(values)

    def new(self, table: str, row: Row) -> None:
        """Add a row; columns left out take their defaults."""
        key = (table, row["id"])
        self._before[key] = None
        self._after[key] = dict(row)

    def put(self, table: str, row_id: str, values: dict[str, object]) -> None:
        """Write the values of a statement or suggestion that the draft knows."""
        self.change(table, row_id, values=json.dumps(values, ensure_ascii=False))

    def added(self) -> list[tuple[str, Row]]:
        """Return the rows that are new, with their tables."""
        return [(key[0], self._after[key]) for key, row in self._before.items() if row is None]

    def changed(self, table: str = "") -> list[Change]:
        """Return the rows that become different (of one table), without those that are new."""
        found = [
            Change(key[0], key[1], before, self._after[key])
            for key, before in self._before.items()
            if before is not None and before != self._after[key] and table in ("", key[0])
        ]
        # Names that become free come first: a name may stand in the codebook only once.
        return sorted(found, key=lambda c: (c.table, not (c.after or {}).get("trashed", 0)))

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not self.added() and not self.changed()

    def expect_untouched(self, since: int) -> None:
        """Raise ``Conflict`` if a row that changes was changed after act number ``since``.

        The same for statements that were chosen and do not change: they may have, then.
        """
        rows = {"statement": {row_id for table, row_id in self._before if table == "statement"}}
        for change in self.changed():
            rows.setdefault(change.table, set()).add(change.row_id)
        if references.touched_since(self.connection, since, rows):
            raise Conflict(
                "Something this would change has been changed since the preview was made.",
                remedy="Look at the preview again; nothing was changed.",
            )

    def expect_decided(self) -> None:
        """Raise ``CodebookError`` if merged entities disagree and nobody said whose value is kept."""
        if self.clashes:
            fields = ", ".join(repr(c.field) for c in self.clashes)
            raise CodebookError(
                f"They have different values of {fields}.", remedy="Choose which to keep."
            )


def carry_out(act: Act, draft: Draft) -> None:
    """Write a draft that was made in the transaction of this act. Cost: O(rows)."""
    draft.expect_decided()
    act.describe(draft.verb, draft.summary)
    act.apply(draft.changed())
    for table, row in draft.added():
        act.insert(table, [row])

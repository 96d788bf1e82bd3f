"""How is work taken back, and brought again? ``undo``, ``redo``, ``revert``

By an act of its own that applies the opposite of a run to each row, so nothing ever leaves the history.
It is refused where somebody worked on one of the rows since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, func, select

from dissensus.errors import Conflict, NotFound
from dissensus.store import chronicle, references, schema
from dissensus.store.connect import Store
from dissensus.store.grounds import grounded
from dissensus.store.history import REDO, UNDO, Act, Change, begin, load, rows_by_id

__all__ = ["expect", "named", "redo", "revert", "turns", "undo"]

_GONE: Final = {"trashed": 1}  # of a row that is not there


def undo(store: Store, *, coder: tuple[str, str], act_id: str = "") -> str:
    """Take back the coder's last run that still stands; returns what it was.

    Cost: O(acts of the coder until that run + its changes).
    """
    with store.read() as connection:
        run = last_standing(connection, coder[0])
    if run is None:
        raise NotFound("There is nothing to undo.")
    return _reverse(store, run, coder=coder, verb=UNDO, act_id=act_id)


def redo(store: Store, *, coder: tuple[str, str], act_id: str = "") -> str:
    """Apply again the run that the coder undid last, unless new work came after it."""
    with store.read() as connection:
        run = last_undone(connection, coder[0])
    if run is None:
        raise NotFound("There is nothing to redo.")
    return _reverse(store, run, coder=coder, verb=REDO, act_id=act_id)


def revert(store: Store, run: str, *, coder: tuple[str, str], act_id: str = "") -> str:
    """Take back any one run whose rows are still as it left them; ``redo`` brings it again."""
    with store.read() as connection:
        if _first_act(connection, run) is None:
            raise NotFound("The history has no such work.", remedy="Reload the history.")
        if is_undone(connection, run):
            raise Conflict("This was taken back already.", remedy="Redo brings it again.")
    return _reverse(store, run, coder=coder, verb=UNDO, act_id=act_id)


def turns(connection: Connection, coder_id: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what undo and what redo would do for a coder, as verb and summary; empty where nothing."""

    def of(run: str | None) -> tuple[str, str]:
        first = _first_act(connection, run) if run is not None else None
        return (first.verb, first.summary) if first is not None else ("", "")

    return of(last_standing(connection, coder_id)), of(last_undone(connection, coder_id))


def last_standing(connection: Connection, coder_id: str) -> str | None:
    """Return the coder's latest run that was not taken back.

    A run counts from its first act, or from when it was last brought again: bulk work that goes on in
    the background does not come before what a coder did meanwhile.
    """
    best, best_at = None, 0
    seen: set[str] = set()
    for row in _own(connection, coder_id):
        if row.seq <= best_at:
            break
        run = row.run if row.verb not in (UNDO, REDO) else row.of
        if run in seen:
            continue
        seen.add(run)
        if row.verb == UNDO:  # nobody else can have brought it again
            continue
        at = _position(connection, run, coder_id, since=_taken_back(connection, run))
        if at > best_at:
            best, best_at = run, at
    return best


def last_undone(connection: Connection, coder_id: str) -> str | None:
    """Return the run that the coder took back last, if nothing new was done since."""
    redone: set[str] = set()
    for row in _own(connection, coder_id):
        if row.verb == REDO:
            redone.add(row.of)
        elif row.verb != UNDO:
            return None
        elif row.of in redone:
            redone.discard(row.of)
        elif is_undone(connection, row.of):
            return str(row.of)
    return None


def is_undone(connection: Connection, run: str) -> bool:
    """Say whether a run was taken back, and nothing was added to it since."""
    a = schema.act.c
    since = _taken_back(connection, run)
    later = select(a.seq).where(a.run == run, a.seq > since).limit(1)
    return bool(since) and connection.execute(later).first() is None


def expect(connection: Connection, changes: Iterable[Change]) -> None:
    """Refuse when a row is no longer what the change starts from: somebody worked on it since."""
    by_table: dict[str, list[Change]] = {}
    for c in changes:
        by_table.setdefault(c.table, []).append(c)
    for table, batch in by_table.items():
        now = rows_by_id(connection, table, [c.row_id for c in batch])
        for c in batch:
            if now.get(c.row_id) != c.before:
                raise Conflict(
                    f"The {named(c)} has been changed since.",
                    remedy="Undo the later change first; the history lists it.",
                )


def supported(
    connection: Connection, changes: Iterable[Change], *, since: int | None = None
) -> None:
    """Refuse when a statement would name an entity that is no longer in the codebook.

    ``since`` is an act up to which no statement named the entities that go. Cost: O(changes), and where
    entities go, the changes since then; without ``since`` a pass over the statements.
    """
    changes = list(changes)
    going = [c.row_id for c in changes if c.table == "entity" and (c.after or _GONE)["trashed"]]
    along = {c.row_id for c in changes if c.table == "statement"}
    for row in references.statements_with(connection, going, since=since):
        if row["id"] not in along and not row["trashed"]:
            raise Conflict(
                f"The {named(Change('statement', row['id'], row, row))} uses what would leave the "
                "codebook by this.",
                remedy="Recode or delete that statement first.",
            )
    named_by = _named_by(connection, changes)
    found = rows_by_id(connection, "entity", list(named_by))
    found.update({c.row_id: c.after for c in changes if c.table == "entity" and c.after})
    for entity_id, c in named_by.items():
        if entity_id not in found or found[entity_id]["trashed"]:
            who = f" ({found[entity_id]['name']})" if entity_id in found else ""
            raise Conflict(
                f"The {named(c)} names somebody or something{who} who is no longer in the codebook.",
                remedy="Bring that back first.",
            )


def _named_by(connection: Connection, changes: Iterable[Change]) -> dict[str, Change]:
    """Return the entities that the statements name after these changes, and one change each."""
    slots = references.slots(connection)
    found: dict[str, Change] = {}
    for c in changes:
        if c.table != "statement" or c.after is None or c.after["trashed"]:
            continue
        values: dict[str, Any] = load(c.after["values"]) or {}
        for slot in slots.get(c.after["statement_type_id"], ()):
            if values.get(slot):
                found[str(values[slot])] = c
    return found


def named(c: Change) -> str:
    """Say in words which row a change is about."""
    row = c.after or c.before or {}
    words = next((row[key] for key in ("quotation", "name", "title", "body") if row.get(key)), "")
    what = c.table.replace("_", " ")
    return f"{what} “{words if len(words) <= 60 else words[:59] + '…'}”" if words else what


def _own(connection: Connection, coder_id: str) -> Iterator[Any]:
    """Go back through a coder's acts, reading no more of them than are looked at."""
    a = schema.act.c
    query = select(a.seq, a.run, a.verb, a.of).where(a.coder_id == coder_id)
    found = connection.execute(query.order_by(a.seq.desc()).execution_options(yield_per=20))
    try:
        yield from found
    finally:
        found.close()


def _taken_back(connection: Connection, run: str) -> int:
    """Return the number of the act that took a run back, 0 where it stands."""
    a = schema.act.c
    query = select(a.seq, a.verb).where(a.of == run, a.of != "").order_by(a.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return int(row.seq) if row is not None and row.verb == UNDO else 0


def _position(connection: Connection, run: str, coder_id: str, *, since: int) -> int:
    """Return from which act on a run stands; 0 if it was taken back."""
    a = schema.act.c
    if since:
        later = select(func.min(a.seq)).where(a.run == run, a.seq > since)
        return connection.execute(later).scalar() or 0
    mine = a.coder_id.concat("") == coder_id  # by the run, not by the coder's many acts
    again = select(func.max(a.seq)).where(a.of == run, a.of != "", a.verb == REDO, mine)
    first = _first_act(connection, run)
    return max(connection.execute(again).scalar() or 0, first.seq if first is not None else 0)


def _first_act(connection: Connection, run: str) -> Any:
    a = schema.act.c
    query = select(a.seq, a.verb, a.summary).where(a.run == run).order_by(a.seq).limit(1)
    return connection.execute(query).first()


def _reverse(store: Store, run: str, *, coder: tuple[str, str], verb: str, act_id: str) -> str:
    """Apply the opposite of what a run (or, to redo it, its undoing) did to each row."""
    with store.read() as connection:
        first = _first_act(connection, run)
        assert first is not None
        what = str(first.summary or first.verb)
    with begin(store, verb, what, coder=coder, of=run, act_id=act_id) as act:
        _apply_opposite(act, run, verb)
    return what


def _apply_opposite(act: Act, run: str, verb: str) -> None:
    net = _net_changes(act.connection, run)
    opposite = [c.inverse for c in reversed(net)] if verb == UNDO else net
    expect(act.connection, opposite)
    grounded(act.connection, opposite)
    supported(act.connection, opposite, since=_settled(act.connection, run, verb))
    act.apply(opposite)


def _settled(connection: Connection, run: str, verb: str) -> int:
    """Return the act after which what a run brought (or, undone, took away) can have come into use."""
    if verb == REDO:
        a = schema.act.c
        undone = select(func.max(a.seq)).where(a.of == run, a.of != "", a.verb == UNDO)
        return connection.execute(undone).scalar() or 0
    first = _first_act(connection, run)
    return int(first.seq) if first is not None else 0


def _net_changes(connection: Connection, run: str) -> list[Change]:
    """Return what a run did to each row in all, in the order of each row's last change."""
    c, a = schema.change.c, schema.act.c
    dead = chronicle.fates(connection, [run])[run].dead
    query = (
        select(c.row_table, c.row_id, c.before, c.after)
        .join(schema.act, a.seq == c.act)
        .where(a.run == run, a.seq > max(dead, default=0))
        .order_by(c.seq)
    )
    net: dict[tuple[str, str], Change] = {}
    for table, row_id, before, after in connection.execute(query):
        earlier = net.pop((table, row_id), None)
        first = earlier.before if earlier else load(before)
        net[table, row_id] = Change(table, row_id, first, load(after))
    return [c for c in net.values() if c.before != c.after]

"""How do several entities become one? ``merge``"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dissensus.care.draft import Clash, Draft, Dropped
from dissensus.care.editing import APART, renamed_apart
from dissensus.care.wordings import clean_aliases
from dissensus.errors import CodebookError
from dissensus.model.entity import Attribute
from dissensus.model.moment import Moment
from dissensus.store import entities, references
from dissensus.store.history import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["BOTH", "merge"]

BOTH: Final = "both"  # a decision: keep what each of them says


def merge(
    connection: Connection,
    into: str,
    others: Sequence[str],
    *,
    decided: Mapping[str, str] | None = None,
) -> Draft:
    """Draft that ``others`` become ``into``: statements, names as aliases, attributes, children, notes.

    ``decided`` says, for an attribute (or "definition") on which they disagree, whose values are kept:
    an identity, or "both". What nobody decided is in the draft's ``clashes``. Cost: a pass over the
    statements.
    """
    choice = decided or {}
    draft = Draft(connection, "merge")
    gone = [other for other in dict.fromkeys(others) if other != into]
    if not gone:
        raise CodebookError("There is nothing to merge.", remedy="Choose at least two.")
    rows = [draft.row("entity", one) for one in (into, *gone)]
    target, merged = rows[0], rows[1:]
    for row in merged:
        if row["kind"] != target["kind"]:
            raise CodebookError(
                f"{row['name']!r} is a {row['kind']} and {target['name']!r} a {target['kind']}.",
                remedy="Only entries of the same kind can be merged.",
            )
    draft.summary = f"{', '.join(row['name'] for row in merged)} → {target['name']}"
    wordings = [word for row in rows for word in (row["name"], *json.loads(row["aliases"]))]
    draft.change(
        "entity",
        into,
        aliases=entities.names_json(clean_aliases(target["name"], wordings)),
        attributes=entities.attributes_json(_attributes(draft, rows, choice)),
        definition=_definition(draft, rows, choice),
        parent_id=_parent(draft, rows),
        color=_color(draft, rows),
    )
    for row in merged:
        draft.change("entity", row["id"], trashed=1)
    _move(draft, into, gone)
    renamed_apart(draft, target["kind"], {row["name"]: target["name"] for row in merged})
    return draft


def _move(draft: Draft, into: str, gone: Sequence[str]) -> None:
    """Let everything that held one of the merged entities hold the one they become."""
    lost = set(gone)
    names = references.slots(draft.connection)
    for row in references.statements_with(draft.connection, gone):
        draft.know("statement", [row])
        values = json.loads(row["values"])
        for name in names[row["statement_type_id"]]:
            if values.get(name) in lost:
                values[name] = into
        draft.put("statement", row["id"], values)
    for child in references.children(draft.connection, gone):
        if child["id"] not in (into, *gone):
            draft.know("entity", [child])
            draft.change("entity", child["id"], parent_id=into)
    for note in references.notes_on(draft.connection, "entity", gone):
        draft.know("note", [note])
        draft.change("note", note["id"], row_id=into)


def _attributes(draft: Draft, rows: Sequence[Row], choice: Mapping[str, str]) -> list[Attribute]:
    """Keep every attribute; where two of them can't be true together, keep whose was chosen."""
    said = {row["id"]: entities.attributes_from(row["attributes"]) for row in rows}
    names = dict.fromkeys(a.name for attributes in said.values() for a in attributes)
    kept: list[Attribute] = []
    for name in names:
        by = {one: [a for a in said[one] if a.name == name] for one in said}
        union = list(dict.fromkeys(a for attributes in by.values() for a in attributes))
        if name == APART or not _disagree(list(by.values())) or choice.get(name) == BOTH:
            kept += union
        elif choice.get(name) in by:
            kept += by[choice[name]]
            draft.dropped += [
                Dropped(one, name, _said([a]))
                for one, attributes in by.items()
                for a in attributes
                if a not in by[choice[name]]
            ]
        else:
            kept += union
            draft.clashes.append(
                Clash(name, tuple((one, _said(each)) for one, each in by.items() if each))
            )
    return kept


def _disagree(each: Sequence[Sequence[Attribute]]) -> bool:
    """Say whether two entities give an attribute different values for the same time."""
    return any(
        a.value != b.value and _overlap(a, b)
        for i, left in enumerate(each)
        for right in each[i + 1 :]
        for a in left
        for b in right
    )


def _overlap(a: Attribute, b: Attribute) -> bool:
    def before(end: Moment | None, start: Moment | None) -> bool:
        return end is not None and start is not None and end.stop <= start.start

    return not before(a.until, b.since) and not before(b.until, a.since)


def _said(attributes: Sequence[Attribute]) -> str:
    def one(a: Attribute) -> str:
        bounds = " – ".join(str(m) if m else "" for m in (a.since, a.until))
        return f"{a.value} ({bounds.strip()})" if a.since or a.until else a.value

    return "; ".join(one(a) for a in attributes)


def _definition(draft: Draft, rows: Sequence[Row], choice: Mapping[str, str]) -> str:
    said = {row["id"]: row["definition"] for row in rows if row["definition"].strip()}
    different = list(dict.fromkeys(said.values()))
    if len(different) < 2:
        return str(different[0]) if different else ""
    chosen = choice.get("definition", "")
    if chosen == BOTH:
        return "\n\n".join(different)
    if chosen in said:
        kept = str(said[chosen])
        draft.dropped += [
            Dropped(one, "definition", text) for one, text in said.items() if text != kept
        ]
        return kept
    draft.clashes.append(Clash("definition", tuple(said.items())))
    return "\n\n".join(different)


def _color(draft: Draft, rows: Sequence[Row]) -> str:
    kept = next((str(row["color"]) for row in rows if row["color"]), "")
    draft.dropped += [
        Dropped(row["id"], "color", row["color"]) for row in rows if row["color"] not in ("", kept)
    ]
    return kept


def _parent(draft: Draft, rows: Sequence[Row]) -> str | None:
    """Return the first parent that is not itself one of those merged."""
    live = entities.live_rows(draft.connection, rows[0]["kind"])
    family = {row["id"] for row in rows}
    found: dict[str, str] = {}
    for row in rows:
        above = next((one for one in _above(live, row["id"]) if one not in family), None)
        # Below one of the family, it would close a circle.
        if above is not None and family.isdisjoint(_above(live, above)):
            found[row["id"]] = above
    kept = next(iter(found.values()), None)
    draft.dropped += [
        Dropped(one, "parent", str(live[above]["name"]))
        for one, above in found.items()
        if above != kept
    ]
    return kept


def _above(live: Mapping[str, Row], one: str) -> list[str]:
    """Return the parent, its parent, and so on, each once."""
    found: list[str] = []
    above: str | None = live[one]["parent_id"]
    while above is not None and above in live and above not in found:
        found.append(above)
        above = live[above]["parent_id"]
    return found

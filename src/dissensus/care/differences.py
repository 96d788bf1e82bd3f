"""What would another codebook change? ``differences``, ``Difference``"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dissensus.model.codebook import Codebook, StatementType
from dissensus.model.entity import Entity

__all__ = ["Difference", "differences"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing another codebook says otherwise.

    ``what`` is "codebook", "statement type", "variable" or "entity"; ``change`` is "added", "changed" or
    "removed"; ``fields`` maps what changes to how it reads before and after. ``refused`` says why it
    can't be done.
    """

    what: str
    name: str
    change: str
    fields: Mapping[str, tuple[str, str]]
    refused: str = ""


def differences(
    now: Codebook,
    new: Codebook,
    *,
    used_types: Collection[str],
    used_entities: Collection[str],
) -> list[Difference]:
    """Return what changes when ``new`` takes the place of ``now``, matched by name.

    ``used_types`` are names of types and ``used_entities`` identities of entities that statements use.
    Cost: O(entities).
    """
    found = _changed("codebook", new.title or now.title, _head(now), _head(new))
    then = {t.name: t for t in now.statement_types}
    coming = {t.name: t for t in new.statement_types}
    for name, kind in coming.items():
        if name not in then:
            found.append(Difference("statement type", name, "added", {}))
        else:
            found += _changed("statement type", name, _of_type(then[name]), _of_type(kind))
            found += _variables(then[name], kind, used=name in used_types)
    for name in then.keys() - coming.keys():
        refused = "Statements of this type exist." if name in used_types else ""
        found.append(Difference("statement type", name, "removed", {}, refused))
    return found + _entities(now, new, used_entities)


def _variables(then: StatementType, now: StatementType, *, used: bool) -> list[Difference]:
    found: list[Difference] = []
    before = {v.name: v for v in then.variables}
    after = {v.name: v for v in now.variables}
    for name, variable in after.items():
        full = f"{now.name}: {name}"
        if name not in before:
            found.append(Difference("variable", full, "added", {}))
            continue
        old = before[name]
        sides = [
            {
                "type": f"{v.data_type} {v.entities}".strip(),
                "values": ", ".join(map(str, v.values)),
                "definition": v.definition,
            }
            for v in (old, variable)
        ]
        other = used and sides[0]["type"] != sides[1]["type"]
        refused = "It has values of the other type." if other else ""
        found += _changed("variable", full, sides[0], sides[1], refused)
    for name in before:
        if name not in after:
            refused = "Statements of this type exist." if used else ""
            found.append(Difference("variable", f"{now.name}: {name}", "removed", {}, refused))
    return found


def _entities(now: Codebook, new: Codebook, used: Collection[str]) -> list[Difference]:
    found: list[Difference] = []
    then = {(e.kind, e.name): e for e in now.entities}
    coming = {(e.kind, e.name): e for e in new.entities}
    for (kind, name), entity in coming.items():
        full = f"{kind}: {name}"
        old = then.get((kind, name))
        if old is None:
            found.append(Difference("entity", full, "added", {}))
        else:
            found += _changed("entity", full, _of_entity(old), _of_entity(entity))
    for key, entity in then.items():
        if key not in coming:
            refused = "Statements use it." if entity.id in used else ""
            found.append(Difference("entity", f"{key[0]}: {key[1]}", "removed", {}, refused))
    return found


def _changed(
    what: str, name: str, before: Mapping[str, str], after: Mapping[str, str], refused: str = ""
) -> list[Difference]:
    fields = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    return [Difference(what, name, "changed", fields, refused)] if fields else []


def _head(codebook: Codebook) -> dict[str, str]:
    return {
        "title": codebook.title,
        "language": codebook.language,
        "instructions": codebook.instructions,
    }


def _of_type(kind: StatementType) -> dict[str, str]:
    return {"color": kind.color, "definition": kind.definition}


def _of_entity(entity: Entity) -> dict[str, str]:
    def bounds(since: object, until: object) -> str:
        return f" ({since or ''}–{until or ''})" if since or until else ""

    return {
        "aliases": ", ".join(entity.aliases),
        "attributes": "; ".join(
            f"{a.name}: {a.value}{bounds(a.since, a.until)}" for a in entity.attributes
        ),
        "definition": entity.definition,
        "parent": entity.parent,
        "color": entity.color,
    }

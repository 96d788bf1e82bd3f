"""What do we know of the nodes? ``with_attributes``: a network whose nodes carry those of their entities"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dissensus.model.entity import Entity
from dissensus.model.network import Mode, Network, Partition

__all__ = ["with_attributes", "with_coalitions"]

_Values = tuple[str | float | None, ...]


def with_attributes(
    network: Network,
    entities: Iterable[Entity],
    *,
    row_kind: str,
    column_kind: str | None = None,
) -> Network:
    """Give each node the attributes, color and parent of the entity of its name; None where there is none.

    ``row_kind`` and ``column_kind`` are the kinds of entity on the two sides ("actor", "concept"; None: the
    columns are no entities). An attribute called as one the network has already ("statements") is
    written ``entity.statements``. Of an attribute with several values in time, the first is taken.
    Cost: O(nodes × attributes).
    """
    every = tuple(entities)
    rows = _joined(network.rows, network.row_attributes, every, row_kind)
    if network.mode is Mode.ONE_MODE:
        return replace(network, row_attributes=rows, column_attributes=rows)
    columns = dict(network.column_attributes)
    if column_kind is not None:
        columns = _joined(network.columns, network.column_attributes, every, column_kind)
    return replace(network, row_attributes=rows, column_attributes=columns)


def with_coalitions(network: Network, partition: Partition) -> Network:
    """Give each row node the attributes ``coalition`` (a number from 0) and ``stability``."""
    found: dict[str, _Values] = {
        "coalition": tuple(partition.members.get(name) for name in network.rows),
        "stability": tuple(partition.stability.get(name) for name in network.rows),
    }
    rows = {**network.row_attributes, **found}
    same = network.mode is Mode.ONE_MODE
    return replace(
        network,
        row_attributes=rows,
        column_attributes=rows if same else network.column_attributes,
    )


def _joined(
    labels: tuple[str, ...],
    present: Mapping[str, _Values],
    entities: tuple[Entity, ...],
    kind: str,
) -> dict[str, _Values]:
    named = {e.name: e for e in entities if e.kind == kind}
    found = [named.get(label) for label in labels]
    wanted = dict.fromkeys(a.name for e in found if e is not None for a in e.attributes)
    joined: dict[str, _Values] = dict(present)
    for name in wanted:
        key = name if name not in joined else f"entity.{name}"
        joined[key] = tuple((e.attribute(name) or None) if e is not None else None for e in found)
    for name in ("color", "parent"):
        values = tuple(getattr(e, name) or None if e is not None else None for e in found)
        if any(values):
            joined[name if name not in joined else f"entity.{name}"] = values
    return joined

"""Whose wording is it? ``expect_free``, ``clean``: within a kind, one entity for each name and alias"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from dissensus.errors import CodebookError, Conflict
from dissensus.store import entities

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["clean", "clean_aliases", "expect_free"]

_LONGEST: Final = 2_000


def clean(name: str) -> str:
    """Return a name without the space around it; ``CodebookError`` if nothing or too much is left."""
    name = " ".join(name.split())
    if not name:
        raise CodebookError("A name can't be empty.", remedy="Give it a name.")
    if len(name) > _LONGEST:
        raise CodebookError(
            f"The name has {len(name)} characters.", remedy=f"Use {_LONGEST} at most."
        )
    return name


def clean_aliases(name: str, aliases: Iterable[str]) -> list[str]:
    """Return aliases without space around them, each once, without the name itself."""
    kept = dict.fromkeys(clean(alias) for alias in aliases if alias.strip())
    kept.pop(name, None)
    return list(kept)


def expect_free(
    connection: Connection, kind: str, wordings: Collection[str], *, besides: Collection[str]
) -> None:
    """Raise ``Conflict`` if one of these wordings is already another entity's name or alias.

    Entities in ``besides`` do not count. Cost: O(entities of the kind).
    """
    if not wordings:
        return
    wanted = set(wordings)
    for row in entities.live_rows(connection, kind).values():
        if row["id"] in besides:
            continue
        for wording in (row["name"], *json.loads(row["aliases"])):
            if wording in wanted:
                which = "the name" if wording == row["name"] else f"an alias of {row['name']!r}"
                raise Conflict(
                    f"{wording!r} is already {which} in {kind}.",
                    remedy="Use another wording, or merge the two.",
                )

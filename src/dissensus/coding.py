"""Where does a statement stand, and which values does it keep? ``place``, ``kept_values``"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dissensus.errors import NotFound
from dissensus.model.codebook import StatementType
from dissensus.model.span import Span
from dissensus.text.anchor import remap

__all__ = ["Place", "kept_values", "place"]


@dataclass(frozen=True, slots=True)
class Place:
    """The version of a text that a statement stands on, its span and words there; see ``Statement.flag``."""

    version: int
    span: Span
    quotation: str
    flag: str = ""


def place(texts: Mapping[int, str], version: int, span: Span, body: Callable[[str], str]) -> Place:
    """Find where words that were chosen in one version of a text stand in the current one.

    ``texts`` has the hash of each version, ``body`` reads a text. Where a new version came while somebody
    was reading an older one, the statement goes along with its words; if these are gone it stays on the
    version that was read, and is flagged.
    """
    if version not in texts:
        raise NotFound(f"The text has no version {version}.", remedy="Reload it.")
    words = body(texts[version])
    quotation = span.of(words)
    current = max(texts)
    if version == current:
        return Place(version, span, quotation)
    now = body(texts[current])
    (moved,) = remap(words, now, [span])
    if moved is None:
        return Place(version, span, quotation, f"its words changed in version {current}")
    return Place(current, moved, moved.of(now))


def kept_values(
    values: Mapping[str, Any], old: StatementType, new: StatementType
) -> dict[str, Any]:
    """Return the values that mean the same in another statement type: same name, same kind of value."""
    kinds = {v.name: (v.data_type, v.entities) for v in old.variables}
    allowed = {v.name: v.values for v in new.variables}
    fits = {v.name for v in new.variables if kinds.get(v.name) == (v.data_type, v.entities)}
    return {
        name: value
        for name, value in values.items()
        if name in fits and (not allowed[name] or value in allowed[name])
    }

"""What can a variable hold? ``Value``"""

from __future__ import annotations

from dissensus.model.moment import Moment

__all__ = ["Value"]

# An entity variable holds the entity's name; the store keeps its identity, so a rename reaches all.
Value = str | bool | int | float | Moment | None

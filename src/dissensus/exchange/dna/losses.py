"""What could not be carried from one side to the other? ``Loss``, ``Losses``"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Loss", "Losses"]

_EXAMPLES: Final = 3
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that did not come along as it was: how many, some of them, and why.

    ``kept`` says that it is kept for the way back and only has no use on this side.
    """

    what: str
    count: int
    why: str
    examples: tuple[str, ...] = ()
    kept: bool = False

    def as_json(self) -> dict[str, object]:
        """Write it as plain values."""
        return {
            "what": self.what,
            "count": self.count,
            "why": self.why,
            "examples": list(self.examples),
            "kept": self.kept,
        }


@dataclass(slots=True)
class Losses:
    """Gathers losses; the same kind twice is one with both counts."""

    _found: dict[tuple[str, str, bool], Loss] = field(default_factory=dict)

    def add(
        self,
        what: str,
        why: str,
        examples: Iterable[object] = (),
        *,
        count: int | None = None,
        kept: bool = False,
    ) -> None:
        """Add a loss; without ``count`` it is of as many things as there are examples (none: no loss)."""
        shown = [str(e)[:_LONGEST] for e in examples]
        number = len(shown) if count is None else count
        if not number:
            return
        before = self._found.get((what, why, kept), Loss(what, 0, why, kept=kept))
        self._found[what, why, kept] = Loss(
            what,
            before.count + number,
            why,
            (*before.examples, *shown)[:_EXAMPLES],
            kept,
        )

    def all(self) -> tuple[Loss, ...]:
        """Return what was lost, then what is only kept."""
        return tuple(sorted(self._found.values(), key=lambda loss: loss.kept))

"""How does a text fit into DNA's short fields? ``Fitter``: cut, told apart, and listed as a loss"""

from __future__ import annotations

from dissensus.exchange.dna.layout import LONGEST
from dissensus.exchange.dna.losses import Losses

__all__ = ["Fitter"]


class Fitter:
    """Cuts what is too long for one kind of field, and lists what was cut."""

    def __init__(self, what: str, losses: Losses) -> None:
        self._what = what
        self._losses = losses

    def cut(self, text: str) -> str:
        """Return the text as far as it fits."""
        if len(text) <= LONGEST:
            return text
        self._losses.add(self._what, f"DNA takes {LONGEST} characters; the end was cut off", [text])
        return text[:LONGEST]

    def told_apart(self, text: str, taken: set[str]) -> str:
        """Return the text as far as it fits, with a number at the end if it is taken; takes it."""
        found, number = self.cut(text), 2
        while found in taken:
            end = f" ({number})"
            found, number = text[: LONGEST - len(end)] + end, number + 1
        taken.add(found)
        return found

"""How often is a suggester right, and how sure is that? ``Acceptance``"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

__all__ = ["Acceptance"]

_Z: Final = 1.959963984540054  # 95 percent of a normal distribution lie within


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How many of the proposals that people decided on they accepted, corrected or as they were.

    ``low`` and ``high`` bound the rate of all its proposals with 95 percent confidence, after Wilson, E. B.
    (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212; good for few
    decisions and for rates near 0 and 1, too.

    >>> half = Acceptance(5, 10)
    >>> round(half.low, 4), half.rate, round(half.high, 4)
    (0.2366, 0.5, 0.7634)
    """

    accepted: int
    decided: int

    @property
    def rate(self) -> float | None:
        """The share; None where nothing was decided."""
        return self.accepted / self.decided if self.decided else None

    @property
    def low(self) -> float:
        """The least rate that goes well with the decisions."""
        return self._bounds()[0]

    @property
    def high(self) -> float:
        """The greatest rate that goes well with the decisions."""
        return self._bounds()[1]

    def _bounds(self) -> tuple[float, float]:
        if not self.decided:
            return 0.0, 1.0
        n, p = self.decided, self.accepted / self.decided
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

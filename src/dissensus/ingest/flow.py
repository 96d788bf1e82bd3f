"""How do words with stray white space become tidy paragraphs? ``Flow``

In XML and HTML, line ends and indents in the file mean a space or nothing. A ``Flow`` takes words as they
come, with the role of those that have one, and hands a ``Draft`` paragraphs without white space at their
ends or doubled within; only a line break that was asked for stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from dissensus.ingest.draft import Draft
from dissensus.model.document import Role

__all__ = ["Flow"]

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_BREAK: Final = "\n"


@dataclass(slots=True)
class Flow:
    """Paragraphs on their way into ``draft``. Cost: linear in the characters."""

    draft: Draft
    _runs: list[tuple[str, Role | None]] = field(default_factory=list)
    _role: Role | None = None
    _gap: str = "\n\n"

    def begin(self, role: Role | None = None, *, gap: str = "\n\n") -> None:
        """End the paragraph at hand and begin one of that role; ``gap`` parts the two."""
        self.end()
        self._role, self._gap = role, gap

    def add(self, words: str | None, *, role: Role | None = None) -> None:
        """Add words; runs of white space in them count as one space."""
        if words:
            self._runs.append((_SPACE.sub(" ", words), role))

    def line(self) -> None:
        """Break the line within the paragraph."""
        self._runs.append((_BREAK, None))

    def end(self) -> None:
        """Hand over the paragraph at hand, unless it holds nothing but white space."""
        tidy: list[tuple[str, Role | None]] = []
        open_ = False  # whether a space would be seen: not at a start, nor after another
        breaks = 0
        for words, role in self._runs:
            if words == _BREAK:
                breaks += 1
                continue
            if not open_ or breaks:
                words = words.lstrip(" ")
            if not words:
                continue
            if tidy and breaks:
                tidy[-1] = (tidy[-1][0].rstrip(" "), tidy[-1][1])
                tidy.append((_BREAK * min(breaks, 2), None))
            breaks = 0
            tidy.append((words, role))
            open_ = not words.endswith(" ")
        self._runs.clear()
        if tidy:
            self.draft.block(self._role, gap=self._gap)
            for i, (words, role) in enumerate(tidy):
                last = i == len(tidy) - 1
                self.draft.add(words.rstrip(" ") if last else words, role=role)
        self._role, self._gap = None, "\n\n"

"""Where in the source do these words stand? ``Locator``

For sources whose words reach the text by way of another program (a web page through trafilatura), which
tells no offsets, joins white space and resolves entities. Words are looked for in the order of the source.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

__all__ = ["Locator"]

_CHANGED: Final = re.compile(r"&#?\w{1,32};|\s{2,}|[^\S ]")
_WHITE: Final = re.compile(r"\s+")
_FAR: Final = 200_000  # characters; a page has no paragraph that begins so far behind the last


class Locator:
    """A source with its white space joined and its entities resolved, and the way back to it.

    Nothing before ``start`` is looked at. A look-up goes on from where the last one ended. O(n) to build.
    """

    def __init__(self, raw: str, *, start: int = 0) -> None:
        words: list[str] = []
        self._here, self._there = [0], [0]
        # Of each piece: does it run in parallel to the source, or stand for something longer there?
        self._parallel = [True]
        here = done = 0
        for match in _CHANGED.finditer(raw):
            found = match[0]
            seen = _WHITE.sub(" ", html.unescape(found)) if found[0] == "&" else " "
            words += (raw[done : match.start()], seen)
            here += match.start() - done
            done = match.end()
            for at, source, parallel in (
                (here, match.start(), False),
                (here + len(seen), done, True),
            ):
                self._here.append(at)
                self._there.append(source)
                self._parallel.append(parallel)
            here += len(seen)
        words.append(raw[done:])
        self._text = "".join(words)
        self._length = len(raw)
        i = bisect_right(self._there, start) - 1
        self._at = self._here[i] + (start - self._there[i] if self._parallel[i] else 0)

    def pieces(self, words: str) -> Iterator[tuple[str, int | None, int | None]]:
        """Yield ``words`` in pieces, each with its offset in the source and the length it has there.

        White space in ``words`` is joined. Words that do not stand in the source as they are come out as
        one piece without an offset.
        """
        words = _WHITE.sub(" ", words)
        at = self._text.find(words, self._at, self._at + _FAR) if words.strip() else -1
        if at < 0:
            yield words, None, None
            return
        self._at = stop = at + len(words)
        while at < stop:
            i = bisect_right(self._here, at) - 1
            end = min(stop, self._here[i + 1] if i + 1 < len(self._here) else stop)
            if self._parallel[i]:
                yield self._text[at:end], self._there[i] + at - self._here[i], None
            else:
                after = self._there[i + 1] if i + 1 < len(self._there) else self._length
                yield self._text[at:end], self._there[i], after - self._there[i]
            at = end

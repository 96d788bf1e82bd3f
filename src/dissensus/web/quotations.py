"""What was said, in its words? ``quoted``: statements with the words around them, for every list of quotations"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from dissensus.store import listing, statements
from dissensus.web.statements import stood
from dissensus.web.workbench import Workbench

__all__ = ["around", "quoted"]

_AROUND: Final = 120  # characters on either side
_LONGEST: Final = 4_000  # characters of a quotation; a list is no place for more


def quoted(desk: Workbench, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return ``QuotationOut``s as dictionaries, in the order of the identities.

    Statements in the trash are left out. Cost: O(statements), and each text is read once.
    """
    with desk.store.read() as connection:
        rows = {r.id: r for r in statements.seen(connection, ids=ids) if not r.trashed}
        titles = listing.titles(connection, {r.document_id for r in rows.values()})
    outs = {out["id"]: out for out in stood(desk, rows.values())}
    found = []
    for one in ids:
        if one not in outs:
            continue
        row = rows[one]
        before, quotation, after = around(desk.text(row.text_hash).body, row.start, row.stop)
        title, source, date = titles[row.document_id]
        found.append(
            {
                "statement": outs[one],
                "before": before,
                "quotation": quotation,
                "after": after,
                "title": title,
                "source": source,
                "date": date,
            }
        )
    return found


def around(text: str, start: int, stop: int) -> tuple[str, str, str]:
    """Return the words of a span and some on either side, cut between words, white space made single."""
    first, last = max(0, start - _AROUND), min(len(text), stop + _AROUND)
    before, after = text[first:start], text[stop:last]
    if first and not text[first - 1].isspace():  # a word cut in two is left out
        before = before[found.end() :] if (found := re.search(r"\s", before)) else before
    if last < len(text) and not text[last].isspace():
        cut = max(after.rfind(" "), after.rfind("\n"))
        after = after[:cut] if cut > 0 else after
    words = text[start:stop] if stop - start <= _LONGEST else f"{text[start : start + _LONGEST]}…"
    return _single(before), _single(words), _single(after)


def _single(words: str) -> str:
    return re.sub(r"\s+", " ", words)

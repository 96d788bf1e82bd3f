"""Which texts are near-duplicates of each other? ``group``: signatures kept by text, groups by document"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from dissensus.store import schema
from dissensus.store.connect import Store
from dissensus.store.history import Act, begin
from dissensus.text.duplicates import joined, signatures

__all__ = ["group", "regroup", "sign", "signed", "text_hashes", "unsigned"]

_CHUNK: Final = 200
_BYTES: Final = 512  # of a signature: 128 numbers of 4 bytes; of a text without words: none


def group(store: Store, *, coder: tuple[str, str], run: str = "") -> int:
    """Give near-duplicate documents a common group; returns how many documents are in one.

    Groups are those of ``dissensus.text.duplicates``; a group is named by its first document. Signatures
    are kept with the texts, so each is computed once. Cost: O(documents); memory: 512 bytes each.
    """
    with store.read() as connection:
        hashes = text_hashes(connection)
        missing = next(unsigned(connection, hashes.values()), [])
    while missing:  # texts that came another way than by reading files
        with store.write() as connection:
            sign(connection, missing)
            missing = next(unsigned(connection, hashes.values()), [])
    with store.read() as connection:
        found = joined(*signed(connection, hashes))
    with begin(store, "group copies", "", coder=coder, run=run) as act:
        regroup(act, found)
    return len(found)


def text_hashes(connection: Connection) -> dict[str, str]:
    """Return the hash of each document's current text; excerpts (quotation-only) are left out."""
    d, v = schema.document.c, schema.version.c
    query = (
        select(d.id, v.text_hash)
        .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
        .where(d.trashed == 0, d.quotation_only == 0)
        .order_by(d.id)
    )
    return {row.id: row.text_hash for row in connection.execute(query)}


def signed(
    connection: Connection, hashes: Mapping[str, str]
) -> tuple[list[str], NDArray[np.uint32]]:
    """Return those of the documents (with the hash of their text) that have words, and their signatures.

    The signatures are the rows of one matrix. Memory: 512 bytes a text.
    """
    s = schema.signature.c
    query = select(s.hash, s.body).where(func.length(s.body) == _BYTES)
    places: dict[str, int] = {}
    bodies = bytearray()
    for row in connection.execute(query.execution_options(yield_per=1000)):
        places[row.hash] = len(places)
        bodies += row.body
    names = [document_id for document_id, key in hashes.items() if key in places]
    rows = np.frombuffer(bodies, dtype="<u4").reshape(-1, _BYTES // 4)
    return names, rows[[places[hashes[name]] for name in names]]


def unsigned(connection: Connection, hashes: Collection[str]) -> Iterator[list[tuple[str, str]]]:
    """Go through the texts that have no signature yet, some at a time: hash and text."""
    s, c = schema.signature.c, schema.content.c
    known = select(s.hash).where(func.length(s.body).in_((0, _BYTES)))
    wanted = sorted(set(hashes).difference(connection.execute(known).scalars()))
    for start in range(0, len(wanted), _CHUNK):
        query = select(c.hash, c.body).where(c.hash.in_(wanted[start : start + _CHUNK]))
        yield [(row.hash, row.body) for row in connection.execute(query)]


def sign(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Keep the signatures of texts (hash and text) with them."""
    if texts:
        found = zip(texts, signatures(body for _, body in texts), strict=True)
        connection.execute(
            text("INSERT OR REPLACE INTO signature(hash, body) VALUES (:hash, :body)"),
            [
                {"hash": key, "body": np.array(minima, dtype="<u4").tobytes()}
                for (key, _), minima in found
            ],
        )


def regroup(act: Act, groups: Mapping[str, str]) -> int:
    """Put documents in these groups, and out of those that are no more."""
    d = schema.document.c
    now = {row.id: row.group_id for row in act.connection.execute(select(d.id, d.group_id))}
    different = {
        document_id: {"group_id": groups.get(document_id, "")}
        for document_id, group in now.items()
        if groups.get(document_id, "") != group
    }
    return act.update("document", different)

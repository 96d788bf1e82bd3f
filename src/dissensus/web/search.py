"""Where does the project say it? ``Asked``, ``results``: one search over texts, statements, entities, notes"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from dissensus.errors import NotFound
from dissensus.model.codebook import Codebook
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.store import coders, documents, row_search, search
from dissensus.store.history import rows_by_id
from dissensus.store.row_search import Found, Wanted
from dissensus.store.row_words import DOCUMENT, ENTITY, NOTE, STATEMENT
from dissensus.text.query import Query
from dissensus.web.indexing import Indexer
from dissensus.web.quotations import quoted
from dissensus.web.snippets import parts, saying, snippet, told
from dissensus.web.wire.search import Kind
from dissensus.web.workbench import Workbench

__all__ = ["Asked", "results"]

Out = dict[str, Any]

_WHOLE: Final = 400  # characters of a quotation that is shown whole
_ABOUT: Final = 80
_RANKED: Final = 500  # entities that are put in order by how well they fit
_SHOWN_IN: Final = {
    STATEMENT: Kind.STATEMENTS,
    ENTITY: Kind.ENTITIES,
    NOTE: Kind.NOTES,
    DOCUMENT: Kind.NOTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser asks for; empty filters are none, and names mean what the codebook says."""

    words: str
    kinds: frozenset[Kind]
    source: str = ""
    since: Moment | None = None
    until: Moment | None = None
    coder: str = ""
    type: str = ""
    entities: tuple[str, ...] = ()
    document: str = ""

    def fitting(self) -> set[Kind]:
        """Return the kinds that all filters can apply to."""
        kinds = set(self.kinds)
        if self.type or self.entities:
            kinds &= {Kind.STATEMENTS}
        if self.coder:
            kinds &= {Kind.STATEMENTS, Kind.NOTES}
        if self.source or self.since or self.until or self.document:
            kinds -= {Kind.ENTITIES}
        return kinds


def results(desk: Workbench, indexer: Indexer, asked: Asked, offset: int, limit: int) -> Out:
    """Return ``Results`` as a dictionary.

    Cost: a look-up for each kind, and reading what is shown.
    """
    query = Query.parse(asked.words)
    kinds = asked.fitting()
    wanted = _wanted(desk, asked, query)
    if not query.terms:
        if not wanted.filtered:
            search.parsed(asked.words)  # tells that there is no word
        kinds -= {Kind.TEXTS, Kind.ENTITIES}
    behind = indexer.current() if kinds - {Kind.TEXTS} else None
    found: Out = {kind.value: None for kind in Kind}
    if Kind.TEXTS in kinds:
        found["texts"] = _texts(desk, asked, query, offset, limit)
    if Kind.STATEMENTS in kinds:
        found["statements"] = _statements(desk, wanted, offset, limit)
    if Kind.ENTITIES in kinds:
        found["entities"] = _entities(desk, wanted, offset, limit)
    if Kind.NOTES in kinds:
        found["notes"] = _notes(desk, wanted, offset, limit)
    late = behind is not None and behind.left > 0
    found["indexing"] = {"done": behind.done, "total": behind.total} if behind and late else None
    return found


def _wanted(desk: Workbench, asked: Asked, query: Query) -> Wanted:
    """Turn names into identities; a name that nothing has is told."""
    coder = ""
    if asked.coder:
        with desk.store.read() as connection:
            coder = coders.by_name(connection, asked.coder).id
    return Wanted(
        query=query,
        kinds=(),
        statement_type=desk.codebook().statement_type(asked.type).id if asked.type else "",
        coder=coder,
        entities=asked.entities,
        document=asked.document,
        source=asked.source,
        since=asked.since,
        until=asked.until,
    )


def _texts(desk: Workbench, asked: Asked, query: Query, offset: int, limit: int) -> Out:
    with desk.store.read() as connection:
        hits = search.within(
            connection,
            query,
            limit=limit,
            offset=offset,
            document=asked.document,
            source=asked.source,
            since=asked.since,
            until=asked.until,
        )
    rows = []
    for hit in hits.rows:
        start = stop = None
        if hit.span is not None:
            start, stop = desk.text(hit.text).offsets.span_to_utf16(hit.span)
        rows.append(
            {
                "document": hit.document_id,
                "title": parts(query, hit.title),
                "source": hit.source,
                "date": hit.date,
                "parts": told(hit.parts),
                "start": start,
                "stop": stop,
            }
        )
    return {"total": hits.total, "more": hits.more, "rows": rows}


def _statements(desk: Workbench, wanted: Wanted, offset: int, limit: int) -> Out:
    found = _found(desk, wanted, (STATEMENT,), offset, limit)
    entities = _by_id(desk.codebook())
    rows = []
    for quotation in quoted(desk, [row_id for _, row_id in found.rows]):
        statement = quotation["statement"]
        names = []
        for value in statement["values"].values():
            entity = entities.get(value) if isinstance(value, str) else None
            wording = saying(wanted.query, entity.wordings) if entity else None
            if entity and wording is not None:
                names.append({"entity": entity.id, "parts": parts(wanted.query, wording)})
        note = statement["note"]
        rows.append(
            {
                "quotation": quotation,
                "parts": snippet(wanted.query, quotation["quotation"], whole=_WHOLE),
                "note": snippet(wanted.query, note) if saying(wanted.query, [note]) else [],
                "names": names,
            }
        )
    return {"total": found.total, "more": found.more, "rows": rows}


def _entities(desk: Workbench, wanted: Wanted, offset: int, limit: int) -> Out:
    """The index knows no order of entities: those it has first are put in order here, the rest follow."""
    query = wanted.query
    found = _found(desk, wanted, (ENTITY,), 0, max(_RANKED, offset + limit))
    known = _by_id(desk.codebook())
    there = [known[row_id] for _, row_id in found.rows if row_id in known]
    ranked = sorted(
        there[:_RANKED],
        key=lambda entity: (_rank(query, entity), entity.name.casefold(), entity.id),
    )
    rows = [
        {
            "id": entity.id,
            "kind": entity.kind,
            "name": parts(query, entity.name),
            "aliases": [parts(query, a) for a in entity.aliases if query.first(a) is not None],
            "definition": snippet(query, entity.definition) if entity.definition else [],
        }
        for entity in (ranked + there[_RANKED:])[offset : offset + limit]
    ]
    return {"total": found.total, "more": found.more, "rows": rows}


def _notes(desk: Workbench, wanted: Wanted, offset: int, limit: int) -> Out:
    found = _found(desk, wanted, (NOTE, DOCUMENT), offset, limit)
    with desk.store.read() as connection:
        notes = rows_by_id(connection, NOTE, [i for table, i in found.rows if table == NOTE])
        names = {coder.id: coder.name for coder in coders.all_coders(connection)}
    # The index may be behind.
    notes = {row_id: note for row_id, note in notes.items() if not note["trashed"]}
    about: dict[str, list[str]] = {DOCUMENT: [i for table, i in found.rows if table == DOCUMENT]}
    for note in notes.values():
        about.setdefault(note["row_table"], []).append(note["row_id"])
    words = _titles(desk, about)
    rows = []
    for table, row_id in found.rows:
        if table == DOCUMENT:
            title, body = words.get((DOCUMENT, row_id), ("", ""))
            on = {"table": DOCUMENT, "row": row_id, "about": title, "document": row_id}
            rest: Out = {"start": None, "stop": None, "coder": "", "created": ""}
        elif row_id in notes:
            note = notes[row_id]
            body = note["body"]
            key = (note["row_table"], note["row_id"])
            start, stop = _place(desk, note)
            on = {"table": key[0], "row": key[1], "about": words.get(key, ("", ""))[0]}
            on["document"] = note["document_id"]
            rest = {"start": start, "stop": stop, "created": note["created"]}
            rest["coder"] = names.get(note["coder_id"], "")
        else:
            continue
        rows.append({"id": row_id, **on, **rest, "parts": snippet(wanted.query, body)})
    return {"total": found.total, "more": found.more, "rows": rows}


def _found(
    desk: Workbench, wanted: Wanted, kinds: Collection[str], offset: int, limit: int
) -> Found:
    with desk.store.read() as connection:
        return row_search.find(connection, wanted.of(kinds), offset=offset, limit=limit)


def _titles(desk: Workbench, about: dict[str, list[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the first words of rows, and the notes of those that are texts."""
    found = {}
    with desk.store.read() as connection:
        for table, ids in about.items():
            for row_id, row in rows_by_id(connection, table, ids).items():
                words = str(row.get("quotation") or row.get("title") or row.get("name") or "")
                short = words if len(words) <= _ABOUT else f"{words[:_ABOUT].rstrip()}…"
                found[table, row_id] = (short, str(row.get("notes", "")))
    return found


def _place(desk: Workbench, note: Out) -> tuple[int | None, int | None]:
    """Return where a note on words stands, in UTF-16."""
    if note["start"] is None or note["document_id"] is None:
        return None, None
    try:
        with desk.store.read() as connection:
            head = documents.head(connection, note["document_id"], version=note["version"])
    except NotFound:
        return None, None
    offsets = desk.text(head.text_hash).offsets
    return offsets.span_to_utf16(Span(note["start"], note["stop"]))


def _rank(query: Query, entity: Entity) -> int:
    """0: the name begins with it, 1: the name has it, 2: an alias has it, 3: only the definition does."""
    first = query.first(entity.name)
    if first is not None:
        return 0 if first.start == 0 else 1
    return 2 if saying(query, entity.aliases) is not None else 3


def _by_id(codebook: Codebook) -> dict[str, Entity]:
    return {entity.id: entity for entity in codebook.entities}

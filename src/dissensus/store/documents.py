"""Which texts are there, in which versions? ``add``, ``add_version``, ``get``, ``load``"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Connection, literal, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from dissensus.errors import NotFound
from dissensus.model.document import Document, Provenance, Region, Role, Source, text_hash
from dissensus.model.identity import new_id
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap, Span
from dissensus.store import schema
from dissensus.store.history import Act, Row, rows_by_id

__all__ = [
    "Head",
    "Known",
    "KnownSources",
    "add",
    "add_version",
    "alike",
    "body",
    "by_name",
    "edit",
    "get",
    "head",
    "identities",
    "known",
    "load",
    "tells_more",
]

METADATA: Final = ("title", "author", "source", "section", "type", "date", "language", "notes")
_CHUNK: Final = 200
Known = tuple[str, int, str]  # document, version number, hash of the text


class Head(NamedTuple):
    """A document without its text, the hash of that text, and whether the document is in the trash."""

    document: Document
    text_hash: str
    trashed: bool


@dataclass(frozen=True, slots=True)
class KnownSources:
    """The latest document, and version of it, read from a place or from certain bytes.

    Keys are the location, or the SHA-256 of the bytes, and the part of the source.
    """

    places: dict[tuple[str, str], Known]
    bytes: dict[tuple[str, str], Known]

    def update(self, other: KnownSources) -> None:
        """Take over what is known since."""
        self.places.update(other.places)
        self.bytes.update(other.bytes)


def add(act: Act, documents: Sequence[Document]) -> None:
    """Store new documents, each as version 1. Cost: O(characters)."""
    stored = _store_content(act.connection, documents)
    act.insert(
        "document",
        [
            {
                "id": d.id,
                "version": 1,
                **_metadata(d),
                "group_id": d.group,
                "quotation_only": int(d.quotation_only),
            }
            for d in documents
        ],
    )
    act.insert(
        "version", [_version_row(d, d.id, 1, h) for d, h in zip(documents, stored, strict=True)]
    )


def add_version(act: Act, document_id: str, changed: Document) -> int:
    """Store a changed text as the next version of a document; returns its number.

    Metadata follows the new reading where nobody edited it since the last one.
    """
    (stored,) = _store_content(act.connection, [changed])
    now = rows_by_id(act.connection, "document", [document_id])[document_id]
    v = schema.version
    last = act.connection.execute(
        select(v.c.number, v.c.metadata)
        .where(v.c.document_id == document_id)
        .order_by(v.c.number.desc())
    ).first()
    assert last is not None
    number = int(last.number) + 1
    as_read = json.loads(last.metadata)
    fresh = _metadata(changed)
    update = {name: fresh[name] for name in METADATA if now[name] == as_read.get(name)}
    act.insert("version", [_version_row(changed, document_id, number, stored)])
    act.update("document", {document_id: {"version": number, **update}})
    return number


def tells_more(connection: Connection, known: Known, read: Document) -> bool:
    """Say whether a text read again comes with other metadata than its latest version did."""
    v = schema.version.c
    query = select(v.metadata).where(v.document_id == known[0], v.number == known[1])
    return bool(json.loads(connection.execute(query).scalar_one()) != _metadata(read))


def edit(act: Act, document_id: str, values: Mapping[str, object]) -> int:
    """Change metadata; the text itself is never edited."""
    unknown = set(values) - {*METADATA, "group_id"}
    if unknown:
        raise NotFound(
            f"A document has no field {sorted(unknown)[0]!r}.",
            remedy=f"It has: {', '.join(METADATA)}.",
        )
    return act.update("document", {document_id: {k: str(v) for k, v in values.items()}})


def known(connection: Connection, sources: Iterable[Source]) -> KnownSources:
    """Return which documents were read from these places, and which from these bytes, before."""
    wanted = list(sources)
    v, d = schema.version.c, schema.document.c
    found = KnownSources({}, {})
    for column, values, into in (
        (v.location, {s.location for s in wanted}, found.places),
        (v.sha256, {s.sha256 for s in wanted}, found.bytes),
    ):
        ordered = sorted(values)
        for start in range(0, len(ordered), _CHUNK):
            query = (
                select(column, v.part, v.document_id, v.number, v.text_hash)
                .join(schema.document, d.id == v.document_id)
                .where(column.in_(ordered[start : start + _CHUNK]), d.trashed == 0)
                .order_by(v.document_id, v.number)
            )
            for key, part, *row in connection.execute(query):
                into[key, part] = (row[0], row[1], row[2])
    return found


def alike(connection: Connection) -> dict[tuple[str, str, str], list[tuple[str, int]]]:
    """Return identity and version of the documents by what they are: hash of the text, title, date."""
    d, v = schema.document.c, schema.version.c
    query = (
        select(d.id, d.version, v.text_hash, d.title, d.date)
        .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
        .where(d.trashed == 0)
        .order_by(d.id)
    )
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for row in connection.execute(query):
        found.setdefault((row.text_hash, row.title, row.date), []).append((row.id, row.version))
    return found


def get(connection: Connection, document_id: str, *, version: int | None = None) -> Document:
    """Return one document, in its current version or an earlier one."""
    found = next(_read(connection, [document_id], version=version, trashed=True), None)
    if found is None:
        raise _missing(document_id)
    return found


def head(connection: Connection, document_id: str, *, version: int | None = None) -> Head:
    """Return what is known of a document but its text, however long that is."""
    row = next(_rows(connection, [document_id], version=version, trashed=True, text=False), None)
    if row is None:
        raise _missing(document_id)
    return Head(_document(row), row["version_text_hash"], bool(row["document_trashed"]))


def body(connection: Connection, hash_: str) -> str:
    """Return the text stored under a hash."""
    query = select(schema.content.c.body).where(schema.content.c.hash == hash_)
    found = connection.execute(query).scalar()
    if found is None:
        raise NotFound(f"There is no text {hash_}.")
    return str(found)


def by_name(connection: Connection, name: str) -> str:
    """Return the identity of the document that an identity, its beginning, file name or title means."""
    d, v = schema.document.c, schema.version.c
    for where in (
        d.id == name,
        v.location == name,
        v.location.endswith(f"/{name}", autoescape=True),
        d.title == name,
        d.id.startswith(name, autoescape=True),
    ):
        query = (
            select(d.id)
            .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
            .where(where, d.trashed == 0)
            .distinct()
            .limit(2)
        )
        ids = [row.id for row in connection.execute(query)]
        if len(ids) == 1:
            return str(ids[0])
        if ids:
            raise NotFound(f"{name!r} means more than one document.", remedy="Give its identity.")
    raise NotFound(f"There is no document {name!r}.", remedy="`dissensus search` lists them.")


def identities(connection: Connection) -> list[str]:
    """Return the documents that are not in the trash, oldest first, undated last."""
    d = schema.document.c
    query = select(d.id).where(d.trashed == 0).order_by(d.date == "", d.date, d.id)
    return [row.id for row in connection.execute(query)]


def load(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[Document]:
    """Go through the documents that are not in the trash, oldest first; memory: one chunk."""
    ids = identities(connection) if ids is None else ids
    for start in range(0, len(ids), _CHUNK):
        yield from _read(connection, ids[start : start + _CHUNK])


def _missing(document_id: str) -> NotFound:
    return NotFound(f"There is no document {document_id}.", remedy="`dissensus search` lists them.")


def _read(connection: Connection, ids: Sequence[str], **which: Any) -> Iterator[Document]:
    return map(_document, _rows(connection, ids, **which))


def _rows(
    connection: Connection,
    ids: Sequence[str],
    *,
    version: int | None = None,
    trashed: bool = False,
    text: bool = True,
) -> Iterator[Any]:
    """Go through documents as they are stored, in the order of the identities."""
    d, v = schema.document, schema.version
    words, layout = schema.content.alias("text"), schema.content.alias("layout")
    number = d.c.version if version is None else version
    body = words.c.body if text else literal("")
    query = (
        select(d, v, body.label("body"), layout.c.body.label("layout_body"))
        .join(v, (v.c.document_id == d.c.id) & (v.c.number == number))
        .join(words, words.c.hash == v.c.text_hash)
        .join(layout, layout.c.hash == v.c.layout_hash)
        .where(d.c.id.in_(ids))
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    )
    if not trashed:
        query = query.where(d.c.trashed == 0)
    found = {row["document_id"]: row for row in connection.execute(query).mappings()}
    return (found[document_id] for document_id in ids if document_id in found)


def _document(row: Any) -> Document:
    layout = json.loads(row["layout_body"])
    date = row["document_date"]
    return Document(
        id=row["document_id"],
        version=row["version_number"],
        text=row["body"],
        title=row["document_title"],
        author=row["document_author"],
        source=row["document_source"],
        section=row["document_section"],
        type=row["document_type"],
        date=Moment.parse(date) if date else None,
        language=row["document_language"],
        notes=row["document_notes"],
        group=row["document_group_id"],
        quotation_only=bool(row["document_quotation_only"]),
        regions=tuple(Region(Span(a, b), Role(role)) for a, b, role in layout["regions"]),
        pages=tuple(layout["pages"]),
        origin=OffsetMap(tuple(layout["here"]), tuple(layout["there"])),
        provenance=Provenance(
            source=Source(
                location=row["version_location"],
                sha256=row["version_sha256"],
                size=row["version_size"],
                media_type=row["version_media_type"],
                charset=row["version_charset"],
                part=row["version_part"],
            ),
            reader=row["version_reader"],
            reader_version=row["version_reader_version"],
            read_at=datetime.fromisoformat(row["version_read_at"]),
            evidence=json.loads(row["version_evidence"]),
            warnings=tuple(json.loads(row["version_warnings"])),
        )
        if row["version_reader"]
        else None,
    )


def _metadata(document: Document) -> Row:
    row: Row = {name: getattr(document, name) for name in METADATA}
    row["date"] = str(document.date) if document.date else ""
    return row


def _layout(document: Document) -> str:
    return json.dumps(
        {
            "regions": [[r.span.start, r.span.stop, r.role.value] for r in document.regions],
            "pages": list(document.pages),
            "here": list(document.origin.here),
            "there": list(document.origin.there),
        },
        separators=(",", ":"),
    )


def _store_content(connection: Connection, documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Store texts and layouts under their hashes, and return these.

    What is there already stays as it is.
    """
    bodies = [(d.text, _layout(d)) for d in documents]
    hashes = [(text_hash(text), text_hash(layout)) for text, layout in bodies]
    rows = {
        key: body
        for keys, pair in zip(hashes, bodies, strict=True)
        for key, body in zip(keys, pair, strict=True)
    }
    if rows:
        connection.execute(
            insert_or_ignore(schema.content).on_conflict_do_nothing(),
            [{"hash": key, "body": body} for key, body in rows.items()],
        )
    return hashes


def _version_row(document: Document, document_id: str, number: int, hashes: tuple[str, str]) -> Row:
    row: Row = {
        "id": new_id(),
        "document_id": document_id,
        "number": number,
        "text_hash": hashes[0],
        "layout_hash": hashes[1],
        "metadata": json.dumps(_metadata(document), ensure_ascii=False, sort_keys=True),
        "evidence": "{}",
        "warnings": "[]",
    }
    provenance = document.provenance
    if provenance is not None:
        source = provenance.source
        row |= {
            "location": source.location,
            "part": source.part,
            "sha256": source.sha256,
            "size": source.size,
            "media_type": source.media_type,
            "charset": source.charset,
            "reader": provenance.reader,
            "reader_version": provenance.reader_version,
            "read_at": provenance.read_at.isoformat(),
            "evidence": json.dumps(dict(provenance.evidence), ensure_ascii=False, sort_keys=True),
            "warnings": json.dumps(list(provenance.warnings), ensure_ascii=False),
        }
    return row

"""Which tables are there? ``metadata``, ``KEPT``, ``SCHEMA_VERSION``

Three families:

* **state**: what is so now. Every row of these tables (``KEPT``) got there through the history and can
  be rebuilt from it; each has a UUIDv7 as ``id``.
* **history**: ``act`` and ``change``, append-only (triggers refuse anything else).
* **content**: texts and layouts, stored once under their SHA-256 and never changed. What is derived
  from them (search index, signatures) can be made again at any time.

``meta`` and ``session`` (which browsers are let in) stand outside of these: they say nothing about the
material.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import REAL

__all__ = [
    "KEPT",
    "SCHEMA_VERSION",
    "act",
    "change",
    "codebook",
    "coder",
    "content",
    "decision",
    "document",
    "entity",
    "meta",
    "metadata",
    "note",
    "origin",
    "policy",
    "rejection",
    "search_key",
    "session",
    "signature",
    "statement",
    "statement_type",
    "suggestion",
    "variable",
    "version",
]

SCHEMA_VERSION: Final = 3

metadata = MetaData()


def _table(name: str, *columns: SchemaItem) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _words(name: str) -> Column[str]:
    """Text that is never null; the empty string where there is nothing to say."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def _whole(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _to(name: str, target: str, *, nullable: bool = False) -> Column[str]:
    """A reference, checked at the end of the transaction: an act may come in any order."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=nullable, index=True)


meta = _table("meta", Column("key", Text, primary_key=True), _words("value"))
session = _table(
    "session",
    Column("hash", Text, primary_key=True),  # SHA-256 of what the browser's cookie holds
    _words("coder"),  # by name: somebody new gets an identity with the first act
    _words("created"),
    _words("expires"),
)

# content ----------------------------------------------------------------------------------------

content = _table("content", Column("hash", Text, primary_key=True), _words("body"))
signature = _table(
    "signature",
    Column("hash", Text, ForeignKey("content.hash"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
search_key = _table(
    "search_key",
    Column("key", Integer, primary_key=True),
    Column("document_id", Text, nullable=False, unique=True),
)

# history ----------------------------------------------------------------------------------------

act = _table(
    "act",
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _words("run"),  # acts of one bulk work share it; undo and redo take them as one
    _words("time"),
    _words("coder_id"),  # no reference: a coder's own arrival can be undone too
    _words("coder"),
    _words("verb"),
    _words("summary"),
    _words("of"),  # the run that an undo or redo is about
)
Index("act_by_run", act.c.run)
Index("act_by_coder", act.c.coder_id)
Index("act_by_of", act.c.of, sqlite_where=text("of != ''"))

change = _table(
    "change",
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("act", Integer, ForeignKey("act.seq"), nullable=False, index=True),
    _words("row_table"),
    _words("row_id"),
    Column("before", Text),  # the whole row as JSON; null: it was not there
    Column("after", Text),  # null: it is gone
)
Index("change_by_row", change.c.row_table, change.c.row_id)

# state ------------------------------------------------------------------------------------------

coder = _table("coder", _id(), _words("name"), _words("kind"), _words("permissions"))
Index("coder_name", coder.c.name, unique=True)

codebook = _table("codebook", _id(), _words("title"), _words("language"), _words("instructions"))

statement_type = _table(
    "statement_type",
    _id(),
    _words("name"),
    _words("color"),
    _words("definition"),
    _whole("position"),
    _whole("trashed"),
)
Index("statement_type_name", statement_type.c.name, unique=True, sqlite_where=text("trashed = 0"))

variable = _table(
    "variable",
    _id(),
    _to("statement_type_id", "statement_type.id"),
    _words("name"),
    _words("data_type"),
    _words("entities"),
    _words("allowed"),  # JSON list
    _words("definition"),
    _whole("position"),
    _whole("trashed"),
)

entity = _table(
    "entity",
    _id(),
    _words("kind"),
    _words("name"),
    _words("aliases"),  # JSON list
    _words("attributes"),  # JSON list of {name, value, since, until}
    _words("definition"),
    _to("parent_id", "entity.id", nullable=True),
    _words("color"),
    _whole("position"),
    _whole("trashed"),
)
Index("entity_name", entity.c.kind, entity.c.name, unique=True, sqlite_where=text("trashed = 0"))

document = _table(
    "document",
    _id(),
    _whole("version", 1),  # the current one
    _words("title"),
    _words("author"),
    _words("source"),
    _words("section"),
    _words("type"),
    _words("date"),  # ISO, as exactly as known; '' if unknown
    _words("language"),
    _words("notes"),
    _words("group_id"),  # near-duplicates share one
    _whole("quotation_only"),
    _whole("trashed"),
)

version = _table(
    "version",
    _id(),
    _to("document_id", "document.id"),
    _whole("number", 1),
    _to("text_hash", "content.hash"),
    _to("layout_hash", "content.hash"),  # regions, pages and the offset map, as JSON
    _words("location"),
    _words("part"),
    _words("sha256"),
    _whole("size"),
    _words("media_type"),
    _words("charset"),
    _words("reader"),
    _words("reader_version"),
    _words("read_at"),
    _words("metadata"),  # JSON: the metadata as read, so that later edits can be told from it
    _words("evidence"),  # JSON: field -> where it was found
    _words("warnings"),  # JSON list
    UniqueConstraint("document_id", "number"),
)
Index("version_by_bytes", version.c.sha256, version.c.part)
Index("version_by_location", version.c.location, version.c.part)

rejection = _table(
    "rejection",
    _id(),
    _words("location"),
    _words("reason"),
    _words("remedy"),
    _words("time"),
)

statement = _table(
    "statement",
    _id(),
    _to("statement_type_id", "statement_type.id"),
    _to("document_id", "document.id"),
    _whole("version", 1),
    _whole("start"),
    _whole("stop"),
    _words("quotation"),
    _words("values"),  # JSON: variable -> value; of an entity variable, the entity's id
    _words("voices"),  # JSON list of [name, kind], from the author inwards
    _to("coder_id", "coder.id"),
    _words("created"),
    _words("suggestion_id"),
    _whole("reviewed", 1),
    Column("score", REAL),
    _words("flag"),
    _words("note"),
    _whole("trashed"),
    CheckConstraint('"start" >= 0 AND "start" < "stop"', name="statement_span"),
)
Index("statement_in_trash", statement.c.id, sqlite_where=text("trashed = 1"))

suggestion = _table(
    "suggestion",
    _id(),
    _to("statement_type_id", "statement_type.id"),
    _to("document_id", "document.id"),
    _whole("version", 1),
    _whole("start"),
    _whole("stop"),
    _words("quotation"),
    _words("values"),  # JSON: variable -> value; entities by name, known or not
    _words("voices"),
    Column("score", REAL, nullable=False),
    _words("suggester"),
    _words("suggester_version"),
    _words("reasons"),  # JSON list
    _words("created"),
    _words("state"),
    CheckConstraint('"start" >= 0 AND "start" < "stop"', name="suggestion_span"),
)
Index("suggestion_by_state", suggestion.c.state)

policy = _table(
    "policy",
    _id(),
    Column("min_score", REAL, nullable=False),
    _words("statement_types"),  # JSON list; empty: all
    _words("suggester"),
    _words("created"),
    _words("coder_id"),
)

decision = _table(
    "decision",
    _id(),
    _to("suggestion_id", "suggestion.id"),
    _words("verdict"),
    _to("coder_id", "coder.id"),
    _words("decided"),
    _words("statement_id"),
    _words("policy_id"),
)

origin = _table(
    "origin",
    _id(),
    _words("format"),  # of the foreign data base that was brought in
    _words("name"),
    _words("location"),
    _words("sha256"),
    _words("read_at"),
    _words("tables"),  # JSON: table -> list of hashes; the rows as they were, with our identities
    _words("losses"),  # JSON list: what could not be brought in, or has no use here
)

note = _table(
    "note",
    _id(),
    _words("row_table"),  # what it is about: any row of these tables
    _words("row_id"),
    _to("document_id", "document.id", nullable=True),  # whose text it stands beside, if any
    Column("version", Integer),  # of that text, and
    Column("start", Integer),  # the words in it that the note is about; null: the row as a whole
    Column("stop", Integer),
    _words("body"),
    _to("coder_id", "coder.id"),
    _words("created"),
    _whole("trashed"),
    CheckConstraint('"start" IS NULL OR ("start" >= 0 AND "start" < "stop")', name="note_span"),
)
Index("note_by_row", note.c.row_table, note.c.row_id)

KEPT: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        coder,
        codebook,
        statement_type,
        variable,
        entity,
        document,
        version,
        rejection,
        statement,
        suggestion,
        policy,
        decision,
        origin,
        note,
    )
}

"""Which texts are there to choose from, in which order, and how much is coded in them? ``ordered``, ``lines``, …"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Subquery, collate, exists, func, or_, select

from dissensus.model.suggestion import SuggestionState
from dissensus.store import schema

__all__ = [
    "Line",
    "Order",
    "Wanted",
    "copies",
    "counts",
    "lines",
    "number",
    "ordered",
    "outlets",
    "titles",
]

_CHUNK: Final = 500


class Order(StrEnum):
    """By what the list of texts is sorted."""

    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents, in which order; a field that is empty does not count.

    ``words`` are looked for in title, author and source, all of them; ``coded`` says whether documents
    have a statement.
    """

    order: Order = Order.DATE
    descending: bool = False
    words: str = ""
    source: str = ""
    language: str = ""
    coded: bool | None = None

    @property
    def by_coding(self) -> bool:
        """Whether statements decide about the list, too."""
        return self.order is Order.STATEMENTS or self.coded is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the list, with what is coded, waits and is flagged in it."""

    id: str
    title: str
    author: str
    source: str
    section: str
    type: str
    date: str
    language: str
    statements: int
    waiting: int
    flagged: int


def ordered(connection: Connection, wanted: Wanted, *, limit: int | None = None) -> list[str]:
    """Return the documents that are wanted and not in the trash; what has no such field comes last.

    Cost: O(documents log documents), with a limit O(documents); by statements, one pass over their index
    more.
    """
    d = schema.document.c
    query = select(d.id).where(*_fitting(wanted))
    order: list[ColumnElement[Any]] = []
    if wanted.order is Order.STATEMENTS:
        every, trashed = _by_document(trashed=False), _by_document(trashed=True)
        query = query.outerjoin(every, every.c.document_id == d.id)
        query = query.outerjoin(trashed, trashed.c.document_id == d.id)
        n = func.coalesce(every.c.n, 0) - func.coalesce(trashed.c.n, 0)
        order = [n.desc() if wanted.descending else n]
    elif wanted.order is not Order.DATE:
        column = d[wanted.order.value]
        spelled = collate(column, "NOCASE")
        order = [column == "", spelled.desc() if wanted.descending else spelled]
    latest_first = wanted.descending and wanted.order is Order.DATE
    order += [d.date == "", d.date.desc() if latest_first else d.date, d.id]
    rows = query.order_by(*order).limit(limit).subquery()
    joined = connection.execute(select(func.group_concat(rows.c.id, " "))).scalar()
    return str(joined or "").split()  # as one text: a third of the time that 100,000 rows take


def number(connection: Connection, wanted: Wanted) -> int:
    """Return how many documents are wanted and not in the trash. Cost: O(documents)."""
    query = select(func.count()).select_from(schema.document).where(*_fitting(wanted))
    return int(connection.execute(query).scalar_one())


def lines(connection: Connection, ids: Sequence[str]) -> list[Line]:
    """Return the lines of these documents, in this order; in the trash or not. Cost: O(what is coded there)."""
    d, s, p = schema.document.c, schema.statement.c, schema.suggestion.c
    facts: dict[str, dict[str, Any]] = {}
    coded: dict[str, tuple[int, int]] = {}
    waiting: dict[str, int] = {}
    for part in _parts(ids):
        columns = (d.id, d.title, d.author, d.source, d.section, d.type, d.date, d.language)
        for row in connection.execute(select(*columns).where(d.id.in_(part))):
            facts[row.id] = row._asdict()
        query = (
            select(s.document_id, func.count().label("n"), func.sum(s.flag != "").label("flagged"))
            .where(s.document_id.in_(part), s.trashed == 0)
            .group_by(s.document_id)
        )
        coded.update({r.document_id: (r.n, int(r.flagged)) for r in connection.execute(query)})
        waits = (
            select(p.document_id, func.count().label("n"))
            .where(p.document_id.in_(part), p.state == SuggestionState.WAITING.value)
            .group_by(p.document_id)
        )
        waiting.update({r.document_id: r.n for r in connection.execute(waits)})
    return [
        Line(
            **facts[one],
            statements=coded.get(one, (0, 0))[0],
            waiting=waiting.get(one, 0),
            flagged=coded.get(one, (0, 0))[1],
        )
        for one in ids
        if one in facts
    ]


def outlets(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many documents there are of each source, and in each language."""
    d = schema.document.c
    source, language = (
        {
            str(name): int(n)
            for name, n in connection.execute(
                select(column, func.count())
                .where(d.trashed == 0, column != "")
                .group_by(column)
                .order_by(column)
            )
        }
        for column in (d.source, d.language)
    )
    return source, language


def counts(connection: Connection) -> dict[str, int]:
    """Return how many documents, statements and waiting suggestions there are, none of them in the trash."""
    d, s, p = schema.document.c, schema.statement.c, schema.suggestion.c
    gone = select(d.id).where(d.trashed == 1)
    waits = p.state == SuggestionState.WAITING.value
    documents, statements, in_trash, with_text, waiting, unseen = (
        int(connection.execute(query).scalar_one())
        for query in (
            select(func.count()).where(d.trashed == 0),
            select(func.count()).select_from(schema.statement),
            select(func.count()).where(s.trashed == 1),
            select(func.count()).where(s.document_id.in_(gone), s.trashed == 0),
            select(func.count()).where(waits),
            select(func.count()).where(p.document_id.in_(gone), waits),
        )
    )
    return {
        "documents": documents,
        "statements": statements - in_trash - with_text,
        "waiting": waiting - unseen,
    }


def copies(connection: Connection, document_id: str) -> list[tuple[str, str, str, str]]:
    """Return the near-duplicates of a document, oldest first: identity, title, source, date."""
    d = schema.document.c
    group = select(d.group_id).where(d.id == document_id, d.group_id != "").scalar_subquery()
    query = (
        select(d.id, d.title, d.source, d.date)
        .where(d.group_id == group, d.id != document_id, d.trashed == 0)
        .order_by(d.date == "", d.date, d.id)
    )
    return [(r.id, r.title, r.source, r.date) for r in connection.execute(query)]


def titles(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, str, str]]:
    """Return title, source and date of documents, by identity."""
    d = schema.document.c
    found = {}
    for part in _parts(sorted(ids)):
        query = select(d.id, d.title, d.source, d.date).where(d.id.in_(part))
        found.update({r.id: (r.title, r.source, r.date) for r in connection.execute(query)})
    return found


def _by_document(*, trashed: bool) -> Subquery:
    """Count statements by document: all (out of the index alone), or those in the trash."""
    s = schema.statement.c
    # The empty text keeps SQLite from reading every statement in the order of its document.
    document = s.document_id.concat("") if trashed else s.document_id
    query = select(document.label("document_id"), func.count().label("n")).group_by(document)
    return (query.where(s.trashed == 1) if trashed else query).subquery()


def _fitting(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    d, s = schema.document.c, schema.statement.c
    yield d.trashed == 0
    if wanted.coded is not None:
        coded = exists().where(s.document_id == d.id, s.trashed == 0)
        yield coded if wanted.coded else ~coded
    if wanted.source:
        yield d.source == wanted.source
    if wanted.language:
        yield d.language == wanted.language
    for word in wanted.words.split():
        # SQLite knows upper and lower case of ASCII only.
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        yield or_(
            *(
                column.contains(spelling, autoescape=True)
                for column in (d.title, d.author, d.source)
                for spelling in sorted(spellings)
                if spelling == word or not word.isascii()
            )
        )


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))

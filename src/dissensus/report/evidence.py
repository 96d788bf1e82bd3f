"""Which quotations stand behind a cell, a tie or a bar? ``Evidence``, ``Quote``, ``Link``

Every statement of a report has a number, from 1 in the order of the texts. It stands once in the list of
quotations (``#s12``) and once in its text (``#t12``); everything else on the page refers to numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from dissensus import events as columns
from dissensus.errors import SpanError
from dissensus.events import EventList
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.report.content import ACTOR, STANCE, Findings
from dissensus.report.context import Context, contexts
from dissensus.report.forms import number, outlet, title_of, written_date

__all__ = ["Evidence", "Group", "Kind", "Link", "Quote", "Topic", "evidence"]

_MOST: Final = 500  # quotations one mark leads to; the rest is in the list of quotations


class Kind(StrEnum):
    """The four forms of statement a report knows, in the order of its list of quotations."""

    POSITION = "position"
    RELATION = "relation"
    FIGURE = "figure"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One statement as a reader sees it.

    ``who``, ``verb`` and ``what`` say in words what was coded; ``stance`` is 1, 0 or -1; ``text`` is the
    index of its document in ``Evidence.documents``.
    """

    number: int
    statement: str
    kind: Kind
    who: str
    verb: str
    what: str
    stance: int
    speaker: str
    voices: str
    quotation: str
    span: Span
    text: int
    outlet: str
    page: int | None
    reviewed: bool
    context: Context


@dataclass(frozen=True, slots=True)
class Link:
    """Where a mark leads: without a script to ``href``, with it to a panel of these quotations."""

    href: str
    numbers: tuple[int, ...]

    @property
    def data(self) -> str:
        """The numbers as they stand in the page."""
        return " ".join(map(str, self.numbers[:_MOST]))

    @property
    def total(self) -> int:
        """How many statements stand behind the mark."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Topic:
    """The quotations of one actor on one concept, or about one relation."""

    anchor: str
    heading: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The quotations of one actor, or of one form of statement."""

    anchor: str
    heading: str
    topics: tuple[Topic, ...]

    @property
    def total(self) -> int:
        """How many quotations it holds."""
        return sum(len(topic.quotes) for topic in self.topics)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All quotations of a report, by number and by statement."""

    documents: tuple[Document, ...]
    quotes: tuple[Quote, ...]
    groups: tuple[Group, ...]
    numbers: dict[str, int]
    _places: dict[int, tuple[str, str]]  # number -> anchors of its group and topic

    def quote(self, number: int) -> Quote:
        """Return the quotation of that number."""
        return self.quotes[number - 1]

    def link(self, numbers: Iterable[int]) -> Link:
        """Return the link to these quotations, put in the order of the list of quotations."""
        ordered = tuple(sorted(set(numbers), key=lambda n: (self._places[n], n)))
        places = [self._places[n] for n in ordered]
        if not places:
            return Link("#quotations", ())
        if len({topic for _, topic in places}) == 1:
            return Link(f"#{places[0][1]}", ordered)
        if len({group for group, _ in places}) == 1:
            return Link(f"#{places[0][0]}", ordered)
        return Link(f"#s{ordered[0]}", ordered)


def evidence(findings: Findings) -> Evidence:
    """Number all statements of a report and find the words around each.

    A statement whose document is not among the findings, or whose span does not read as its quotation,
    is an error. Cost: O(texts + statements log statements).
    """
    documents = tuple(sorted(findings.documents, key=_dated_first))
    index = {document.id: i for i, document in enumerate(documents)}
    rows = sorted(
        (
            (
                index[_known(row[columns.DOCUMENT], index)],
                row[columns.START],
                row[columns.STOP],
                row[columns.STATEMENT],
                kind,
                row,
            )
            for kind, events in _kinds(findings)
            for row in events.frame.iter_rows(named=True)
        ),
        key=lambda entry: entry[:5],
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    for text, start, stop, *_ in rows:
        spans[text].append(Span(start, stop))
    around = {text: iter(contexts(documents[text], found)) for text, found in spans.items()}
    quotes = tuple(
        _quote(n, kind, row, text, documents[text], next(around[text]))
        for n, (text, _, _, _, kind, row) in enumerate(rows, start=1)
    )
    groups = _groups(quotes)
    places = {
        quote.number: (group.anchor, topic.anchor)
        for group in groups
        for topic in group.topics
        for quote in topic.quotes
    }
    return Evidence(documents, quotes, groups, {q.statement: q.number for q in quotes}, places)


def _dated_first(document: Document) -> tuple[bool, str, str, str]:
    date = document.date
    return (date is None, str(date.start) if date else "", title_of(document), document.id)


def _known(document: str, index: dict[str, int]) -> str:
    if document not in index:
        raise SpanError(
            f"A statement refers to the document {document!r}, which the findings do not hold.",
            remedy="Gather the findings with all documents the statements come from.",
        )
    return document


def _kinds(findings: Findings) -> list[tuple[Kind, EventList]]:
    pairs = (
        (Kind.POSITION, findings.positions),
        (Kind.RELATION, findings.relations),
        (Kind.FIGURE, findings.figures),
        (Kind.EVENT, findings.events),
    )
    return [(kind, events) for kind, events in pairs if events is not None]


def _quote(
    n: int, kind: Kind, row: dict[str, Any], text: int, document: Document, context: Context
) -> Quote:
    span = Span(row[columns.START], row[columns.STOP])
    if row[columns.QUOTATION] != span.of(document.text):
        raise SpanError(
            f"Statement {row[columns.STATEMENT]} does not read as its quotation at {span} of "
            f"{title_of(document)!r}.",
            remedy="Run `dissensus check` to find such statements.",
        )
    who, verb, what, stance, speaker = _coded(kind, row)
    return Quote(
        number=n,
        statement=row[columns.STATEMENT],
        kind=kind,
        who=who,
        verb=verb,
        what=what,
        stance=stance,
        speaker=speaker,
        voices=row[columns.VOICES] or "",
        quotation=row[columns.QUOTATION],
        span=span,
        text=text,
        outlet=outlet(document),
        page=document.page_of(span.start),
        reviewed=bool(row[columns.REVIEWED]),
        context=context,
    )


def _coded(kind: Kind, row: dict[str, Any]) -> tuple[str, str, str, int, str]:
    """Put what was coded in words: who, verb, what; the stance; the speaker."""
    if kind == Kind.POSITION:
        stance = row[STANCE] or 0
        verb = {1: "agrees", -1: "disagrees", 0: "mentions"}[stance]
        person, actor = row.get("person") or "", row[ACTOR] or ""
        speaker = f"{person} ({actor})" if person and actor and person != actor else actor
        return actor or "No speaker named", verb, row["concept"] or "", stance, speaker
    if kind == Kind.RELATION:
        sign = row["sign"] or 0
        return row["source"] or "", row.get("kind") or "is tied to", row["target"] or "", sign, ""
    if kind == Kind.FIGURE:
        value = "" if row["value"] is None else number(row["value"])
        amount = f"{value} {row.get('unit') or ''}".strip()
        return row["what"] or "", row.get("condition") or "", amount, 0, ""
    return row["what"] or "", "", written_date(row["date"]), 0, ""


def _groups(quotes: Sequence[Quote]) -> tuple[Group, ...]:
    """Sort the quotations for the list: actors by name with their concepts, then relations, figures, events."""
    shelves: dict[tuple[int, str], dict[str, list[Quote]]] = defaultdict(lambda: defaultdict(list))
    order = list(Kind)
    for quote in quotes:
        rank = order.index(quote.kind)
        if quote.kind == Kind.POSITION:
            shelves[rank, quote.who][quote.what].append(quote)
        elif quote.kind == Kind.RELATION:
            shelves[rank, "Relations"][f"{quote.who} → {quote.what}"].append(quote)
        else:
            heading = "Figures" if quote.kind == Kind.FIGURE else "Events"
            shelves[rank, heading][heading].append(quote)
    groups = []
    for g, ((_, heading), topics) in enumerate(sorted(shelves.items()), start=1):
        found = tuple(
            Topic(f"q{g:03}-{t:03}", topic, tuple(topics[topic]))
            for t, topic in enumerate(sorted(topics), start=1)
        )
        groups.append(Group(f"q{g:03}", heading, found))
    return tuple(groups)

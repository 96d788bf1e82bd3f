"""What is found, in one paragraph? ``opening``: sentences written from the numbers

The words report who says what according to the texts; they never rate who is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.model.codebook import POSITION
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.report.content import Findings
from dissensus.report.evidence import Evidence
from dissensus.report.forms import count, day, listing, number, outlet, share, spelled, title_of
from dissensus.report.matrix import Column, Matrix
from dissensus.report.sides import Pair, Sides

__all__ = ["Part", "copies", "opening"]

_MOST_OF: Final = 0.6  # a share of the positions that makes one text speak for all
_SURE: Final = 0.8  # an actor that changes its coalition in more than a fifth of the runs is unsure


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the opening, and the table they come from, if any."""

    words: str
    href: str = ""


def opening(
    findings: Findings, evidence: Evidence, *, matrix: Matrix | None, sides: Sides
) -> tuple[Part, ...]:
    """Write the paragraph a report opens with; every number links to its table."""
    parts = [*_read(evidence), *_coded(findings)]
    if findings.positions is not None and len(findings.positions):
        parts += [*_contested(matrix), *_opposed(sides), *_coalitions(sides), *_leaning(evidence)]
    parts += _unsure(findings, matrix)
    return tuple(parts)


def _read(evidence: Evidence) -> list[Part]:
    documents = evidence.documents
    if not documents:
        return [Part("No text was read. ")]
    dates = [d.date for d in documents if d.date is not None]
    if len(documents) == 1:
        only = documents[0]
        when = f", {day(only.date)}" if only.date else ", which carries no date"
        named = f" ({outlet(only)})" if outlet(only) != title_of(only) else ""
        return [
            Part("This report rests on "),
            Part("one text", "#texts"),
            Part(f", “{title_of(only)}”{named}{when}. "),
        ]
    outlets = {d.source for d in documents if d.source}
    unnamed = sum(not d.source for d in documents)
    parts = [Part("This report rests on "), Part(count(len(documents), "text"), "#texts")]
    if outlets:
        origin = (
            count(len(outlets), "source") if len(outlets) > 1 else f"one source, {min(outlets)}"
        )
        parts += [Part(" from "), Part(origin, "#sources" if len(outlets) > 1 else "")]
    if unnamed and outlets:
        parts.append(
            Part(f" ({count(unnamed, 'text')} {'names' if unnamed == 1 else 'name'} none)")
        )
    if not dates:
        parts.append(Part(", none of which carries a date. "))
    else:
        undated = len(documents) - len(dates)
        some = f"of which {len(dates)} {'carries' if len(dates) == 1 else 'carry'} a date: "
        parts.append(Part(f", {some if undated else ''}{_time(dates)}. "))
    if copied := copies(documents):
        some = "One of them is a near copy" if copied == 1 else f"{number(copied)} are near copies"
        parts += [
            Part(f"{some} of another", "#texts"),
            Part(" and no evidence of its own; what copies share counts once in the networks. "),
        ]
    return parts


def copies(documents: Sequence[Document]) -> int:
    """Return how many texts are near-duplicates of another one that is counted already."""
    groups = [d.group for d in documents if d.group]
    return len(groups) - len(set(groups))


def _time(dates: Sequence[Moment]) -> str:
    first, last = min(dates, key=lambda d: d.start), max(dates, key=lambda d: d.start)
    if day(first) == day(last):
        return f"published {day(first)}"
    return f"published between {day(first)} and {day(last)}"


def _coded(findings: Findings) -> list[Part]:
    total, unreviewed = findings.statements, findings.unreviewed
    if not total:
        where = {0: "", 1: " in it"}.get(len(findings.documents), " in them")
        return [Part(f"No statement has been coded{where} yet. ")]
    forms = [
        (findings.positions, "position", "#positions"),
        (findings.relations, "relation", "#sides"),
        (findings.figures, "figure", "#figures"),
        (findings.events, "dated event", "#figures"),
    ]
    kinds = [(count(len(e), noun), href) for e, noun, href in forms if e is not None and len(e)]
    only = len(kinds) == 1
    parts = [
        Part("In them " if len(findings.documents) != 1 else "In it "),
        Part(kinds[0][0] if only else count(total, "statement"), "#quotations"),
        Part(" is coded" if total == 1 else " are coded"),
    ]
    if not only:
        parts.append(Part(": "))
        for i, (words, href) in enumerate(kinds):
            joint = "" if i == 0 else " and " if i == len(kinds) - 1 else ", "
            parts += [Part(joint), Part(words, href)]
    if not unreviewed:
        whole = "it" if total == 1 else "all of them"
        parts.append(Part(f"; a person has reviewed {whole}. "))
    elif unreviewed == total:
        parts += [Part("; no person has "), Part("reviewed any of them", "#making"), Part(" yet. ")]
    else:
        parts += [
            Part("; a person has reviewed "),
            Part(f"{number(total - unreviewed)} ({share(total - unreviewed, total)})", "#making"),
            Part(". "),
        ]
    return parts


def _contested(matrix: Matrix | None) -> list[Part]:
    if matrix is None:
        return []
    top: Column = matrix.columns[0]
    if not any(column.agree or column.disagree or column.both for column in matrix.columns):
        return []
    if not top.contested:
        return [
            Part("No "),
            Part("concept", "#positions"),
            Part(" is contested: on none do two actors take opposite sides. "),
        ]
    both = f", and {number(top.both)} on both sides" if top.both else ""
    return [
        Part("Most contested is “"),
        Part(top.concept, "#positions"),
        Part(
            f"”, with {count(top.agree, 'actor')} for it and {number(top.disagree)} against{both}. "
        ),
    ]


def _opposed(sides: Sides) -> list[Part]:
    pairs = [pair for pair in sides.pairs if pair.opposed]
    if not pairs:
        return []
    worst: Pair = max(pairs, key=lambda p: (p.opposed, -p.shared))
    topics = listing([f"“{c}”" for c in worst.oppose_on], most=2)
    return [
        Part("The two actors most often opposed are "),
        Part(f"{worst.first} and {worst.second}", "#sides"),
        Part(f", on {topics}. "),
    ]


def _coalitions(sides: Sides) -> list[Part]:
    found = sides.coalitions
    if not found:
        return []
    if sides.thin:
        return [
            Part("No two actors share "),
            Part("more than one position", "#sides"),
            Part(
                f", so {_marked(len(found))} below {'is' if len(found) == 1 else 'are'} a first guess. "
            ),
        ]
    named = [f"{c.letter} around {listing([name for name, _ in c.members[:2]])}" for c in found[:3]]
    parts = [
        Part(f"By the positions they share, {_members(sides)} form "),
        Part(spelled(len(found), "coalition"), "#sides"),
        Part(f": {listing(named)}" if len(found) <= 3 else f", the largest {listing(named)}"),
        Part(". "),
    ]
    unsure = [
        name
        for c in found
        for name, stability in c.members
        if stability is not None and stability < _SURE
    ]
    if unsure:
        verb = "belongs" if len(unsure) == 1 else "belong"
        parts.append(Part(f"Where {listing(unsure, most=3)} {verb} is uncertain. "))
    return parts


def _marked(coalitions: int) -> str:
    return "the coalition marked" if coalitions == 1 else "the coalitions marked"


def _leaning(evidence: Evidence) -> list[Part]:
    """Say if most positions stand in one text: then they are mostly what one author makes of the debate."""
    texts = Counter(q.text for q in evidence.quotes if q.kind == POSITION)
    if len(evidence.documents) < 2 or not texts:
        return []
    (most, held), total = texts.most_common(1)[0], texts.total()
    if held < _MOST_OF * total or total < 2:
        return []
    return [
        Part(f"{number(held)} of the {count(total, 'position')} stand in one text, "),
        Part(f"“{title_of(evidence.documents[most])}”", f"#d{most + 1}"),
        Part(". "),
    ]


def _members(sides: Sides) -> str:
    """Say how many of the actors are in a coalition."""
    inside = sum(len(coalition.members) for coalition in sides.coalitions)
    if inside == sides.actors:
        return "the actors"
    return f"{number(inside)} of {count(sides.actors, 'actor')}"


def _unsure(findings: Findings, matrix: Matrix | None) -> list[Part]:
    """Name what the results lack: review, dates, speakers, texts that could not be read."""
    parts: list[Part] = []
    if findings.unreviewed:
        parts += [
            Part("What has not been reviewed was proposed by a machine and may be wrong; it is "),
            Part("marked “not reviewed”", "#making"),
            Part(" wherever it is shown. "),
        ]
    if matrix is not None and matrix.speakerless:
        verb = "names" if matrix.speakerless == 1 else "name"
        parts.append(
            Part(f"{count(matrix.speakerless, 'position').capitalize()} {verb} no speaker. ")
        )
    if rejected := len(findings.making.rejected):
        parts += [
            Part(count(rejected, "source").capitalize(), "#making"),
            Part(" could not be read. "),
        ]
    if findings.making.waiting:
        waiting = findings.making.waiting
        verb = "waits" if waiting == 1 else "wait"
        parts += [
            Part(count(waiting, "suggestion").capitalize(), "#making"),
            Part(f" {verb} for review and {'is' if waiting == 1 else 'are'} not counted here. "),
        ]
    return parts

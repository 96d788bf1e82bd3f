"""Who sides with whom? ``Sides``: the congruence network and the signed relations, each with its table"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dissensus import events as columns
from dissensus.model.network import Network
from dissensus.report.content import ACTOR, Findings
from dissensus.report.evidence import Evidence, Link
from dissensus.report.forms import count
from dissensus.report.matrix import Stances, in_coalitions
from dissensus.report.picture import Actor, Bond, Picture, picture

__all__ = ["Coalition", "Pair", "Sides", "Told", "sides"]


_PAIRS: Final = 5_000  # the strongest pairs of actors, beyond which they are only counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two actors: how many positions they share and on how many they are opposed, and which."""

    first: str
    second: str
    shared: float
    opposed: float
    agree_on: tuple[str, ...]
    oppose_on: tuple[str, ...]
    shared_link: Link
    opposed_link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One relation from an actor to another, with the statements that tell it."""

    source: str
    target: str
    kinds: tuple[tuple[str, int], ...]
    positive: int
    negative: int
    neutral: int
    unreviewed: int
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalition:
    """A coalition: its members, those who say most first, each with the share of runs in which it stayed (None: not measured)."""

    letter: str
    members: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Section 3: pictures with their tables; None where there is nothing to draw."""

    congruence: Picture | None
    pairs: tuple[Pair, ...]
    pairs_left: int
    coalitions: tuple[Coalition, ...]
    runs: int
    quality: float
    actors: int
    alone: tuple[str, ...]  # actors that share or contest no concept with another
    unreviewed_positions: int
    positions: int
    told: Picture | None
    relations: tuple[Told, ...]
    unreviewed_relations: int
    relation_statements: int

    @property
    def thin(self) -> bool:
        """Whether no two actors share more than one position, so that coalitions rest on next to nothing."""
        return all(pair.shared < 2 for pair in self.pairs)


def sides(findings: Findings, evidence: Evidence, positions: Stances) -> Sides:
    """Draw both networks and write their tables. Cost: O(ties + statements) and that of the layout."""
    pairs = _pairs(findings, evidence, positions)
    drawn, alone = _congruence(findings, evidence, pairs)
    relations = _relations(findings, evidence)
    told = _told(findings, evidence, relations)
    partition = findings.coalitions
    said = Counter(dict.fromkeys(partition.members, 0) if partition else {})
    for (actor, _), cell in positions.cells.items():
        said[actor] += sum(map(len, cell.values()))
    ranked = sorted(said, key=lambda actor: (-said[actor], actor))
    members = in_coalitions(ranked, partition) if partition else []
    stability = partition.stability if partition else {}
    return Sides(
        congruence=drawn,
        pairs=pairs,
        pairs_left=len(_all_pairs(findings)) - len(pairs),
        coalitions=tuple(
            Coalition(letter=name, members=tuple((m, stability.get(m)) for m in actors))
            for name, actors in members
            if name
        ),
        runs=partition.runs if partition else 0,
        quality=partition.quality if partition else 0.0,
        actors=len({actor for actor, _ in positions.cells}),
        alone=alone,
        unreviewed_positions=findings.positions.unreviewed if findings.positions else 0,
        positions=len(findings.positions) if findings.positions else 0,
        told=told,
        relations=relations,
        unreviewed_relations=findings.relations.unreviewed if findings.relations else 0,
        relation_statements=len(findings.relations) if findings.relations else 0,
    )


def _weights(network: Network | None) -> dict[tuple[str, str], float]:
    if network is None:
        return {}
    return {(min(t.source, t.target), max(t.source, t.target)): t.weight for t in network.ties()}


def _all_pairs(findings: Findings) -> set[tuple[str, str]]:
    return {*_weights(findings.congruence), *_weights(findings.conflict)}


def _pairs(findings: Findings, evidence: Evidence, positions: Stances) -> tuple[Pair, ...]:
    shared, opposed = _weights(findings.congruence), _weights(findings.conflict)
    strength = {
        pair: shared.get(pair, 0.0) + opposed.get(pair, 0.0) for pair in {*shared, *opposed}
    }
    strongest = sorted(strength, key=lambda pair: (-strength[pair], pair))[:_PAIRS]
    by_actor: dict[str, dict[str, Mapping[int, tuple[int, ...]]]] = defaultdict(dict)
    for (actor, concept), cell in positions.cells.items():
        by_actor[actor][concept] = cell
    pairs = []
    for a, b in strongest:
        both = sorted(set(by_actor[a]) & set(by_actor[b]))
        alike = {c: _matching(by_actor[a][c], by_actor[b][c], same=True) for c in both}
        unlike = {c: _matching(by_actor[a][c], by_actor[b][c], same=False) for c in both}
        pairs.append(
            Pair(
                first=a,
                second=b,
                shared=shared.get((a, b), 0.0),
                opposed=opposed.get((a, b), 0.0),
                agree_on=tuple(c for c, found in alike.items() if found),
                oppose_on=tuple(c for c, found in unlike.items() if found),
                shared_link=evidence.link(n for found in alike.values() for n in found),
                opposed_link=evidence.link(n for found in unlike.values() for n in found),
            )
        )
    return tuple(
        sorted(pairs, key=lambda p: (-(p.shared + p.opposed), -p.opposed, p.first, p.second))
    )


def _matching(
    a: Mapping[int, tuple[int, ...]], b: Mapping[int, tuple[int, ...]], *, same: bool
) -> list[int]:
    """Return the statements of two actors on one concept that agree (or are opposed)."""
    found: set[int] = set()
    for stance, other in ((1, 1), (-1, -1)) if same else ((1, -1), (-1, 1)):
        if stance in a and other in b:
            found.update(a[stance], b[other])
    return sorted(found)


def _congruence(
    findings: Findings, evidence: Evidence, pairs: Sequence[Pair]
) -> tuple[Picture | None, tuple[str, ...]]:
    if findings.positions is None:
        return None, ()
    actors = _actors(findings, evidence)
    tied = {name for pair in _all_pairs(findings) for name in pair}
    alone = tuple(sorted(a.name for a in actors if a.name not in tied))
    if not pairs:
        return None, alone
    index = {actor.name: i for i, actor in enumerate(actors)}
    bonds = []
    for pair in pairs:
        link = evidence.link((*pair.shared_link.numbers, *pair.opposed_link.numbers))
        net = pair.shared - pair.opposed
        bonds.append(
            Bond(
                source=index[pair.first],
                target=index[pair.second],
                weight=abs(net) or max(pair.shared, 1.0),
                sign=(net > 0) - (net < 0),
                words=f"{pair.first} and {pair.second}: "
                f"{count(round(pair.shared), 'shared position')}, {round(pair.opposed)} opposed",
                unreviewed=not any(evidence.quote(n).reviewed for n in link.numbers),
                link=link,
            )
        )
    return picture(actors, bonds, directed=False), alone


def _actors(findings: Findings, evidence: Evidence) -> list[Actor]:
    """Return everyone who takes a position, with the statements that say so."""
    said: dict[str, list[int]] = defaultdict(list)
    if findings.positions is not None:
        frame = findings.positions.frame.select(columns.STATEMENT, ACTOR)
        for statement, actor in frame.iter_rows():
            if actor:
                said[actor].append(evidence.numbers[statement])
    return _with_coalitions(findings, evidence, said)


def _with_coalitions(
    findings: Findings, evidence: Evidence, said: Mapping[str, Sequence[int]]
) -> list[Actor]:
    groups = in_coalitions(sorted(said), findings.coalitions)
    place = {
        name: (i, letter) for i, (letter, names) in enumerate(groups) if letter for name in names
    }
    return [
        Actor(
            index=i,
            name=name,
            statements=len(said[name]),
            unreviewed=sum(not evidence.quote(n).reviewed for n in said[name]),
            group=place.get(name, (-1, ""))[0],
            letter=place.get(name, (-1, ""))[1],
            link=evidence.link(said[name]),
        )
        for i, name in enumerate(sorted(said))
    ]


def _relations(findings: Findings, evidence: Evidence) -> tuple[Told, ...]:
    if findings.relations is None:
        return ()
    behind: dict[tuple[str, str], list[int]] = defaultdict(list)
    frame = findings.relations.frame.select(columns.STATEMENT, "source", "target")
    for statement, source, target in frame.iter_rows():
        if source and target:
            behind[source, target].append(evidence.numbers[statement])
    told = []
    for (source, target), numbers in behind.items():
        quotes = [evidence.quote(n) for n in numbers]
        signs = Counter(quote.stance for quote in quotes)
        kinds = Counter(quote.verb for quote in quotes)
        told.append(
            Told(
                source=source,
                target=target,
                kinds=tuple(sorted(kinds.items(), key=lambda k: (-k[1], k[0]))),
                positive=sum(n for sign, n in signs.items() if sign > 0),
                negative=sum(n for sign, n in signs.items() if sign < 0),
                neutral=signs[0],
                unreviewed=sum(not quote.reviewed for quote in quotes),
                link=evidence.link(numbers),
            )
        )
    return tuple(sorted(told, key=lambda t: (-t.link.total, t.source, t.target)))


def _told(findings: Findings, evidence: Evidence, relations: Sequence[Told]) -> Picture | None:
    between = [t for t in relations if t.source != t.target]
    if not between:
        return None
    named: dict[str, list[int]] = defaultdict(list)
    for told in between:
        for name in (told.source, told.target):
            named[name].extend(told.link.numbers)
    actors = [
        # Coalitions come from the positions; here every actor stands for itself.
        Actor(
            index=i,
            name=name,
            statements=len(numbers),
            unreviewed=sum(not evidence.quote(n).reviewed for n in numbers),
            group=-1,
            letter="",
            link=evidence.link(numbers),
        )
        for i, (name, numbers) in enumerate(sorted(named.items()))
    ]
    index = {actor.name: i for i, actor in enumerate(actors)}
    weights = (
        {(t.source, t.target): t.weight for t in findings.told.ties()} if findings.told else {}
    )
    bonds = []
    for told in between:
        net = weights.get((told.source, told.target), float(told.positive - told.negative))
        kinds = ", ".join(f"{kind} ({n})" for kind, n in told.kinds)
        bonds.append(
            Bond(
                source=index[told.source],
                target=index[told.target],
                weight=abs(net) or float(told.link.total),
                sign=(net > 0) - (net < 0),
                words=f"{told.source} → {told.target}: {kinds}",
                unreviewed=told.unreviewed == told.link.total,
                link=told.link,
            )
        )
    return picture(actors, bonds, directed=True)

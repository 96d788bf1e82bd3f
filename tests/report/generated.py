"""Invented debates of any size, made by a seeded generator: for the limits and the speed of the report."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from dissensus.events import EventList
from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment

__all__ = ["debate"]

_FIRST = ["Upper", "Lower", "North", "South", "Old", "New", "Free", "Green", "Open", "Royal"]
_SECOND = [
    "Valley League",
    "River Union",
    "Harbor Board",
    "City Council",
    "Farmers' Guild",
    "Coast Party",
]
_CONCEPTS = [
    "Build the tram",
    "Lower the fares",
    "Close the old quay",
    "Sell the waterworks",
    "A toll on the bridge",
    "Vote on the plan",
    "Plant the river bank",
    "A night train",
    "Rents capped",
    "Parking fees",
]


def debate(
    statements: int,
    *,
    actors: int = 24,
    concepts: int = 9,
    documents: int = 40,
    seed: int = 7,
    reviewed: float = 0.7,
) -> tuple[list[Document], dict[str, EventList], Codebook]:
    """Make documents with one sentence per statement, their event lists and the codebook."""
    random = Random(seed)
    position, relation, figure, event = built_in_types()
    names = [
        f"{_FIRST[i // 6 % 10]} {_SECOND[i % 6]}" + (f" {i // 60 + 1}" if i >= 60 else "")
        for i in range(actors)
    ]
    topics = [_CONCEPTS[i] if i < len(_CONCEPTS) else f"Measure {i}" for i in range(concepts)]
    camp = {name: random.random() < 0.5 for name in names}
    loud = [1 / (1 + i) ** 0.7 for i in range(actors)]
    liked = {topic: random.random() < 0.5 for topic in topics}
    outlets = ["Valley Post", "Evening Bell", "The Ledger", "Coast Radio", "River Times"]
    rows: dict[str, list[dict[str, object]]] = {
        "position": [],
        "relation": [],
        "figure": [],
        "event": [],
    }
    texts = []
    for d in range(documents):
        day = datetime(2022, 1, 3) + timedelta(days=random.randrange(700))
        outlet = random.choice(outlets)
        parts, at = [], 0
        for s in range(statements // documents + (d < statements % documents)):
            actor, other = random.choices(names, loud, k=2)
            topic = random.choice(topics)
            roll = random.random()
            base: dict[str, object] = {
                "statement.id": f"{d}-{s}",
                "document.id": f"d{d}",
                "document.source": outlet,
                "document.date": day,
                "statement.voices": f"{outlet} → {actor}",
                "statement.reviewed": random.random() < reviewed,
            }
            if roll < 0.7:
                yes = (camp[actor] == liked[topic]) != (random.random() < 0.12)
                words = f"{actor} {'welcomes' if yes else 'rejects'} the plan: {topic.lower()}, in case {s}."
                values = {"organization": actor, "concept": topic, "agreement": yes}
                kind = "position"
            elif roll < 0.9:
                good = camp[actor] == camp[other]
                words = f"{actor} {'backs' if good else 'criticizes'} {other} in round {s}."
                values = {
                    "source": actor,
                    "target": other,
                    "kind": "supports" if good else "opposes",
                    "sign": 1 if good else -1,
                }
                kind = "relation"
            elif roll < 0.95:
                number = random.randrange(20, 80)
                words = f"In a survey {number} percent favor it: {topic.lower()}, if the fare stays below {s} crowns."
                values = {
                    "what": f"in favor of: {topic.lower()}",
                    "value": float(number),
                    "unit": "percent",
                    "condition": f"the fare stays below {s} crowns",
                }
                kind = "figure"
            else:
                words = f"On {day:%d %B %Y} the council met for the sitting number {s}."
                values = {"what": f"Council sitting {d}-{s}", "date": f"{day:%Y-%m-%d}"}
                kind = "event"
            filler = (
                "Nobody was surprised, and the evening went on as evenings do. "
                * random.randrange(3)
            )
            start = at + len(filler)
            rows[kind].append(
                {
                    **base,
                    **values,
                    "statement.start": start,
                    "statement.stop": start + len(words),
                    "statement.quotation": words,
                }
            )
            gap = "\n\n" if s % 4 == 3 else " "
            parts += [filler, words, gap]
            at = start + len(words) + len(gap)
        texts.append(
            Document(
                id=f"d{d}",
                text="".join(parts) or "Nothing was said.",
                title=f"Report number {d} from the valley",
                source=outlet,
                date=Moment.of(day.date()),
                language="en",
            )
        )
    entities = [
        Entity(kind="actor", name=n, attributes=(Attribute("type", "group"),)) for n in names
    ]
    entities += [Entity(kind="concept", name=t) for t in topics]
    kinds = (position, relation, figure, event)
    lists = {k.name: EventList.from_rows(rows[k.name], k) for k in kinds}
    return (
        texts,
        lists,
        Codebook(title="A generated debate", statement_types=kinds, entities=tuple(entities)),
    )

"""A small invented debate, typed in by hand: the findings that the tests of the report look at.

Nobody and nothing in it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from dissensus.events import EventList
from dissensus.model.codebook import DataType, StatementType, Variable, built_in_types
from dissensus.model.document import Document, Provenance, Region, Role, Source, text_hash
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network, Partition
from dissensus.model.span import Span
from dissensus.report import ACTOR, STANCE, Findings, Making, Rejection

MADE = datetime(2024, 5, 6, 7, 8)
POSITION, RELATION, FIGURE, EVENT = built_in_types()

HOSTILE = "<script>alert(1)</script> \"quoted\" & 'apostrophe' 🚋"


def document(
    n: int, text: str, *, date: str = "", source: str = "", title: str = "", language: str = "en"
) -> Document:
    """Type in a document; the first line of a text that begins with # is its title."""
    regions: tuple[Region, ...] = ()
    if "\n\n" in text and not title:
        title, _, _ = text.partition("\n\n")
        regions = (Region(Span(0, len(title)), Role.TITLE),)
    return Document(
        id=f"doc-{n}",
        text=text,
        title=title,
        source=source,
        date=Moment.parse(date) if date else None,
        language=language,
        regions=regions,
        provenance=Provenance(
            source=Source(f"texts/{n}.txt", text_hash(text), len(text), "text/plain"),
            reader="plain",
            reader_version="1",
            read_at=MADE,
        ),
    )


DOCUMENTS = (
    document(
        1,
        "A tram for the valley\n\n"
        "The council debated for six hours. The tram must be built, said Ola Brenn of the Tram League. "
        "Shop owners shook their heads. The Merchants' Guild called the tram a waste of public money. "
        "It thanked the mayor for listening.\n\n"
        "A survey counts 54 percent in favor, if the fare stays below two crowns.",
        date="2023-01-12",
        source="Valley Post",
    ),
    document(
        2,
        "Guild warms to rails\n\n"
        "At its assembly on 3 March 2023 the Merchants' Guild voted. “We want the tram, and soon,” its "
        "chair said. The Motor Club protests: the tram takes our streets. The Tram League attacked the "
        "Motor Club for its silence on noise.\n\n"
        "Only 41 percent are in favor, if the fare stays below two crowns, the Motor Club claims.",
        date="2023-03-05",
        source="Evening Bell",
    ),
    document(
        3,
        f"{HOSTILE}\n\nFares should fall, writes the Tram League. The Merchants' Guild agrees that fares "
        "should fall. The Motor Club does not: low fares are paid by drivers.",
        date="2023-03-20",
        source="Valley Post",
    ),
    document(
        4,
        "تراموا برای دره\n\nباشگاه موتور می‌گوید تراموا نباید ساخته شود. اتحادیه تراموا پاسخ داد.",
        source="دره",
        language="fa",
    ),
)

# document, quotation, person, organization, concept, agreement, reviewed
POSITIONS = (
    (1, "The tram must be built, said Ola Brenn", "Ola Brenn", "Tram League", "Build the tram", True, True),
    (1, "The Merchants' Guild called the tram a waste of public money", "", "Merchants' Guild", "Build the tram", False, True),
    (2, "We want the tram, and soon", "", "Merchants' Guild", "Build the tram", True, True),
    (2, "the tram takes our streets", "", "Motor Club", "Build the tram", False, False),
    (3, "Fares should fall, writes the Tram League", "", "Tram League", "Lower the fares", True, True),
    (3, "The Merchants' Guild agrees that fares should fall", "", "Merchants' Guild", "Lower the fares", True, True),
    (3, "low fares are paid by drivers", "", "Motor Club", "Lower the fares", False, False),
    (4, "تراموا نباید ساخته شود", "", "Motor Club", "Build the tram", False, False),
)  # fmt: skip
RELATIONS = (
    (1, "It thanked the mayor for listening", "Merchants' Guild", "Mayor", "supports", 1),
    (2, "The Tram League attacked the Motor Club", "Tram League", "Motor Club", "attacks", -1),
)
FIGURES = (
    (1, "54 percent in favor, if the fare stays below two crowns", "in favor", 54.0, "percent", "the fare stays below two crowns"),
    (2, "41 percent are in favor, if the fare stays below two crowns", "in favor", 41.0, "percent", "the fare stays below two crowns"),
)  # fmt: skip
EVENTS = ((2, "At its assembly on 3 March 2023", "Assembly of the Merchants' Guild", "2023-03-03"),)
ENTITIES = (
    *(
        Entity(kind="actor", name=name)
        for name in ("Tram League", "Merchants' Guild", "Motor Club", "Mayor", "Ola Brenn")
    ),
    Entity(kind="concept", name="Build the tram", definition="A tram line is built in the valley."),
    Entity(kind="concept", name="Lower the fares"),
)


def row(number: str, of: Document, quotation: str, **values: object) -> dict[str, object]:
    """Type in a row of an event list; the quotation must stand in the text."""
    start = of.text.index(quotation)
    return {
        "statement.id": number,
        "statement.start": start,
        "statement.stop": start + len(quotation),
        "statement.quotation": quotation,
        "statement.voices": f"{of.source} → {values.get('organization') or 'reporter'}",
        "document.id": of.id,
        "document.title": of.title,
        "document.source": of.source,
        "document.date": of.date.start if of.date else None,
        **values,
    }


def positions(rows: Sequence[Mapping[str, object]]) -> EventList:
    """Build positions with the two columns of a report."""
    events = EventList.from_rows(rows, POSITION)
    frame = events.frame.with_columns(
        pl.coalesce("organization", "person").alias(ACTOR),
        pl.when(pl.col("agreement")).then(1).otherwise(-1).cast(pl.Int64).alias(STANCE),
    )
    added = (
        Variable(name=ACTOR, data_type=DataType.ENTITY, entities="actor"),
        Variable(name=STANCE, data_type=DataType.INTEGER),
    )
    kind: StatementType = replace(POSITION, variables=(*POSITION.variables, *added))
    return EventList(frame, kind)


def network(ties: Mapping[tuple[str, str], float], *, directed: bool = False) -> Network:
    """Build a one-mode network from its ties."""
    names = tuple(sorted({name for pair in ties for name in pair}))
    matrix = np.zeros((len(names), len(names)))
    for (a, b), weight in ties.items():
        matrix[names.index(a), names.index(b)] = weight
        if not directed:
            matrix[names.index(b), names.index(a)] = weight
    return Network(
        mode=Mode.ONE_MODE,
        name="typed in",
        rows=names,
        columns=names,
        matrix=csr_array(matrix),
        directed=directed,
    )


def findings(**changes: object) -> Findings:
    """Build the findings of the invented debate, with changes."""
    of = dict(enumerate(DOCUMENTS, start=1))
    built = Findings(
        title="A tram for the valley",
        note="An invented debate.",
        documents=DOCUMENTS,
        entities=ENTITIES,
        positions=positions(
            [
                row(f"p{i}", of[n], quotation, person=person or None, organization=organization,
                    concept=concept, agreement=agreement, **{"statement.reviewed": reviewed})
                for i, (n, quotation, person, organization, concept, agreement, reviewed)
                in enumerate(POSITIONS)
            ]
        ),
        relations=EventList.from_rows(
            [
                row(f"r{i}", of[n], quotation, source=source, target=target, kind=kind, sign=sign)
                for i, (n, quotation, source, target, kind, sign) in enumerate(RELATIONS)
            ],
            RELATION,
        ),
        figures=EventList.from_rows(
            [
                row(f"f{i}", of[n], quotation, what=what, value=value, unit=unit, condition=condition)
                for i, (n, quotation, what, value, unit, condition) in enumerate(FIGURES)
            ],
            FIGURE,
        ),
        events=EventList.from_rows(
            [
                row(f"e{i}", of[n], quotation, what=what, date=date)
                for i, (n, quotation, what, date) in enumerate(EVENTS)
            ],
            EVENT,
        ),
        congruence=network({("Merchants' Guild", "Tram League"): 2.0, ("Merchants' Guild", "Motor Club"): 1.0}),
        conflict=network(
            {
                ("Merchants' Guild", "Tram League"): 1.0,
                ("Merchants' Guild", "Motor Club"): 2.0,
                ("Motor Club", "Tram League"): 2.0,
            }
        ),
        told=network(
            {("Merchants' Guild", "Mayor"): 1.0, ("Tram League", "Motor Club"): -1.0}, directed=True
        ),
        coalitions=Partition(
            members={"Merchants' Guild": 0, "Tram League": 0, "Motor Club": 1},
            quality=0.125,
            stability={"Merchants' Guild": 0.75, "Tram League": 1.0, "Motor Club": 1.0},
            runs=100,
        ),
        making=Making(
            made=MADE,
            version="0.1.0",
            codebook="Valley",
            rejected=(Rejection("scan.pdf", "It holds only pictures.", "Run text recognition."),),
            waiting=3,
            commands=("dissensus report valley.dissensus --out report.html",),
        ),
    )  # fmt: skip
    return replace(built, **changes)  # type: ignore[arg-type]

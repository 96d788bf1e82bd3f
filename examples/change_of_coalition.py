"""Who changed sides, and when? The hand-coded example debate, by half-year.

Run it with: python examples/change_of_coalition.py

Counts, for two pairs of actors, the concepts on which they took the same and the opposite side in each
half-year. The debate is invented; so are its parties.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import dissensus as ds
from dissensus import debate
from dissensus.suggest.gold import load_gold, name_of

PAIRS = (("Farmers' League", "Delta Trust"), ("Farmers' League", "Ministry of Transport"))
HALVES = (("2022", "01", "06"), ("2022", "07", "12"), ("2023", "01", "06"), ("2023", "07", "12"))


def coded(folder: Path) -> ds.Project:
    """Make a project of the example debate with its coding by hand."""
    project = ds.create(
        folder / "debate.dissensus", ds.load_codebook(debate.codebook()), coder="example"
    )
    project.ingest(debate.texts(), sidecar=debate.sidecar())
    texts = {name_of(document): document for document in project.documents()}
    statements = [
        ds.Statement(
            document_id=texts[line.document].id,
            span=line.span,
            quotation=line.quotation,
            statement_type=line.statement_type,
            values=line.values,
            coder="",
            created=datetime.now(UTC),
        )
        for line in load_gold(debate.gold(), documents=texts)
    ]
    project.add([], statements, summary="the coding that comes with the debate")
    return project


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, coded(Path(folder)) as project:
        print(f"{'':44}" + "".join(f"{y} {a}-{b}   " for y, a, b in HALVES))
        for pair in PAIRS:
            cells = []
            for year, first, last in HALVES:
                events = project.events(
                    statement_type="position",
                    since=ds.Moment.parse(f"{year}-{first}"),
                    until=ds.Moment.parse(f"{year}-{last}"),
                )
                same, opposite = (
                    shared(events, kind, pair)
                    for kind in (ds.Projection.CONGRUENCE, ds.Projection.CONFLICT)
                )
                cells.append(f"{same:.0f} / {opposite:.0f}".center(13))
            print(f"{' and '.join(pair):44}" + "".join(cells))
        print("\nconcepts on the same side / on opposite sides")


def shared(events: ds.EventList, kind: ds.Projection, pair: tuple[str, str]) -> float:
    """Return on how many concepts a pair shares (or opposes) a position."""
    network = ds.congruence(
        events,
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        kind=kind,
        duplicates=ds.Duplicates.ACROSS_RANGE,
    )
    if not set(pair) <= set(network.rows):
        return 0.0
    return network.weight(*pair)


if __name__ == "__main__":
    main()

"""How long does a project with many statements take to be read, checked, undone and seen as it was?

    python -m benchmarks.store [--statements 100000] [--runs 5] [--keep PROJECT]

The statements are invented, ten to a text, and stored through the history as everything is, in acts of
50,000. Read is what a result needs: all statements of one type as columns. The bulk act that is undone
puts 100,000 statements (or all there are) into the trash.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import machine, peak_memory, rate, timed, told
from dissensus.model.codebook import POSITION, Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.project import Project, create, open_project

IN_ONE_ACT = 50_000
IN_ONE_TEXT = 10
UNDONE = 100_000
ORGANIZATIONS, PERSONS, CONCEPTS = 1_000, 5_000, 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="use this project file, and make it if need be")
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        path: Path = options.keep or Path(folder) / "measured.dissensus"
        if not path.exists():
            print(
                f"stored: {rate(options.statements, [fill(path, options.statements)])} statements"
            )
        print(f"project: {path.stat().st_size / 1e6:,.0f} MB")
        measure(path, runs=options.runs)


def fill(path: Path, statements: int) -> float:
    """Make the project; returns the seconds that storing its texts and statements took."""
    rng = random.Random(3)
    seconds = 0.0
    with create(path, codebook(), coder="benchmark") as project:
        for start in range(0, statements, IN_ONE_ACT):
            texts, drafts = invented(rng, min(IN_ONE_ACT, statements - start))
            began = time.perf_counter()
            project.add(texts, drafts, summary="invented")
            seconds += time.perf_counter() - began
    return seconds


def codebook() -> Codebook:
    """Make the built-in statement types with invented actors and concepts."""
    actors = [*(f"Organization {n}" for n in range(ORGANIZATIONS)), *persons()]
    entities = [Entity(kind="actor", name=name) for name in actors]
    entities += [Entity(kind="concept", name=f"Concept {n}") for n in range(CONCEPTS)]
    return Codebook(statement_types=built_in_types(), entities=tuple(entities))


def persons() -> Iterator[str]:
    return (f"Person {n}" for n in range(PERSONS))


def invented(rng: random.Random, count: int) -> tuple[list[Document], list[Statement]]:
    """Make texts that hold their statements as sentences."""
    texts, drafts = [], []
    now = datetime.now(UTC)
    for first in range(0, count, IN_ONE_TEXT):
        sentences, spans, at = [], [], 0
        for number in range(first, min(first + IN_ONE_TEXT, count)):
            sentence = f"In case {number} of {rng.getrandbits(40)} they take a side."
            sentences.append(sentence)
            spans.append(Span(at, at + len(sentence)))
            at += len(sentence) + 1
        day = f"20{rng.randrange(10, 24)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        document = Document(
            text=" ".join(sentences), language="en", source="Invented", date=Moment.parse(day)
        )
        texts.append(document)
        drafts += [
            Statement(
                document_id=document.id,
                span=span,
                quotation=span.of(document.text),
                statement_type=POSITION,
                values={
                    "person": f"Person {rng.randrange(PERSONS)}",
                    "organization": f"Organization {rng.randrange(ORGANIZATIONS)}",
                    "concept": f"Concept {rng.randrange(CONCEPTS)}",
                    "agreement": rng.random() < 0.6,
                },
                coder="",
                created=now,
            )
            for span in spans
        ]
    return texts, drafts


def measure(path: Path, *, runs: int) -> None:
    def read() -> None:
        with open_project(path, coder="benchmark") as project:
            assert len(project.events(statement_type=POSITION))

    tell("open, and read all of one type as columns", read, runs=runs)
    print(f"peak memory until here: {peak_memory():,.0f} MB")
    with open_project(path, coder="benchmark") as project:
        last = project.history(limit=1)[0].seq
        frame = project.events(statement_type=POSITION).frame
        chosen = frame["statement.id"].head(UNDONE).to_list()
        deleting, undoing = [], []
        for _ in range(runs):
            deleting += timed(lambda: project.delete(chosen), runs=1)
            undoing += timed(project.undo, runs=1)
        print(f"one act that changes {len(chosen):,} statements: {told(deleting, digits=1)}")
        print(f"undo of it: {told(undoing, digits=1)}")
        tell("as of before that act, all of one type", lambda: then(project, last), runs=1)
        tell("check of everything", lambda: all_well(project), runs=1)
    print(f"peak memory: {peak_memory():,.0f} MB")


def then(project: Project, act: int) -> None:
    with project.as_of(act) as past:
        assert len(past.events(statement_type=POSITION))


def all_well(project: Project) -> None:
    assert not project.check()


def tell(what: str, work: Callable[[], object], *, runs: int) -> None:
    print(f"{what}: {told(timed(work, runs=runs), digits=2)}")


if __name__ == "__main__":
    main()

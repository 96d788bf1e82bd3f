"""How long does the report take, from the project to the page?

    python -m benchmarks.report [--statements 3000] [--runs 5]

Twice: of the example debate, from its project file with every suggestion shown, and of an invented debate
of 3,000 statements, from its event lists in memory. Both include the networks, the coalitions (100 runs
of Leiden) and writing the page.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import machine, peak_memory, timed, told
from dissensus import debate as example_debate
from dissensus.exchange.codebook import load_codebook
from dissensus.findings import gather
from dissensus.project import create
from dissensus.report.page import write
from dissensus.suggest.lexical import LexicalSuggester
from tests.report.generated import debate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=3_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        example(Path(folder), page, runs=options.runs)
        generated(page, options.statements, runs=options.runs)
    print(f"peak memory: {peak_memory():,.0f} MB")


def example(folder: Path, page: Path, *, runs: int) -> None:
    """Take the example debate in, suggest, and report on it."""
    book = load_codebook(example_debate.codebook())
    with create(folder / "debate.dissensus", book, coder="benchmark") as project:
        project.ingest(example_debate.texts(), sidecar=example_debate.sidecar())
        found = project.suggest(LexicalSuggester(project.codebook))
        times = timed(lambda: project.report(page, unreviewed=True), runs=runs)
    print(f"example debate, {found} suggestions: {told(times, digits=2)}; {size(page)}")


def generated(page: Path, statements: int, *, runs: int) -> None:
    """Report on an invented debate."""
    texts, events, book = debate(statements, documents=max(40, statements // 20))
    made = datetime.now(UTC)
    times = timed(lambda: write(gather(texts, events, book, made=made), page), runs=runs)
    print(f"invented debate, {statements:,} statements: {told(times, digits=2)}; {size(page)}")


def size(page: Path) -> str:
    return f"page of {page.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()

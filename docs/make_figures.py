"""Writes what the lexical suggester reaches into its page: ``.venv/bin/python docs/make_figures.py``.

It measures on the example debate, as ``dissensus evaluate`` does. A test compares the page with this.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dissensus import debate
from dissensus.exchange.codebook import load_codebook
from dissensus.project import create
from dissensus.suggest.evaluate import evaluate
from dissensus.suggest.gold import load_gold, named
from dissensus.suggest.registry import make

TARGET = Path(__file__).parent / "methods" / "lexical-suggester.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
SHOWN = {
    "position": ("speaker, concept, agreement", "concept, agreement"),
    "relation": ("source, target, sign",),
    "figure": ("value",),
    "event": ("date",),
}


def figures() -> str:
    """Measure, and return the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        book = load_codebook(debate.codebook())
        with create(Path(folder) / "debate.dissensus", book, coder="measure") as project:
            project.ingest(debate.texts(), sidecar=debate.sidecar())
            project.suggest(make("lexical", project.codebook))
            documents = named(project.documents())
            coding = load_gold(debate.gold(), documents=documents)
            result = evaluate(project.proposals(), coding, documents=documents)
    lines = [
        f"{len(coding)} coded statements in {result.documents} texts.",
        "",
        "| type | what must agree | span | suggested | coded | both | precision | recall | F1 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, keys in SHOWN.items():
        for key in keys:
            for how in ("overlapping", "exact"):
                s = result.scores[name][key][how]
                rates = " | ".join(f"{rate:.2f}" for rate in (s.precision, s.recall, s.f1))
                counts = f"{s.found} | {s.gold} | {s.matched}"
                lines.append(f"| {name} | {key} | {how} | {counts} | {rates} |")
    return "\n".join(lines) + "\n"


def page(measured: str) -> str:
    """Return the page with these figures in it."""
    text = TARGET.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return before + BEGIN + measured + END + rest.split(END)[1]


if __name__ == "__main__":
    TARGET.write_text(page(figures()), encoding="utf-8")
    sys.stdout.write(f"Wrote {TARGET}.\n")

"""How well do relations find sign and direction? Measured on news sentences that people judged

Reads ``data/directed-sentiment`` of the shared material: a sentence with two bracketed entities p and q
and what it says of them (p→q or q→p, positive or negative, or nothing). Prints precision, recall and F1
of source, target and sign. The data set does not come with the project: without it nothing is measured.

    python -m benchmarks.directed_sentiment [train|valid] [--errors]
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.suggest.names import Mention
from dissensus.suggest.relation import Relation
from dissensus.suggest.relation_lexicon import lexicon
from dissensus.suggest.relations import find
from dissensus.suggest.surface import Sentence, cut

_BRACKETED = re.compile(r"\[([^\]]+)\]")
_MEANING = {
    "0": None,
    "1": ("p", "q", 1),
    "2": ("q", "p", 1),
    "3": ("p", "q", -1),
    "4": ("q", "p", -1),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure signed relations on directed sentiment.")
    parser.add_argument("part", nargs="?", default="valid", choices=["train", "valid"])
    parser.add_argument("--errors", action="store_true", help="print what was found wrongly")
    options = parser.parse_args()
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("DISSENSUS_SHARED", default)) / "data" / "directed-sentiment"
    if not folder.is_dir():
        print("not measured: no directed-sentiment data; set DISSENSUS_SHARED to its folder")
        return 0
    counts: Counter[str] = Counter()
    by_shape: Counter[tuple[str, bool]] = Counter()
    began, spent = time.perf_counter(), 0.0
    words = lexicon("en")
    assert words is not None
    for sentences, meaning in _read(folder / f"{options.part}.txt"):
        start = time.perf_counter()
        found: list[Relation] = [r for s in sentences for r in find(s, words)]
        spent += time.perf_counter() - start
        signed = [r for r in found if _sign(r)]
        best = max(signed, key=lambda r: r.score, default=None)
        counts["sentences"] += 1
        counts["gold"] += meaning is not None
        if best is None:
            continue
        counts["found"] += 1
        got = (best.source.name, best.target.name, _sign(best))
        right = got == meaning
        counts["right"] += right
        counts["pair is signed"] += meaning is not None
        by_shape[best.trigger.shape, right] += 1
        if options.errors and not right:
            print(f"{best.score:.2f} {best.trigger.shape} {best.reason} | gold {meaning}")
            print("     ", " ".join(s.text for s in sentences)[:400])
    precision = counts["right"] / max(1, counts["found"])
    recall = counts["right"] / max(1, counts["gold"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(dict(counts))
    print({str(k[0]) + (" right" if k[1] else " wrong"): v for k, v in sorted(by_shape.items())})
    print(f"{options.part}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(
        f"precision that a signed relation is there at all: {counts['pair is signed'] / max(1, counts['found']):.3f}"
    )
    print(
        f"{spent / counts['sentences'] * 1e6:.0f} µs a sentence ({time.perf_counter() - began:.1f} s in all)"
    )
    return 0


def _sign(relation: Relation) -> int:
    return -1 if relation.negated or relation.ends else relation.trigger.sign


def _read(path: Path) -> Iterator[tuple[list[Sentence], tuple[str, str, int] | None]]:
    p, q = Entity(kind="actor", name="p"), Entity(kind="actor", name="q")
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) != 4:
            continue
        text, mentions, entities, last = "", [], iter((p, q)), 0
        for match in _BRACKETED.finditer(parts[0]):
            entity = next(entities, None)
            if entity is None:
                break
            text += parts[0][last : match.start()]
            name = re.sub(r"[’']s?$", "", match[1])
            mentions.append(Mention(Span(len(text), len(text) + max(1, len(name))), entity))
            text += match[1]
            last = match.end()
        text += parts[0][last:]
        yield cut(Document(text=text, language="en"), mentions), _MEANING[parts[3]]


if __name__ == "__main__":
    sys.exit(main())

"""The floor: what the lexical suggester reaches on the example debate must not fall."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import dissensus.debate
from dissensus import ingest
from dissensus.exchange.codebook import load_codebook
from dissensus.suggest.evaluate import Scores, evaluate
from dissensus.suggest.gold import load_gold, name_of
from dissensus.suggest.lexical import LexicalSuggester


@pytest.fixture(scope="module")
def scores() -> Mapping[str, Mapping[str, Mapping[str, Scores]]]:
    root = dissensus.debate.location()
    outcomes = ingest.read(root / "texts", sidecar=root / "metadata.csv")
    read = [o.document for o in outcomes if hasattr(o, "document")]
    documents = {name_of(d): d for d in read}
    suggester = LexicalSuggester(load_codebook(root / "codebook.yaml"))
    found = [s for d in read for s in suggester.suggest(d)]
    gold = load_gold(root / "gold.jsonl", documents=documents)
    return evaluate(found, gold, documents=documents).scores


@pytest.mark.parametrize(
    ("statement_type", "key", "precision", "recall"),
    [
        ("position", "speaker, concept, agreement", 0.88, 0.44),
        ("relation", "source, target, sign", 0.90, 0.33),
        ("figure", "value", 0.85, 0.85),
        ("event", "date", 0.80, 0.80),
    ],
)
def test_the_example_debate_is_suggested_as_well_as_before(
    scores: Mapping[str, Mapping[str, Mapping[str, Scores]]],
    statement_type: str,
    key: str,
    precision: float,
    recall: float,
) -> None:
    reached = scores[statement_type][key]["overlapping"]
    assert reached.precision >= precision
    assert reached.recall >= recall

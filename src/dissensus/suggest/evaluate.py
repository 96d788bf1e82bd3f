"""How good are suggestions? ``evaluate`` compares them with a coding; precision, recall and F1"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from dissensus.model.codebook import EVENT, FIGURE, POSITION, RELATION
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Value
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.gold import Gold

__all__ = ["KEYS", "Evaluation", "Scores", "evaluate"]

# For each statement type: which values must agree, from the whole key to parts of it.
KEYS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    POSITION: {
        "speaker, concept, agreement": ("speaker", "concept", "agreement"),
        "speaker, concept": ("speaker", "concept"),
        "concept, agreement": ("concept", "agreement"),
        "speaker": ("speaker",),
        "concept": ("concept",),
    },
    RELATION: {
        "source, target, sign": ("source", "target", "sign"),
        "source, target": ("source", "target"),
        "source, target, kind": ("source", "target", "kind"),
    },
    FIGURE: {"value": ("value",)},
    EVENT: {"date": ("date",)},
}
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of one comparison: ``found`` suggestions, ``gold`` statements, ``matched`` pairs.

    precision = matched / found, recall = matched / gold, f1 = 2 matched / (found + gold); each is 0
    where its denominator is 0.
    """

    found: int
    gold: int
    matched: int

    @property
    def precision(self) -> float:
        """The share of suggestions that are right."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the coding that was suggested."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.matched / (self.found + self.gold) if self.found + self.gold else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return counts and measures by name, as ``dissensus evaluate --json`` prints them."""
        return {
            "suggestions": self.found,
            "gold": self.gold,
            "matched": self.matched,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``scores[statement type][key][span]``, where span is "exact" or "overlapping"."""

    documents: int
    scores: Mapping[str, Mapping[str, Mapping[str, Scores]]]

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON."""
        return {
            "documents": self.documents,
            "types": {
                name: {
                    key: {how: scores.to_dict() for how, scores in spans.items()}
                    for key, spans in keys.items()
                }
                for name, keys in self.scores.items()
            },
        }


def evaluate(
    suggestions: Iterable[Suggestion],
    gold: Sequence[Gold],
    *,
    documents: Mapping[str, Document],
    least: float = 0.0,
) -> Evaluation:
    """Compare suggestions with a coding.

    ``documents`` maps the file names the gold uses to the documents; suggestions for other documents
    are left out, as nobody coded those. A pair matches if it is of one statement type, all values of the
    key are equal, and the spans are equal ("exact") or share a character ("overlapping"). Each
    suggestion and each coded statement is matched at most once; the number of pairs is the largest
    possible (assignment problem per document, Kuhn 1955). Suggestions that score below ``least`` are
    not counted. A coded statement that reads "speaker" takes the person, else the organization.
    Cost: O(n³) in the statements of one type in one document.
    """
    names = {document.id: name for name, document in documents.items()}
    coded = {g.document for g in gold}
    ours: dict[tuple[str, str], list[tuple[Span, Mapping[str, Value]]]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[tuple[Span, Mapping[str, Value]]]] = defaultdict(list)
    for suggestion in suggestions:
        name = names.get(suggestion.document_id)
        if name in coded and suggestion.score >= least and name is not None:
            ours[suggestion.statement_type, name].append((suggestion.span, suggestion.values))
    for statement in gold:
        theirs[statement.statement_type, statement.document].append(
            (statement.span, statement.values)
        )
    types = {t for t, _ in theirs} | {t for t, _ in ours}
    scores: dict[str, dict[str, dict[str, Scores]]] = {}
    for statement_type in sorted(types, key=lambda t: (list(KEYS).index(t) if t in KEYS else 9, t)):
        keys = KEYS.get(statement_type) or {"all values": ()}
        places = [name for t, name in {*ours, *theirs} if t == statement_type]
        scores[statement_type] = {
            title: {
                how: _compare(
                    [(ours[statement_type, p], theirs[statement_type, p]) for p in places],
                    fields,
                    fits,
                )
                for how, fits in (("exact", Span.__eq__), ("overlapping", Span.overlaps))
            }
            for title, fields in keys.items()
        }
    return Evaluation(len(coded), scores)


_Coded = Sequence[tuple[Span, Mapping[str, Value]]]


def _compare(
    pairs: Iterable[tuple[_Coded, _Coded]],
    fields: tuple[str, ...],
    fits: Callable[[Span, Span], bool],
) -> Scores:
    found = gold = matched = 0
    for ours, theirs in pairs:
        found, gold = found + len(ours), gold + len(theirs)
        if not ours or not theirs:
            continue
        left = [(span, _key(values, fields)) for span, values in ours]
        right = [(span, _key(values, fields)) for span, values in theirs]
        table = np.array(
            [[a == b and bool(fits(s, t)) for t, b in right] for s, a in left], dtype=np.int8
        )
        rows, columns = linear_sum_assignment(table, maximize=True)
        matched += int(table[rows, columns].sum())
    return Scores(found, gold, matched)


def _key(values: Mapping[str, Value], fields: tuple[str, ...]) -> _Key:
    if not fields:
        return tuple(sorted((name, _plain(value)) for name, value in values.items()))
    return tuple(
        _plain(values.get("person") or values.get("organization"))
        if f == "speaker"
        else _plain(values.get(f))
        for f in fields
    )


def _plain(value: Value) -> str:
    """Write a value so that 3 and 3.0, or two forms of one date, are the same."""
    if isinstance(value, Moment):
        return str(value)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return f"{float(value):.9g}"
    return " ".join(value.split()).casefold()

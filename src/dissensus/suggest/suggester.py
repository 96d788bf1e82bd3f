"""What is a suggester, and what must hold before anybody sees its proposals? ``Suggester``, ``checked``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import Value, Voice
from dissensus.model.suggestion import Evidence, Suggestion

__all__ = ["LEXICAL", "Checked", "Suggester", "checked", "propose"]

LEXICAL: Final = ("lexical", "1")  # name and version of the suggester that ships with Dissensus


@runtime_checkable
class Suggester(Protocol):
    """A named machine, made for one codebook, that proposes statements and writes none."""

    @property
    def name(self) -> str:
        """The name under which its suggestions are kept."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same document may get other suggestions."""
        ...

    def suggest(self, document: Document) -> list[Suggestion]:
        """Return proposals for one document, in the order of their spans."""
        ...


class Checked(list[Suggestion]):
    """The suggestions that passed, and how many were ``refused``."""

    refused: int = 0


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two proposals the same proposal."""

    statement_type: str
    span: Span
    values: frozenset[tuple[str, object]]


def checked(suggestions: Iterable[Suggestion], document: Document) -> Checked:
    """Keep the suggestions that may be shown, sorted by span, the better one of two equal ones.

    Refused and counted: a span that does not read as its quotation in ``document``, another document's
    suggestion, a score outside 0 to 1. There is no fuzzy acceptance: a claim and its negation differ by
    one word. Cost: O(n log n).
    """
    text = document.text
    kept: dict[_Key, Suggestion] = {}
    refused = 0
    for suggestion in suggestions:
        span = suggestion.span
        if (
            suggestion.document_id != document.id
            or suggestion.version != document.version
            or text[span.start : span.stop] != suggestion.quotation
            or not 0.0 <= suggestion.score <= 1.0
        ):
            refused += 1
            continue
        key = _Key(suggestion.statement_type, span, frozenset(suggestion.values.items()))
        if key not in kept or kept[key].score < suggestion.score:
            kept[key] = suggestion
    result = Checked(
        sorted(kept.values(), key=lambda s: (s.span, s.statement_type, -s.score, str(s.values)))
    )
    result.refused = refused
    return result


def propose(
    document: Document,
    *,
    span: Span,
    statement_type: str,
    values: Mapping[str, Value],
    score: float,
    reasons: Iterable[str],
    suggester: tuple[str, str] = LEXICAL,
    voices: tuple[Voice, ...] = (),
) -> Suggestion:
    """Make a suggestion whose quotation is read from the document; ``suggester`` is (name, version)."""
    return Suggestion(
        document_id=document.id,
        version=document.version,
        span=span,
        quotation=span.of(document.text),
        statement_type=statement_type,
        values=values,
        score=round(min(1.0, max(0.0, score)), 3),
        evidence=Evidence(*suggester, tuple(reasons)),
        voices=voices,
    )

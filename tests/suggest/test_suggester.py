from __future__ import annotations

from dataclasses import replace

from dissensus.model.codebook import Codebook
from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.suggester import Suggester, checked, propose

DOCUMENT = Document(text="The union supports the toll.")


def suggestion(start: int = 0, stop: int = 9, score: float = 0.5, **values: str) -> Suggestion:
    return propose(
        DOCUMENT,
        span=Span(start, stop),
        statement_type="position",
        values=values or {"concept": "Toll"},
        score=score,
        reasons=("why",),
    )


def test_a_proposal_quotes_the_words_of_its_span() -> None:
    assert suggestion(4, 9).quotation == "union"


def test_a_suggestion_whose_words_differ_from_the_text_is_refused() -> None:
    wrong = replace(suggestion(), quotation="The onion")
    result = checked([wrong, suggestion()], DOCUMENT)
    assert len(result) == 1
    assert result.refused == 1


def test_a_suggestion_for_another_version_is_refused() -> None:
    assert checked([replace(suggestion(), version=2)], DOCUMENT).refused == 1


def test_suggestions_come_in_the_order_of_their_spans() -> None:
    result = checked([suggestion(19, 27), suggestion(0, 9)], DOCUMENT)
    assert [s.span.start for s in result] == [0, 19]


def test_of_two_equal_suggestions_the_better_one_stays() -> None:
    result = checked([suggestion(score=0.4), suggestion(score=0.8)], DOCUMENT)
    assert [s.score for s in result] == [0.8]


def test_a_score_is_kept_between_zero_and_one() -> None:
    assert suggestion(score=1.7).score == 1.0


def test_the_lexical_suggester_is_a_suggester(codebook: Codebook) -> None:
    from dissensus.suggest.lexical import LexicalSuggester

    assert isinstance(LexicalSuggester(codebook), Suggester)

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.document import Document, Region, Role
from dissensus.model.span import Span
from dissensus.suggest.surface import clauses, cut, fold_word, quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “we are ready to go” and left.", "we are ready to go"),
        ("Er sagte: „Wir sind jetzt alle bereit“.", "Wir sind jetzt alle bereit"),
        ("Il a dit « nous sommes tous ici » hier.", " nous sommes tous ici "),
        ("او گفت: «ما همه آماده هستیم».", "ما همه آماده هستیم"),
        ('She said "it is not over yet" twice.', "it is not over yet"),
        ("She said 'it isn't over yet' twice.", "it isn't over yet"),
    ],
)
def test_quotation_marks_of_several_languages_enclose_speech(text: str, inner: str) -> None:
    found = [q for q in quotations(text) if q.depth == 0]
    assert [q.inner.of(text) for q in found] == [inner]
    assert found[0].speech


def test_an_apostrophe_opens_no_quotation() -> None:
    assert quotations("The workers' union and the farmers' league don't agree.") == []


def test_a_quoted_term_is_no_speech() -> None:
    assert not quotations("their “human rights” record")[0].speech


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph() -> None:
    text = "“First part of it.\n\n“Second part of it.” Then more."
    assert [q.span.of(text) for q in quotations(text)] == [
        "“First part of it.",
        "“Second part of it.”",
    ]


def test_a_quotation_inside_another_is_deeper() -> None:
    text = "“He called it ‘a bad deal’ yesterday.”"
    assert [q.depth for q in quotations(text)] == [0, 1]


@given(st.text(alphabet="ab .,“”„«»\"'‘’\n", max_size=60))
def test_quotations_lie_inside_the_text_and_outer_ones_do_not_overlap(text: str) -> None:
    outer = [q for q in quotations(text) if q.depth == 0]
    assert all(0 <= q.span.start < q.span.stop <= len(text) for q in outer)
    assert all(a.span.stop <= b.span.start for a, b in pairwise(outer))


def test_footnotes_and_boilerplate_give_no_sentences() -> None:
    text = "They met.\n\nAccept all cookies."
    regions = (Region(Span(11, len(text)), Role.BOILERPLATE),)
    document = Document(text=text, regions=regions, language="en")
    assert [s.text for s in cut(document, [])] == ["They met."]


def test_words_know_where_they_stand() -> None:
    text = "Don't stop, Venn’s team!"
    sentence = cut(Document(text=text, language="en"), [])[0]
    assert sentence.words == ("don't", "stop", "venn", "team")
    assert text[sentence.starts[2] : sentence.stops[2]] == "Venn’s"


def test_persian_words_are_folded_to_one_spelling() -> None:
    assert fold_word("مي‌گويد") == fold_word("میگوید")


def test_clauses_cover_their_sentence() -> None:
    text = "They like the toll, but the union, which is old, rejects it."
    sentence = cut(Document(text=text, language="en"), [])[0]
    found = clauses(sentence)
    assert "".join(c.of(text) for c in found) == text
    assert len(found) == 3

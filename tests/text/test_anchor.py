from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.errors import SpanError
from dissensus.model.span import Anchor, Span
from dissensus.text.anchor import How, anchor, find, remap
from tests.strategies import canonical_texts, texts_with_spans

CLAIM = "The council will build the northern bridge."
BEFORE = "Invented news from an invented town, for a test. "
AFTER = " Nobody was asked, said a reader in a letter to the editor."


def span_of(words: str, text: str, *, occurrence: int = 1) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def test_an_anchor_keeps_the_words_and_their_neighbors() -> None:
    text = "x" * 100 + "words" + "y" * 100
    assert anchor(text, Span(100, 105)) == Anchor("words", "x" * 64, "y" * 64, 100)


def test_a_span_after_the_end_can_not_be_anchored() -> None:
    with pytest.raises(SpanError):
        anchor("short", Span(2, 9))


@given(texts_with_spans())
def test_in_an_unchanged_text_a_quotation_is_found_where_it_was(
    text_and_spans: tuple[str, list[Span]],
) -> None:
    text, spans = text_and_spans
    for span in spans:
        found = find(anchor(text, span), text)
        assert found is not None
        assert (found.span, found.how) == (span, How.EXACT)


@given(texts_with_spans(), canonical_texts)
def test_words_found_as_unchanged_are_the_words(
    text_and_spans: tuple[str, list[Span]], text: str
) -> None:
    old, spans = text_and_spans
    for span in spans:
        found = find(anchor(old, span), text)
        if found and found.how is not How.FUZZY:
            assert found.span.of(text) == span.of(old)


def test_a_quotation_moves_with_its_text() -> None:
    old = BEFORE + CLAIM + AFTER
    new = "A new first sentence. " + old
    found = find(anchor(old, span_of(CLAIM, old)), new)
    assert found is not None
    assert (found.span, found.how) == (span_of(CLAIM, new), How.EXACT)


def test_neighbors_tell_two_places_apart() -> None:
    old = f"Ada Invented said no. {CLAIM} Bert Invented said yes. {CLAIM} That was all."
    new = "A new first sentence. " + old
    found = find(anchor(old, span_of(CLAIM, old, occurrence=2)), new)
    assert found is not None
    assert (found.span, found.how) == (span_of(CLAIM, new, occurrence=2), How.CONTEXT)


def test_two_places_with_the_same_neighbors_are_not_told_apart() -> None:
    old = "Yes. " * 60
    assert find(anchor(old, Span(100, 104)), "No. " + old) is None


def test_a_negated_claim_is_a_proposal_only() -> None:
    old = BEFORE + CLAIM + AFTER
    new = old.replace("will build", "will not build")
    found = find(anchor(old, span_of(CLAIM, old)), new)
    assert found is not None
    assert found.how is How.FUZZY
    assert found.similarity < 1
    assert found.span.of(new) == "The council will not build the northern bridge"[: len(found.span)]


def test_a_short_quotation_between_foreign_words_is_a_proposal_only() -> None:
    found = find(anchor("They oppose the tax, we know.", Span(16, 19)), "A tax is a tax-like duty")
    assert found is None or found.how is How.FUZZY
    once = find(anchor("They oppose the tax, we know.", Span(16, 19)), "Here tax means duty")
    assert once is not None
    assert once.how is How.FUZZY


def test_words_that_are_gone_are_not_found() -> None:
    old = BEFORE + CLAIM + AFTER
    assert find(anchor(old, span_of(CLAIM, old)), "Quite another text. " * 20) is None


def test_changed_words_are_found_in_a_long_text() -> None:
    filler = "".join(f"Sentence number {n} says nothing new. " for n in range(5_000))
    old = filler + BEFORE + CLAIM + AFTER + filler
    new = "Prepended. " + old.replace("northern bridge", "southern bridge")
    found = find(anchor(old, span_of(CLAIM, old)), new)
    assert found is not None
    assert found.how is How.FUZZY
    assert "council will build the southern bridge" in found.span.of(new)


@given(texts_with_spans())
def test_an_unchanged_text_maps_to_itself(text_and_spans: tuple[str, list[Span]]) -> None:
    text, spans = text_and_spans
    assert remap(text, text, spans) == spans


@given(texts_with_spans(), canonical_texts)
def test_mapped_words_are_the_same_words(text_and_spans: tuple[str, list[Span]], new: str) -> None:
    old, spans = text_and_spans
    for span, moved in zip(spans, remap(old, new, spans), strict=True):
        assert moved is None or moved.of(new) == span.of(old)


SENTENCES = (
    "The harbor of the invented town was closed in spring. ",
    "Its council wanted a bridge, which the ferrymen feared! ",
    "A petition went round; nine hundred people signed. ",
    "Was the money there? Only the treasurer knew, who kept silent. ",
    "In autumn somebody proposed a tunnel instead. ",
    "Engineers laughed about this for several weeks. ",
    "But their own drawings had been lost in a fire. ",
    "So everything began anew, with other names on it. ",
)
REPEATED = "They said it again and again. "


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, list[tuple[Span, Span | None]]]:
    """Two versions, and for each sentence of the old one where it truly went."""
    kept = st.sampled_from(["keep", "keep", "keep", "drop", "insert before", "change"])
    old = new = ""
    truth: list[tuple[Span, Span | None]] = []
    fresh = iter(f"Something new, number {n}, came in between. " for n in range(99))
    for sentence in SENTENCES:
        for words in (sentence, REPEATED):
            what = draw(kept)
            if what == "insert before":
                new += next(fresh)
            here = Span(len(old), len(old) + len(words) - 1)
            there = (
                Span(len(new), len(new) + len(words) - 1)
                if what in ("keep", "insert before")
                else None
            )
            truth.append((here, there))
            old += words
            if there:
                new += words
            elif what == "change":
                new += next(fresh)
    return old, new, truth


@given(edits())
def test_each_sentence_is_mapped_to_its_own_place_or_nowhere(
    case: tuple[str, str, list[tuple[Span, Span | None]]],
) -> None:
    old, new, truth = case
    for (_, there), moved in zip(truth, remap(old, new, [here for here, _ in truth]), strict=True):
        assert moved is None or moved == there


@given(edits())
def test_a_sentence_of_its_own_words_is_mapped_wherever_it_is_left(
    case: tuple[str, str, list[tuple[Span, Span | None]]],
) -> None:
    old, new, truth = case
    own = truth[::2]
    assert remap(old, new, [here for here, _ in own]) == [there for _, there in own]


@given(texts_with_spans(), canonical_texts)
def test_words_put_before_the_text_shift_what_is_told_apart(
    text_and_spans: tuple[str, list[Span]], added: str
) -> None:
    old, spans = text_and_spans
    for span, moved in zip(spans, remap(old, added + old, spans), strict=True):
        assert (
            moved is None
            or old.count(span.of(old)) > 1
            or moved == span.shifted(len(added))
            or ((added + old).count(span.of(old)) > 1)
        )


def test_an_insertion_before_a_quotation_shifts_it() -> None:
    old = BEFORE + CLAIM + AFTER
    new = "New. " + old
    assert remap(old, new, [span_of(CLAIM, old)]) == [span_of(CLAIM, new)]


def test_a_quotation_whose_words_changed_is_not_mapped() -> None:
    old = BEFORE + CLAIM + AFTER
    assert remap(old, old.replace("will", "won't"), [span_of(CLAIM, old)]) == [None]


def test_a_short_quotation_keeps_its_place_beside_a_change() -> None:
    old = f"{BEFORE}Ada agrees. {CLAIM} Bert agrees. {AFTER}"
    new = old.replace(CLAIM, "Something else was said in between.")
    spans = [span_of("agrees", old), span_of("agrees", old, occurrence=2)]
    assert remap(old, new, spans) == [span_of("agrees", new), span_of("agrees", new, occurrence=2)]


def test_a_paragraph_that_was_moved_is_found() -> None:
    paragraphs = [
        f"Paragraph {n} of an invented text, with words of its own: {n * n}." for n in range(9)
    ]
    old = "\n\n".join(paragraphs)
    new = "\n\n".join([*paragraphs[5:], *paragraphs[:5]])
    spans = [span_of(paragraph, old) for paragraph in paragraphs]
    assert remap(old, new, spans) == [span_of(paragraph, new) for paragraph in paragraphs]


def test_of_a_repetition_that_was_added_nobody_knows_which_is_old() -> None:
    old = f"{BEFORE}{CLAIM}{AFTER}"
    new = f"{BEFORE}{CLAIM} {CLAIM}{AFTER}"
    assert remap(old, new, [span_of(CLAIM, old)]) == [None]


def test_of_a_repetition_that_was_dropped_nobody_knows_which_is_left() -> None:
    old = f"{BEFORE}{CLAIM} {CLAIM}{AFTER}"
    new = f"{BEFORE}{CLAIM}{AFTER}"
    spans = [span_of(CLAIM, old), span_of(CLAIM, old, occurrence=2)]
    assert remap(old, new, spans) == [None, None]


def test_a_span_after_the_old_text_is_refused() -> None:
    with pytest.raises(SpanError):
        remap("old", "new", [Span(0, 9)])


def test_a_book_of_two_million_characters_keeps_its_spans() -> None:
    lines = [
        f"Line {n} of a long invented text says that {n * 7919 % 10007} is a number.\n"
        for n in range(32_000)
    ]
    old = "".join(lines)
    new = "".join(line for n, line in enumerate(lines) if n % 50).replace("77", "seventy-seven")
    spans = [Span(at, at + 60) for at in range(0, len(old) - 100, len(old) // 2_000)]
    mapped = remap(old, new, spans)
    assert sum(span is not None for span in mapped) > 1_500
    assert all(m is None or m.of(new) == s.of(old) for s, m in zip(spans, mapped, strict=True))

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.document import Region, Role
from dissensus.model.span import Span
from dissensus.text.sentences import sentences
from tests.strategies import canonical_texts, spans_of


def cut(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in sentences(text, language=language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["He lives in the U.S. and works.", "They left the U.S.", "The war went on."],
        ["They met at 5 p.m. Friday in Oslo.", "At 9 a.m. he rose."],
        ["Dr. Ames of the U.N. Council spoke.", "Gen. Berg agreed."],
        ["See Nos. 3 and 4, e.g. those on pp. 12 and 13.", "George W. Ames spoke."],
        ["It was refused. [1].", "Next one here.[3]", "And more.[2][3]", "Then it ended."],
        ["It was refused.¹²", "It was accepted later.3", "Nobody knew."],
        ["They “wanted democracy.”", "In reality they did not."],
        ['They "wanted democracy."', "In reality they did not."],
        ['He left.', '"This is odd," she said.', "“Is it?” he asked."],
        ["“We will act.", "We will not wait.”", "Then he left."],
        ["He waited... and then left.", "He waited...", "Then he left."],
        ["(It was late.)", "He left."],
        ["It costs 3.5 million.", "Some pay 1,200.50 a year."],
        ["Was it so?", "Yes!", "Really?!", "No."],
    ],
)  # fmt: skip
def test_english_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ["Am 3. Oktober sprach Dr. Adler z.B. in Bonn.", "Die 2. Sitzung folgte."]),
        ("de", ["Er sagte: „Nein.“", "Dann ging er."]),
        ("fr", ["M. Ames est venu.", "Il a dit : « Non. »", "Puis il partit."]),
        ("fa", ["وزیر مخالف است.", "آیا این درست است؟", "بله!", "او رفت؛ سپس آمد."]),
        ("zh", ["你好。", "我是人。"]),
        ("", ["No language given.", "It is cut like English."]),
        ("xx", ["An unknown one too.", "It is cut like English."]),
    ],
)
def test_other_languages_have_rules_of_their_own(language: str, parts: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(parts)
    assert cut(text, language) == parts


def test_a_blank_line_ends_a_sentence_without_a_full_stop() -> None:
    assert cut("A heading\n\nThe text\n \nends here") == ["A heading", "The text", "ends here"]


def test_a_line_break_within_a_paragraph_does_not() -> None:
    assert cut("The minister\nsaid no. The party\nagreed.") == [
        "The minister\nsaid no.",
        "The party\nagreed.",
    ]


def test_points_of_a_list_are_sentences_with_their_numbers() -> None:
    text = "They want:\n1. Peace now\n2. Bread. And land\n- a vote\n• a say"
    assert cut(text) == [
        "They want:",
        "1. Peace now",
        "2. Bread.",
        "And land",
        "- a vote",
        "• a say",
    ]


def test_footnote_marks_at_the_start_of_a_line_stay_with_their_note() -> None:
    assert cut("The text ends.\n[1] The note. [2]") == ["The text ends.", "[1] The note. [2]"]


def test_offsets_count_code_points() -> None:
    text = "😀 He left. 👩\u200d🔬 She stayed."
    assert cut(text) == ["😀 He left.", "👩\u200d🔬 She stayed."]


def test_regions_are_borders() -> None:
    text = "Title The text. Quoted words and more"
    regions = (
        Region(Span(0, 5), Role.TITLE),
        Region(Span(16, 28), Role.BLOCK_QUOTE),
    )
    found = [span.of(text) for span in sentences(text, regions=regions)]
    assert found == ["Title", "The text.", "Quoted words", "and more"]


def test_regions_that_do_not_speak_have_no_sentences() -> None:
    text = "Menu Home. The text. See also."
    regions = (Region(Span(0, 10), Role.BOILERPLATE), Region(Span(21, 30), Role.LINKS))
    assert [span.of(text) for span in sentences(text, regions=regions)] == ["The text."]


def test_a_footnote_mark_within_a_sentence_is_no_border() -> None:
    text = "The party[1] agreed. So did we."
    regions = (Region(Span(9, 12), Role.FOOTNOTE_MARK),)
    found = [span.of(text) for span in sentences(text, regions=regions)]
    assert found == ["The party[1] agreed.", "So did we."]


def test_a_silent_region_within_a_quotation_is_silent() -> None:
    text = "Quoted. Share this! More."
    regions = (Region(Span(0, 25), Role.BLOCK_QUOTE), Region(Span(8, 19), Role.LINKS))
    assert [span.of(text) for span in sentences(text, regions=regions)] == ["Quoted.", "More."]


@given(canonical_texts, st.sampled_from(["en", "de", "fa", "fr", ""]))
def test_sentences_hold_every_word_once_and_no_white_space_around(text: str, language: str) -> None:
    spans = sentences(text, language=language)
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    words = [span.of(text) for span in spans]
    assert words == [word.strip() for word in words]
    assert "".join("".join(words).split()) == "".join(text.split())


@given(st.data())
def test_no_sentence_crosses_a_region_or_a_blank_line(data: st.DataObject) -> None:
    text = data.draw(canonical_texts.filter(bool))
    role = st.sampled_from([role for role in Role if role is not Role.FOOTNOTE_MARK])
    drawn = data.draw(st.lists(st.tuples(spans_of(text), role), max_size=3))
    regions = [Region(span, role) for span, role in drawn]
    for sentence in sentences(text, regions=regions):
        assert not re.search(r"\n[^\S\n]*\n", sentence.of(text))
        for region in regions:
            within = region.span.contains(sentence)
            assert within or not region.span.overlaps(sentence)
            assert region.role.speaks or not within


@pytest.mark.parametrize(
    "hard", ["“" + "." * 20_000, "[1]" * 20_000, "(a. " * 20_000, "\n " * 20_000, "x.1" * 20_000,
             '. "' * 20_000, "!)" * 20_000, "p. 3 " * 10_000]
)  # fmt: skip
def test_hard_texts_are_cut_in_linear_time(hard: str) -> None:
    assert "".join("".join(cut(hard)).split()) == "".join(hard.split())


def test_sentences_of_the_web_treebank_are_found(shared: Path) -> None:
    """UD English EWT, weblogs: sentences in the gold standard and found, by their ends."""
    gold, found, both = 0, 0, 0
    for text, ends in weblogs(shared / "data" / "ud-english-ewt" / "en_ewt-dev.conllu.gz"):
        ours = {span.stop for span in sentences(text)}
        gold, found, both = gold + len(ends), found + len(ours), both + len(ends & ours)
    precision, recall = both / found, both / gold
    assert precision > 0.95
    assert recall > 0.85


def weblogs(path: Path) -> list[tuple[str, set[int]]]:
    if not path.is_file():
        pytest.skip("the shared material has no ud-english-ewt")
    documents: list[tuple[str, set[int]]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                name, text, ends = line.split("=")[1].strip(), "", set[int]()
                gap = ""
            elif line.startswith("# newpar"):
                gap = "\n\n"
            elif line.startswith("# text ="):
                text += (gap if text else "") + line[9:].strip()
                gap = " "
                ends.add(len(text))
            elif not line.strip() and name.startswith("weblog"):
                if documents and documents[-1][1] is ends:
                    documents.pop()
                documents.append((text, ends))
    return documents

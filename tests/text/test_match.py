from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.errors import SuggestError
from dissensus.text.match import Matcher
from tests.strategies import canonical_texts


def found(patterns: list[str], text: str, *, ignore_case: bool = True) -> list[tuple[str, str]]:
    matcher = Matcher([(pattern, pattern) for pattern in patterns], ignore_case=ignore_case)
    return [(match.span.of(text), match.payload) for match in matcher.find(text)]


def words(patterns: list[str], text: str) -> list[str]:
    return [words for words, _ in found(patterns, text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("Iran", "Iran, Iranian and pro-Iran; Iran", ["Iran", "Iran", "Iran"]),
        ("Party A", "PARTY A and party a", ["PARTY A", "party a"]),
        ("Party A", "Party\u00a0A, Party\nA", ["Party\u00a0A", "Party\nA"]),
        ("Party A", "Party  A. Party\n\nA", []),
        ("Iran", "Iran’s army and Iran's", ["Iran", "Iran"]),
        ("O'Brien", "O’Brien's", ["O’Brien"]),
        ("anti-war", "the anti–war vote", ["anti–war"]),
        ("US", "US us Us", ["US"]),
        ("NATO", "NATO nato Nato", ["NATO"]),
        ("us", "US us Us", ["us", "Us"]),
        ("tax", "Tax, tax, TAX", ["Tax", "tax"]),
        ("Ali", "Ali ali ALI", ["Ali"]),
        ("U.S.", "the U.S. and U.S.A., U.S.-led", ["U.S.", "U.S."]),
        ("کتاب", "كتاب", ["كتاب"]),
        ("کتاب", "كِتَابٌ.", ["كِتَابٌ"]),
        ("می\u200cرود", "می رود می\u200cرود", ["می رود", "می\u200cرود"]),
        ("伊朗", "我去伊朗了", ["伊朗"]),
        ("이란", "이란은", ["이란"]),
        ("Istanbul", "İstanbul", ["İstanbul"]),
        ("οδος", "ΟΔΟΣ", ["ΟΔΟΣ"]),
        ("war", "😀war😀 👩\u200d🔬war", ["war", "war"]),
        ("co\u00adoperation", "cooperation", ["cooperation"]),
    ],
)
def test_a_pattern_is_found_where_a_reader_finds_it(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert words([pattern], text) == expected


def test_the_longest_of_those_that_start_together_wins() -> None:
    assert words(["Islamic", "Islamic Republic"], "the Islamic Republic") == ["Islamic Republic"]


def test_the_leftmost_of_overlapping_ones_wins() -> None:
    assert words(["a b", "b c d"], "a b c d") == ["a b"]


def test_a_longer_one_that_ends_inside_a_word_does_not_hide_a_shorter() -> None:
    assert words(["tax", "tax cut"], "tax cuts") == ["tax"]


def test_an_acronym_in_the_wrong_case_does_not_hide_another() -> None:
    assert words(["US THEM", "them"], "us them") == ["them"]


def test_of_patterns_that_differ_in_case_the_one_written_so_wins() -> None:
    patterns = ["Greens", "greens"]
    assert [payload for _, payload in found(patterns, "Greens eat greens")] == patterns


def test_a_pattern_given_twice_yields_both_payloads() -> None:
    matches = Matcher([("Jordan", "a person"), ("Jordan", "a state")]).find("Jordan")
    assert [match.payload for match in matches] == ["a person", "a state"]


def test_case_counts_where_asked() -> None:
    assert found(["Party"], "party Party", ignore_case=False) == [("Party", "Party")]


def test_the_match_carries_the_pattern_as_written() -> None:
    assert [match.pattern for match in Matcher([("O’Brien", 1)]).find("O'Brien")] == ["O’Brien"]


def test_no_patterns_find_nothing() -> None:
    assert Matcher[int]([]).find("anything") == []


def test_a_pattern_without_words_is_refused() -> None:
    with pytest.raises(SuggestError, match="'– ' has no letter or digit"):
        Matcher([("– ", 1)])


ALPHABET = st.text(alphabet="abcXé '-\n", min_size=1, max_size=6)
PATTERNS = st.lists(
    ALPHABET.filter(lambda text: any(map(str.isalpha, text))), max_size=6, unique=True
)


@given(PATTERNS, st.text(alphabet="abcXé '-’–\u00a0\n", max_size=30))
def test_a_search_of_every_place_for_every_pattern_finds_the_same(
    patterns: list[str], text: str
) -> None:
    matches = Matcher([(pattern, 0) for pattern in patterns], ignore_case=False).find(text)
    places = dict.fromkeys((match.span.start, match.span.stop) for match in matches)
    assert list(places) == brute_force(patterns, text)


def brute_force(patterns: list[str], text: str) -> list[tuple[int, int]]:
    plain = text.translate(str.maketrans("’–\u00a0\n", "'-  "))
    wanted = {" ".join(pattern.split()) for pattern in patterns}
    places, at = [], 0
    while at < len(plain):
        for stop in range(len(plain), at, -1):
            whole = not (at and plain[at - 1].isalnum()) and not plain[stop : stop + 1].isalnum()
            if whole and plain[at:stop] in wanted:
                places.append((at, stop))
                at = stop - 1
                break
        at += 1
    return places


@given(canonical_texts, st.lists(canonical_texts, max_size=4))
def test_matches_are_in_order_apart_and_inside_the_text(text: str, patterns: list[str]) -> None:
    usable = [pattern for pattern in patterns if any(map(str.isalnum, pattern))]
    unique = list(dict.fromkeys(usable))
    spans = [match.span for match in Matcher([(pattern, 0) for pattern in unique]).find(text)]
    places = sorted(set(spans))
    assert spans == sorted(spans)
    assert all(a.stop <= b.start for a, b in pairwise(places))
    assert all(span.stop <= len(text) for span in spans)

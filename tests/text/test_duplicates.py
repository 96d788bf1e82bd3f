from __future__ import annotations

import random

import pytest

from dissensus.errors import AnalysisError
from dissensus.text.duplicates import groups, signature
from dissensus.text.duplicates import shared as estimated

WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, *, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def shared(a: str, b: str) -> float:
    """Jaccard's coefficient of the five-word shingles, by hand."""

    def shingles(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}

    one, other = shingles(a), shingles(b)
    return len(one & other) / len(one | other)


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert len(signature("The same words everywhere, always.")) == 128
    assert signature("The same words everywhere, always.") == signature(
        "the same WORDS everywhere always"
    )


def test_a_text_without_words_has_no_signature() -> None:
    assert signature("… – 😀") == ()


@pytest.mark.parametrize("cut", [20, 60, 150])
def test_signatures_agree_as_often_as_shingles_are_shared(cut: int) -> None:
    one = text(1)
    other = " ".join([*one.split()[cut:], *text(2, words=cut).split()])
    a, b = signature(one), signature(other)
    agreement = sum(x == y for x, y in zip(a, b, strict=True)) / 128
    assert agreement == pytest.approx(shared(one, other), abs=4 * 0.0442)  # four standard errors


def test_a_syndicated_copy_joins_its_original() -> None:
    copy = "Our correspondent reports: " + text(1).replace("word7 ", "changed ")
    texts = {"a": text(1), "b": text(2), "c": copy, "d": text(3)}
    assert shared(texts["a"], copy) > 0.85
    assert groups({name: signature(words) for name, words in texts.items()}) == {"a": "a", "c": "a"}


def test_different_texts_form_no_group() -> None:
    assert groups({str(seed): signature(text(seed)) for seed in range(200)}) == {}


def test_short_texts_are_compared_as_a_whole() -> None:
    texts = {"a": "Stop it!", "b": "stop it", "c": "Start it"}
    assert groups({name: signature(words) for name, words in texts.items()}) == {"a": "a", "b": "a"}


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert groups({"a": (), "b": (), "c": signature("words"), "d": signature("words")}) == {
        "c": "c",
        "d": "c",
    }


def test_the_first_member_names_the_group() -> None:
    same = signature(text(1))
    assert groups({"z": same, "b": same, "a": same}) == {"z": "z", "b": "z", "a": "z"}


def test_a_lower_threshold_joins_more() -> None:
    one = text(1)
    half = " ".join([*one.split()[100:], *text(2, words=100).split()])
    signatures = {"a": signature(one), "b": signature(half)}
    assert groups(signatures) == {}
    assert groups(signatures, threshold=0.3) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.5])
def test_a_threshold_that_is_no_share_is_refused(threshold: float) -> None:
    with pytest.raises(AnalysisError, match="makes no groups"):
        groups({}, threshold=threshold)


def test_ten_thousand_texts_are_grouped_by_their_signatures() -> None:
    numbers = random.Random(0)
    distinct = [tuple(numbers.getrandbits(32) for _ in range(128)) for _ in range(2_000)]
    signatures = {str(n): distinct[n % 2_000] for n in range(10_000)}
    found = groups(signatures)
    assert found == {str(n): str(n % 2_000) for n in range(10_000)}


def test_the_share_of_common_phrases_is_estimated() -> None:
    whole, half = " ".join(WORDS[:400]), " ".join(WORDS[:200])
    other = " ".join(WORDS[1_000:1_300])
    for a, b in ((whole, whole), (whole, half), (whole, other)):
        assert estimated(signature(a), signature(b)) == pytest.approx(shared(a, b), abs=0.13)


def test_a_text_without_words_shares_nothing() -> None:
    assert estimated(signature(""), signature("")) == 0

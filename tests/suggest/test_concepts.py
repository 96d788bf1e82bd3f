from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.model.codebook import Codebook
from dissensus.suggest.concepts import Concepts, is_proposition, stem
from dissensus.suggest.names import concepts
from dissensus.suggest.reading import Reading


@pytest.fixture(scope="module")
def found(
    codebook: Codebook, read: Callable[..., Reading]
) -> Callable[[str], list[tuple[str, bool]]]:
    finder = Concepts(concepts(codebook))

    def found(text: str) -> list[tuple[str, bool]]:
        return [(h.concept.name, h.head) for s in read(text).sentences for h in finder.find(s)]

    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiations", "negotiation"),
        ("restoring", "restoration"),
        ("monarchies", "monarchy"),
        ("iranian", "iran"),
        ("tolls", "toll"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_at_least_four_letters_of_a_stem_stay() -> None:
    assert stem("news") == "news"


def test_a_plural_is_the_wording(found: Callable[[str], list[tuple[str, bool]]]) -> None:
    assert found("They collect bridge tolls.") == [("Bridge toll", False)]


def test_content_words_may_stand_in_another_order(
    found: Callable[[str], list[tuple[str, bool]]],
) -> None:
    assert found("The toll for the bridge came.") == [("Bridge toll", False)]


def test_content_words_far_apart_count_less_than_together(
    codebook: Codebook, read: Callable[..., Reading]
) -> None:
    finder = Concepts(concepts(codebook))
    together = read("The bridge toll came.").sentences[0]
    apart = read("The toll was discussed for many hours in the hall behind the bridge.").sentences[
        0
    ]
    assert finder.find(apart)[0].score < 0.7 < finder.find(together)[0].score


def test_a_head_noun_alone_is_marked_as_such(
    found: Callable[[str], list[tuple[str, bool]]],
) -> None:
    assert found("The toll came.") == [("Bridge toll", True)]


def test_the_object_of_a_verb_led_wording_means_the_concept(
    found: Callable[[str], list[tuple[str, bool]]],
) -> None:
    assert found("They welcome the dam.") == [("Building the dam", True)]


def test_the_object_of_abolishing_does_not_mean_abolishing(
    found: Callable[[str], list[tuple[str, bool]]],
) -> None:
    assert found("They welcome the levy in the valley.") != [("Abolishing the levy", False)]


def test_function_words_alone_match_nothing(found: Callable[[str], list[tuple[str, bool]]]) -> None:
    assert found("It is on the one that was of it.") == []


@pytest.mark.parametrize(
    ("wording", "claim"),
    [
        ("Farmers must own the land", True),
        ("Hamlets lead the change", False),
        ("The line brings jobs", True),
        ("Street protest is enough", True),
        ("Sanctions on exports", False),
        ("Bridge toll", False),
    ],
)
def test_a_wording_with_a_verb_is_a_claim(wording: str, claim: bool) -> None:
    assert is_proposition(wording) is claim

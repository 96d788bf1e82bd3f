from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.suggest.cues import Cues, inflections
from dissensus.suggest.reading import Reading


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("claim", ("claim", "claims", "claimed", "claiming")),
        ("argue", ("argue", "argues", "argued", "arguing")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("stop", ("stop", "stops", "stopped", "stopping")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("point out", ("point out", "points out", "pointed out", "pointing out")),
    ],
)
def test_regular_verbs_are_inflected(verb: str, forms: tuple[str, ...]) -> None:
    assert inflections(verb) == forms


@pytest.mark.parametrize("table", ["speech.tsv", "stance.tsv"])
def test_each_table_has_cues_in_three_languages(table: str, read: Callable[..., Reading]) -> None:
    for language in ("en", "de", "fa"):
        Cues(table).find(read("A word.").sentences[0], language=language)


def words(read: Callable[..., Reading], text: str) -> list[str]:
    sentence = read(text).sentences[0]
    return [hit.words for hit in Cues("speech.tsv").find(sentence)]


def test_the_longest_cue_wins(read: Callable[..., Reading]) -> None:
    assert words(read, "They told reporters much.") == ["told reporters"]


def test_a_word_inside_a_name_is_no_cue(read: Callable[..., Reading]) -> None:
    assert words(read, "The Free States of old.") == []


def test_a_word_inside_a_compound_is_no_cue(read: Callable[..., Reading]) -> None:
    assert words(read, "A much-noted case.") == []

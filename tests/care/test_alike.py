"""Which entities look like the same one?"""

from __future__ import annotations

import random
import time

import pytest

from dissensus.care.alike import Likeness, pairs, unused
from dissensus.care.editing import APART
from dissensus.model.entity import Attribute, Entity


def actors(*names: str, kind: str = "actor") -> list[Entity]:
    return [Entity(kind=kind, name=name) for name in names]


def found(*names: str) -> list[tuple[Likeness, str, str]]:
    return [(p.likeness, *p.wordings) for p in pairs(actors(*names))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Green Party", "the green party"),
        ("Économie sociale", "Economie Sociale"),
        ("SPD-Spitze", "SPD Spitze"),
        ("Die Grünen", "Grünen"),
        ("Müller", "MÜLLER"),
        ("كتاب", "کتاب"),
        ("می‌رود", "می رود"),
    ],
)
def test_the_same_words_are_the_same(one: str, other: str) -> None:
    assert [p[0] for p in found(one, other)] == [Likeness.SAME]


def test_one_whose_name_is_the_others_alias_is_the_same() -> None:
    ones = [Entity(kind="actor", name="Port Authority", aliases=("the Port",)), *actors("The port")]
    assert [p.likeness for p in pairs(ones)] == [Likeness.SAME]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("EPA", "Environmental Protection Agency"),
        ("DoE", "Department of Energy"),
        ("U.S.A.", "United States of America"),
    ],
)
def test_initials_of_the_other_are_a_short_form(short: str, long: str) -> None:
    expected = [] if short == "DoE" else [(Likeness.SHORT, long, short)]
    assert found(short, long) == expected  # what is not all capitals may be a word


def test_a_misspelling_and_another_order_of_words_are_similar() -> None:
    assert found("Department of Energy", "Deparment of Energy")[0][0] is Likeness.SIMILAR
    assert found("Orlek, Tomas", "Tomas Orlek")[0][0] is Likeness.SIMILAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Article 5", "Article 6"),
        ("North Port", "South Port"),
        ("Ministry", "Minister"),
        ("A", "B"),
    ],
)
def test_what_differs_in_a_number_or_a_word_is_not_alike(one: str, other: str) -> None:
    assert found(one, other) == []


def test_two_kinds_are_never_compared() -> None:
    assert pairs([*actors("Toll"), *actors("Toll", kind="concept")]) == []


def test_who_was_told_apart_is_left_out_whichever_of_them_says_so() -> None:
    apart = Entity(kind="actor", name="green party", attributes=(Attribute(APART, "Green Party"),))
    assert pairs([apart, *actors("Green Party")]) == []
    assert pairs([*actors("Green Party"), apart]) == []


def test_unused_is_what_no_statement_no_suggestion_and_no_child_needs() -> None:
    top, said, idle = actors("Top", "Said", "Idle")
    below = Entity(kind="actor", name="Below", parent="Top")
    offered = Entity(kind="actor", name="Offered", aliases=("the offer",))
    every = (top, below, said, offered, idle)
    waiting = {("actor", "the offer"), ("concept", "Idle")}
    assert unused(every, {below.id, said.id}, waiting) == (idle,)


def test_names_without_letters_are_compared_as_they_are() -> None:
    assert found("?", "!") == []


def test_ten_thousand_entities_take_less_than_two_seconds() -> None:
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choices(syllables, k=3))

    names = (f"{word()} {word()} Council of {word()}" for _ in range(10_000))
    many = actors(*dict.fromkeys(names))
    start = time.process_time()
    pairs(many)
    assert len(many) > 9_900
    assert time.process_time() - start < 2

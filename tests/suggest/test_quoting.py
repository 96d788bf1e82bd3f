"""Minutes, interviews and other words that no cue stands beside: invented."""

from __future__ import annotations

from collections.abc import Callable

from dissensus.suggest.reading import Reading


def _speakers(reading: Reading) -> list[tuple[str, str]]:
    return [
        (a.speakers[0].person, " ".join(a.content.of(reading.text).split()))
        for a in sorted(reading.attributions, key=lambda a: a.content)
    ]


def test_one_turn_in_capitals_with_an_office_is_that_persons(
    read: Callable[..., Reading],
) -> None:
    text = "Minutes of 3 June\n\nMARA VENN (Harbor Union): The bridge toll is fair.\n\nIt was late."
    assert _speakers(read(text)) == [("Mara Venn", "The bridge toll is fair.")]


def test_the_answers_of_an_interview_are_those_of_the_person_named_before(
    read: Callable[..., Reading],
) -> None:
    text = "A talk with Olek Tarn\n\nQ: And the toll?\nA: It is a mistake.\n\nQ: And the dam?\nA: Build it."
    assert _speakers(read(text)) == [
        ("", "And the toll?"),
        ("Olek Tarn", "It is a mistake."),
        ("", "And the dam?"),
        ("Olek Tarn", "Build it."),
    ]


def test_a_colon_in_the_running_text_is_no_turn(read: Callable[..., Reading]) -> None:
    assert _speakers(read("The result: nobody came. Another matter: the dam.")) == []


def test_what_somebody_is_considered_is_not_what_they_say(read: Callable[..., Reading]) -> None:
    text = "Today Olek Tarn is considered “the last and only hope of the whole valley”."
    assert _speakers(read(text)) == []


def test_an_office_is_held_by_whom_an_apposition_named(read: Callable[..., Reading]) -> None:
    text = (
        "Olek Tarn, director of the Harbor Union, came. "
        "“The toll is a mistake for us all,” said the director of the Harbor Union."
    )
    assert _speakers(read(text))[0][0] == "Olek Tarn"

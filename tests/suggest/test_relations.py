"""Who does what to whom: sentences a person can judge at sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.suggest.relations import LEAST, propose
from dissensus.suggest.suggester import checked
from tests.suggest.reading_of import reading_of

Triple = tuple[object, object, object]


def triples(text: str, *, language: str = "en") -> set[Triple]:
    found = propose(reading_of(text, language=language))
    return {(s.values["source"], s.values["target"], s.values["sign"]) for s in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Arda] condemned [Belor] on Monday.", ("Arda", "Belor", -1)),
        ("[Belor] was condemned by [Arda].", ("Arda", "Belor", -1)),
        ("[Belor] has been repeatedly attacked by the army of [Arda].", ("Arda", "Belor", -1)),
        ("[Belor], backed by [Arda], won.", ("Arda", "Belor", 1)),
        ("[Arda]-backed [Belor] won.", ("Arda", "Belor", 1)),
        ("[Arda]'s attack on [Belor] failed.", ("Arda", "Belor", -1)),
        ("The attack on [Belor] by [Arda] failed.", ("Arda", "Belor", -1)),
        ("The support of [Arda] for [Belor] is old.", ("Arda", "Belor", 1)),
        ("[Arda] launched a new attack on [Belor].", ("Arda", "Belor", -1)),
        ("[Arda] imposed new sanctions on [Belor].", ("Arda", "Belor", -1)),
        ("Sanctions were imposed on [Belor] by [Arda].", ("Arda", "Belor", -1)),
        ("[Arda] is critical of [Belor].", ("Arda", "Belor", -1)),
        ("[Arda], an ally of [Belor], won.", ("Arda", "Belor", 1)),
        ("[Arda] wants to fight against [Belor].", ("Arda", "Belor", -1)),
        ("[Arda], which hailed [Belor], won.", ("Arda", "Belor", 1)),
        ("[Arda] sided with [Belor].", ("Arda", "Belor", 1)),
        ("[Arda] went on to praise [Belor].", ("Arda", "Belor", 1)),
        ("[Arda] of the [Dorn] has accused [Belor].", ("Arda", "Belor", -1)),
        ("[Arda] depends on [Belor].", ("Arda", "Belor", 0)),
        ("The talks between [Arda] and [Belor] failed.", ("Arda", "Belor", 0)),
        ("[Arda] and [Belor] signed an agreement.", ("Arda", "Belor", 1)),
        ("[Arda] withdrew its support for [Belor].", ("Arda", "Belor", -1)),
        ("The mayor praised [Cedron], but [Arda] rejected [Belor].", ("Arda", "Belor", -1)),
    ],
)
def test_a_clause_that_tells_what_one_actor_does_to_another_is_found(
    text: str, expected: Triple
) -> None:
    assert triples(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "[Arda] did not attack [Belor].",
        "Critics of [Arda] attacked [Belor].",
        "[Arda] lies between the sea and [Belor].",
        "[Arda] and [Belor] have much in common.",
        "[Arda] attacked the enemies of [Belor].",
        "[Arda] supports sanctions; [Belor] grows wheat.",
        "The supporters of [Arda] attacked [Belor].",
        "[Arda] supports [Belor] sanctions.",
        "Nobody attacked [Arda]. [Belor] slept.",
    ],
)
def test_a_clause_that_tells_no_such_thing_gives_nothing(text: str) -> None:
    assert triples(text) == set()


def test_two_sources_give_two_relations() -> None:
    assert triples("[Arda] and [Belor] attacked [Cedron].") == {
        ("Arda", "Cedron", -1),
        ("Belor", "Cedron", -1),
    }


def test_two_targets_give_two_relations() -> None:
    assert triples("[Arda] condemned [Belor] and [Cedron].") == {
        ("Arda", "Belor", -1),
        ("Arda", "Cedron", -1),
    }


def test_a_second_clause_after_and_is_no_target() -> None:
    assert triples("[Arda] condemned [Belor] and [Cedron] praised [Dorn].") == {
        ("Arda", "Belor", -1),
        ("Cedron", "Dorn", 1),
    }


def test_a_second_predicate_keeps_its_subject() -> None:
    assert ("Arda", "Cedron", -1) in triples("[Arda] met [Belor] and accused [Cedron] of fraud.")


def test_negated_support_is_opposition_with_a_lower_score() -> None:
    plain = propose(reading_of("[Arda] supported [Belor]."))[0]
    negated = propose(reading_of("[Arda] did not support [Belor]."))[0]
    assert negated.values["kind"] == "opposes"
    assert negated.score < plain.score


def test_refusing_to_support_is_opposition() -> None:
    assert triples("[Arda] refused to support [Belor].") == {("Arda", "Belor", -1)}


def test_what_only_might_happen_scores_lower() -> None:
    plain = propose(reading_of("[Arda] attacked [Belor]."))[0]
    possible = propose(reading_of("[Arda] might attack [Belor]."))[0]
    assert possible.score < plain.score


def test_the_span_is_the_smallest_part_that_holds_source_verb_and_target() -> None:
    text = "Yesterday, as many had feared, [Arda] attacked the coast of [Belor] again."
    found = propose(reading_of("In spring the state of [Arda] condemned [Belor] at once."))
    assert found[0].quotation == "Arda condemned Belor"
    assert all(
        s.quotation in text.replace("[", "").replace("]", "") for s in propose(reading_of(text))
    )


def test_the_reason_names_the_word_the_source_and_the_target() -> None:
    found = propose(reading_of("[Arda] accused [Belor]."))[0]
    assert found.evidence.reasons[0] == "'accused' with source Arda before and target Belor after"


def test_a_kind_the_codebook_lacks_becomes_the_wider_one() -> None:
    found = propose(reading_of("[Arda] jailed [Belor].", kinds=("opposes", "supports")))[0]
    assert found.values["kind"] == "opposes"


def test_a_kind_is_known_by_its_base_form_too() -> None:
    found = propose(reading_of("[Arda] jailed [Belor].", kinds=("Repress",)))[0]
    assert found.values["kind"] == "Repress"


def test_no_kind_is_given_where_the_codebook_has_none_that_fits() -> None:
    found = propose(reading_of("[Arda] needs [Belor].", kinds=("supports",)))[0]
    assert found.values["kind"] is None


def test_a_person_is_not_related_to_the_body_it_speaks_for() -> None:
    text = "[Ilva Orm] supports [Belor]."
    affiliations = {"Ilva Orm": "Belor"}
    reading = reading_of(text, persons=["Ilva Orm"], affiliations=affiliations)
    assert propose(reading) == []


def test_a_pronoun_is_taken_for_the_person_of_the_sentence_before_and_says_so() -> None:
    text = "[Ilva Orm] spoke first. She condemned [Belor]."
    found = propose(reading_of(text, persons=["Ilva Orm"]))
    assert [(s.values["source"], s.quotation) for s in found] == [
        ("Ilva Orm", "She condemned Belor")
    ]
    assert "'She' taken for Ilva Orm" in found[0].evidence.reasons


def test_a_description_is_taken_for_the_body_whose_head_it_is() -> None:
    text = "[Ministry of Salt] met nobody. [Arda] condemned the ministry."
    assert ("Arda", "Ministry of Salt", -1) in triples(text)


def test_what_somebody_says_another_did_keeps_the_voice() -> None:
    found = propose(
        reading_of("[Ilva Orm] said that [Arda] had attacked [Belor].", persons=["Ilva Orm"])
    )
    assert [voice.name for voice in found[0].voices][1:] == ["Ilva Orm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Arda] kritisierte [Belor] scharf.", ("Arda", "Belor", -1)),
        ("Gestern kritisierte [Arda] den [Belor].", ("Arda", "Belor", -1)),
        ("Den [Belor] kritisierte [Arda].", ("Arda", "Belor", -1)),
        ("[Arda] hat den [Belor] scharf kritisiert.", ("Arda", "Belor", -1)),
        ("Der [Belor] wurde von [Arda] kritisiert.", ("Arda", "Belor", -1)),
        ("Sie sagte, dass [Arda] den [Belor] unterstützt.", ("Arda", "Belor", 1)),
        ("[Arda] unterstützt den [Belor] nicht.", ("Arda", "Belor", -1)),
        ("Die Gespräche zwischen [Arda] und [Belor] scheiterten.", ("Arda", "Belor", 0)),
    ],
)
def test_german_word_order_is_read(text: str, expected: Triple) -> None:
    assert triples(text, language="de") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[آردا] از [بلور] حمایت می‌کند.", ("آردا", "بلور", 1)),
        ("[آردا] از [بلور] حمایت نکرد.", ("آردا", "بلور", -1)),
        ("[آردا] به [بلور] حمله کرد.", ("آردا", "بلور", -1)),
        ("[آردا] [بلور] را محکوم کرد.", ("آردا", "بلور", -1)),
        ("[آردا] با [بلور] مذاکره کرد.", ("آردا", "بلور", 0)),
    ],
)
def test_persian_compound_verbs_are_read(text: str, expected: Triple) -> None:
    assert triples(text, language="fa") == {expected}


def test_a_language_without_a_lexicon_gives_nothing() -> None:
    assert triples("[Arda] attacked [Belor].", language="fi") == set()


@given(
    st.lists(
        st.sampled_from(
            [
                "Arda",
                "Belor",
                "Cedron",
                "attacked",
                "supports",
                "was",
                "by",
                "the",
                "of",
                "and",
                "not",
                ",",
                "who",
                "'",
                "-",
                "against",
                "attack",
                "on",
                "to",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_words_gives_only_suggestions_that_may_be_shown(words: list[str]) -> None:
    reading = reading_of(" ".join(words), actors=["Arda", "Belor", "Cedron"])
    found = propose(reading)
    assert checked(found, reading.document).refused == 0
    assert all(s.score >= LEAST and s.values["source"] != s.values["target"] for s in found)

"""The lexicon: how large it is, and how its words bend."""

from __future__ import annotations

import pytest

from dissensus.suggest.relation_lexicon import Form, Lexicon, Shape, lexicon


def english() -> Lexicon:
    found = lexicon("en")
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "least"), [("en", 400), ("de", 80), ("fa", 40)])
def test_the_lexicon_holds_enough_words(language: str, least: int) -> None:
    found = lexicon(language)
    assert found is not None
    assert found.lemmas >= least


def test_no_language_given_counts_as_english() -> None:
    assert lexicon("") is not None


def test_an_unknown_language_has_no_lexicon() -> None:
    assert lexicon("xx") is None


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("attacks", "attack", Form.THIRD),
        ("accused", "accuse", Form.PAST),
        ("denied", "deny", None),
        ("fought", "fight", Form.PAST),
        ("banned", "ban", Form.PARTICIPLE),
        ("overthrown", "overthrow", Form.PARTICIPLE),
        ("defying", "defy", Form.GERUND),
        ("expelling", "expel", Form.GERUND),
    ],
)
def test_verbs_are_found_in_all_forms(word: str, lemma: str, form: Form | None) -> None:
    hits = [h for here in english().find((word,)) for h in here if h.trigger.shape is Shape.VERB]
    if form is None:
        assert hits == []
    else:
        assert any(h.trigger.lemma == lemma and form in h.forms for h in hits)


def test_the_longest_reading_comes_first() -> None:
    hits = english().find(("they", "imposed", "very", "harsh", "sanctions", "on", "it"))[0]
    assert hits[0].trigger.lemma == "impose _ sanctions on"


def test_a_gap_holds_three_words_at_most() -> None:
    words = ("imposed", "one", "two", "three", "four", "sanctions", "on")
    assert all(
        h.trigger.lemma != "impose _ sanctions on" for here in english().find(words) for h in here
    )


def test_every_verb_and_noun_has_one_of_eight_kinds() -> None:
    kinds = {
        h.trigger.kind
        for word in ("attack", "praise", "jail", "embargo", "meet", "ally", "rely", "reject")
        for here in english().find((word, "with", "on"))
        for h in here
    }
    assert kinds <= {
        "supports", "opposes", "attacks", "represses", "sanctions", "allies with", "depends on", "negotiates with",
    }  # fmt: skip

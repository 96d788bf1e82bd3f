from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.model.codebook import POSITION, Codebook, DataType, StatementType, Variable
from dissensus.model.document import Document
from dissensus.model.statement import VoiceKind
from dissensus.suggest.lexical import LexicalSuggester
from dissensus.suggest.positions import Positions

VENN, TARN, UNION, PELL, TOLL = "Mara Venn", "Olek Tarn", "Harbor Union", "Jo Pell", "Bridge toll"


@pytest.mark.parametrize(
    ("text", "speaker", "agreement"),
    [
        ("The Harbor Union supports the bridge toll.", UNION, True),
        ("The Harbor Union opposes the bridge toll.", UNION, False),
        ("The Harbor Union does not support the bridge toll.", UNION, False),
        ("The Harbor Union called for an end to the bridge toll.", UNION, False),
        ("The Harbor Union rejected criticism of the bridge toll.", UNION, True),
        ("The Harbor Union called the bridge toll a mistake.", UNION, False),
        ("The Harbor Union's opposition to the bridge toll is old.", UNION, False),
        ("The bridge toll was rejected by the Harbor Union.", UNION, False),
        ("The Harbor Union left the room and condemned the bridge toll.", UNION, False),
        ("Venn said that the bridge toll was a mistake.", VENN, False),
        ("Venn said the bridge toll must be abolished.", VENN, False),
        ("Venn said the bridge toll must not be abolished.", VENN, True),
        ('"We want the bridge toll," said Venn.', VENN, True),
        ("Venn is a critic of the bridge toll.", VENN, False),
        ("Venn denied that the bridge toll was a mistake.", VENN, True),
        ("Venn said that her union opposed the bridge toll.", VENN, False),
        ("The bridge toll is a mistake.", PELL, False),
        ("The bridge toll is not a mistake.", PELL, True),
        ("We oppose the bridge toll.", PELL, False),
        ("The so-called bridge toll came.", PELL, False),
        ("The Harbor Union spoke against the ferry and for the bridge toll.", UNION, True),
        ("The Harbor Union argued against the ferry and in favor of the bridge toll.", UNION, True),
        ("The fiercest opponent of the bridge toll was the Harbor Union.", UNION, False),
        ("A ferry is more desirable than the bridge toll.", PELL, False),
        ("A valley without the bridge toll would be a disaster.", PELL, True),
        ("The failure of the bridge toll was seen by all.", PELL, False),
        ("Neither the bridge toll nor the ferry is useful.", PELL, False),
        ("Progress is unthinkable without the bridge toll.", PELL, True),
    ],
)
def test_the_words_around_a_concept_tell_who_takes_which_side(
    positions: Callable[..., list[tuple[str, str, bool]]], text: str, speaker: str, agreement: bool
) -> None:
    assert positions(text) == [(speaker, TOLL, agreement)]


@pytest.mark.parametrize(
    "text",
    [
        "They spoke about the bridge toll.",
        "Should the bridge toll be abolished?",
        "If the bridge toll is a mistake, we shall see.",
        "Villagers in the valley oppose the bridge toll.",
        "Critics said that the bridge toll was a mistake.",
        "Venn did not say that the bridge toll was a mistake.",
        "The signing of the bridge toll took an hour.",
    ],
)
def test_what_takes_no_known_side_is_not_suggested(
    positions: Callable[..., list[tuple[str, str, bool]]], text: str
) -> None:
    assert positions(text) == []


def test_two_objects_of_two_verbs_are_two_positions(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    text = "The Harbor Union welcomed the bridge toll but rejected the plan to build the dam."
    assert set(positions(text)) == {(UNION, TOLL, True), (UNION, "Building the dam", False)}


def test_two_subjects_are_two_positions(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    text = "The Harbor Union and the River Party oppose the bridge toll."
    assert set(positions(text)) == {(UNION, TOLL, False), ("River Party", TOLL, False)}


def test_the_innermost_speaker_holds_the_position(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    text = "Olek Tarn said that Venn had warned that the bridge toll was a mistake."
    assert positions(text) == [(VENN, TOLL, False)]


def test_a_demand_governs_a_wording_that_begins_with_a_verb(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    assert positions('"We have to build the dam now," said Venn.') == [
        (VENN, "Building the dam", True)
    ]


def test_a_concept_that_is_a_claim_is_agreed_with_by_asserting_it(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    assert positions("Venn said that farmers must own the land.") == [
        (VENN, "Farmers must own the land", True)
    ]


def test_a_head_noun_counts_once_the_whole_wording_stands_in_the_document(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    alone = "The Harbor Union rejects the toll."
    assert positions(alone) == []
    assert (UNION, TOLL, False) in positions("They discussed the bridge toll. " + alone)


def test_a_definition_may_say_that_agreement_means_being_against(
    positions: Callable[..., list[tuple[str, str, bool]]],
) -> None:
    assert positions("The Harbor Union opposes the night curfew.") == [
        (UNION, "Night curfew", True)
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "agreement"),
    [
        ("de", "Die Hafengewerkschaft fordert die Brückenmaut.", UNION, True),
        ("de", "Die Hafengewerkschaft lehnt die Brückenmaut ab.", UNION, False),
        ("de", "Die Brückenmaut lehnt die Hafengewerkschaft ab.", UNION, False),
        ("fa", "حزب رود با عوارض پل مخالف است.", "River Party", False),
        ("fa", "حزب رود از عوارض پل دفاع کرد.", "River Party", True),
    ],
)
def test_german_and_persian_positions_are_read(
    positions: Callable[..., list[tuple[str, str, bool]]],
    language: str,
    text: str,
    speaker: str,
    agreement: bool,
) -> None:
    assert positions(text, language=language) == [(speaker, TOLL, agreement)]


def test_a_suggestion_gives_the_person_s_organization_the_chain_and_the_reasons(
    codebook: Codebook,
) -> None:
    document = Document(
        text="Mara Venn said that the bridge toll was a mistake.", author="Jo Pell", language="en"
    )
    suggestion = LexicalSuggester(codebook).suggest(document)[0]
    assert suggestion.values["organization"] == UNION
    assert [(v.name, v.kind) for v in suggestion.voices] == [
        (PELL, VoiceKind.AUTHOR),
        (VENN, VoiceKind.REPORTED),
    ]
    assert any("'mistake'" in reason for reason in suggestion.evidence.reasons)


def test_every_suggestion_reads_as_its_span(codebook: Codebook) -> None:
    text = (
        "The Harbor Union supports the bridge toll. “It is right,” said Venn. Tarn opposes the dam."
    )
    document = Document(text=text, language="en")
    found = LexicalSuggester(codebook).suggest(document)
    assert found
    assert all(s.span.of(text) == s.quotation for s in found)


def test_a_codebook_without_positions_gets_none(codebook: Codebook) -> None:
    other = Codebook(
        statement_types=tuple(t for t in codebook.statement_types if t.name != POSITION),
        entities=codebook.entities,
    )
    document = Document(text="The Harbor Union supports the bridge toll.", language="en")
    assert not Positions.fits(other)
    assert all(s.statement_type != POSITION for s in LexicalSuggester(other).suggest(document))


def test_an_integer_agreement_is_suggested_as_plus_or_minus_one(codebook: Codebook) -> None:
    position = StatementType(
        name=POSITION,
        variables=(
            Variable(name="organization", data_type=DataType.ENTITY, entities="actor"),
            Variable(name="concept", data_type=DataType.ENTITY, entities="concept"),
            Variable(name="agreement", data_type=DataType.INTEGER, values=(-1, 0, 1)),
        ),
    )
    book = Codebook(statement_types=(position,), entities=codebook.entities)
    document = Document(text="The Harbor Union opposes the bridge toll.", language="en")
    values = LexicalSuggester(book).suggest(document)[0].values
    assert dict(values) == {"organization": UNION, "concept": TOLL, "agreement": -1}

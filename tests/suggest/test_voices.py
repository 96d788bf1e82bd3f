from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.reading import Reading


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return (first speaker, content) of each attribution."""
    return [(a.speakers[0].name, a.content.of(reading.text)) for a in reading.attributions]


def chain(reading: Reading, words: str) -> list[str]:
    start = reading.text.index(words)
    return [v.name for v in reading.voices(Span(start, start + len(words)))]


def test_a_that_clause_is_what_the_subject_said(read: Callable[..., Reading]) -> None:
    assert said(read("Venn said that the port would close.")) == [
        ("Mara Venn", "the port would close.")
    ]


def test_a_quotation_before_said_and_the_subject(read: Callable[..., Reading]) -> None:
    reading = read('"The port will close," said Venn.')
    assert said(reading) == [("Mara Venn", '"The port will close,"')]
    assert reading.attributions[0].kind is VoiceKind.QUOTED


def test_according_to_covers_the_rest_of_its_sentence(read: Callable[..., Reading]) -> None:
    assert said(read("According to Venn, the port will close.")) == [
        ("Mara Venn", " the port will close.")
    ]


def test_an_apposition_may_stand_between_subject_and_verb(read: Callable[..., Reading]) -> None:
    assert said(read("Venn, a crane driver for thirty years, said the port would close.")) == [
        ("Mara Venn", "the port would close.")
    ]


def test_its_president_named_after_the_verb_is_the_speaker(read: Callable[..., Reading]) -> None:
    assert said(read('"The port will close," said its president, Mara Venn.'))[0][0] == "Mara Venn"


def test_a_spokesman_speaks_for_the_organization(read: Callable[..., Reading]) -> None:
    assert said(read("A spokesman for the Harbor Union said the port would close."))[0][0] == (
        "Harbor Union"
    )


def test_critics_of_an_organization_are_not_the_organization(read: Callable[..., Reading]) -> None:
    found = read("Critics of the Harbor Union said the port would close.").attributions
    assert not found[0].named


def test_a_nested_report_gives_a_chain_of_voices(read: Callable[..., Reading]) -> None:
    reading = read(
        "Olek Tarn said that Venn had warned that the port would close.", author="Jo Pell"
    )
    assert chain(reading, "the port would close") == ["Jo Pell", "Olek Tarn", "Mara Venn"]


def test_a_pronoun_is_taken_for_the_person_named_before_with_less_certainty(
    read: Callable[..., Reading],
) -> None:
    found = read("Mara Venn arrived. She said that the port would close.").attributions[0]
    assert found.speakers[0].name == "Mara Venn"
    assert found.score < 1.0
    assert "taken for" in found.reason


def test_a_colon_introduces_the_quotation_after_it(read: Callable[..., Reading]) -> None:
    reading = read("Writing in 1920, Olek Tarn emphasized:\n\n“The port must never close again.”")
    assert chain(reading, "never close")[-1] == "Olek Tarn"


def test_a_quotation_goes_on_with_the_speaker_before(read: Callable[..., Reading]) -> None:
    reading = read(
        '"The port will close," said Venn. "Nobody has asked the people who work there."'
    )
    assert chain(reading, "Nobody has asked")[-1] == "Mara Venn"


def test_a_quotation_without_a_speaker_is_nobody_s_and_not_the_author_s(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        'A voice was heard: "The whole port will close before the next winter."', author="Jo Pell"
    )
    assert not reading.attributions[0].named


def test_a_denial_turns_the_content_around(read: Callable[..., Reading]) -> None:
    assert read("Venn denied that the port would close.").attributions[0].sign == -1


def test_what_was_not_said_has_no_sign(read: Callable[..., Reading]) -> None:
    assert read("Venn did not say that the port would close.").attributions[0].sign == 0


def test_a_state_is_no_statement(read: Callable[..., Reading]) -> None:
    assert read("They went to the United States to see the port.").attributions == ()


def test_lines_of_a_transcript_belong_to_their_names(read: Callable[..., Reading]) -> None:
    reading = read("VENN: We want the port.\n\nOLEK TARN (River Party): No.\n\nVENN: We do.")
    assert [name for name, _ in said(reading)] == ["Mara Venn", "Olek Tarn", "Mara Venn"]


def test_a_name_the_codebook_does_not_know_may_speak(read: Callable[..., Reading]) -> None:
    speaker = read("Ida Korr said that the port would close.").attributions[0].speakers[0]
    assert (speaker.person, speaker.score < 1.0) == ("Ida Korr", True)


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("de", "Mara Venn sagte, dass der Hafen schließt.", "der Hafen schließt."),
        ("de", "„Der Hafen schließt bald“, sagte Mara Venn.", "„Der Hafen schließt bald“,"),
        ("de", "Laut Mara Venn, so hört man, schließt der Hafen.", None),
        ("fa", "حزب رود گفت که بندر بسته می‌شود.", "بندر بسته می‌شود."),
        ("fa", "به گفتهٔ حزب رود، بندر بسته می‌شود.", " بندر بسته می‌شود."),
    ],
)
def test_german_and_persian_reports_are_read(
    read: Callable[..., Reading], language: str, text: str, content: str | None
) -> None:
    found = read(text, language=language).attributions
    assert found[0].speakers[0].name in ("Mara Venn", "River Party")
    assert content is None or found[0].content.of(text) == content


def test_the_german_subjunctive_goes_on_reporting(read: Callable[..., Reading]) -> None:
    reading = read("Mara Venn sagte, dass der Hafen schließt. Die Stadt sei schuld.", language="de")
    assert chain(reading, "Die Stadt")[-1] == "Mara Venn"


def test_unattributed_words_are_the_author_s(read: Callable[..., Reading]) -> None:
    assert chain(read("The port will close.", author="Jo Pell"), "port") == ["Jo Pell"]


def test_without_an_author_the_outlet_speaks(read: Callable[..., Reading]) -> None:
    reading = read("The port will close.", source="www.lowland-gazette.example")
    assert (reading.author.name, reading.author.kind) == ("Lowland Gazette", VoiceKind.OUTLET)


def test_without_author_and_outlet_the_title_stands_for_the_author(
    read: Callable[..., Reading],
) -> None:
    assert read("The port will close.", title="Last ships").author.name == 'Author of "Last ships"'


def test_a_known_person_who_writes_speaks_for_the_own_organization(
    read: Callable[..., Reading],
) -> None:
    author = read("The port will close.", author="Mara Venn", source="Lowland Gazette").author
    assert (author.person, author.organization) == ("Mara Venn", "Harbor Union")

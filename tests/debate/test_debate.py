from __future__ import annotations

import io
import re
import runpy
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePath

import docx
import pytest

from dissensus import debate
from dissensus.exchange.codebook import load_codebook
from dissensus.ingest import Read, read
from dissensus.model.codebook import EVENT, FIGURE, POSITION, RELATION, Codebook, DataType
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.suggest.gold import Gold, load_gold

GENERATOR = Path(__file__).resolve().parents[2] / "examples" / "make_binary_texts.py"
WIRE = "2022-11-10_corvale-herald_bank-doubts.txt"
COPY = "2022-11-11_harbor-courier_bank-toll.txt"
COURIER_MARCH = "2022-09-18_harbor-courier_march-in-the-capital.txt"
WEEKLY_MARCH = "ilver-weekly-march.html"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook(debate.codebook())


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = {}
    for outcome in read(debate.texts(), sidecar=debate.sidecar()):
        assert isinstance(outcome, Read), outcome
        provenance = outcome.document.provenance
        assert provenance is not None
        name, part = PurePath(provenance.source.location).name, provenance.source.part
        found[f"{name}#{part}" if part else name] = outcome.document
    return found


@pytest.fixture(scope="module")
def gold(documents: dict[str, Document]) -> list[Gold]:
    return load_gold(debate.gold(), documents=documents)


def stances(
    gold: Sequence[Gold], documents: dict[str, Document], organization: str, year: int
) -> set[tuple[object, object]]:
    """The (concept, agreement) pairs that an organization stands for in a year."""
    found: set[tuple[object, object]] = set()
    for statement in gold:
        date, values = documents[statement.document].date, statement.values
        assert date is not None
        if values.get("organization") == organization and date.start.year == year:
            found.add((values["concept"], values["agreement"]))
    return found


def opposed(
    a: set[tuple[object, object]], b: set[tuple[object, object]]
) -> set[tuple[object, object]]:
    return {(concept, agreement) for concept, agreement in a if (concept, not agreement) in b}


def test_every_text_is_read(documents: dict[str, Document]) -> None:
    files = [path for path in debate.texts().iterdir() if path.is_file()]
    assert len(files) == 26
    assert len(documents) == 27  # the feed holds two entries


def test_every_text_has_title_outlet_date_and_language(documents: dict[str, Document]) -> None:
    bare = [n for n, d in documents.items() if not (d.title and d.source and d.date and d.language)]
    assert bare == []


def test_texts_are_read_without_warnings(documents: dict[str, Document]) -> None:
    warnings = {n: d.provenance.warnings for n, d in documents.items() if d.provenance}
    assert {n: w for n, w in warnings.items() if w} == {}


def test_the_debate_spans_two_years(documents: dict[str, Document]) -> None:
    days = sorted(d.date.start for d in documents.values() if d.date)
    assert (days[0], days[-1]) == (datetime(2022, 2, 8), datetime(2023, 12, 7))


def test_one_text_is_german_and_one_is_persian(documents: dict[str, Document]) -> None:
    assert Counter(d.language for d in documents.values()) == {"en": 25, "de": 1, "fa": 1}


def test_the_persian_text_is_dated_in_the_solar_hijri_calendar(
    documents: dict[str, Document],
) -> None:
    assert documents["bandarnameh-rah-ahan-saheli.txt"].date == Moment.parse("2023-06-11")


def test_what_surrounds_a_web_page_is_not_in_its_text(documents: dict[str, Document]) -> None:
    texts = [d.text.lower() for n, d in documents.items() if n.endswith(".html")]
    assert len(texts) == 3
    assert not [t for t in texts if re.search("cookie|subscribe|all rights|crossword", t)]


def test_the_syndicated_copy_says_the_same_under_another_title(
    documents: dict[str, Document],
) -> None:
    assert documents[WIRE].text == documents[COPY].text
    assert documents[WIRE].title != documents[COPY].title


def test_the_syndicated_copy_is_coded_as_its_original(gold: list[Gold]) -> None:
    def coding(name: str) -> list[tuple[Span, str, dict[str, object]]]:
        return [(g.span, g.statement_type, dict(g.values)) for g in gold if g.document == name]

    assert coding(WIRE) == coding(COPY)


def test_every_quotation_stands_exactly_once_in_its_document(
    gold: list[Gold], documents: dict[str, Document]
) -> None:
    assert [g for g in gold if documents[g.document].text.count(g.quotation) != 1] == []


def test_no_statement_stands_where_the_author_does_not_speak(
    gold: list[Gold], documents: dict[str, Document]
) -> None:
    silent = [
        (g.document, g.quotation)
        for g in gold
        for region in documents[g.document].regions
        if not region.role.speaks and region.span.overlaps(g.span)
    ]
    assert silent == []


def test_every_document_is_coded(gold: list[Gold], documents: dict[str, Document]) -> None:
    assert set(documents) == {g.document for g in gold}


def test_no_statement_is_coded_twice(gold: list[Gold]) -> None:
    keys = Counter(
        (g.document, g.span, g.statement_type, tuple(sorted(map(repr, g.values.items()))))
        for g in gold
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_value_fits_its_variable(gold: list[Gold], codebook: Codebook) -> None:
    kinds: dict[DataType, type | tuple[type, ...]] = {
        DataType.ENTITY: str,
        DataType.TEXT: str,
        DataType.BOOLEAN: bool,
        DataType.INTEGER: int,
        DataType.NUMBER: (int, float),
        DataType.DATE: Moment,
    }
    for g in gold:
        statement_type = codebook.statement_type(g.statement_type)
        for name, value in g.values.items():
            variable = statement_type.variable(name)
            assert isinstance(value, kinds[variable.data_type]), g
            if variable.data_type is DataType.ENTITY:
                assert value in {e.name for e in codebook.of_kind(variable.entities)}, g
            if variable.values:
                assert value in variable.values, g


def test_every_statement_has_its_main_values(gold: list[Gold]) -> None:
    needed = {
        POSITION: {"organization", "concept", "agreement"},
        RELATION: {"source", "target", "kind", "sign"},
        FIGURE: {"what", "value", "unit"},
        EVENT: {"what", "date"},
    }
    assert [g for g in gold if not needed[g.statement_type] <= set(g.values)] == []


def test_a_person_speaks_for_the_organization_of_the_codebook(
    gold: list[Gold], codebook: Codebook
) -> None:
    home = {e.name: e.attribute("affiliation") for e in codebook.of_kind("actor")}
    strangers = [
        g
        for g in gold
        if "person" in g.values and home[str(g.values["person"])] != g.values["organization"]
    ]
    assert strangers == []


def test_the_condition_of_a_figure_stands_in_its_document(
    gold: list[Gold], documents: dict[str, Document]
) -> None:
    conditions = [(g.document, str(g.values["condition"])) for g in gold if "condition" in g.values]
    assert len(conditions) >= 10
    assert [c for c in conditions if c[1] not in documents[c[0]].text] == []


def test_every_concept_finds_agreement_and_disagreement(
    gold: list[Gold], codebook: Codebook
) -> None:
    taken = {(g.values["concept"], g.values["agreement"]) for g in gold if "concept" in g.values}
    concepts = {e.name for e in codebook.of_kind("concept")}
    assert taken == {(concept, side) for concept in concepts for side in (True, False)}


def test_claims_reported_by_others_keep_their_voices(gold: list[Gold]) -> None:
    nested = {g.document for g in gold if g.statement_type == POSITION and len(g.voices) > 2}
    assert len(nested) >= 3


def test_farmers_and_conservationists_stand_together_in_2022(
    gold: list[Gold], documents: dict[str, Document]
) -> None:
    league = stances(gold, documents, "Farmers' League", 2022)
    trust = stances(gold, documents, "Delta Trust", 2022)
    ministry = stances(gold, documents, "Ministry of Transport", 2022)
    assert len(league & trust) > len(opposed(league, trust))
    assert len(opposed(league, ministry)) > len(league & ministry)


def test_farmers_have_changed_sides_in_2023(
    gold: list[Gold], documents: dict[str, Document]
) -> None:
    league = stances(gold, documents, "Farmers' League", 2023)
    trust = stances(gold, documents, "Delta Trust", 2023)
    ministry = stances(gold, documents, "Ministry of Transport", 2023)
    assert len(opposed(league, trust)) > len(league & trust)
    assert len(league & ministry) > len(opposed(league, ministry))


def test_two_outlets_count_the_march_differently(gold: list[Gold]) -> None:
    counts = {
        g.document: g.values["value"]
        for g in gold
        if "marched" in str(g.values.get("what")) or "walked" in str(g.values.get("what"))
        if g.statement_type == FIGURE
    }
    assert counts == {COURIER_MARCH: 4000, WEEKLY_MARCH: 11000}


def test_two_outlets_put_the_same_words_into_different_mouths(gold: list[Gold]) -> None:
    speakers = {
        g.document: g.values["person"]
        for g in gold
        if "theft by timetable" in g.quotation
        and g.values["concept"] == "Building the Coastal Line"
    }
    assert speakers == {COURIER_MARCH: "Mirel Tovane", WEEKLY_MARCH: "Tomas Orlek"}


def test_the_read_me_says_how_much_is_coded(gold: list[Gold]) -> None:
    words = (debate.location() / "README.md").read_text("utf-8")
    counts = Counter(g.statement_type for g in gold)
    for statement_type, count in counts.items():
        assert f"{count} {statement_type}s" in words


def test_everything_is_labelled_as_invented() -> None:
    assert "**Everything here is invented.**" in (debate.location() / "README.md").read_text(
        "utf-8"
    )
    assert "INVENTED" in debate.codebook().read_text("utf-8").splitlines()[0]


def test_the_binary_texts_come_from_the_script() -> None:
    made = runpy.run_path(str(GENERATOR))
    report = made["pdf"](
        made["REPORT"], title=made["REPORT"][0][1], author="Henrik Dovall", created="20221020"
    )
    assert report == (debate.texts() / "survey-report-2022-10.pdf").read_bytes()
    speech = made["word"](
        made["SPEECH"],
        title=made["SPEECH"][0][1],
        author="Tomas Orlek",
        created=datetime(2023, 4, 15),
    )
    shipped = (debate.texts() / "speech-orlek-congress.docx").read_bytes()
    paragraphs = [
        [p.text for p in docx.Document(io.BytesIO(b)).paragraphs] for b in (speech, shipped)
    ]
    assert paragraphs[0] == paragraphs[1] == [words for _, words in made["SPEECH"]]

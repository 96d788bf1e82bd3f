from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dissensus.errors import SuggestError
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.suggest.gold import Gold, load_gold

DOCUMENTS = {"a.txt": Document(text="The toll is bad. The toll is good.")}
LINE = {
    "document": "texts/a.txt",
    "quotation": "The toll is good",
    "type": "position",
    "values": {"person": "A", "concept": "Toll", "agreement": True},
}


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., list[Gold]]:
    def load(*lines: object) -> list[Gold]:
        path = tmp_path / "gold.jsonl"
        path.write_text(
            "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        )
        return load_gold(path, documents=DOCUMENTS)

    return load


def test_a_quotation_is_found_in_its_document(load: Callable[..., list[Gold]]) -> None:
    assert load(LINE)[0].span == Span(17, 33)


def test_an_occurrence_chooses_among_equal_quotations(load: Callable[..., list[Gold]]) -> None:
    assert load({**LINE, "quotation": "The toll", "occurrence": 2})[0].span == Span(17, 25)


def test_offsets_are_taken_as_given(load: Callable[..., list[Gold]]) -> None:
    assert load({**LINE, "quotation": "toll", "start": 4, "stop": 8})[0].span == Span(4, 8)


def test_empty_lines_are_left_out(load: Callable[..., list[Gold]]) -> None:
    assert len(load(LINE, "", LINE)) == 2


def test_a_date_becomes_a_moment(load: Callable[..., list[Gold]]) -> None:
    line = {**LINE, "type": "event", "values": {"what": "it", "date": "2021-03"}}
    assert load(line)[0].values["date"] == Moment.parse("2021-03")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{oops", "line 1: no JSON"),
        ("[1]", "line 1: found '\\[1\\]'"),
        ({**LINE, "quotation": "The toll"}, "stands 2 times"),
        ({**LINE, "quotation": "The tax"}, "stands 0 times"),
        ({**LINE, "quotation": "The toll", "occurrence": 3}, "occurrence 3"),
        ({**LINE, "start": 0, "stop": 5}, "not the quotation"),
        ({**LINE, "document": "b.txt"}, "no document 'b.txt'"),
        ({**LINE, "type": "opinion"}, "unknown type 'opinion'"),
        ({**LINE, "speaker": "A"}, "unknown field 'speaker'"),
        ({**LINE, "values": {}}, "as values"),
        ({**LINE, "values": {"date": "soon"}}, "'soon' is not a date"),
        ({**LINE, "voices": "A"}, "as voices"),
    ],
)
def test_a_faulty_line_is_named_with_what_was_found(
    load: Callable[..., list[Gold]], line: object, message: str
) -> None:
    with pytest.raises(SuggestError, match=message):
        load(line)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SuggestError, match=r"gone\.jsonl can't be read"):
        load_gold(tmp_path / "gone.jsonl", documents=DOCUMENTS)

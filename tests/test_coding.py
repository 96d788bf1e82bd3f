"""Facts about where a statement stands and which values it keeps."""

from __future__ import annotations

import pytest

from dissensus.coding import Place, kept_values, place
from dissensus.errors import NotFound, SpanError
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.model.span import Span

TEXTS = {"old": "Party A wants the toll. Thanks.", "new": "News: Party A wants the toll. Bye."}
VERSIONS = {1: "old", 2: "new"}


def at(version: int, start: int, stop: int) -> Place:
    return place(VERSIONS, version, Span(start, stop), TEXTS.__getitem__)


def test_words_of_the_current_version_stay_where_they_are() -> None:
    assert at(2, 6, 13) == Place(2, Span(6, 13), "Party A")


def test_words_of_an_older_version_are_found_in_the_current_one() -> None:
    assert at(1, 0, 23) == Place(2, Span(6, 29), "Party A wants the toll.")


def test_words_that_are_gone_stay_on_their_version_and_are_flagged() -> None:
    assert at(1, 24, 31) == Place(1, Span(24, 31), "Thanks.", "its words changed in version 2")


def test_words_outside_of_the_text_or_of_no_version_are_refused() -> None:
    with pytest.raises(SpanError):
        at(2, 30, 90)
    with pytest.raises(NotFound, match="no version 3"):
        at(3, 0, 1)


def test_values_are_kept_where_name_kind_and_allowed_values_agree() -> None:
    def kind(name: str, *variables: Variable) -> StatementType:
        return StatementType(name=name, variables=variables)

    entity, whole = DataType.ENTITY, DataType.INTEGER
    old = kind(
        "old",
        Variable(name="who", data_type=entity, entities="actor"),
        Variable(name="what", data_type=entity, entities="concept"),
        Variable(name="sign", data_type=whole),
        Variable(name="extra", data_type=DataType.TEXT),
    )
    new = kind(
        "new",
        Variable(name="who", data_type=entity, entities="actor"),
        Variable(name="what", data_type=DataType.TEXT),
        Variable(name="sign", data_type=whole, values=(-1, 1)),
    )
    values = {"who": "id", "what": "id2", "sign": 0, "extra": "x"}
    assert kept_values(values, old, new) == {"who": "id"}
    assert kept_values({"sign": 1}, old, new) == {"sign": 1}

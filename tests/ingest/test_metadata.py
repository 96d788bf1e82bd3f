from __future__ import annotations

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.metadata import (
    Field,
    Metadata,
    Rank,
    about_file,
    field_named,
    file_pattern,
)


def test_the_better_source_is_believed_whatever_the_order() -> None:
    metadata = Metadata()
    metadata.offer(Field.TITLE, "from the text", Rank.TEXT, "text")
    metadata.offer(Field.TITLE, "from the page", Rank.PROPERTIES, "page")
    metadata.offer(Field.TITLE, "from the name", Rank.FILE_NAME, "file name")
    assert metadata.get(Field.TITLE) == "from the page"
    assert metadata.evidence["title"] == "page"


def test_of_two_equal_sources_the_first_is_believed() -> None:
    metadata = Metadata()
    metadata.offer(Field.TITLE, "first", Rank.TEXT, "a")
    assert not metadata.offer(Field.TITLE, "second", Rank.TEXT, "b")


def test_a_refused_date_leaves_room_for_another() -> None:
    metadata = Metadata()
    metadata.offer(Field.DATE, "soon", Rank.FRONT_MATTER, "front matter")
    metadata.offer(Field.DATE, "2024-07-13", Rank.TEXT, "text")
    assert str(metadata.date) == "2024-07-13"
    assert len(metadata.warnings) == 1


def test_an_empty_value_says_nothing() -> None:
    assert not Metadata().offer(Field.TITLE, "  ", Rank.SIDECAR, "sidecar")


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("DE", "de"), ("fa_IR", "fa"), ("?", "")]
)
def test_a_language_tag_is_cut_to_the_language(tag: str, language: str) -> None:
    metadata = Metadata()
    metadata.offer(Field.LANGUAGE, tag, Rank.PROPERTIES, "page")
    assert metadata.get(Field.LANGUAGE) == language


def test_names_in_other_languages_mean_the_same_fields() -> None:
    assert [field_named(n) for n in ("Titel", "outlet", "Auteur", "تاریخ", "mood")] == [
        Field.TITLE,
        Field.SOURCE,
        Field.AUTHOR,
        Field.DATE,
        None,
    ]


def test_the_usual_file_name_tells_date_outlet_and_title() -> None:
    found = about_file("2024-07-13_Example Herald_harbor-vote.txt")
    assert (str(found.date), found.get(Field.SOURCE), found.get(Field.TITLE)) == (
        "2024-07-13",
        "Example Herald",
        "harbor vote",
    )


def test_any_other_file_name_tells_nothing() -> None:
    assert about_file("000_da82.txt").ranks == {}


def test_a_pattern_of_ones_own_is_followed() -> None:
    found = about_file(
        "Herald--202407--Ada Example.pdf", file_pattern("{source}--{date}--{author}")
    )
    assert (found.get(Field.SOURCE), found.get(Field.AUTHOR)) == ("Herald", "Ada Example")


def test_a_name_that_does_not_fit_ones_own_pattern_is_told() -> None:
    assert about_file("x.txt", file_pattern("{date}_{title}")).warnings


@pytest.mark.parametrize("pattern", ["{mood}", "{title}_{title}", "no field"])
def test_a_pattern_that_can_not_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(IngestError, match="pattern"):
        file_pattern(pattern)

from __future__ import annotations

import pytest

from dissensus.ingest.frontmatter import front_matter
from dissensus.ingest.metadata import Field, Metadata


def parsed(raw: str) -> tuple[Metadata, str]:
    metadata = Metadata()
    return metadata, raw[front_matter(raw, metadata).body :]


def test_a_broken_block_is_read_line_by_line_with_a_warning() -> None:
    metadata, body = parsed("---\ntitle: Harbor: a vote\nauthor: Ada Example\n---\nBody")
    assert body == "Body"
    assert metadata.get(Field.TITLE) == "Harbor: a vote"
    assert metadata.evidence["author"] == "front matter, line 3"
    assert "not plain YAML (line 2" in metadata.warnings[0]


def test_an_alias_bomb_is_refused() -> None:
    bomb = "---\na: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    metadata, body = parsed(bomb + "title: T\n---\nBody")
    assert body == "Body"
    assert "refers to itself" in metadata.warnings[0]
    assert metadata.get(Field.TITLE) == "T"


def test_deep_nesting_is_refused() -> None:
    metadata, _ = parsed("---\ntitle: T\nx: " + "[" * 5_000 + "]" * 5_000 + "\n---\nBody")
    assert metadata.warnings


def test_a_date_in_the_future_is_refused_with_a_warning() -> None:
    metadata, _ = parsed("---\ndate: 2999-01-01\n---\nBody")
    assert metadata.date is None
    assert metadata.warnings == [
        "Date refused (front matter, line 2): 2999-01-01 lies in the future."
    ]


@pytest.mark.parametrize(
    "raw", ["Body", "---\nno key\n---\nBody", "---\ntitle: T\nnever ends", "---"]
)
def test_what_is_no_block_of_keys_is_text(raw: str) -> None:
    assert parsed(raw)[1] == raw


def test_windows_line_ends_and_dots_end_a_block() -> None:
    assert parsed("---\r\ntitle: T\r\n...\r\nBody")[1] == "Body"

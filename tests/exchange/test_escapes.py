"""Quotation marks without escapes hold any name."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dissensus.exchange.escapes import escaped, unescaped
from tests.exchange.awkward import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_awkward_name_comes_back(name: str) -> None:
    assert unescaped(escaped(name)) == name


@given(st.text())
@example("&#38;#34;")
@example("\ud800")
def test_every_name_comes_back(name: str) -> None:
    assert unescaped(escaped(name)) == name


@given(st.text())
def test_an_escaped_name_is_one_line_of_what_a_file_can_hold(name: str) -> None:
    held = escaped(name)
    assert '"' not in held
    assert len(held.splitlines()) <= 1
    held.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_networkx_takes_it_for_one_word(name: str) -> None:
    assert [unescaped(word) for word in shlex.split(f'"{escaped(name)}"')] == [name]


def test_an_ordinary_name_stays_readable() -> None:
    assert escaped("Smith & Sons, O'Brien; 50 %") == "Smith & Sons, O'Brien; 50 %"

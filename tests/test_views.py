"""A network shows itself: in words, in a notebook, and without costing anything before."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

from lxml import html
from rich.console import Console

from tests.exchange.awkward import NAMES, one_mode, two_mode


def _text(element: html.HtmlElement) -> str:
    return "".join(str(words) for words in element.itertext())


def test_a_notebook_shows_the_picture_and_the_ties() -> None:
    network = one_mode(("A", "<b>B</b>", "C"))
    shown = html.fromstring(network._repr_html_())
    assert [tag.tag for tag in shown.iter("svg")] == ["svg"]
    assert not list(shown.iter("style"))  # it would apply to the whole notebook
    rows = [[_text(cell) for cell in row.iter("td")] for row in shown.iter("tr")]
    assert rows[1:] == [["<b>B</b>", "C", "-2"], ["A", "<b>B</b>", "1"]]


def test_any_name_can_be_shown() -> None:
    shown = html.fromstring(one_mode(NAMES[:9])._repr_html_())
    cells = {_text(cell) for cell in shown.iter("td")}
    assert {'the "Alliance"', "Smith & Sons; Ltd", "حزب سبز", "🌳 Greens"} <= cells


def test_of_many_ties_the_strongest_are_listed() -> None:
    shown = html.fromstring(one_mode()._repr_html_())
    rows = list(shown.iter("tr"))
    assert len(rows) == 11  # with the head
    assert _text(next(shown.iter("caption"))) == "ties (the 10 strongest of 15)"
    assert _text(rows[1]).endswith("15")


def test_what_is_too_large_to_be_seen_is_listed_without_a_picture() -> None:
    shown = html.fromstring(one_mode(tuple(f"actor {n}" for n in range(401)))._repr_html_())
    assert list(shown.iter("svg")) == []
    assert len(list(shown.iter("tr"))) == 11


def test_words_tell_size_and_period() -> None:
    assert repr(one_mode(("A", "B"))) == (
        "<Network subtract of organization by concept: 2 × 2, 1 ties, 9 statements (2 not reviewed), "
        "2020-01-01 to 2020-12-31>"
    )
    assert "2 × 3, 2 ties, 5 statements" in repr(two_mode())


def test_rich_prints_what_it_is_made_of() -> None:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(one_mode(("A", "B")))
    assert "name='subtract of organization by concept'" in captured.get()
    assert "middle='2020-07-01'" in captured.get()


def test_it_travels_between_processes() -> None:
    network = two_mode()
    for other in (pickle.loads(pickle.dumps(network)), copy.copy(network), copy.deepcopy(network)):
        assert other.rows == network.rows
        assert other.to_polars().equals(network.to_polars())


def test_the_views_are_imported_when_first_asked_for() -> None:
    program = (
        "import sys, dissensus\n"
        "from dissensus.model.network import Mode, Network\n"
        "from scipy.sparse import csr_array\n"
        "n = Network(mode=Mode.ONE_MODE, name='x', rows=('a',), columns=('a',), matrix=csr_array((1, 1)))\n"
        "repr(n)\n"
        "assert not {'polars', 'networkx', 'matplotlib', 'dissensus.views'} & set(sys.modules)\n"
        "assert n.to_polars().is_empty()\n"
        "assert not {'networkx'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""

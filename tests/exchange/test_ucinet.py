"""A DL file holds labels and matrices as UCINET's help has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scipy.sparse import csr_array

from dissensus.errors import ExchangeError
from dissensus.exchange.escapes import unescaped
from dissensus.exchange.networks import write_network
from dissensus.model.network import Mode, Network
from tests.exchange.awkward import MANIFEST, NAMES, one_mode, two_mode


def read(path: Path) -> tuple[dict[str, str], dict[str, list[str]], list[list[float]]]:
    """Read the first line's settings, the lists of labels, and the rows of data."""
    text = path.read_bytes().decode("utf-8")
    first, form, *lines = text.split("\r\n")
    assert first.startswith("dl ")
    settings = dict(word.split("=") for word in [*first.split()[1:], form])
    labels: dict[str, list[str]] = {}
    rows: list[list[float]] = []
    where = ""
    for line in filter(None, lines):
        if re.fullmatch(r"[a-z ]+:", line):
            where = line[:-1]
            labels.setdefault(where, [])
        elif where == "data":
            rows.append([float(cell) for cell in line.split()])
        else:
            assert re.fullmatch('"[^"]*"', line), line
            labels[where].append(unescaped(line[1:-1]))
    labels.pop("data")
    return settings, labels, rows


def test_a_one_mode_network_is_a_square_matrix(tmp_path: Path) -> None:
    path = write_network(one_mode(("A", "B", "C")), tmp_path / "net.dl", manifest=MANIFEST)
    settings, labels, rows = read(path)
    assert settings == {"n": "3", "format": "fullmatrix"}
    assert labels == {"labels": ["A", "B", "C"]}
    assert rows == [[0, 1, 0], [1, 0, -2], [0, -2, 0]]


def test_a_two_mode_network_has_two_lists_of_labels_and_all_its_matrices(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.dl", manifest=MANIFEST)
    settings, labels, rows = read(path)
    assert settings == {"nr": "2", "nc": "3", "nm": "3", "format": "fullmatrix"}
    assert labels == {
        "row labels": ["A", "B"],
        "column labels": ["tax", "B", "silence"],
        "matrix labels": ["weight", "positive", "negative"],
    }
    assert rows == [[1.5, 0, 0], [0, -2, 0], [2, 1, 0], [0, 0, 0], [0, 1, 0], [0, 2, 0]]


def test_every_name_survives(tmp_path: Path) -> None:
    path = write_network(one_mode(), tmp_path / "net.dl", manifest=MANIFEST)
    assert read(path)[1]["labels"] == list(NAMES)


def test_a_matrix_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    names = tuple(f"n{i}" for i in range(8_000))
    network = Network(
        mode=Mode.ONE_MODE, name="big", rows=names, columns=names, matrix=csr_array((8_000, 8_000))
    )
    with pytest.raises(ExchangeError, match=r"64,000,000 cells.*\.net"):
        write_network(network, tmp_path / "net.dl", manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []

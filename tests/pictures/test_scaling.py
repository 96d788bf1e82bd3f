"""Pictures of ideal points say what they show, how sure it is, and what speaks against it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dissensus as ds
from dissensus.model.codebook import built_in_types

CAMPS = {"A": "yyyyn", "B": "yyynn", "C": "yynnn", "D": "nnnyy", "E": "nnyyy", "F": "nynyy"}


def placed(actors: int = 6, dimensions: int = 1) -> ds.Scaling:
    rows = [
        {"organization": f"{name}{n // 6 or ''}", "concept": f"c{j}", "agreement": word == "y"}
        for n, (name, words) in enumerate(list(CAMPS.items()) * (actors // 6))
        for j, word in enumerate(words)
    ]
    return ds.scaling(
        ds.EventList.from_rows(rows, built_in_types()[0]),
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        samples=100,
        burn_in=100,
        thin=2,
        dimensions=dimensions,
    )


def words(path: Path) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("dimensions", [1, 2])
def test_every_actor_and_the_numbers_behind_it_stand_in_the_picture(
    tmp_path: Path, dimensions: int
) -> None:
    text = words(ds.plot(placed(dimensions=dimensions), tmp_path / "points.svg"))
    assert all(f" {name} " in f" {text} " for name in CAMPS)
    assert "n = 30 statements" in text
    assert "30 stances of 6 actors on 5 concepts" in text
    assert "95 % intervals" in text
    assert "Caution" in text  # so few draws


def test_concepts_can_be_drawn_instead(tmp_path: Path) -> None:
    text = words(ds.plot(placed(), tmp_path / "concepts.svg", concepts=True, title="Concepts"))
    assert all(f"c{j}" in text for j in range(5))
    assert "Above 0: for it are those at the upper end." in text


def test_a_full_plane_tells_the_intervals_in_words(tmp_path: Path) -> None:
    text = words(ds.plot(placed(actors=36, dimensions=2), tmp_path / "points.svg"))
    assert re.search(r"Intervals reach ± \d\.\d and ± \d\.\d", text)


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (ds.plot(placed(), tmp_path / name) for name in ("one.svg", "other.svg"))
    assert one.read_bytes() == other.read_bytes()

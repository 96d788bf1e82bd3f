"""Passwords are kept as DNA keeps them."""

from __future__ import annotations

from pathlib import Path

from dissensus.exchange.dna import read_dna
from dissensus.exchange.dna.password import digest, fits
from tests.published.dna_database import database_file


def test_a_digest_fits_its_password_only() -> None:
    stored = digest("toll")
    assert fits("toll", stored)
    assert not fits("bridge", stored)
    assert not fits("toll", "no digest")
    assert len(stored) == 64


def test_two_digests_of_a_password_differ() -> None:
    assert digest("toll") != digest("toll")


def test_the_sample_database_opens_with_the_password_that_came_with_it(
    shared: Path, tmp_path: Path
) -> None:
    coders = read_dna(database_file(shared, "sample", tmp_path))["CODERS"]
    assert all(fits("sample", stored) for stored in coders["Password"])

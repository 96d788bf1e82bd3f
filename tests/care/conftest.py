"""The small debate on trams and fares, made anew for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dissensus.project import Project
from tests.web.talk import talk


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with talk(tmp_path) as made:
        yield made

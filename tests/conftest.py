"""What several test packages need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that does not come with the repository: $DISSENSUS_SHARED or ../shared."""
    named = os.environ.get("DISSENSUS_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no shared material: set DISSENSUS_SHARED to its folder")
    return folder

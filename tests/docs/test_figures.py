"""Are the figures on the suggester's page the ones it reaches?"""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_the_page_on_the_lexical_suggester_has_the_figures_of_today() -> None:
    path = Path(__file__).resolve().parents[2] / "docs" / "make_figures.py"
    spec = importlib.util.spec_from_file_location("make_figures", path)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    written = maker.TARGET.read_text(encoding="utf-8")
    assert maker.figures() in written, "Run: .venv/bin/python docs/make_figures.py"

"""Contrast, computed from the tokens of the style sheet (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("dissensus.report") / "templates" / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
PAIRS = [
    (ink, ground)
    for ink in ("ink", "soft", "agree", "disagree", "focus")
    for ground in ("paper", "raised", "hull")
    if (ink, ground) != ("focus", "hull")
] + [("ink", "agree-tint"), ("ink", "disagree-tint"), ("agree", "agree-tint")]
PAIRS += [("disagree", "disagree-tint"), ("paper", "ink"), ("soft", "agree-tint")]


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast_is_at_least_four_and_a_half_to_one(tokens: str, ink: str, ground: str) -> None:
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", tokens))
    high, low = sorted((luminance(colors[ink]), luminance(colors[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5

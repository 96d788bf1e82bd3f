"""Facts about which way texts run."""

from __future__ import annotations

import pytest

from dissensus.text.direction import direction


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "ltr"),
        ("12 – 13", "ltr"),
        ("A plain text.", "ltr"),
        ("Größe naïve Ελλάδα Москва", "ltr"),
        ("این یک متن است که در آن NATO آمده است.", "rtl"),
        ("זה טקסט", "rtl"),
        ("The Persian word سلام is a greeting.", "ltr"),
    ],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, found: str) -> None:
    assert direction(text) == found

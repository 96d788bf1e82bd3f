from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings

from dissensus.text.language import detect
from tests.strategies import canonical_texts

ENGLISH = (
    "The minister said that the plan was not ready, and that it would be for the parliament to decide. "
    "It is the view of the party that taxes are too high, and that the state should not grow. "
)
GERMAN = (
    "Der Minister sagte, dass der Plan nicht fertig sei, und dass das Parlament entscheiden müsse. "
    "Die Partei ist der Meinung, dass die Steuern zu hoch sind und der Staat nicht wachsen soll. "
)
PERSIAN = (
    "وزیر گفت که این طرح آماده نیست و مجلس باید در این باره تصمیم بگیرد. "
    "حزب بر این باور است که مالیات از این بالاتر است و دولت نباید بزرگ شود و این را به مردم گفت. "
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (PERSIAN * 2, "fa"),
        ("Le ministre s'oppose à ce projet de loi, dit-on au parlement.", "fr"),
        ("El ministro se opone a este proyecto de ley, dicen en el parlamento.", "es"),
        ("وقال الوزير إن الحكومة لن توافق على هذه الخطة في البرلمان.", "ar"),
        ("Министр сказал, что правительство не согласится с этим планом.", "ru"),
        ("De minister zei dat het plan niet klaar is en dat de partij tegen is.", "nl"),
    ],
)
def test_running_text_gives_its_language_away(text: str, language: str) -> None:
    assert detect(text).language == language


@pytest.mark.parametrize("text", ["", "Tax", "NATO UN EU", "12 345 678 901 234 567", "😀" * 50])
def test_too_few_letters_say_nothing(text: str) -> None:
    assert detect(text).language == ""


def test_the_beginning_decides() -> None:
    assert detect(ENGLISH * 40 + GERMAN * 80).language == "en"


def test_running_english_needs_no_model() -> None:
    script = (
        f"from dissensus.text.language import detect; import sys; detect({ENGLISH * 2!r}); "
        "sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@given(canonical_texts)
@settings(deadline=None)
def test_a_language_has_two_letters_or_none_and_confidence_is_a_share(text: str) -> None:
    found = detect(text)
    assert len(found.language) in (0, 2)
    assert 0 <= found.confidence <= 1

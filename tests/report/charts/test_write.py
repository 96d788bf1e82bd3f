"""A picture gets into a file whole, the same each time, in the format of its suffix."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from dissensus.errors import ExchangeError
from dissensus.report.charts import PICTURE_SUFFIXES, Caption, lines, picture_bytes, write

NAMES = ("Greens", "حزب سبز ایران", "中文", "🌳", "_under $x$ $ <b> & 'o'", "\x00\n\tcontrol")


def drawn() -> Figure:
    series = {name: [i, 2.0 * i, 1.0] for i, name in enumerate(NAMES)}
    caption = Caption(title="Invented & drawn", statements=7, unreviewed=2)
    return lines([1, 2, 3], series, caption=caption, ylabel="score")


@pytest.mark.parametrize("suffix", PICTURE_SUFFIXES)
def test_the_same_picture_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first = write(drawn(), tmp_path / f"a{suffix}").read_bytes()
    again = write(drawn(), tmp_path / f"b{suffix}").read_bytes()
    assert first == again
    assert not re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}|CreationDate", first)


def test_what_lies_in_memory_does_not_change_the_bytes() -> None:
    """The solver that fits the axes sums in the order of addresses."""
    wanted = picture_bytes(drawn())
    clutter = []
    for many in range(300, 4_300, 400):
        clutter.append([object() for _ in range(many)])
        assert picture_bytes(drawn()) == wanted
        clutter[len(clutter) // 2].clear()


@pytest.mark.parametrize("suffix", PICTURE_SUFFIXES)
def test_a_figure_can_be_written_twice(tmp_path: Path, suffix: str) -> None:
    figure = drawn()
    first = write(figure, tmp_path / f"a{suffix}").read_bytes()
    for other in PICTURE_SUFFIXES:
        write(figure, tmp_path / f"b{other}")
    assert write(figure, tmp_path / f"c{suffix}").read_bytes() == first


def test_svg_keeps_words_as_words(tmp_path: Path) -> None:
    tree = ElementTree.parse(write(drawn(), tmp_path / "a.svg"))
    words = {"".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Invented & drawn", "Greens", "حزب سبز ایران", "中文", "🌳", "score"} <= words
    assert "_under $x$ $ <b> & 'o'" in words
    assert tree.findtext("{http://www.w3.org/2000/svg}title") == "Invented & drawn"


def test_svg_says_n_and_how_much_nobody_reviewed(tmp_path: Path) -> None:
    text = write(drawn(), tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "n = 7 statements. Includes 2 statements nobody reviewed." in text


@pytest.mark.parametrize("name", ["a.jpg", "a", "svg", "a.svg.gz"])
def test_another_suffix_names_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExchangeError, match=r"\.svg, \.pdf, \.png"):
        write(drawn(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="can't be written"):
        write(drawn(), tmp_path / "nowhere" / "a.svg")


def test_the_settings_of_the_user_neither_matter_nor_change() -> None:
    wanted = picture_bytes(drawn())
    with mpl.rc_context():
        mpl.rcParams.update({"font.size": 30, "axes.facecolor": "black", "text.parse_math": True})
        before = dict(mpl.rcParams)
        assert picture_bytes(drawn()) == wanted
        assert dict(mpl.rcParams) == before


def test_threads_draw_the_same() -> None:
    wanted = picture_bytes(drawn())
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(picture_bytes(drawn()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4

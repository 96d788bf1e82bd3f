"""How does a picture get into a file? ``write``: .svg, .pdf or .png by suffix, the same bytes each time"""

from __future__ import annotations

import io
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from dissensus.errors import ExchangeError
from dissensus.report.charts.fit import one_line
from dissensus.report.charts.style import drawing, fallbacks

__all__ = ["PICTURE_SUFFIXES", "picture_bytes", "picture_suffix", "write"]

PICTURE_SUFFIXES: Final = (".svg", ".pdf", ".png")
_DPI: Final = 300


def picture_suffix(path: str | Path) -> str:
    """Return the suffix of a picture; ``ExchangeError`` names those there are for any other.

    Call it before the work, so that a misspelled name costs nothing.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in PICTURE_SUFFIXES:
        raise ExchangeError(
            f"{path.name} has no suffix that names a format for pictures.",
            remedy=f"Use one of: {', '.join(PICTURE_SUFFIXES)}.",
        )
    return suffix


def write(figure: Figure, path: str | Path) -> Path:
    """Write a figure in the format of its suffix, whole or not at all; return the path.

    SVG keeps words as words; PDF embeds its fonts; PNG has 300 dots per inch. No date or random name
    enters the file. Raises ``ExchangeError`` for another suffix or a folder that can't be written.
    Cost: that of drawing, mostly under a second.
    """
    path = Path(path)
    content = picture_bytes(figure, picture_suffix(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ExchangeError(
            f"{path} can't be written: {error.strerror or error}.",
            remedy="Check the folder, its permissions and the free space.",
        ) from None
    return path


def picture_bytes(figure: Figure, suffix: str = ".svg", *, dpi: int = _DPI) -> bytes:
    """Draw a figure as the bytes of an ``.svg``, ``.pdf`` or ``.png`` file."""
    stream = io.BytesIO()
    title = one_line(str(figure.get_label())) or None
    said: dict[str, Any] = {"Title": title, "Creator": None}
    with drawing(), warnings.catch_warnings():
        # A script no font here knows is drawn as boxes that name it; that is no reason to stop.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        if figure.get_layout_engine() is not None:
            _fit(figure)
        if suffix == ".svg":
            FigureCanvasSVG(figure)
            figure.savefig(stream, format="svg", dpi=dpi, metadata={**said, "Date": None})
            # Some lines end in spaces, which tools that compare files complain about.
            return b"\n".join(line.rstrip() for line in stream.getvalue().split(b"\n"))
        with _wider_fonts(figure):
            if suffix == ".pdf":
                FigureCanvasPdf(figure)
                said |= {"CreationDate": None, "Producer": None}
                figure.savefig(stream, format="pdf", dpi=dpi, metadata=said)
            else:
                FigureCanvasAgg(figure)
                figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()


def _fit(figure: Figure) -> None:
    """Fit the axes once: each drawing would fit them anew, a little differently.

    The solver sums in the order of addresses in memory, so its last digits change from run to run; they
    are cut off.
    """
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        for which, original in (("original", True), ("active", False)):
            left, bottom, width, height = axes.get_position(original=original).bounds
            axes.set_position(
                (round(left, 7), round(bottom, 7), round(width, 7), round(height, 7)),
                which=which,  # type: ignore[arg-type]
            )


@contextmanager
def _wider_fonts(figure: Figure) -> Iterator[None]:
    """Let texts fall back on fonts of this machine, where a file holds shapes and not words."""
    before = [(text, text.get_fontfamily()) for text in figure.findobj(Text)]
    for text, _ in before:
        text.set_fontfamily(["DejaVu Sans", *fallbacks()])
    try:
        yield
    finally:
        for text, family in before:
            text.set_fontfamily(family)

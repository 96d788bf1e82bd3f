"""Draws the views of the workbench on the example debate, to be looked at; `--readme` draws docs/workbench.png.

Run it as ``.venv/bin/python -m docs.make_workbench_pictures FOLDER`` where Debian's Chromium is installed. The
folder then holds each view at the width of a phone, a laptop and a wide screen, light and dark.
"""

from __future__ import annotations

import argparse
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.bench import Bench, Server, example
from tests.browser.conftest import ARGUMENTS, CHROMIUM

CODED: Final = "The Coastal Line in the eyes of the country"
VIEWS: Final = {
    "texts": "/",
    "reader": f"text:{CODED}",
    "reader-rtl": "text:راه‌آهن ساحلی",
    "review": "/review",
    "codebook": "/codebook",
    "entity": "entity:Farmers' League",
    "care": "/codebook?part=care",
    "network": "/network",
    "network-table": "/network?as=table",
    "matrix": "/matrix",
    "time": "/time",
    "search": "/search?q=line",
    "history": "/history",
    "trash": "/trash",
}
WIDTHS: Final = {390: 844, 1280: 800, 1900: 1080}
CALM: Final = 900  # milliseconds until the last picture of a view has been drawn


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("out/views"))
    parser.add_argument("--readme", action="store_true", help="draw docs/workbench.png only")
    parser.add_argument("--only", default=",".join(VIEWS), help="views, with commas between them")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        server = Server(example(Path(place)))
        context = browser.new_context(locale="en-GB", reduced_motion="reduce")
        context.add_init_script("localStorage.setItem('dissensus:tour', 'seen')")
        try:
            bench = Bench(browser, server, context)
            if asked.readme:
                _readme(bench, Path(__file__).with_name("workbench.png"))
            else:
                _views(bench, asked.only.split(","), asked.folder)
        finally:
            context.close()
            server.kill()
            browser.close()


def _views(bench: Bench, names: list[str], folder: Path) -> None:
    """Draw these views at all widths, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        bench.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            bench.page.emulate_media(color_scheme=scheme)
            for name in names:
                _open(bench, VIEWS[name])
                bench.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")


def _readme(bench: Bench, target: Path) -> None:
    """Draw the reader with the form of a statement open beside its words."""
    page = bench.page
    page.set_viewport_size({"width": 1280, "height": 800})
    _open(bench, VIEWS["reader"])
    for _ in range(20):
        page.keyboard.press("n")
        if page.get_by_role("heading", name="position").count():
            break
    page.keyboard.press("Enter")
    page.get_by_role("form", name="Change the statement").wait_for()
    page.wait_for_timeout(CALM)
    # A hundred colors are enough for letters, and a third of the size.
    Image.open(BytesIO(page.screenshot())).quantize(128).save(target, optimize=True)


def _open(bench: Bench, place: str) -> None:
    kind, _, name = place.partition(":")
    if kind == "text":
        place = f"/texts/{_found(bench.page, '/documents?limit=200', 'rows', 'title', name)}"
    elif kind == "entity":
        place = f"/codebook/{_found(bench.page, '/codebook', 'entities', 'name', name)}"
    bench.goto(place)
    bench.page.wait_for_load_state("load")
    bench.page.wait_for_timeout(CALM)


def _found(page: Page, path: str, rows: str, column: str, name: str) -> str:
    origin = page.url.split("/", 3)[:3]
    answer = page.request.get(f"{'/'.join(origin)}/api{path}").json()
    return next(str(row["id"]) for row in answer[rows] if name in row[column])


if __name__ == "__main__":
    main()

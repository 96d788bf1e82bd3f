"""A browser, the example debate as a project, and the workbench open on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dissensus.web.static_files import BUILT
from tests.browser.bench import Bench, Server, example

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def debate_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example debate as a project, made once; copy it before you change it."""
    return example(tmp_path_factory.mktemp("debate"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser; skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    if not (Path(os.environ.get("DISSENSUS_STATIC") or BUILT) / "index.html").exists():
        pytest.skip("the workbench is not built")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def project_file(debate_project: Path, tmp_path: Path) -> Path:
    """The project this test works on; a test can put another one in its place."""
    return Path(shutil.copy(debate_project, tmp_path / "debate.dissensus"))


@pytest.fixture
def workbench(chromium: Browser, project_file: Path) -> Iterator[Bench]:
    """The workbench open on a copy of the example debate. An error on the page fails the test."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    context.add_init_script("localStorage.setItem('dissensus:tour', 'seen')")
    server = Server(project_file)
    try:
        bench = Bench(chromium, server, context)
        yield bench
        assert bench.errors == []
    finally:
        context.close()
        server.kill()

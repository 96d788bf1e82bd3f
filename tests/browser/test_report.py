"""The report in a real browser: Debian's chromium; skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dissensus.findings import gather
from dissensus.report import write
from tests.report.generated import debate
from tests.report.invented import findings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write(findings(), path)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, report: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(report)
    yield page
    context.close()


def test_the_page_asks_for_nothing_and_reports_no_error(browser: Browser, report: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report)
    page.locator("td a.cell").first.click()
    page.wait_for_timeout(200)
    assert [url for url in asked if url != report and not url.startswith("data:")] == []
    assert said == []
    context.close()


def test_a_cell_opens_its_quotations(page: Page) -> None:
    page.get_by_role("link", name="Motor Club on Build the tram").click()
    panel = page.get_by_role("dialog")
    assert panel.get_by_role("heading").inner_text().startswith("Motor Club on Build the tram")
    marks = panel.locator("mark").all_inner_texts()
    assert marks == ["the tram takes our streets", "تراموا نباید ساخته شود"]
    assert panel.locator(".flag").all_inner_texts() == ["not reviewed"] * 2


def test_the_panel_works_from_the_keyboard_and_gives_the_focus_back(page: Page) -> None:
    cell = page.get_by_role("link", name="Motor Club on Lower the fares")
    cell.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert cell.evaluate("cell => cell === document.activeElement")


def test_a_quotation_leads_into_its_text(page: Page) -> None:
    page.get_by_role("link", name="Tram League on Lower the fares").click()
    page.get_by_role("dialog").locator(".from a").click()
    page.wait_for_timeout(300)
    mark = page.locator("article mark", has_text="Fares should fall, writes the Tram League")
    assert mark.is_visible()
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] <= 900


def test_a_number_in_a_text_leads_back_to_what_was_coded(page: Page) -> None:
    page.locator("#d1 summary").click()
    page.locator("#d1 a.ref").first.click()
    assert "Ola Brenn (Tram League)" in page.get_by_role("dialog").inner_text()


def test_a_tie_of_the_picture_opens_its_quotations(page: Page) -> None:
    page.locator("svg.network .tie .hit").first.dispatch_event("click", {"bubbles": True})
    assert page.get_by_role("dialog").locator("li").count() >= 2


def test_an_address_with_a_statement_opens_its_text(browser: Browser, report: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{report}#t4")
    assert page.locator("#d1").get_attribute("open") is not None
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_never_wider_than_the_screen(browser: Browser, report: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(report)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_a_script_all_quotations_can_be_reached(browser: Browser, report: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.get_by_role("table", name="Actors in rows").is_visible()
    page.get_by_text("Motor Club 3").click()
    assert page.locator("li mark", has_text="the tram takes our streets").is_visible()
    assert not page.locator("#panel").is_visible()
    context.close()


def test_on_paper_the_quotations_are_unfolded(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.quotes:not([open])").count() == 0
    assert page.locator("details.text[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.quotes[open]").count() == 0


def test_a_report_of_three_thousand_statements_begins_with_its_most_active_actors(
    browser: Browser, tmp_path: Path
) -> None:
    texts, lists, codebook = debate(3_000, actors=120, concepts=26, documents=300)
    path = tmp_path / "large.html"
    write(gather(texts, lists, codebook, made=datetime(2024, 5, 6), runs=5), path)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    first = page.locator("#matrix-table tbody tr:not(.group):visible").count()
    page.get_by_role("button", name="Show all actors and concepts").click()
    every = page.locator("#matrix-table tbody tr:not(.group):visible").count()
    assert (first, every) == (30, 120)
    context.close()

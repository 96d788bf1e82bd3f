"""Time in the browser: a stretch is taken with the mouse or the keyboard, read, and carried to the network."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.browser.seeing import serious_findings


@pytest.fixture
def page(workbench: Bench) -> Page:
    page = workbench.goto("/time")
    page.get_by_role("application").wait_for()
    return page


def test_its_title_says_when_most_was_said(workbench: Bench, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Most was said in")
    assert workbench.errors == []


def test_a_stretch_drawn_with_the_mouse_shows_what_was_said_in_it(page: Page) -> None:
    box = page.get_by_role("application").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50, steps=6)
    page.mouse.up()
    page.wait_for_url("**from=**to=**")
    quotations = page.get_by_role("region", name="Quotations")
    expect(quotations.get_by_role("listitem").first).to_be_visible()


def test_the_keyboard_takes_a_stretch_and_carries_it_to_the_network(page: Page) -> None:
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("p.now")).to_contain_text("agree")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("p.now")).to_contain_text(" to ")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Quotations").get_by_role("listitem").first.wait_for()
    page.get_by_role("link", name="This time as a network").click()
    page.wait_for_url("**/network?since=**until=**")
    page.get_by_role("heading", level=1).wait_for()


def test_escape_lets_go_of_the_stretch(workbench: Bench) -> None:
    page = workbench.goto("/time?from=2022-02-01&to=2022-06-30")
    page.get_by_role("region", name="Quotations").wait_for()
    page.get_by_role("application").focus()
    page.keyboard.press("Escape")
    page.wait_for_url("**/time")


def test_the_table_has_the_same_facts(page: Page) -> None:
    page.get_by_role("application").focus()
    page.keyboard.press("t")
    expect(page.get_by_role("region", name="Statements per period")).to_be_focused()
    table = page.get_by_role("table").first
    table.wait_for()
    assert table.get_by_role("columnheader").nth(1).inner_text() == "All statements"
    table.get_by_role("button").first.click()
    page.get_by_role("region", name="Quotations").get_by_role("listitem").first.wait_for()


def test_events_lead_into_their_texts(page: Page) -> None:
    page.get_by_role("list", name="Events").get_by_role("link").first.click()
    page.wait_for_url("**/texts/**statement=**")


@pytest.mark.parametrize("address", ["/time", "/time?as=table"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    workbench: Bench, address: str, scheme: Literal["light", "dark"]
) -> None:
    assert serious_findings(workbench, address, scheme) == []


@pytest.mark.parametrize("width", [390, 1280, 1900])
def test_the_view_is_never_wider_than_the_screen(workbench: Bench, width: int) -> None:
    workbench.page.set_viewport_size({"width": width, "height": 844})
    page = workbench.goto("/time")
    page.get_by_role("application").wait_for()
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")

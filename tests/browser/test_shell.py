"""The frame around all views, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bench import AXE, Bench


def test_the_workbench_opens_and_says_that_all_is_saved(workbench: Bench) -> None:
    page = workbench.page
    expect(page).to_have_title(re.compile("^Texts – "))
    expect(page.get_by_text("All saved")).to_be_visible()


def test_every_view_is_a_key_away(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").wait_for()
    for key, path in [
        ("r", "/review"), ("c", "/codebook"), ("n", "/network"), ("x", "/matrix"),
        ("m", "/time"), ("h", "/history"), ("t", "/"),
    ]:  # fmt: skip
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page).to_have_url(f"{workbench.origin}{path}")


def test_the_back_button_goes_back(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Codebook").click()
    page.go_back()
    expect(page).to_have_url(f"{workbench.origin}/history")
    expect(page.get_by_role("link", name="History")).to_have_attribute("aria-current", "page")


def test_an_address_that_leads_nowhere_says_so(workbench: Bench) -> None:
    page = workbench.goto("/nothing/here")
    expect(page.get_by_role("heading", name="There is nothing at this address.")).to_be_visible()
    page.get_by_role("link", name="Go to the texts").click()
    expect(page.get_by_role("heading", name="Texts", exact=True)).to_be_visible()


def test_a_slash_leads_to_the_search_box_and_enter_to_the_results(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("toll & quay")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=toll\+%26\+quay$"))


def test_undo_says_what_it_will_do_and_redo_brings_it_again(workbench: Bench) -> None:
    page = workbench.page
    redo = page.get_by_role("button", name="Redo")
    expect(redo).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name=re.compile("^Undo: suggest")).click()
    expect(page.get_by_text(re.compile("^Undone: "))).to_be_visible()
    expect(page.get_by_role("link", name="Review")).not_to_contain_text(re.compile(r"\d"))
    expect(page.get_by_role("button", name=re.compile("^Redo: suggest"))).to_be_visible()
    page.keyboard.press("Control+Shift+Z")
    expect(page.get_by_text(re.compile("^Done again: "))).to_be_visible()
    expect(page.get_by_role("link", name="Review")).to_contain_text(re.compile(r"\d"))


def test_the_overview_lists_keys_and_gives_the_focus_back(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").wait_for()
    page.get_by_role("link", name="Texts", exact=True).focus()
    page.keyboard.press("?")
    overview = page.get_by_role("dialog", name="Help")
    expect(overview).to_contain_text("Go to")
    expect(overview).to_contain_text("Filter the texts")
    page.keyboard.press("g")
    page.keyboard.press("h")  # no key of the page acts behind a dialog
    expect(page).to_have_url(f"{workbench.origin}/")
    page.keyboard.press("Escape")
    expect(overview).to_be_hidden()
    expect(page.get_by_role("link", name="Texts", exact=True)).to_be_focused()


def test_the_appearance_is_remembered(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("button", name="Help").click()
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("radio", name="Largest").check()
    page.reload()
    page.get_by_role("list", name="Texts").wait_for()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(23, 24, 27)"
    size = page.evaluate("document.documentElement.style.getPropertyValue('--reading')")
    assert size == "1.55rem"


def test_the_first_thing_tab_reaches_skips_to_the_content(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_tour_leads_a_new_user_to_a_statement_of_their_own_and_to_the_network(
    workbench: Bench,
) -> None:
    context = workbench.another_browser()
    context.set_default_timeout(10_000)
    page = workbench.window(context)
    page.goto(workbench.origin)
    page.evaluate("localStorage.removeItem('dissensus:tour')")  # as if it had never been seen
    page.reload()
    tour = page.get_by_role("complementary", name="Tour")
    tour.get_by_role("button", name="Show me").click()
    expect(tour).to_contain_text("Open a text")
    page.get_by_role("link", name=re.compile("A station is not a favor")).click()
    expect(tour).to_contain_text("Choose the words somebody said")
    page.get_by_text("Allow me to explain what is odd").dblclick(position={"x": 80, "y": 10})
    expect(tour).to_contain_text("Press c")
    page.keyboard.press("c")
    expect(tour).to_contain_text("Say who says what")
    page.keyboard.type("brandel")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(tour).to_contain_text("There it is")
    expect(page.get_by_role("button", name=re.compile("^Undo: code"))).to_be_visible()
    tour.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Network").click()
    expect(tour).to_contain_text("That is all it takes")
    tour.get_by_role("button", name="Done").click()
    page.reload()
    page.get_by_role("banner").get_by_role("link", name="Texts").wait_for()
    expect(tour).to_be_hidden()
    context.close()


def test_the_tour_can_be_left_and_begun_again(workbench: Bench) -> None:
    page = workbench.page
    tour = page.get_by_role("complementary", name="Tour")
    for _ in range(2):
        page.get_by_role("button", name="Help").click()
        page.get_by_role("button", name="Start the tour").click()
        expect(tour).to_contain_text("Open a text")
        tour.get_by_role("button", name="End the tour").click()
        expect(tour).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(
    workbench: Bench, width: int, scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    page = workbench.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.get_by_role("list", name="Texts").get_by_role("link").first.wait_for()
    assert workbench.serious_findings() == []
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Help").wait_for()
    assert workbench.serious_findings() == []

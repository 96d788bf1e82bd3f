"""The matrix in the browser: a table to walk through, each cell with its quotations."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.browser.seeing import serious_findings, thrown_away


@pytest.fixture
def page(workbench: Bench) -> Page:
    page = workbench.goto("/matrix")
    page.get_by_role("grid").wait_for()
    return page


def test_its_title_names_what_divides_the_actors(workbench: Bench, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("divides the actors most")
    assert workbench.errors == []


def test_arrow_keys_go_through_the_cells_and_enter_opens_the_words(page: Page) -> None:
    first = page.locator('td[tabindex="0"]')
    assert first.count() == 1
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    here = page.locator(":focus")
    assert here.get_attribute("data-row") == "1"
    while not page.locator(":focus .cell").count():
        page.keyboard.press("ArrowRight")
    said = page.locator(":focus").text_content() or ""
    page.keyboard.press("Enter")
    quotations = page.get_by_role("region", name="Quotations")
    expect(quotations.get_by_role("listitem").first).to_be_visible()
    counted = sum(int(number) for number in re.findall(r"\d+", said))
    expect(quotations.get_by_role("listitem")).to_have_count(counted)


def test_a_cell_in_the_address_is_open_when_one_comes_back(page: Page) -> None:
    page.locator("td:has(.cell)").first.click()
    page.wait_for_url("**chosen=**")
    page.reload()
    page.get_by_role("region", name="Quotations").get_by_role("listitem").first.wait_for()
    expect(page.locator('td[aria-selected="true"]')).to_have_count(1)


def test_a_cell_can_be_reached_by_keyboard_after_the_matrix_got_smaller(page: Page) -> None:
    page.locator('td[tabindex="0"]').focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("End")
    expect(page.locator(":focus")).not_to_have_attribute("data-row", "0")
    page.get_by_role("combobox", name="Actors", exact=True).fill("Port A")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr:not(.group)")).to_have_count(1)
    expect(page.locator('td[tabindex="0"]')).to_have_count(1)


def test_the_overview_lists_the_keys_that_go_from_cell_to_cell(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("go from cell to cell")


def test_quotations_that_another_window_throws_away_leave_the_list(
    workbench: Bench, page: Page
) -> None:
    page.locator("td:has(.cell)").first.click()
    said = page.get_by_role("region", name="Quotations").get_by_role("listitem")
    expect(said.first).to_be_visible()
    before = said.count()
    address = said.first.get_by_role("link").get_attribute("href") or ""
    thrown_away(workbench, parse_qs(urlsplit(address).query)["statement"][0])
    expect(said).to_have_count(before - 1)


def test_only_one_source_is_shown_when_it_is_chosen(page: Page) -> None:
    rows = page.locator("tbody tr:not(.group)").count()
    page.get_by_label("Sources").select_option(index=3)
    expect(page.get_by_role("button", name="Take the filter")).to_be_visible()
    expect(page.locator("tbody tr:not(.group)")).not_to_have_count(rows)


def test_a_filter_is_set_by_name_turned_round_and_taken_away(page: Page) -> None:
    picker = page.get_by_role("combobox", name="Actors", exact=True)
    picker.fill("Port A")
    picker.press("Enter")
    rows = page.locator("tbody tr:not(.group)")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="only Port Authority", exact=True).click()
    expect(rows.filter(has_text="Port Authority")).to_have_count(0)
    page.get_by_role("button", name="Take the filter “not Port Authority” away").click()
    expect(rows.filter(has_text="Port Authority")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(workbench: Bench, scheme: Literal["light", "dark"]) -> None:
    assert serious_findings(workbench, "/matrix", scheme) == []


@pytest.mark.parametrize("width", [390, 1280, 1900])
def test_the_view_is_never_wider_than_the_screen(workbench: Bench, width: int) -> None:
    workbench.page.set_viewport_size({"width": width, "height": 844})
    page = workbench.goto("/matrix")
    page.get_by_role("grid").wait_for()
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")

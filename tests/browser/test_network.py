"""The network in the browser: drawn, walked through with the keyboard, read as a table, saved."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.bench import Bench
from tests.browser.seeing import first_of, pixels, serious_findings


@pytest.fixture
def page(workbench: Bench) -> Page:
    page = workbench.goto("/network")
    page.get_by_role("heading", level=1).wait_for()
    return page


def canvas(page: Page) -> Any:
    return page.get_by_role("application")


def test_the_picture_is_drawn_and_its_title_says_what_it_shows(
    workbench: Bench, page: Page
) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("agree most")
    expect(page.get_by_text("n = ")).to_contain_text("statements")
    assert pixels(canvas(page)) > 2_000
    assert workbench.errors == []


def test_the_keyboard_alone_reaches_the_words_behind_a_tie(page: Page) -> None:
    canvas(page).focus()
    page.keyboard.press("ArrowRight")
    spoken = page.locator("[aria-live=polite].unseen")
    expect(spoken).to_contain_text("actor")
    page.keyboard.press("e")
    expect(spoken).to_contain_text(" and ")
    page.keyboard.press("Enter")
    quotations = page.get_by_role("region", name="Quotations")
    expect(quotations.get_by_role("listitem").first).to_be_visible()
    expect(quotations).to_be_focused()
    page.keyboard.press("Escape")
    expect(quotations).to_have_count(0)
    expect(canvas(page)).to_be_focused()


def test_the_table_has_the_same_facts_one_key_away(page: Page) -> None:
    canvas(page).focus()
    page.keyboard.press("t")
    nodes = page.get_by_role("table").first
    nodes.wait_for()
    names = nodes.get_by_role("rowheader").all_inner_texts()
    answer = first_of(page, "/networks")
    assert sorted(names) == sorted(node["name"] for node in answer["nodes"])
    ties = page.get_by_role("table").nth(1).get_by_role("row").count() - 1
    assert ties == len(answer["ties"])
    expect(page.get_by_role("region", name="Nodes")).to_be_focused()
    page.keyboard.press("t")
    expect(canvas(page)).to_be_focused()


def test_a_tie_in_the_table_opens_its_quotations_which_lead_into_the_text(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    page.get_by_role("table").nth(1).get_by_role("button").nth(8).click()
    quotations = page.get_by_role("region", name="Quotations")
    quotations.get_by_role("listitem").get_by_role("link").first.click()
    page.wait_for_url("**/texts/**statement=**")


def test_options_are_in_the_address_and_the_back_button_takes_them_back(page: Page) -> None:
    page.get_by_label("Ties stand for").select_option("affiliation")
    page.wait_for_url("**/network?kind=affiliation")
    expect(page.get_by_role("heading", level=1)).to_contain_text("strongest support")
    page.go_back()
    page.wait_for_url("**/network")
    expect(page.get_by_role("heading", level=1)).to_contain_text("agree most")


def test_slices_play_and_their_place_is_in_the_address(workbench: Bench) -> None:
    page = workbench.goto("/network?window=6-months-1")
    slider = page.get_by_role("slider", name="Slice")
    slider.wait_for()
    before = slider.get_attribute("aria-valuetext")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**at=2**")
    assert slider.get_attribute("aria-valuetext") != before
    page.get_by_role("button", name="Play").click()
    expect(slider).not_to_have_value("2")
    page.get_by_role("button", name="Pause").click()


def test_behind_a_tie_of_a_slice_are_as_many_words_as_make_it(workbench: Bench) -> None:
    # Of a concept spoken of often enough in all, though not in the slice alone.
    page = workbench.goto("/network?kind=ignore&window=6-months-3&at=1&least.concept=6&as=table")
    rows = page.get_by_role("table").nth(1).get_by_role("row")
    rows.nth(1).wait_for()
    tie = rows.last.get_by_role("button")  # the weakest
    expect(tie).to_have_text("1")
    tie.click()
    quotations = page.get_by_role("region", name="Quotations")
    expect(quotations.get_by_role("listitem")).to_have_count(2)


def test_a_filter_goes_where_its_column_goes(page: Page) -> None:
    picker = page.get_by_role("combobox", name="Actors", exact=True)
    picker.fill("Port A")
    picker.press("Enter")
    page.get_by_role("button", name="only Port Authority", exact=True).wait_for()
    page.get_by_label("Ties stand for").select_option("relations")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Most opposition")
    expect(page.get_by_role("button", name="only Port Authority", exact=True)).to_have_count(0)


def test_a_network_that_is_refused_leaves_the_one_before_as_it_was(page: Page) -> None:
    def refuse(route: Route) -> None:
        if '"kind":"conflict"' in (route.request.post_data or ""):
            fault = {"code": "invalid", "found": "Not today.", "remedy": "", "theirs": None}
            route.fulfill(status=422, json=fault)
        else:
            route.continue_()

    expect(page.get_by_role("heading", level=1)).to_contain_text("agree most")
    page.route("**/api/networks", refuse)
    page.get_by_label("Ties stand for").select_option("conflict")
    expect(page.get_by_text("Not today.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("agree most")


def test_an_address_with_a_percent_sign_in_it_is_no_dead_end(workbench: Bench) -> None:
    page = workbench.goto("/network?chosen=row:100%25")
    expect(page.get_by_role("heading", level=1)).to_contain_text("agree most")


def test_a_saved_picture_comes_with_its_manifest(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Picture (SVG)").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    archive = zipfile.ZipFile(path)
    assert archive.read("subtract-network.svg").lstrip().startswith(b"<?xml")
    manifest = json.loads(archive.read("subtract-network.svg.manifest.json"))
    assert manifest["options"]["kind"] == "subtract"


def test_without_webgl_the_table_remains(workbench: Bench) -> None:
    context = workbench.another_browser()
    context.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest) }"
    )
    page = workbench.window(context)
    page.goto(f"{workbench.origin}/network")
    page.get_by_text("has no WebGL").wait_for()
    expect(page.get_by_role("table")).to_have_count(2)
    assert workbench.errors == []


@pytest.mark.parametrize("address", ["/network", "/network?as=table", "/network?kind=relations"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    workbench: Bench, address: str, scheme: Literal["light", "dark"]
) -> None:
    assert serious_findings(workbench, address, scheme) == []


@pytest.mark.parametrize("width", [390, 1280, 1900])
def test_the_view_is_never_wider_than_the_screen(workbench: Bench, width: int) -> None:
    workbench.page.set_viewport_size({"width": width, "height": 844})
    page = workbench.goto("/network?window=3-months-1")
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")

"""Searching in a real browser: while typing, by filter, by keyboard, into the text."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.bench import Bench


def test_results_follow_what_is_typed_and_stay_in_the_address(workbench: Bench) -> None:
    page = workbench.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("refer")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=refer$"))
    expect(page.get_by_role("heading", name=re.compile("^Statements"))).to_be_visible()
    expect(page.locator("mark").first).to_have_text(re.compile("^refer", re.IGNORECASE))
    page.keyboard.type("endum")
    expect(page).to_have_url(re.compile(r"/search\?q=referendum$"))
    expect(page.locator("mark").first).to_have_text(re.compile("^referendum$", re.IGNORECASE))
    page.reload()
    expect(page.get_by_role("heading", name="Search: referendum")).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()


def test_arrow_keys_go_through_the_hits_and_enter_opens_one_at_its_words(workbench: Bench) -> None:
    page = workbench.goto("/search")
    page.get_by_role("searchbox").fill("herons")
    expect(page.locator("[data-hit]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/texts/"))
    start, stop = (int(n) for n in parse_qs(urlsplit(page.url).query)["at"][0].split("-"))
    document = urlsplit(page.url).path.rsplit("/", 1)[1]
    row = page.request.get(f"{workbench.origin}/api/documents/{document}").json()
    words = page.request.get(f"{workbench.origin}/api/texts/{row['text']}").text()
    assert "herons" in words[start:stop].casefold()


def test_one_kind_at_length_and_a_filter_that_other_kinds_do_not_have(workbench: Bench) -> None:
    page = workbench.goto("/search?q=line")
    page.get_by_role("navigation", name="Kinds of results").get_by_role(
        "link", name="Statements"
    ).click()
    expect(page).to_have_url(re.compile("kind=statements"))
    hits = page.locator("[data-hit]")
    expect(hits).to_have_count(30)
    page.get_by_role("button", name="Show more").click()
    expect(hits).to_have_count(60)
    page.get_by_role("combobox", name="Concept").fill("delta route")
    page.get_by_role("option", name=re.compile("^Delta route")).first.click()
    expect(page).to_have_url(re.compile("entity="))
    expect(hits.nth(1)).to_be_visible()
    expect(hits).not_to_have_count(60)
    assert hits.count() < 30
    page.get_by_role("button", name="Take the filter away").click()
    expect(hits).to_have_count(30)


def test_nothing_found_says_what_to_do(workbench: Bench) -> None:
    page = workbench.goto("/search?q=qwertz&since=2021")
    expect(page.get_by_role("heading", name="Nothing has “qwertz”")).to_be_visible()
    page.get_by_role("link", name="Take all filters away").click()
    expect(page).to_have_url(re.compile(r"/search\?q=qwertz$"))
    page.goto(f"{workbench.origin}/search?q=line&since=soon")
    expect(page.get_by_role("alert")).to_contain_text("'soon' is not a date")


def test_what_could_not_be_found_is_found_when_the_server_is_back(workbench: Bench) -> None:
    page = workbench.goto("/search?q=refer")
    expect(page.locator("mark").first).to_be_visible()
    workbench.server.kill()
    page.get_by_role("searchbox").fill("herons")
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer.")
    workbench.server.start()
    expect(page.locator("mark").first).to_have_text("herons", timeout=15_000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_is_undone_is_no_longer_found(workbench: Bench) -> None:
    page = workbench.goto("/search?q=referendum&kind=statements")
    expect(page.locator("[data-hit]").first).to_be_visible()
    before = page.locator("[data-hit]").count()
    address = page.locator("[data-hit]").first.get_attribute("href") or ""
    statement = parse_qs(urlsplit(address).query)["statement"][0]
    act = {"kind": "trash", "table": "statement", "ids": [statement]}
    session = page.request.get(f"{workbench.origin}/api/session").json()
    page.request.post(
        f"{workbench.origin}/api/acts",
        data={**act, "id": "01a1ff60-d29c-7731-b930-cfcd9b4db4a4"},
        headers={"X-Dissensus": session["csrf"], "Origin": workbench.origin},
    )
    expect(page.locator("[data-hit]")).to_have_count(before - 1)  # the view hears of it
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-hit]")).to_have_count(before)


def test_the_view_has_no_serious_barrier(workbench: Bench) -> None:
    for path in ("/search", "/search?q=line", "/search?q=qwertz&since=2021"):
        page = workbench.goto(path)
        page.wait_for_timeout(400)
        assert workbench.serious_findings() == [], path

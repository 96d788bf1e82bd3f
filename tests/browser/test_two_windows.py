"""The same project in two windows: what is done in one is seen in the other, and nothing is overwritten."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.browser.test_reader import UNCODED, document, opened

SECOND = 1_000  # milliseconds


def second_window(bench: Bench, path: str, *, another_browser: bool) -> Page:
    """Open the same view once more: in another tab, or in a browser that shares nothing with the first."""
    context = bench.another_browser() if another_browser else bench.context
    context.set_default_timeout(10_000)
    page = bench.window(context)
    page.goto(f"{bench.origin}{path}")
    page.locator(".gutter:not([aria-busy=true])").wait_for()
    page.wait_for_timeout(600)  # the stream is open
    return page


def code(page: Page) -> Any:
    """Code the first sentence by keyboard; returns the bar of the statement."""
    keys = page.keyboard
    page.locator(".text").focus()
    keys.press("ArrowDown")
    keys.press("c")
    keys.type("tovane")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("compulsory")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("-")
    keys.press("Enter")
    return bar(page)


def bar(page: Page) -> Any:
    return page.get_by_role("button", name=re.compile("^position: Mirel Tovane"))


def test_a_statement_appears_in_another_browser_within_a_second(workbench: Bench) -> None:
    first = opened(workbench, UNCODED)
    path = f"/texts/{document(workbench, UNCODED)['id']}"
    second = second_window(workbench, path, another_browser=True)
    code(first)
    expect(bar(second)).to_be_visible(timeout=SECOND)
    first.locator(".text").focus()
    first.keyboard.press("Control+z")
    expect(bar(first)).to_have_count(0)
    expect(bar(second)).to_have_count(0, timeout=SECOND)


def test_a_statement_appears_in_another_tab_within_a_second(workbench: Bench) -> None:
    first = opened(workbench, UNCODED)
    path = f"/texts/{document(workbench, UNCODED)['id']}"
    second = second_window(workbench, path, another_browser=False)
    code(first)
    expect(bar(second)).to_be_visible(timeout=SECOND)
    second.locator(".text").focus()
    second.keyboard.press("Control+z")
    expect(bar(first)).to_have_count(0, timeout=2 * SECOND)


def edit_note(page: Page, words: str) -> None:
    """Open the statement for a change, and put something into its note."""
    bar(page).click()
    page.get_by_role("button", name=re.compile("^(Edit|Change)")).first.click()
    form = page.get_by_role("form", name=re.compile("statement", re.IGNORECASE))
    note = form.get_by_label("Note", exact=False)
    if note.count() == 0:
        form.get_by_role("button", name=re.compile("note", re.IGNORECASE)).click()
    note.fill(words)


def save(page: Page) -> None:
    page.get_by_role("form", name=re.compile("statement", re.IGNORECASE)).get_by_role(
        "button", name="Save"
    ).click()


def test_of_two_changes_to_the_same_field_both_are_shown_and_one_is_chosen(
    workbench: Bench,
) -> None:
    first = opened(workbench, UNCODED)
    path = f"/texts/{document(workbench, UNCODED)['id']}"
    code(first)
    second = second_window(workbench, path, another_browser=True)
    expect(bar(second)).to_be_visible()
    edit_note(first, "from the first window")
    edit_note(second, "from the second window")
    save(first)
    expect(first.get_by_text("All saved")).to_be_visible()
    save(second)
    needs = second.get_by_role("button", name="1 change needs you")
    expect(needs).to_be_visible()
    needs.click()
    asking = second.get_by_role("dialog", name="Changes that need you")
    row = asking.get_by_role("row", name=re.compile("^note"))
    expect(row).to_contain_text("from the first window")
    expect(row).to_contain_text("from the second window")
    assert stored_note(workbench) == "from the first window"
    asking.get_by_role("button", name="Use mine").click()
    expect(second.get_by_text("All saved")).to_be_visible()
    second.wait_for_timeout(300)
    assert stored_note(workbench) == "from the second window"


def test_two_titles_for_one_text_are_told_apart_as_well(workbench: Bench) -> None:
    first = opened(workbench, UNCODED)
    row = document(workbench, UNCODED)
    second = second_window(workbench, f"/texts/{row['id']}", another_browser=True)
    for page, title in ((first, "From the first window"), (second, "From the second window")):
        page.locator(".text").focus()
        page.keyboard.press("i")
        page.get_by_label("Title", exact=True).fill(title)
    first.get_by_label("Title", exact=True).press("Enter")
    expect(second.get_by_role("heading", name="From the first window").first).to_be_visible()
    expect(second.get_by_label("Title", exact=True)).to_have_value("From the second window")
    second.get_by_label("Title", exact=True).press("Enter")
    expect(second.get_by_role("button", name="1 change needs you")).to_be_visible()
    now = workbench.page.request.get(f"{workbench.origin}/api/documents/{row['id']}").json()
    assert now["title"] == "From the first window"


def stored_note(bench: Bench) -> str:
    identity = document(bench, UNCODED)["id"]
    answer = bench.page.request.get(f"{bench.origin}/api/documents/{identity}/statements").json()
    (row,) = answer["statements"]
    return str(row["note"])

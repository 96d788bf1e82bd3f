"""Keys pressed at once, one after the other: each reaches what is on the screen by then, and none goes astray."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.browser.test_reader import CODED, UNCODED, opened

QUICKLY = """keys => {
  for (const key of keys) {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  }
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"))  # fmt: skip


def test_who_adds_a_note_goes_on_typing_it(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.get_by_role("button", name="Add a note").press("Enter")
    page.keyboard.type("great? no / or")
    expect(page.get_by_role("textbox", name="Note", exact=True)).to_have_value("great? no / or")


def test_who_takes_a_stance_away_by_keyboard_stays_in_the_form(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    form = page.get_by_role("form", name="New statement")
    form.get_by_label("▼ disagrees").check()
    form.get_by_role("button", name="Neither").press("Enter")
    expect(form.get_by_label("▲ agrees")).to_be_focused()
    page.keyboard.press("+")
    expect(form.get_by_label("▲ agrees")).to_be_checked()


def test_arrows_in_the_gutter_go_on_however_fast_they_come(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.locator(".gutter button[tabindex='0']").focus()
    page.keyboard.press("Enter")
    seen = [page.locator(".gutter button[aria-pressed=true]").get_attribute("data-id")]
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.locator(f".gutter button[aria-pressed=true]:not([data-id='{seen[-1]}'])").wait_for()
        seen.append(page.locator(".gutter button[aria-pressed=true]").get_attribute("data-id"))
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator(f".gutter button[data-id='{seen[0]}'][aria-pressed=true]")).to_be_focused()
    page.evaluate(QUICKLY, ["ArrowDown"] * 3)
    expect(page.locator(f".gutter button[data-id='{seen[3]}'][aria-pressed=true]")).to_be_focused()


def test_arrows_in_the_gutter_pass_over_what_is_switched_off(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("l")
    for name in ("figure", "event"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.locator(".gutter button:not(.suggestion)").first.focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        assert not re.match("figure|event", focused(page))
        expect(page.locator(".gutter button[aria-pressed=true]")).to_be_focused()


def test_the_keyboard_leaves_the_row_of_types_for_good(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.get_by_role("radio", name="position").focus()
    page.evaluate(QUICKLY, ["ArrowRight"])
    page.evaluate("document.querySelector('form input[type=text]').focus()")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.type") == "text"


def test_a_page_is_asked_for_while_a_statement_is_shown(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("n")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    page.keyboard.press("G")
    page.keyboard.type("1")
    expect(page.get_by_label("Go to page")).to_have_value("1")


def test_a_panel_that_lies_under_a_statement_is_shown_by_its_key(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("o")
    page.keyboard.press("n")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Outline")).to_be_visible()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Outline")).to_have_count(0)


def test_arrows_choose_words_also_when_nothing_has_the_keyboard(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("n")
    page.get_by_role("region", name="Statement").get_by_role("button", name="Close").press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.locator("p[aria-live=polite]").last).to_contain_text("Chosen: ")


def test_a_filter_chosen_by_keyboard_leaves_the_keyboard_where_it_was(workbench: Bench) -> None:
    page = workbench.goto("/matrix")
    picker = page.get_by_placeholder(re.compile("actor", re.IGNORECASE))
    picker.fill("renvik")
    picker.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Ada Renvik")).first).to_be_visible()
    expect(picker).to_be_focused()


def test_a_name_is_chosen_with_the_arrows_alone(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    person = page.get_by_role("combobox", name="person")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    third = page.get_by_role("listbox", name="person").get_by_role("option").nth(2).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("form", name="New statement")).to_be_visible()
    expect(person).to_have_value(third.split(" – ")[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.get_by_role("listbox", name="person").get_by_role("option").nth(1).inner_text()
    page.keyboard.press("Tab")
    expect(person).to_have_value(second.split(" – ")[0])

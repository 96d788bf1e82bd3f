"""Reading and coding with a finger: words by the handles of the system, names from a list that can be scrolled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.bench import Bench
from tests.browser.test_reader import CODED, UNCODED, coded, document, said, saved


@pytest.fixture
def phone(workbench: Bench) -> Iterator[Page]:
    """A phone that is let in: 390 pixels wide, with fingers and without a mouse."""
    context = workbench.browser.new_context(
        storage_state=workbench.context.storage_state(),
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    context.add_init_script("localStorage.setItem('dissensus:tour', 'seen')")
    yield workbench.window(context)
    context.close()


def read(workbench: Bench, phone: Page, title: str) -> None:
    phone.goto(f"{workbench.origin}/texts/{document(workbench, title)['id']}")
    phone.locator(".gutter:not([aria-busy=true])").wait_for()


def held(page: Page, words: str) -> None:
    """Press long on the first of these words, then draw the handle to the last one."""
    place = page.evaluate(
        """words => {
          for (const block of document.querySelectorAll('.text .block')) {
            const at = block.textContent.indexOf(words);
            if (at < 0) continue;
            block.scrollIntoView({block: 'center'});
            const range = document.createRange();
            range.setStart(block.firstChild, at + 1);
            range.setEnd(block.firstChild, at + 2);
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2];
          }
        }""",
        words,
    )
    finger = page.context.new_cdp_session(page)
    touch(finger, "touchStart", *place)
    page.wait_for_timeout(900)
    # The system takes the finger over when it begins to choose words.
    touch(finger, "touchCancel")
    page.evaluate(
        """words => {
          for (const block of document.querySelectorAll('.text .block')) {
            const at = block.textContent.indexOf(words);
            if (at >= 0) document.getSelection().setBaseAndExtent(block.firstChild, at + 1, block.firstChild, at + words.length - 1);
          }
        }""",
        words,
    )


def touch(finger: CDPSession, kind: str, x: float | None = None, y: float | None = None) -> Any:
    points = [{"x": x, "y": y}] if x is not None else []
    return finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_words_held_with_a_finger_are_coded(workbench: Bench, phone: Page) -> None:
    read(workbench, phone, UNCODED)
    held(phone, "The delta route is a mistake")
    expect(said(phone)).to_have_text("Chosen: The delta route is a mistake")
    phone.get_by_role("button", name="Code").tap()
    form = phone.get_by_role("form", name="New statement")
    form.get_by_role("combobox", name="person").fill("tov")
    form.get_by_role("option", name=re.compile("^Mirel Tovane")).tap()
    form.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("region", name="Statement")).to_be_visible()
    saved(phone)
    (row,) = coded(workbench, UNCODED)
    assert "person" in row["values"]


def test_a_list_of_names_is_scrolled_with_a_finger_and_nothing_is_chosen(
    workbench: Bench, phone: Page
) -> None:
    read(workbench, phone, UNCODED)
    held(phone, "The delta route is a mistake")
    phone.get_by_role("button", name="Code").tap()
    form = phone.get_by_role("form", name="New statement")
    person = form.get_by_role("combobox", name="person")
    person.fill("a")
    listed = form.get_by_role("listbox", name="person")
    box = listed.bounding_box()
    assert box is not None
    finger = phone.context.new_cdp_session(phone)
    x, y = box["x"] + 60, box["y"] + 60
    touch(finger, "touchStart", x, y)
    for step in range(6):
        touch(finger, "touchMove", x, y - 8 * step)
    touch(finger, "touchEnd")
    expect(person).to_have_value("a")
    expect(listed).to_be_visible()


def test_a_tap_shows_the_statement_that_stands_there(workbench: Bench, phone: Page) -> None:
    read(workbench, phone, CODED)
    phone.locator(".text .block", has_text="Between 26 September").tap(position={"x": 120, "y": 12})
    expect(phone.locator("aside.open")).to_be_visible()


def test_what_is_said_at_the_foot_does_not_lie_over_what_is_pressed_next(
    workbench: Bench, phone: Page
) -> None:
    read(workbench, phone, CODED)
    phone.keyboard.press("n")
    phone.get_by_role("button", name="Delete").tap()
    expect(phone.get_by_text("Moved to the trash")).to_be_visible()
    phone.keyboard.press("n")
    phone.keyboard.press("Enter")
    for name in ("Save", "Cancel"):
        phone.get_by_role("button", name=name, exact=True).tap(trial=True, timeout=2_000)

"""Notes beside the coding: nothing typed is lost, and what is noted is seen by others and found."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import Bench
from tests.browser.test_reader import UNCODED, document, opened
from tests.browser.test_two_windows import second_window


def box(page: Page) -> Locator:
    """Open what is known about the text, and return the field for a new note."""
    page.locator(".text").focus()
    page.keyboard.press("i")
    return page.get_by_label("Add a note").first


def test_a_note_is_kept_while_it_is_typed_and_seen_elsewhere_when_it_is_saved(
    workbench: Bench,
) -> None:
    page = opened(workbench, UNCODED)
    path = f"/texts/{document(workbench, UNCODED)['id']}"
    box(page).fill("Ask the archive about the cranes.")
    page.reload()
    page.locator(".gutter:not([aria-busy=true])").wait_for()
    note = box(page)
    expect(note).to_have_value("Ask the archive about the cranes.")
    other = second_window(workbench, path, another_browser=True)
    box(other)
    note.press("Control+Enter")
    written = page.get_by_role("list", name="Notes").get_by_text("Ask the archive")
    expect(written).to_be_visible()
    expect(note).to_have_value("")
    there = other.get_by_role("list", name="Notes").get_by_text("Ask the archive")
    expect(there).to_be_visible(timeout=2_000)
    found = workbench.goto("/search?q=archive+cranes&kind=notes")
    expect(found.locator("mark").first).to_have_text("archive")


def test_a_note_can_be_changed_and_thrown_away_and_brought_back(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    note = box(page)
    note.fill("First thought.")
    note.press("Control+Enter")
    notes = page.get_by_role("list", name="Notes").first
    expect(page.get_by_text("All saved")).to_be_visible()
    notes.get_by_role("button", name="Change").click()
    notes.get_by_role("textbox").fill("Second thought.")
    notes.get_by_role("button", name="Save the note").click()
    expect(notes).to_contain_text("Second thought.")
    notes.get_by_role("button", name="Put in the trash").click()
    expect(notes.get_by_role("listitem")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Undo$")).last.click()
    expect(notes).to_contain_text("Second thought.")

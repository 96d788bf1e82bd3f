"""What was typed and not sent: it is there after a reload, beside other work, and when others change what it is about."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from dissensus.project import open_project
from tests.browser.bench import Bench
from tests.browser.test_reader import CODED, UNCODED, coded, document, opened, saved
from tests.browser.test_two_windows import bar, code, second_window


def person(page: Page) -> Locator:
    return page.get_by_role("combobox", name="person")


def begin(page: Page, sentences: int, name: str) -> None:
    """Begin a statement on one of the first sentences."""
    page.locator(".text").focus()
    for _ in range(sentences):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.keyboard.type(name)


def reloaded(page: Page) -> None:
    page.reload()
    page.locator(".gutter:not([aria-busy=true])").wait_for()


def test_a_name_that_is_sent_from_its_field_is_taken_along(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    begin(page, 1, "tovane")
    page.keyboard.press("Control+Enter")
    expect(bar(page)).to_be_visible()
    saved(page)
    (row,) = coded(workbench, UNCODED)
    assert "person" in row["values"]


def test_a_new_name_in_an_unfinished_statement_is_still_there_after_a_reload(
    workbench: Bench,
) -> None:
    page = opened(workbench, UNCODED)
    begin(page, 1, "Zeno of the Dunes")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    reloaded(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(person(page)).to_have_value("Zeno of the Dunes")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^position: Zeno of the Dunes"))).to_be_visible()  # fmt: skip
    saved(page)
    assert len(coded(workbench, UNCODED)) == 1


def test_coding_something_else_keeps_what_was_left_unfinished(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    begin(page, 1, "tovane")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    begin(page, 2, "renvik")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_text("2 unfinished statements are kept here.")).to_be_visible()
    begin(page, 1, "karst")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    saved(page)
    reloaded(page)
    for name in ("Ada Renvik", "Mirel Tovane"):
        page.get_by_role("button", name="Go on with it").click()
        expect(person(page)).to_have_value(name)
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("unfinished")).to_have_count(0)
    saved(page)
    assert len(coded(workbench, UNCODED)) == 3


def test_a_correction_that_is_left_is_kept_until_somebody_goes_on_with_it(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    waiting = page.locator(".gutter button.suggestion")
    waiting.first.wait_for()
    count = waiting.count()
    page.keyboard.press("N")
    page.keyboard.press("e")
    form = page.get_by_role("form", name="Correct the suggestion")
    form.get_by_role("combobox").first.fill("renvik")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    reloaded(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(form.get_by_role("combobox").first).to_have_value("Ada Renvik")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(waiting).to_have_count(count - 1)
    saved(page)
    assert len(coded(workbench, UNCODED)) == 1
    assert document(workbench, UNCODED)["waiting"] == count - 1


def test_looking_into_a_correction_leaves_nothing_unfinished(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.locator(".gutter button.suggestion").first.wait_for()
    page.keyboard.press("N")
    page.keyboard.press("e")
    expect(page.get_by_role("form", name="Correct the suggestion")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("form")).to_have_count(0)
    expect(page.get_by_text("unfinished")).to_have_count(0)


def test_a_change_of_a_statement_that_was_deleted_elsewhere_becomes_a_new_one(
    workbench: Bench,
) -> None:
    first = opened(workbench, UNCODED)
    path = f"/texts/{document(workbench, UNCODED)['id']}"
    code(first)
    saved(first)
    second = second_window(workbench, path, another_browser=True)
    bar(second).click()
    second.keyboard.press("Enter")
    form = second.get_by_role("form", name="Change the statement")
    form.get_by_role("button", name="Add a note").click()
    note = second.get_by_role("textbox", name="Note", exact=True)
    note.fill("Said in anger.")
    bar(first).click()
    first.keyboard.press("Delete")
    expect(second.get_by_text("was deleted meanwhile")).to_be_visible()
    expect(note).to_have_value("Said in anger.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(bar(first)).to_be_visible()
    saved(second)
    (row,) = coded(workbench, UNCODED)
    assert row["note"] == "Said in anger."


def test_details_half_typed_outlast_a_look_at_a_statement_and_a_reload(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("i")
    page.get_by_label("Section").fill("Letters")
    page.locator(".text").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Section")).to_have_value("Letters")
    reloaded(page)
    page.keyboard.press("i")
    expect(page.get_by_label("Section")).to_have_value("Letters")
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_text("The details are saved.")).to_be_visible()
    reloaded(page)
    page.keyboard.press("i")
    expect(page.get_by_label("Section")).to_have_value("Letters")
    expect(page.get_by_role("button", name="Save the details")).to_have_count(0)


def test_the_change_of_a_note_outlasts_a_reload(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("i")
    note = page.get_by_label("Add a note").first
    note.fill("First thought.")
    note.press("Control+Enter")
    notes = page.get_by_role("list", name="Notes").first
    notes.get_by_role("button", name="Change").click()
    notes.get_by_role("textbox").fill("First thought, and a second one.")
    reloaded(page)
    page.keyboard.press("i")
    expect(notes.get_by_role("textbox")).to_have_value("First thought, and a second one.")
    notes.get_by_role("button", name="Save the note").click()
    expect(notes.get_by_text("First thought, and a second one.")).to_be_visible()
    saved(page)
    reloaded(page)
    page.keyboard.press("i")
    expect(notes.get_by_text("First thought, and a second one.")).to_be_visible()
    expect(notes.get_by_role("textbox")).to_have_count(0)


def test_a_name_half_typed_is_taken_when_another_type_is_chosen(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    begin(page, 1, "tovane")
    page.keyboard.press("Alt+2")
    page.keyboard.press("Alt+1")
    expect(page.get_by_role("radio", name="position")).to_have_attribute("aria-checked", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    reloaded(page)
    page.locator(".text").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("form")).to_have_count(0)


def test_what_does_not_fit_goes_when_the_last_values_are_taken(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    figure = page.get_by_role("textbox", name="value", exact=True)
    page.locator(".text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    figure.fill("12")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    figure.fill("a dozen")
    page.get_by_role("button", name="Same values as last time").click()
    expect(figure).to_have_value("12")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("form")).to_have_count(0)
    saved(page)
    assert [row["values"]["value"] for row in coded(workbench, UNCODED)] == [12, 12]


def test_words_that_stand_elsewhere_in_a_new_version_are_found_again(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    begin(page, 2, "tovane")
    words = page.locator("form q").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((one) => one.startsWith('dissensus:draft:unfinished:'));
          const kept = JSON.parse(localStorage.getItem(key));
          for (const { draft } of kept.value) { draft.start += 40; draft.stop += 40; }
          localStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    reloaded(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(page.locator("form q")).to_have_text(words)


def test_a_text_that_somebody_moves_to_the_trash_says_so(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    with open_project(workbench.server.project, coder="ann") as project:
        project.delete([document(workbench, UNCODED)["id"]])
    expect(page.get_by_text("This text was moved to the trash")).to_be_visible()
    with open_project(workbench.server.project, coder="ann") as project:
        project.undo()
    expect(page.get_by_text("This text was moved to the trash")).to_have_count(0)

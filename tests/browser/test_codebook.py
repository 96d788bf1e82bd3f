"""Caring for the codebook in a browser: by keyboard, with a preview, and taken back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.entity import Entity
from dissensus.project import create
from tests.browser.bench import AXE, Bench

ACTORS = "/codebook?kind=actor"


def rows(page: Page) -> list[str]:
    page.locator("[data-row] a").first.wait_for()
    return page.locator("[data-row] a").all_inner_texts()


def confirm(page: Page, label: str) -> None:
    """Press the button that does it, when the preview is there."""
    page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_two_actors_are_merged_by_keyboard_alone_and_taken_back(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    first, second = rows(page)[:2]
    keys = page.keyboard
    keys.press("l")
    keys.press("x")
    keys.press("ArrowDown")
    keys.press("x")
    keys.press("m")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Merge 2 entries")).to_be_visible()
    expect(page.locator("dialog input[type=radio]:checked")).to_be_focused()
    expect(dialog).to_contain_text("statements will read differently")
    expect(dialog).to_contain_text("They disagree on: type")
    merge = dialog.get_by_role("button", name="Merge", exact=True)
    expect(merge).to_be_disabled()
    for _ in range(12):  # to what both of them say
        keys.press("Tab")
        if page.evaluate("document.activeElement.closest('section fieldset') !== null"):
            break
    keys.press("ArrowUp")
    expect(merge).to_be_enabled()
    for _ in range(80):
        keys.press("Tab")
        if merge.evaluate("node => node === document.activeElement"):
            break
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(f"Merged: {second} → {first}.")).to_be_visible()
    expect(page.locator("[data-row] a", has_text=second)).to_have_count(0)
    keys.press("Control+z")
    expect(page.locator("[data-row] a", has_text=second)).to_have_count(1)
    assert rows(page)[:2] == [first, second]


def test_a_preview_shows_statements_and_ties_before_and_after(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    rows(page)
    for one in ("Farmers' League", "Delta Trust"):
        page.get_by_role("checkbox", name=f"Choose {one}").check()
    page.get_by_role("button", name="Merge …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Who agrees with whom").click()
    row = dialog.locator("details[open] tbody tr").first
    expect(row).to_be_visible()
    cells = row.locator("td").all_inner_texts()
    assert len(cells) == 4
    assert cells[2] != cells[3]
    expect(dialog.locator("ol > li").first).to_contain_text("Delta Trust")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-row] a", has_text="Delta Trust")).to_have_count(1)


def test_a_new_name_is_shown_everywhere_and_the_old_one_is_an_alias(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    first = rows(page)[0]
    page.get_by_role("link", name=first).first.click()
    page.keyboard.press("r")
    name = page.get_by_role("dialog").get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    name.fill("The League of Farmers")
    expect(page.get_by_role("dialog")).to_contain_text("no tie changes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The League of Farmers")).to_be_visible()
    expect(page.get_by_role("term").filter(has_text="Also called")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text(first)


def test_a_name_that_is_taken_is_refused_in_the_dialog_and_nothing_is_lost(
    workbench: Bench,
) -> None:
    page = workbench.goto(ACTORS)
    first, second = rows(page)[:2]
    page.get_by_role("link", name=first).first.click()
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill(second)
    expect(dialog.get_by_role("alert")).to_contain_text("merge the two")
    expect(dialog.get_by_role("button", name="Rename", exact=True)).to_be_disabled()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value(second)


def test_chosen_statements_are_split_off_to_a_new_name(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    first = rows(page)[0]
    page.get_by_role("link", name=first).first.click()
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="They go to").fill("Young farmers")
    dialog.get_by_role("combobox", name="They go to").press("Enter")
    dialog.locator(".rows input[type=checkbox]").nth(0).check()
    dialog.locator(".rows input[type=checkbox]").nth(1).check()
    expect(dialog).to_contain_text("2 statements will read differently")
    confirm(page, "Split")
    page.get_by_role("searchbox", name="Find by name or alias").fill("young")
    page.get_by_role("link", name="Young farmers").first.click()
    expect(page.get_by_role("article")).to_contain_text("2 statements in")


def test_the_stance_on_a_concept_is_turned_round(workbench: Bench) -> None:
    page = workbench.goto("/codebook?kind=concept")
    page.get_by_role("link", name=rows(page)[0]).first.click()
    quoted = page.locator("article li").first
    before = quoted.locator(".agree, .disagree").first.inner_text()
    page.keyboard.press("v")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What to recode").select_option("agreement")
    expect(dialog).to_contain_text("will read differently")
    confirm(page, "Recode")
    expect(quoted.locator(".agree, .disagree").first).not_to_have_text(before)


def test_what_looks_alike_can_be_told_apart_for_good(workbench: Bench) -> None:
    page = workbench.goto("/codebook?part=care")
    page.get_by_role("button", name=re.compile("^Not the same")).first.click()
    expect(page.get_by_text("No two entries look alike.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No two entries look alike.")).to_be_visible()


class TestAlike:
    @pytest.fixture
    def project_file(self, tmp_path: Path) -> Path:
        names = ("Harbor Courier", "Harbor Couriers", "Delta Trust", "Delta Trusts")
        codebook = Codebook(
            title="Alike",
            statement_types=built_in_types(),
            entities=tuple(Entity(kind="actor", name=name) for name in names),
        )
        create(tmp_path / "alike.dissensus", codebook, coder="ann").close()
        return tmp_path / "alike.dissensus"

    def test_the_keyboard_goes_on_at_the_next_pair(self, workbench: Bench) -> None:
        page = workbench.goto("/codebook?part=care")
        different = page.get_by_role("button", name=re.compile("^Not the same: "))
        expect(different).to_have_count(2)
        different.first.press("Enter")
        expect(different).to_have_count(1)
        expect(page.get_by_role("button", name=re.compile("^Merge … "))).to_be_focused()


def test_what_nothing_uses_goes_to_the_trash_and_comes_back(workbench: Bench) -> None:
    page = workbench.goto("/codebook?part=care")
    region = page.get_by_role("region", name="Not used")
    expect(region.get_by_role("button")).to_be_visible()
    unused = region.get_by_role("link").all_inner_texts()
    page.get_by_role("button", name=re.compile("^Remove (all|it)")).click()
    confirm(page, "Remove")
    expect(page.get_by_text("Every entry is used.")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("link", name=unused[0])).to_be_visible()


def test_an_entry_is_added_edited_and_noted_on(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    rows(page)
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill("Harbor Watch")
    confirm(page, "Add")
    expect(page.get_by_role("heading", name="Harbor Watch")).to_be_visible()
    page.keyboard.press("e")
    page.get_by_label("Definition").fill("Volunteers who count ships.")
    page.get_by_role("button", name="Add an attribute").click()
    page.get_by_label("attribute", exact=True).fill("type")
    page.get_by_label("value", exact=True).fill("association")
    page.get_by_label("from", exact=True).fill("2021-03")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("association from 2021-03")
    page.get_by_label("Add a note").fill("Ask them about 2022.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("Ask them about 2022.", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("Ask them about 2022.", exact=True)).to_be_visible()
    expect(page.get_by_text("Volunteers who count ships.")).to_be_visible()


def test_a_merge_in_one_window_is_seen_in_another(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    second = rows(page)[1]
    other = workbench.window(workbench.another_browser())
    other.goto(f"{workbench.origin}{ACTORS}")
    expect(other.locator("[data-row] a", has_text=second)).to_have_count(1)
    page.keyboard.press("l")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("m")
    page.get_by_role("dialog").get_by_text("what all of them say").click()
    confirm(page, "Merge")
    expect(other.locator("[data-row] a", has_text=second)).to_have_count(0, timeout=3_000)


def test_what_is_typed_survives_what_others_do_and_a_conflict_shows_both(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    page.get_by_role("link", name=rows(page)[0]).first.click()
    other = workbench.window(workbench.another_browser())
    other.goto(page.url)
    for one, text in ((page, "Mine."), (other, "Theirs.")):
        one.locator("article li").first.wait_for()
        one.keyboard.press("e")
        one.get_by_role("textbox", name="Definition").fill(text)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("article")).to_contain_text("Theirs.")
    page.wait_for_timeout(1_500)  # the other's act arrives
    expect(page.get_by_role("textbox", name="Definition")).to_have_value("Mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("Theirs.")
    page.get_by_role("button", name=re.compile("needs you")).first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Mine.")
    expect(page.get_by_role("dialog")).to_contain_text("Theirs.")


def test_what_was_written_and_not_saved_is_there_when_the_form_is_opened_again(
    workbench: Bench,
) -> None:
    page = workbench.goto(ACTORS)
    first, second = rows(page)[:2]
    page.get_by_role("link", name=first).first.click()
    page.keyboard.press("e")
    page.get_by_label("Definition").fill("Half of what")
    page.get_by_role("link", name=second).first.click()
    expect(page.get_by_role("heading", name=second, exact=True)).to_be_visible()
    page.get_by_role("link", name=first).first.click()
    expect(page.get_by_role("heading", name=first, exact=True)).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_label("Definition")).to_have_value("Half of what")
    page.get_by_role("button", name="Cancel").click()
    page.keyboard.press("e")
    expect(page.get_by_label("Definition")).not_to_have_value("Half of what")

    page.goto(f"{workbench.origin}/codebook?part=types")
    page.get_by_role("button", name="Edit: The codebook itself").click()
    page.get_by_label("Instructions for coders").fill("Code what is said.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit: The codebook itself").click()
    expect(page.get_by_label("Instructions for coders")).to_have_value("Code what is said.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Code what is said.")


def test_a_type_half_made_is_there_when_its_form_is_opened_again(workbench: Bench) -> None:
    page = workbench.goto("/codebook?part=types")
    make = page.get_by_role("button", name="New statement type")
    make.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).first.fill("appeal")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.reload()
    make.click()
    expect(dialog.get_by_label("Name", exact=True).first).to_have_value("appeal")
    dialog.get_by_role("button", name="Cancel").click()
    make.click()
    expect(dialog.get_by_label("Name", exact=True).first).to_have_value("")


def test_nothing_is_asked_for_again_and_again(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    page.get_by_role("link", name=rows(page)[0]).first.click()
    page.locator("article li").first.wait_for()
    page.get_by_label("Add a note").fill("One act.")
    page.get_by_role("button", name="Save the note").click()
    page.keyboard.press("s")
    page.get_by_role("dialog").locator(".rows label").first.wait_for()
    page.wait_for_timeout(1_500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_000)
    assert [url for url in asked if "/quotations" in url or "/codebook" in url] == []


def test_the_list_finds_by_alias_and_leads_to_the_entry_by_keyboard(workbench: Bench) -> None:
    page = workbench.goto(ACTORS)
    rows(page)
    page.keyboard.press("f")
    page.keyboard.type("renvik min")
    expect(page.locator("[data-row] a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada Renvik")).to_be_visible()


def test_a_type_gets_a_new_variable_even_if_its_form_was_left_in_between(workbench: Bench) -> None:
    page = workbench.goto("/codebook?part=types")
    page.get_by_role("button", name="New variable").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("frame")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="New variable").first.click()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("frame")
    dialog.get_by_label("Holds").select_option("any text")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name="frame")).to_be_visible()


def test_on_a_phone_the_list_leads_to_one_entry_and_back(workbench: Bench) -> None:
    workbench.page.set_viewport_size({"width": 390, "height": 844})
    page = workbench.goto(ACTORS)
    first = rows(page)[0]
    page.get_by_role("link", name=first).first.click()
    expect(page.get_by_role("heading", name=first)).to_be_visible()
    expect(page.locator("[data-row] a").first).to_be_hidden()
    page.get_by_role("link", name="All: actor").click()
    expect(page.locator("[data-row] a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_part_has_a_serious_barrier(workbench: Bench, scheme: Any) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = workbench.browser.new_context(
        storage_state=workbench.context.storage_state(), bypass_csp=True, color_scheme=scheme
    )
    page = workbench.window(context)
    for address, key in (
        (ACTORS, ""),
        ("/codebook?part=care", ""),
        ("/codebook?part=types", ""),
        ("entry", ""),
        ("entry", "e"),
        ("entry", "m"),
        ("entry", "v"),
    ):
        if address == "entry":
            page.goto(f"{workbench.origin}{ACTORS}")
            page.locator("[data-row] a").first.click()
            page.locator("article li").first.wait_for()
        else:
            page.goto(f"{workbench.origin}{address}")
            page.get_by_role("heading", name="Codebook", exact=True).wait_for()
        if key:
            page.keyboard.press(key)
            page.wait_for_timeout(600)
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run()")
        serious = [
            (v["id"], v["nodes"][0]["html"][:200])
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == [], (address, key)

"""The history and the trash in a real browser: who did what, and everything back again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dissensus.project import open_project
from tests.browser.bench import Bench


@pytest.fixture
def project_file(project_file: Path) -> Path:
    """The example debate, in which something was done after it was coded."""
    with open_project(project_file, coder="ann") as project:
        first, second = project.statements()[:2]
        project.edit(first.id, **{next(iter(first.values)): None})
        project.delete([second.id])
    return project_file


def saved(page: Page) -> None:
    expect(page.get_by_text("All saved")).to_be_visible()


def line(page: Page, words: str) -> Any:
    return page.get_by_role("listitem").filter(has_text=words).first


def test_the_history_tells_who_did_what_in_words(workbench: Bench) -> None:
    page = workbench.goto("/history")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(line(page, "ann changed a statement")).to_be_visible()
    page.get_by_role("button", name=re.compile("^What changed: changed a statement")).click()
    change = page.locator("dl").first
    expect(change.locator("del")).not_to_have_text("")
    expect(change.locator("ins")).to_have_text("empty")


def test_one_piece_of_work_is_taken_back_though_others_came_after_it(workbench: Bench) -> None:
    page = workbench.goto("/history")
    edit = line(page, "ann changed a statement")
    edit.get_by_role("button", name=re.compile("^Take this back")).click()
    expect(edit.get_by_text("taken back", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("^Taken back:"))).to_be_visible()
    saved(page)
    expect(edit.get_by_role("button", name=re.compile("^Take this back"))).to_have_count(0)


class TestLong:
    @pytest.fixture
    def project_file(self, project_file: Path) -> Path:
        """More was done than the history shows at first."""
        with open_project(project_file, coder="ann") as project:
            for statement in project.statements()[10:90]:
                project.edit(statement.id, **{next(iter(statement.values)): None})
        return project_file

    def test_what_is_taken_back_far_down_says_so(self, workbench: Bench) -> None:
        page = workbench.goto("/history")
        page.get_by_role("button", name="Show earlier changes").click()
        far = page.get_by_role("main").get_by_role("listitem").nth(70)
        far.get_by_role("button", name=re.compile("^Take this back")).click()
        expect(page.get_by_text("taken back", exact=True)).to_be_visible()

    def test_what_somebody_looks_at_stays_while_others_work(self, workbench: Bench) -> None:
        page = workbench.goto("/history")
        page.get_by_role("button", name=re.compile("^What changed")).nth(3).click()
        expect(page.locator("dl")).to_be_visible()
        page.evaluate(
            """() => {
              window.gone = 0;
              const count = () => (window.gone += document.querySelector(".details dl") ? 0 : 1);
              new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
            }"""
        )
        page.keyboard.press("Control+z")
        expect(line(page, "undid")).to_be_visible()
        assert page.evaluate("window.gone") == 0


def test_what_stands_in_the_way_is_told(workbench: Bench) -> None:
    page = workbench.goto("/history")
    line(page, "ann brought in the coding by hand").get_by_role(
        "button", name=re.compile("^Take this back")
    ).click()
    expect(page.get_by_text(re.compile("changed since"))).to_be_visible()


def test_a_change_of_one_thing_leads_to_its_own_history(workbench: Bench) -> None:
    page = workbench.goto("/history")
    page.get_by_role("button", name=re.compile("^What changed: changed a statement")).click()
    page.get_by_role("link", name="Changes of this only").first.click()
    expect(page).to_have_url(re.compile("row="))
    expect(line(page, "the coding by hand")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="had suggestions made")).to_have_count(0)
    page.get_by_role("button", name="Show all changes").click()
    expect(line(page, "had suggestions made")).to_be_visible()


def test_the_project_goes_back_to_a_moment_and_forward_again(workbench: Bench) -> None:
    page = workbench.goto("/history")
    coded = line(page, "ann brought in the coding by hand")
    coded.get_by_role("button", name=re.compile("^Bring the project back")).click()
    asking = page.get_by_role("dialog", name="Bring the project back to this moment?")
    expect(asking.get_by_text("2 statements are as they were then")).to_be_visible()
    expect(asking.get_by_text("295 suggestions go")).to_be_visible()
    before = page.locator(".history li").count()
    asking.get_by_role("button", name="Bring it back to then").click()
    expect(asking).to_have_count(0)
    saved(page)
    expect(page.get_by_role("link", name=re.compile("^Review"))).to_have_text("Review")
    expect(page.locator(".history li")).not_to_have_count(before)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("link", name=re.compile("^Review"))).to_contain_text("295")


def test_what_is_in_the_trash_comes_out_again(workbench: Bench) -> None:
    page = workbench.goto("/trash")
    expect(page.get_by_text("1 thing is in the trash")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Take out")).click()
    expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()
    saved(page)
    page.keyboard.press("Control+z")
    expect(page.get_by_text("1 thing is in the trash")).to_be_visible()


def test_the_views_have_no_serious_barrier(workbench: Bench) -> None:
    page = workbench.goto("/history")
    page.get_by_role("button", name=re.compile("^What changed: changed a statement")).click()
    page.wait_for_timeout(400)
    assert workbench.serious_findings() == []
    workbench.goto("/trash").wait_for_timeout(400)
    assert workbench.serious_findings() == []

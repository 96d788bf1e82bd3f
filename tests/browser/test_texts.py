"""The list of texts, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.project import create, open_project
from tests.browser.bench import Bench

FIRST = "Ministry unveils 112-kilometer railway along the coast"


def test_a_text_is_found_and_opened_by_keyboard_alone(workbench: Bench) -> None:
    page = workbench.page
    rows = page.get_by_role("list", name="Texts").get_by_role("link")
    expect(rows.first).to_contain_text(FIRST)
    page.keyboard.press("f")
    page.keyboard.type("harbor courier")
    expect(page.get_by_text(re.compile(r"^\d texts fit\.$"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?words=harbor\+courier$"))
    page.get_by_role("button", name="ascending").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/texts/"))
    page.go_back()
    expect(page.get_by_role("searchbox", name=re.compile("^Show texts"))).to_have_value(
        "harbor courier"
    )


def test_words_are_typed_with_a_pause_between_them(workbench: Bench) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").get_by_role("link").first.wait_for()
    page.keyboard.press("f")
    page.keyboard.type("harbor ")
    expect(page).to_have_url(re.compile(r"\?words=harbor"))
    page.keyboard.type("courier")
    expect(page.get_by_role("searchbox", name=re.compile("^Show texts"))).to_have_value(
        "harbor courier"
    )
    expect(page.get_by_text(re.compile(r"^\d texts fit\.$"))).to_be_visible()


def test_the_order_can_be_changed_and_turned(workbench: Bench) -> None:
    page = workbench.page
    rows = page.get_by_role("list", name="Texts").get_by_role("link")
    page.get_by_role("combobox", name="Order").select_option("statements")
    expect(rows.first).to_contain_text("24 statements")
    page.get_by_role("button", name="descending").click()
    expect(rows.first).to_contain_text("0 statements")


def test_a_language_that_is_no_code_stands_in_the_filter_as_it_was_written(
    workbench: Bench, project_file: Path
) -> None:
    with open_project(project_file, coder="ann") as project:
        text = next(iter(project.documents()))
        project.edit_document(text.id, language="Low German (old)")
    page = workbench.goto("/")
    page.get_by_role("combobox", name="Language").select_option("Low German (old)")
    expect(page.get_by_text("1 text fits.")).to_be_visible()


def test_files_are_added_and_what_could_not_be_read_is_said(
    workbench: Bench, tmp_path: Path
) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").get_by_role("link").first.wait_for()
    good, empty = tmp_path / "a-new-voice.txt", tmp_path / "empty.txt"
    good.write_text("A new voice\n\nThe union wants the toll to go.", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("i")
    chooser.value.set_files([good, empty])
    report = page.get_by_role("dialog", name="Adding texts")
    expect(report).to_contain_text("1 text added.")
    expect(report).to_contain_text("empty.txt")
    page.keyboard.press("Escape")
    expect(page.get_by_text("28 texts")).to_be_visible()


def test_files_come_in_after_the_browser_was_let_in_anew(workbench: Bench, tmp_path: Path) -> None:
    page = workbench.page
    page.get_by_role("list", name="Texts").get_by_role("link").first.wait_for()
    workbench.context.clear_cookies()
    workbench.server.stop()
    workbench.window().goto(workbench.server.start())
    expect(page.get_by_text("All saved")).to_be_visible(timeout=15_000)
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter\n\nThe union wants the toll to go.", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add texts").click()
    chooser.value.set_files([letter])
    expect(page.get_by_role("dialog", name="Adding texts")).to_contain_text("1 text added.")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A project of 3,000 short texts."""
    location = tmp_path / "many.dissensus"
    codebook = Codebook(title="Many", statement_types=built_in_types())
    with create(location, codebook, coder="ann") as project:
        texts = [Document(text=f"Text {at}.", title=f"Text {at:04}") for at in range(3_000)]
        project.add(texts, [], summary="many")
    return location


class TestMany:
    @pytest.fixture
    def project_file(self, many: Path) -> Path:
        return many

    def test_only_rows_in_sight_are_there(self, workbench: Bench) -> None:
        page = workbench.page
        texts = page.get_by_role("list", name="Texts")
        texts.get_by_role("link").first.wait_for()
        page.keyboard.press("End")
        expect(texts.get_by_role("link").last).to_be_focused()
        expect(texts.get_by_role("link").last).to_contain_text("Text 2999")
        assert texts.get_by_role("listitem").count() < 60

    def test_keys_that_come_before_the_rows_count(self, workbench: Bench) -> None:
        page = workbench.page
        texts = page.get_by_role("list", name="Texts")
        texts.get_by_role("link").first.wait_for()
        page.keyboard.press("ArrowDown")
        expect(texts.get_by_role("link").first).to_be_focused()
        page.route("**/api/documents?*", lambda _: None)
        for _ in range(3):
            page.keyboard.press("End")
            page.keyboard.press("Home")
        page.keyboard.press("End")
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(200)
        page.unroute("**/api/documents?*")  # now they go on
        expect(texts.get_by_role("link").filter(has_text="Text 2998")).to_be_focused()

    def test_rows_that_come_late_take_the_keyboard_from_nobody(self, workbench: Bench) -> None:
        page = workbench.page
        texts = page.get_by_role("list", name="Texts")
        texts.get_by_role("link").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.route("**/api/documents?*", lambda _: None)
        page.keyboard.press("End")
        page.keyboard.press("/")
        page.wait_for_timeout(200)
        page.unroute("**/api/documents?*")  # now they go on
        expect(texts.get_by_role("link").filter(has_text="Text 2999")).to_be_visible()
        expect(page.get_by_role("searchbox", name=re.compile("^Search"))).to_be_focused()


class TestEmpty:
    @pytest.fixture
    def project_file(self, tmp_path: Path) -> Path:
        location = tmp_path / "new.dissensus"
        codebook = Codebook(title="New", statement_types=built_in_types())
        create(location, codebook, coder="ann").close()
        return location

    def test_a_new_project_says_what_to_do_next(self, workbench: Bench) -> None:
        page = workbench.page
        expect(page.get_by_role("heading", name="This project has no texts yet.")).to_be_visible()
        expect(page.get_by_text("dissensus ingest new.dissensus FOLDER")).to_be_visible()

"""The review queue in a real browser: by keyboard alone, in two windows, offline, on a phone."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dissensus.project import open_project
from tests.browser.bench import AXE, Bench


@pytest.fixture
def queue(workbench: Bench) -> Page:
    page = workbench.goto("/review")
    expect(page.get_by_role("article")).to_be_visible()
    return page


def test_a_whole_review_goes_by_the_keyboard_alone(queue: Page, project_file: Path) -> None:
    first = quotation(queue)
    queue.keyboard.press("a")
    expect(queue.locator("mark")).not_to_have_text(first)
    second = quotation(queue)
    queue.keyboard.press("r")
    expect(queue.locator("mark")).not_to_have_text(second)
    queue.keyboard.press("s")
    expect(progress(queue)).to_contain_text("1 accepted, 1 rejected, 1 skipped")
    queue.keyboard.press("u")
    expect(progress(queue)).to_contain_text("1 accepted, 1 rejected")
    queue.keyboard.press("u")
    expect(queue.locator("mark")).to_have_text(second)
    becomes(project_file, accepted=1, rejected=0, skipped=0)


def test_next_and_previous_move_without_deciding(queue: Page) -> None:
    first = quotation(queue)
    queue.keyboard.press("j")
    expect(queue.locator("mark")).not_to_have_text(first)
    queue.keyboard.press("ArrowUp")
    expect(queue.locator("mark")).to_have_text(first)


def with_new_concept(queue: Page) -> Locator:
    """Open the form of the first position, and give it a concept that is not in the codebook."""
    queue.get_by_text("Order and filter").click()
    queue.get_by_role("combobox", name="Type").select_option("position")
    expect(queue).to_have_url(re.compile("type=position"))
    queue.locator("mark").click()  # leaves the field
    queue.keyboard.press("e")
    concept = queue.get_by_role("combobox", name="concept")
    concept.fill("A tunnel below the delta")
    concept.press("Enter")  # takes the new name
    return concept


def test_a_suggestion_is_corrected_in_its_form(queue: Page, project_file: Path) -> None:
    concept = with_new_concept(queue)
    concept.press("Enter")  # sends the form
    expect(progress(queue)).to_contain_text("1 accepted")
    becomes(project_file, accepted=1)
    with open_project(project_file, coder="ann") as project:
        made = [s for s in project.statements() if s.suggestion_id]
    assert [s.values["concept"] for s in made] == ["A tunnel below the delta"]


def test_escape_leaves_the_form_and_nothing_is_decided(queue: Page) -> None:
    queue.keyboard.press("e")
    expect(queue.get_by_role("form", name="Edit")).to_be_visible()
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("form", name="Edit")).to_have_count(0)
    expect(progress(queue)).to_contain_text("0 accepted, 0 rejected")


def test_a_correction_that_was_left_is_there_when_its_form_is_opened_again(queue: Page) -> None:
    concept = with_new_concept(queue)
    address = queue.url
    queue.get_by_role("link", name="Codebook", exact=True).click()
    expect(queue.get_by_role("heading", name="Codebook")).to_be_visible()
    queue.goto(address)
    queue.locator("mark").wait_for()
    queue.keyboard.press("e")
    expect(concept).to_have_value("A tunnel below the delta")
    queue.get_by_role("button", name=re.compile("^Cancel")).click()
    queue.keyboard.press("e")
    expect(concept).not_to_have_value("A tunnel below the delta")


def test_accepting_together_is_seen_before_it_is_done_and_taken_back_as_one(
    queue: Page, project_file: Path
) -> None:
    before = waiting(project_file)
    queue.keyboard.press("b")
    score = queue.get_by_role("spinbutton", name="Score at least").last
    score.fill("0.5")
    button = queue.get_by_role("button", name=re.compile(r"^Accept [1-9]"))
    expect(button).to_be_enabled()
    count = int(button.inner_text().split()[1].replace(",", ""))
    expect(
        queue.get_by_text(re.compile(f"^{count} suggestions in .* would be accepted"))
    ).to_be_visible()
    button.click()
    expect(queue.get_by_text(f"Accepted {count} suggestions")).to_be_visible()
    becomes(project_file, accepted=count, waiting=before - count)
    queue.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(queue.get_by_text("Taken back; they wait again.")).to_be_visible()
    becomes(project_file, accepted=0, waiting=before)


def test_accepting_what_is_no_longer_as_shown_is_refused_and_leaves_nothing_behind(
    queue: Page, project_file: Path
) -> None:
    queue.keyboard.press("b")
    button = queue.get_by_role("button", name=re.compile(r"^Accept [1-9]"))
    expect(button).to_be_enabled()
    with open_project(project_file, coder="ben") as project:
        project.accept(min_score=0.8)
    button.click()
    expect(queue.get_by_text("Look at them again, then accept.")).to_be_visible()
    expect(queue.get_by_text("All saved")).to_be_visible()
    expect(queue.get_by_role("button", name="needs you")).to_have_count(0)


def test_what_another_window_decides_leaves_the_queue_with_a_word_of_who_did_it(
    workbench: Bench,
) -> None:
    page = workbench.goto("/review")
    other = workbench.window()
    other.goto(f"{workbench.origin}/review")
    first = quotation(other)
    expect(page.locator("mark")).to_have_text(first)
    page.bring_to_front()
    page.keyboard.press("r")
    other.bring_to_front()
    expect(other.get_by_text("ann decided on this elsewhere: rejected.")).to_be_visible(
        timeout=3_000
    )
    expect(other.locator("mark")).not_to_have_text(first)


def test_a_key_that_is_held_down_decides_once(queue: Page, project_file: Path) -> None:
    for _ in range(4):
        queue.keyboard.down("a")  # the second and later ones repeat
    queue.keyboard.up("a")
    becomes(project_file, accepted=1)
    expect(progress(queue)).to_contain_text("1 accepted, 0 rejected")


def test_what_is_being_corrected_stays_though_another_window_decides(
    workbench: Bench, project_file: Path
) -> None:
    page = workbench.goto("/review?type=position")
    words = quotation(page)
    page.keyboard.press("e")
    page.get_by_role("combobox", name="concept").fill("A tunnel below the delta")
    other = workbench.window()
    other.goto(f"{workbench.origin}/review?type=position")
    expect(other.locator("mark")).to_have_text(words)
    other.keyboard.press("r")
    becomes(project_file, rejected=1)
    expect(page.get_by_text("What you correct stays here")).to_be_visible()
    concept = page.get_by_role("combobox", name="concept")
    expect(concept).to_have_value("A tunnel below the delta")
    concept.press("Enter")
    concept.press("Enter")
    page.get_by_role("button", name="1 change needs you").click()
    expect(page.get_by_role("dialog")).to_contain_text("A tunnel below the delta")


def test_a_form_that_is_left_goes_if_another_window_decided(
    workbench: Bench, project_file: Path
) -> None:
    page = workbench.goto("/review?type=position")
    words = quotation(page)
    page.keyboard.press("e")
    other = workbench.window()
    other.goto(f"{workbench.origin}/review?type=position")
    expect(other.locator("mark")).to_have_text(words)
    other.keyboard.press("r")
    expect(page.get_by_text("What you correct stays here")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("mark")).not_to_have_text(words)


def test_the_undo_of_the_header_brings_a_suggestion_back(queue: Page, project_file: Path) -> None:
    first = quotation(queue)
    queue.keyboard.press("a")
    becomes(project_file, accepted=1)
    queue.keyboard.press("Control+z")
    expect(queue.locator("mark")).to_have_text(first)


def test_decisions_wait_while_the_server_is_gone(workbench: Bench, project_file: Path) -> None:
    page = workbench.goto("/review")
    first = quotation(page)
    workbench.server.kill()
    page.keyboard.press("a")
    expect(page.locator("mark")).not_to_have_text(first)
    page.keyboard.press("r")
    expect(progress(page)).to_contain_text("1 accepted, 1 rejected")
    workbench.server.start()
    becomes(project_file, accepted=1, rejected=1)


def test_the_queue_goes_on_when_the_server_comes_back_after_all_that_was_loaded(
    workbench: Bench, project_file: Path
) -> None:
    page = workbench.goto("/review")
    page.locator("mark").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    workbench.server.kill()
    while page.locator("mark").count():
        page.keyboard.press("s")
    decided = len([url for url in asked if "/api/suggestions" in url])
    assert decided < 40  # asked for more now and then, not without end
    workbench.server.start()
    page.locator("mark").wait_for()
    becomes(project_file, skipped=30)


def test_the_next_suggestion_is_there_within_50_milliseconds(queue: Page) -> None:
    took = queue.evaluate(
        """async () => {
          const times = [];
          for (let turn = 0; turn < 15; turn += 1) {
            const before = document.querySelector("article").textContent;
            const start = performance.now();
            window.dispatchEvent(new KeyboardEvent("keydown", { key: "s", code: "KeyS" }));
            while (document.querySelector("article").textContent === before) await new Promise(requestAnimationFrame);
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[7];
        }"""
    )
    assert took < 50


def test_the_standing_of_a_suggester_moves_with_each_decision(queue: Page) -> None:
    expect(queue.get_by_text("nothing decided yet")).to_be_visible()
    queue.keyboard.press("a")
    expect(queue.get_by_text("100% accepted (21%–100%)")).to_be_visible()
    queue.keyboard.press("r")
    expect(queue.get_by_text("50% accepted (9%–91%)")).to_be_visible()


def test_a_key_opens_the_words_in_the_text(queue: Page) -> None:
    queue.keyboard.press("o")
    expect(queue).to_have_url(re.compile(r"/texts/[^/]+\?at=\d+-\d+"))


def test_who_comes_back_from_a_text_goes_on_where_they_were(queue: Page) -> None:
    queue.keyboard.press("j")
    here = quotation(queue)
    queue.keyboard.press("o")
    expect(queue).to_have_url(re.compile("/texts/"))
    queue.go_back()
    expect(queue.locator("mark")).to_have_text(here)
    queue.keyboard.press("j")
    expect(queue.locator("mark")).not_to_have_text(here)


def test_two_decisions_on_one_suggestion_are_both_told(
    workbench: Bench, project_file: Path
) -> None:
    page = workbench.goto("/review")
    other = workbench.another_browser().new_page()
    other.goto(f"{workbench.origin}/review")
    words = quotation(other)
    expect(page.locator("mark")).to_have_text(words)
    workbench.context.set_offline(True)
    page.keyboard.press("a")
    other.keyboard.press("r")
    becomes(project_file, rejected=1)
    workbench.context.set_offline(False)
    expect(page.get_by_text("is rejected already, by ann")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="1 change needs you")).to_be_visible()


def test_an_empty_queue_says_what_to_do_next(workbench: Bench, project_file: Path) -> None:
    with open_project(project_file, coder="ann") as project:
        project.accept(min_score=0.0)
    page = workbench.goto("/review")
    expect(page.get_by_role("heading", name="Everything is decided.")).to_be_visible()
    page.get_by_role("button", name="Look for more suggestions").click()
    expect(page.get_by_text(re.compile(r"(Nothing new was|suggestions?) found"))).to_be_visible(
        timeout=60_000
    )


def test_a_suggester_that_the_server_took_along_can_be_asked_again(workbench: Bench) -> None:
    page = workbench.goto("/review")
    again = page.get_by_role("button", name="Look for more suggestions")
    expect(again).to_be_enabled()
    page.route("**/api/suggest", lambda route: route.fulfill(json={"job": "gone"}))
    again.click()
    expect(again).to_be_disabled()
    workbench.server.kill()
    workbench.server.start()
    expect(again).to_be_enabled(timeout=15_000)


def test_what_was_skipped_can_be_looked_at_again(queue: Page, project_file: Path) -> None:
    first = quotation(queue)
    queue.keyboard.press("s")
    becomes(project_file, skipped=1)
    queue.get_by_text("Order and filter").click()
    queue.get_by_role("combobox", name="Show").select_option("skipped")
    expect(queue.locator("mark")).to_have_text(first)
    expect(queue.get_by_text("You skipped this one before.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(
    workbench: Bench, width: int, scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in workbench/")
    context = workbench.browser.new_context(
        storage_state=workbench.context.storage_state(),
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{workbench.origin}/review")
    page.get_by_role("article").wait_for()
    page.add_script_tag(path=str(AXE))
    assert serious(page) == []
    page.keyboard.press("e")
    page.get_by_role("form", name="Edit").wait_for()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.get_by_role("dialog").wait_for()
    page.get_by_text("would be accepted").or_(page.get_by_text("Nothing waits")).first.wait_for()
    assert serious(page) == []
    context.close()


def test_the_queue_can_be_kept_to_the_text_at_hand_and_opened_again(queue: Page) -> None:
    queue.get_by_text("Order and filter").click()
    queue.get_by_role("button", name="Only this text").click()
    expect(queue).to_have_url(re.compile(r"document=[0-9a-f-]{36}"))
    queue.locator("mark").wait_for()
    queue.get_by_role("button", name="Clear the filters").click()
    expect(queue).to_have_url(re.compile(r"/review$"))


def test_on_a_phone_the_verdicts_are_within_reach_of_the_thumb(workbench: Bench) -> None:
    page = workbench.goto("/review")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("article").wait_for()
    for name in ("Accept", "Edit", "Reject", "Skip"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["y"] > 844 / 2
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def quotation(page: Page) -> str:
    page.locator("mark").wait_for()
    return page.locator("mark").inner_text()


def progress(page: Page) -> Locator:
    return page.get_by_text(re.compile("decided ·"))


def states(location: Path) -> dict[str, int]:
    with open_project(location, coder="ann") as project:
        return {str(state): count for state, count in project.queue_counts().items()}


def becomes(location: Path, **wanted: int) -> None:
    """Wait until the project has these counts; what is sent from the browser takes a moment."""
    for _ in range(100):
        found = states(location)
        if all(found.get(state, 0) == count for state, count in wanted.items()):
            return
        time.sleep(0.1)
    assert {state: found.get(state, 0) for state in wanted} == wanted


def waiting(location: Path) -> int:
    return states(location)["waiting"]


def serious(page: Page) -> list[str]:
    found = page.evaluate("axe.run()")
    return [
        json.dumps([v["id"], [n["html"] for n in v["nodes"]][:3]])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]

"""Nothing is lost when the server goes away."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from dissensus.project import open_project
from tests.browser.bench import Bench


def verbs(workbench: Bench) -> list[str]:
    with open_project(workbench.server.project) as project:
        return [act.verb for act in reversed(project.history())]


def ready(workbench: Bench) -> Page:
    page = workbench.page
    page.get_by_role("list", name="Texts").get_by_role("link").first.wait_for()
    page.get_by_text("All saved").wait_for()
    page.get_by_role("button", name=re.compile("^Undo: ")).wait_for()
    return page


def test_what_is_done_while_the_server_is_gone_is_sent_when_it_is_back(workbench: Bench) -> None:
    page = ready(workbench)
    workbench.server.kill()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("The server is gone; 1 change waits here")).to_be_visible()
    workbench.server.start()
    expect(page.get_by_text("All saved")).to_be_visible(timeout=15_000)
    assert verbs(workbench)[-2:] == ["suggest", "undo"]


def test_a_view_that_was_never_open_is_there_though_the_server_is_gone(
    workbench: Bench,
) -> None:
    page = ready(workbench)
    page.wait_for_event(
        "requestfinished", lambda request: "/assets/Trash-" in request.url, timeout=20_000
    )
    page.wait_for_load_state("networkidle")
    workbench.server.kill()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", name="History", level=1)).to_be_visible()


def test_a_view_that_could_not_be_fetched_comes_when_the_server_is_back(
    workbench: Bench,
) -> None:
    page = ready(workbench)
    workbench.server.kill()
    page.keyboard.press("g")
    page.keyboard.press("h")
    away = page.get_by_text("This view can't be fetched while the server is gone.")
    expect(away).to_be_visible()
    workbench.server.start()
    expect(page.get_by_role("heading", name="History", level=1)).to_be_visible(timeout=15_000)


def test_what_waits_is_sent_by_the_next_window(workbench: Bench) -> None:
    page = ready(workbench)
    workbench.server.kill()
    page.keyboard.press("Control+z")
    expect(page.get_by_text(re.compile("1 change waits here"))).to_be_visible()
    page.close()
    workbench.server.start()
    later = workbench.window()
    later.goto(workbench.origin)
    expect(later.get_by_text("All saved")).to_be_visible(timeout=15_000)
    expect(later.get_by_role("button", name=re.compile("^Redo: suggest"))).to_be_visible()
    assert verbs(workbench)[-1] == "undo"


def test_an_act_of_one_window_is_seen_in_another_browser(workbench: Bench) -> None:
    page = ready(workbench)
    context = workbench.another_browser()
    other = workbench.window(context)
    other.goto(workbench.origin)
    expect(other.get_by_role("link", name="Review")).to_contain_text("295")
    page.keyboard.press("Control+z")
    expect(other.get_by_role("link", name="Review")).not_to_contain_text("295", timeout=3_000)
    context.close()


def test_the_stream_goes_on_after_the_server_was_started_again(workbench: Bench) -> None:
    page = ready(workbench)
    workbench.server.stop()
    with open_project(workbench.server.project, coder="ann") as project:
        project.undo()
    workbench.server.start()
    expect(page.get_by_role("button", name=re.compile("^Redo: suggest"))).to_be_visible(
        timeout=15_000
    )


def test_a_browser_that_was_forgotten_keeps_its_work_until_it_is_let_in_again(
    workbench: Bench,
) -> None:
    page = ready(workbench)
    workbench.context.clear_cookies()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Signed out; 1 change waits here")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("open the address it prints")
    workbench.server.stop()
    address = workbench.server.start()
    second = workbench.window()
    second.goto(address)
    expect(page.get_by_text("All saved")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert verbs(workbench)[-1] == "undo"

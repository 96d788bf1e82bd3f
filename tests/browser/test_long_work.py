"""Long work with a server that dies: nothing that was done is lost, nothing is done twice."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.bench import Bench
from tests.browser.long_work import Day
from tests.browser.test_reader import UNCODED, opened
from tests.browser.test_two_windows import bar, code


def test_random_work_survives_a_server_that_is_killed(workbench: Bench, project_file: Path) -> None:
    day = Day(workbench, seed=7)
    day.work(150, kills=4)
    answers = day.settled()
    expect(workbench.page.get_by_text("All saved")).to_be_visible(timeout=30_000)
    workbench.server.stop()
    assert day.faults(answers, project_file) == []
    assert day.kills == 4


def test_what_is_coded_by_hand_while_the_server_is_gone_is_stored_when_it_is_back(
    workbench: Bench, project_file: Path
) -> None:
    page = opened(workbench, UNCODED)
    workbench.server.kill()
    code(page)
    expect(bar(page)).to_be_visible()  # at once, though nobody has it yet
    expect(page.get_by_text(re.compile("1 change waits"))).to_be_visible()
    page.close()  # the coder goes home
    workbench.server.start()
    again = workbench.window()
    again.goto(f"{workbench.origin}/")
    expect(again.get_by_text("All saved")).to_be_visible()
    workbench.page = again
    expect(bar(opened(workbench, UNCODED))).to_be_visible()

"""The frame around all views, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.bench import Bench


def test_the_workbench_opens_and_says_that_all_is_saved(workbench: Bench) -> None:
    page = workbench.page
    expect(page).to_have_title(re.compile("^Texts – "))
    expect(page.get_by_text("All saved")).to_be_visible()

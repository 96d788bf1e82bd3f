"""What the tests of pictures share: is anything drawn, what did the server say, what does axe find."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any, Literal

import matplotlib.image
import numpy as np
import pytest
from playwright.sync_api import Locator, Page

from tests.browser.bench import AXE, Bench

__all__ = ["first_of", "pixels", "serious_findings", "thrown_away"]


def pixels(place: Locator) -> int:
    """Count the pixels of a place on the screen that are not the color of its first one."""
    picture = matplotlib.image.imread(BytesIO(place.screenshot()), format="png")[..., :3]
    return int((np.abs(picture - picture[4, 4]).max(axis=2) > 0.1).sum())


def first_of(page: Page, path: str) -> Any:
    """Ask the server what a view asks for when it is opened for the first time."""
    return page.evaluate(
        """async (path) => {
            const session = await (await fetch("/api/session")).json();
            const headers = { "Content-Type": "application/json", "X-Dissensus": session.csrf };
            const body = JSON.stringify({ most: 1500 });
            return await (await fetch("/api" + path, { method: "POST", headers, body })).json();
        }""",
        path,
    )


def thrown_away(workbench: Bench, statement: str) -> None:
    """Put a statement into the trash, as another window would."""
    session = workbench.page.request.get(f"{workbench.origin}/api/session").json()
    act = {"kind": "trash", "table": "statement", "ids": [statement], "id": str(uuid.uuid4())}
    headers = {"X-Dissensus": session["csrf"], "Origin": workbench.origin}
    answer = workbench.page.request.post(f"{workbench.origin}/api/acts", data=act, headers=headers)
    assert answer.ok, answer.text()


def serious_findings(workbench: Bench, address: str, scheme: Literal["light", "dark"]) -> list[str]:
    """Let axe look at a view in light or dark; what is serious or worse, in words."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in workbench/")
    workbench.page.emulate_media(color_scheme=scheme)
    page = workbench.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.locator(".n-line").wait_for()
    return workbench.serious_findings()

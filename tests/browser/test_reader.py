"""Reading and coding a text, in a real browser, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from dissensus.project import open_project
from tests.browser.bench import AXE, Bench

CODED = "The Coastal Line in the eyes of the country"
UNCODED = "To my friends in the villages"
NOTES = """# Who pays for the line

The port refuses the toll.[^1] 🚲🚲 Nobody else offers money.[^2]

{middle}

[^1]: Harbor Courier, page 3; an invented source.

[^2]: Minutes of an invented parliament.
"""


def opened(bench: Bench, title: str, query: str = "") -> Page:
    """Open a text by its title, and wait for what is coded in it."""
    bench.goto(f"/texts/{document(bench, title)['id']}{query}")
    bench.page.locator(".gutter:not([aria-busy=true])").wait_for()
    return bench.page


def document(bench: Bench, title: str) -> dict[str, Any]:
    rows = asked(bench, "/api/documents?limit=200")["rows"]
    return dict(next(row for row in rows if title in row["title"]))


def asked(bench: Bench, path: str) -> Any:
    return bench.page.request.get(f"{bench.origin}{path}").json()


def coded(bench: Bench, title: str) -> list[dict[str, Any]]:
    return list(
        asked(bench, f"/api/documents/{document(bench, title)['id']}/statements")["statements"]
    )


def drag(page: Page, words: str) -> None:
    """Choose words with the mouse, a little carelessly: from inside the first word into the last."""
    box = page.evaluate(
        """words => {
          for (const block of document.querySelectorAll('.text .block')) {
            const at = block.textContent.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(block.firstChild, at + 1);
            range.setEnd(block.firstChild, at + words.length - 1);
            block.scrollIntoView({block: 'center'});
            const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
          }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def said(page: Page) -> Locator:
    return page.locator("p[aria-live=polite]").last


def saved(page: Page) -> None:
    """Wait until an act that was just begun is on the shelf, and then until the shelf is empty."""
    page.wait_for_timeout(150)
    expect(page.get_by_text("All saved")).to_be_visible()


def test_words_are_coded_by_mouse_with_an_alias_and_a_new_name(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    drag(page, "The delta route is a mistake")
    page.get_by_role("button", name="Code").click()
    form = page.get_by_role("form", name="New statement")
    expect(form.locator("q")).to_have_text("The delta route is a mistake")
    form.get_by_role("combobox", name="person").fill("tovan")
    form.get_by_role("option", name=re.compile("^Mirel Tovane")).click()
    form.get_by_role("combobox", name="organization").fill("Friends of the Cranes")
    form.get_by_role("option", name="New actor: “Friends of the Cranes”").click()
    form.get_by_role("combobox", name="concept").fill("delta rou")
    form.get_by_role("option", name="Delta route").first.click()
    expect(form.get_by_text("The line should cross the Ilver delta on a viaduct.")).to_be_visible()
    form.get_by_label("▼ disagrees").check()
    form.get_by_role("button", name="Save").click()
    bar = page.get_by_role(
        "button", name="position: Mirel Tovane, Friends of the Cranes, Delta route, disagrees"
    )
    expect(bar).to_be_visible()
    saved(page)
    (row,) = coded(workbench, UNCODED)
    text = asked(workbench, f"/api/documents/{row['document']}")["text"]
    words = workbench.page.request.get(f"{workbench.origin}/api/texts/{text}").text()
    assert words[row["start"] : row["stop"]] == "The delta route is a mistake"


@pytest.mark.parametrize("beyond", ["right", "top"])
def test_a_drag_that_ends_outside_of_the_text_chooses_what_it_covers(
    workbench: Bench, beyond: str
) -> None:
    page = opened(workbench, UNCODED)
    box = page.locator(".text .block", has_text="Many of you have stopped").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 150, box["y"] + 12)
    page.mouse.down()
    if beyond == "right":
        page.mouse.move(box["x"] + box["width"] + 150, box["y"] + 12, steps=6)
    else:
        page.mouse.move(box["x"] + 100, 80, steps=6)
    page.mouse.up()
    expect(said(page)).to_contain_text("Chosen: ")
    if beyond == "right":
        words = said(page).inner_text().removeprefix("Chosen: ")
        assert words in page.locator(".text .block", has_text="Many of you").inner_text()


def test_chosen_words_that_are_dragged_away_leave_the_next_press_alone(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    drag(page, "The delta route is a mistake")
    before = said(page).inner_text()
    box = page.evaluate(
        "(box => [box.left + 20, box.top + 5])(getSelection().getRangeAt(0).getBoundingClientRect())"
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[0] + 60, box[1] + 60, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Outline").click()
    expect(page.get_by_role("heading", name="Outline")).to_be_visible()
    expect(said(page)).to_have_text(before)


def test_words_are_chosen_and_coded_by_keyboard_alone(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    keys = page.keyboard
    expect(page.locator(".text")).to_be_focused()
    keys.press("ArrowRight")
    expect(said(page)).to_have_text("Chosen: Dear")
    keys.press("ArrowDown")
    expect(said(page)).to_have_text("Chosen: Dear friends,")
    keys.press("Control+ArrowDown")
    expect(said(page)).to_contain_text("Many of you have stopped")
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    expect(said(page)).to_have_text("Chosen: I do")
    keys.press("e")
    expect(said(page)).to_contain_text("Chosen: I do not blame anyone")
    keys.press("c")
    keys.type("tovane")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("compulsory")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("-")
    keys.press("Enter")
    expect(
        page.get_by_role(
            "button", name="position: Mirel Tovane, Compulsory purchase of farmland, disagrees"
        )
    ).to_be_visible()
    expect(page.locator(".text")).to_be_focused()


def test_the_other_stance_on_the_same_is_three_keys_away(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    keys = page.keyboard
    keys.press("ArrowDown")
    keys.press("c")
    keys.type("tovane")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("delta route")
    keys.press("Tab")
    keys.press("+")
    keys.press("Enter")
    expect(
        page.get_by_role("button", name="position: Mirel Tovane, Delta route, agrees")
    ).to_be_visible()
    keys.press("ArrowDown")
    for key in ("=", "x", "Enter"):
        keys.press(key)
    expect(
        page.get_by_role("button", name="position: Mirel Tovane, Delta route, disagrees")
    ).to_be_visible()
    saved(page)
    assert [row["values"]["agreement"] for row in coded(workbench, UNCODED)] == [True, False]


def test_nested_statements_stand_side_by_side_and_a_press_lists_both(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    whole = page.get_by_role(
        "button", name=re.compile("^event: the Institute for Regional Studies")
    )
    part = page.get_by_role(
        "button", name=re.compile("^figure: the Institute for Regional Studies")
    )
    one, other = whole.bounding_box(), part.bounding_box()
    assert one is not None
    assert other is not None
    assert abs(one["x"] - other["x"]) >= one["width"] - 1
    page.locator(".text .block", has_text="Between 26 September").click(
        position={"x": 480, "y": 12}
    )
    listed = page.get_by_role("region", name="4 at this place")
    expect(listed.get_by_role("button")).to_have_count(4)
    listed.get_by_role("button").first.click()
    expect(page.get_by_role("region", name=re.compile("Statement|Suggestion"))).to_be_visible()


def test_a_statement_is_changed_where_it_stands(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("n")
    card = page.get_by_role("region", name="Statement")
    before = card.get_by_role("heading").first.inner_text()
    assert before == "Event"
    page.keyboard.press("Enter")
    form = page.get_by_role("form", name="Change the statement")
    form.get_by_label("place").fill("Corvale")
    form.get_by_role("button", name=re.compile("^End one word later")).click()
    form.get_by_role("button", name="Save").click()
    expect(card.get_by_text("Corvale")).to_be_visible()
    saved(page)
    changed = coded(workbench, CODED)[0]
    assert changed["values"]["place"] == "Corvale"
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^event: .*Corvale"))).to_be_visible()


def test_a_deleted_statement_comes_back_with_undo(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    bars = page.locator(".gutter button:not(.suggestion)")
    count = len(coded(workbench, CODED))
    page.keyboard.press("n")
    page.keyboard.press("Delete")
    expect(page.get_by_text(f"{count - 1} statements")).to_be_visible()
    saved(page)
    assert len(coded(workbench, CODED)) == count - 1
    page.keyboard.press("Control+z")
    expect(page.get_by_text(f"{count} statements")).to_be_visible()
    saved(page)
    assert len(coded(workbench, CODED)) == count
    assert bars.count() > 0


def test_looking_into_a_form_leaves_nothing_unfinished(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.get_by_role("form", name="Change the statement")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    expect(page.get_by_text("An unfinished statement")).to_have_count(0)


def test_an_undone_decision_brings_the_suggestion_back(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    waiting = page.locator(".gutter button.suggestion")
    waiting.first.wait_for()
    count = waiting.count()
    page.keyboard.press("N")
    page.keyboard.press("a")
    expect(waiting).to_have_count(count - 1)
    saved(page)
    page.keyboard.press("Control+z")
    expect(waiting).to_have_count(count)
    expect(page.get_by_text("0 statements")).to_be_visible()


def test_a_form_that_is_left_keeps_what_was_typed(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.keyboard.type("tovane")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Go on with it").click()
    expect(page.get_by_role("combobox", name="person")).to_have_value("Mirel Tovane")


def test_a_suggestion_is_accepted_and_another_rejected_in_the_text(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    waiting = page.locator(".gutter button.suggestion")
    count = waiting.count()
    page.keyboard.press("N")
    expect(page.get_by_role("region", name="Suggestion, not reviewed")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    page.keyboard.press("N")
    page.keyboard.press("r")
    expect(waiting).to_have_count(count - 2)
    saved(page)
    assert len(coded(workbench, UNCODED)) == 1
    assert document(workbench, UNCODED)["waiting"] == count - 2


def test_a_link_opens_at_its_words_and_at_its_statement(workbench: Bench) -> None:
    row = coded(workbench, CODED)[-1]
    page = opened(workbench, CODED, f"?statement={row['id']}")
    expect(page.get_by_role("region", name="Statement")).to_be_visible()
    bar = page.locator(f'.gutter button[data-id="{row["id"]}"]')
    expect(bar).to_be_in_viewport()
    expect(bar).to_have_attribute("aria-pressed", "true")
    page = opened(workbench, CODED, f"?at={row['start']}-{row['stop']}")
    expect(said(page)).to_contain_text("Chosen: ")


def test_the_arrow_to_the_left_goes_on_in_a_text_from_right_to_left(workbench: Bench) -> None:
    page = opened(workbench, "راه‌آهن ساحلی")
    text = page.locator(".text")
    expect(text).to_have_css("direction", "rtl")
    page.keyboard.press("ArrowLeft")
    first = page.evaluate("document.getSelection().toString()")
    page.keyboard.press("ArrowLeft")
    second = page.evaluate("document.getSelection().toString()")
    body = text.inner_text()
    assert body.index(first) < body.index(second)
    bar, words = page.locator(".gutter button").first.bounding_box(), text.bounding_box()
    assert bar is not None
    assert words is not None
    assert bar["x"] > words["x"] + words["width"] - 10


def test_words_are_found_in_the_text(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    page.keyboard.press("f")
    page.keyboard.type("percent")
    expect(page.get_by_role("status").get_by_text("1 of 11")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 11")).to_be_visible()
    page.get_by_label("Regular expression").check()
    page.get_by_label("Find in this text").fill(r"\d+ percent(")
    expect(page.get_by_text("This is no regular expression")).to_be_visible()
    page.get_by_label("Find in this text").fill(r"(\w+\s?)+§")
    expect(page.get_by_text("This pattern takes too long")).to_be_visible(timeout=8000)


def test_details_of_a_text_are_changed(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("i")
    page.get_by_label("Section").fill("Letters")
    page.get_by_role("button", name="Save the details").click()
    expect(page.get_by_text("The details are saved.")).to_be_visible()
    assert (
        asked(workbench, f"/api/documents/{document(workbench, UNCODED)['id']}")["section"]
        == "Letters"
    )


def painted(page: Page, awaited: str) -> list[str]:
    """Return which layers are painted on the text, as soon as one is whose name begins as awaited."""
    for _ in range(100):
        names: list[str] = page.evaluate(
            "[...CSS.highlights.keys()].filter(name => CSS.highlights.get(name).size > 0)"
        )
        if any(name.startswith(awaited) for name in names):
            return names
        page.wait_for_timeout(50)
    raise AssertionError(f"no layer {awaited} was painted")


def test_layers_are_switched_off_and_stay_so(workbench: Bench) -> None:
    page = opened(workbench, CODED)
    painted(page, "s2-")
    page.keyboard.press("l")
    page.get_by_role("checkbox", name="figure").uncheck()
    page.get_by_role("checkbox", name="Names and aliases").check()
    expect(page.locator(".gutter button[aria-label^='figure']")).to_have_count(0)
    page.reload()
    page.locator(".gutter button").first.wait_for()
    expect(page.locator(".gutter button[aria-label^='figure']")).to_have_count(0)
    assert not any(name.startswith("s2-") for name in painted(page, "mention"))


def test_coding_goes_on_without_the_server_and_is_sent_when_it_is_back(workbench: Bench) -> None:
    page = opened(workbench, UNCODED)
    workbench.server.kill()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.keyboard.type("tovane")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("button", name=re.compile("^position: Mirel Tovane; characters"))
    ).to_be_visible()
    expect(page.get_by_text("The server is gone")).to_be_visible()
    workbench.server.start()
    expect(page.get_by_text("All saved")).to_be_visible(timeout=15_000)
    assert len(coded(workbench, UNCODED)) == 1


def test_what_is_coded_in_another_window_appears_without_disturbing_the_form(
    workbench: Bench,
) -> None:
    page = opened(workbench, UNCODED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.keyboard.type("tov")
    other = workbench.window()
    other.goto(page.url)
    other.locator(".text .block").first.wait_for()
    for key in ("ArrowDown", "ArrowDown", "c", "Control+Enter"):
        other.keyboard.press(key)
    expect(page.get_by_role("button", name="position, nothing filled in")).to_be_visible(
        timeout=3000
    )
    expect(page.get_by_role("combobox", name="person")).to_have_value("tov")
    expect(page.get_by_role("combobox", name="person")).to_be_focused()


class TestFootnotes:
    @pytest.fixture
    def project_file(self, debate_project: Path, tmp_path: Path) -> Path:
        location = tmp_path / "notes.dissensus"
        location.write_bytes(debate_project.read_bytes())
        middle = "\n\n".join(
            f"Paragraph {n} of an invented text, to fill the page." for n in range(80)
        )
        (tmp_path / "notes.md").write_text(NOTES.format(middle=middle), encoding="utf-8")
        with open_project(location, coder="ann") as project:
            project.ingest([tmp_path / "notes.md"])
        return location

    def test_a_mark_leads_to_its_note_and_back(self, workbench: Bench) -> None:
        page = opened(workbench, "Who pays for the line")
        note = page.locator(".text .footnote", has_text="Minutes of an invented parliament")
        expect(note).not_to_be_in_viewport()
        page.get_by_role("button", name="Go to note 2").click()
        expect(note).to_be_in_viewport()
        page.get_by_role("button", name="Back from note 2 to the text").click()
        expect(
            page.locator(".text .block", has_text="Nobody else offers money")
        ).to_be_in_viewport()

    def test_words_after_an_emoji_are_coded_as_they_stand(self, workbench: Bench) -> None:
        page = opened(workbench, "Who pays for the line")
        drag(page, "Nobody else offers money")
        page.keyboard.press("c")
        page.keyboard.press("Control+Enter")
        saved(page)
        row = coded(workbench, "Who pays for the line")[0]
        with open_project(workbench.server.project, coder="ann") as project:
            (stored,) = [one for one in project.statements() if one.id == row["id"]]
        assert stored.quotation == "Nobody else offers money"


@pytest.mark.parametrize("key", ["", "n", "N", "o", "f", "l", "i", "ArrowDown c"])
def test_axe_finds_nothing_serious(workbench: Bench, key: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in workbench/")
    page = opened(workbench, CODED)
    for one in key.split():
        page.keyboard.press(one)
    page.wait_for_timeout(600)
    assert workbench.serious_findings() == []


def test_on_a_phone_the_form_is_a_sheet_that_hides_neither_its_words_nor_save(
    workbench: Bench,
) -> None:
    workbench.page.set_viewport_size({"width": 390, "height": 800})
    page = opened(workbench, UNCODED)
    assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")
    drag(page, "I thank its council")
    page.get_by_role("button", name="Code").click()
    form = page.get_by_role("form", name="New statement")
    form.get_by_role("combobox", name="person").fill("tov")
    form.get_by_role("option", name=re.compile("^Mirel Tovane")).click()
    expect(form.get_by_role("button", name="Save")).to_be_in_viewport()
    sheet = form.locator("xpath=..").bounding_box()
    words = page.evaluate(
        "(range => range.getBoundingClientRect().bottom)"
        "((([one]) => {const live = document.createRange(); live.setStart(one.startContainer, one.startOffset);"
        " live.setEnd(one.endContainer, one.endOffset); return live})([...CSS.highlights.get('chosen')]))"
    )
    assert sheet is not None
    assert words <= sheet["y"]
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Statement")).to_be_visible()

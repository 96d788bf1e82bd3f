from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dissensus.errors import ExchangeError, SpanError
from dissensus.report import Findings, Making, render, write
from tests.report.invented import HOSTILE, MADE, document, findings


@pytest.fixture(scope="module")
def page() -> str:
    return render(findings())


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return html.document_fromstring(page)


def test_equal_findings_give_equal_pages(page: str) -> None:
    assert render(findings()) == page


def test_the_order_of_documents_does_not_matter(page: str) -> None:
    built = findings()
    assert render(replace(built, documents=built.documents[::-1])) == page


def test_the_policy_allows_the_style_and_script_of_the_page_and_nothing_else(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for element in ("style", "script"):
        words = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert words
        digest = base64.b64encode(hashlib.sha256(words[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_nothing_on_the_page_leads_out_of_it(tree: Any) -> None:
    for attribute in ("href", "src", "srcset", "action", "data", "poster"):
        for value in tree.xpath(f"//@{attribute}"):
            assert value.startswith(("#", "data:,")), value
    assert "@import" not in "".join(tree.xpath("//style/text()"))
    assert "url(" not in "".join(tree.xpath("//style/text()"))


def test_no_element_has_a_style_or_a_handler_that_the_policy_would_refuse(
    tree: Any,
) -> None:
    names = {name for element in tree.iter() for name in element.attrib}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_a_hostile_title_is_shown_as_it_reads_and_does_nothing(tree: Any) -> None:
    assert len(tree.xpath("//script")) == 1
    titles = [
        "".join(t.itertext()) for t in tree.xpath("//details[@class='text']//summary/span[1]")
    ]
    assert HOSTILE in titles


def test_every_link_within_the_page_has_its_target(tree: Any) -> None:
    ids = set(tree.xpath("//@id"))
    assert not {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} - ids


def test_every_mark_names_statements_that_stand_in_the_list(tree: Any) -> None:
    ids = set(tree.xpath("//li/@id"))
    marks = tree.xpath("//a/@data-s")
    assert marks
    for numbers in marks:
        assert {f"s{n}" for n in numbers.split()} <= ids


def test_identities_occur_once(tree: Any) -> None:
    assert [name for name, n in Counter(tree.xpath("//@id")).items() if n > 1] == []


def test_every_statement_stands_once_in_the_list_and_once_in_its_text(
    tree: Any,
) -> None:
    assert len(tree.xpath("//li[starts-with(@id, 's')]")) == 13
    assert len(tree.xpath("//span[@class='at']")) == 13


def test_headings_go_down_one_step_at_a_time(tree: Any) -> None:
    levels = [int(h.tag[1]) for h in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 2
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert len(tree.xpath("//h1")) == 1


def test_header_cells_of_tables_say_what_they_head(tree: Any) -> None:
    assert tree.xpath("//th")
    assert not tree.xpath("//th[not(@scope)]")


def test_pictures_have_a_name_and_a_description(tree: Any) -> None:
    pictures = tree.xpath("//svg")
    assert len(pictures) == 3
    ids = set(tree.xpath("//@id"))
    for picture in pictures:
        assert {picture.get("aria-labelledby"), picture.get("aria-describedby")} <= ids


def test_every_picture_with_unreviewed_statements_says_so_in_itself(
    tree: Any,
) -> None:
    words = ["".join(p.itertext()) for p in tree.xpath("//svg[.//*[@class='warning']]")]
    assert len(words) == 2  # all relations are reviewed
    assert all("3 of 8" in w and "not reviewed" in w for w in words)


def test_texts_carry_their_language_and_choose_their_direction(tree: Any) -> None:
    article = tree.xpath("//article[@lang='fa']")
    assert article
    assert article[0].get("dir") == "auto"


def test_what_was_rejected_is_told_with_its_remedy(page: str) -> None:
    assert "scan.pdf" in page
    assert "Run text recognition." in page


def test_a_quotation_that_is_not_in_its_text_is_refused() -> None:
    built = findings()
    changed = tuple(replace(d, text="x" + d.text) for d in built.documents)
    with pytest.raises(SpanError, match="does not read as its quotation"):
        render(replace(built, documents=changed))


def test_a_statement_without_its_document_is_refused() -> None:
    built = findings()
    with pytest.raises(SpanError, match="do not hold"):
        render(replace(built, documents=built.documents[1:]))


@pytest.mark.parametrize(
    "documents",
    [(), (document(9, "Only words."),)],
    ids=["no text", "one text without statements"],
)
def test_next_to_nothing_still_gives_a_page(documents: tuple[object, ...]) -> None:
    page = render(
        Findings(title="", documents=documents, making=Making(made=MADE, version="0.1.0"))  # type: ignore[arg-type]
    )
    assert "No position has been coded" in page
    assert "No figure and no dated event" in page


def test_texts_too_long_for_a_page_leave_their_quotations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dissensus.report.texts.MOST_CHARACTERS", 100)
    tree: Any = html.document_fromstring(render(findings()))
    assert not tree.xpath("//article")
    assert len(tree.xpath("//li[starts-with(@id, 's')]")) == 13
    assert "too long for a page" in tree.text_content()
    ids = set(tree.xpath("//@id"))
    assert not {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} - ids


def test_a_page_is_written_whole(tmp_path: Path, page: str) -> None:
    write(findings(), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"gone.*Name a file"):
        write(findings(), tmp_path / "gone" / "report.html")

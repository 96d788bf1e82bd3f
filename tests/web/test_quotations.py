"""Facts about quotations: the words of a statement and those around it."""

from __future__ import annotations

from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.web.quotations import around, quoted
from dissensus.web.statements import by_ids
from dissensus.web.workbench import Workbench
from tests.store.conftest import a_document

WORDS = " ".join(f"word{n}" for n in range(100))


def test_the_words_around_a_span_are_cut_between_words() -> None:
    start = WORDS.index("word50")
    before, quotation, after = around(WORDS, start, start + 6)
    assert quotation == "word50"
    assert before.startswith("word")
    assert before.endswith("word49 ")
    assert after.startswith(" word51")
    assert after.endswith(tuple("0123456789"))
    assert 100 < len(before) <= 120
    assert f"{before}{quotation}{after} " in WORDS


def test_at_the_ends_of_a_text_there_is_nothing_more() -> None:
    assert around("One two.", 0, 8) == ("", "One two.", "")


def test_white_space_is_made_single_and_a_very_long_quotation_is_cut() -> None:
    assert around("A\n\n B", 0, 5)[1] == "A B"
    assert len(around("x" * 9_000, 0, 9_000)[1]) == 4_001


def test_quotations_come_in_the_order_asked_for_without_what_lies_in_the_trash(
    project: Project,
) -> None:
    texts = [
        a_document(f"🙂 Party {n} wants it.", title=f"Text {n}", date="2024") for n in range(3)
    ]
    project.add(texts, [], summary="")
    ids = [project.code(t, Span(2, 9), "position", organization="A").id for t in texts]
    project.delete([ids[1]])
    desk = Workbench(project)
    found = quoted(desk, [ids[2], ids[1], "nobody", ids[0]])
    assert [q["title"] for q in found] == ["Text 2", "Text 0"]
    first = found[0]
    assert (first["before"], first["quotation"], first["after"]) == (
        "🙂 ",
        "Party 2",
        " wants it.",
    )
    assert (first["statement"]["start"], first["statement"]["stop"]) == (3, 10)
    assert first["date"] == "2024"
    assert by_ids(desk, [ids[2]]) == [first["statement"]]

"""Lines with places, typed by hand: which belong together, and what they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dissensus.ingest.layout import Line, joint, laid_out, vocabulary
from dissensus.model.document import Role


def lines(*words: str, page: int = 0, top: float = 700, size: float = 10) -> list[Line]:
    return [
        Line(text, page, 72, 72 + 5 * len(text), top - 12 * i, size) for i, text in enumerate(words)
    ]


def told(pages: list[list[Line]]) -> list[tuple[str, Role | None]]:
    return [(" ".join(line.text for line in p.lines), p.role) for p in laid_out(pages)]


BODY = ("Some words of the body of this page,", "which has more than a line of them.")


def test_nothing_comes_of_nothing() -> None:
    assert laid_out([[], []]) == []


def test_entries_of_a_table_of_contents_are_links() -> None:
    page = lines(*BODY) + lines("Rents . . . . . . . 12", "Power ........ xii", top=640)
    assert told([page])[1:] == [
        ("Rents . . . . . . . 12", Role.LINKS),
        ("Power ........ xii", Role.LINKS),
    ]


def test_a_listing_in_small_type_is_no_list_of_notes() -> None:
    listing = lines("2 seats here", "2 seats there", "4 seats", top=300, size=7)
    assert Role.FOOTNOTE not in {role for _, role in told([lines(*BODY) + listing])}


def test_notes_are_counted() -> None:
    notes = lines("4 One source.", "5 Another one.", top=300, size=7)
    assert told([lines(*BODY) + notes])[1:] == [
        ("4 One source.", Role.FOOTNOTE),
        ("5 Another one.", Role.FOOTNOTE),
    ]


def test_a_number_that_stands_once_is_no_page_number() -> None:
    page = [*lines(*BODY), Line("7", 0, 300, 305, 30, 10)]
    assert Role.BOILERPLATE not in {role for _, role in told([page, lines("Other words.", page=1)])}


def test_a_number_apart_from_the_text_of_the_only_page_is_its_number() -> None:
    page = [*lines(*BODY), Line("- 7 -", 0, 300, 315, 30, 10)]
    assert told([page])[-1] == ("- 7 -", Role.BOILERPLATE)


def test_a_number_that_ends_the_text_of_the_only_page_is_text() -> None:
    assert Role.BOILERPLATE not in {role for _, role in told([lines(*BODY, "1984")])}


def test_header_and_number_that_stand_beside_each_other_are_one_row() -> None:
    pages = []
    for n in range(3):
        header = [Line("Gazette", n, 72, 110, 800, 8), Line(str(n + 1), n, 500, 505, 800.5, 8)]
        pages.append(header + lines(f"Words of page {'abc'[n]}, and more of them.", page=n))
    found = [words for words, role in told(pages) if role is Role.BOILERPLATE]
    assert sorted(found) == sorted(["Gazette"] * 3 + ["1", "2", "3"])


def test_a_broken_word_is_mended_by_what_the_document_knows() -> None:
    a, b = Line("It is co", 0, 0, 1, 1, 1, broken=True), Line("operative.", 0, 0, 1, 0, 1)
    assert joint(a, b, vocabulary(lines("cooperative"))) == ""
    assert joint(a, b, vocabulary(lines("co-operative"))) == "-"
    assert joint(a, b, frozenset()) == ""


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                text=st.sampled_from(
                    ["The words", "1 note", "12", "• point", "ends.", "Head", "x"]
                ),
                page=st.just(0),
                left=st.floats(0, 500),
                right=st.floats(0, 600),
                bottom=st.floats(-100, 900),
                size=st.sampled_from([6.0, 10.0, 10.5, 14.0]),
                bold=st.booleans(),
                broken=st.booleans(),
            ),
            max_size=12,
        ),
        max_size=5,
    )
)
def test_every_line_comes_out_once_and_pages_in_order(pages: list[list[Line]]) -> None:
    numbered = [[replace(line, page=n) for line in page] for n, page in enumerate(pages)]
    out = [line for paragraph in laid_out(numbered) for line in paragraph.lines]
    assert sorted(map(repr, out)) == sorted(repr(line) for page in numbered for line in page)
    assert [line.page for line in out] == sorted(line.page for line in out)

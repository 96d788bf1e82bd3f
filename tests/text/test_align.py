from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.span import Span
from dissensus.text.align import aligned, common_prefix, common_suffix
from tests.strategies import texts_with_spans

PERIODIC = st.text(alphabet="ab", max_size=200)


@given(PERIODIC, PERIODIC, st.integers(0, 60), st.integers(0, 60))
def test_the_common_prefix_is_what_counting_finds(a: str, b: str, i: int, j: int) -> None:
    i, j = min(i, len(a)), min(j, len(b))
    count = 0
    while i + count < len(a) and j + count < len(b) and a[i + count] == b[j + count]:
        count += 1
    assert common_prefix(a, b, start=(i, j)) == count


@given(PERIODIC, PERIODIC, st.integers(0, 200), st.integers(0, 200))
def test_the_common_suffix_is_what_counting_finds(a: str, b: str, i: int, j: int) -> None:
    i, j = min(i, len(a)), min(j, len(b))
    count = 0
    while count < min(i, j) and a[i - 1 - count] == b[j - 1 - count]:
        count += 1
    assert common_suffix(a, b, stop=(i, j)) == count


def test_a_limit_ends_the_comparison() -> None:
    assert common_prefix("same" * 99, "same" * 99, start=(0, 0), limit=150) == 150


@given(texts_with_spans(), texts_with_spans())
def test_aligned_words_are_equal(old: tuple[str, list[Span]], new: tuple[str, list[Span]]) -> None:
    text = old[0] + new[0] + old[0]
    alignment = aligned(text, new[0] + old[0])
    for span in old[1]:
        moved = alignment.map(span)
        assert moved is None or moved.of(new[0] + old[0]) == span.of(text)


def test_lines_in_another_order_keep_the_longest_run_in_place() -> None:
    lines = [f"This is line {name} of the text.\n" for name in "abcdef"]
    old, new = "".join(lines), "".join([*lines[1:], lines[0]])
    size = len(lines[0])
    alignment = aligned(old, new)
    assert alignment.map(Span(size, 3 * size)) == Span(0, 2 * size)
    assert alignment.map(Span(0, size)) is None


def test_texts_without_a_common_word_are_not_aligned() -> None:
    assert aligned("one two three four five", "uno dos tres cuatro cinco").map(Span(0, 3)) is None

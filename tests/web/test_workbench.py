"""Facts about what is kept of a project, and when it is read again."""

from __future__ import annotations

import threading

from dissensus.model.document import text_hash
from dissensus.model.span import Span
from dissensus.project import Project
from dissensus.web.workbench import Workbench
from tests.store.conftest import a_document


def test_what_was_read_is_kept_until_a_row_it_depends_on_changes(project: Project) -> None:
    desk = Workbench(project)
    read: list[int] = []

    def make(_: object) -> int:
        read.append(1)
        return len(read)

    def look() -> int:
        return desk.kept("x", frozenset({"entity"}), make)

    assert (look(), look()) == (1, 1)
    project.add([a_document("A text.")], [], summary="")  # another table
    assert look() == 1
    document = next(project.documents())
    project.code(document, Span(0, 1), "position", organization="Somebody new")
    assert look() == 2


def test_two_who_ask_at_once_read_once(project: Project) -> None:
    desk = Workbench(project)
    read: list[int] = []
    begun, go = threading.Event(), threading.Event()

    def slowly(_: object) -> int:
        read.append(1)
        begun.set()
        go.wait(5)
        return 7

    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(desk.kept("x", frozenset(), slowly)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    begun.wait(5)
    go.set()
    for thread in threads:
        thread.join(5)
    assert (read, found) == ([1], [7, 7, 7])


def test_the_names_of_the_codebook_follow_what_others_write(project: Project) -> None:
    desk = Workbench(project)
    assert desk.names().find("actor", "Party C") is None
    project.add([a_document("A text.")], [], summary="")
    project.code(next(project.documents()), Span(0, 1), "position", organization="Party C")
    assert desk.names().find("actor", "Party C") is not None


def test_a_text_is_read_once(project: Project) -> None:
    desk = Workbench(project)
    project.add([a_document("A text.")], [], summary="")
    key = text_hash(next(project.documents()).text)
    text = desk.text(key)
    assert text.body == "A text."
    assert desk.text(key) is text

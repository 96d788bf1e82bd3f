"""Facts about texts in a project: one document for the same bytes, versions for changed ones."""

from __future__ import annotations

import pytest

from dissensus.errors import NotFound
from dissensus.ingest import Read, Rejected
from dissensus.intake import IngestReport, take_in
from dissensus.model.document import Document, Region, Role
from dissensus.model.span import OffsetMap, Span
from dissensus.project import Project
from tests.store.conftest import a_document


def take(project: Project, *documents: Document) -> IngestReport:
    outcomes = [Read(d) for d in documents]
    return take_in(project.store, outcomes, coder=project._who(), summary="texts")


def test_a_document_comes_back_as_it_was_stored(project: Project) -> None:
    document = Document(
        text="Title\n\nBody 👍 [1]",
        title="Title",
        author="Ames",
        source="Herald",
        regions=(Region(Span(0, 5), Role.TITLE), Region(Span(14, 17), Role.FOOTNOTE_MARK)),
        pages=(0, 7),
        origin=OffsetMap((0, 7), (0, 9)),
        language="en",
    )
    project.add([document], [], summary="one")
    (stored,) = project.documents()
    assert stored == document


def test_the_same_bytes_twice_are_one_document(project: Project) -> None:
    first = a_document("One text.", location="a.txt")
    copy = a_document("One text.", location="b/copy.txt")
    assert len(take(project, first, copy).added) == 1
    report = take(project, a_document("One text.", location="c.txt"))
    assert (report.known, report.added) == (1, [])
    assert len(list(project.documents())) == 1


def test_other_bytes_with_the_same_words_from_the_same_place_are_known(project: Project) -> None:
    take(project, a_document("One text.", location="a.txt"))
    again = a_document("One text.", location="a.txt")
    source = again.provenance.source  # type: ignore[union-attr]
    from dataclasses import replace

    again = replace(
        again,
        provenance=replace(again.provenance, source=replace(source, sha256="other")),  # type: ignore[type-var]
    )
    assert take(project, again).known == 1


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays(project: Project) -> None:
    take(project, a_document("The old words.", location="a.txt"))
    report = take(project, a_document("The new words.", location="a.txt"))
    assert len(report.changed) == 1
    (document,) = project.documents()
    assert (document.version, document.text) == (2, "The new words.")
    from dissensus.store import documents

    with project.store.read() as connection:
        assert documents.get(connection, document.id, version=1).text == "The old words."


def test_statements_on_unchanged_words_move_along(project: Project) -> None:
    take(project, a_document("Party A wants the toll. End.", location="a.txt"))
    (document,) = project.documents()
    statement = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    take(project, a_document("News first. Party A wants the toll. End.", location="a.txt"))
    (moved,) = project.statements([statement.id])
    assert (moved.version, moved.span, moved.flag) == (2, Span(12, 35), "")
    assert project.check() == []


def test_statements_on_changed_words_are_flagged_and_keep_the_old_version(project: Project) -> None:
    take(project, a_document("Party A wants the toll. End.", location="a.txt"))
    (document,) = project.documents()
    statement = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    report = take(project, a_document("Party A hates the toll. End.", location="a.txt"))
    assert report.flagged == 1
    (kept,) = project.statements([statement.id])
    assert (kept.version, kept.quotation) == (1, "Party A wants the toll.")
    assert kept.flag == "its words changed in version 2"
    assert project.check() == []


def test_a_flag_goes_when_the_words_come_back(project: Project) -> None:
    take(project, a_document("Party A wants the toll. End.", location="a.txt"))
    (document,) = project.documents()
    statement = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    take(project, a_document("Party A hates the toll. End.", location="a.txt"))
    take(project, a_document("So: Party A wants the toll. End!", location="a.txt"))
    (back,) = project.statements([statement.id])
    assert (back.version, back.span, back.flag) == (3, Span(4, 27), "")


def test_a_new_version_is_undone_as_a_whole(project: Project) -> None:
    take(project, a_document("Party A wants the toll. End.", location="a.txt"))
    (document,) = project.documents()
    project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    take(project, a_document("News first. Party A wants the toll. End.", location="a.txt"))
    project.undo()
    (statement,) = project.statements()
    assert (statement.version, statement.span) == (1, Span(0, 23))
    assert next(project.documents()).version == 1
    assert project.check() == []


def test_metadata_somebody_edited_survives_a_new_version(project: Project) -> None:
    take(project, a_document("Old.", location="a.txt", title="Old title"))
    (document,) = project.documents()
    project.edit_document(document.id, source="Herald")
    take(project, a_document("New.", location="a.txt", title="New title"))
    (document,) = project.documents()
    assert (document.title, document.source) == ("New title", "Herald")


def test_near_duplicates_share_a_group_and_others_have_none(project: Project) -> None:
    text = " ".join(
        f"The council of town number {n} met and spoke of the bridge." for n in range(40)
    )
    take(
        project,
        a_document(text, location="a.txt"),
        a_document(text + " (Agency)", location="b.txt"),
        a_document("Something else altogether, about the weather of last week.", location="c.txt"),
    )
    a, b, c = sorted(
        project.documents(), key=lambda d: d.text[-8:] == "(Agency)" or d.text[0] == "S"
    )
    groups = {d.text[:3] + d.text[-8:]: d.group for d in (a, b, c)}
    assert groups["The(Agency)"] == groups["The bridge."] != ""
    assert [g for k, g in groups.items() if k.startswith("Som")] == [""]


def test_rejected_files_are_told_and_do_not_stop_the_rest(project: Project) -> None:
    outcomes: list[Read | Rejected] = [
        Rejected("bad.pdf", "bad.pdf holds only scanned pages.", "Run text recognition first."),
        Read(a_document("Good.", location="good.txt")),
    ]
    report = take_in(project.store, outcomes, coder=project._who(), summary="texts")
    assert (report.found, len(report.added)) == (2, 1)
    assert report.rejected[0].location == "bad.pdf"


def test_a_document_is_found_by_file_name_title_or_identity(project: Project) -> None:
    document = a_document("One.", location="texts/a.txt", title="On tolls")
    take(project, document)
    for name in ("a.txt", "texts/a.txt", "On tolls", document.id, document.id[:13]):
        assert project.document(name).id == document.id
    with pytest.raises(NotFound, match="no document"):
        project.document("b.txt")


def test_a_file_whose_metadata_changed_keeps_its_words_and_statements(project: Project) -> None:
    from dataclasses import replace

    take(project, a_document("Party A wants the toll. End.", location="a.txt", date="2024-01-01"))
    (document,) = project.documents()
    statement = project.code(document, Span(0, 23), "position", organization="A", concept="Toll")
    again = a_document("Party A wants the toll. End.", location="a.txt", date="2024-02-01")
    source = replace(again.provenance.source, sha256="other")  # type: ignore[union-attr]
    provenance = replace(again.provenance, source=source)  # type: ignore[type-var]
    report = take(project, replace(again, provenance=provenance))
    assert (len(report.changed), report.flagged) == (1, 0)
    (document,) = project.documents()
    assert (str(document.date), document.version) == ("2024-02-01", 2)
    (moved,) = project.statements([statement.id])
    assert (moved.span, moved.version, moved.flag) == (Span(0, 23), 2, "")
    assert project.check() == []

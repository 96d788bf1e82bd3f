"""Several spellings of one outlet, and copies of one text: invented."""

from __future__ import annotations

from pathlib import Path

from dissensus.exchange.codebook import load_codebook
from dissensus.project import Project, create

CODEBOOK = """
statement_types:
  position:
    variables:
      organization: {type: entity, entities: actor}
      concept: {type: entity, entities: concept}
      agreement: {type: boolean}
entities:
  actor:
    - {name: Harbor Courier, attributes: {type: outlet}}
    - {name: Mara Venn, attributes: {type: person}}
  concept:
    - {name: Bridge toll}
"""


def _project(folder: Path, texts: dict[str, str]) -> Project:
    book = folder / "codebook.yaml"
    book.write_text(CODEBOOK, "utf-8")
    project = create(folder / "a.dissensus", load_codebook(book))
    places = []
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        places.append(folder / name)
    project.ingest(places)
    return project


def _front(source: str, text: str) -> str:
    return f"---\nsource: {source}\n---\n\n{text}\n"


def test_an_outlet_gets_the_name_the_codebook_has_for_it(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        {
            "a.md": _front("harbor-courier", "The bridge toll is a mistake."),
            "b.md": _front("www.harborcourier.example", "The toll came in spring."),
        },
    )
    assert {d.source for d in project.documents()} == {"Harbor Courier"}


def test_the_spelling_that_was_read_stays_in_the_evidence(tmp_path: Path) -> None:
    project = _project(tmp_path, {"a.md": _front("harbor-courier", "The bridge toll came.")})
    (document,) = project.documents()
    assert document.provenance is not None
    assert "harbor-courier" in document.provenance.evidence["source"]


def test_an_outlet_the_codebook_does_not_know_keeps_its_spelling(tmp_path: Path) -> None:
    project = _project(tmp_path, {"a.md": _front("valley-post", "The bridge toll came.")})
    assert [d.source for d in project.documents()] == ["valley-post"]


def test_a_person_is_no_outlet(tmp_path: Path) -> None:
    project = _project(tmp_path, {"a.md": _front("mara-venn", "The bridge toll came.")})
    assert [d.source for d in project.documents()] == ["mara-venn"]

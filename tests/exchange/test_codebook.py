"""Facts about codebook files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus import debate
from dissensus.errors import CodebookError
from dissensus.exchange.codebook import dump_codebook, load_codebook, parse_codebook
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment


def plain(codebook: Codebook) -> Codebook:
    """The same codebook without identities, which a file does not hold."""
    return replace(
        codebook,
        statement_types=tuple(
            replace(t, id="", variables=tuple(replace(v, id="") for v in t.variables))
            for t in codebook.statement_types
        ),
        entities=tuple(replace(e, id="") for e in codebook.entities),
    )


def test_without_statement_types_the_four_built_in_ones_are_there() -> None:
    codebook = parse_codebook("title: x")
    assert [t.name for t in codebook.statement_types] == ["position", "relation", "figure", "event"]


def test_a_built_in_type_can_be_kept_by_its_bare_name_and_the_others_dropped() -> None:
    codebook = parse_codebook("statement_types:\n  position:\n")
    (position,) = codebook.statement_types
    assert [v.name for v in position.variables] == [
        "person",
        "organization",
        "concept",
        "agreement",
    ]


def test_entities_have_aliases_attributes_definition_and_parent() -> None:
    codebook = parse_codebook(
        """
entities:
  actor:
    - Group
    - name: Wing
      aliases: [The Wing, W.]
      attributes: {type: party, leader: {value: Ames, since: 2019-06, until: 2021}}
      definition: A part of it.
      parent: Group
      color: "#00FF7f"
"""
    )
    assert plain(codebook).entities[1] == Entity(
        id="",
        kind="actor",
        name="Wing",
        aliases=("The Wing", "W."),
        attributes=(
            Attribute("type", "party"),
            Attribute("leader", "Ames", Moment.parse("2019-06"), Moment.parse("2021")),
        ),
        definition="A part of it.",
        parent="Group",
        color="#00ff7f",
    )


def test_words_yaml_would_turn_into_something_else_stay_words() -> None:
    codebook = parse_codebook("entities:\n  actor: [No, Yes, 1848, 2020-01-01, null-party]")
    names = [e.name for e in codebook.entities]
    assert names == ["No", "Yes", "1848", "2020-01-01", "null-party"]


def test_a_comma_in_an_unquoted_text_inside_braces_is_text() -> None:
    codebook = parse_codebook(
        "entities:\n  concept:\n    - {name: Toll, definition: Ships, trains and lorries pay, all of them.}"
    )
    assert codebook.entities[0].definition == "Ships, trains and lorries pay, all of them."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel: x", "book:1: found the key 'titel'.*did you mean 'title'"),
        (
            "statement_types:\n  p:\n    variables:\n      a: {type: entitty}",
            "book:4: found the type 'entitty'.*did you mean 'entity'",
        ),
        (
            "statement_types:\n  p:\n    variables:\n      a: {typ: text}",
            "book:4: found the key 'typ'",
        ),
        ("statement_types:\n  p: {color: '#000000'}", "book:2: found 'p' without variables"),
        (
            "statement_types:\n  p:\n    variables:\n      a: {type: integer, values: [1, x]}",
            "book:4: found 'x'; expected an integer",
        ),
        (
            "statement_types:\n  p:\n    color: blue\n    variables: {a: text}",
            "book:3: found the color",
        ),
        (
            "statement_types:\n  p:\n    variables:\n      document.id: text",
            "book:4: found the variable 'document.id'",
        ),
        (
            "entities:\n  aktor: [A]",
            "book:2: found the kind of entity 'aktor'.*did you mean 'actor'",
        ),
        (
            "entities:\n  actor:\n    - {name: A, aliases: [B]}\n    - B",
            "book:4: found 'B', which already",
        ),
        ("entities:\n  actor: [A, A]", "book:2: found 'A', which already names 'A'"),
        ("entities:\n  actor:\n    - {name: A, parent: X}", "book:3: found the parent 'X'"),
        ("entities:\n  actor:\n    - {name: A, parent: A}", "book:3: found 'A' below itself"),
        (
            "entities:\n  actor:\n    - {name: A, parent: B}\n    - {name: B, parent: A}",
            "book:4: found 'B' below itself",
        ),
        (
            "entities:\n  actor:\n    - {aliases: [B]}",
            "book:3: found an entity of actor without a name",
        ),
        ("entities:\n  actor:\n    - {name: A, alias: [B]}", "did you mean 'aliases'"),
        ("entities: {actor: 3}", "book:1: found '3' in entities: actor; expected a list"),
        (
            "entities:\n  actor:\n    - {name: A, attributes: {x: {value: 1, since: soon}}}",
            "book:3: found 'soon'; expected a date",
        ),
        ("title: a\ntitle: b", "book:2: found 'title' twice"),
        ("a: [", "book:.*not valid YAML"),
        ("x: &a 1\ny: *a", r"book:2: found the YAML alias '\*a'"),
        ("", "book:1: found an empty file"),
        ("- a\n- b", "book:1: found a list"),
        ("a: " + "[" * 40 + "]" * 40, "nested more than"),
    ],
)
def test_a_broken_codebook_names_the_line_what_was_found_and_what_was_expected(
    text: str, message: str
) -> None:
    with pytest.raises(CodebookError, match=message):
        parse_codebook(text, name="book")


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(CodebookError) as error:
        parse_codebook("titel: x\nlang: en\n", name="book")
    assert "book:1" in str(error.value)
    assert "book:2" in str(error.value)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes("title: Größe".encode("latin-1"))
    with pytest.raises(CodebookError, match="not UTF-8"):
        load_codebook(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="can't be read"):
        load_codebook(tmp_path / "none.yaml")


def test_the_example_debates_codebook_reads_back_the_same() -> None:
    codebook = load_codebook(debate.codebook())
    assert plain(parse_codebook(dump_codebook(codebook))) == plain(codebook)


def test_a_researchers_codebook_reads(shared: Path) -> None:
    codebook = load_codebook(shared / "seeds" / "codebook.yaml")
    assert len(codebook.of_kind("concept")) == 18
    assert plain(parse_codebook(dump_codebook(codebook))) == plain(codebook)


words = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029\x85"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)
names = st.lists(words, min_size=1, max_size=6, unique=True)


@given(names=names, definition=words, title=words, value=words)
def test_any_codebook_reads_back_the_same(
    names: list[str], definition: str, title: str, value: str
) -> None:
    codebook = Codebook(
        title=title,
        statement_types=(
            StatementType(
                id="",
                name="claim",
                color="#00ff00",
                variables=(
                    Variable(id="", name="who", data_type=DataType.ENTITY, entities="actor"),
                    Variable(id="", name="level", data_type=DataType.INTEGER, values=(-1, 0, 1)),
                    Variable(id="", name="note", data_type=DataType.TEXT, definition=definition),
                ),
            ),
        ),
        entities=(
            Entity(
                id="",
                kind="actor",
                name=names[0],
                aliases=tuple(names[1:]),
                attributes=(Attribute("party", value),),
                definition=definition,
            ),
        ),
    )
    assert plain(parse_codebook(dump_codebook(codebook))) == codebook

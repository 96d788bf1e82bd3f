"""Codebooks as YAML files: read with line-exact errors, written so that they read back the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from dissensus.errors import CodebookError
from dissensus.exchange.yaml_nodes import NodeReader, Problem, compose
from dissensus.model.codebook import (
    Codebook,
    DataType,
    StatementType,
    Variable,
    built_in_types,
)
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment

__all__ = ["dump_codebook", "load_codebook", "parse_codebook"]

_MAX_BYTES: Final = 16 * 1024 * 1024
_RESERVED: Final = ("statement.", "document.")


def load_codebook(path: str | Path) -> Codebook:
    """Read a codebook file; ``CodebookError`` names every problem with file and line."""
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CodebookError(
                f"{path} has more than {_MAX_BYTES // 2**20} MiB.",
                remedy="Is it a codebook? One usually has a few thousand lines at most.",
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CodebookError(
            f"{path} can't be read: {error.strerror}.", remedy="Check the path and its permissions."
        ) from None
    except UnicodeDecodeError as error:
        raise CodebookError(
            f"{path} is not UTF-8 text (byte {error.start}).", remedy="Save it as UTF-8."
        ) from None
    return parse_codebook(text, name=str(path))


def parse_codebook(text: str, *, name: str = "codebook") -> Codebook:
    """Read a codebook from YAML text; ``name`` stands for it in errors. Cost: O(length)."""
    reader = _CodebookReader(name)
    codebook = reader.read(compose(text, name))
    reader.finish()
    return codebook


def dump_codebook(codebook: Codebook) -> str:
    """Write a codebook as YAML that ``parse_codebook`` reads back the same."""
    kinds = dict.fromkeys(e.kind for e in codebook.entities)
    content = {
        "title": codebook.title,
        "language": codebook.language,
        "instructions": codebook.instructions,
        "statement_types": {t.name: _type_content(t) for t in codebook.statement_types},
        "entities": {kind: [_entity_content(e) for e in codebook.of_kind(kind)] for kind in kinds},
    }
    kept = {key: value for key, value in content.items() if value or key == "statement_types"}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _type_content(statement_type: StatementType) -> dict[str, object]:
    variables: dict[str, object] = {}
    for v in statement_type.variables:
        content = {
            "type": v.data_type.value,
            "entities": v.entities if v.entities != v.name else "",
            "values": list(v.values),
            "definition": v.definition,
        }
        variables[v.name] = {key: value for key, value in content.items() if value}
    content = {"color": statement_type.color, "definition": statement_type.definition}
    return {**{key: value for key, value in content.items() if value}, "variables": variables}


def _entity_content(entity: Entity) -> dict[str, object]:
    attributes: dict[str, object] = {}
    for a in entity.attributes:
        value: object = a.value
        if a.since or a.until:
            bounds = {"value": a.value, "since": a.since, "until": a.until}
            value = {key: str(bound) for key, bound in bounds.items() if bound is not None}
        if a.name in attributes:  # several values, each for its time
            earlier = attributes[a.name]
            value = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        attributes[a.name] = value
    content = {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "attributes": attributes,
        "definition": entity.definition,
        "parent": entity.parent,
        "color": entity.color,
    }
    return {key: value for key, value in content.items() if value}


_TOP: Final = ("title", "language", "instructions", "statement_types", "entities")
_TYPE: Final = ("color", "definition", "variables")
_VARIABLE: Final = ("type", "entities", "values", "definition")
_ENTITY: Final = ("name", "aliases", "attributes", "definition", "parent", "color")
_ATTRIBUTE: Final = ("value", "since", "until")


class _CodebookReader(NodeReader):
    """Walks the nodes of a codebook."""

    def read(self, root: yaml.Node | None) -> Codebook:
        if root is None:
            self.problems.append(Problem(self.name, 1, "an empty file", "a codebook"))
            return Codebook()
        top = dict(self.mapping(root, _TOP, "the codebook"))
        types = built_in_types()
        if "statement_types" in top:
            types = tuple(self.statement_types(top["statement_types"]))
        entities: list[Entity] = []
        if "entities" in top:
            known = {v.entities for t in types for v in t.variables if v.entities}
            for kind, node in self.mapping(top["entities"], None, "entities"):
                if known and kind.value not in known:
                    self.unknown(kind, "kind of entity", tuple(sorted(known)))
                entities.extend(self.entities(kind.value, node))
        self.finish()  # what follows would trip over the first problem and hide the others
        return Codebook(
            title=self.scalar(top.get("title")),
            language=self.scalar(top.get("language")),
            instructions=self.scalar(top.get("instructions")),
            statement_types=types,
            entities=tuple(entities),
        )

    # statement types --------------------------------------------------------------------------

    def statement_types(self, node: yaml.Node) -> Iterator[StatementType]:
        built_in = {t.name: t for t in built_in_types()}
        for key, value in self.mapping(node, None, "statement_types"):
            if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
                if key.value in built_in:
                    yield built_in[key.value]
                else:
                    self.problem(
                        key, f"{key.value!r} without variables", "variables: {name: {type: …}}"
                    )
                continue
            parts = dict(self.mapping(value, _TYPE, f"statement type {key.value!r}"))
            variables = tuple(self.variables(parts["variables"])) if "variables" in parts else ()
            if not variables and key.value in built_in:
                variables = built_in[key.value].variables
            if not variables:
                self.problem(
                    key, f"{key.value!r} without variables", "variables: {name: {type: …}}"
                )
            yield StatementType(
                name=key.value,
                variables=variables,
                color=self.color(parts.get("color")),
                definition=self.scalar(parts.get("definition")),
            )

    def variables(self, node: yaml.Node) -> Iterator[Variable]:
        types = tuple(t.value for t in DataType)
        for key, value in self.mapping(node, None, "variables"):
            if key.value.startswith(_RESERVED) or not key.value.strip():
                self.problem(
                    key,
                    f"the variable {key.value!r}",
                    "a name not beginning with statement. or document.",
                )
            if isinstance(value, yaml.ScalarNode):  # person: entity
                parts: dict[str, yaml.Node] = {"type": value}
            else:
                parts = dict(self.mapping(value, _VARIABLE, f"variable {key.value!r}"))
            if "type" not in parts:
                self.problem(
                    key, f"{key.value!r} without a type", f"type: one of {', '.join(types)}"
                )
                continue
            kind = parts["type"]
            if self.scalar(kind) not in types:
                if isinstance(kind, yaml.ScalarNode):
                    self.unknown(kind, "type", types)
                continue
            data_type = DataType(self.scalar(kind))
            entities = self.scalar(parts.get("entities"))
            if entities and data_type is not DataType.ENTITY:
                self.problem(
                    parts["entities"], f"entities of a {data_type} variable", "type: entity"
                )
            yield Variable(
                name=key.value,
                data_type=data_type,
                entities=(entities or key.value) if data_type is DataType.ENTITY else "",
                values=tuple(self.values(parts.get("values"), data_type)),
                definition=self.scalar(parts.get("definition")),
            )

    def values(self, node: yaml.Node | None, data_type: DataType) -> Iterator[int | float | str]:
        readers = {DataType.INTEGER: int, DataType.NUMBER: float, DataType.TEXT: str}
        if node is None:
            return
        if data_type not in readers:
            self.problem(
                node, f"values of a {data_type} variable", "an integer, number or text variable"
            )
            return
        for value in self.sequence(node, "values"):
            text = self.scalar(value, "values")
            try:
                yield readers[data_type](text)
            except ValueError:
                self.problem(
                    value, repr(text), f"{'an' if data_type == 'integer' else 'a'} {data_type}"
                )

    def color(self, node: yaml.Node | None) -> str:
        text = self.scalar(node, "color")
        digits = text.removeprefix("#")
        if (
            node is not None
            and text
            and (
                not text.startswith("#")
                or len(digits) != 6
                or any(c not in "0123456789abcdefABCDEF" for c in digits)
            )
        ):
            self.problem(node, f"the color {text!r}", 'a color like "#64c8be" (in quotation marks)')
        return text.lower()

    # entities ---------------------------------------------------------------------------------

    def entities(self, kind: str, node: yaml.Node) -> Iterator[Entity]:
        owner: dict[str, str] = {}
        parents: dict[str, tuple[yaml.Node, str]] = {}
        for entry in self.sequence(node, f"entities: {kind}"):
            if isinstance(entry, yaml.ScalarNode):
                parts: dict[str, yaml.Node] = {"name": entry}
            else:
                parts = dict(self.mapping(entry, _ENTITY, f"an entity of {kind}"))
            name = self.scalar(parts.get("name"), "name")
            if not name:
                self.problem(entry, f"an entity of {kind} without a name", "name: …")
                continue
            aliases = []
            if "aliases" in parts:
                for alias_node in self.sequence(parts["aliases"], f"aliases of {name!r}"):
                    alias = self.scalar(alias_node, "aliases")
                    if alias and alias != name and alias not in aliases:
                        aliases.append(alias)
            for wording in (name, *aliases):
                if wording in owner:
                    self.problem(
                        entry,
                        f"{wording!r}, which already names {owner[wording]!r}",
                        "one entity for each wording",
                    )
                owner[wording] = name
            if "parent" in parts:
                parents[name] = (parts["parent"], self.scalar(parts["parent"]))
            yield Entity(
                kind=kind,
                name=name,
                aliases=tuple(aliases),
                attributes=tuple(self.attributes(parts.get("attributes"), name)),
                definition=self.scalar(parts.get("definition")),
                parent=self.scalar(parts.get("parent")),
                color=self.color(parts.get("color")),
            )
        above = {name: parent for name, (_, parent) in parents.items()}
        for name, (parent_node, parent) in parents.items():
            if owner.get(parent) != parent and isinstance(parent_node, yaml.ScalarNode):
                self.unknown(parent_node, "parent", tuple(sorted(set(owner.values()))))
            seen: set[str] = set()
            while parent in above and parent not in seen:
                seen.add(parent)
                parent = above[parent]
            if name in seen:
                self.problem(parent_node, f"{name!r} below itself", "a parent that stands above it")

    def attributes(self, node: yaml.Node | None, name: str) -> Iterator[Attribute]:
        if node is None:
            return
        for key, value in self.mapping(node, None, f"attributes of {name!r}"):
            entries = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for entry in entries:
                if isinstance(entry, yaml.MappingNode):
                    parts = dict(self.mapping(entry, _ATTRIBUTE, f"attribute {key.value!r}"))
                else:
                    parts = {"value": entry}
                yield Attribute(
                    key.value,
                    self.scalar(parts.get("value"), f"attribute {key.value!r}"),
                    since=self.moment(parts.get("since")),
                    until=self.moment(parts.get("until")),
                )

    def moment(self, node: yaml.Node | None) -> Moment | None:
        text = self.scalar(node, "a date")
        if node is None or not text:
            return None
        try:
            return Moment.parse(text)
        except ValueError:
            self.problem(node, repr(text), "a date like 2019, 2019-06 or 2019-06-05")
            return None

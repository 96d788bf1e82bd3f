"""Which line of a YAML file says that? ``compose``, ``NodeReader``"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from dissensus.errors import CodebookError

__all__ = ["NodeReader", "Problem", "compose"]

_MAX_DEPTH: Final = 12
_MOST_PROBLEMS: Final = 20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str, name: str) -> yaml.Node | None:
    """Read YAML text as a tree of nodes that know their lines; ``name`` stands for it in errors."""
    try:
        _refuse_bombs(text, name)
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise CodebookError(
            f"{name}{line}: not valid YAML: {error.problem or error.context}.",
            remedy="Check indentation, colons and quotation marks there.",
        ) from None
    except yaml.YAMLError as error:
        raise CodebookError(f"{name}: not valid YAML: {error}.") from None
    return root


def _refuse_bombs(text: str, name: str) -> None:
    """Refuse aliases and deep nesting before any tree is built: both can blow up without bound."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise CodebookError(
                f"{name}:{line}: found the YAML alias '*{event.anchor}'.",
                remedy="Codebooks use no anchors and aliases; write the value out.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise CodebookError(f"{name}:{line}: nested more than {_MAX_DEPTH} levels deep.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(place: yaml.Node | yaml.Event) -> int:
    return place.start_mark.line + 1 if place.start_mark else 1


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which line, and what should stand there."""

    name: str
    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: found {self.found}; expected {self.expected}."


@dataclass
class NodeReader:
    """Takes nodes apart and gathers every problem on the way, so that all are told at once."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def finish(self) -> None:
        """Raise ``CodebookError`` with the problems gathered, if any."""
        if self.problems:
            shown = [str(p) for p in sorted(self.problems, key=lambda p: p.line)[:_MOST_PROBLEMS]]
            more = len(self.problems) - len(shown)
            raise CodebookError("\n".join(shown) + (f"\n… and {more} more." if more else ""))

    def problem(self, node: yaml.Node, found: str, expected: str) -> None:
        """Note that ``found`` stands at ``node`` where ``expected`` should."""
        self.problems.append(Problem(self.name, _line(node), found, expected))

    def unknown(self, node: yaml.ScalarNode, what: str, known: tuple[str, ...]) -> None:
        """Note that a name is not among the known ones, with the nearest of them."""
        close = difflib.get_close_matches(node.value, known, n=1)
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        self.problem(node, f"the {what} {node.value!r}", f"one of {', '.join(known)}{hint}")

    def mapping(
        self, node: yaml.Node, keys: tuple[str, ...] | None, where: str
    ) -> Iterator[tuple[Any, yaml.Node]]:
        """Yield (key, value node) pairs; with ``keys`` given, the key as text, else as its node.

        Inside braces an unquoted text breaks at its commas: ``{name: A, definition: this, that}`` has
        the "key" ``that`` without a value. People write so; such a piece goes back to the text before.
        """
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"{_kind(node)} in {where}", "keys with values (key: value)")
            return
        pairs: list[tuple[yaml.ScalarNode, yaml.Node]] = []
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, f"{_kind(key)} as a key in {where}", "a plain word")
            elif keys is not None and key.value not in keys:
                before = pairs[-1][1] if pairs and node.flow_style else None
                if _continues(before, key, value, keys):
                    assert isinstance(before, yaml.ScalarNode)
                    before.value = f"{before.value}, {key.value}"
                else:
                    self.unknown(key, "key", keys)
            elif key.value in seen:
                self.problem(key, f"{key.value!r} twice in {where}", "each key once")
            else:
                seen.add(key.value)
                pairs.append((key, value))
        for key, value in pairs:
            yield (key if keys is None else key.value), value

    def sequence(self, node: yaml.Node, where: str) -> list[yaml.Node]:
        """Return the entries of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return []
        self.problem(
            node, f"{_kind(node)} in {where}", "a list ([a, b] or lines that begin with -)"
        )
        return []

    def scalar(self, node: yaml.Node | None, where: str = "a value") -> str:
        """Return the text of a scalar; the empty string where there is none."""
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, f"{_kind(node)} in {where}", "text")
            return ""
        return str(node.value).strip()


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys with values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"{node.value!r}" if len(str(node.value)) < 40 else "text"


def _continues(
    before: yaml.Node | None, key: yaml.ScalarNode, value: yaml.Node, keys: tuple[str, ...]
) -> bool:
    """Say whether a key without a value is the rest of an unquoted text that had a comma."""
    return (
        isinstance(before, yaml.ScalarNode)
        and not before.style  # unquoted
        and isinstance(value, yaml.ScalarNode)
        and value.tag.endswith(":null")
        and value.value == ""
        and not difflib.get_close_matches(key.value, keys, n=1, cutoff=0.75)
    )

"""What does the block of YAML above a text say? ``front_matter``

Read from the stream of YAML events, not built into values: nothing is constructed, aliases are refused, and
nesting is counted, so that no front matter can cost more than its length. A block that is not valid YAML is
still read line by line, with a warning: a colon in a title is the commonest reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from dissensus.ingest.metadata import Metadata, Rank

__all__ = ["FrontMatter", "front_matter"]

_BLOCK: Final = re.compile(
    r"\ufeff?---[^\S\r\n]*(?:\r\n|\r|\n)(.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[^\S\r\n]*(?:\r\n|\r|\n|\Z)",
    re.S,
)
_LONGEST: Final = 65_536
_DEEPEST: Final = 20
_PAIR: Final = re.compile(r"([\w][\w -]{0,40}?)\s*:\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the body begins, in characters; 0 if there is no front matter."""

    body: int


class _UnfitError(ValueError):
    """The block is YAML, but not the kind that front matter is."""


def front_matter(raw: str, metadata: Metadata) -> FrontMatter:
    """Offer ``metadata`` what the front matter of ``raw`` says, and tell where the body begins.

    A document that merely begins with a line has none. O(length of the block).
    """
    if not raw.startswith(("---", "\ufeff---")):
        return FrontMatter(0)
    match = _BLOCK.match(raw[: _LONGEST + 10])
    if match is None or not _PAIR.search(match[1]):
        return FrontMatter(0)
    try:
        pairs = list(_pairs(match[1]))
    except (yaml.YAMLError, _UnfitError) as error:
        metadata.warnings.append(
            f"The front matter is not plain YAML ({_why(error)}); it was read line by line."
        )
        pairs = list(_by_line(match[1]))
    for key, value, line in pairs:
        metadata.offer_named(key, value, Rank.FRONT_MATTER, f"front matter, line {line + 2}")
    return FrontMatter(match.end())


def _pairs(block: str) -> Iterator[tuple[str, str, int]]:
    """Keys of the outermost mapping with their values; a list gives its entries, joined."""
    depth, key, line, parts = 0, None, 0, list[str]()
    for event in yaml.parse(block, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _UnfitError("it refers to itself")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == 1 and not isinstance(event, yaml.MappingStartEvent):
                raise _UnfitError("it has no keys")
            if depth > _DEEPEST:
                raise _UnfitError("it nests too deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1 and key is not None:
                yield key, ", ".join(parts), line
                key, parts = None, []
        elif isinstance(event, yaml.ScalarEvent):
            if depth == 1 and key is None:
                key, line = event.value, event.start_mark.line if event.start_mark else 0
            elif depth == 1 and key is not None:
                yield key, event.value, line
                key = None
            elif depth == 2:
                parts.append(event.value)


def _by_line(block: str) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(block.splitlines()):
        pair = _PAIR.fullmatch(line.strip())
        if pair:
            yield pair[1], pair[2].strip().strip("\"'"), number


def _why(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 2}: {error.problem}"
    return str(error).splitlines()[0]

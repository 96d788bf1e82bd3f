"""Who and what is named? ``Entity``, ``Attribute``"""

from __future__ import annotations

from dataclasses import dataclass, field

from dissensus.model.identity import new_id
from dissensus.model.moment import Moment

__all__ = ["Attribute", "Entity"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of an entity, possibly for a time only."""

    name: str
    value: str
    since: Moment | None = None
    until: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organization, concept or the like that statements refer to.

    ``kind`` is the list of the codebook it stands in ("actor", "concept", ...); names are unique within
    a kind. ``aliases`` are other wordings of the name; ``parent`` is the name of another entity of the
    same kind.
    """

    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    definition: str = ""
    parent: str = ""
    color: str = ""
    id: str = field(default_factory=new_id)

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, or the empty string."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)

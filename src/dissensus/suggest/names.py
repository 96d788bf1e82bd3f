"""Who is named where? ``Names`` finds the actors of a codebook; each hit is a ``Mention``"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dissensus.model.codebook import POSITION, RELATION, Codebook, DataType
from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.text.match import Matcher

__all__ = ["Lookup", "Mention", "Names", "actors", "concepts", "is_person"]

_PERSON_TYPES: Final = frozenset({"person", "individual", "politician", "people's name"})
_ACTOR_SLOTS: Final = (
    (POSITION, "person"),
    (POSITION, "organization"),
    (RELATION, "source"),
    (RELATION, "target"),
)
_LEAST_HOST_NAME: Final = 4  # "www" and "us" name nobody
_ARTICLES: Final = ("the ", "The ")
# "Latin America" is not America, "South China Sea" not China; an alias that says so still matches.
_REGION_WORDS: Final = frozenset(
    {
        "latin",
        "north",
        "south",
        "east",
        "west",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "new",
        "greater",
        "former",
    }
)
# "Union of Port Workers (UPW)", 'Union of Port Workers, or "UPW"'
_SHORT_FORM: Final = re.compile(
    r"\s?(?:\(|,? (?:or|known as|hereafter|in short)(?: the)? )[“\"„‘']?"
    r"([^\W\d_][\w&\-]{1,11})[”\"“’']?(?=[\s,.;:)]|$)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor of the codebook is named; ``how`` says by which wording."""

    span: Span
    entity: Entity
    how: str = "name"

    @property
    def name(self) -> str:
        """The entity's name, which is the value a statement holds."""
        return self.entity.name

    @property
    def person(self) -> bool:
        """Whether the entity is a natural person."""
        return is_person(self.entity)


@dataclass(frozen=True, slots=True)
class _Wording:
    entities: tuple[tuple[Entity, str], ...]
    cased: bool


def is_person(entity: Entity) -> bool:
    """Say whether an entity is a natural person, by its attribute ``type`` or its kind."""
    return entity.attribute("type").casefold() in _PERSON_TYPES or entity.kind == "person"


def _kinds(codebook: Codebook, slots: Iterable[tuple[str, str]]) -> frozenset[str]:
    kinds = set()
    for type_name, variable_name in slots:
        if codebook.has_type(type_name) and codebook.statement_type(type_name).has(variable_name):
            variable = codebook.statement_type(type_name).variable(variable_name)
            if variable.data_type is DataType.ENTITY and variable.entities:
                kinds.add(variable.entities)
    return frozenset(kinds)


def actors(codebook: Codebook) -> tuple[Entity, ...]:
    """Return the entities that may speak or act, in the order of the codebook."""
    kinds = _kinds(codebook, _ACTOR_SLOTS) or {"actor"}
    return tuple(e for e in codebook.entities if e.kind in kinds)


def concepts(codebook: Codebook) -> tuple[Entity, ...]:
    """Return the entities that positions are taken on, in the order of the codebook."""
    kinds = _kinds(codebook, ((POSITION, "concept"),)) or {"concept"}
    return tuple(e for e in codebook.entities if e.kind in kinds)


class Names:
    """Finds the actors of a codebook: aliases, longest first, possessives, surnames, short forms.

    A surname alone counts once the full name has stood in the same document; so does a short form that
    the document introduces itself, "Union of Port Workers (UPW)". A wording with capitals needs one in
    the text, so "turkey" is no state. Cost: one pass over the text, and one more per short form learnt.
    """

    def __init__(self, codebook: Codebook) -> None:
        wordings: dict[str, list[tuple[Entity, str]]] = {}
        for entity in actors(codebook):
            for position, wording in enumerate(entity.wordings):
                how = "alias" if position else "name"
                wordings.setdefault(wording, []).append((entity, how))
                bare = _without_article(wording)
                if bare != wording:
                    wordings.setdefault(bare, []).append((entity, how))
        # "the port" must not win over "the Port Authority" by beginning further left.
        articled = [w[4:].casefold() for w in wordings if w.startswith(_ARTICLES)]
        for wording in [w for w in wordings if w.casefold().startswith(tuple(articled))]:
            wordings.setdefault(f"the {wording}", []).extend(wordings[wording])
        for entity in actors(codebook):
            surname = entity.name.split()[-1] if is_person(entity) else ""
            if len(surname) > 2 and surname != entity.name and surname not in wordings:
                wordings.setdefault(surname, []).append((entity, "surname"))
        self._persons = frozenset(e.id for e in actors(codebook) if is_person(e))
        self._matcher: Matcher[_Wording] = Matcher(
            (wording, _Wording(tuple(found), wording != wording.lower()))
            for wording, found in wordings.items()
            if wording.strip()
        )

    def find(self, text: str) -> list[Mention]:
        """Return every mention in ``text`` in order; no two of them overlap."""
        mentions: list[Mention] = []
        seen: dict[str, Entity] = {}  # entity id -> entity, the latest last
        for match in self._matcher.find(text):
            span, wording = match.span, match.payload
            if (
                wording.cased
                and not any(map(str.isupper, text[span.start : span.stop]))
                and _bicameral(text, span)
            ):
                continue
            chosen = next((pair for pair in wording.entities if pair[1] != "surname"), None)
            if chosen is None:
                known = [pair for pair in wording.entities if pair[0].id in seen]
                if not known:
                    continue
                order = list(seen)
                chosen = max(known, key=lambda pair: order.index(pair[0].id))
            entity, how = chosen
            if entity.id not in self._persons and _region_before(text, span):
                continue
            if (
                text[span.start : span.start + 4] in _ARTICLES
                and match.pattern not in entity.wordings
            ):
                span = Span(span.start + 4, span.stop)
            seen.pop(entity.id, None)
            seen[entity.id] = entity
            mentions.append(Mention(span, entity, how))
        return self._with_short_forms(text, mentions)

    def _with_short_forms(self, text: str, mentions: list[Mention]) -> list[Mention]:
        taken = {m.span.start for m in mentions}
        learnt: dict[str, tuple[Entity, int]] = {}
        for mention in mentions:
            stop = mention.span.stop
            if len(mention.span) < 5 or text[stop : stop + 2] not in (
                " (",
                " o",
                ", ",
                " k",
                " h",
                " i",
            ):
                continue
            found = _SHORT_FORM.match(text, stop)
            if found and _looks_short(found[1], mention.span.of(text)):
                learnt.setdefault(found[1], (mention.entity, found.end(1)))
        extra = []
        for short, (entity, since) in learnt.items():
            for found in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text[since:]):
                span = Span(since + found.start(), since + found.end())
                if span.start not in taken and not any(m.span.overlaps(span) for m in mentions):
                    extra.append(Mention(span, entity, "short form"))
        return sorted([*mentions, *extra], key=lambda m: m.span) if extra else mentions


def _without_article(wording: str) -> str:
    """Drop "the" where capitals or a full stop keep what remains unmistakable: "the U.S.", not "the West"."""
    if not wording.startswith(_ARTICLES):
        return wording
    rest = wording[4:]
    distinct = "." in rest or (" " in rest and rest != rest.lower()) or rest.endswith("ians")
    return rest if distinct else wording


def _bicameral(text: str, span: Span) -> bool:
    slice_ = text[span.start : span.stop]
    return slice_.upper() != slice_


def _region_before(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 12) : span.start]
    if not before.endswith(" ") or before.endswith("  "):
        return False
    word = before.rstrip().rsplit(None, 1)[-1:] or [""]
    return word[0][:1].isupper() and word[0].casefold() in _REGION_WORDS


def _looks_short(short: str, long: str) -> bool:
    """Say whether ``short`` may abbreviate ``long``: capitals that stand in it in that order."""
    letters = [c for c in short if c.isalpha()]
    if sum(c.isupper() for c in letters) < 2 or len(short) >= len(long):
        return False
    rest = iter(long.casefold())
    return all(c.casefold() in rest for c in letters)


class Lookup:
    """Finds the actor that a document's author or outlet field names: "www.valleypost.example" is "Valley Post".

    Upper and lower case, spaces, punctuation and a leading article do not count; of an address, any part
    but the last may be the name. Cost: O(1) a look-up.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_name: dict[str, Entity] = {}
        for entity in entities:
            for wording in entity.wordings:
                self._by_name.setdefault(_plain(wording), entity)
        self._by_name.pop("", None)

    def find(self, field: str) -> Entity | None:
        """Return the actor of that name, or None."""
        known = self._by_name.get(_plain(field))
        if known or " " in field.strip():
            return known
        host = re.sub(r"^\w+://|[/?#].*$", "", field.strip())
        parts = (_plain(part) for part in host.split(".")[:-1])
        found = (self._by_name.get(part) for part in parts if len(part) >= _LEAST_HOST_NAME)
        return next(filter(None, found), None)


def _plain(name: str) -> str:
    name = re.sub(r"^(the|der|die|das)\s+", "", name.strip().casefold())
    return "".join(c for c in name if c.isalnum())

"""What helps to find one's way in a text? ``sentences_of``, ``mentions_of``: worked out once, as columns in UTF-16"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dissensus.model.codebook import Codebook
from dissensus.model.span import Span
from dissensus.store import codebooks, documents
from dissensus.suggest.names import Names, actors
from dissensus.text.match import Matcher
from dissensus.text.sentences import sentences
from dissensus.text.tokens import is_word_character
from dissensus.web.workbench import CODEBOOK, KeptText, Workbench

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["mentions_of", "sentences_of"]

_Columns = dict[str, list[int] | list[str]]
_Found = list[tuple[Span, str]]  # where, and the identity of the entity
_SENTENCES: Final = "sentences"
_MENTIONS: Final = "mentions"


def sentences_of(desk: Workbench, document_id: str) -> _Columns:
    """Return where the sentences of a document start and stop. Cost: O(characters), once."""
    with desk.store.read() as connection:
        document, text_hash, _ = documents.head(connection, document_id)
    text = desk.text(text_hash)
    key = (document.language, document.regions)
    columns: _Columns
    known, columns = text.memo.get(_SENTENCES, (None, {}))
    if known != key:
        spans = sentences(text.body, language=document.language or "en", regions=document.regions)
        columns = _columns(text, spans)
        text.memo[_SENTENCES] = (key, columns)
    return columns


def mentions_of(desk: Workbench, document_id: str) -> _Columns:
    """Return where names and aliases of the codebook stand in a document, and whom they mean.

    Cost: O(characters), once for each state of the names.
    """
    with desk.store.read() as connection:
        text = desk.text(documents.head(connection, document_id).text_hash)
    find = desk.kept("finder", CODEBOOK, _finder)
    columns: _Columns
    known, columns = text.memo.get(_MENTIONS, (None, {}))
    if known is not find:
        found = find(text.body)
        columns = _columns(text, [span for span, _ in found])
        columns["entities"] = [entity for _, entity in found]
        text.memo[_MENTIONS] = (find, columns)
    return columns


def _finder(connection: Connection) -> Callable[[str], _Found]:
    """Make what finds all entities: actors as the suggesters do, everything else by its wordings."""
    codebook = _readable(codebooks.load(connection))
    names = Names(codebook)
    spoken = {e.id for e in actors(codebook)}
    others = Matcher(
        (wording, (entity.id, wording != wording.lower()))
        for entity in codebook.entities
        if entity.id not in spoken
        for wording in entity.wordings
    )

    def find(text: str) -> _Found:
        found = [(mention.span, mention.entity.id) for mention in names.find(text)]
        for match in others.find(text):
            entity, capital = match.payload
            words = match.span.of(text)
            if capital and words == words.lower() and words != words.upper():
                continue  # "turkey" is no state
            found.append((match.span, entity))
        return sorted(found)

    return find


def _readable(codebook: Codebook) -> Codebook:
    """Leave out wordings without a letter or digit: they can't be looked for."""
    entities = []
    for entity in codebook.entities:
        name, *aliases = (any(map(is_word_character, wording)) for wording in entity.wordings)
        if name:
            kept = tuple(a for a, can in zip(entity.aliases, aliases, strict=True) if can)
            entities.append(entity if all(aliases) else replace(entity, aliases=kept))
    return replace(codebook, entities=tuple(entities))


def _columns(text: KeptText, spans: list[Span]) -> _Columns:
    to_utf16 = text.offsets.to_utf16
    return {
        "starts": [to_utf16(span.start) for span in spans],
        "stops": [to_utf16(span.stop) for span in spans],
    }

"""What does it mean that words are somebody's? ``Attribution``, and ``author_of`` a document"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.names import Lookup, is_person
from dissensus.suggest.speaker import AFFILIATIONS, Speaker

__all__ = ["Attribution", "author_of"]

_TITLE_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words and those who are said to have said them.

    ``sign`` is -1 where the speaker denies the content. ``named`` is False for "critics" or a quotation
    whose speaker can't be told: nobody of the codebook, and not the author either.
    """

    content: Span
    speakers: tuple[Speaker, ...]
    kind: VoiceKind
    cue: Span
    sign: int
    score: float
    reason: str

    @property
    def named(self) -> bool:
        """Whether the speaker is known by name."""
        return bool(self.speakers[0].person or self.speakers[0].organization)


def author_of(document: Document, known_actors: Lookup) -> Speaker:
    """Return who speaks where nobody is quoted: the author, else the outlet, else 'Author of "..."'."""
    outlet = known_actors.find(document.source)
    organization = outlet.name if outlet else document.source.strip()
    author = document.author.strip()
    if author:
        known = known_actors.find(author)
        if known and not is_person(known):  # a press release
            return Speaker(known.name, organization=known.name, kind=VoiceKind.AUTHOR)
        person = known.name if known else author
        if known:  # who writes a letter speaks for his or her own organization
            own = next(filter(None, map(known.attribute, AFFILIATIONS)), "")
            organization = own or organization
        if person == organization:
            return Speaker(organization, organization=organization, kind=VoiceKind.OUTLET)
        return Speaker(person, person=person, organization=organization, kind=VoiceKind.AUTHOR)
    if organization:
        return Speaker(organization, organization=organization, kind=VoiceKind.OUTLET)
    first_line = document.text.lstrip("#*_ \n").partition("\n")[0][:200]
    title = " ".join((document.title or first_line).split()).strip("#*_ ")
    if len(title) > _TITLE_LENGTH:
        title = title[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    name = f'Author of "{title}"'
    return Speaker(name, person=name, kind=VoiceKind.AUTHOR)

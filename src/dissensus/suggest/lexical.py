"""What do words and rules alone suggest? ``LexicalSuggester``, the floor that later ones must beat"""

from __future__ import annotations

from dissensus.errors import SuggestError
from dissensus.model.codebook import Codebook
from dissensus.model.document import Document
from dissensus.suggest import dated_events, figures, relations
from dissensus.suggest.positions import Positions
from dissensus.suggest.reading import Scanner
from dissensus.suggest.suggester import LEXICAL, Checked, checked

__all__ = ["LexicalSuggester"]


class LexicalSuggester:
    """Suggests positions, relations, figures and dated events by the words of a codebook and by rules.

    Made once for a codebook and used for all documents; needs no model, no network and no training.
    Only statement types the codebook has, with the variables they need, are suggested. Cost: linear in
    the text; the words of a document are read once for all statement types.
    """

    name, version = LEXICAL

    def __init__(self, codebook: Codebook) -> None:
        if not codebook.statement_types:
            raise SuggestError(
                "The codebook has no statement types.", remedy="Add at least one, such as position."
            )
        self._scanner = Scanner(codebook)
        self._positions = Positions(codebook) if Positions.fits(codebook) else None

    def suggest(self, document: Document) -> Checked:
        """Return proposals for one document in the order of their spans."""
        reading = self._scanner.read(document)
        found = list(self._positions.propose(reading)) if self._positions else []
        found += relations.propose(reading)
        found += figures.propose(reading)
        found += dated_events.propose(reading)
        return checked(found, document)

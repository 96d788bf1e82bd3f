"""Which suggesters are there? ``make`` one by name for a codebook"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from dissensus.errors import SuggestError
from dissensus.model.codebook import Codebook
from dissensus.suggest.suggester import Suggester

__all__ = ["SUGGESTERS", "make"]

# Name -> where its class is; imported when first asked for.
SUGGESTERS: Final = {"lexical": ("dissensus.suggest.lexical", "LexicalSuggester")}


def make(name: str, codebook: Codebook) -> Suggester:
    """Make the suggester of that name for a codebook; an unknown name lists the known ones."""
    if name not in SUGGESTERS:
        raise SuggestError(
            f"There is no suggester {name!r}.", remedy=f"There are: {', '.join(SUGGESTERS)}."
        )
    module, kind = SUGGESTERS[name]
    suggester: Suggester = getattr(import_module(module), kind)(codebook)
    return suggester

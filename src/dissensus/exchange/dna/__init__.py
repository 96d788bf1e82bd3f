"""DNA's data bases (``.dna``): how is one read, and how is one written?

``layout`` knows the tables, ``opening`` may refuse a file, ``reader`` takes it in, ``database`` is what it held.
"""

from dissensus.exchange.dna.database import DnaDatabase
from dissensus.exchange.dna.opening import DnaLimits
from dissensus.exchange.dna.reader import read_dna

__all__ = ["DnaDatabase", "DnaLimits", "read_dna"]

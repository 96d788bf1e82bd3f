"""How does a project take in a DNA data base, and become one? ``bring_in``, ``write_out``"""

from dissensus.dna.arrival import NEEDED, DnaImport, bring_in
from dissensus.dna.departure import DnaExport, write_out

__all__ = ["NEEDED", "DnaExport", "DnaImport", "bring_in", "write_out"]

"""How does a project take in a DNA data base, and become one? ``bring_in``, ``write_out``"""

from dissensus.dna.arrival import NEEDED, DnaImport, bring_in
from dissensus.dna.departure import DnaExport, Password, write_out

__all__ = ["NEEDED", "DnaExport", "DnaImport", "Password", "bring_in", "write_out"]

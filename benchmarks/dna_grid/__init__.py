"""Does ``compat`` repeat DNA 3 to the digit? ``python -m benchmarks.dna_grid GRID.json.gz DATABASE.dna``"""

from __future__ import annotations

__all__: list[str] = []

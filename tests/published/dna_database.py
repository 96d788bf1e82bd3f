"""The reference databases of DNA; for tests only."""

from __future__ import annotations

import gzip
from pathlib import Path

__all__ = ["database_file"]


def database_file(shared: Path, name: str, folder: Path) -> Path:
    """Return the path of a reference database, unpacked into ``folder`` where it is packed."""
    path = shared / "reference" / "dna" / f"{name}.dna"
    if not path.is_file():
        packed = path.with_name(f"{name}.dna.gz")
        path = folder / f"{name}.dna"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path

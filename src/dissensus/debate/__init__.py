"""Where is the example debate? An invented one, written for Dissensus, with a coding by hand."""

from __future__ import annotations

from pathlib import Path

__all__ = ["codebook", "gold", "location", "sidecar", "texts"]


def location() -> Path:
    """Return the folder that holds the debate, also in an installed package."""
    return Path(__file__).parent


def texts() -> Path:
    """Return the folder of the texts, ready for ``dissensus.ingest.read``."""
    return location() / "texts"


def sidecar() -> Path:
    """Return the CSV file with the metadata of those texts that do not carry their own."""
    return location() / "metadata.csv"


def codebook() -> Path:
    """Return the codebook, as a researcher would write it."""
    return location() / "codebook.yaml"


def gold() -> Path:
    """Return the coding by hand: one coded statement a line, quotations exact."""
    return location() / "gold.jsonl"

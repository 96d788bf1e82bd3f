"""Bytes to documents: files, folders, feeds and pages."""

from dissensus.ingest.metadata import DEFAULT_PATTERN
from dissensus.ingest.reader import FORMATS, Limits
from dissensus.ingest.reading import Outcome, Read, Rejected, read, read_sent

__all__ = [
    "DEFAULT_PATTERN",
    "FORMATS",
    "Limits",
    "Outcome",
    "Read",
    "Rejected",
    "read",
    "read_sent",
]

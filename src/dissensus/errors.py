"""Every error a caller may want to tell apart.

    DissensusError
    ├── IngestError          a file, page or feed that can't be read
    ├── CodebookError        a codebook that says something it can't mean
    ├── SpanError            characters that are not there, or are not the quotation
    ├── StoreError           the project file
    │   ├── Conflict         somebody else changed it, or is writing now
    │   │   └── Busy         is writing now: the same will do later
    │   ├── NotFound         no such document, statement, entity, ...
    │   ├── Forbidden        this coder may not do that here
    │   ├── SchemaTooNew     written by a later version of Dissensus
    │   └── SchemaTooOld     run `dissensus migrate` first
    ├── ExchangeError        a foreign file that can't be read, or a format that can't be written
    ├── AnalysisError        options that do not fit the event list or each other
    └── SuggestError         a suggester that can't work on this codebook or document

A message says what was found, where, and what to do. To catch them all::

    try:
        project = dissensus.open("debate.dissensus")
    except dissensus.DissensusError as error:
        print(error)
"""

from collections.abc import Mapping
from typing import Any

__all__ = [
    "AnalysisError",
    "Busy",
    "CodebookError",
    "Conflict",
    "DissensusError",
    "ExchangeError",
    "Forbidden",
    "IngestError",
    "NotFound",
    "SchemaTooNew",
    "SchemaTooOld",
    "SpanError",
    "StoreError",
    "SuggestError",
]


class DissensusError(Exception):
    """The base of every error Dissensus raises on purpose.

    ``found`` says what is wrong and where, ``remedy`` what the user can do about it.
    """

    def __init__(self, found: str, *, remedy: str = "") -> None:
        self.found = found
        self.remedy = remedy
        super().__init__(f"{found} {remedy}".rstrip())

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between worker processes; keyword arguments do not survive the default.
        return (_rebuild, (type(self), self.found, self.remedy))


def _rebuild(kind: type[DissensusError], found: str, remedy: str) -> DissensusError:
    return kind(found, remedy=remedy)


class IngestError(DissensusError, ValueError):
    """A file, page or feed can't be read; the rest of the run goes on."""


class CodebookError(DissensusError, ValueError):
    """A codebook breaks its own rules; the message names file and line."""


class SpanError(DissensusError, ValueError):
    """A span lies outside its text, or no longer reads as its quotation."""


class StoreError(DissensusError):
    """The project can't be opened, read or written."""


class Conflict(StoreError):
    """Another process holds the project, or a row is no longer what the change expected.

    ``theirs`` is that row as it is now, where somebody has to choose between two versions.
    """

    theirs: Mapping[str, Any] | None = None

    def __init__(
        self, found: str, *, remedy: str = "", theirs: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(found, remedy=remedy)
        if theirs is not None:
            self.theirs = theirs


class Busy(Conflict):
    """Another process is writing to the project, and did not finish while this one waited."""


class NotFound(StoreError, LookupError):
    """The project has no row of that identity or name."""


class Forbidden(StoreError):
    """The coder has no permission for this."""


class SchemaTooNew(StoreError):
    """The project was written by a later version of Dissensus."""


class SchemaTooOld(StoreError):
    """The project has an older schema; ``dissensus migrate`` brings it up to date."""


class ExchangeError(DissensusError, ValueError):
    """A foreign file can't be read, or a result can't be written in that format."""


class AnalysisError(DissensusError, ValueError):
    """Options do not fit the event list or each other; the message names the valid ones."""


class SuggestError(DissensusError, ValueError):
    """A suggester can't work on this document or codebook."""

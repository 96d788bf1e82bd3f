"""What can be done without a project? ``read``, ``suggest``, ``export``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dissensus.errors import IngestError
from dissensus.ingest import Rejected
from dissensus.ingest import read as outcomes
from dissensus.model.codebook import Codebook
from dissensus.model.document import Document
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.registry import make
from dissensus.suggest.suggester import checked
from dissensus.transfer import Result, described, write

__all__ = ["export", "read", "suggest"]


def read(source: str | Path, *, reader: str | None = None) -> Iterator[Document]:
    """Read a file, folder, glob, feed or URL; no project needed.

    Raises ``IngestError`` at the first text that can't be read; ``dissensus.ingest.read`` goes on instead.
    """
    url = str(source).startswith(("http://", "https://"))
    for outcome in outcomes(source, reader=reader, allow_network=url):
        if isinstance(outcome, Rejected):
            raise IngestError(outcome.reason, remedy=outcome.remedy)
        yield outcome.document


def suggest(document: Document, codebook: Codebook, *, using: str = "lexical") -> list[Suggestion]:
    """Let a suggester propose statements for one document; nothing is stored."""
    return list(checked(make(using, codebook).suggest(document), document))


def export(result: Result, path: str | Path) -> Path:
    """Write a result in the format of the suffix, with a manifest beside it.

    Networks: .graphml, .gexf, .net, .paj, .dl, .csv, .edges.csv, .parquet. Event lists, documents and tables of results: .csv, .tsv, .jsonl,
    .parquet. From a project, ``Project.export`` knows more: the codebook and the texts.
    """
    return write(result, path, manifest=described(result))

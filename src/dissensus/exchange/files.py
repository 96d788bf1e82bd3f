"""How does a file get onto the disk whole or not at all? ``write_bytes``, ``replacing``"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dissensus.errors import ExchangeError

__all__ = ["replacing", "write_bytes"]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the same folder, and rename it to ``path`` once all is written.

    Raises ``ExchangeError`` if the folder or the file can't be written; nothing is left behind then.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part"
        )
        os.close(handle)
    except OSError as error:
        raise _refused(path, error) from None
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        part.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with replacing(path) as part:
        part.write_bytes(content)


def _refused(path: Path, error: OSError) -> ExchangeError:
    return ExchangeError(
        f"{path} can't be written: {error.strerror or error}.",
        remedy="Check the folder, its permissions and the free space.",
    )

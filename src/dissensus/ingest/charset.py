"""Which characters do these bytes spell? ``decode``

Asked in this order: a byte order mark, what the file declares, UTF-8 taken strictly, and at last a guess
from the bytes. What can't be read is refused with the reason: a text with wrong letters is worse than none.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from dissensus.errors import IngestError

__all__ = ["Decoded", "decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 65_536
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_NOT_TEXT: Final = 0.02  # share of control characters that no text has
_ALIASES: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the charset they were read in, and how that was known."""

    text: str
    charset: str
    how: str


def decode(data: bytes, *, name: str, declared: str = "") -> Decoded:
    """Decode ``data``, found in ``name``, where it may declare a charset itself.

    Raises ``IngestError`` on bytes that are no text, or are cut or damaged in the charset they declare.
    UTF-8 costs one pass; a guess costs a few milliseconds (it looks at a sample).
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _checked(
                _strict(data[len(mark) :], charset, name), charset, "byte order mark", name
            )
    declared = _ALIASES.get(declared.strip().lower(), declared.strip().lower())
    if declared and _is_known(declared) and not declared.startswith("utf-8"):
        try:
            return _checked(data.decode(declared), declared, "declared", name)
        except UnicodeDecodeError:
            pass  # pages often declare what they are not; the bytes decide, in the lines that follow
    try:
        return _checked(data.decode("utf-8"), "utf-8", "valid UTF-8", name)
    except UnicodeDecodeError as error:
        broken = error
    if b"\x00" in data[:_SAMPLE]:
        return _checked(*_wide(data, name), "zero bytes", name)
    return _guessed(data, name, broken)


def _strict(data: bytes, charset: str, name: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{name} says it is {charset.upper()}, but byte {error.start:,} is not.",
            remedy="It may be cut off or damaged; get it again, or save it as UTF-8.",
        ) from None


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 without a mark: in most scripts every other byte of it is nearly constant."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 > len(sample):
        charset = "utf-16-be" if even > odd else "utf-16-le"
        return _strict(data, charset, name), charset
    raise IngestError(
        f"{name} looks like a binary file, not text: it holds zero bytes.",
        remedy="Export it as text, PDF, DOCX, ODT, EPUB or HTML.",
    )


def _guessed(data: bytes, name: str, broken: UnicodeDecodeError) -> Decoded:
    from charset_normalizer import from_bytes  # 60 ms, for the few files that are not UTF-8

    best = from_bytes(data[:_SAMPLE]).best()
    charset = _ALIASES.get(best.encoding, best.encoding) if best is not None else ""
    if charset in ("utf_8", "ascii") or not charset:
        raise IngestError(
            f"{name} can't be decoded: byte {broken.start:,} is not UTF-8, and no other charset fits.",
            remedy="It may be cut off or damaged; save it as UTF-8.",
        )
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{name} begins like {charset}, but byte {error.start:,} is not.",
            remedy="It may be cut off or damaged; save it as UTF-8.",
        ) from None
    if _reads_the_same(data, "cp1252", text):  # the commonest of many that agree on these bytes
        charset = "cp1252"
    return _checked(text, charset, "guessed from the bytes", name)


def _reads_the_same(data: bytes, charset: str, text: str) -> bool:
    try:
        return data.decode(charset) == text
    except UnicodeDecodeError:
        return False


def _checked(text: str, charset: str, how: str, name: str) -> Decoded:
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) + sample.count("\x00") > _NOT_TEXT * len(sample):
        raise IngestError(
            f"{name} looks like a binary file, not text: it is full of control characters.",
            remedy="Export it as text, PDF, DOCX, ODT, EPUB or HTML.",
        )
    return Decoded(text, charset, how)


def _is_known(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name not in ("base64", "hex", "rot13", "bz2", "zlib", "uu")
    except (LookupError, ValueError):
        return False

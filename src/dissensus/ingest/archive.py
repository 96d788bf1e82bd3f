"""What may be taken out of a ZIP archive, and when is it refused? ``Archive``, ``parse_xml``

DOCX, ODT and EPUB files are ZIP archives of XML. Before a byte is unpacked, the list of members is
checked: how many there are, what they unpack to in all, and whether they overlap (which is how a small
file can hold petabytes). Members are unpacked in memory one at a time and never inside each other; their
names never become paths.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any, Final

from lxml import etree

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits

__all__ = ["Archive", "parse_xml"]

_SUSPECT_BYTES: Final = 8 * 1024 * 1024  # from here on, the ratio is looked at
_RATIO: Final = 500  # XML of a long text packs 10 to 60 times; a bomb 1,000 times

_AGAIN: Final = "Get it again, or open it in its own program and save it anew."
_UNTRUSTED: Final = (
    "Do not trust this file; if you do, open it in its own program and save it anew."
)


class Archive:
    """The members of a ZIP archive, within ``limits``. ``name`` is what messages call it.

    Raises ``IngestError`` for an archive that is broken, locked, or bigger than the limits allow.
    """

    def __init__(self, data: bytes, name: str, *, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise IngestError(
                f"{name} is a broken or incomplete archive ({error}).", remedy=_AGAIN
            ) from error
        members = self._zip.infolist()
        if len(members) > limits.max_entries:
            raise IngestError(
                f"{name} holds {len(members):,} files; {limits.max_entries:,} are allowed.",
                remedy=_UNTRUSTED,
            )
        packed = sum(member.compress_size for member in members)
        expanded = sum(member.file_size for member in members)
        if packed > len(data):
            raise IngestError(
                f"{name} is broken or a ZIP bomb: members of {packed:,} bytes in a file of {len(data):,}.",
                remedy=_UNTRUSTED,
            )
        if expanded > limits.max_expanded_bytes:
            raise IngestError(
                f"{name} unpacks to {expanded:,} bytes; {limits.max_expanded_bytes:,} are allowed.",
                remedy="Split it, remove its pictures, or raise max_expanded_bytes.",
            )
        if expanded > _SUSPECT_BYTES and expanded > _RATIO * len(data):
            raise IngestError(
                f"{name} looks like a ZIP bomb: it unpacks to {expanded // len(data):,} times its size.",
                remedy=_UNTRUSTED,
            )
        self._members = {member.filename: member for member in members}

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """Unpack one member; never more than the list of members says it holds."""
        found = self._members.get(member)
        if found is None:
            raise IngestError(f"{self.name} has no {member}, which it needs.", remedy=_AGAIN)
        if found.flag_bits & 0x1:
            raise IngestError(
                f"{self.name} is locked by a password.",
                remedy="Save it without the password and add that.",
            )
        try:
            with self._zip.open(found) as stream:
                return stream.read(found.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise IngestError(
                f"{member} in {self.name} is broken ({error}).", remedy=_AGAIN
            ) from error

    def xml(self, member: str) -> etree._Element:
        """Unpack and parse one member."""
        return parse_xml(self.read(member), f"{member} in {self.name}", limits=self._limits)

    def optional_xml(self, member: str) -> etree._Element | None:
        """Like ``xml``, or None if there is no such member."""
        return self.xml(member) if member and member in self else None

    @staticmethod
    def path(base: str, target: str) -> str:
        """Return the member that ``target``, written in the member ``base``, stands for."""
        if target.startswith("/"):
            return posixpath.normpath(target).lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def parse_xml(data: bytes, what: str, *, limits: Limits) -> etree._Element:
    """Parse XML that nobody vouches for; ``what`` is what messages call it.

    No entity is expanded and nothing is loaded from elsewhere. Raises ``IngestError`` if it is not
    well-formed, defines entities of its own, or nests deeper than ``limits`` allow.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IngestError(f"{what} is not well-formed XML ({error}).", remedy=_AGAIN) from error
    types: Any = root.getroottree().docinfo.internalDTD  # its stub knows no entities
    if types is not None and any(True for _ in types.iterentities()):
        raise IngestError(f"{what} defines entities, as bombs and spies do.", remedy=_UNTRUSTED)
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.max_depth:
            raise IngestError(
                f"{what} nests elements more than {limits.max_depth} deep.", remedy=_UNTRUSTED
            )
    return root

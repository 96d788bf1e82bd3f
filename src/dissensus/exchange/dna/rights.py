"""What may a coder do there, and here? ``permissions_of``, ``flags_of``, ``color_of``, ``rgb_of``

DNA knows sixteen rights, Dissensus seven. Going back, the rights of a coder whose permissions nobody changed
here are those that were read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dissensus.exchange.dna.layout import PERMISSIONS
from dissensus.model.coder import Permission

__all__ = ["color_of", "flags_of", "permissions_of", "rgb_of"]

# Here a permission takes all of these rights there.
_RIGHTS: Final[Mapping[Permission, tuple[str, ...]]] = {
    Permission.CODE: ("AddStatements", "EditStatements", "DeleteStatements"),
    Permission.REVIEW: ("AddStatements",),
    Permission.INGEST: ("AddDocuments", "ImportDocuments"),
    Permission.EDIT_CODEBOOK: ("EditStatementTypes", "EditAttributes"),
    Permission.EDIT_OTHERS: ("EditOthersStatements", "EditOthersDocuments"),
    Permission.MANAGE: ("EditCoders", "EditCoderRelations"),
}
# Rights there that have no permission here go with one.
_ALONG: Final[Mapping[str, Permission]] = {
    "EditDocuments": Permission.INGEST,
    "DeleteDocuments": Permission.INGEST,
    "EditRegex": Permission.EDIT_CODEBOOK,
    "ViewOthersDocuments": Permission.READ,
    "ViewOthersStatements": Permission.READ,
}


def permissions_of(row: Mapping[str, object]) -> frozenset[Permission]:
    """Return the permissions that a coder with these rights has here; everybody may read."""
    return frozenset(
        {Permission.READ}
        | {
            permission
            for permission, rights in _RIGHTS.items()
            if all(row[f"Permission{right}"] for right in rights)
        }
    )


def flags_of(permissions: frozenset[Permission]) -> dict[str, int]:
    """Return the rights that a coder with these permissions has there."""
    granted = {
        right
        for permission, rights in _RIGHTS.items()
        if permission in permissions
        for right in rights
    }
    granted |= {right for right, permission in _ALONG.items() if permission in permissions}
    return {name: int(name.removeprefix("Permission") in granted) for name in PERMISSIONS}


def color_of(row: Mapping[str, int | None]) -> str:
    """Return the color of a row as #rrggbb; the empty string where it has none."""
    parts = [row["Red"], row["Green"], row["Blue"]]
    return "#" + "".join(f"{p:02x}" for p in parts) if None not in parts else ""


def rgb_of(color: str) -> dict[str, int]:
    """Return red, green and blue of a color like #rrggbb or #rgb; black for anything else.

    >>> rgb_of("#efd033")
    {'Red': 239, 'Green': 208, 'Blue': 51}
    """
    digits = color.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * d for d in digits)
    try:
        value = int(digits, 16) if len(digits) == 6 else 0
    except ValueError:
        value = 0
    return {"Red": value >> 16, "Green": value >> 8 & 255, "Blue": value & 255}

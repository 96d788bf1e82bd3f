"""How does text get into XML unharmed? ``element_text``, ``attribute_value``

XML 1.0 can't hold most control characters at all, and reading normalizes line ends and the white space
of attributes. The first become U+FFFD, the others character references, which come back as they were.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["attribute_value", "element_text"]

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\t": "&#9;",
    }
)


def element_text(value: object) -> str:
    """Write a value as the text of an element."""
    return _FORBIDDEN.sub("\ufffd", _plain(value)).translate(_IN_TEXT)


def attribute_value(value: object) -> str:
    """Write a value as an attribute, with its quotation marks."""
    return f'"{_FORBIDDEN.sub(chr(0xFFFD), _plain(value)).translate(_IN_ATTRIBUTE)}"'


def _plain(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)

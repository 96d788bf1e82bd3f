"""How does a name get into quotation marks that know no escape? ``escaped``, and back: ``unescaped``

Pajek and UCINET DL put names into double quotes and have no way to write one within. Pajek itself writes
characters as ``&#dddd;`` where a file can't hold them; the same is done here, in both formats, with double quotes,
backslashes (which networkx takes for escapes), line breaks and other control characters, and with the ``&`` of
anything that would look like such a reference. Every name comes back as it was.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escaped", "unescaped"]

# Separators of lines and paragraphs break lines for some readers; lone surrogates can't be written at all.
_HARMFUL: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|&(?=#[0-9])')
_REFERENCE: Final = re.compile("&#([0-9]{1,7});")


def escaped(name: str) -> str:
    r"""Write what would break a quoted name as ``&#dddd;``.

    >>> escaped('the "Alliance"'), escaped("Smith & Sons"), escaped("a&#34;b")
    ('the &#34;Alliance&#34;', 'Smith & Sons', 'a&#38;#34;b')
    """
    return _HARMFUL.sub(lambda found: f"&#{ord(found[0])};", name)


def unescaped(text: str) -> str:
    """Undo ``escaped``.

    >>> unescaped(escaped('the "Alliance"'))
    'the "Alliance"'
    """
    return _REFERENCE.sub(lambda found: chr(min(int(found[1]), 0x10FFFF)), text)

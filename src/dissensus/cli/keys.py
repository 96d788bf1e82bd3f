"""Which key was pressed? One at a time from a terminal, a line at a time from a pipe"""

from __future__ import annotations

import os
import sys
from typing import Final

__all__ = ["line", "press"]

_ESCAPE: Final = b"\x1b"


def press() -> str:
    """Wait for one key and return it in lower case; "" at the end of the input.

    From a pipe, the first letter of the next line that is not empty.
    """
    if not sys.stdin.isatty():
        for text in sys.stdin:
            if text.strip():
                return text.strip()[0].lower()
        return ""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getwch().lower()
    import select
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # what was typed ahead still counts
        key = os.read(descriptor, 1)
        # An arrow key comes as several bytes, of which the last is a letter: it must not mean that letter.
        while key == _ESCAPE and select.select([descriptor], [], [], 0.02)[0]:
            os.read(descriptor, 1)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    return "" if key in (b"", b"\x04") else key.decode("utf-8", errors="replace").lower()


def line(prompt: str, choices: tuple[str, ...] = ()) -> str | None:
    """Ask for a line of text, with the choices on the Tab key; None at the end of the input."""
    if not sys.stdin.isatty():
        text = sys.stdin.readline()
        return text.rstrip("\n") if text else None
    try:
        import readline

        def complete(typed: str, state: int) -> str | None:
            fitting = [c for c in choices if c.casefold().startswith(typed.casefold())]
            return fitting[state] if state < len(fitting) else None

        readline.set_completer(complete)
        readline.set_completer_delims("")
        readline.parse_and_bind("tab: complete")
    except ImportError:  # Windows has none; typing still works
        pass
    try:
        return input(prompt)
    except EOFError:
        return None

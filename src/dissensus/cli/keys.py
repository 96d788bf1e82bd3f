"""Which key was pressed? One at a time from a terminal, a line at a time from a pipe"""

from __future__ import annotations

import sys

__all__ = ["line", "press"]


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
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        key = sys.stdin.read(1)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    return "" if key == "\x04" else key.lower()


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

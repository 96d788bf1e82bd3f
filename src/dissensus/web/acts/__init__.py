"""Which acts can a browser send, and who does them? ``AnyCommand``, ``perform``

A new kind of act: its shape and its function in a module here, one line in ``AnyCommand`` and one in
``_DOERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import Field

from dissensus.store import history
from dissensus.web.acts import coding, review
from dissensus.web.acts.command import Command, Done
from dissensus.web.workbench import Workbench

__all__ = ["AnyCommand", "perform"]

AnyCommand = Annotated[coding.Code | review.Decide | review.Accept, Field(discriminator="kind")]

_DOERS: Final[dict[type[Command], Callable[[Any, Workbench], Done]]] = {
    coding.Code: coding.code,
    review.Decide: review.decide,
    review.Accept: review.accept,
}


def perform(command: Command, desk: Workbench) -> Done:
    """Do an act once, however often it is sent."""
    with desk.writing:
        with desk.store.read() as connection:
            seq = history.recorded(connection, command.id)
            last = history.last(connection)
        if seq is not None:
            return Done(id=command.id, last=last, again=True)
        return _DOERS[type(command)](command, desk)

"""How did the schema grow? One numbered step per module, applied in order, never edited afterwards.

A step is a function that takes a connection inside a transaction. ``dissensus migrate`` copies the
project beside itself before the first step runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection

from dissensus.store.migrations.m0001_first import first
from dissensus.store.migrations.m0002_origins import origins
from dissensus.store.migrations.m0003_notes import notes

__all__ = ["STEPS"]

STEPS: Final[Mapping[int, Callable[[Connection], None]]] = {1: first, 2: origins, 3: notes}

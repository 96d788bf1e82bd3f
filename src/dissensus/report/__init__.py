"""Values to one page: what was read, who says what, who sides with whom, when, and where it says so."""

from dissensus.report.content import ACTOR, STANCE, Findings, Making, Rejection
from dissensus.report.page import render, write

__all__ = ["ACTOR", "STANCE", "Findings", "Making", "Rejection", "render", "write"]

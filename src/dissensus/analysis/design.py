"""Which network, over which windows, by whose rules? ``TwoMode``, ``OneMode``, ``Windows``, ``Compat``

Options are values that were checked when they were made: a combination that means nothing never gets as
far as a measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.model.network import Aggregation, Normalization, Projection

__all__ = ["Compat", "Cut", "Design", "Kernel", "OneMode", "TwoMode", "Unit", "Windows"]

_TWO_MODE = (Normalization.ACTIVITY, Normalization.PROMINENCE)
_ONE_MODE = (Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE)


class Compat(StrEnum):
    """Whose arithmetic to repeat to the digit, quirks included, instead of the published definitions.

    The two differ in the Epanechnikov kernel only, which DNA 3.1 has mended.
    """

    DNA_3_0 = "dna3.0"
    DNA_3_1 = "dna3.1"


class Unit(StrEnum):
    """What the width and the steps of windows are counted in."""

    EVENTS = "events"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Kernel(StrEnum):
    """How the weight of a statement falls off with its distance from the middle of a slice."""

    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    EPANECHNIKOV = "epanechnikov"
    GAUSSIAN = "gaussian"


class Cut(StrEnum):
    """Whether duplicates are looked for in each window by itself, or in the whole range beforehand."""

    WINDOWS_FIRST = "windows first"
    DUPLICATES_FIRST = "duplicates first"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoMode:
    """A two-mode network: ``rows`` × ``columns``, as ``affiliation`` builds it."""

    rows: str = "organization"
    columns: str = "concept"
    qualifier: str | None = None
    aggregation: Aggregation = Aggregation.IGNORE
    normalization: Normalization | None = None
    duplicates: Duplicates | Counting = Duplicates.INCLUDE
    isolates: bool = False

    def __post_init__(self) -> None:
        if self.aggregation is not Aggregation.IGNORE and self.qualifier is None:
            raise AnalysisError(
                f"The aggregation {self.aggregation} needs a qualifier.",
                remedy="Name the variable that says agree or disagree, or choose 'ignore'.",
            )
        if self.normalization is not None and self.normalization not in _TWO_MODE:
            raise AnalysisError(
                f"The normalization {self.normalization} is for one-mode networks.",
                remedy="Two-mode networks have 'activity' and 'prominence'.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMode:
    """A one-mode network of ``actors`` through ``concepts``, as ``congruence`` builds it."""

    actors: str = "organization"
    concepts: str = "concept"
    qualifier: str | None = None
    kind: Projection = Projection.CONGRUENCE
    normalization: Normalization | None = None
    duplicates: Duplicates | Counting = Duplicates.INCLUDE
    isolates: bool = False
    scale: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.kind is not Projection.IGNORE and self.qualifier is None:
            raise AnalysisError(
                f"A {self.kind} network needs a qualifier.",
                remedy="Name the variable that says agree or disagree, or choose the kind 'ignore'.",
            )
        if self.normalization is not None and self.normalization not in _ONE_MODE:
            raise AnalysisError(
                f"The normalization {self.normalization} is for two-mode networks.",
                remedy="One-mode networks have 'average', 'jaccard' and 'cosine'.",
            )


Design: TypeAlias = TwoMode | OneMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Windows that move over time, ``width`` units wide, ``step`` units apart.

    Without a kernel every statement in a window counts fully; with one, by its distance from the middle.
    ``indent`` keeps only slices whose window lies inside the range of dates (windows without a kernel
    always do). ``to_one`` divides each matrix by the sum of its absolute values. ``cut`` says
    whether duplicates are removed window by window or before.
    """

    width: int = 100
    unit: Unit = Unit.DAYS
    step: int = 1
    kernel: Kernel | None = None
    indent: bool = False
    to_one: bool = False
    cut: Cut = Cut.WINDOWS_FIRST

    def __post_init__(self) -> None:
        for name, value in (("width", self.width), ("step", self.step)):
            if value < 1:
                raise AnalysisError(
                    f"A window can't have the {name} {value}.", remedy="Give 1 or more."
                )
        if self.kernel is not None and self.unit is Unit.EVENTS:
            raise AnalysisError(
                "A kernel weighs by distance in time; windows counted in events have none.",
                remedy="Leave the kernel out, or choose: "
                + ", ".join(unit for unit in Unit if unit is not Unit.EVENTS)
                + ".",
            )

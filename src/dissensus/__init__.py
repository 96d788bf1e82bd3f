"""Dissensus maps who stands where: political texts into coded statements and discourse networks.

>>> import dissensus as ds
>>> project = ds.open("debate.dissensus")  # doctest: +SKIP
>>> events = project.events(statement_type="position")  # doctest: +SKIP
>>> ds.congruence(
...     events, actors="organization", concepts="concept", qualifier="agreement"
... )  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dissensus.model.network import Network as _Network

if TYPE_CHECKING:
    from dissensus.analysis.affiliation import affiliation
    from dissensus.analysis.backbone.finding import backbone, evaluate_backbone
    from dissensus.analysis.backbone.result import Backbone, Fixed, Nested, Penalty
    from dissensus.analysis.clustering.choice import Clustering
    from dissensus.analysis.clustering.comparison import Clusterings, clusterings
    from dissensus.analysis.coalitions import coalitions
    from dissensus.analysis.congruence import congruence
    from dissensus.analysis.counts import counts
    from dissensus.analysis.design import Compat, Cut, Kernel, OneMode, TwoMode, Unit, Windows
    from dissensus.analysis.frequencies import Frequencies, frequencies
    from dissensus.analysis.over_time.course import Course, course
    from dissensus.analysis.over_time.slices import slices
    from dissensus.analysis.over_time.windows import Period, windows
    from dissensus.analysis.phases.distances import Distance
    from dissensus.analysis.phases.finding import Phases, phases
    from dissensus.analysis.polarization.measure import polarization
    from dissensus.analysis.polarization.result import Polarization
    from dissensus.analysis.polarization.series import PolarizationSeries
    from dissensus.analysis.relations import relations
    from dissensus.analysis.scaling.estimation import scaling
    from dissensus.analysis.scaling.result import Scaling
    from dissensus.analysis.selection import Counting, Duplicates, select
    from dissensus.errors import (
        AnalysisError,
        Busy,
        CodebookError,
        Conflict,
        DissensusError,
        ExchangeError,
        Forbidden,
        IngestError,
        NotFound,
        SchemaTooNew,
        SchemaTooOld,
        SpanError,
        StoreError,
        SuggestError,
    )
    from dissensus.events import EventList
    from dissensus.exchange.codebook import load_codebook
    from dissensus.exchange.dna.database import DnaDatabase
    from dissensus.exchange.dna.reader import read_dna
    from dissensus.intake import IngestReport
    from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
    from dissensus.model.document import Document
    from dissensus.model.entity import Attribute, Entity
    from dissensus.model.moment import Moment
    from dissensus.model.network import Aggregation, Network, Normalization, Partition, Projection
    from dissensus.model.span import Span
    from dissensus.model.statement import Statement, Voice
    from dissensus.model.suggestion import Suggestion, Verdict
    from dissensus.pictures import plot
    from dissensus.project import Project, create
    from dissensus.project import open_project as open  # noqa: A004
    from dissensus.trace import Trace
    from dissensus.verbs import export, read, suggest

__all__ = [
    "Aggregation",
    "AnalysisError",
    "Attribute",
    "Backbone",
    "Busy",
    "Clustering",
    "Clusterings",
    "Codebook",
    "CodebookError",
    "Compat",
    "Conflict",
    "Counting",
    "Course",
    "Cut",
    "DataType",
    "DissensusError",
    "Distance",
    "DnaDatabase",
    "Document",
    "Duplicates",
    "Entity",
    "EventList",
    "ExchangeError",
    "Fixed",
    "Forbidden",
    "Frequencies",
    "IngestError",
    "IngestReport",
    "Kernel",
    "Moment",
    "Nested",
    "Network",
    "Normalization",
    "NotFound",
    "OneMode",
    "Partition",
    "Penalty",
    "Period",
    "Phases",
    "Polarization",
    "PolarizationSeries",
    "Project",
    "Projection",
    "Scaling",
    "SchemaTooNew",
    "SchemaTooOld",
    "Span",
    "SpanError",
    "Statement",
    "StatementType",
    "StoreError",
    "SuggestError",
    "Suggestion",
    "Trace",
    "TwoMode",
    "Unit",
    "Variable",
    "Verdict",
    "Voice",
    "Windows",
    "affiliation",
    "backbone",
    "clusterings",
    "coalitions",
    "congruence",
    "counts",
    "course",
    "create",
    "evaluate_backbone",
    "export",
    "frequencies",
    "load_codebook",
    "open",
    "phases",
    "plot",
    "polarization",
    "read",
    "read_dna",
    "relations",
    "scaling",
    "select",
    "slices",
    "suggest",
    "windows",
]

# Where each name lives; imported when first used, so that `dissensus --help` answers at once.
_HOMES = {
    "analysis.affiliation": ("affiliation",),
    "analysis.backbone.finding": ("backbone", "evaluate_backbone"),
    "analysis.backbone.result": ("Backbone", "Fixed", "Nested", "Penalty"),
    "analysis.clustering.choice": ("Clustering",),
    "analysis.clustering.comparison": ("Clusterings", "clusterings"),
    "analysis.coalitions": ("coalitions",),
    "analysis.congruence": ("congruence",),
    "analysis.counts": ("counts",),
    "analysis.over_time.course": ("Course", "course"),
    "analysis.design": ("Compat", "Cut", "Kernel", "OneMode", "TwoMode", "Unit", "Windows"),
    "analysis.frequencies": ("Frequencies", "frequencies"),
    "analysis.phases.finding": ("Phases", "phases"),
    "analysis.polarization.measure": ("polarization",),
    "analysis.polarization.result": ("Polarization",),
    "analysis.polarization.series": ("PolarizationSeries",),
    "analysis.relations": ("relations",),
    "analysis.scaling.estimation": ("scaling",),
    "analysis.scaling.result": ("Scaling",),
    "analysis.selection": ("Counting", "Duplicates", "select"),
    "analysis.phases.distances": ("Distance",),
    "analysis.over_time.slices": ("slices",),
    "analysis.over_time.windows": ("Period", "windows"),
    "events": ("EventList",),
    "exchange.codebook": ("load_codebook",),
    "exchange.dna.database": ("DnaDatabase",),
    "exchange.dna.reader": ("read_dna",),
    "intake": ("IngestReport",),
    "model.codebook": ("Codebook", "DataType", "StatementType", "Variable"),
    "model.document": ("Document",),
    "model.entity": ("Attribute", "Entity"),
    "model.moment": ("Moment",),
    "model.network": ("Aggregation", "Network", "Normalization", "Partition", "Projection"),
    "model.span": ("Span",),
    "model.statement": ("Statement", "Voice"),
    "model.suggestion": ("Suggestion", "Verdict"),
    "pictures": ("plot",),
    "project": ("Project", "create", "open"),
    "trace": ("Trace",),
    "verbs": ("export", "read", "suggest"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'dissensus' has no attribute {name!r}")
    home = import_module(f"dissensus.{_HOME_OF.get(name, 'errors')}")
    value = getattr(home, "open_project" if name == "open" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


class _Public(ModuleType):
    """Keeps a public name: importing the package ``dissensus.suggest`` must not hide the verb."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Public
# A network shows itself by what stands floors above it, which is imported when first asked for.
_Network.views = staticmethod(lambda: import_module("dissensus.views"))

"""Results to pictures in files: each kind of result has a module here that says how it is drawn.

A new kind of result: a module with a function under ``@figure.register(ItsType)`` that takes the result
and keyword options and returns a figure made by ``dissensus.report.charts``, and its import below.
"""

from dissensus.pictures import backbones as backbones
from dissensus.pictures import clusterings as clusterings
from dissensus.pictures import courses as courses
from dissensus.pictures import frequencies as frequencies
from dissensus.pictures import networks as networks
from dissensus.pictures import phases as phases
from dissensus.pictures import polarization as polarization
from dissensus.pictures import scaling as scaling
from dissensus.pictures.drawing import figure, plot

__all__ = ["figure", "plot"]

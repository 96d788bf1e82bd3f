"""Numbers to pictures for a paper: arrays in, a figure out, ``write`` puts it into a file."""

from dissensus.report.charts.frame import Caption
from dissensus.report.charts.heat import heat
from dissensus.report.charts.lines import lines
from dissensus.report.charts.network import network
from dissensus.report.charts.rows import bars, intervals
from dissensus.report.charts.scatter import scatter
from dissensus.report.charts.write import PICTURE_SUFFIXES, picture_bytes, picture_suffix, write

__all__ = [
    "PICTURE_SUFFIXES",
    "Caption",
    "bars",
    "heat",
    "intervals",
    "lines",
    "network",
    "picture_bytes",
    "picture_suffix",
    "scatter",
    "write",
]

"""How is polarization drawn? Once: who is with and against whom, bloc by bloc; over time: the score and its statements"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dissensus.analysis.polarization.result import Polarization
from dissensus.analysis.polarization.series import PolarizationSeries
from dissensus.errors import ExchangeError
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []


@figure.register(Polarization)
def _polarization(
    found: Polarization, *, title: str = "", subtitle: str = "", most: int = 40
) -> Figure:
    """Draw who agrees with whom, bloc by bloc: the ``most`` actors with the heaviest ties."""
    names, agree, oppose = found.pairs()
    if not names:
        raise ExchangeError(
            "Nobody has a tie, so there is nothing to draw.",
            remedy="Choose more statements: other dates, fewer filters.",
        )
    weight = agree + oppose
    shown = np.sort(np.argsort(-weight.sum(axis=1), kind="stable")[:most])
    note = f"{len(names):,} actors with a tie"
    note += f", the {most} with the heaviest ones drawn. " if len(names) > most else ". "
    share = np.full(weight.shape, np.nan)
    np.divide(agree - oppose, weight, out=share, where=weight > 0)
    names = tuple(names[n] for n in shown.tolist())
    return charts.heat(
        share[np.ix_(shown, shown)],
        rows=names,
        columns=names,
        strip=[chr(ord("A") + found.partition.members[name] % 26) for name in names],
        strip_label="bloc",
        diverging=True,
        label="(congruence − conflict) / both",
        caption=charts.Caption(
            title=title or f"Polarization {found.score:.2f}",
            subtitle=subtitle
            or "Who agrees with whom (blue) and opposes whom (orange); blank: they never meet. Actors "
            "by bloc, the most active first. Polarized is all blue within and all orange between blocs.",
            statements=found.statements,
            unreviewed=found.unreviewed,
            note=note + _proved(found),
        ),
    )


@figure.register(PolarizationSeries)
def _series(series: PolarizationSeries, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw the score over time, with the number of statements of each window below."""
    score = np.array(series.score, dtype=float)
    bounds = np.array([np.nan if b is None else b for b in series.bound], dtype=float)
    open_ = np.isfinite(bounds) & ~np.array(series.exact, dtype=bool)
    upper = np.where(open_, bounds, score)
    proved = sum(series.exact)
    note = f"{len(series):,} windows: {series.options['window']}, kernel {series.options['kernel']}"
    note += f", at most {int(max(series.actors, default=0)):,} actors. "
    note += f"Proved to be the best blocs in {proved:,}." if proved else "Blocs of a seeded search."
    drawn = {"polarization": score}
    if series.chance is not None:
        drawn["by chance"] = np.array(series.chance)
        note += (
            f" By chance: mean of {len(series.shuffled):,} rounds with positions dealt out anew."
        )
    return charts.lines(
        [middle.start for middle in series.middle],
        drawn,
        bands={"polarization": (score, upper)} if open_.any() else None,
        ylabel="polarization (κ)" if "compat" not in series.options else "score as DNA computes it",
        below=("statements", series.statements),
        limits=(0.0, 1.03),
        caption=charts.Caption(
            title=title or _finding(series),
            subtitle=subtitle
            or "0: blocs say nothing about who agrees with whom. "
            "1: all congruence within and all conflict between them.",
            statements=len(series.behind),
            unreviewed=series.unreviewed,
            note=note,
        ),
    )


def _finding(series: PolarizationSeries) -> str:
    score = np.nan_to_num(np.array(series.score, dtype=float))
    if not score.size or not score.any():
        return "Polarization over time"
    above = score if series.chance is None else score - np.array(series.chance)
    highest = np.flatnonzero(above >= above.max() - 1e-9)
    if len(highest) > 1:
        return "Polarization over time"
    when = series.middle[int(highest[0])].start
    which = "" if series.chance is None else ", compared with chance,"
    return f"Polarization{which} is highest around {when:%Y-%m-%d} ({score[highest[0]]:.2f})"


def _proved(found: Polarization) -> str:
    told = ""
    if found.exact:
        told = "Proved: no blocs score higher."
    elif found.bound is not None:
        told = f"No blocs score above {found.bound:.2f}."
    if found.chance is not None:
        told += f" With positions dealt out at random: {found.chance:.2f} (mean of {len(found.shuffled):,})."
    return told

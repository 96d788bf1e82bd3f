"""Which network did the browser ask for? ``Networks``: built once for as long as nothing changed

``asked`` turns what came over the wire into ``NetworkOptions``; identities of entities become names.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from dissensus.analysis.coalitions import coalitions
from dissensus.analysis.design import Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.errors import AnalysisError, NotFound
from dissensus.events import EventList
from dissensus.model.codebook import Codebook
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Partition
from dissensus.model.value import Value
from dissensus.networks import Kind, NetworkOptions, Prepared, build, prepared
from dissensus.web.wire.base import Scalar
from dissensus.web.wire.networks import NetworkAsk, ShownAsk, StatementsAsk, WindowsAsk
from dissensus.web.workbench import Workbench

__all__ = ["Built", "Networks", "asked", "day", "over_time"]

_KEPT: Final = 24  # results
_STEPS: Final = 4_000_000  # ties times runs; about three seconds of searching for coalitions
_NetworkFields: Final = frozenset(NetworkAsk.model_fields)
_SAME_NETWORK: Final = _NetworkFields - {"most", "resolution", "runs"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Built:
    """A network, what it was chosen from, and how; ``ready`` is None for relations, which are not built."""

    network: Network
    events: EventList  # all of the statement type
    codebook: Codebook
    row_kind: str
    column_kind: str
    ready: Prepared | None


class Networks:
    """Builds what is asked for, and keeps the latest results. Safe to use from many threads."""

    def __init__(self, desk: Workbench) -> None:
        self.desk = desk
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[EventList, Codebook, object]] = OrderedDict()

    def statements(self, options: NetworkOptions, *, unreviewed: bool) -> EventList:
        """Return all statements of the type that is asked for."""
        name = options.type_in(self.desk.codebook())
        return self.desk.events(name, unreviewed=unreviewed)

    def network(self, ask: NetworkAsk) -> Built:
        """Build the network. Cost: that of the network, the first time."""
        options = asked(ask, self.desk.names().by_id, kind=ask.kind)
        events = self.statements(options, unreviewed=ask.unreviewed)
        codebook = self.desk.codebook()

        def make() -> Built:
            since, until = day(ask.since), day(ask.until)
            if ask.kind is Kind.RELATIONS:
                network = build(events, options, codebook.entities, since=since, until=until)
                kind = events.statement_type.variable("source").entities
                return Built(network, events, codebook, kind, kind, None)
            ready = prepared(events, options, codebook.entities, since=since, until=until)
            network = ready.attributed(ready.network(), codebook.entities)
            return Built(network, events, codebook, ready.row_kind, ready.column_kind or "", ready)

        return self._once(_key("network", ask), events, codebook, make)

    def shown(self, ask: ShownAsk) -> Network:
        """Return the network on the screen. Cost: that of the network, the first time."""
        whole = self.network(ask)
        slice_ = ask.slice
        if slice_ is None:
            return whole.network

        def make() -> Network:
            made = next(over_time(whole, slice_, first=slice_.number), None)
            if made is None or whole.ready is None:
                raise NotFound(
                    f"There is no slice {slice_.number + 1}.",
                    remedy="Statements may have gone meanwhile; choose an earlier slice.",
                )
            return whole.ready.attributed(made, whole.codebook.entities)

        key = f"{_key('slice', ask)} {slice_.model_dump_json()}"
        return self._once(key, whole.events, whole.codebook, make)

    def coalitions(self, ask: NetworkAsk) -> tuple[Partition, Network]:
        """Find the coalitions of the actors: in their congruence network, or where signs were coded, in that.

        Of large networks there are fewer runs than asked for. Returns the network searched as well.
        Cost: runs × ties.
        """
        alike = self._searched(ask)
        built = self.network(alike)

        def make() -> Partition:
            runs = min(ask.runs, max(1, _STEPS // max(1, int(built.network.matrix.nnz))))
            return coalitions(built.network, resolution=ask.resolution, runs=runs)

        key = f"{_key('coalitions', alike)} {ask.resolution} {ask.runs}"
        return self._once(key, built.events, built.codebook, make), built.network

    def _searched(self, ask: NetworkAsk) -> NetworkAsk:
        """Return the ask for the network in which coalitions are looked for."""
        if ask.kind in (Kind.RELATIONS, Kind.IGNORE):
            return ask
        two_mode = ask.kind is Kind.AFFILIATION
        sides = not two_mode or self.network(ask).network.options["qualifier"] != "none"
        plain = two_mode or ask.kind is Kind.CONFLICT
        return ask.model_copy(
            update={
                "kind": Kind.CONGRUENCE if sides else Kind.IGNORE,
                "aggregation": Aggregation.SUBTRACT,
                "normalization": None if plain else ask.normalization,
            }
        )

    def _once(self, key: str, events: EventList, codebook: Codebook, make: Callable[[], T]) -> T:
        """Make a result unless it was made of these very statements and this codebook."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] is events and kept[1] is codebook:
                self._kept.move_to_end(key)
                return cast("T", kept[2])  # what the key was made for
        made = make()
        with self._lock:
            for old in [k for k, v in self._kept.items() if _outdated(v, events, codebook)]:
                del self._kept[old]  # nobody asks for it again, and its statements take room
            self._kept[key] = (events, codebook, made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def over_time(built: Built, windows: WindowsAsk, *, first: int = 0) -> Iterator[Network]:
    """Go through the slices of a network from the ``first`` one on. Raises ``AnalysisError`` for relations."""
    ready = built.ready
    if ready is None:
        raise AnalysisError(
            "Relations can't be cut into windows.",
            remedy="Choose another kind of network, or set the range of dates by hand.",
        )
    cut = Windows(width=windows.width, unit=windows.unit, step=windows.step, kernel=windows.kernel)
    return slices(
        ready.events,
        ready.design,
        cut,
        population=ready.population,
        extent=ready.extent,
        first=first,
    )


def asked(ask: StatementsAsk, names: Mapping[str, str], *, kind: Kind) -> NetworkOptions:
    """Turn what came over the wire into options; ``names`` are those of the entities by identity."""
    options = NetworkOptions(
        kind=kind,
        statement_type=ask.type,
        actors=ask.actors,
        concepts=ask.concepts,
        qualifier=ask.qualifier,
        duplicates=ask.duplicates,
        attribute=ask.attribute,
        include={name: _named(values, names) for name, values in ask.include.items()},
        exclude={name: _named(values, names) for name, values in ask.exclude.items()},
        least={name: least for name, least in ask.least.items() if least > 1},
    )
    if isinstance(ask, NetworkAsk):
        options = replace(
            options,
            aggregation=ask.aggregation,
            normalization=ask.normalization,
            isolates=ask.isolates,
        )
    return options


def day(text: str) -> Moment | None:
    """Read a date as exactly as it is known; empty: none."""
    if not text:
        return None
    try:
        moment = Moment.parse(text)
        moment.stop  # noqa: B018 — the end of the last year there is can't be told
    except (ValueError, OverflowError) as error:
        raise AnalysisError(
            f"{text!r} can't be a limit of a range of dates: {error}.",
            remedy="Give a date like 2019, 2019-06 or 2019-06-05.",
        ) from None
    return moment


def _outdated(kept: tuple[EventList, Codebook, object], now: EventList, codebook: Codebook) -> bool:
    """Say whether a result was made before the latest change; one of another statement type may stay."""
    events, book, _ = kept
    same = events.statement_type.name == now.statement_type.name
    return book is not codebook or (same and events is not now)


def _key(what: str, ask: NetworkAsk) -> str:
    return f"{what} {ask.model_dump_json(include=set(_SAME_NETWORK))}"


def _named(values: Sequence[Scalar], names: Mapping[str, str]) -> list[Value]:
    return [names.get(value, value) if isinstance(value, str) else value for value in values]

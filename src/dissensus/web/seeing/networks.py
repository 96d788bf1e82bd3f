"""Which network did the browser ask for? ``Networks``: built once for as long as nothing changed

``asked`` turns what came over the wire into ``NetworkOptions``; identities of entities become names.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from dissensus.analysis.coalitions import coalitions
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import Codebook
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Partition
from dissensus.model.value import Value
from dissensus.networks import Kind, NetworkOptions, Prepared, build, prepared
from dissensus.web.wire.base import Scalar
from dissensus.web.wire.networks import NetworkAsk, StatementsAsk
from dissensus.web.workbench import Workbench

__all__ = ["Built", "Networks", "asked", "day"]

_KEPT: Final = 24  # results
_STEPS: Final = 4_000_000  # ties times runs; about three seconds of searching for coalitions
_NetworkFields: Final = frozenset(NetworkAsk.model_fields)
_SAME_NETWORK: Final = _NetworkFields - {"most", "resolution", "runs"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Built:
    """A network, what it was chosen from, and the kinds of entity on its two sides."""

    network: Network
    events: EventList  # all of the statement type
    codebook: Codebook
    row_kind: str
    column_kind: str


class Networks:
    """Builds what is asked for, and keeps the latest results. Safe to use from many threads."""

    def __init__(self, desk: Workbench) -> None:
        self.desk = desk
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[EventList, Codebook, object]] = OrderedDict()

    def statements(self, ask: StatementsAsk, kind: Kind = Kind.AFFILIATION) -> EventList:
        """Return all statements of the type that is asked for."""
        options = asked(ask, self.desk.names().by_id, kind=kind)
        name = options.type_in(self.desk.codebook())
        return self.desk.events(name, unreviewed=ask.unreviewed)

    def network(self, ask: NetworkAsk) -> Built:
        """Build the network. Cost: that of the network, the first time."""
        events, codebook = self.statements(ask, ask.kind), self.desk.codebook()
        options = asked(ask, self.desk.names().by_id, kind=ask.kind)

        def make() -> Built:
            since, until = day(ask.since), day(ask.until)
            network = build(events, options, codebook.entities, since=since, until=until)
            if ask.kind is Kind.RELATIONS:
                kind = events.statement_type.variable("source").entities
                return Built(network, events, codebook, kind, kind)
            ready = self._prepared(events, options, codebook, ask)
            return Built(network, events, codebook, ready.row_kind, ready.column_kind or "")

        return self._once(_key("network", ask), events, codebook, make)

    def prepared(self, ask: NetworkAsk) -> tuple[Prepared, Codebook]:
        """Choose statements and design, for measures that go on from there. Cost: O(statements)."""
        events, codebook = self.statements(ask, ask.kind), self.desk.codebook()
        options = asked(ask, self.desk.names().by_id, kind=ask.kind)
        return self._prepared(events, options, codebook, ask), codebook

    def coalitions(self, ask: NetworkAsk) -> tuple[Partition, Network]:
        """Find the coalitions of the actors: in their congruence network, or where signs were coded, in that.

        Of large networks there are fewer runs than asked for. Returns the network searched as well.
        Cost: runs × ties.
        """
        alike = _searched(ask)
        built = self.network(alike)

        def make() -> Partition:
            runs = min(ask.runs, max(1, _STEPS // max(1, int(built.network.matrix.nnz))))
            return coalitions(built.network, resolution=ask.resolution, runs=runs)

        key = f"{_key('coalitions', alike)} {ask.resolution} {ask.runs}"
        return self._once(key, built.events, built.codebook, make), built.network

    def _prepared(
        self, events: EventList, options: NetworkOptions, codebook: Codebook, ask: StatementsAsk
    ) -> Prepared:
        return prepared(
            events, options, codebook.entities, since=day(ask.since), until=day(ask.until)
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
            self._kept[key] = (events, codebook, made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


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


def _searched(ask: NetworkAsk) -> NetworkAsk:
    """Return the ask for the network in which coalitions are looked for."""
    if ask.kind in (Kind.RELATIONS, Kind.IGNORE):
        return ask
    plain = ask.kind is Kind.AFFILIATION or ask.kind is Kind.CONFLICT
    return ask.model_copy(
        update={
            "kind": Kind.CONGRUENCE if ask.qualifier is not None else Kind.IGNORE,
            "aggregation": Aggregation.SUBTRACT,
            "normalization": None if plain else ask.normalization,
        }
    )


def _key(what: str, ask: NetworkAsk) -> str:
    return f"{what} {ask.model_dump_json(include=set(_SAME_NETWORK))}"


def _named(values: Sequence[Scalar], names: Mapping[str, str]) -> list[Value]:
    return [names.get(value, value) if isinstance(value, str) else value for value in values]

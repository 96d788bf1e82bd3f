"""How does a proposal become a statement? ``propose``, ``decide``, ``accept_all``, ``standings``

Only by a recorded decision: of a person, or of a policy that a person set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from textwrap import shorten
from typing import Final

from dissensus.errors import Conflict
from dissensus.model.codebook import Codebook
from dissensus.model.statement import Statement
from dissensus.model.suggestion import Decision, Suggestion, SuggestionState, Verdict
from dissensus.model.value import Value
from dissensus.store import codebooks, documents, history, statements, suggestions, verdicts
from dissensus.store.connect import Store
from dissensus.store.entities import Names
from dissensus.store.history import Act
from dissensus.suggest.acceptance import Acceptance
from dissensus.suggest.suggester import Suggester, checked

__all__ = [
    "Standing",
    "accept_all",
    "accept_in",
    "decide",
    "decide_in",
    "policy_summary",
    "propose",
    "standings",
]

_BATCH: Final = 1000
_DOCUMENTS: Final = 50
_RECENT: Final = 50  # decisions that show how a suggester does lately
_STEP: Final = 25
_STEPS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the proposals of one suggester fared, of one statement type or (``""``) of all.

    ``counts`` has the number in each state, by verdict of people, and ``verdicts.UNSEEN`` by policies.
    ``recent`` is about the last 50 decisions of people on any type, ``course`` the share accepted in each
    25 of them, oldest first.
    """

    suggester: str
    version: str
    statement_type: str
    counts: Counter[str]
    acceptance: Acceptance
    recent: Acceptance
    course: tuple[float, ...]


def propose(
    store: Store,
    suggester: Suggester,
    *,
    ids: Sequence[str] | None,
    coder: tuple[str, str],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Put a suggester's proposals into the queue; returns how many are new.

    A proposal whose span does not read as its quotation is refused before anybody sees it. Memory:
    some 50 documents at a time; all transactions of a call are one run.
    """
    with store.read() as connection:
        codebook = codebooks.load(connection)
        ids = documents.identities(connection) if ids is None else ids
    new = done = 0
    run = ""
    for start in range(0, len(ids), _DOCUMENTS):
        batch = ids[start : start + _DOCUMENTS]
        with store.read() as connection:
            texts = list(documents.load(connection, batch))
        proposals: list[Suggestion] = []
        for text in texts:
            proposals += checked(suggester.suggest(text), text)
            done += 1
            if progress is not None:
                progress(done)
        with history.begin(store, "suggest", suggester.name, coder=coder, run=run) as act:
            run = act.run
            new += suggestions.add(
                act, proposals, codebook, suggester=suggester.name, document_ids=batch
            )
    return new


def decide(
    store: Store,
    suggestion_id: str,
    verdict: Verdict,
    corrections: Mapping[str, Value],
    *,
    coder: tuple[str, str],
) -> Statement | None:
    """Carry out a person's verdict on one suggestion; returns the statement, if there is one now."""
    with history.begin(store, "review", verdict.value, coder=coder) as act:
        codebook = codebooks.load(act.connection)
        statement_id = decide_in(act, suggestion_id, verdict, corrections, codebook)
        if not statement_id:
            return None
        return statements.get(act.connection, statement_id, codebooks.load(act.connection))


def decide_in(
    act: Act,
    suggestion_id: str,
    verdict: Verdict,
    corrections: Mapping[str, Value],
    codebook: Codebook,
    *,
    statement_id: str = "",
    names: Names | None = None,
) -> str:
    """Carry out a verdict as part of an act; returns the identity of the statement, if one came of it.

    ``statement_id`` is the identity it shall have, ``names`` what the codebook has by now. ``Conflict`` where the suggestion is out of the queue.
    """
    suggestion = suggestions.by_id(act.connection, suggestion_id, codebook)
    if suggestion.state not in (SuggestionState.WAITING, SuggestionState.SKIPPED):
        raise _too_late(act, suggestion)
    if verdict in (Verdict.REJECT, Verdict.SKIP):
        suggestions.decide(act, [_decision(suggestion, verdict, act.coder_id)])
        return ""
    corrected = replace(suggestion, values={**suggestion.values, **corrections})
    statement = _statement(corrected, act.coder_id, reviewed=True)
    if statement_id:
        statement = replace(statement, id=statement_id)
    statements.add(act, [statement], codebook, names=names)
    decision = _decision(suggestion, verdict, act.coder_id, statement=statement.id)
    suggestions.decide(act, [decision])
    return statement.id


def accept_all(
    store: Store, *, min_score: float, statement_types: Sequence[str], coder: tuple[str, str]
) -> int:
    """Accept every waiting suggestion of at least this score, unseen, under a recorded policy.

    The statements are marked as not reviewed. One act, so one undo. Cost: O(suggestions).
    """
    summary = policy_summary(min_score, statement_types)
    with history.begin(store, "accept", summary, coder=coder) as act:
        return accept_in(act, min_score=min_score, statement_types=statement_types)


def accept_in(
    act: Act, *, min_score: float, statement_types: Sequence[str], suggester: str = ""
) -> int:
    """Accept by a policy as part of an act; returns how many. ``suggester``: of this one only."""
    codebook = codebooks.load(act.connection)
    waiting = suggestions.queue(
        act.connection,
        codebook,
        min_score=min_score,
        statement_types=statement_types,
        suggester=suggester,
    )
    if not waiting:
        return 0
    policy = suggestions.record_policy(
        act, min_score=min_score, statement_types=statement_types, suggester=suggester
    )
    for start in range(0, len(waiting), _BATCH):
        _accept(act, waiting[start : start + _BATCH], codebook, policy)
        codebook = codebooks.load(act.connection)  # with the entities that these brought along
    return len(waiting)


def policy_summary(min_score: float, statement_types: Sequence[str], suggester: str = "") -> str:
    """Say in the history what a policy accepts."""
    restricted = ", ".join([*statement_types, *([f"by {suggester}"] if suggester else [])])
    return f"accept at {min_score:g} or better" + (f" ({restricted})" if restricted else "")


def standings(store: Store) -> list[Standing]:
    """Return how every suggester fared, each overall and then by statement type. Cost: O(proposals)."""
    with store.read() as connection:
        types = {t.id: t.name for t in codebooks.load(connection).statement_types}
        by_machine: dict[tuple[str, str], dict[str, Counter[str]]] = {}
        for (name, version, type_id), counts in verdicts.tallies(connection).items():
            machine = by_machine.setdefault((name, version), {"": Counter()})
            machine[""] += counts
            if type_id in types:
                machine[types[type_id]] = counts
        found = []
        for (name, version), by_type in sorted(by_machine.items()):
            last = verdicts.recent(connection, name, version, limit=_STEP * _STEPS)
            found += [
                Standing(
                    suggester=name,
                    version=version,
                    statement_type=type_name,
                    counts=counts,
                    acceptance=_acceptance(counts),
                    recent=_acceptance(Counter(v.value for v in last[-_RECENT:])),
                    course=() if type_name else _course(last),
                )
                for type_name, counts in sorted(by_type.items())
            ]
    return found


def _acceptance(verdicts_: Mapping[str, int]) -> Acceptance:
    accepted = verdicts_.get(Verdict.ACCEPT, 0) + verdicts_.get(Verdict.EDIT, 0)
    return Acceptance(accepted, accepted + verdicts_.get(Verdict.REJECT, 0))


def _course(last: Sequence[Verdict]) -> tuple[float, ...]:
    """Return the share accepted in each full step of decisions, oldest first."""
    first = len(last) % _STEP
    steps = [last[start : start + _STEP] for start in range(first, len(last), _STEP)]
    return tuple(sum(v is not Verdict.REJECT for v in step) / _STEP for step in steps)


def _too_late(act: Act, suggestion: Suggestion) -> Conflict:
    words = shorten(suggestion.quotation, 60, placeholder=" …")
    if suggestion.state is SuggestionState.WITHDRAWN:
        return Conflict(
            f"The suggestion “{words}” was withdrawn: it is proposed no longer, or its words changed.",
            remedy="Code the words by hand if they say it.",
        )
    decided = suggestions.decided(act.connection, [suggestion.id]).get(suggestion.id)
    by = f", by {'a policy of ' if decided.unseen else ''}{decided.coder}" if decided else ""
    return Conflict(
        f"The suggestion “{words}” is {suggestion.state} already{by}.",
        remedy="Undo that decision first, or edit its statement.",
        theirs={
            "id": decided.statement_id if decided else "",
            "document": suggestion.document_id,
            "state": suggestion.state.value,
            "verdict": decided.verdict if decided else "",
            "coder": decided.coder if decided else "",
        },
    )


def _accept(act: Act, batch: Sequence[Suggestion], codebook: Codebook, policy: str) -> None:
    coder_id = act.coder_id
    pairs = [(s, _statement(s, coder_id, reviewed=False)) for s in batch]
    statements.add(act, [statement for _, statement in pairs], codebook)
    suggestions.decide(
        act,
        [
            _decision(s, Verdict.ACCEPT, coder_id, statement=statement.id, policy=policy)
            for s, statement in pairs
        ],
    )


def _decision(
    suggestion: Suggestion,
    verdict: Verdict,
    coder_id: str,
    *,
    statement: str = "",
    policy: str = "",
) -> Decision:
    return Decision(
        suggestion_id=suggestion.id,
        verdict=verdict,
        coder=coder_id,
        decided=datetime.now(UTC),
        statement_id=statement,
        policy=policy,
    )


def _statement(suggestion: Suggestion, coder_id: str, *, reviewed: bool) -> Statement:
    return Statement(
        document_id=suggestion.document_id,
        version=suggestion.version,
        span=suggestion.span,
        quotation=suggestion.quotation,
        statement_type=suggestion.statement_type,
        values={name: value for name, value in suggestion.values.items() if value is not None},
        coder=coder_id,
        created=datetime.now(UTC),
        voices=suggestion.voices,
        suggestion_id=suggestion.id,
        reviewed=reviewed,
        score=suggestion.score,
    )

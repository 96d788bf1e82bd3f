"""How does a proposal become a statement? ``propose``, ``decide``, ``accept_all``

Only by a recorded decision: of a person, or of a policy that a person set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from dissensus.errors import Conflict
from dissensus.model.codebook import Codebook
from dissensus.model.statement import Statement
from dissensus.model.suggestion import Decision, Suggestion, SuggestionState, Verdict
from dissensus.model.value import Value
from dissensus.store import codebooks, documents, history, statements, suggestions
from dissensus.store.connect import Store
from dissensus.store.history import Act
from dissensus.suggest.suggester import Suggester, checked

__all__ = ["accept_all", "decide", "propose"]

_BATCH: Final = 1000
_DOCUMENTS: Final = 50


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
        proposals = [s for text in texts for s in checked(suggester.suggest(text), text)]
        with history.begin(store, "suggest", suggester.name, coder=coder, run=run) as act:
            run = act.run
            new += suggestions.add(
                act, proposals, codebook, suggester=suggester.name, document_ids=batch
            )
        done += len(texts)
        if progress is not None:
            progress(done)
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
        suggestion = suggestions.by_id(act.connection, suggestion_id, codebook)
        if suggestion.state in (SuggestionState.ACCEPTED, SuggestionState.REJECTED):
            raise Conflict(
                f"The suggestion {suggestion_id} is {suggestion.state} already.",
                remedy="Undo that decision first, or edit its statement.",
            )
        if verdict in (Verdict.REJECT, Verdict.SKIP):
            suggestions.decide(act, [_decision(suggestion, verdict, coder[0])])
            return None
        corrected = replace(suggestion, values={**suggestion.values, **corrections})
        statement = _statement(corrected, coder[0], reviewed=True)
        statements.add(act, [statement], codebook)
        decision = _decision(suggestion, verdict, coder[0], statement=statement.id)
        suggestions.decide(act, [decision])
        return statements.get(act.connection, statement.id, codebooks.load(act.connection))


def accept_all(
    store: Store, *, min_score: float, statement_types: Sequence[str], coder: tuple[str, str]
) -> int:
    """Accept every waiting suggestion of at least this score, unseen, under a recorded policy.

    The statements are marked as not reviewed. One run, so one undo. Cost: O(suggestions).
    """
    summary = f"accept at {min_score:g} or better" + (
        f" ({', '.join(statement_types)})" if statement_types else ""
    )
    with store.read() as connection:
        codebook = codebooks.load(connection)
        waiting = suggestions.queue(
            connection, codebook, min_score=min_score, statement_types=statement_types
        )
    if not waiting:
        return 0
    run = policy = ""
    for start in range(0, len(waiting), _BATCH):
        with history.begin(store, "accept", summary, coder=coder, run=run) as act:
            if not policy:
                run = act.run
                policy = suggestions.record_policy(
                    act, min_score=min_score, statement_types=statement_types
                )
            codebook = codebooks.load(act.connection)
            _accept(act, waiting[start : start + _BATCH], codebook, coder[0], policy)
    return len(waiting)


def _accept(
    act: Act, batch: Sequence[Suggestion], codebook: Codebook, coder_id: str, policy: str
) -> None:
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

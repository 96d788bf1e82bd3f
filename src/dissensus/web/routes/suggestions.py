"""``/api/suggestions``, ``/api/suggest``: the review queue, how suggesters fare, what a policy would do"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from dissensus import review
from dissensus.errors import NotFound
from dissensus.model.coder import Permission
from dissensus.model.suggestion import SuggestionState, Verdict
from dissensus.review import Standing
from dissensus.store import coders, documents, history, suggestions
from dissensus.store.verdicts import UNSEEN
from dissensus.store.waiting import Choice, Sort
from dissensus.suggest.acceptance import Acceptance
from dissensus.suggest.registry import SUGGESTERS, make
from dissensus.web.jobs import Progress
from dissensus.web.suggestions import Queues, suggestion_outs
from dissensus.web.wire.base import Id, Line
from dissensus.web.wire.suggestions import (
    DocumentSuggestions,
    Policy,
    Preview,
    Rate,
    Share,
    Started,
    Suggest,
    SuggesterRow,
    Suggesters,
    SuggestionList,
    SuggestionRow,
)
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["suggestions"])
    queues = Queues(desk)

    @routes.get("/suggestions", responses={200: {"model": SuggestionList}})
    def window(
        sort: Sort = Sort.DOCUMENT,
        descending: bool = False,
        type: Annotated[list[Line], Query(max_length=100)] = [],  # noqa: A002, B006
        document: Id | None = None,
        suggester: Line = "",
        min_score: Share = 0.0,
        max_score: Share = 1.0,
        state: SuggestionState = SuggestionState.WAITING,
        offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
        after: Id | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 20,
    ) -> JSONResponse:
        """Return what waits for a decision (or was decided), sorted and filtered, a window of it."""
        choice = Choice(
            states=frozenset({state}),
            statement_types=frozenset(type),
            suggester=suggester,
            documents=frozenset({document} if document else ()),
            min_score=min_score,
            max_score=max_score,
        )
        return JSONResponse(
            queues.window(
                choice, sort, descending=descending, offset=offset, after=after or "", limit=limit
            )
        )

    @routes.get("/suggestions/suggesters")
    def suggesters() -> Suggesters:
        """Return which suggesters there are and how their proposals fared."""
        return Suggesters(
            known=list(SUGGESTERS), rows=[_fared(s) for s in review.standings(desk.store)]
        )

    @routes.post("/suggestions/preview", responses={200: {"model": Preview}})
    def preview(policy: Policy) -> JSONResponse:
        """Return what accepting by a policy would do; nothing is changed."""
        choice = Choice(
            statement_types=frozenset(policy.types),
            suggester=policy.suggester,
            min_score=policy.min_score,
        )
        return JSONResponse(queues.preview(choice))

    @routes.get("/suggestions/{suggestion}", responses={200: {"model": SuggestionRow}})
    def one(suggestion: Id) -> JSONResponse:
        """Return one proposal in its context, whatever became of it."""
        rows = queues.rows([suggestion])
        if not rows:
            raise NotFound(f"There is no suggestion {suggestion!r}.")
        return JSONResponse(rows[0])

    @routes.get(
        "/documents/{document}/suggestions", responses={200: {"model": DocumentSuggestions}}
    )
    def of_document(document: Id) -> JSONResponse:
        """Return what waits on the current version of a document, skipped ones too."""
        with desk.store.read() as connection:
            last = history.last(connection)
            found = suggestions.of_document(connection, desk.codebook(), document)
            texts = suggestions.texts(connection, [s.id for s in found])
        return JSONResponse({"last": last, "suggestions": suggestion_outs(desk, found, texts)})

    @routes.post("/suggest")
    def suggest(wanted: Suggest) -> Started:
        """Let a suggester go through the texts; a job, whose result is the number of new proposals."""
        coders.admit(desk.store, desk.coder, Permission.REVIEW)
        suggester = make(wanted.suggester, desk.codebook())
        with desk.store.read() as connection:
            ids = list(documents.identities(connection))
        if wanted.documents is not None:
            missing = set(wanted.documents) - set(ids)
            if missing:
                raise NotFound(f"There is no document {min(missing)!r}.")
            ids = list(wanted.documents)

        def run(progress: Progress) -> dict[str, Any]:
            progress(0, len(ids))
            new = desk.project.suggest(
                suggester, documents=ids, progress=lambda done: progress(done, len(ids))
            )
            return {"suggester": wanted.suggester, "new": new, "documents": len(ids)}

        return Started(job=desk.jobs.start("suggest", run))

    return routes


def _fared(standing: Standing) -> SuggesterRow:
    counts = standing.counts
    return SuggesterRow(
        suggester=standing.suggester,
        version=standing.version,
        type=standing.statement_type,
        waiting=counts[SuggestionState.WAITING],
        skipped=counts[SuggestionState.SKIPPED],
        withdrawn=counts[SuggestionState.WITHDRAWN],
        accepted=counts[Verdict.ACCEPT],
        edited=counts[Verdict.EDIT],
        rejected=counts[Verdict.REJECT],
        unseen=counts[UNSEEN],
        all=_rate(standing.acceptance),
        recent=_rate(standing.recent),
        course=list(standing.course),
    )


def _rate(acceptance: Acceptance) -> Rate:
    return Rate(
        accepted=acceptance.accepted,
        decided=acceptance.decided,
        rate=acceptance.rate,
        low=acceptance.low,
        high=acceptance.high,
    )

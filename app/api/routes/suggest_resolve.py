"""The endpoints that complete a query and resolve a printed reference."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.endpoint import EndpointRoute
from app.api.openapi import ok_response, problems
from app.api.parameters.search import ResolveParameters, SuggestParameters
from app.api.problems import Code
from app.api.request_context import CurrentContext
from app.api.schemas.search import Notice
from app.api.schemas.suggest_resolve import CompletedPhrase, Resolution, ResolveAnswer, SuggestAnswer
from search.references import resolve
from search.suggest.autocomplete import autocomplete

router = APIRouter(route_class=EndpointRoute, tags=["search"])


@router.get(
    "/v1/suggest",
    summary="Complete what was typed",
    responses=ok_response("Phrases of the corpus.")
    | problems(Code.NOT_ACCEPTABLE, Code.TOO_MANY_REQUESTS, Code.QUERY_TIMEOUT, Code.INDEX_UNAVAILABLE),
)
def suggest_phrases(
    parameters: Annotated[SuggestParameters, Query()], request_context: CurrentContext
) -> SuggestAnswer:
    """Words and formulas of the corpus that begin with what was typed, or have it, with what each would find."""
    with request_context.slot():
        found = autocomplete(parameters.q, request_context.index, request_context.limits, limit=parameters.limit)
    return SuggestAnswer(
        q=parameters.q, corpus_version=request_context.corpus_version, items=tuple(map(CompletedPhrase.of, found))
    )


@router.get(
    "/v1/resolve",
    summary="Find what a printed reference means",
    responses=ok_response("What it may mean.")
    | problems(Code.REFERENCE_SYNTAX, Code.NOT_ACCEPTABLE, Code.INDEX_UNAVAILABLE),
)
def resolve_reference(
    parameters: Annotated[ResolveParameters, Query()], request_context: CurrentContext
) -> ResolveAnswer:
    """The statements and paragraphs that a reference in Chinese or English may mean."""
    resolved = resolve(parameters.ref, request_context.engine, request_context.index.catalog)
    return ResolveAnswer(
        ref=parameters.ref,
        corpus_version=request_context.corpus_version,
        items=tuple(map(Resolution.of, resolved.candidates)),
        reason=resolved.reason,
        notices=tuple(map(Notice.model_validate, resolved.remarks)),
    )

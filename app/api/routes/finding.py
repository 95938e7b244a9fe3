"""What helps to ask: completions of what was typed, and the paragraphs behind a printed reference."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers.finding import CompletedPhrase, Resolution, ResolveAnswer, SuggestAnswer
from app.api.described import answer, problems
from app.api.direct import DirectRoute
from app.api.parameters.search import ResolveParameters, SuggestParameters
from app.api.problems import Code
from app.api.reading import CurrentReading
from search.completions import completions
from search.references import resolve

router = APIRouter(route_class=DirectRoute, tags=["search"])


@router.get(
    "/v1/suggest",
    summary="Complete what was typed",
    responses=answer("Phrases of the corpus.")
    | problems(Code.NOT_ACCEPTABLE, Code.TOO_MANY_REQUESTS, Code.QUERY_TIMEOUT, Code.INDEX_UNAVAILABLE),
)
def suggest_phrases(asked: Annotated[SuggestParameters, Query()], reading: CurrentReading) -> SuggestAnswer:
    """Words and formulas of the corpus that begin with what was typed, or have it, with what each would find."""
    with reading.slot():
        found = completions(asked.q, reading.index, reading.limits, limit=asked.limit)
    return SuggestAnswer(q=asked.q, corpus_version=reading.corpus_version, items=tuple(map(CompletedPhrase.of, found)))


@router.get(
    "/v1/resolve",
    summary="Find what a printed reference means",
    responses=answer("What it may mean.")
    | problems(Code.REFERENCE_SYNTAX, Code.NOT_ACCEPTABLE, Code.INDEX_UNAVAILABLE),
)
def resolve_reference(asked: Annotated[ResolveParameters, Query()], reading: CurrentReading) -> ResolveAnswer:
    """The statements and paragraphs that a reference in Chinese or English may mean."""
    resolved = resolve(asked.ref, reading.engine)
    return ResolveAnswer(
        ref=asked.ref,
        corpus_version=reading.corpus_version,
        items=tuple(map(Resolution.of, resolved.candidates)),
        reason=resolved.reason,
    )

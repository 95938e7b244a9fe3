"""Results by relevance with the query's own spelling first, where characters of Simplified text are compared as one.

The engine is asked for both parts of the result, each by relevance: the paragraphs that print the characters of the
query, then those that print another form (显著 and 显着). `search.analysis.spelling` says which characters these are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from search.analysis.spelling import spelling_of
from search.engines.protocol import Filters, Page, Sort, Spelling
from search.query.rewrite import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.protocol import Engine, Hit, Request
    from search.interpretation import Interpretation


def search_by_spelling(engine: Engine, request: Request, interpretation: Interpretation) -> Page:
    """The page of the request, with the query's own spelling first if it is sorted by relevance."""
    parts = _parts(engine, request, interpretation)
    if not request.limit or parts is None:
        return engine.search(request)
    whole = engine.search(replace(request, limit=0))
    own, others = parts
    first = engine.search(own)
    left = request.limit - len(first.hits)
    if not left:
        return Page(whole.totals, first.hits, whole.facets)
    skipped = max(request.offset - first.totals.paragraphs, 0)
    second = engine.search(replace(others, offset=skipped, limit=left))
    return Page(whole.totals, first.hits + second.hits, whole.facets)


def hits_by_spelling(engine: Engine, request: Request, interpretation: Interpretation) -> Iterator[Hit]:
    """Every hit in the same order. What is read when this returns is matched already."""
    parts = _parts(engine, request, interpretation) or (request,)
    every = [engine.hits(part) for part in parts]
    firsts = [list(islice(hits, 1)) for hits in every]  # an engine has matched everything once it yields the first hit
    return chain.from_iterable(chain(first, hits) for first, hits in zip(firsts, every, strict=True))


def _parts(engine: Engine, request: Request, interpretation: Interpretation) -> tuple[Request, Request] | None:
    """The requests for both parts of the result; None if the corpus prints no other form of the query's characters."""
    if request.sort is not Sort.RELEVANCE:
        return None
    asked = spelling_of("".join(wanted(interpretation.searched)))
    characters = "".join(each for each in asked if _has_another_form(each, engine))
    if not characters:
        return None
    return _spelled(request, Spelling(characters, own=True)), _spelled(request, Spelling(characters, own=False))


def _has_another_form(character: str, engine: Engine) -> bool:
    """Whether any paragraph of the corpus prints another form of the character. Engines cache the answer."""
    return engine.scope(Filters(spelling=Spelling(character, own=False))).paragraphs > 0


def _spelled(request: Request, spelling: Spelling) -> Request:
    return replace(request, filters=replace(request.filters, spelling=spelling), facets=(), occurrences_bound=0)

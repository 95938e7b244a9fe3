"""Suggestions with links that run them."""

from app.api.request_context import RequestContext
from app.api.schemas.search import Suggestion
from search.engines.protocol import Filters
from search.suggest.suggestions import Suggestions

_DATES = ("from", "to")
_FILTERS = (*_DATES, "kind", "statement", "place", "speaker")


def suggestion_links(suggestions: Suggestions, request_context: RequestContext) -> tuple[Suggestion, ...]:
    """The suggestions, each with the URL of this request that runs it."""
    return tuple(
        Suggestion(
            code=each.code,
            message=each.message,
            leaf=each.leaf,
            q=each.q,
            url=_url(request_context, each.q, each.filters),
            count=each.paragraphs,
        )
        for each in suggestions.items
    )


def _url(request_context: RequestContext, q: str, filters: Filters) -> str:
    """The URL of this request with another query, and without the filters that are absent from `filters`."""
    dropped = ["cursor"]
    if filters == Filters():
        dropped += _FILTERS
    elif filters.first is None and filters.last is None:
        dropped += _DATES
    url = request_context.request.url.remove_query_params(dropped).include_query_params(q=q)
    return f"{url.path}?{url.query}"

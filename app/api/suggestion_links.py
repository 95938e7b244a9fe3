"""Suggestions with links that run them."""

from app.api.request_context import RequestContext
from app.api.schemas.search import Suggestion
from search.engines.protocol import Filters
from search.headers import SearchField
from search.suggest.suggestions import Suggestion as Suggested
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
            url=_url(request_context, each),
            count=each.paragraphs,
        )
        for each in suggestions.items
    )


def _url(request_context: RequestContext, suggestion: Suggested) -> str:
    """The URL of this request with another query and field, and without the filters that the suggestion lacks."""
    filters, here = suggestion.filters, request_context.request.url
    dropped = ["cursor", "in"]
    changed = {"q": suggestion.q}
    if suggestion.field is not SearchField.TEXT:  # only a search has it: no concordance, and none of its orders
        dropped += ["view", "sort"]
        changed["in"] = suggestion.field.value
        here = here.replace(path=here.path.replace("/concordance", "/search"))
    if filters == Filters():
        dropped += _FILTERS
    elif filters.first is None and filters.last is None:
        dropped += _DATES
    url = here.remove_query_params(dropped).include_query_params(**changed)
    return f"{url.path}?{url.query}"

"""In which form an answer leaves: what `format` says, else what `Accept` prefers, else JSON."""

from collections.abc import Mapping
from enum import StrEnum

import mimeparse
from starlette.requests import Request

from app.api.problems import Code, ProblemError
from app.citations import CitationFormat

JSON = "application/json"


class ListFormat(StrEnum):
    """The forms of a list of matches."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TXT = "txt"


class ExportFormat(StrEnum):
    """The forms of a whole result."""

    JSONL = "jsonl"
    CSV = "csv"
    TXT = "txt"


class DocumentFormat(StrEnum):
    """The forms of a statement or a paragraph: itself, or a citation of it."""

    JSON = "json"
    BIB = CitationFormat.BIB
    RIS = CitationFormat.RIS
    CSL = CitationFormat.CSL
    GBT7714 = CitationFormat.GBT7714


MediaTypes = Mapping[str, str]
"""The media type of every format that there is at an address; the first is that of who does not ask for one."""

EXPORT_TYPES: MediaTypes = {"jsonl": "application/jsonl", "csv": "text/csv", "txt": "text/plain"}
LIST_TYPES: MediaTypes = {"json": JSON, **EXPORT_TYPES}
JSON_ONLY: MediaTypes = {"json": JSON}
DOCUMENT_TYPES: MediaTypes = {
    "json": JSON,
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
    "gbt7714": "text/plain",
}
FEED_TYPES: MediaTypes = {"atom": "application/atom+xml"}

_OTHER_NAMES = {"application/x-ndjson": "jsonl", "application/ndjson": "jsonl"}
"""Names under which some programs ask for JSON Lines; none is registered."""


def negotiated(request: Request, offered: MediaTypes) -> str:
    """The format that the request asks for. Raises `ProblemError` (`not-acceptable`) when there is no such format.

    `Accept` is read as RFC 9110, 12.5.1, says. A `format` that there is not is for the parameter's own check to refuse.
    """
    given = request.query_params.get("format")
    default = next(iter(offered))
    if given is not None:
        return given if given in offered else default
    accept = ", ".join(request.headers.getlist("Accept")).strip().lower()
    if not accept:
        return default
    others = {media_type: name for media_type, name in _OTHER_NAMES.items() if name in offered}
    by_type = others | {media_type: name for name, media_type in reversed(list(offered.items()))}
    try:
        best: str = mimeparse.best_match(by_type, accept)
    except mimeparse.MimeTypeParseException:
        best = ""
    if not best:
        raise _not_acceptable(offered)
    return by_type[best]


def _not_acceptable(offered: MediaTypes) -> ProblemError:
    types = ", ".join(offered.values())
    choice = f", or say format={list(offered)[-1]}" if len(offered) > 1 else ""
    return ProblemError(
        Code.NOT_ACCEPTABLE,
        "Accept names nothing that this address is written in",
        hint=f"leave Accept out, or accept {types}{choice}",
        headers={"Vary": "Accept"},
    )

"""Content negotiation: the format that `format` names, else the one that `Accept` prefers, else JSON."""

from collections.abc import Mapping
from enum import StrEnum

import mimeparse
from starlette.requests import Request

from app.api.problems import Code, ProblemError
from app.citations import CitationFormat

JSON = "application/json"


class ListFormat(StrEnum):
    """The formats of a list of matches."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TXT = "txt"


class ExportFormat(StrEnum):
    """The formats of an export."""

    JSONL = "jsonl"
    CSV = "csv"
    TXT = "txt"


class DocumentFormat(StrEnum):
    """The formats of a statement or a paragraph: JSON, or a citation."""

    JSON = "json"
    BIB = CitationFormat.BIB
    RIS = CitationFormat.RIS
    CSL = CitationFormat.CSL
    GBT7714 = CitationFormat.GBT7714


MediaTypes = Mapping[str, str]
"""The media types of an endpoint by format; the first is the default."""

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

_OTHER_NAMES = {
    "application/x-ndjson": "application/jsonl",
    "application/ndjson": "application/jsonl",
    "application/xml": "application/atom+xml",
    "text/xml": "application/atom+xml",
}
"""Other media types that clients send: for JSON Lines, which has no registered type, and for a feed."""


def negotiated(request: Request, offered: MediaTypes, given: str | None) -> str:
    """The name of the negotiated format; `given` is the value of the parameter `format`.

    `Accept` is interpreted as in RFC 9110, 12.5.1. An unknown `format` yields the default here and fails the validation
    of the parameter. Raises `ProblemError` (`not-acceptable`) if `Accept` allows none of the formats.
    """
    default = next(iter(offered))
    if given is not None:
        return given if given in offered else default
    accept = ", ".join(request.headers.getlist("Accept")).strip().lower()
    if not accept:
        return default
    ranges = [each for part in accept.split(",") if (each := _range(part))]
    qualities = {name: _quality(media_type, ranges) for name, media_type in offered.items()}
    best = max(qualities, key=lambda name: qualities[name])  # the first on a tie
    if not qualities[best]:
        raise _not_acceptable(offered)
    return best


def _range(part: str) -> tuple[str, str, dict[str, str]] | None:
    """A media range of `Accept`; None if malformed, so that one malformed range leaves the others in force."""
    try:
        main, sub, parameters = mimeparse.parse_media_range(part.strip())
    except mimeparse.MimeTypeParseException:
        return None
    return main, sub, parameters


def _quality(media_type: str, ranges: list[tuple[str, str, dict[str, str]]]) -> float:
    """The quality of a media type under the best of its names, from 0 (not acceptable) to 1."""
    names = (media_type, *(name for name, meant in _OTHER_NAMES.items() if meant == media_type))
    return max(float(mimeparse.quality_parsed(name, ranges)) for name in names)


def _not_acceptable(offered: MediaTypes) -> ProblemError:
    types = ", ".join(offered.values())
    choice = f", or set format={list(offered)[-1]}" if len(offered) > 1 else ""
    return ProblemError(
        Code.NOT_ACCEPTABLE,
        "The Accept header names no format of this address.",
        hint=f"Leave Accept out, or accept {types}{choice}.",
        headers={"Vary": "Accept"},
    )

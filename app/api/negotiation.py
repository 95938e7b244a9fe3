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

_OTHER_NAMES = {
    "application/x-ndjson": "application/jsonl",
    "application/ndjson": "application/jsonl",
    "application/xml": "application/atom+xml",
    "text/xml": "application/atom+xml",
}
"""Names under which programs ask for JSON Lines, of which none is registered, and for a feed."""


def negotiated(request: Request, offered: MediaTypes, given: str | None) -> str:
    """The format that the request asks for; `given` is what its parameter `format` says.

    Raises `ProblemError` (`not-acceptable`) when there is no such format. `Accept` is read as RFC 9110, 12.5.1, says. A
    `format` that there is not is for the parameter's own check to refuse.
    """
    default = next(iter(offered))
    if given is not None:
        return given if given in offered else default
    accept = ", ".join(request.headers.getlist("Accept")).strip().lower()
    if not accept:
        return default
    ranges = [each for part in accept.split(",") if (each := _range(part))]
    qualities = {name: _quality(media_type, ranges) for name, media_type in offered.items()}
    best = max(qualities, key=lambda name: qualities[name])  # the first of several
    if not qualities[best]:
        raise _not_acceptable(offered)
    return best


def _range(part: str) -> tuple[str, str, dict[str, str]] | None:
    """A member of `Accept`; None if it is none: one that cannot be read does not spoil the others."""
    try:
        main, sub, parameters = mimeparse.parse_media_range(part.strip())
    except mimeparse.MimeTypeParseException:
        return None
    return main, sub, parameters


def _quality(media_type: str, ranges: list[tuple[str, str, dict[str, str]]]) -> float:
    """How welcome a type is, under the best of its names: 0 not at all, 1 entirely."""
    names = (media_type, *(name for name, meant in _OTHER_NAMES.items() if meant == media_type))
    return max(float(mimeparse.quality_parsed(name, ranges)) for name in names)


def _not_acceptable(offered: MediaTypes) -> ProblemError:
    types = ", ".join(offered.values())
    choice = f", or say format={list(offered)[-1]}" if len(offered) > 1 else ""
    return ProblemError(
        Code.NOT_ACCEPTABLE,
        "Accept names nothing that this address is written in",
        hint=f"leave Accept out, or accept {types}{choice}",
        headers={"Vary": "Accept"},
    )

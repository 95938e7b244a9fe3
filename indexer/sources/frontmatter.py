"""YAML front matter: what stands between two lines of `---` at the head of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import yaml

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Metadata
from indexer.sources.templates import clean_title, first_day_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPENING = re.compile(
    r"[\ufeff\s]*?^---[ \t]*\r?\n(?=[ \t]*(?:[A-Za-z_\u4e00-\u9fff][\w -]*[ \t]*:|#|---))", re.MULTILINE
)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and where the body begins."""

    metadata: Metadata
    body: int


def read_front_matter(text: str, *, name: str) -> FrontMatter | None:
    """The front matter of a file, None if it has none.

    Raises `UnreadableSourceError` when it is never closed, is no YAML, or is no mapping.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    line = text.count("\n", 0, opening.end())
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise UnreadableSourceError(name, f"line {line}", "the front matter is never closed with ---")
    try:
        values = yaml.safe_load(text[opening.end() : closing.start()])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = line + 1 + (mark.line if mark else 0)
        reason = getattr(error, "problem", None) or "cannot be read"
        raise UnreadableSourceError(name, f"line {place}", f"the front matter is no YAML: {reason}") from error
    except ValueError as error:  # a date that is in no calendar
        raise UnreadableSourceError(name, f"line {line}", f"the front matter cannot be read: {error}") from error
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise UnreadableSourceError(name, f"line {line}", "the front matter is no mapping of names to values")
    return FrontMatter(_metadata(values), closing.end())


def _metadata(values: Mapping[object, object]) -> Metadata:
    title = _text(values, "title")
    return Metadata(
        title=clean_title(title) if title else None,
        published=_day(values.get("date") or values.get("published") or values.get("pubdate")),
        url=next(
            (address for key in ("url", "link", "source_url", "original") if (address := _address(values, key))), None
        ),
        publisher=_text(values, "source", "publisher", "author"),
        editor=_text(values, "editor"),
    )


def _text(values: Mapping[object, object], *keys: str) -> str | None:
    """The first of the values that is text and not blank."""
    return next((value.strip() for key in keys if isinstance(value := values.get(key), str) and value.strip()), None)


def _address(values: Mapping[object, object], key: str) -> str | None:
    value = _text(values, key)
    return value if value and re.match(r"https?://", value) else None


def _day(value: object) -> date | None:
    """The day as it is written; a time zone never moves it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return parsedate_to_datetime(value).date()
    except ValueError:
        return first_day_in(value)

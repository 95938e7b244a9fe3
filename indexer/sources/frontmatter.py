"""Front matter at the head of a file: YAML (`---`), TOML (`+++`), JSON (`{…}`), and Hexo's two without a first line."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import filterfalse
from typing import TYPE_CHECKING

import yaml

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Block, Furniture, Metadata, Run
from indexer.sources.metadata import clean_title, first_day_in, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEY = r"[\"']?[A-Za-z_\u4e00-\u9fff][\w .-]*[\"']?[ \t]*:(?:[ \t\r\n]|$)"
_OPENING = re.compile(rf"[\ufeff\s]*(?<![^\s\ufeff])---[ \t]*(?:\r\n|\r|\n)(?=\s*(?:{_KEY}|- |#|---|\[|\{{))")
"""--- with a key, a list or a remark under it. Not: --- with a sentence under it, which divides a text"""

_CLOSING = re.compile(r"(?:\r\n|\r|\n|\A)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_TOML = re.compile(
    r"[\ufeff\s]*(?<![^\s\ufeff])(?P<all>\+\+\+[ \t]*[\r\n]+(?P<written>[^\0]*?)(?:^|(?<=[\r\n]))\+\+\+)"
    r"[ \t]*(?=[\r\n]|\Z)"
)
"""+++, lines of name = value, +++. Not: +++ that is never closed"""

_HEXO = re.compile(
    rf"[\ufeff\s]*(?P<all>(?P<written>(?:(?:{_KEY}|[ \t]*- )[^\r\n]*(?:\r\n|\r|\n)){{2,60}}+)---)"
    r"[ \t]*(?=[\r\n]|\Z)"
)
"""title: 标题, date: 2015-04-20, ---. Not: 双方：同意, and a line of dashes under one sentence"""

_HEXO_JSON = re.compile(r'[\ufeff\s]*(?P<all>(?P<written>"\w+"\s*:[^\0]*?)[\r\n];;;)[ \t]*(?=[\r\n]|\Z)')
"""title in quotation marks and a colon, a line of ;;;. Not: a quotation at the head of a sentence"""

_NAMES = frozenset({"title", "date", "published", "pubdate", "author", "source", "url", "categories", "tags", "layout"})
"""Of front matter that is told by its names alone: one of them is there."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
"""A surrogate by itself, which no encoding can write."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, the front matter itself, and where the body begins."""

    metadata: Metadata
    furniture: Furniture
    body: int


def read_front_matter(text: str, *, name: str) -> FrontMatter | None:
    """The front matter of a file, None if it has none.

    Raises `UnreadableSourceError` when it is never closed, is not what its first line says, or is no mapping.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return _toml(text, name) or _json(text) or _hexo(text)
    start = text.index("---")
    line = _lines(text[:start]) + 1
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        raise UnreadableSourceError(name, f"line {line}", "The front matter is never closed with ---.")
    values = _values(text[opening.end() : max(closing.start(), opening.end())], name=name, line=line)
    return FrontMatter(_metadata(values), _set_aside(text, start, closing.end()), closing.end())


def _toml(text: str, name: str) -> FrontMatter | None:
    match = _TOML.match(text)
    if match is None:
        return None
    try:
        values = dict[object, object](tomllib.loads(match["written"].replace("\r\n", "\n").replace("\r", "\n")).items())
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = f"line {_lines(text[: match.start('all')]) + 1}"
        raise UnreadableSourceError(name, line, f"The front matter is not valid TOML ({error}).") from error
    return _found(match, values)


def _json(text: str) -> FrontMatter | None:
    """JSON before a text; a file that is nothing but JSON has none."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if text.startswith("{", start):
        try:
            values, end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        if not _NAMES & values.keys() or not text[end:].strip():
            return None
        return FrontMatter(_metadata(values), _set_aside(text, start, end), end)
    match = _HEXO_JSON.match(text)
    if match is None:
        return None
    try:
        return _found(match, json.loads("{" + match["written"].strip().rstrip(",") + "}"))
    except (ValueError, RecursionError):
        return None


def _hexo(text: str) -> FrontMatter | None:
    match = _HEXO.match(text)
    if match is None:
        return None
    try:
        values = yaml.load(match["written"], Loader=yaml.BaseLoader)  # noqa: S506  makes less than SafeLoader
    except yaml.YAMLError:
        return None
    return _found(match, values) if isinstance(values, dict) and _NAMES & values.keys() else None


def _found(match: re.Match[str], values: Mapping[object, object]) -> FrontMatter:
    start, end = match.span("all")
    return FrontMatter(_metadata(values), _set_aside(match.string, start, end), end)


def _set_aside(text: str, start: int, end: int) -> Furniture:
    return Furniture("front-matter", Block((Run(text[start:end], start, end),)))


def _lines(text: str) -> int:
    return sum(1 for _ in _LINE_END.finditer(text))


def _values(written: str, *, name: str, line: int) -> Mapping[object, object]:
    """What the YAML says, every value as it is written; `line` is that of the dashes above it."""
    try:
        # Not safe_load: it reads days as moments, and fails on 2021-02-31 or !!int "". This makes strings only.
        values = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506  makes less than SafeLoader
    except yaml.reader.ReaderError as error:
        place = line + 1 + _lines(written[: error.position])
        raise UnreadableSourceError(
            name, f"line {place}", f"The front matter is not valid YAML ({error.reason})."
        ) from error
    except yaml.MarkedYAMLError as error:
        place = line + 1 + (error.problem_mark.line if error.problem_mark else 0)
        reason = error.problem or error.context or "cannot be read"
        raise UnreadableSourceError(name, f"line {place}", f"The front matter is not valid YAML ({reason}).") from error
    except RecursionError as error:
        raise UnreadableSourceError(name, f"line {line}", "The front matter is nested too deeply.") from error
    if isinstance(values, dict):
        if any(isinstance(value, str) and _HALF_A_CHARACTER.search(value) for value in values.values()):
            raise UnreadableSourceError(name, f"line {line}", "The front matter contains a lone surrogate (\\ud800).")
        return values
    if values is None or values == "":
        return {}
    raise UnreadableSourceError(name, f"line {line}", "The front matter is not a mapping of names to values.")


def _metadata(values: Mapping[object, object]) -> Metadata:
    title = next(_texts(values, "title"), None)
    days = map(day_of, _texts(values, "date", "published", "pubdate"))
    return Metadata(
        title=clean_title(title) if title else None,
        published=next(filter(None, days), None),
        url=next(filter(_is_address, _texts(values, "url", "link", "original", "source_url", "source")), None),
        publisher=next(filterfalse(_is_address, _texts(values, "source", "publisher", "author", "site")), None),
        editor=next(_texts(values, "editor"), None),
    )


def _texts(values: Mapping[object, object], *keys: str) -> Iterator[str]:
    """The values that are text and not blank."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, date):
            value = value.isoformat()  # TOML has days of its own
        if isinstance(value, str) and value.strip() and not _HALF_A_CHARACTER.search(value):
            yield value.strip()


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))


def day_of(value: str) -> date | None:
    """The day as it is printed; of an instant in UTC, the day in Beijing."""
    if (day := first_day_in(value)) is not None:
        return day
    try:
        return local_day(parsedate_to_datetime(value))  # Wed, 08 Dec 2021 14:51:01 GMT
    except (ValueError, OverflowError):
        return None

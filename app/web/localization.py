"""The languages of the pages, and which of them a reader is answered in.

The words of the pages are in the templates, in English; a catalog of gettext has them in each other language. Catalogs
are compiled from their source when the program starts: there is no compiled file that could be older than its source.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request


class Language(StrEnum):
    """What the pages are written in."""

    CHINESE = "zh"
    ENGLISH = "en"


HTML_TAGS = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}
"""How a page says what it is written in (BCP 47)."""


def language_of(request: Request) -> Language:
    """The language that the address asks for, else the one that `Accept-Language` prefers, else Chinese."""
    asked = request.query_params.get("lang")
    if asked in set(Language):
        return Language(asked)
    return preferred(request.headers.getlist("Accept-Language"))


def preferred(fields: Iterable[str]) -> Language:
    """The language that values of `Accept-Language` prefer (RFC 9110, 12.5.4); Chinese where they name none of ours.

    >>> preferred(["fr, en-GB;q=0.8, zh;q=0.5"]), preferred(["zh-TW"]), preferred(["en;q=0"]), preferred([])
    (<Language.ENGLISH: 'en'>, <Language.CHINESE: 'zh'>, <Language.CHINESE: 'zh'>, <Language.CHINESE: 'zh'>)
    """
    ranges = [_weighted(each) for each in ",".join(fields).lower().split(",")]
    for tag, weight in sorted(ranges, key=lambda each: -each[1]):
        language = tag.partition("-")[0]
        if weight > 0 and language in set(Language):
            return Language(language)
    return Language.CHINESE


def _weighted(text: str) -> tuple[str, float]:
    """A language range and its weight: `en-GB;q=0.8` is en-gb and 0.8; what is no number weighs nothing."""
    tag, _, weight = (part.strip() for part in text.partition(";"))
    try:
        return tag, float(weight.removeprefix("q=")) if weight else 1.0
    except ValueError:
        return tag, 0.0


def catalog(language: Language) -> NullTranslations:
    """The words of the pages in a language."""
    if language is Language.ENGLISH:  # what the templates are written in
        return NullTranslations()
    source = files("app.web").joinpath("locale", language, "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)

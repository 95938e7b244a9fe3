"""The languages of the pages, language negotiation, and the gettext catalogs.

The templates are in English; a gettext catalog translates them into each other language. Catalogs are compiled from
their source at startup, so that no compiled file can be out of date.
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
    """A language of the pages."""

    CHINESE = "zh"
    ENGLISH = "en"


HTML_TAGS = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}
"""The `lang` attribute of a page (BCP 47)."""


def language_of(request: Request) -> Language:
    """The language of the parameter `lang`, else the one that `Accept-Language` prefers, else Chinese."""
    requested = request.query_params.get("lang")
    if requested in set(Language):
        return Language(requested)
    return preferred(request.headers.getlist("Accept-Language"))


def preferred(fields: Iterable[str]) -> Language:
    """The language that values of `Accept-Language` prefer (RFC 9110, 12.5.4); Chinese if they name none of these.

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
    """A language range and its weight: `en-GB;q=0.8` is en-gb and 0.8; an invalid weight counts as 0."""
    tag, _, weight = (part.strip() for part in text.partition(";"))
    try:
        return tag, float(weight.removeprefix("q=")) if weight else 1.0
    except ValueError:
        return tag, 0.0


def catalog(language: Language) -> NullTranslations:
    """The translations of the templates into a language."""
    if language is Language.ENGLISH:  # the language of the templates
        return NullTranslations()
    source = files("app.web").joinpath("locale", language, "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)

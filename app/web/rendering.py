"""Rendering of pages: templates in every language, assets, and response headers."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003  FastAPI reads the annotations
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any

from babel.dates import format_date
from babel.numbers import format_decimal
from fastapi import Depends
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request  # noqa: TC002  FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002  FastAPI reads the annotations

from app.api.negotiation import MediaTypes, negotiated
from app.api.request_context import RequestContext, opened
from app.web import highlighting
from app.web.assets import Asset, read_assets
from app.web.charts import Bar, bars
from app.web.localization import HTML_TAGS, Language, catalog, language_of
from app.web.urls import Address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

HTML = "text/html"
PAGE_TYPES: MediaTypes = {"html": HTML}

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Forbid other hosts, inline scripts and styles, and frames; send no referrer, which would reveal the query."""

_VARY = "Accept, Accept-Language"


@dataclass(frozen=True, slots=True)
class Pages:
    """Templates and assets. `version` is a digest of all of them."""

    environments: Mapping[Language, Environment]
    assets: Mapping[str, Asset]
    version: str

    def asset(self, address: str) -> Asset | None:
        """The asset at the address; None if there is none."""
        return next((asset for asset in self.assets.values() if asset.address == address), None)

    def text(self, template: str, language: Language, values: Mapping[str, Any]) -> str:
        """The page rendered from a template in a language."""
        return self.environments[language].get_template(template).render(values)


def read_pages() -> Pages:
    """The templates and assets, read from the package."""
    assets = read_assets()
    environments = {language: _environment(language, assets) for language in Language}
    return Pages(environments, assets, _version(environments, assets))


def _environment(language: Language, assets: Mapping[str, Asset]) -> Environment:
    """The template environment of a language."""
    environment = Environment(
        loader=PackageLoader("app.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_translations(catalog(language), newstyle=True)  # type: ignore[attr-defined]  # by i18n
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters |= {
        "highlight_spans": highlighting.highlight_spans,
        "old_text": highlighting.old_text,
        "new_text": highlighting.new_text,
        "inline_diff": highlighting.inline_diff,
        "external_link": highlighting.external_link,
        "translated_message": highlighting.translate_message,
        "day": lambda day: _day(day, language),
        "number": lambda number: format_decimal(number, locale=language),
    }
    environment.globals |= {
        "assets": {name: asset.address for name, asset in assets.items()},
        "language": language,
        "languages": tuple(Language),
        "html_tag": HTML_TAGS[language],
        "Bar": Bar,
        "bars": bars,
        "Address": Address,
    }
    return environment


def _day(day: date, language: Language) -> str:
    """A day in the format of the language: 2015年4月20日, 20 April 2015."""
    return format_date(day, "y年M月d日" if language is Language.CHINESE else "d MMMM y", locale=language)


def _version(environments: Mapping[Language, Environment], assets: Mapping[str, Asset]) -> str:
    """The digest of templates, catalogs and assets."""
    digest = blake2b(digest_size=8)
    for language, environment in environments.items():
        for name in environment.list_templates():
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
            digest.update(source.encode())
        digest.update(repr(sorted(getattr(catalog(language), "_catalog", {}).items(), key=str)).encode())
    digest.update("".join(asset.address for asset in assets.values()).encode())
    return digest.hexdigest()


def pages_of(request: Request) -> Pages:
    """The templates and assets of the application."""
    pages: Pages = request.app.state.pages
    return pages


@dataclass(frozen=True, slots=True)
class PageContext:
    """The context of a page: the request context, the address, the language."""

    request_context: RequestContext
    here: Address
    language: Language

    def page(self, template: str, **values: object) -> Response:
        """The response with the page that the template renders from the values."""
        request_context = self.request_context
        text = pages_of(request_context.request).text(template, self.language, {"here": self.here, **values})
        request_context.headers.update(SECURITY_HEADERS)
        request_context.headers["Content-Language"] = HTML_TAGS[self.language]
        return request_context.sent(text, HTML)


async def _page_context(request: Request, response: Response) -> AsyncIterator[PageContext]:
    """The dependency of a page: its context, whose generation stays open until the page is sent.

    Raises what `opened` and `negotiated` raise.
    """
    language = language_of(request)
    chosen = f"{negotiated(request, PAGE_TYPES, None)} {language} {pages_of(request).version}"
    pairs = request.query_params.multi_items()
    with opened(request, pairs, response.headers, chosen, vary=_VARY) as request_context:
        yield PageContext(request_context, Address.of(request), language)


CurrentPage = Annotated[PageContext, Depends(_page_context)]

"""How pages are made and sent: templates in every language, assets, and the headers that go with every page."""

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
"""Nothing from another host, no script or style in the page, no page in a frame; nobody is told what was searched."""

_VARY = "Accept, Accept-Language"


@dataclass(frozen=True, slots=True)
class Pages:
    """Everything that pages are made of. `version` changes whenever any of it does."""

    environments: Mapping[Language, Environment]
    assets: Mapping[str, Asset]
    version: str

    def asset(self, address: str) -> Asset | None:
        """The asset with the address; None if there is none."""
        return next((asset for asset in self.assets.values() if asset.address == address), None)

    def text(self, template: str, language: Language, values: Mapping[str, Any]) -> str:
        """A page in a language."""
        return self.environments[language].get_template(template).render(values)


def read_pages() -> Pages:
    """The templates and assets of this program."""
    assets = read_assets()
    environments = {language: _environment(language, assets) for language in Language}
    return Pages(environments, assets, _version(environments, assets))


def _environment(language: Language, assets: Mapping[str, Asset]) -> Environment:
    """The templates in a language."""
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
        "marked": highlighting.marked,
        "before": highlighting.before,
        "after": highlighting.after,
        "both": highlighting.both,
        "external": highlighting.external,
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
    """A day in words: 2015年4月20日, 20 April 2015."""
    return format_date(day, "y年M月d日" if language is Language.CHINESE else "d MMMM y", locale=language)


def _version(environments: Mapping[Language, Environment], assets: Mapping[str, Asset]) -> str:
    """A digest of templates, catalogs and assets."""
    digest = blake2b(digest_size=8)
    for language, environment in environments.items():
        for name in environment.list_templates():
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
            digest.update(source.encode())
        digest.update(repr(sorted(getattr(catalog(language), "_catalog", {}).items(), key=str)).encode())
    digest.update("".join(asset.address for asset in assets.values()).encode())
    return digest.hexdigest()


def pages_of(request: Request) -> Pages:
    """The pages that the application serves."""
    pages: Pages = request.app.state.pages
    return pages


@dataclass(frozen=True, slots=True)
class PageContext:
    """Somebody who reads a page: what it reads from, its address, its language."""

    request_context: RequestContext
    here: Address
    language: Language

    def page(self, template: str, **values: object) -> Response:
        """The page that a template makes of the values."""
        request_context = self.request_context
        text = pages_of(request_context.request).text(template, self.language, {"here": self.here, **values})
        request_context.headers.update(SECURITY_HEADERS)
        request_context.headers["Content-Language"] = HTML_TAGS[self.language]
        return request_context.sent(text, HTML)


async def _visit(request: Request, response: Response) -> AsyncIterator[PageContext]:
    """The current generation until the page is sent. Raises what `opened` and `negotiated` raise."""
    language = language_of(request)
    chosen = f"{negotiated(request, PAGE_TYPES, None)} {language} {pages_of(request).version}"
    pairs = request.query_params.multi_items()
    with opened(request, pairs, response.headers, chosen, vary=_VARY) as request_context:
        yield PageContext(request_context, Address.of(request), language)


CurrentPage = Annotated[PageContext, Depends(_visit)]

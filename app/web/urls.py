"""URLs of pages. The URL is the whole state of a page, so every link is the current URL with a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, quote, urlencode

if TYPE_CHECKING:
    from starlette.requests import Request

_PAGE_PARAMETERS = ("cursor",)
"""The parameters that a change of any other parameter invalidates."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path and its parameters. Immutable: each change returns a new address, without the cursor."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: Request) -> Self:
        """The address of the request, without empty parameters."""
        pairs = parse_qsl(request.url.query, keep_blank_values=False, errors="replace")
        return cls(quote(request.url.path), tuple(pairs))

    def __str__(self) -> str:
        """The URL, relative to the host."""
        return f"{self.path}?{urlencode(self.pairs, quote_via=quote)}" if self.pairs else self.path

    def has(self, name: str, value: str) -> bool:
        """Whether the value is among those of the parameter."""
        return (name, value) in self.pairs

    def without(self, *names: str) -> Address:
        """The address without these parameters."""
        return Address(self.path, tuple(pair for pair in self.pairs if pair[0] not in (*names, *_PAGE_PARAMETERS)))

    def only(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The parameters with these names."""
        return tuple(pair for pair in self.pairs if pair[0] in names)

    def having(self, **values: str | None) -> Address:
        """The address with these parameters, each once; None removes one."""
        given = tuple((name.rstrip("_"), value) for name, value in values.items())
        rest = self.without(*(name for name, _ in given))
        return Address(self.path, rest.pairs + tuple((name, value) for name, value in given if value))

    def toggled(self, name: str, value: str) -> Address:
        """The address with the value of a repeatable parameter added, or removed if it is there."""
        rest = self.without()
        pair = (name, value)
        if pair in rest.pairs:
            return Address(self.path, tuple(each for each in rest.pairs if each != pair))
        return Address(self.path, (*rest.pairs, pair))

    def moved(self, path: str, *keeping: str) -> Address:
        """The address of another path, with only the named parameters kept."""
        return Address(path, self.only(*keeping))

    def at(self, cursor: str) -> Address:
        """The address of the page at a cursor."""
        return Address(self.path, (*self.without().pairs, ("cursor", cursor)))

"""Addresses of pages: the address is the state of a page, so every link is an address with something changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, quote, urlencode

if TYPE_CHECKING:
    from starlette.requests import Request

_PLACE = ("cursor",)
"""What no longer means anything once something else has changed."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path and its parameters. What changes it gives another one, without the place in a list."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: Request) -> Self:
        """The address that was asked for, without parameters that say nothing."""
        pairs = parse_qsl(request.url.query, keep_blank_values=False, errors="replace")
        return cls(quote(request.url.path), tuple(pairs))

    def __str__(self) -> str:
        """The address as it stands in a link."""
        return f"{self.path}?{urlencode(self.pairs, quote_via=quote)}" if self.pairs else self.path

    def has(self, name: str, value: str) -> bool:
        """Whether the parameter has the value, perhaps among others."""
        return (name, value) in self.pairs

    def without(self, *names: str) -> Address:
        """The address without these parameters."""
        return Address(self.path, tuple(pair for pair in self.pairs if pair[0] not in (*names, *_PLACE)))

    def only(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Those of the parameters that have one of the names."""
        return tuple(pair for pair in self.pairs if pair[0] in names)

    def having(self, **values: str | None) -> Address:
        """The address with these parameters, each once; None leaves one out."""
        given = tuple((name.rstrip("_"), value) for name, value in values.items())
        rest = self.without(*(name for name, _ in given))
        return Address(self.path, rest.pairs + tuple((name, value) for name, value in given if value))

    def toggled(self, name: str, value: str) -> Address:
        """The address with the value of a repeatable parameter where it was without, and without where it was with."""
        rest = self.without()
        pair = (name, value)
        if pair in rest.pairs:
            return Address(self.path, tuple(each for each in rest.pairs if each != pair))
        return Address(self.path, (*rest.pairs, pair))

    def moved(self, path: str, *keeping: str) -> Address:
        """The address of another path with only those of the parameters that are kept."""
        return Address(path, self.only(*keeping))

    def at(self, cursor: str) -> Address:
        """The address of another place in the list."""
        return Address(self.path, (*self.without().pairs, ("cursor", cursor)))

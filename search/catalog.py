"""What is known of every statement without its text: its title, its headings, its parties, its place, its address.

There is one entry a statement, so all of them are looked through in milliseconds; they are read when they are first
asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from search.engines.protocol import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.analysis import Analyzer
    from search.analysis.folding import Comparable
    from search.engines.protocol import Engine
    from search.model import Statement


class HeaderKind(StrEnum):
    """What stands above the text."""

    TITLE = "title"
    PARTY = "party"
    PLACE = "place"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Header:
    """A text above the paragraphs from number `paragraph` on, as printed and as it is compared."""

    kind: HeaderKind
    text: str
    comparable: Comparable
    paragraph: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, without paragraphs, and what names it, as texts are compared.

    `headers` are everything that stands above its text; `names` are its parties, its place and its publisher;
    `initials` the first characters of its parties; `url` is the address it was taken from, normalized, or empty.
    """

    statement: Statement
    headers: tuple[Header, ...]
    title: str
    names: tuple[str, ...]
    initials: frozenset[str]
    url: str

    def is_called(self, name: str) -> bool:
        """Whether a comparable text is a part of the title or of a name."""
        return name in self.title or any(name in each for each in self.names)


class Catalog:
    """The entries of an index. Safe to use from several threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer) -> None:
        self._engine = engine
        self._analyzer = analyzer

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every statement, oldest first, undated ones last."""
        nothing = Filters()
        listing = self._engine.statements(nothing, offset=0, limit=self._engine.scope(nothing).statements)
        return tuple(map(self._entry, listing.statements))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first characters of all parties."""
        return frozenset().union(*(entry.initials for entry in self.entries))

    def entry(self, statement: Statement) -> Entry:
        """The entry of a statement."""
        return self._entry(statement)

    def comparable(self, text: str) -> str:
        """A text as it is compared with the names of entries."""
        return self._analyzer.comparable(text).text

    def compared(self, text: str) -> Comparable:
        """The same with the place of every character."""
        return self._analyzer.comparable(text)

    def inside(self, text: str) -> int:
        """A bit for every offset of a text as it is compared at which no word begins or ends."""
        return self._analyzer.analyze(text).inside

    def header_texts(self, kinds: Iterable[HeaderKind]) -> str:
        """The headers of these kinds of all statements as they are compared, a line each."""
        return "\n".join(self._texts_of_kind[kind] for kind in kinds)

    @cached_property
    def _texts_of_kind(self) -> dict[HeaderKind, str]:
        texts: dict[HeaderKind, dict[str, None]] = {kind: {} for kind in HeaderKind}
        for header in chain.from_iterable(entry.headers for entry in self.entries):
            texts[header.kind][header.comparable.text] = None
        return {kind: "\n".join(each) for kind, each in texts.items()}

    def called(self, title: str) -> tuple[Entry, ...]:
        """The statements whose title is a comparable text."""
        return tuple(entry for entry in self.entries if entry.title == title)

    def knows(self, name: str) -> bool:
        """Whether any statement is called by a comparable text."""
        return name in self._all_names

    def titled(self, text: str, least: int) -> tuple[str, tuple[Entry, ...]] | None:
        """The longest title of `least` characters or more in a comparable text, and the statements that have it."""
        found = {entry.title for entry in self.entries if len(entry.title) >= least and entry.title in text}
        if not found:
            return None
        longest = max(found, key=lambda title: (len(title), title))
        return longest, self.called(longest)

    def taken_from(self, url: str) -> tuple[Entry, ...]:
        """The statements that were taken from an address."""
        wanted = _normalized(url)
        return tuple(entry for entry in self.entries if entry.url == wanted)

    @cached_property
    def _all_names(self) -> str:
        """The names of all statements, parted by what no comparable text has."""
        return "\n".join(dict.fromkeys(name for entry in self.entries for name in (entry.title, *entry.names)))

    def _headers(self, statement: Statement) -> Iterator[Header]:
        yield self._header(HeaderKind.TITLE, statement.title, 1)
        yield from (self._header(HeaderKind.PARTY, party, 1) for party in statement.parties)
        if statement.place:
            yield self._header(HeaderKind.PLACE, statement.place, 1)
        for section in statement.sections:
            label = f"{section.label}、" if section.label else ""
            yield self._header(HeaderKind.HEADING, f"{label}{section.title}", section.first)

    def _header(self, kind: HeaderKind, text: str, paragraph: int) -> Header:
        return Header(kind, text, self.compared(text), paragraph)

    def _entry(self, statement: Statement) -> Entry:
        names = (*statement.parties, statement.place, statement.source.publisher)
        parties = tuple(map(self.comparable, statement.parties))
        return Entry(
            statement,
            tuple(self._headers(statement)),
            self.comparable(statement.title),
            tuple(self.comparable(name) for name in names if name),
            frozenset(_initials(parties)),
            _normalized(statement.source.url or ""),
        )


def _initials(parties: Iterable[str]) -> Iterable[str]:
    return (party[0] for party in parties if party)


def _normalized(url: str) -> str:
    """An address without what may differ between two ways to write it."""
    return unquote(url.strip()).rstrip("./")

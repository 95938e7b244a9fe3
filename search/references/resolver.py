"""What a reference cites, found in an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.engines.protocol import Filters
from search.errors import ReferenceSyntaxError
from search.model import Kind
from search.references.parser import read
from search.references.readings import ReferenceType, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.catalog import Catalog
    from search.engines.protocol import Engine
    from search.model import Paragraph, Statement
    from search.references.cited import Cited, Days, Remark

MOST_STATEMENTS = 50
"""Statements that are opened for one reference: 2020年新闻 may name thousands."""

_MOST_LISTED = 1000
"""Statements whose titles are looked at for a party."""

_DOCUMENTS = (Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE, Kind.TREATY)
"""What a reference that names no kind means first."""


class _Country(NamedTuple):
    """The other names of a party: its code in ISO 3166-1, and what its English names contain, in lower case."""

    code: str
    english: str


_COUNTRIES = {"巴基斯坦": _Country("PK", "pakistan")}
"""The parties that a reference may name without a catalog."""

_OTHERS = tuple(kind for kind in Kind if kind not in _DOCUMENTS)
_MOST_DESCRIBED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a reference. `statement` is without paragraphs; `paragraphs` is empty if all of it is meant."""

    statement: Statement
    paragraphs: tuple[Paragraph, ...]
    as_: ReferenceType


@dataclass(frozen=True, slots=True)
class Resolved:
    """All meanings of a reference, by statement (documents before reports, the oldest first), the likeliest first.

    `reason` says why there is no candidate, or that the reference names more statements than were opened; else None.
    `remarks` say how a part of the reference was read that may be read otherwise.
    """

    candidates: tuple[Candidate, ...]
    reason: str | None = None
    remarks: tuple[Remark, ...] = ()


def resolve(reference: str, engine: Engine, catalog: Catalog | None = None) -> Resolved:
    """The statements and paragraphs that a printed reference may mean; titles and parties are those of the catalog.

    Raises `ReferenceSyntaxError` (with the position) if it cannot be read.
    """
    cited = read(reference, catalog)
    resolved = _resolved(cited, engine, catalog)
    if resolved.candidates or cited.statements is None:
        return resolved
    # The title may be another statement's, of which another day and kind stand in the reference.
    other = _without_title(reference, engine, catalog)
    return other if other and other.candidates else resolved


def _without_title(reference: str, engine: Engine, catalog: Catalog | None) -> Resolved | None:
    """What a reference means if no title is looked for in it; None if it cannot be read so."""
    try:
        return _resolved(read(reference, catalog, titles=False), engine, catalog)
    except ReferenceSyntaxError:
        return None


def _resolved(cited: Cited, engine: Engine, catalog: Catalog | None) -> Resolved:
    """All meanings of what is cited."""
    named = _named(cited, engine, catalog)
    candidates: list[Candidate] = []
    described: list[str] = []
    for statement in named.statements:
        whole = engine.statement(statement.id) or statement if cited.names_place else statement
        found = [Candidate(statement, paragraphs, as_) for as_, paragraphs in dict.fromkeys(readings(cited, whole))]
        candidates += found
        if not found and len(described) < _MOST_DESCRIBED:
            described.append(_described(whole))
    reason = _reason(cited, named, described) if named.more or not candidates else None
    return Resolved(tuple(candidates), reason, cited.remarks)


@dataclass(frozen=True, slots=True)
class _Named:
    """The statements that a reference names, without paragraphs, and whether there are more."""

    statements: tuple[Statement, ...]
    more: bool


def _named(cited: Cited, engine: Engine, catalog: Catalog | None) -> _Named:
    ids = tuple(each for each in (cited.statement, *(cited.statements or ())) if each)
    found: list[Statement] = []
    more = False
    for first, last in cited.days if cited.days and not cited.is_listed else [(None, None)]:
        for kinds in [cited.kinds] if cited.kinds else [_DOCUMENTS, _OTHERS]:
            listing = engine.statements(Filters(first, last, kinds, ids), offset=0, limit=_MOST_LISTED)
            more |= listing.total > _MOST_LISTED
            found += (each for each in listing.statements if _fits(cited, each, catalog))
    return _Named(tuple(found[:MOST_STATEMENTS]), more or len(found) > MOST_STATEMENTS)


def _fits(cited: Cited, statement: Statement, catalog: Catalog | None) -> bool:
    """Whether a statement is what is cited, beside its kind, its day and its id, of which one is enough."""
    if cited.party is not None and not _has_party(statement, cited.party):
        return False
    if cited.statements is not None and statement.id not in cited.statements:
        return False
    if cited.is_listed and cited.days and not _is_of(statement, cited.days):
        return False
    if catalog is None or not (cited.names or cited.initials):
        return True
    entry = catalog.entry(statement)
    return cited.initials <= entry.initials and all(map(entry.is_called, cited.names))


def _has_party(statement: Statement, party: str) -> bool:
    """Whether a statement has the party, whatever language its title is in."""
    country = _COUNTRIES[party]
    title = statement.title.lower()
    coded = (each.code for each in statement.coded_parties)
    return party in title or country.english in title or country.code in coded


def _is_of(statement: Statement, days: Sequence[Days]) -> bool:
    """Whether a statement or its page is of one of the days."""
    printed = [day for day in (statement.date, statement.published) if day]
    return any(first <= day <= last for first, last in days for day in printed)


def _reason(cited: Cited, named: _Named, described: Sequence[str]) -> str:
    """Why there is no candidate, or not every one."""
    if named.more:
        return f"The reference matches more than {len(named.statements)} statements; name the day or the kind."
    if not named.statements:
        return f"No statement is indexed {_asked(cited)}."
    return f"There is no such paragraph: {'; '.join(described)}."


def _asked(cited: Cited) -> str:
    """What was asked for: of 2015-04-20, of kind treaty."""
    parts = []
    if cited.statement:
        parts.append(f"with the id {cited.statement}")
    if cited.statements:
        parts.append("with this title or address")
    if cited.days:
        parts.append(f"of {' or '.join(' to '.join(dict.fromkeys(map(str, days))) for days in cited.days)}")
    if cited.kinds:
        parts.append(f"of kind {' or '.join(cited.kinds)}")
    named = filter(None, (cited.party, *cited.names, *sorted(cited.initials)))
    parts += [f"with {name} in its title" for name in named]
    return ", ".join(parts)


def _described(whole: Statement) -> str:
    """The numbers and labels there are."""
    parts = [f"{whole.id} has paragraphs 1 to {whole.paragraph_count}"]
    for what, labels in (
        ("labeled", [paragraph.label for paragraph in whole.paragraphs if paragraph.label]),
        ("sections", [section.label for section in whole.sections if section.label]),
    ):
        if labels:
            parts.append(f"{what} {labels[0]} to {labels[-1]}" if len(labels) > 1 else f"{what} {labels[0]}")
    return ", ".join(parts)

"""What a reference cites, found in an index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from search.analysis.numerals import value_of
from search.engines.protocol import Filters
from search.model import Kind
from search.references.parser import Word, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.protocol import Engine
    from search.model import Paragraph, Section, Statement
    from search.references.parser import Cited, Place

MOST_STATEMENTS = 50
"""Statements that are opened for one reference: 2020年新闻 may name thousands."""

_MOST_LISTED = 1000
"""Statements whose titles are looked at for a party."""

_DOCUMENTS = (Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE, Kind.TREATY)
"""What a reference that names no kind means first."""

_OTHERS = tuple(kind for kind in Kind if kind not in _DOCUMENTS)
_MOST_DESCRIBED = 3
_AROUND_LABELS = "（()）第部分章编节条款项段"


class ReferenceType(StrEnum):
    """What a reference was taken for."""

    ID = "id"  # the id of a paragraph
    STATEMENT = "statement"  # a whole statement: no place in it is named
    LABEL = "label"  # what is printed before a paragraph
    SECTION = "section"  # the label of a heading: all paragraphs under it
    NUMBER = "number"  # the ordinal of a paragraph, in its section if one is named


_Labeled = TypeVar("_Labeled", "Paragraph", "Section")


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
    """

    candidates: tuple[Candidate, ...]
    reason: str | None = None


def resolve(reference: str, engine: Engine) -> Resolved:
    """The statements and paragraphs that a printed reference may mean.

    Raises `ReferenceSyntaxError` (with the position) if it cannot be read.
    """
    cited = read(reference)
    named = _named(cited, engine)
    candidates: list[Candidate] = []
    described: list[str] = []
    for statement in named.statements:
        whole = engine.statement(statement.id) or statement if cited.names_place else statement
        found = [Candidate(statement, paragraphs, as_) for as_, paragraphs in _readings(cited, whole)]
        candidates += found
        if not found and len(described) < _MOST_DESCRIBED:
            described.append(_described(whole))
    reason = _reason(cited, named, described) if named.more or not candidates else None
    return Resolved(tuple(candidates), reason)


@dataclass(frozen=True, slots=True)
class _Named:
    """The statements that a reference names, without paragraphs, and whether there are more."""

    statements: tuple[Statement, ...]
    more: bool


def _named(cited: Cited, engine: Engine) -> _Named:
    first, last = cited.days or (None, None)
    ids = (cited.statement,) if cited.statement else ()
    found: list[Statement] = []
    more = False
    for kinds in [cited.kinds] if cited.kinds else [_DOCUMENTS, _OTHERS]:
        listing = engine.statements(Filters(first, last, kinds, ids), offset=0, limit=_MOST_LISTED)
        more |= listing.total > _MOST_LISTED
        found += (each for each in listing.statements if cited.party is None or cited.party in each.title)
    return _Named(tuple(found[:MOST_STATEMENTS]), more or len(found) > MOST_STATEMENTS)


def _readings(cited: Cited, whole: Statement) -> Iterator[tuple[ReferenceType, tuple[Paragraph, ...]]]:
    """What the place that is cited may be in a statement, the likeliest first."""
    if not cited.names_place:
        yield ReferenceType.STATEMENT, ()
    elif cited.section is not None:
        for section in _labeled(whole.sections, cited.section):
            yield from _in_section(cited.place, _under(section, whole))
    elif cited.place is not None:
        yield from _in_statement(cited.place, whole)


def _in_statement(place: Place, whole: Statement) -> Iterator[tuple[ReferenceType, tuple[Paragraph, ...]]]:
    labeled = [] if place.word is Word.ID else _labeled(whole.paragraphs, place.number)
    for paragraph in labeled:
        yield ReferenceType.LABEL, (paragraph,)
    if place.word is Word.ITEM:
        for section in _labeled(whole.sections, place.number):
            yield ReferenceType.SECTION, _under(section, whole)
    for paragraph in _numbered(whole.paragraphs, place.number):
        if paragraph not in labeled:
            yield ReferenceType.ID if place.word is Word.ID else ReferenceType.NUMBER, (paragraph,)


def _in_section(
    place: Place | None, within: Sequence[Paragraph]
) -> Iterator[tuple[ReferenceType, tuple[Paragraph, ...]]]:
    """The whole section, or as in a statement; where the section is shorter, numbers may count from the beginning."""
    if place is None:
        yield ReferenceType.SECTION, tuple(within)
        return
    labeled = _labeled(within, place.number)
    for paragraph in labeled:
        yield ReferenceType.LABEL, (paragraph,)
    nth = within[place.number - 1 : place.number] if place.number else ()
    for paragraph in nth or _numbered(within, place.number):
        if paragraph not in labeled:
            yield ReferenceType.NUMBER, (paragraph,)


def _under(section: Section, whole: Statement) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in whole.paragraphs if section.first <= paragraph.number <= section.last)


def _numbered(paragraphs: Iterable[Paragraph], number: int) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if paragraph.number == number]


def _labeled(labeled: Iterable[_Labeled], number: int) -> list[_Labeled]:
    """Those whose label says the number: 七, （七）, 7, 第七条, 第七部分."""
    return [each for each in labeled if each.label and value_of(each.label.strip(_AROUND_LABELS)) == number]


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
    if cited.days:
        parts.append(f"of {' to '.join(dict.fromkeys(map(str, cited.days)))}")
    if cited.kinds:
        parts.append(f"of kind {' or '.join(cited.kinds)}")
    if cited.party:
        parts.append(f"with {cited.party} in its title")
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

"""What a reference cites, found in an index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from search.analysis.numerals import value_of
from search.engines.protocol import Filters
from search.errors import ReferenceSyntaxError
from search.model import Kind
from search.references.cited import Place, Word
from search.references.parser import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.catalog import Catalog
    from search.engines.protocol import Engine
    from search.model import Paragraph, Section, Statement
    from search.references.cited import Cited, Days, Remark

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
        found = [Candidate(statement, paragraphs, as_) for as_, paragraphs in _readings(cited, whole)]
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
    if cited.party is not None and cited.party not in statement.title:
        return False
    if cited.statements is not None and statement.id not in cited.statements:
        return False
    if cited.is_listed and cited.days and not _is_of(statement, cited.days):
        return False
    if catalog is None or not (cited.names or cited.initials):
        return True
    entry = catalog.entry(statement)
    return cited.initials <= entry.initials and all(map(entry.is_called, cited.names))


def _is_of(statement: Statement, days: Sequence[Days]) -> bool:
    """Whether a statement or its page is of one of the days."""
    printed = [day for day in (statement.date, statement.published) if day]
    return any(first <= day <= last for first, last in days for day in printed)


_Reading = tuple[ReferenceType, tuple["Paragraph", ...]]


def _readings(cited: Cited, whole: Statement) -> Iterator[_Reading]:
    """What the place that is cited may be in a statement, the likeliest first."""
    if not cited.names_place:
        yield ReferenceType.STATEMENT, ()
    elif len(cited.sections) > 1:
        yield from _in_sections(cited.sections, whole)
    elif cited.sections:
        for section in _labeled(whole.sections, cited.sections[0]):
            yield from _in_section(cited.place, _under(section, whole))
    elif cited.place is not None:
        found = list(_in_statement(cited.place, whole))
        # A line of a list as it is printed here counts paragraphs: 第2段 is the second, whatever has the label 二.
        yield from sorted(found, key=lambda each: cited.is_listed and each[0] is not ReferenceType.NUMBER)


def _in_sections(numbers: Sequence[int], whole: Statement) -> Iterator[_Reading]:
    """All paragraphs of several sections; of a statement without sections, what § counts are its paragraphs."""
    if not whole.sections:
        yield from _in_statement(Place(tuple(numbers), Word.PARAGRAPH), whole)
        return
    found = [_labeled(whole.sections, number)[:1] for number in numbers]
    if all(found):
        yield ReferenceType.SECTION, tuple(chain.from_iterable(_under(each, whole) for (each,) in found))


def _in_statement(place: Place, whole: Statement) -> Iterator[_Reading]:
    if len(place.numbers) > 1:
        yield from _several(place, whole.paragraphs)
        return
    number = place.numbers[0]
    labeled = [] if place.word is Word.ID else _labeled(whole.paragraphs, number)
    if place.label is not None:
        yield from _numbered_and_labeled(place, whole.paragraphs)
        return
    for paragraph in labeled:
        yield ReferenceType.LABEL, (paragraph,)
    if place.word is Word.ITEM:
        for section in _labeled(whole.sections, number):
            yield ReferenceType.SECTION, _under(section, whole)
    for paragraph in _numbered(whole.paragraphs, number):
        if paragraph not in labeled:
            yield ReferenceType.ID if place.word is Word.ID else ReferenceType.NUMBER, (paragraph,)


def _numbered_and_labeled(place: Place, within: Sequence[Paragraph]) -> Iterator[_Reading]:
    """The paragraph that has both the number and the label."""
    for paragraph in _numbered(within, place.numbers[0]):
        if paragraph in _labeled(within, place.label or 0):
            yield ReferenceType.ID if place.word is Word.ID else ReferenceType.NUMBER, (paragraph,)


def _several(place: Place, within: Sequence[Paragraph]) -> Iterator[_Reading]:
    """Several paragraphs, all by their labels, which then differ, or all by their numbers."""
    labeled = [_labeled(within, number) for number in place.numbers]
    numbered = [_numbered(within, number) for number in place.numbers]
    by_label = tuple(each[0] for each in labeled if len(each) == 1)
    by_number = tuple(each[0] for each in numbered if each)
    if len(by_label) == len(place.numbers):
        yield ReferenceType.LABEL, by_label
    if len(by_number) == len(place.numbers) and by_number != by_label:
        yield ReferenceType.NUMBER, by_number


def _in_section(place: Place | None, within: Sequence[Paragraph]) -> Iterator[_Reading]:
    """The whole section, or as in a statement; where the section is shorter, numbers may count from the beginning."""
    if place is None:
        yield ReferenceType.SECTION, tuple(within)
        return
    labeled = [_labeled(within, number) for number in place.numbers]
    for row in zip(*labeled, strict=False):
        yield ReferenceType.LABEL, row
    row = _counted(place.numbers, within) or tuple(chain.from_iterable(_numbered(within, n) for n in place.numbers))
    if len(row) == len(place.numbers) and row not in set(zip(*labeled, strict=False)):
        yield ReferenceType.NUMBER, row


def _counted(numbers: Sequence[int], within: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs of a section by their place in it; none if it is shorter."""
    if all(0 < abs(number) <= len(within) for number in numbers):
        return tuple(within[number - 1 if number > 0 else number] for number in numbers)
    return ()


def _under(section: Section, whole: Statement) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in whole.paragraphs if section.first <= paragraph.number <= section.last)


def _numbered(paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """The paragraph with a number, counted from the end if it is below 0."""
    wanted = number if number >= 0 else len(paragraphs) + 1 + number
    return [paragraph for paragraph in paragraphs if paragraph.number == wanted]


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

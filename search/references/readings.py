"""What a place that is cited may be in a statement."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from search.model import Level
from search.references.articles import Articles
from search.references.cited import Place, Word
from search.references.labels import level_in, numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.model import Paragraph, Section, Statement
    from search.references.cited import Cited, Division


class ReferenceType(StrEnum):
    """What a reference was taken for."""

    ID = "id"  # the id of a paragraph
    STATEMENT = "statement"  # a whole statement: no place in it is named
    LABEL = "label"  # what is printed before a paragraph
    SECTION = "section"  # the label of a heading: all paragraphs under it
    NUMBER = "number"  # the ordinal of a paragraph, in its section if one is named


_Labeled = TypeVar("_Labeled", "Paragraph", "Section")
_Reading = tuple[ReferenceType, tuple["Paragraph", ...]]


def readings(cited: Cited, whole: Statement) -> Iterator[_Reading]:
    """What the place that is cited may be in a statement, the likeliest first."""
    if not cited.names_place:
        yield ReferenceType.STATEMENT, ()
    elif len(cited.sections) > 1:
        yield from _in_sections(cited.sections, whole)
    elif cited.sections:
        for section in _cited_sections(cited, whole):
            yield from _in_section(cited, _under(section, whole), whole)
    elif cited.place is not None and _is_of_articles(cited, whole):
        yield from _in_articles(cited.place, cited.inner, whole.paragraphs)
    elif cited.place is not None:
        found = list(_in_statement(cited.place, whole))
        # A line of a list as it is printed here counts paragraphs: 第2段 is the second, whatever has the label 二.
        yield from sorted(found, key=lambda each: cited.is_listed and each[0] is not ReferenceType.NUMBER)


def _is_of_articles(cited: Cited, whole: Statement) -> bool:
    """Whether paths tell what is cited: 第三条 of a treaty is its article, never its third paragraph."""
    if cited.place is None or cited.inner or cited.place.inserted is not None:
        return cited.place is not None
    return cited.place.word is Word.ARTICLE and bool(Articles(whole.paragraphs))


def _in_articles(place: Place, inner: Sequence[Place], within: Sequence[Paragraph]) -> Iterator[_Reading]:
    """Articles, or places in them; what has the label outside of all articles (七 of 第七条) counts as one."""
    articles = Articles(within if place.word is Word.ARTICLE else ())
    found = articles.places(place, inner)
    if not found and place.inserted is None and place.word is not Word.ID:
        outside = tuple(each for each in within if place.word is not Word.ARTICLE or not articles.hold(each))
        found = Articles(outside, Level.ITEM).places(place, inner)
    for paragraphs in found:
        yield ReferenceType.LABEL, paragraphs


def _in_sections(divisions: Sequence[Division], whole: Statement) -> Iterator[_Reading]:
    """All paragraphs of several sections; of a statement without sections, what § counts are its paragraphs."""
    if not whole.sections:
        yield from _in_statement(Place(tuple(each.number for each in divisions), Word.PARAGRAPH), whole)
        return
    found = [_numbered_so(whole.sections, each)[:1] for each in divisions]
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
    if place.word in {Word.ITEM, Word.ARTICLE}:
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


def _in_section(cited: Cited, within: Sequence[Paragraph], whole: Statement) -> Iterator[_Reading]:
    """The whole section, or as in a statement; where the section is shorter, numbers may count from the beginning."""
    if cited.place is None:
        yield ReferenceType.SECTION, tuple(within)
    elif _is_of_articles(cited, whole):
        yield from _in_articles(cited.place, cited.inner, within)
    else:
        yield from _in_section_by_label(cited.place, within)


def _in_section_by_label(place: Place, within: Sequence[Paragraph]) -> Iterator[_Reading]:
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


def _cited_sections(cited: Cited, whole: Statement) -> list[Section]:
    """The sections with the number, in those that are said to hold them."""
    holders = [_numbered_so(whole.sections, each) for each in cited.above]
    return [
        section
        for section in _numbered_so(whole.sections, cited.sections[0])
        if all(any(_holds(holder, section) for holder in row) for row in holders)
    ]


def _numbered_so(sections: Sequence[Section], division: Division) -> list[Section]:
    """Those whose label has the number and the word that is cited; if none has the word, those with the number."""
    labeled = _labeled(sections, division.number)
    return [each for each in labeled if level_in(each.label or "") is division.level] or labeled


def _holds(holder: Section, section: Section) -> bool:
    return holder is not section and holder.first <= section.first and section.last <= holder.last


def _under(section: Section, whole: Statement) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in whole.paragraphs if section.first <= paragraph.number <= section.last)


def _numbered(paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """The paragraph with a number, counted from the end if it is below 0."""
    wanted = number if number >= 0 else len(paragraphs) + 1 + number
    return [paragraph for paragraph in paragraphs if paragraph.number == wanted]


def _labeled(labeled: Iterable[_Labeled], number: int) -> list[_Labeled]:
    """Those whose label says the number: 七, （七）, 7, 第七条, 第七部分."""
    return [each for each in labeled if each.label and number in numbers_in(each.label)]

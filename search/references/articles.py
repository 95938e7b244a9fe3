"""Articles of treaties and laws, and the places in them, by the paths of their paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from search.model import Level
from search.references.cited import Word
from search.references.days import NUMBER
from search.references.labels import inserted_number, is_clause_label, letter_in, number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.model import Paragraph, Step
    from search.references.cited import Place

_INSERTED = re.compile(rf"\s*(?:之\s*)?(?P<number>(?<=之){NUMBER}|bis|ter|quater)$", re.IGNORECASE)
"""之一 of 第三条之一, bis of Article 4 bis. Not: 第三条"""


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs in an article; `depth` is how many steps of items they share."""

    paragraphs: tuple[Paragraph, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Articles:
    """The divisions of some paragraphs that a number of an article may mean.

    They are the articles, or the outermost items where `level` is `Level.ITEM`.
    """

    paragraphs: Sequence[Paragraph]
    level: Level = Level.ARTICLE

    def __bool__(self) -> bool:
        """Whether there is one."""
        return any(map(self.hold, self.paragraphs))

    def hold(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is in one."""
        return self._at(paragraph) is not None

    def called(self, place: Place) -> list[tuple[Paragraph, ...]]:
        """What the numbers mean, one row for each chapter that has all of them; else each number's only article."""
        rows = [self._numbered(number, place.inserted) for number in place.numbers]
        above = dict.fromkeys(self._above(article[0]) for article in chain.from_iterable(rows))
        together = [row for each in above for row in zip(*self._all_under(each, rows), strict=False)]
        if not together and all(len(row) == 1 for row in rows):
            together = [tuple(row[0] for row in rows)]
        return [tuple(chain.from_iterable(row)) for row in together]

    def places(self, place: Place, inner: Sequence[Place]) -> list[tuple[Paragraph, ...]]:
        """What the places in the articles mean, or the articles where there are none."""
        return [found for article in self.called(place) for found in self._in(_Part(article, 0), inner)]

    def _all_under(
        self, above: tuple[Step, ...], rows: Sequence[Sequence[tuple[Paragraph, ...]]]
    ) -> list[list[tuple[Paragraph, ...]]]:
        return [[article for article in row if self._above(article[0]) == above] for row in rows]

    def _numbered(self, number: int, inserted: int | None) -> list[tuple[Paragraph, ...]]:
        """Every article with this number, in order."""
        return _runs(self.paragraphs, lambda each: self._is_meant(each, number, inserted))

    def _is_meant(self, paragraph: Paragraph, number: int, inserted: int | None) -> bool:
        """Whether the paragraph is in an article with the number; 第三条之一 is another article than 第三条."""
        at = self._at(paragraph)
        label = None if at is None else paragraph.path[at].label
        if label is None:
            return False
        late = _INSERTED.search(label)
        said = inserted_number(late["number"]) if late else None
        return said == inserted and number_in(label[: late.start()] if late else label) == number

    def _at(self, paragraph: Paragraph) -> int | None:
        return next((at for at, step in enumerate(paragraph.path) if step.kind is self.level), None)

    def _above(self, paragraph: Paragraph) -> tuple[Step, ...]:
        return paragraph.path[: self._at(paragraph)]

    def _items(self, paragraph: Paragraph) -> tuple[Step, ...]:
        """The steps of the path below the article."""
        at = self._at(paragraph)
        return () if at is None else paragraph.path[at + 1 :]

    def _in(self, part: _Part, inner: Sequence[Place]) -> Iterator[tuple[Paragraph, ...]]:
        """Every meaning of the places in a part of an article."""
        if not inner:
            yield part.paragraphs
            return
        place, *others = inner
        found = [
            [each for meant in self._parts(part, place.word, number) for each in self._in(meant, others)]
            for number in place.numbers
        ]
        for row in zip(*found, strict=False):
            yield tuple(chain.from_iterable(row))

    def _parts(self, part: _Part, word: Word, number: int) -> list[_Part]:
        """The parts with the number: 第二款 is labeled 二, or the second paragraph that stands in no item."""
        if word is Word.LETTER:
            return self._labeled(part, lambda label: letter_in(label) == number)
        items = self._labeled(part, lambda label: number_in(label) == number)
        if word is not Word.PARAGRAPH:
            return items
        named = self._labeled(part, lambda label: is_clause_label(label) and number_in(label) == number)
        clauses = list(self._clauses(part))
        counted = clauses[number - (number > 0)] if 0 < abs(number) <= len(clauses) else None
        if named or (counted is None or (len(clauses) == 1 and items)):
            return named or items
        return [_Part(counted, part.depth)]

    def _labeled(self, part: _Part, fits: Callable[[str], bool]) -> list[_Part]:
        def is_meant(paragraph: Paragraph) -> bool:
            step = next(iter(self._items(paragraph)[part.depth :]), None)
            return step is not None and step.label is not None and fits(step.label)

        return [_Part(run, part.depth + 1) for run in _runs(part.paragraphs, is_meant)]

    def _clauses(self, part: _Part) -> Iterator[tuple[Paragraph, ...]]:
        """The paragraphs that stand in no item of the part, each with the items that follow it."""
        clause: list[Paragraph] = []
        for paragraph in part.paragraphs:
            is_first = len(self._items(paragraph)) <= part.depth
            if is_first and clause:
                yield tuple(clause)
                clause = []
            if is_first or clause:
                clause.append(paragraph)
        if clause:
            yield tuple(clause)


def _runs(paragraphs: Sequence[Paragraph], is_meant: Callable[[Paragraph], bool]) -> list[tuple[Paragraph, ...]]:
    """The paragraphs that are meant, those that stand side by side together."""
    meant = ((at, each) for at, each in enumerate(paragraphs) if is_meant(each))
    counted = ((at - rank, each) for rank, (at, each) in enumerate(meant))
    return [tuple(each for _, each in run) for _, run in groupby(counted, key=lambda pair: pair[0])]

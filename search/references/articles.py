"""Articles of treaties and laws, and the places in them, by the paths of their paragraphs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.model import Level
from search.references.parser import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.model import Paragraph, Step
    from search.references.parser import Place

_AROUND_LABELS = "（()）第部分章编篇节条款项段 ."
_BEFORE_NUMBER = re.compile(r"^(?:part|chapter|section|article|art\.?)\s*", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<tens>XL|L?X{0,3})(?P<ones>IX|IV|V?I{0,3})")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
_LETTER = re.compile(r"[a-z]")


def number_in(label: str) -> int | None:
    """The number that a label says, None for none: 四 of 第四条, IV of Article IV, 1 of (a)."""
    bare = _BEFORE_NUMBER.sub("", label.replace("條", "条").replace("節", "节").replace("項", "项")).strip(
        _AROUND_LABELS
    )
    if bare and (roman := _ROMAN.fullmatch(bare)) is not None:
        return _TENS.index(roman["tens"]) * 10 + _ONES.index(roman["ones"])
    if _LETTER.fullmatch(bare):
        return ord(bare) - ord("a") + 1
    return value_of(bare)


def articles_of(paragraphs: Sequence[Paragraph], place: Place) -> list[tuple[Paragraph, ...]]:
    """The paragraphs of every article with this number, in order; several where chapters count their own."""
    numbered = [each for each in paragraphs if _is_meant(_article(each), place)]
    return [tuple(group) for _, group in groupby(numbered, key=_above_items)]


def _is_meant(step: Step | None, place: Place) -> bool:
    """Whether an article has the number; 第三条之一 is another than 第三条."""
    if step is None or step.label is None:
        return False
    inserted = _INSERTED.search(step.label)
    number = number_in(step.label[: inserted.start()] if inserted else step.label)
    return number == place.number and (value_of(inserted["number"]) if inserted else None) == place.inserted


_INSERTED = re.compile(r"\s?之(?P<number>[一二三四五六七八九十])$")


def _article(paragraph: Paragraph) -> Step | None:
    return next((step for step in paragraph.path if step.kind is Level.ARTICLE), None)


def _above_items(paragraph: Paragraph) -> tuple[Step, ...]:
    """The path up to the article."""
    return paragraph.path[: len(paragraph.path) - len(_items(paragraph))]


def _items(paragraph: Paragraph) -> tuple[Step, ...]:
    """The steps of the path below the article."""
    at = next((at for at, step in enumerate(paragraph.path) if step.kind is Level.ARTICLE), len(paragraph.path))
    return paragraph.path[at + 1 :]


def place_in(article: tuple[Paragraph, ...], places: Sequence[Place]) -> tuple[Paragraph, ...]:
    """The paragraphs of an article that are meant, all of them where no place in it is; empty where there are none."""
    within = article
    depth = 0
    for place in places:
        items = tuple(each for each in within if _is_item(each, depth, place.number))
        clauses = tuple(_clauses(within, depth))
        by_ordinal = clauses[place.number - 1] if 0 < place.number <= len(clauses) else ()
        is_clause = place.word is Word.PARAGRAPH and len(clauses) > 1
        within, is_item = (by_ordinal, False) if is_clause and by_ordinal else (items, True)
        if not within:
            within, is_item = by_ordinal, False
        depth += is_item
    return within


def _is_item(paragraph: Paragraph, depth: int, number: int) -> bool:
    items = _items(paragraph)
    return len(items) > depth and items[depth].label is not None and number_in(items[depth].label or "") == number


def _clauses(within: Sequence[Paragraph], depth: int) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs that stand directly in a division, each with the items that follow it."""
    clause: list[Paragraph] = []
    for paragraph in within:
        if len(_items(paragraph)) <= depth and clause:
            yield tuple(clause)
            clause = []
        if clause or len(_items(paragraph)) <= depth:
            clause.append(paragraph)
    if clause:
        yield tuple(clause)

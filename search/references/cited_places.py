"""What is cited, with one more place in a statement: a section, a paragraph, an article, a place in the article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.errors import ReferenceSyntaxError
from search.model import Level
from search.references.cited import Division, Place, Word
from search.references.labels import inserted_number, level_in
from search.references.places import IN_BRACKETS, between, last_number, number_of, numbers_of

if TYPE_CHECKING:
    from search.references.cited import Cited

_IN_ARTICLE = frozenset({Word.PARAGRAPH, Word.ITEM, Word.LETTER})
_HOLDS = {Word.ARTICLE: _IN_ARTICLE, Word.PARAGRAPH: frozenset({Word.ITEM, Word.LETTER})}
"""What may be named before the place that holds it: paragraph 2 of Article 3, item (a) of paragraph 2."""

_JOINED = re.compile(r"(?:[、/&和及与至到]|(?<!\s)[-~]|以及|\b(?:and|to))[\s(]*\Z", re.IGNORECASE)
"""The end of what stands before a place that is one more: 和, and. Not: of, 的"""

_LATIN_LETTER = re.compile(r"[a-z]", re.IGNORECASE)


def with_section(match: re.Match[str], cited: Cited) -> Cited:
    """With one section, which may hold another or be in it: 第一编第二章, Chapter 2 of Part I."""
    division = Division(number_of(match), level_in(match.group()))
    others = (*cited.above, *cited.sections)
    if len(cited.sections) > 1 or division.level in {each.level for each in others}:
        refuse_second(match, "section", others)
    *above, innermost = sorted((*others, division), key=_rank)
    return replace(cited, sections=(innermost,), above=tuple(above))


def with_sections(match: re.Match[str], cited: Cited) -> Cited:
    """With several sections, which have to be whole."""
    refuse_second(match, "section", cited.sections or None)
    if cited.place is not None:
        raise _not_together(match)
    level = level_in(match.group())
    return replace(cited, sections=tuple(Division(number, level) for number in numbers_of(match)))


def _rank(division: Division) -> int:
    """How far inside a document a division stands."""
    levels = list(Level)
    return levels.index(division.level) if division.level is not None else len(levels)


def with_paragraphs(match: re.Match[str], cited: Cited) -> Cited:
    """With one paragraph or several."""
    label = match.groupdict().get("label")
    place = Place(numbers_of(match), Word.PARAGRAPH, value_of(label) if label else None)
    return with_place(match, cited, place, *_in_brackets(match))


def with_last(match: re.Match[str], cited: Cited) -> Cited:
    """With the first paragraph or one that is counted from the end."""
    return with_place(match, cited, Place((last_number(match),), Word.PARAGRAPH))


def with_articles(match: re.Match[str], cited: Cited) -> Cited:
    """With one article or several, and what stands in brackets behind the number: Article 3(2)(a)."""
    inserted = inserted_number(match["inserted"] or match["latin"])
    place = Place(numbers_of(match), Word.ARTICLE, inserted=inserted)
    if inserted is not None and len(place.numbers) > 1:
        raise _not_together(match)
    return with_place(match, cited, place, *_in_brackets(match))


def with_clauses(match: re.Match[str], cited: Cited) -> Cited:
    """With paragraphs of an article (第二款); of a statement without one, whatever has the label."""
    word = Word.PARAGRAPH if _is_in_article(cited) else Word.ITEM
    return with_place(match, cited, Place(numbers_of(match), word), *_in_brackets(match))


def with_items(match: re.Match[str], cited: Cited) -> Cited:
    """With one item or several."""
    return with_place(match, cited, Place(numbers_of(match), Word.ITEM))


def with_item(match: re.Match[str], cited: Cited) -> Cited:
    """With a number alone (in an article its paragraph: Article 3.2), or behind a word for whatever has a label."""
    is_alone = match.group() == match["chinese"]
    word = Word.PARAGRAPH if is_alone and _is_in_article(cited) else Word.ITEM
    return with_place(match, cited, Place((number_of(match),), word))


def with_letter(match: re.Match[str], cited: Cited) -> Cited:
    """With an item that has a letter."""
    return with_place(match, cited, _lettered(match["letter"]))


def with_place(match: re.Match[str], cited: Cited, place: Place, *inner: Place) -> Cited:
    """The place, with the places in it; an id and the words for the same place may both stand in one reference."""
    added = _added(match, cited, place, inner)
    holders = (added.place, *added.inner)[:-1]
    if len(cited.sections) > 1 or any(each is not None and len(each.numbers) > 1 for each in holders):
        raise _not_together(match)
    return added


def _added(match: re.Match[str], cited: Cited, place: Place, inner: tuple[Place, ...]) -> Cited:
    first = cited.place
    if first is not None and first.numbers == place.numbers and Word.ID in {first.word, place.word}:
        label = first.label if first.label is not None else place.label
        return replace(cited, place=Place(place.numbers, Word.ID, label), inner=(*cited.inner, *inner))
    if first is not None and not _JOINED.search(match.string[: match.start()]):
        if _is_held(first, place):
            return replace(cited, inner=(*cited.inner, *_unlabeled(place), *inner))
        if _LATIN_LETTER.match(match.group()) and first.word in _HOLDS.get(place.word, ()):
            return replace(cited, place=place, inner=(*inner, *_unlabeled(first), *cited.inner))
    refuse_second(match, "paragraph", first)
    return replace(cited, place=place, inner=inner)


def _is_in_article(cited: Cited) -> bool:
    return cited.place is not None and cited.place.word is Word.ARTICLE


def _is_held(first: Place, place: Place) -> bool:
    """Whether the place is in the one that is named before it: 第三条第二款, paragraph 7, item (a)."""
    return place.word is Word.LETTER or (first.word is Word.ARTICLE and place.word in _IN_ARTICLE)


def _unlabeled(place: Place) -> tuple[Place, ...]:
    """The place in an article, its label as a place in it: 第2段（七）."""
    if place.label is None:
        return (place,)
    return replace(place, label=None), Place((place.label,), Word.ITEM)


def _in_brackets(match: re.Match[str]) -> tuple[Place, ...]:
    """The places that stand in brackets behind a number: (2)(a), (1)–(3), (a) and (b)."""
    places: list[Place] = []
    for each in IN_BRACKETS.finditer(match.groupdict().get("inner") or ""):
        place = _lettered(each["letter"]) if each["letter"] else _numbered(each["number"])
        if places and places[-1].word is place.word and (each["to"] or each["and"]):
            places[-1] = _joined(places[-1], place, match if each["to"] else None)
        elif each["to"] or (each["and"] or ",").strip() != ",":
            raise _not_together(match)
        else:
            places.append(place)
    return tuple(places)


def _joined(first: Place, last: Place, ranged: re.Match[str] | None) -> Place:
    """Both places, and those between them if they are a range."""
    (number,) = last.numbers
    more = tuple(between(first.numbers[-1], number, ranged)) if ranged else (number,)
    return replace(first, numbers=(*first.numbers, *more))


def _numbered(printed: str) -> Place:
    """（一） is an item, (1) a paragraph."""
    return Place((value_of(printed) or 0,), Word.PARAGRAPH if printed.isascii() else Word.ITEM)


def _lettered(letter: str) -> Place:
    return Place((ord(letter.lower()) - ord("a") + 1,), Word.LETTER)


def _not_together(match: re.Match[str]) -> ReferenceSyntaxError:
    return ReferenceSyntaxError(
        f"The text {match.group()} names a place in one of several.",
        position=match.start(),
        hint="Write one reference for each of them.",
    )


def refuse_second(match: re.Match[str], what: str, first: object) -> None:
    """Raises `ReferenceSyntaxError` if there is a first."""
    if first is not None:
        raise ReferenceSyntaxError(
            f"The reference names a second {what}: {match.group()}.", position=match.start(), hint="Cite one."
        )

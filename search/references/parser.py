"""Text to what it cites: a statement, by its id, its title, its address, or by day and kind, and a place in it.

A reference is a row of pieces in any order, each at most once; blanks, punctuation and words such as 的 and "of" stand
between them. Whatever is none of these is an error: no part of a reference is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.errors import ReferenceSyntaxError
from search.model import Kind
from search.references.cited import Cited, Place, Word
from search.references.cited_places import (
    refuse_second,
    with_articles,
    with_clauses,
    with_item,
    with_items,
    with_last,
    with_letter,
    with_paragraphs,
    with_place,
    with_section,
    with_sections,
)
from search.references.days import DAY_FIRST_OR_MONTH_FIRST, WRITTEN, YEAR_ALONE, numeric_days, written_days
from search.references.places import (
    ARTICLES,
    CLAUSES,
    HINT,
    ITEM,
    ITEMS,
    LAST_PARAGRAPH,
    LETTERED,
    PARAGRAPHS,
    PARAGRAPHS_IN_ENGLISH,
    SECTION,
    SECTIONS,
)
from search.references.printed_forms import ADDRESS, FIELD, ID, LISTED, ON_LINE, OTHERS, READ_ON, RECORDS, URL

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.catalog import Catalog

LONGEST = 2000
"""Characters of a reference: a record of a reference manager with its address has about a thousand."""

_FOLDED = str.maketrans(
    "聯聲報條約協議書換諒備錄講話聞節編項點號與國華後數‐‑‒–—―−\u200b\u2060\ufeff",
    "联声报条约协议书换谅备录讲话闻节编项点号与国华后数-------   ",
) | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！–～ to !–~
"""Traditional characters of the words below, dashes, unseen blanks, full-width forms; one character to one."""

_KINDS = (
    (r"(?:联合|共同)?(?:声明|宣言)|(?:joint\s+)?(?:statement|declaration)(?![a-z])", (Kind.JOINT_STATEMENT,)),
    (r"(?:联合)?新闻公报|(?:joint\s+)?press\s+(?:communiqu[eé]|release)(?![a-z])", (Kind.PRESS_COMMUNIQUE,)),
    (r"联合公报|joint\s+communiqu[eé](?![a-z])", (Kind.JOINT_COMMUNIQUE,)),
    (r"公报|communiqu[eé](?![a-z])", (Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE)),
    (r"条约|协[定议]|议定书|公约|换文|谅解备忘录|(?:treaty|agreement|protocol|convention)(?![a-z])", (Kind.TREATY,)),
    (r"讲话|演讲|致辞|speech(?![a-z])", (Kind.SPEECH,)),
    (r"新闻|报道|news(?![a-z])", (Kind.NEWS,)),
)
"""联合声明, joint statement. Not: 新闻 in 新闻公报, which stands before it; statements"""

_PAKISTAN = re.compile(r"巴(?:基斯坦(?:伊斯兰共和国)?)?|pak(?:istani?)?(?![a-z])", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:[\s,、。.;:·的之和与及\-()\]{}\"'“”‘’《》〈〉「」『』]|\[(?![a-z/]{1,5}\]|[0-9]{4}-[0-9]{2}-[0-9]{2}\]))+|(?:of|the|in|on|to|and|between|dated|see|cf)(?![a-z])"
    r"|参?见|中(?:国|华人民共和国)?|(?:china|sino)(?![a-z])",
    re.IGNORECASE,
)
"""What may stand between two pieces: blanks, punctuation, 的, of; and China, a party to all that is indexed."""

_UNREAD = re.compile(r"[a-z]+|.", re.IGNORECASE | re.DOTALL)
"""As much as an error names: a word, or one character."""

_LETTERS = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*")
"""Letters, with what stands between words: where a part of a title ends. Not: 2015"""

_LEAST_TITLE = 8
"""Characters of a title that is meant where it stands; a shorter one (中巴联合声明) may as well be parties and kind."""

_LEAST_NAME = 2
_IN_TITLE_MARKS = re.compile(r"[《〈](?P<title>[^《》〈〉]+)[》〉]")
"""《title》"""


def read(reference: str, catalog: Catalog | None = None, *, titles: bool = True) -> Cited:
    """What the reference cites; titles, if they are looked for, and parties are those of the catalog.

    Raises `ReferenceSyntaxError`, also beyond `LONGEST`.
    """
    if len(reference) > LONGEST:
        raise ReferenceSyntaxError(
            f"The reference has {len(reference)} characters; the limit is {LONGEST}.",
            position=LONGEST,
            hint="Cite one paragraph.",
        )
    text = reference.translate(_FOLDED)
    for record in RECORDS:
        if match := record.fullmatch(text):
            return _with_id(match, Cited())
    if (line := LISTED.fullmatch(text)) and (listed := _listed(line, catalog)):
        return listed
    if catalog is None or not titles:
        return _Reader(text, catalog).read(Cited())
    return _titled(reference, text, catalog)


def _listed(line: re.Match[str], catalog: Catalog | None) -> Cited | None:
    """What a whole line of a list of references cites, by its address; None if the line has to be read piece by piece.

    Its authors are not read: names of bodies may contain days and kinds of documents. The title tells apart statements
    of one page. A place is the number of a paragraph, also in characters (第七段); another label stands behind it.
    """
    number = value_of(line["number"] or "")
    if number is None and line["number"]:
        return None
    if match := ADDRESS.fullmatch(line["address"]):
        return _with_id(match, Cited()) if match["number"] == (number and str(number)) else None
    entries = catalog.taken_from(line["address"]) if catalog else ()
    before = catalog.comparable(line["before"]) if catalog else ""
    ids = frozenset(entry.statement.id for entry in entries if before.endswith(entry.title))
    if not ids:
        return None
    named = Cited(statements=ids)
    return named if number is None else with_place(line, named, Place((number,), Word.ID))


def _titled(reference: str, text: str, catalog: Catalog) -> Cited:
    """What is cited with a title, if one stands in the reference."""
    marks = _IN_TITLE_MARKS.search(reference)
    compared = catalog.compared(reference)
    found = catalog.titled(compared.text, _LEAST_TITLE)
    if marks and (in_marks := catalog.called(catalog.comparable(marks["title"]))):
        start, end, entries = *marks.span(), in_marks
    elif found:
        at = compared.text.index(found[0])
        (start, end), entries = compared.original(at, at + len(found[0])), found[1]
    else:
        return _Reader(text, catalog).read(Cited())
    rest = text[:start] + " " * (end - start) + text[end:]
    named = Cited(statements=frozenset(entry.statement.id for entry in entries))
    return _Reader(rest, catalog).read(named)


@dataclass(slots=True)
class _Reader:
    """One walk over the pieces of a reference."""

    text: str
    catalog: Catalog | None

    def read(self, cited: Cited) -> Cited:
        at = 0
        while at < len(self.text):
            at, cited = self._with_piece(cited, at)
        if not cited.names_statement:
            raise ReferenceSyntaxError("The reference names no statement.", position=0, hint=HINT)
        return cited

    def _with_piece(self, cited: Cited, at: int) -> tuple[int, Cited]:
        """Where the piece that begins at `at` ends, and what is cited with it."""
        if marked := self._with_mark(cited, at):
            return marked
        for pattern, taken in _PIECES:
            if (match := pattern.match(self.text, at)) is not None:
                return match.end(), taken(match, cited)
        if not cited.days and (match := YEAR_ALONE.match(self.text, at)) is not None:
            return match.end(), _with_days(match, cited)
        for pattern, taken in _PLACES:
            if (match := pattern.match(self.text, at)) is not None:
                return match.end(), taken(match, cited)
        item = ITEM.match(self.text, at)
        if (item is None or item.group() == item["chinese"]) and (named := self._with_name(cited, at)):
            return named
        if item is not None:
            return item.end(), with_item(item, cited)
        unread = next(_UNREAD.finditer(self.text, at)).group()
        raise ReferenceSyntaxError(f"The text {unread!r} is not part of a reference.", position=at, hint=HINT)

    def _with_mark(self, cited: Cited, at: int) -> tuple[int, Cited] | None:
        """What is no more than a mark, or stands between two pieces; an address that a statement was taken from."""
        for mark in (ON_LINE, FIELD, OTHERS):
            if match := mark.match(self.text, at):
                return match.end(), replace(cited, is_listed=cited.is_listed or mark is ON_LINE)
        if cited.is_listed and (match := READ_ON.match(self.text, at)):
            return match.end(), cited
        if not ADDRESS.match(self.text, at) and (match := URL.match(self.text, at)):
            return self._with_url(match, cited)
        if between := _BETWEEN.match(self.text, at):
            return between.end(), cited
        return None

    def _with_url(self, match: re.Match[str], cited: Cited) -> tuple[int, Cited]:
        entries = self.catalog.taken_from(match.group()) if self.catalog else ()
        if not entries:
            raise ReferenceSyntaxError(
                "No statement has this address as its source.", position=match.start(), hint="Leave the address out."
            )
        ids = frozenset(entry.statement.id for entry in entries)
        return match.end(), replace(cited, statements=ids if cited.statements is None else ids & cited.statements)

    def _with_name(self, cited: Cited, at: int) -> tuple[int, Cited] | None:
        """A part of a title or a name of a party; the first characters of parties (中巴); None if it is neither."""
        letters = _LETTERS.match(self.text, at)
        if self.catalog is None or letters is None:
            return None
        end = at
        while end < letters.end() and not (end > at and self._begins_piece(end)) and self._is_name(at, end + 1):
            end += 1
        name = self.catalog.comparable(self.text[at:end])
        if len(name) >= _LEAST_NAME and not self._cuts_a_word(end):
            return end, replace(cited, names=(*cited.names, name))
        end = at
        while end < letters.end() and self.text[end] in self.catalog.initials and not self._begins_piece(end):
            end += 1
        initials = frozenset(self.text[at:end])
        return (end, replace(cited, initials=cited.initials | initials)) if initials else None

    def _is_name(self, at: int, end: int) -> bool:
        """Whether some statement is called by a stretch of the reference."""
        return self.catalog is not None and self.catalog.knows(self.catalog.comparable(self.text[at:end]))

    def _cuts_a_word(self, at: int) -> bool:
        """Whether Latin letters stand on both sides of the offset."""
        return self.text[at - 1 : at].isascii() and self.text[at - 1 : at + 1].isalpha() and at < len(self.text)

    def _begins_piece(self, at: int) -> bool:
        return any(pattern.match(self.text, at) for pattern, _ in _PIECES)


def _with_id(match: re.Match[str], cited: Cited) -> Cited:
    identifier = match["statement"].lower()
    if cited.statement != identifier:
        refuse_second(match, "statement", cited.statement)
    named = replace(cited, statement=identifier)
    number = match["number"] or match.groupdict().get("anchor")
    return named if number is None else with_place(match, named, Place((int(number),), Word.ID))


def _with_days(match: re.Match[str], cited: Cited) -> Cited:
    refuse_second(match, "day", cited.days or None)
    try:
        return replace(cited, days=(written_days(match),))
    except ValueError as error:
        raise _not_in_calendar(match) from error


def _with_numeric_days(match: re.Match[str], cited: Cited) -> Cited:
    refuse_second(match, "day", cited.days or None)
    try:
        days, remark = numeric_days(match)
    except ValueError as error:
        raise _not_in_calendar(match) from error
    return replace(cited, days=days, remarks=(*cited.remarks, remark))


def _not_in_calendar(match: re.Match[str]) -> ReferenceSyntaxError:
    return ReferenceSyntaxError(f"The day {match.group()} is not in the calendar.", position=match.start(), hint=HINT)


def _with_kinds(kinds: tuple[Kind, ...], match: re.Match[str], cited: Cited) -> Cited:
    refuse_second(match, "kind of document", cited.kinds or None)
    return replace(cited, kinds=kinds)


def _with_party(match: re.Match[str], cited: Cited) -> Cited:
    refuse_second(match, "party", cited.party)
    return replace(cited, party="巴基斯坦")


_Pieces = tuple[tuple[re.Pattern[str], "Callable[[re.Match[str], Cited], Cited]"], ...]

_PIECES: _Pieces = (
    (ADDRESS, _with_id),
    (ID, _with_id),
    (DAY_FIRST_OR_MONTH_FIRST, _with_numeric_days),
    *((pattern, _with_days) for pattern in WRITTEN),
    (SECTIONS, with_sections),
    (SECTION, with_section),
    (LAST_PARAGRAPH, with_last),
    (PARAGRAPHS, with_paragraphs),
    (PARAGRAPHS_IN_ENGLISH, with_paragraphs),
    *((re.compile(pattern, re.IGNORECASE), partial(_with_kinds, kinds)) for pattern, kinds in _KINDS),
    (_PAKISTAN, _with_party),
)
"""What may be a piece, the first that matches taken; a year alone and a number alone come last."""

_PLACES: _Pieces = (
    (ARTICLES, with_articles),
    (CLAUSES, with_clauses),
    (ITEMS, with_items),
    (LETTERED, with_letter),
)
"""What may be a piece after those; none of them ends the part of a title (五项原则)."""

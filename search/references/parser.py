"""Text to what it cites: a statement, by its id or by day and kind, and a place in it.

A reference is a row of pieces in any order, each at most once; blanks, punctuation and words such as 的 and "of" stand
between them. Whatever is none of these is an error: no part of a reference is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.errors import ReferenceSyntaxError
from search.model import Kind
from search.query.days import day_range

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

LONGEST = 500
"""Characters of a reference."""

_HINT = "Write a day or a year, the kind and the paragraph: 2015年联合声明第七段, 2018-11-04 二, 2020 para 12."

_FOLDED = str.maketrans(
    "聯聲報條約協議書換諒備錄講話聞節編項點號與國華‐‑‒–—―−\u200b\u2060\ufeff",
    "联声报条约协议书换谅备录讲话闻节编项点号与国华-------   ",
) | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！–～ to !–~
"""Traditional characters of the words below, dashes, unseen blanks, full-width forms; one character to one."""


class Word(Enum):
    """What a number is said to count."""

    PARAGRAPH = auto()  # 第七段, para 7
    ITEM = auto()  # 第七条, 七: whatever has a label
    ID = auto()  # .7 of a paragraph's id: its number and nothing else


@dataclass(frozen=True, slots=True)
class Place:
    """A number and what it counts."""

    number: int
    word: Word


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference names; None or empty where it names nothing of the sort. Days are inclusive."""

    statement: str | None = None
    days: tuple[date, date] | None = None
    kinds: tuple[Kind, ...] = ()
    party: str | None = None  # as titles name it
    section: int | None = None
    place: Place | None = None

    @property
    def names_place(self) -> bool:
        """Whether more than a statement is named."""
        return self.section is not None or self.place is not None


_YEAR = r"(?:[0-9]{4}|[一二][〇○O零一二三四五六七八九]{3})"
_NUMBER = r"(?:[0-9]{1,6}|[〇○零一二三四五六七八九十廿卅百千]{1,9})"
_ROMAN = r"(?:[ivxl]{1,7}(?![a-z]))"
_COUNT = rf"(?P<number>{_NUMBER}|{_ROMAN})"

_ID = re.compile(
    rf"(?P<statement>(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|undated)-(?:{'|'.join(Kind)})(?:-[0-9a-f]{{6,64}})?)"
    r"(?![0-9a-z-])(?:\.(?P<number>[0-9]{1,9}))?",
    re.IGNORECASE,
)
"""2015-04-20-joint-statement.7, 2021-12-08-news-3f2a9c. Not: 2015-04-20 joint statement"""

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
           "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)

_DAYS = (
    re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])"),  # 2015-04-20
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?![0-9])"),  # 2015-04
    re.compile(
        rf"(?P<year>{_YEAR})\s*年\s*(?:(?P<month>{_NUMBER})\s*月份?\s*(?:(?P<day>{_NUMBER})\s*[日号])?)?"
    ),  # 2015年, 2015年4月, 二〇一五年四月二十日
    re.compile(
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<named>{_MONTH})\.?"
        r"(?(day)|(?:\s+(?P<later>[0-9]{1,2})(?:st|nd|rd|th)?)?)(?:\s*,\s*|\s+)(?P<year>[0-9]{4})(?![0-9])",
        re.IGNORECASE,
    ),  # 20 April 2015, April 20, 2015, Apr. 2015
)
_YEAR_ALONE = re.compile(rf"(?P<year>{_YEAR})(?![0-9〇○零一二三四五六七八九十百千])")
"""2020, 二〇二〇. Not: 20201"""

_SECTION = re.compile(
    rf"第?\s*(?P<chinese>{_NUMBER})\s*(?:部分?|[章编节])|(?:section|sect?|part|chapter|§)\.?\s*{_COUNT}", re.IGNORECASE
)
"""第二部分, section II, Part 2. Not: 第二段"""

_PARAGRAPH = re.compile(
    rf"第?\s*(?P<chinese>{_NUMBER})\s*(?:自然段|段落?)|(?:paragraph|para?|¶)\.?\s*{_COUNT}"
    r"|(?P<ordinal>[0-9]{1,6})(?:st|nd|rd|th)\s+para(?:graph)?(?![a-z])",
    re.IGNORECASE,
)
"""第七段, para. 7, 7th paragraph. Not: 第七条, paras 7"""

_ITEM = re.compile(
    rf"第?\s*(?P<chinese>{_NUMBER})(?:\s*[条款项点](?!约))?|(?:article|art|item|point|no)\.?\s*{_COUNT}", re.IGNORECASE
)
"""第七条, Article VII, 七, 7. Not: 条约"""

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

_PAKISTAN = re.compile(r"巴(?:基斯坦(?:伊斯兰共和国)?)?|pak(?:istan)?(?![a-z])", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s,、。.;:·的之和与\-()\[\]\"'“”‘’《》〈〉「」『』]+|(?:of|the|in|on|to|and|between|dated)(?![a-z])"
    r"|中(?:国|华人民共和国)?|(?:china|sino)(?![a-z])",
    re.IGNORECASE,
)
"""What may stand between two pieces: blanks, punctuation, 的, of; and China, a party to all that is indexed."""

_NUMBERS = ("chinese", "number", "ordinal")
"""The groups of the patterns above of which one has the number of a place."""

_UNREAD = re.compile(r"[a-z]+|.", re.IGNORECASE | re.DOTALL)
"""As much as an error names: a word, or one character."""

_ROMAN_NUMERALS = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(("", "x", "xx", "xxx", "xl"))
    for one, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if ten or one
}


def read(reference: str) -> Cited:
    """What the reference cites. Raises `ReferenceSyntaxError`, also beyond `LONGEST`."""
    if len(reference) > LONGEST:
        raise ReferenceSyntaxError(
            f"The reference has {len(reference)} characters; the limit is {LONGEST}.",
            position=LONGEST,
            hint="Cite one paragraph.",
        )
    text = reference.translate(_FOLDED)
    cited = Cited()
    at = 0
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
        else:
            at, cited = _with_piece(cited, text, at)
    if cited.statement is None and cited.days is None and not cited.kinds:
        raise ReferenceSyntaxError("The reference names no statement.", position=0, hint=_HINT)
    return cited


def _with_piece(cited: Cited, text: str, at: int) -> tuple[int, Cited]:
    """Where the piece that begins at `at` ends, and what is cited with it."""
    for pattern, taken in _PIECES:
        if (match := pattern.match(text, at)) is not None:
            return match.end(), taken(match, cited)
    if cited.days is None and (match := _YEAR_ALONE.match(text, at)) is not None:
        return match.end(), _with_days(match, cited)
    if (match := _ITEM.match(text, at)) is not None:
        return match.end(), _with_place(match, cited, Word.ITEM)
    unread = next(_UNREAD.finditer(text, at)).group()
    raise ReferenceSyntaxError(f"The text {unread!r} is not part of a reference.", position=at, hint=_HINT)


def _with_id(match: re.Match[str], cited: Cited) -> Cited:
    _refuse_second(match, "statement", cited.statement)
    named = replace(cited, statement=match["statement"].lower())
    return named if match["number"] is None else _with_place(match, named, Word.ID)


def _with_days(match: re.Match[str], cited: Cited) -> Cited:
    _refuse_second(match, "day", cited.days)
    printed = match.groupdict()
    month = printed.get("named") or printed.get("month")
    day = printed.get("day") or printed.get("later")
    try:
        parts = [f"{_calendar_number(part):02}" for part in (printed["year"], month, day) if part]
        return replace(cited, days=day_range("-".join(parts)))
    except ValueError as error:
        raise ReferenceSyntaxError(
            f"The day {match.group()} is not in the calendar.", position=match.start(), hint=_HINT
        ) from error


def _calendar_number(printed: str) -> int:
    """The number of a year, a day, or a month, which may be printed as its name. ValueError if it is none."""
    value = _MONTHS.get(printed[:3].lower()) or value_of(printed)
    if value is None:
        raise ValueError(f"The text {printed} is not a number.")
    return value


def _with_section(match: re.Match[str], cited: Cited) -> Cited:
    _refuse_second(match, "section", cited.section)
    return replace(cited, section=_number(match))


def _with_paragraph(match: re.Match[str], cited: Cited) -> Cited:
    return _with_place(match, cited, Word.PARAGRAPH)


def _with_place(match: re.Match[str], cited: Cited, word: Word) -> Cited:
    _refuse_second(match, "paragraph", cited.place)
    return replace(cited, place=Place(_number(match), word))


def _with_kinds(kinds: tuple[Kind, ...], match: re.Match[str], cited: Cited) -> Cited:
    _refuse_second(match, "kind of document", cited.kinds or None)
    return replace(cited, kinds=kinds)


def _with_party(match: re.Match[str], cited: Cited) -> Cited:
    _refuse_second(match, "party", cited.party)
    return replace(cited, party="巴基斯坦")


def _refuse_second(match: re.Match[str], what: str, first: object) -> None:
    """Raises `ReferenceSyntaxError` if there is a first."""
    if first is not None:
        raise ReferenceSyntaxError(
            f"The reference names a second {what}: {match.group()}.", position=match.start(), hint="Cite one."
        )


def _number(match: re.Match[str]) -> int:
    """The number of a place, in digits, Chinese or Roman numerals. Raises `ReferenceSyntaxError`."""
    name, printed = next((name, match.groupdict()[name]) for name in _NUMBERS if match.groupdict().get(name))
    value = _ROMAN_NUMERALS.get(printed.lower()) or value_of(printed)
    if value is None:
        raise ReferenceSyntaxError(f"The text {printed} is not a number.", position=match.start(name), hint=_HINT)
    return value


_PIECES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Cited], Cited]], ...] = (
    (_ID, _with_id),
    *((pattern, _with_days) for pattern in _DAYS),
    (_SECTION, _with_section),
    (_PARAGRAPH, _with_paragraph),
    *((re.compile(pattern, re.IGNORECASE), partial(_with_kinds, kinds)) for pattern, kinds in _KINDS),
    (_PAKISTAN, _with_party),
)
"""What may be a piece, the first that matches taken; a year alone and a number alone come last."""

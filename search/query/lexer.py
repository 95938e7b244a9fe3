"""Query text to tokens: operators, quotations and runs, each with its place."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from search.analysis.folding import is_searchable
from search.errors import QuerySyntaxError
from search.query.signs import (
    BACKSLASHES,
    BARS,
    BLANK_LETTERS,
    CLOSING,
    DASHES,
    EXCLAMATIONS,
    LOOK_ALIKE,
    OPENING,
    PLAIN_MINUS,
    QUOTES,
    TILDES,
    is_blank,
    is_defined,
    narrow,
    visible,
    visible_from,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    NEAR = auto()
    EXCLUDE = auto()
    QUOTED = auto()
    RUN = auto()
    END = auto()


class Token(NamedTuple):
    """A token as written; `position` counts characters of the query from 0. A quotation has its marks."""

    kind: TokenKind
    text: str
    position: int


WILDCARDS = "*＊"
_SIGNS = {
    **dict.fromkeys(OPENING, TokenKind.OPEN),
    **dict.fromkeys(CLOSING, TokenKind.CLOSE),
    **dict.fromkeys(BARS, TokenKind.OR),
    **dict.fromkeys(TILDES, TokenKind.EXCLUDE),
}
_WORDS = {"OR": TokenKind.OR, "AND": TokenKind.AND, "NOT": TokenKind.NOT}
_CLOSING_MARKS = frozenset(QUOTES.values()) - QUOTES.keys()
_RUN = re.compile(
    "[^" + re.escape("".join([*OPENING, *CLOSING, *BARS, *QUOTES, *_CLOSING_MARKS])) + BLANK_LETTERS + r"\s]+"
)
"""领土完整、 2012-2020. Not: 甲|乙, 甲（乙"""

_NEAR = re.compile(r"NEAR(?:/(?P<distance>[0-9]{1,9}))?(?P<rest>/.*)?")
"""NEAR/7, NEAR (which lacks its distance), NEAR/x. Not: NEARBY, near/7"""

_GLUED = re.compile(r"~|(?<![A-Za-z0-9])NEAR/[0-9]")
"""甲~乙, 甲NEAR/3乙: meant as an operator, and searched as text it would find the contrary. Not: NEAR/3, near/3"""

_OPERATORS = {TokenKind.NOT: "-", TokenKind.EXCLUDE: "~", TokenKind.OR: "OR", TokenKind.AND: "AND"}
"""Every operator that has look-alikes but parentheses and NEAR, which is written out in what is searched."""


def tokens(query: str) -> list[Token]:
    """The tokens of a query, the last of kind END. Raises `QuerySyntaxError`."""
    found: list[Token] = []
    at = 0
    while at < len(query):
        if is_blank(query[at]):
            at += 1
            continue
        token = _token(query, at)
        found.append(token)
        at = token.position + len(token.text)
    found.append(Token(TokenKind.END, "", len(query)))
    return found


def look_alikes(query: str) -> Iterator[tuple[str, str, str]]:
    """The operators of a query that another sign stands for: the sign, what it is read as, and what it stands before.

    Raises `QuerySyntaxError`.
    """
    if not LOOK_ALIKE.search(query):
        return
    for token, following in pairwise(tokens(query)):
        sign = visible(token.text)
        if token.kind in _OPERATORS and not is_defined(sign):
            yield sign, _OPERATORS[token.kind], following.text


def _token(query: str, at: int) -> Token:
    """The token that begins at `at`. What is not seen before a sign is left out; before text it is part of the text."""
    seen = visible_from(query, at)
    if seen == len(query) or is_blank(query[seen]):
        raise _nothing_visible(at)
    reader = _READERS.get(query[seen])
    return reader(query, seen) if reader else _run(query, at)


def _sign(query: str, at: int) -> Token:
    """The operator at `at` that means the same wherever it stands."""
    return Token(_SIGNS[query[at]], query[at : visible_from(query, at + 1)], at)


def _minus(query: str, at: int) -> Token:
    """The sign of negation at `at`, where no run has begun; inside one it is text.

    With a blank after it, it could as well be a dash between two names.
    """
    end = visible_from(query, at + 1)
    if end < len(query) and is_blank(query[end]):
        raise QuerySyntaxError(
            f"There is a space after {query[at]}.",
            position=at,
            hint="Write -x to exclude x; put a dash that is text in quotation marks.",
        )
    return Token(TokenKind.NOT, query[at:end], at)


def _dash(query: str, at: int) -> Token:
    """The look-alike of a minus at `at`: the sign if one stands before text, text if an even number stand in a row.

    Read so, the dashes in a row negate as often as that many minus signs would.
    """
    count, end = _row(query, at, DASHES)
    if not _stands_before_something(query, end):
        return _run(query, at)
    if count == 1:
        return Token(TokenKind.NOT, query[at:end], at)
    if count % 2 or query[end] in PLAIN_MINUS:
        raise QuerySyntaxError(
            f"The sign {query[at:end]} may be text, or exclude what follows.",
            position=at,
            hint="Write -x to exclude x; put a dash that is text in quotation marks.",
        )
    return _run(query, at)


def _exclamation(query: str, at: int) -> Token:
    """The run that begins with an exclamation mark. Before text the mark may be meant to negate, which is refused."""
    _, end = _row(query, at, EXCLAMATIONS)
    if _stands_before_something(query, end):
        raise QuerySyntaxError(
            f"The sign {query[at]} stands before text.",
            position=at,
            hint="Write -x to exclude x; to search for the sign itself, put the text in quotation marks.",
        )
    return _run(query, at)


def _row(query: str, at: int, signs: frozenset[str]) -> tuple[int, int]:
    """How many of the signs stand in a row from `at` on, and where what is seen after them begins."""
    count = 0
    while query[at : at + 1] in signs:
        count += 1
        at = visible_from(query, at + 1)
    return count, at


def _stands_before_something(query: str, at: int) -> bool:
    """Whether a sign that ends at `at` has something directly after it that it could work on."""
    return at < len(query) and not is_blank(query[at]) and query[at] not in CLOSING | BARS


def _quoted(query: str, at: int) -> Token:
    """The quotation that opens at `at`, with its marks."""
    closing = QUOTES[query[at]]
    end = at + 1
    while end < len(query) and query[end] != closing:
        end += 2 if is_escape(query, end, closing) else 1
    if end >= len(query):
        raise QuerySyntaxError(
            f"The quotation mark {query[at]} is never closed.", position=at, hint=f"Close it with {closing}."
        )
    return Token(TokenKind.QUOTED, query[at : end + 1], at)


def is_escape(text: str, at: int, closing: str) -> bool:
    """Whether a backslash at `at` makes text of the character after it, in a quotation that `closing` closes."""
    return text[at] in BACKSLASHES and text[at + 1 : at + 2] in {closing, *BACKSLASHES, *WILDCARDS}


def _run(query: str, at: int) -> Token:
    """The run or the operator word that begins at `at`."""
    match = _RUN.match(query, at)
    if match is None:
        raise QuerySyntaxError(
            f"The quotation mark {query[at]} has no opening quotation mark.",
            position=at,
            hint="Put the opening mark before the text, or leave this one out.",
        )
    text = match.group()
    seen = word(text)
    if _NEAR.fullmatch(seen):
        return Token(TokenKind.NEAR, text, at)
    for wildcard in WILDCARDS:
        if wildcard in text:
            raise QuerySyntaxError(
                f"The wildcard {wildcard} is outside quotation marks.",
                position=at + text.index(wildcard),
                hint='Write "打造*共同体" for up to 8 characters between; to search for the '
                'character itself, write "\\*".',
            )
    if glued := _GLUED.search(narrow(text)):
        raise QuerySyntaxError(
            f"The operator {text[glued.start() : glued.end()]} is inside a run of characters.",
            position=at + glued.start(),
            hint="Put a space before it; to search for the character itself, put the text in quotation marks.",
        )
    if not is_searchable(text):
        raise _nothing_visible(at)
    return Token(_WORDS.get(seen, TokenKind.RUN), text, at)


def _nothing_visible(at: int) -> QuerySyntaxError:
    """The error at text of which nothing is seen."""
    return QuerySyntaxError(
        "There is nothing to search for, only invisible characters.",
        position=at,
        hint="Type the text again instead of pasting it.",
    )


def distance(token: Token, farthest: int) -> int:
    """How many characters may stand between the two sides of a NEAR. Raises `QuerySyntaxError`."""
    match = _NEAR.fullmatch(word(token.text))
    if match is None or match["distance"] is None or match["rest"] is not None or int(match["distance"]) > farthest:
        raise QuerySyntaxError(
            f"The operator {token.text} has no valid distance.",
            position=token.position,
            hint=f'Write "甲" NEAR/7 "乙", with a number from 0 to {farthest}; to search for the word, quote it.',
        )
    return int(match["distance"])


_READERS: dict[str, Callable[[str, int], Token]] = {
    **dict.fromkeys(_SIGNS, _sign),
    **dict.fromkeys(PLAIN_MINUS, _minus),
    **dict.fromkeys(DASHES, _dash),
    **dict.fromkeys(EXCLAMATIONS, _exclamation),
    **dict.fromkeys(QUOTES, _quoted),
}
"""What reads the token that begins with a character; of every other character, a run."""

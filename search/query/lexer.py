"""Query text to tokens: operators, quotations and runs, each with its place."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from search.analysis.folding import is_searchable
from search.errors import QuerySyntaxError
from search.query.nodes import QUOTES


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
    **dict.fromkeys("(（", TokenKind.OPEN),
    **dict.fromkeys(")）", TokenKind.CLOSE),
    **dict.fromkeys("|｜", TokenKind.OR),
}
_MINUS = frozenset("-－−")
_TILDES = frozenset("~～")
_WORDS = {"OR": TokenKind.OR, "AND": TokenKind.AND, "NOT": TokenKind.NOT}
_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！–～ to !–~
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
"""Ａ, ～. Not: A, 中"""

_CLOSING = frozenset(QUOTES.values()) - QUOTES.keys()
_RUN = re.compile("[^" + re.escape("".join([*_SIGNS, *QUOTES, *_CLOSING])) + r"\s]+")
"""领土完整、 2012-2020. Not: 甲|乙, 甲（乙"""

_NEAR = re.compile(r"NEAR(?:/(?P<distance>[0-9]{1,9}))?(?P<rest>/.*)?")
"""NEAR/7, NEAR (which lacks its distance), NEAR/x. Not: NEARBY, near/7"""

_GLUED = re.compile(r"~|(?<![A-Za-z0-9])NEAR/[0-9]")
"""甲~乙, 甲NEAR/3乙: meant as an operator, and searched as text it would find the contrary. Not: NEAR/3, near/3"""


def tokens(query: str) -> list[Token]:
    """The tokens of a query, the last of kind END. Raises `QuerySyntaxError`."""
    found: list[Token] = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        token = _token(query, at)
        found.append(token)
        at = token.position + len(token.text)
    found.append(Token(TokenKind.END, "", len(query)))
    return found


def _token(query: str, at: int) -> Token:
    """The token that begins at `at`."""
    character = query[at]
    if character in _SIGNS:
        return Token(_SIGNS[character], character, at)
    if character in _MINUS:  # at the beginning of a run; inside one it is part of it
        return _minus(query, at)
    if character in _TILDES:
        return Token(TokenKind.EXCLUDE, character, at)
    if character in QUOTES:
        return _quoted(query, at)
    return _run(query, at)


def _minus(query: str, at: int) -> Token:
    """The sign of negation at `at`. With a blank after it, it could as well be a dash between two names."""
    if query[at + 1 : at + 2].isspace():
        raise QuerySyntaxError(
            f"There is a space after {query[at]}.",
            position=at,
            hint="Write -x to exclude x; put a dash that is text in quotation marks.",
        )
    return Token(TokenKind.NOT, query[at], at)


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
    return text[at] == "\\" and text[at + 1 : at + 2] in {closing, "\\", *WILDCARDS}


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
    narrow = _narrow(text)
    if _NEAR.fullmatch(narrow):
        return Token(TokenKind.NEAR, text, at)
    for wildcard in WILDCARDS:
        if wildcard in text:
            raise QuerySyntaxError(
                f"The wildcard {wildcard} is outside quotation marks.",
                position=at + text.index(wildcard),
                hint='Write "打造*共同体" for up to 8 characters between; to search for the '
                'character itself, write "\\*".',
            )
    if glued := _GLUED.search(narrow):
        raise QuerySyntaxError(
            f"The operator {glued.group()} is inside a run of characters.",
            position=at + glued.start(),
            hint="Put a space before it; to search for the character itself, put the text in quotation marks.",
        )
    if not is_searchable(text):
        raise QuerySyntaxError(
            "There is nothing to search for, only invisible characters.",
            position=at,
            hint="Type the text again instead of pasting it.",
        )
    return Token(_WORDS.get(narrow, TokenKind.RUN), text, at)


def _narrow(text: str) -> str:
    """The text with ASCII for its full-width forms; nearly no text has any, and to look is quicker than to replace."""
    return text.translate(_ASCII) if _FULL_WIDTH.search(text) else text


def distance(token: Token, farthest: int) -> int:
    """How many characters may stand between the two sides of a NEAR. Raises `QuerySyntaxError`."""
    match = _NEAR.fullmatch(_narrow(token.text))
    if match is None or match["distance"] is None or match["rest"] is not None or int(match["distance"]) > farthest:
        raise QuerySyntaxError(
            f"The operator {token.text} has no valid distance.",
            position=token.position,
            hint=f'Write "甲" NEAR/7 "乙", with a number from 0 to {farthest}; to search for the word, quote it.',
        )
    return int(match["distance"])

"""Query text to a tree, or an error that points at the character.

    query    = [ either ]
    either   = both { ("OR" | "|") both }
    both     = negation { ["AND"] negation }
    negation = ("NOT" | "-") negation | atom
    atom     = "(" either ")" | quoted | run

The full-width form of every operator works alike. A run ends at a blank, a parenthesis, `|` or a quotation mark, so a
hyphen inside it (2012-2020) is part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from search.analysis.folding import is_searchable
from search.errors import QuerySyntaxError, QueryTooComplexError, QueryTooLongError
from search.query.nodes import QUOTES, And, Everything, Literal, Not, Or, Run

if TYPE_CHECKING:
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How large a query may be. `levels` counts parentheses and negations inside one another."""

    characters: int = 500
    leaves: int = 32
    levels: int = 16


class _Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    QUOTED = auto()
    RUN = auto()
    END = auto()


class _Token(NamedTuple):
    kind: _Kind
    text: str
    position: int


_SIGNS = {"(": _Kind.OPEN, "（": _Kind.OPEN, ")": _Kind.CLOSE, "）": _Kind.CLOSE, "|": _Kind.OR, "｜": _Kind.OR}
_MINUS = frozenset("-－−")
_WORDS = {"OR": _Kind.OR, "AND": _Kind.AND, "NOT": _Kind.NOT}
_ASCII = {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}  # Ａ–Ｚ
_CLOSING = frozenset(QUOTES.values()) - QUOTES.keys()
_RUN = re.compile("[^" + re.escape("".join([*_SIGNS, *QUOTES, *_CLOSING])) + r"\s]+")


def parse(query: str, limits: QueryLimits | None = None) -> Node:
    """The tree of a query; `Everything` for one that is empty or blank.

    Raises `QuerySyntaxError`, `QueryTooLongError` and `QueryTooComplexError`; positions count characters of `query`
    from 0.
    """
    limits = limits or QueryLimits()
    if len(query) > limits.characters:
        message = f"the query has {len(query)} characters; the limit is {limits.characters}"
        raise QueryTooLongError(message, hint="search for a shorter part of the text")
    tokens = _tokens(query)
    if tokens[0].kind is _Kind.END:
        return Everything()
    return _Parser(tokens, limits).query()


def _tokens(query: str) -> list[_Token]:
    """The tokens of a query, the last of kind END."""
    tokens: list[_Token] = []
    at = 0
    while at < len(query):
        character = query[at]
        if character.isspace():
            at += 1
            continue
        if character in _SIGNS:
            token = _Token(_SIGNS[character], character, at)
        elif character in _MINUS:  # at the beginning of a run; inside one it is part of it
            token = _minus(query, at)
        elif character in QUOTES:
            token = _quoted(query, at)
        else:
            token = _run(query, at)
        tokens.append(token)
        at = token.position + len(token.text)
    tokens.append(_Token(_Kind.END, "", len(query)))
    return tokens


def _minus(query: str, at: int) -> _Token:
    """The sign of negation at `at`. With a blank after it, it could as well be a dash between two names."""
    if query[at + 1 : at + 2].isspace():
        raise QuerySyntaxError(
            f"a blank stands after {query[at]}",
            position=at,
            hint="write -x to exclude x; put a dash that is text in quotation marks",
        )
    return _Token(_Kind.NOT, query[at], at)


def _quoted(query: str, at: int) -> _Token:
    """The quoted text that opens at `at`, with its marks."""
    closing = QUOTES[query[at]]
    end = query.find(closing, at + 1)
    if end < 0:
        raise QuerySyntaxError(
            f"the quotation mark {query[at]} is never closed", position=at, hint=f"close it with {closing}"
        )
    if not is_searchable(query[at + 1 : end]):
        raise QuerySyntaxError("nothing stands between the quotation marks", position=at, hint="put text between them")
    return _Token(_Kind.QUOTED, query[at : end + 1], at)


def _run(query: str, at: int) -> _Token:
    """The run or the operator word that begins at `at`."""
    match = _RUN.match(query, at)
    if match is None:
        raise QuerySyntaxError(
            f"the quotation mark {query[at]} closes nothing",
            position=at,
            hint="open it before the text, or leave it out",
        )
    text = match.group()
    if not is_searchable(text):
        raise QuerySyntaxError(
            "nothing to search for: only invisible characters",
            position=at,
            hint="type the text again instead of pasting it",
        )
    return _Token(_WORDS.get(text.translate(_ASCII), _Kind.RUN), text, at)


class _Parser:
    """One walk over the tokens; every method returns the node that begins at the current token."""

    def __init__(self, tokens: list[_Token], limits: QueryLimits) -> None:
        self._tokens = tokens
        self._limits = limits
        self._at = 0
        self._leaves = 0
        self._level = 0

    def query(self) -> Node:
        node = self._either()
        if self._next.kind is _Kind.CLOSE:
            raise QuerySyntaxError(
                "this parenthesis closes nothing",
                position=self._next.position,
                hint="open it before, or leave it out",
            )
        return node

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _either(self) -> Node:
        children = [self._both()]
        while self._next.kind is _Kind.OR:
            self._take()
            children.append(self._both())
        return children[0] if len(children) == 1 else Or(tuple(children))

    def _both(self) -> Node:
        children = [self._negation()]
        while self._next.kind not in (_Kind.OR, _Kind.CLOSE, _Kind.END):
            if self._next.kind is _Kind.AND:
                self._take()
            children.append(self._negation())
        return children[0] if len(children) == 1 else And(tuple(children))

    def _negation(self) -> Node:
        if self._next.kind is not _Kind.NOT:
            return self._atom()
        self._descend(self._take())
        node = Not(self._negation())
        self._level -= 1
        return node

    def _atom(self) -> Node:
        token = self._take()
        match token.kind:
            case _Kind.OPEN:
                return self._group(token)
            case _Kind.QUOTED:
                return self._leaf(Literal(token.text[1:-1]), token)
            case _Kind.RUN:
                return self._leaf(Run(token.text), token)
            case _:
                raise _nothing_to_search(token)

    def _group(self, opening: _Token) -> Node:
        self._descend(opening)
        if self._next.kind is _Kind.CLOSE:
            raise QuerySyntaxError(
                "nothing stands between the parentheses",
                position=opening.position,
                hint="put text between them",
            )
        node = self._either()
        if self._take().kind is not _Kind.CLOSE:
            raise QuerySyntaxError(
                "this parenthesis is never closed",
                position=opening.position,
                hint="close it, or put it in quotation marks",
            )
        self._level -= 1
        return node

    def _leaf(self, node: Run | Literal, token: _Token) -> Node:
        self._leaves += 1
        if self._leaves > self._limits.leaves:
            message = f"the query has more than {self._limits.leaves} parts to search for"
            raise QueryTooComplexError(message, position=token.position, hint="ask in two queries")
        return node

    def _descend(self, token: _Token) -> None:
        self._level += 1
        if self._level > self._limits.levels:
            message = f"parentheses and negations stand more than {self._limits.levels} deep"
            raise QueryTooComplexError(message, position=token.position, hint="ask in two queries")


def _nothing_to_search(token: _Token) -> QuerySyntaxError:
    """The error at an operator that has nothing to work on."""
    if token.kind is _Kind.END:
        message = "something to search for is missing at the end"
    else:
        message = f"something to search for is missing before {token.text}"
    return QuerySyntaxError(
        message, position=token.position, hint="to search for an operator as text, put it in quotation marks"
    )

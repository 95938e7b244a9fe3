"""Query text to a tree, or an error that points at the character.

    query     = [ either ]
    either    = both { ("OR" | "|") both }
    both      = negation { ["AND"] negation }
    negation  = ("NOT" | "-") negation | near
    near      = excluding { "NEAR/n" excluding }
    excluding = atom { "~" (quoted | run) }
    atom      = "(" either ")" | quoted | run

The full-width form of every operator works alike. A run ends at a blank, a parenthesis, `|` or a quotation mark, so a
hyphen inside it (2012-2020) is part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis.folding import is_searchable
from search.errors import QuerySyntaxError, QueryTooComplexError, QueryTooLongError
from search.query.lexer import WILDCARDS, Token, TokenKind, distance, is_escape, tokens
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard, is_placed

if TYPE_CHECKING:
    from search.query.nodes import Leaf, Node


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How large a query may be.

    `leaves` counts runs and the parts of quotations, `levels` parentheses and negations inside one another, `distance`
    the characters that a NEAR may bridge.
    """

    characters: int = 500
    leaves: int = 32
    levels: int = 16
    distance: int = 100


def parse(query: str, limits: QueryLimits | None = None) -> Node:
    """The tree of a query; `Everything` for one that is empty or blank.

    Raises `QuerySyntaxError`, `QueryTooLongError` and `QueryTooComplexError`; positions count characters of `query`
    from 0.
    """
    limits = limits or QueryLimits()
    if len(query) > limits.characters:
        message = f"The query has {len(query)} characters; the limit is {limits.characters}."
        raise QueryTooLongError(message, hint="Search for a shorter part of the text.")
    row = tokens(query)
    if row[0].kind is TokenKind.END:
        return Everything()
    return _Parser(row, limits).query()


class _Parser:
    """One walk over the tokens; every method returns the node that begins at the current token."""

    def __init__(self, row: list[Token], limits: QueryLimits) -> None:
        self._tokens = row
        self._limits = limits
        self._at = 0
        self._leaves = 0
        self._level = 0

    def query(self) -> Node:
        node = self._either()
        if self._next.kind is TokenKind.CLOSE:
            raise QuerySyntaxError(
                "This closing parenthesis has no opening parenthesis.",
                position=self._next.position,
                hint="Add the opening parenthesis, or leave this one out.",
            )
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _either(self) -> Node:
        children = [self._both()]
        while self._next.kind is TokenKind.OR:
            self._take()
            children.append(self._both())
        return children[0] if len(children) == 1 else Or(tuple(children))

    def _both(self) -> Node:
        children = [self._negation()]
        while self._next.kind not in (TokenKind.OR, TokenKind.CLOSE, TokenKind.END):
            if self._next.kind is TokenKind.AND:
                self._take()
            children.append(self._negation())
        return children[0] if len(children) == 1 else And(tuple(children))

    def _negation(self) -> Node:
        if self._next.kind is not TokenKind.NOT:
            return self._near()
        self._descend(self._take())
        node = Not(self._negation())
        self._level -= 1
        return node

    def _near(self) -> Node:
        node = self._excluding()
        while self._next.kind is TokenKind.NEAR:
            operator = self._take()
            farthest = distance(operator, self._limits.distance)
            right = self._excluding()
            for side in (node, right):
                _require_places(side, operator)
            node = Near(node, right, farthest)
        return node

    def _excluding(self) -> Node:
        node = self._atom()
        longer: list[Leaf] = []
        while self._next.kind is TokenKind.EXCLUDE:
            operator = self._take()
            _require_places(node, operator)
            longer.append(self._longer())
        return Exclude(node, tuple(longer)) if longer else node

    def _longer(self) -> Leaf:
        """What stands after a `~`: text, not a group."""
        token = self._take()
        if token.kind not in (TokenKind.QUOTED, TokenKind.RUN):
            raise QuerySyntaxError(
                "The operator ~ requires the longer text.",
                position=token.position,
                hint='Write "中国" ~"发展中国家", once for each longer text.',
            )
        return self._leaf(token)

    def _atom(self) -> Node:
        token = self._take()
        match token.kind:
            case TokenKind.OPEN:
                return self._group(token)
            case TokenKind.QUOTED | TokenKind.RUN:
                return self._leaf(token)
            case _:
                raise _nothing_to_search(token)

    def _group(self, opening: Token) -> Node:
        self._descend(opening)
        if self._next.kind is TokenKind.CLOSE:
            raise QuerySyntaxError(
                "There is nothing between the parentheses.",
                position=opening.position,
                hint="Put text between them.",
            )
        node = self._either()
        if self._take().kind is not TokenKind.CLOSE:
            raise QuerySyntaxError(
                "This parenthesis is never closed.",
                position=opening.position,
                hint="Close it, or put it in quotation marks.",
            )
        self._level -= 1
        return node

    def _leaf(self, token: Token) -> Leaf:
        leaf = Run(token.text) if token.kind is TokenKind.RUN else _quotation(token)
        self._leaves += len(leaf.parts) if isinstance(leaf, Wildcard) else 1
        if self._leaves > self._limits.leaves:
            message = f"The query has more than {self._limits.leaves} parts to search for."
            raise QueryTooComplexError(message, position=token.position, hint="Split the query into two queries.")
        return leaf

    def _descend(self, token: Token) -> None:
        self._level += 1
        if self._level > self._limits.levels:
            message = f"Parentheses and negations are nested more than {self._limits.levels} levels deep."
            raise QueryTooComplexError(message, position=token.position, hint="Split the query into two queries.")


def _quotation(token: Token) -> Literal | Wildcard:
    """The leaf that a quotation is: text, or parts with wildcards between them."""
    parts = _parts(token)
    for text, begins in parts:
        if not is_searchable(text):
            raise _nothing_quoted(token, begins, parts=len(parts))
    return Literal(parts[0][0]) if len(parts) == 1 else Wildcard(tuple(text for text, _ in parts))


def _parts(token: Token) -> list[tuple[str, int]]:
    """The texts between the wildcards of a quotation, and where each begins in it."""
    parts = []
    part, begins, at = "", 1, 1
    while at < len(token.text) - 1:
        if token.text[at] in WILDCARDS:
            parts.append((part, begins))
            part, begins = "", at + 1
        else:
            at += is_escape(token.text, at, token.text[-1])
            part += token.text[at]
        at += 1
    return [*parts, (part, begins)]


def _nothing_quoted(token: Token, begins: int, *, parts: int) -> QuerySyntaxError:
    """The error at a quotation, or a part of one, that holds nothing to search for."""
    if parts == 1:
        return QuerySyntaxError(
            "There is nothing between the quotation marks.", position=token.position, hint="Put text between them."
        )
    return QuerySyntaxError(
        "Text is missing beside a wildcard.",
        position=token.position + begins,
        hint='Put * between two texts: "打造*共同体"; to search for the character itself, write "\\*".',
    )


def _require_places(node: Node, operator: Token) -> None:
    """Raise `QuerySyntaxError` if the node matches paragraphs but no places in them."""
    if not is_placed(node):
        raise QuerySyntaxError(
            f"The operands of {operator.text} cannot contain AND or NOT.",
            position=operator.position,
            hint='Use texts, or alternatives of texts, as operands: ("甲" OR "乙") NEAR/7 "丙".',
        )


def _nothing_to_search(token: Token) -> QuerySyntaxError:
    """The error at an operator that has nothing to work on."""
    if token.kind is TokenKind.END:
        message = "A search term is missing at the end."
    else:
        message = f"A search term is missing before {token.text}."
    return QuerySyntaxError(
        message, position=token.position, hint="To search for an operator as text, put it in quotation marks."
    )

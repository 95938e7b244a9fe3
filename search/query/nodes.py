"""The tree that a query is. Every node is frozen, and `str(node)` is query text that parses to the same node."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.query.signs import BACKSLASHES

_NEEDS_ESCAPE = re.compile(r'(["*＊{}])'.format(re.escape("".join(sorted(BACKSLASHES)))))
"""What would close the quotation or be a wildcard in it; a backslash before one makes it text."""


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query: every paragraph."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Run:
    """A bare run of characters, searched exactly; relaxed to its words where nothing has it."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Literal:
    """Quoted text, searched exactly and never changed."""

    text: str

    def __str__(self) -> str:
        return f'"{_escaped(self.text)}"'


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Quoted parts of one sentence with 1 to 8 characters between each two; two parts at least."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f'"{"*".join(map(_escaped, self.parts))}"'


@dataclass(frozen=True, slots=True)
class Exclude:
    """Places of `child` that are not part of a place of any of `longer`."""

    child: Node
    longer: tuple[Run | Literal | Wildcard, ...]

    def __str__(self) -> str:
        child = str(self.child) if isinstance(self.child, Run | Literal | Wildcard) else f"({self.child})"
        return " ".join([child, *(f"~{each}" for each in self.longer)])


@dataclass(frozen=True, slots=True)
class Near:
    """A place of `left` and one of `right`, in either order, with at most `distance` characters between them."""

    left: Node
    right: Node
    distance: int

    def __str__(self) -> str:
        left = f"({self.left})" if isinstance(self.left, Or) else str(self.left)
        right = f"({self.right})" if isinstance(self.right, Or | Near) else str(self.right)
        return f"{left} NEAR/{self.distance} {right}"


@dataclass(frozen=True, slots=True)
class Not:
    """Paragraphs that `child` does not match."""

    child: Node

    def __str__(self) -> str:
        return f"-{_in_parentheses(self.child)}"


@dataclass(frozen=True, slots=True)
class And:
    """Paragraphs that every child matches; two children at least."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(map(_in_parentheses, self.children))


@dataclass(frozen=True, slots=True)
class Or:
    """Paragraphs that any child matches; two children at least."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(_in_parentheses, self.children))


Leaf = Run | Literal | Wildcard
Node = Everything | Run | Literal | Wildcard | Exclude | Near | Not | And | Or


def is_placed(node: Node) -> bool:
    """Whether the node matches at places of a text, so that something can be near it or part of something longer."""
    match node:
        case Run() | Literal() | Wildcard() | Exclude() | Near():
            return True
        case Or(children):
            return all(map(is_placed, children))
        case _:
            return False


def _escaped(text: str) -> str:
    return _NEEDS_ESCAPE.sub(r"\\\1", text)


def _in_parentheses(child: Node) -> str:
    """The child as it stands inside another node; parentheses say what a reader would have to know by heart."""
    return f"({child})" if isinstance(child, And | Or | Near) else str(child)

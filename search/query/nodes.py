"""The tree that a query is. Every node is frozen, and `str(node)` is query text that parses to the same node."""

from __future__ import annotations

from dataclasses import dataclass

QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
"""Opening marks and the mark that closes each."""


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query: every paragraph."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Run:
    """A bare run of characters, searched exactly."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Literal:
    """Quoted text, searched exactly and never changed."""

    text: str

    def __str__(self) -> str:
        opening = next((mark for mark, closing in QUOTES.items() if closing not in self.text), None)
        if opening is None:
            raise ValueError("a literal cannot hold every closing quotation mark")
        return f"{opening}{self.text}{QUOTES[opening]}"


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
        return " OR ".join(f"({child})" if isinstance(child, Or) else str(child) for child in self.children)


Node = Everything | Run | Literal | Not | And | Or


def _in_parentheses(child: Node) -> str:
    """The child as it stands inside another node; a list of its own gets parentheses."""
    return f"({child})" if isinstance(child, And | Or) else str(child)

"""Pages whose elements stand thousands deep in one another, made shallow: no text is lost, and no time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DEEPEST = 400
"""Elements one in another. Pages of our day have 30; a tree builder takes as long as the depth for each further one."""

_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements that hold nothing and are never closed."""

_CLOSED_BY_THE_NEXT = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"])
"""Elements that end where the next of their name begins."""

_HOLD_ANEW = frozenset(
    [
        "div",
        "table",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "section",
        "article",
        "body",
        "form",
        "select",
        "center",
        "fieldset",
    ]
)
"""Elements within which another of the same name may begin."""

_PARTS_OF_LINES = frozenset(
    re.findall(
        r"\w+",
        "a abbr b big cite code em font i ins s small span strike strong sub sup tt u",
    )
)

DIVIDES = "<hr>"
"""What stands for an element that is left out and would have stood by itself."""


@dataclass(slots=True)
class Nesting:
    """The elements that are open, and how many more that were left out because they stand too deep."""

    _open: list[str] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)
    _divided: bool = False

    def text_follows(self) -> None:
        """A text stands here, which an element that is left out would divide from the next."""
        self._divided = False

    def _divide(self, name: str) -> str:
        """What stands for a tag that is left out."""
        if name in _PARTS_OF_LINES or self._divided:
            return ""
        self._divided = True
        return DIVIDES

    def shallow(self, name: str, tag: str, *, closing: bool) -> str:
        """The tag, or what stands for it where it is too deep."""
        if name in _EMPTY or tag.endswith("/>"):
            return tag
        return self._close(name, tag) if closing else self._begin(name, tag)

    def _begin(self, name: str, tag: str) -> str:
        if name in _CLOSED_BY_THE_NEXT and not self._left_out:
            self._end_last(name)
        if len(self._open) < DEEPEST:
            self._open.append(name)
            return tag
        self._left_out.append(name)
        return self._divide(name)

    def _end_last(self, name: str) -> None:
        """An element that the next of its name ends is open no longer."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == name:
                del self._open[at:]
                return
            if self._open[at] in _HOLD_ANEW:
                return

    def _close(self, name: str, tag: str) -> str:
        if name in self._left_out:
            while self._left_out.pop() != name:
                pass
            return self._divide(name)
        if name in self._open and not (name in _PARTS_OF_LINES and self._left_out):
            while self._open.pop() != name:
                pass
            self._left_out.clear()
        return tag

"""HTML as a tree in which every text still knows where it stands in the source.

No HTML parser that repairs a tree keeps the places of its texts. So each text goes through the parser as a token, two
private characters around a number, and what comes out is looked up.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from indexer.sources.blocks import Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: no text has them that is not replaced by a token itself
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_WHOLE = re.compile(r"<(?:html|head|body|title)[\s>]", re.IGNORECASE)
_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page, and the runs behind its tokens. `is_fragment`: it was cut out of a page, which is not here."""

    soup: BeautifulSoup
    runs: Mapping[int, Sequence[Run]]
    is_fragment: bool

    def runs_in(self, text: str) -> list[Run]:
        """The runs of a text of the tree, in order."""
        return [run for token in _TOKEN.finditer(text) for run in self.runs[int(token[1])]]

    def tokens_in(self, text: str) -> set[int]:
        """The numbers of the tokens in a text of the tree."""
        return {int(token[1]) for token in _TOKEN.finditer(text)}


def parse_markup(source: str, start: int = 0) -> Markup:
    """The page; `start` is where it stands in its source."""
    finder = _TextFinder(source)
    stretches = finder.stretches()
    pieces: list[str] = []
    at = 0
    for number, stretch in enumerate(stretches):
        pieces += source[at : stretch[0].start], f"{_OPEN}{number}{_CLOSE}"
        at = stretch[-1].end
    pieces.append(source[at:])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # a saved page may begin with <?xml
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a short fragment is no address
        soup = BeautifulSoup("".join(pieces), "lxml")
    runs = {
        number: [Run(run.text, run.start + start, run.end + start) for run in stretch]
        for number, stretch in enumerate(stretches)
    }
    return Markup(soup, runs, is_fragment=_WHOLE.search(source) is None)


class _TextFinder(HTMLParser):
    """Finds every text of the source: between tags, in scripts and styles, in comments."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source))]
        self._found: list[Run] = []
        self.feed(source)
        self.close()

    def stretches(self) -> list[list[Run]]:
        """The runs that are not blank, those that touch each other together."""
        stretches: list[list[Run]] = []
        for run in self._found:
            if stretches and stretches[-1][-1].end == run.start:
                stretches[-1].append(run)
            else:
                stretches.append([run])
        return [stretch for stretch in stretches if any(run.text.strip() for run in stretch)]

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_data(self, data: str) -> None:
        """Text as it stands in the source."""
        here = self._here()
        self._found.append(Run(data, here, here + len(data)))

    def handle_charref(self, name: str) -> None:
        """`&#183;`, perhaps without its semicolon."""
        self._reference(f"&#{name}")

    def handle_entityref(self, name: str) -> None:
        """`&middot;`, perhaps without its semicolon."""
        self._reference(f"&{name}")

    def _reference(self, written: str) -> None:
        here = self._here()
        end = here + len(written)
        end += self._source[end : end + 1] == ";"
        self._found.append(Run(unescape(self._source[here:end]), here, end))

    def handle_comment(self, data: str) -> None:
        """What is commented out."""
        here = self._source.index(data, self._here())
        if data:
            self._found.append(Run(data, here, here + len(data)))

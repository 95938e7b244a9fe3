"""HTML as a tree in which every text still knows where it stands in the source.

No HTML parser that repairs a tree keeps the places of its texts. So each text goes through the parser as a token, two
private characters around a number, and what comes out is looked up.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, TypeAlias

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning

from indexer.sources.blocks import Run
from indexer.sources.nesting import Nesting
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: no text has them that is not replaced by a token itself
PLACE = "data-gongbao-place"
"""The attribute of a `<br>` that says where it stands: no page has it."""

_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BEFORE_BLANK = re.compile(rf"[!-~]|{NARROW}")
"""What a blank behind it divides from the next word: d of <b>Belt and</b> <i>Road</i>. Not: Han characters"""

_WHOLE = re.compile(r"<(?:html|head|body|title)[\s>]", re.IGNORECASE)

# Possessive and open to the end of the file, so that no page of opened and never closed signs is searched twice.
_SIGN = re.compile(
    r"""<(?:
      !--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))
    | !\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)
    | [!?](?P<declaration>[^>]*+)(?:>|\Z)
    | /?(?P<name>[a-zA-Z][a-zA-Z0-9:_-]*+)(?=[\s/>])(?:[^>"'=]++|=\s*+(?:"[^"]*"|'[^']*')|[="'])*+(?P<closed>>|\Z)
    )""",
    re.DOTALL | re.VERBOSE,
)
"""<p class="a">, </p>, <!-- remark -->, <!DOCTYPE html>. Not: <自由贸易协定>, a < b"""

_QUOTE = re.compile(r"""(=\s*(?:"[^"]*"|'[^']*'))|["']""")
"""A value in quotes, or a quote that opens or closes none, which would swallow the page behind it."""

_REFERENCE = re.compile(r"&(?:#[0-9]{1,99}|#[xX][0-9a-fA-F]{1,99}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
"""&middot; &nbsp &#183;. Not: A & B"""

_WITHOUT_SEMICOLON = frozenset(["ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "bull", "ensp", "emsp"])
"""Names that pages write without the semicolon, though HTML allows it for others only."""

_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}
"""Where the source of another language ends: </script>. Not: </scripts>"""


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page, and the runs behind its tokens. `is_fragment`: it was cut out of a page, which is not here."""

    soup: BeautifulSoup
    runs: Sequence[Sequence[Run]]
    is_fragment: bool

    def runs_in(self, text: str) -> list[Run]:
        """The runs of a text of the tree, in order."""
        return [run for token in _TOKEN.finditer(text) for run in self.runs[int(token[1])]]

    def has_text(self, text: str) -> bool:
        """Whether a text of the tree is more than blanks."""
        return _TOKEN.search(text) is not None


Piece: TypeAlias = "str | list[Run]"
"""A sign that a parser needs, or a text, with its place in the source."""


def parse_markup(source: str, start: int = 0) -> Markup:
    """The page; `start` is where it stands in its source."""
    return markup_of(pieces_of(source, start), is_fragment=_WHOLE.search(source) is None)


def markup_of(pieces: Iterable[Piece], *, is_fragment: bool) -> Markup:
    """The tree that HTML's parser makes of signs and texts."""
    written: list[str] = []
    stretches: list[list[Run]] = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(piece)
        elif any(run.text.strip() for run in piece):
            written.append(f"{_OPEN}{len(stretches)}{_CLOSE}")
            stretches.append(piece)
        else:
            # A blank by itself is no text for a parser, which would move it about; it goes with the word before it.
            is_shown = stretches and _BEFORE_BLANK.match(stretches[-1][-1].text[-1:])
            if is_shown or (stretches and any("\xa0" in run.text for run in piece)):
                stretches[-1] = [*stretches[-1], *piece]
            written.append(" ")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a short fragment is no address
        soup = BeautifulSoup("".join(written), "lxml")
    return Markup(soup, stretches, is_fragment=is_fragment)


def line_break(start: int, end: int) -> str:
    """A `<br>` that says where it stands in the source."""
    return f'<br {PLACE}="{start}-{end}">'


def pieces_of(source: str, start: int = 0) -> Iterator[Piece]:
    """The signs and texts of a page that stands at `start` of its source."""
    for piece in _pieces(source, start):
        yield piece if isinstance(piece, str) else [Run(run.text, run.start + start, run.end + start) for run in piece]


def _pieces(source: str, start: int) -> Iterator[Piece]:
    """The texts of the source, in scripts, styles and comments too, and between them the signs that a parser needs."""
    at = 0
    nesting = Nesting()
    while sign := _SIGN.search(source, at):
        if sign["closed"] == "":  # not a tag after all, and nothing behind it is one
            break
        if at < sign.start():
            nesting.text_follows()
            yield text_between(source, at, sign.start())
        at = sign.end()
        if sign["name"] and sign["name"].lower() == "br":
            yield line_break(start + sign.start(), start + sign.end())
        elif sign["name"]:
            written = _QUOTE.sub(r"\1", sign[0].replace(_OPEN, "").replace(_CLOSE, ""))
            yield nesting.shallow(sign["name"].lower(), written, closing=sign[0][1] == "/")
            if sign["name"].lower() in _END and sign[0][1] != "/":
                end = _END[sign["name"].lower()].search(source, at)
                here, at = at, end.start() if end else len(source)
                yield [_plain(source, here, at)]
        for group in ("comment", "data"):
            if sign[group]:
                yield from ("<!--", [_plain(source, *sign.span(group))], "-->")
    yield text_between(source, at, len(source))


def text_between(source: str, start: int, end: int) -> list[Run]:
    """The runs of a stretch between two signs."""
    runs: list[Run] = []
    for reference in _REFERENCE.finditer(source, start, end):
        written = reference[0]
        text = unescape(f"{written};" if written[1:] in _WITHOUT_SEMICOLON else written)
        if text != written:
            runs += _plain(source, start, reference.start()), Run(text, *reference.span())
            start = reference.end()
    return [run for run in (*runs, _plain(source, start, end)) if run.text]


def _plain(source: str, start: int, end: int) -> Run:
    return Run(source[start:end], start, end)

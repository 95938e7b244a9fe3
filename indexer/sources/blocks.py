"""What a reader makes of a file: documents of blocks, every character with its place in the source.

Offsets count code points of the decoded file, half-open, from 0; a byte order mark counts as the first character.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text and the stretch of source, `start` to `end`, that it was read from.

    Where the stretch is as long as the text, they agree character by character. Otherwise (an entity such as
    `&middot;`, an escape) the text stands for the stretch as a whole and is never cut.
    """

    text: str
    start: int
    end: int

    def cut(self, start: int, stop: int) -> Run:
        """The characters `start` to `stop` of the text, with their place."""
        if self.end - self.start != len(self.text):
            return self
        return Run(self.text[start:stop], self.start + start, self.start + stop)


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a block is set, where the source says so."""

    level: int | None = None  # 1–6 for a heading
    centered: bool = False
    right: bool = False
    strong: bool = False  # set off: every visible character is bold, or it stands at the margin of an indented text
    link: str | None = None  # the address, when the block is nothing but one link
    item: str | None = None  # the marker of a list item as written: "1.", "-"
    entry: bool = False  # begins with a link that is most of it, as a line in a list of pages does


_PLAIN = BlockStyle()
"""Of every block that a source says nothing about: one for all, for there are more blocks than anything else."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself: a heading, a paragraph, a line of a signature."""

    runs: tuple[Run, ...]
    style: BlockStyle = _PLAIN

    @property
    def text(self) -> str:
        """The characters of all runs."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)

    @property
    def start(self) -> int:
        """Where the block begins in the source."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where the block ends in the source."""
        return self.runs[-1].end

    def cut(self, start: int, stop: int | None = None) -> Block:
        """The characters `start` to `stop` of `text` as a block of their own, with the same look."""
        stop = len(self.text) if stop is None else stop
        pieces = []
        at = 0
        for run in self.runs:
            first, last = max(start - at, 0), min(stop - at, len(run.text))
            if first < last:
                pieces.append(run.cut(first, last))
            at += len(run.text)
        return Block(tuple(pieces), self.style)

    def strip(self) -> Block:
        """The block without blank characters at its ends; one that is all blank has no runs."""
        text = self.text
        if len(self.runs) == 1 and text and text == text.strip():
            return self
        return self.cut(len(text) - len(text.lstrip()), len(text.rstrip()))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The stretches of source it was read from, in order, neighbours joined."""
        if not self.runs:
            return
        start, end = self.runs[0].start, self.runs[0].end
        for run in self.runs[1:]:
            if run.start != end:
                yield start, end
                start = run.start
            end = run.end
        yield start, end


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text of the page that belongs to no statement. `kind` says what it is: navigation, comment."""

    kind: str
    block: Block


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about the text that it carries. What it does not say is None."""

    title: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text from `start` on stands in a file whose bytes have no offsets of text: "page 3", "paragraph 12"."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document that the syntax of its file keeps apart from others, as an item of a feed, with its own metadata."""

    blocks: tuple[Block, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class SourceContent:
    """What the reader of one format makes of a file.

    `text` is what blocks and furniture have their places in: the decoded file, or what a library gives of it.
    `marked_up`: it holds tags, of which only the texts are accounted for. `nothing` says why it holds no document.
    `items` are its documents where it keeps them apart; their blocks are all that there are.
    """

    text: str
    form: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    metadata: Metadata = Metadata()
    marked_up: bool = False
    places: tuple[Place, ...] = ()
    nothing: str | None = None
    warnings: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A file as read: its decoded text, the blocks that may be statements, in order, and what is certainly not.

    Blocks and furniture are disjoint. For a text source they cover every non-blank character; where the text is
    `marked_up` every visible text node (what is hidden, commented out or script is furniture as well, of a kind of its
    own). `nothing` says why a file of which everything is furniture holds no document.
    """

    file: str
    sha256: str
    text: str
    form: str  # how the text is written: "text", "markdown", "html", "xml"
    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    container: str | None = None  # what the text was taken out of: "docx", "epub", "mhtml", "odt", "pdf", "rtf"
    marked_up: bool = False
    places: tuple[Place, ...] = ()
    nothing: str | None = None
    warnings: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    def place_of(self, at: int) -> str | None:
        """The name of the place where the text at an offset stands, None where offsets say it."""
        number = bisect_right(self.places, at, key=lambda place: place.start)
        return self.places[number - 1].name if number else None

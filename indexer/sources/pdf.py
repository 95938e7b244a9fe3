"""PDF with a text layer: the lines that PDFium gives, put together to paragraphs by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Block, Furniture, Place, SourceContent
from indexer.sources.furniture import in_order, sort_out
from indexer.sources.metadata import said_by
from indexer.sources.pdf_lines import Line, Page, pages_of
from indexer.sources.pdf_paragraphs import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPEATED_SHARE = 0.5
"""The share of pages on which a line stands at the edge that is no text but repeated by each."""

FEWEST_REPEATED = 3
"""Pages from which on a line at the edge may be called repeated."""

UNKNOWN_SHARE = 0.1
"""The share of characters without Unicode from which on a text layer is unusable."""

_PAGE_NUMBER = re.compile(
    r"[\s\-–—―·.|/~]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,7})(?:\s*页)?(?:\s*[/／,，共of]+\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[\s\-–—―·.|/~]*"
    r"|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
)
"""- 3 -, 第3页共12页, Page 3 of 12. Not: 2015年"""

_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_DIGITS = re.compile(r"\d+")


def read(data: bytes, *, name: str) -> SourceContent:
    """The text. Raises `UnreadableSourceError`, also for a scan, which has none."""
    document = pages_of(data, name=name)
    pages = document.pages
    _assert_readable(pages, name)
    running = set(_running(pages))
    lines = [line for page in pages for line in page.lines]
    text = document.text
    sorted_out = sort_out(paragraphs_of([line for line in lines if line not in running]))
    aside = [Furniture("running-head", Block((line.run,))) for line in lines if line in running]
    marks = [Furniture("markup", Block((line.hyphen,))) for line in lines if line.hyphen is not None]
    furniture = in_order((*sorted_out.furniture, *aside, *marks))
    empty = [page.number for page in pages if not page.lines]
    return SourceContent(
        text,
        "text",
        sorted_out.blocks,
        furniture,
        said_by(furniture),
        places=tuple(Place(page.start, f"page {page.number}") for page in pages),
        warnings=(_without_text(empty, name),) if empty else (),
    )


def _assert_readable(pages: Sequence[Page], name: str) -> None:
    letters = "".join(line.run.text for page in pages for line in page.lines)
    if not letters.strip():
        count = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
        reason = (
            f"The file is a PDF of {count} without text, probably a scan; run text recognition (OCR), such as ocrmypdf."
        )
        raise UnreadableSourceError(name, "the whole file", reason)
    if len(_UNKNOWN.findall(letters)) > UNKNOWN_SHARE * len(letters):
        reason = (
            "The file is a PDF whose fonts do not name the characters of its text; run text recognition (OCR) on it."
        )
        raise UnreadableSourceError(name, "the whole file", reason)


def _without_text(numbers: Sequence[int], name: str) -> str:
    listed = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
    what = f"Pages {listed} have" if len(numbers) > 1 else f"Page {listed} has"
    return f"{name}: {what} no text; if there is some in pictures, run text recognition (OCR) first."


def _running(pages: Sequence[Page]) -> Iterator[Line]:
    """The lines at the edges of pages that are page numbers, or that most pages repeat."""
    times = Counter(said for page in pages for said in {_said(line) for line in page.edges()})
    for page in pages:
        for line in page.edges():
            often = times[_said(line)] >= max(FEWEST_REPEATED, REPEATED_SHARE * len(pages))
            if _PAGE_NUMBER.fullmatch(line.run.text) or often:
                yield line


def _said(line: Line) -> str:
    """What a line says on every page: its digits may differ."""
    return _DIGITS.sub("0", "".join(line.run.text.split()))

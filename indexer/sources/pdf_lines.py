"""The lines of a PDF with their places on the page, as PDFium gives them."""

from __future__ import annotations

from ctypes import byref, c_double
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Run
from indexer.sources.libraries import library

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND = "a PDF"
_LINE_ENDS = frozenset("\r\n\f\v\x85\u2028\u2029")
_SOFT_HYPHENS = frozenset("\x02\xad\ufffe")
"""What PDFium gives for a hyphen at which a word is divided."""

_NOTHING = frozenset(chr(code) for code in range(0x20)) - {"\t", "\x02"} - _LINE_ENDS
AT_EDGE = 2
"""Lines at the head and the foot of a page among which its number and running heads stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, and its box on the page in points; y grows upwards. `hyphen` divides its last word."""

    run: Run
    page: int
    left: float
    right: float
    bottom: float
    top: float
    hyphen: Run | None = None

    @property
    def height(self) -> float:
        """How high its letters are, about the size of its font."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its number from 1, where its text starts in that of the document, and its lines from the top down."""

    number: int
    start: int
    lines: tuple[Line, ...]

    def edges(self) -> tuple[Line, ...]:
        """The lines at its head and foot."""
        return tuple(dict.fromkeys((*self.lines[:AT_EDGE], *self.lines[-AT_EDGE:])))


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a document, its pages one after the other, and the pages."""

    text: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    box: tuple[float, float, float, float]  # left, right, bottom, top


def pages_of(data: bytes, *, name: str) -> Pages:
    """The pages of a document. Raises `UnreadableSourceError`."""
    pdfium = library("pypdfium2", name=name, kind=_KIND)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableSourceError(name, "the whole file", _refusal(str(error))) from error
    try:
        text = ""
        pages = []
        for index in range(len(document)):
            start = len(text)
            lines = []
            for written, line in _lines(document, index, start, pdfium, name):
                text += written
                lines += [line] if line is not None else []
            pages.append(Page(index + 1, start, tuple(lines)))
    finally:
        document.close()
    return Pages(text, tuple(pages))


def _refusal(said: str) -> str:
    if "password" in said.lower() or "security" in said.lower():
        return "The file is a PDF that is encrypted; open it with its password and print it as a PDF without one."
    return f"The file is a PDF that is damaged ({said.rstrip('.')}); get it again, or open it and print it as a PDF."


def _lines(document: Any, index: int, start: int, pdfium: Any, name: str) -> Iterator[tuple[str, Line | None]]:  # noqa: ANN401
    """The lines of a page as they are written, and as they stand on it; a blank one is None."""
    try:
        page = document[index]
        characters = list(_characters(page.get_textpage(), pdfium.raw))
    except pdfium.PdfiumError as error:
        raise UnreadableSourceError(
            name, f"page {index + 1}", f"The page cannot be read ({error}); print the document as a PDF again."
        ) from error
    line: list[_Character] = []
    at = start
    for character in (*characters, None):
        if character is not None and character.text not in _LINE_ENDS:
            line.append(character)
            continue
        if line:
            written = "".join(each.text for each in line)
            yield written + "\n", _line(line, index + 1, at)
            at += len(written) + 1
        line = []


def _characters(textpage: Any, raw: Any) -> Iterator[_Character]:  # noqa: ANN401  PDFium's own
    left, right, bottom, top = (c_double() for _ in range(4))
    high = ""
    for index in range(textpage.count_chars()):
        unit = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= unit < 0xDC00:
            high = chr(unit)
            continue
        text = chr(unit) if unit <= 0x10FFFF else "\ufffd"
        if high or 0xDC00 <= unit < 0xE000:
            text, high = (high + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), ""
        if text not in _NOTHING:
            raw.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
            yield _Character(text, (left.value, right.value, bottom.value, top.value))


def _line(characters: list[_Character], page: int, start: int) -> Line | None:
    """The line without the blanks around it."""
    seen = [number for number, each in enumerate(characters) if each.text.strip()]
    if not seen:
        return None
    first, last = seen[0], seen[-1]
    boxes = [characters[number].box for number in seen]
    at = [start]
    for each in characters:
        at.append(at[-1] + len(each.text))
    hyphen = None
    if characters[last].text in _SOFT_HYPHENS:
        hyphen = Run(characters[last].text, at[last], at[last + 1])
        last -= 1
    text = "".join(each.text for each in characters[first : last + 1])
    if not text.strip():
        return None
    return Line(
        Run(text, at[first], at[last + 1]),
        page,
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        bottom=min(box[2] for box in boxes),
        top=max(box[3] for box in boxes),
        hyphen=hyphen,
    )

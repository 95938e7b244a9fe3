"""JSON text whose values are read with their places: the standard library's decoder says where each one ends."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.sources.blocks import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"[\ufeff \t\r\n]*")
_DECODER = json.JSONDecoder()

_PIECE = re.compile(r"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\.|[^\\]+")
"""Of a string as JSON writes it: \\n, \\u4e2d, \\ud83d\\ude00, or whatever stands for itself."""

_EDGE = 64
"""Characters at the head of a string whose places are known one by one, however written: labels are shorter."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object: its value, and the stretch of the line that the value stands in, `start` to `end`."""

    value: Any
    start: int
    end: int


class UnusableError(Exception):
    """The line gives nothing; its message says why and what next."""


def value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at `at`, and where it ends. Raises `json.JSONDecodeError` or `RecursionError`."""
    value, end = _DECODER.raw_decode(text, at)
    return value, end


def members(text: str) -> dict[str, Member]:
    """The members of the object that the text is, each with its place."""
    at = after_blanks(text, 0)
    if not text.startswith("{", at):
        value_at(text, at)  # says what is wrong with it, if it is no JSON at all
        raise UnusableError("The record is not an object; give every document an object {…} of its own.")
    found: dict[str, Member] = {}
    at = after_blanks(text, at + 1)
    while not text.startswith("}", at):
        if found:
            at = expect(",", text, at)
        if not text.startswith('"', at):
            raise json.JSONDecodeError("Expecting a name in quotation marks", text, at)
        name, at = value_at(text, at)
        start = expect(":", text, at)
        value, end = value_at(text, start)
        if name in found:
            raise UnusableError(f'The record has "{name}" twice; give it once.')
        found[name] = Member(value, start, end)
        at = after_blanks(text, end)
    if after_blanks(text, at + 1) != len(text):
        raise UnusableError("Other text follows the object; give every document a line of its own.")
    return found


def after_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def expect(sign: str, text: str, at: int) -> int:
    """The place after the sign, which must come next, and the blanks around it."""
    at = after_blanks(text, at)
    if not text.startswith(sign, at):
        raise json.JSONDecodeError(f"Expecting {sign!r}", text, at)
    return after_blanks(text, at + 1)


def items(text: str, at: int) -> Iterator[Member]:
    """The values of the list that begins at `at`, each with its place. Raises as `value_at` does."""
    at = after_blanks(text, at + 1)
    while not text.startswith("]", at):
        value, end = value_at(text, at)
        yield Member(value, at, end)
        at = after_blanks(text, end)
        if not text.startswith("]", at):
            at = expect(",", text, at)


def runs(text: str, literal: str, start: int) -> Iterator[Run]:
    """A string, written as `literal` at `start`, in runs that can be cut where blanks or a label end."""
    edge = len(text) if text[-1:].isspace() else _EDGE
    read = at = 0
    while "\\" in literal and read < min(edge, len(text)) and (piece := _PIECE.match(literal, at)):
        written = piece.group()
        shown = json.loads(f'"{written}"') if written.startswith("\\") else written
        yield Run(shown, start + at, start + piece.end())
        read, at = read + len(shown), piece.end()
    if read < len(text):
        yield Run(text[read:], start + at, start + len(literal))

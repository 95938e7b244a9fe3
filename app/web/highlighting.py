"""Text as it stands on a page: with its matches marked, with its changes marked, with its sentences retold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from search.wording.diff import Op

if TYPE_CHECKING:
    from app.api.schemas.wording import Change

_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")  # \{leaf\}, as re.escape leaves {leaf}; not {leaf}

_MARK = Markup("<mark>{}</mark>")
_ELEMENTS = {Op.EQUAL: Markup("{}"), Op.DELETE: Markup("<del>{}</del>"), Op.INSERT: Markup("<ins>{}</ins>")}

Spans = Sequence[tuple[int, int]]
"""Half-open stretches of a text, in order."""


def joined(spans: Spans) -> list[tuple[int, int]]:
    """The spans with those that overlap made one: a page cannot mark a character twice.

    >>> joined([(0, 3), (2, 5), (5, 6)])
    [(0, 5), (5, 6)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def pieces(text: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it is a match.

    >>> list(pieces("中巴友好", [(1, 2)]))
    [('中', False), ('巴', True), ('友好', False)]
    """
    at = 0
    for start, end in joined(spans):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def marked(text: str, spans: Spans) -> Markup:
    """The text with the spans in `<mark>`."""
    return Markup("").join(_MARK.format(piece) if match else escape(piece) for piece, match in pieces(text, spans))


def before(changes: Iterable[Change]) -> Markup:
    """The old text, with what went marked."""
    return both(change for change in changes if change.op is not Op.INSERT)


def after(changes: Iterable[Change]) -> Markup:
    """The new text, with what came marked."""
    return both(change for change in changes if change.op is not Op.DELETE)


def both(changes: Iterable[Change]) -> Markup:
    """Both texts in one, with what went and what came marked."""
    return Markup("").join(_ELEMENTS[change.op].format(change.text) for change in changes)


def external(address: str) -> Markup:
    """An address that a document prints: a link if it is one of the web, else text.

    >>> external("javascript:alert(1)")
    Markup('javascript:alert(1)')
    """
    if not address.lower().startswith(("https://", "http://")):
        return escape(address)
    return Markup('<a href="{0}" rel="noreferrer external">{0}</a>').format(address)


def translate_message(sentence: str, message_translations: Iterable[tuple[str, str]]) -> str | None:
    """A sentence of the API in another language; None if it is none of the message_translations.

    >>> translate_message("( is missing", [("{sign} is missing", "缺少 {sign}")])
    '缺少 ('
    """
    for saying, translation in message_translations:
        pattern = _PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(saying))
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return translation.format(**match.groupdict())
    return None

"""Text as it stands on a page: with its matches marked, with its changes marked, with its sentences retold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from search.wording.diff import Op

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.api.answers.wording import Change

_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")  # \{leaf\}, as re.escape leaves {leaf}; not {leaf}

Spans = Sequence[tuple[int, int]] if TYPE_CHECKING else object
"""Half-open stretches of a text, in order."""


def joined(spans: Spans) -> Iterator[tuple[int, int]]:
    """The spans with those that overlap made one: a page cannot mark a character twice.

    >>> list(joined([(0, 3), (2, 5), (7, 8)]))
    [(0, 5), (7, 8)]
    """
    start = end = None
    for first, last in sorted(spans):
        if end is None or first >= end:
            if start is not None and end is not None:
                yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    if start is not None and end is not None:
        yield start, end


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
    parts = (Markup("<mark>{}</mark>").format(piece) if match else escape(piece) for piece, match in pieces(text, spans))
    return Markup("").join(parts)


def before(changes: Iterable[Change] | None) -> Markup:
    """The old text, with what went marked."""
    return _changed(changes, {Op.DELETE: "del"})


def after(changes: Iterable[Change] | None) -> Markup:
    """The new text, with what came marked."""
    return _changed(changes, {Op.INSERT: "ins"})


def both(changes: Iterable[Change] | None) -> Markup:
    """Both texts in one, with what went and what came marked."""
    return _changed(changes, {Op.DELETE: "del", Op.INSERT: "ins"})


def _changed(changes: Iterable[Change] | None, elements: dict[Op, str]) -> Markup:
    parts = []
    for change in changes or ():
        if change.op is Op.EQUAL:
            parts.append(escape(change.text))
        elif change.op in elements:
            element = Markup(elements[change.op])
            parts.append(Markup("<{0}>{1}</{0}>").format(element, change.text))
    return Markup("").join(parts)


def external(address: str) -> Markup:
    """An address that a document prints: a link if it is one of the web, else text.

    >>> external("javascript:alert(1)")
    Markup('javascript:alert(1)')
    """
    if not address.lower().startswith(("https://", "http://")):
        return escape(address)
    return Markup('<a href="{0}" rel="noreferrer external">{0}</a>').format(address)


def retold(sentence: str, sayings: Iterable[tuple[str, str]]) -> str | None:
    """A sentence of the API in another language; None if it is none of the sayings.

    >>> retold("( is missing", [("{sign} is missing", "缺少 {sign}")])
    '缺少 ('
    """
    for saying, translation in sayings:
        pattern = _PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(saying))
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return translation.format(**match.groupdict())
    return None

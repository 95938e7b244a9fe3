"""Text for pages: with matches highlighted, with changes highlighted, and with messages translated."""

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
"""Half-open ranges of a text, in order."""


def merge_spans(spans: Spans) -> list[tuple[int, int]]:
    """The spans with overlapping ones merged: HTML cannot mark a character twice.

    >>> merge_spans([(0, 3), (2, 5), (5, 6)])
    [(0, 5), (5, 6)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def segments(text: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """The segments of the text, each with whether it is a match.

    >>> list(segments("中巴友好", [(1, 2)]))
    [('中', False), ('巴', True), ('友好', False)]
    """
    at = 0
    for start, end in merge_spans(spans):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def highlight_spans(text: str, spans: Spans) -> Markup:
    """The text with the spans in `<mark>`."""
    return Markup("").join(
        _MARK.format(segment) if match else escape(segment) for segment, match in segments(text, spans)
    )


def old_text(changes: Iterable[Change]) -> Markup:
    """The old text, with deletions marked."""
    return inline_diff(change for change in changes if change.op is not Op.INSERT)


def new_text(changes: Iterable[Change]) -> Markup:
    """The new text, with insertions marked."""
    return inline_diff(change for change in changes if change.op is not Op.DELETE)


def inline_diff(changes: Iterable[Change]) -> Markup:
    """Both texts in one, with deletions and insertions marked."""
    return Markup("").join(_ELEMENTS[change.op].format(change.text) for change in changes)


def external_link(address: str) -> Markup:
    """An address printed in a document: a link if its scheme is http or https, else text.

    >>> external_link("javascript:alert(1)")
    Markup('javascript:alert(1)')
    """
    if not address.lower().startswith(("https://", "http://")):
        return escape(address)
    return Markup('<a href="{0}" rel="noreferrer external">{0}</a>').format(address)


def translate_message(sentence: str, message_translations: Iterable[tuple[str, str]]) -> str | None:
    """The translation of a message of the API; None if no template of `message_translations` matches it.

    >>> translate_message("( is missing", [("{sign} is missing", "缺少 {sign}")])
    '缺少 ('
    """
    for template, translation in message_translations:
        pattern = _PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(template))
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return translation.format(**match.groupdict())
    return None

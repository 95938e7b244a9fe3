"""Labels before paragraphs, and which of them are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.sources.blocks import Block

_CHINESE = r"[一二三四五六七八九十百]{1,5}"

_SERIES = r"[二三四五六七八九十](?:[、和级线期类号流]|[至到][三四五六七八九十])"
"""What goes on from a numeral that labels nothing: 一、二级市场, 一、二、三产业. Not: 一、二〇一五年"""

_FORMS = (
    re.compile(rf"(?P<label>第{_CHINESE}(?:部分|[编章部]))(?=\s|\u3000|$)[\s\u3000]*"),  # 第一章 总则
    re.compile(rf"(?P<label>{_CHINESE})(?:\s*[、．.](?!{_SERIES})\s*|\u3000\s*)"),  # 一、 一　  not: 一、二级市场
    re.compile(rf"(?P<label>[（(]{_CHINESE}[）)])[、．.]?\s*"),  # （一）
    re.compile(r"(?P<label>[0-9０-９]{1,2})(?:[、．）)]|\.(?![0-9]))\s*"),  # 1. 1）  not: 2.5亿
    re.compile(r"(?P<label>[（(][0-9０-９]{1,2}[）)])[、．.]?\s*"),  # (1)
    re.compile(rf"(?P<label>第(?:{_CHINESE}|\d{{1,3}})条)(?=[\s\u3000：:]|$)[\s\u3000：:]*"),  # 第一条
)
"""The forms of labels, the higher levels first. A match ends where the text begins."""

_BARE = re.compile(_CHINESE)
_SENTENCE = re.compile(r"[。！？；!?;]")
_GOES_ON = re.compile(r"[，,、：:]\s*$")
_ARTICLE = 5
"""The level of 第一条, whose text is a paragraph however short."""

_BELOW_MARKUP = 10
"""Higher than any level of markup, which ends at 6."""

LONGEST_HEADING = 40
"""Characters; a heading is a phrase."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without its separator. `level`: 0 is the highest; `width` characters of the block are its."""

    text: str
    level: int
    width: int


def label_of(block: Block) -> Label | None:
    """The label that the block begins with, None if it has none."""
    text = block.text
    lead = len(text) - len(text.lstrip())
    for level, form in enumerate(_FORMS):
        match = form.match(text, lead)
        if match is not None:
            return Label(match["label"], level, match.end())
    if _BARE.fullmatch(text.strip()):
        return Label(text.strip(), 1, len(text))
    if block.style.item is not None and block.style.item[:1].isdigit():
        return Label(block.style.item.rstrip(".)"), 3, lead)
    return None


def rank_of(block: Block, label: Label | None) -> int:
    """How high a heading stands: smaller is higher. What is set as a heading stands above what is only numbered."""
    if block.style.level is not None:
        return block.style.level
    return _BELOW_MARKUP + (label.level if label else len(_FORMS))


def is_heading(blocks: Sequence[Block], index: int) -> bool:
    """Whether a labelled block is a heading: a phrase that is followed by paragraphs, not by the next of its kind.

    2015: 一、应巴基斯坦总统邀请，……访问。 is a paragraph; 2018: 一、政治关系与战略沟通 is a heading.
    """
    label = label_of(blocks[index])
    if label is None:
        return False
    rest = blocks[index].text[label.width :].strip()
    if rest and blocks[index].style.level is not None:
        return index + 1 < len(blocks)
    return bool(rest) and _is_phrase(rest) and _is_followed(blocks, index, label)


def is_heading_of(label: Label, blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is the heading whose label stood alone on the line before: 第一章, then 总则."""
    block = blocks[index]
    if label.level >= _ARTICLE or label_of(block) is not None:
        return False
    return _is_phrase(block.text.strip()) and _is_followed(blocks, index, label)


def _is_followed(blocks: Sequence[Block], index: int, label: Label) -> bool:
    """Whether paragraphs or lower headings come next, not a block with a label like this one."""
    if index + 1 == len(blocks):
        return False
    next_label = label_of(blocks[index + 1])
    return next_label is None or next_label.level > label.level


def is_unlabelled_heading(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block without a label is a heading: set as one, or wholly bold and short, with paragraphs after it."""
    block = blocks[index]
    text = block.text.strip()
    if block.style.level is not None:
        return index + 1 < len(blocks)
    if not block.style.strong or len(text) > LONGEST_HEADING or re.search(r"[。；：，]\s*$", text):
        return False
    return index + 1 < len(blocks) and not blocks[index + 1].style.strong


def _is_phrase(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not _SENTENCE.search(text) and not _GOES_ON.search(text)

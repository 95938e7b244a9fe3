"""Labels before paragraphs, and which of them are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.structure.folded import simplified
from search.analysis.numerals import value_of
from search.model import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.folded import FoldedBlock

_CHINESE = r"[一二三四五六七八九十百]{1,5}"
_ORDINAL = r"(?:[〇○零一二三四五六七八九十百千两]{1,9}|[0-9０-９]{1,4})"
_COUNT = r"(?:[0-9]{1,3}|[IVXL]{1,7}|[A-Z](?![a-z]))"

_SERIES = r"[二三四五六七八九十](?:[、和级线期类号流]|[至到][三四五六七八九十])"
"""What goes on from a numeral that labels nothing: 一、二级市场, 一、二、三产业. Not: 一、二〇一五年"""

_AFTER_DIVISION = r"(?=[\s\u3000：:、．.]|$)[\s\u3000：:、．.]*"
_AFTER_DECIMAL = r"\s+(?![万亿千百%％元美倍个]|(?i:billion|million|trillion|percent|per\s|times|points?\b)|[-–+×=])"
_AFTER_WORD = r"(?:\s*[.:：—–-]+\s*|\s*$|\s{2,}|\s+(?=[A-Z][A-Z]))"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of labels. `level` is what it divides, `rank` how high it stands among those of its family."""

    name: str
    level: Level
    rank: int
    pattern: re.Pattern[str]


def _form(name: str, level: Level, rank: int, pattern: str) -> _Form:
    return _Form(name, level, rank, re.compile(pattern))


_FORMS = (
    _form(
        "part", Level.PART, 0, rf"(?P<label>第\s?{_ORDINAL}\s?(?:部分|[编部篇]))(?!门|委|长|队|分){_AFTER_DIVISION}"
    ),  # 第一部分　总则
    _form("chapter", Level.CHAPTER, 1, rf"(?P<label>第\s?{_ORDINAL}\s?章){_AFTER_DIVISION}"),  # 第一章：总则
    _form("section", Level.SECTION, 2, rf"(?P<label>第\s?{_ORDINAL}\s?节){_AFTER_DIVISION}"),  # 第一节 原则
    _form(
        "article",
        Level.ARTICLE,
        3,
        rf"(?P<label>第\s?{_ORDINAL}(?:[.．][0-9０-９]{{1,3}})?\s?条(?:\s?之{_CHINESE})?){_AFTER_DIVISION}",
    ),  # 第一条
    _form("part", Level.PART, 0, rf"(?P<label>(?i:part)\s+{_COUNT}){_AFTER_WORD}"),  # PART I
    _form("chapter", Level.CHAPTER, 1, rf"(?P<label>(?i:chapter)\s+{_COUNT}){_AFTER_WORD}"),
    _form("section", Level.SECTION, 2, rf"(?P<label>(?i:section)\s+{_COUNT}){_AFTER_WORD}"),
    _form(
        "article", Level.ARTICLE, 3, rf"(?P<label>(?i:article|art\.)\s+{_COUNT}(?:\s?(?:bis|ter))?){_AFTER_WORD}"
    ),  # Article 1
    _form(
        "一", Level.ITEM, 10, rf"(?P<label>{_CHINESE})(?:\s*[、．.](?!{_SERIES})\s*|\u3000\s*)"
    ),  # 一、 一　  not: 一、二级市场
    _form("（一）", Level.ITEM, 11, rf"(?P<label>[（(]{_CHINESE}[）)])[、．.]?\s*"),
    _form("1", Level.ITEM, 12, r"(?P<label>[0-9０-９]{1,2})(?:[、．）)]|\.(?![0-9]))\s*"),  # 1. 1）  not: 2.5亿
    _form(
        "1.1", Level.ITEM, 13, rf"(?P<label>[0-9０-９]{{1,2}}[.．][0-9０-９]{{1,2}})[.．、]?{_AFTER_DECIMAL}"
    ),  # 1.1 政治对话  not: 1.5 亿
    _form(
        "1.1.1",
        Level.ITEM,
        14,
        rf"(?P<label>[0-9０-９]{{1,2}}(?:[.．][0-9０-９]{{1,2}}){{2,3}})[.．、]?{_AFTER_DECIMAL}",
    ),
    _form("(1)", Level.ITEM, 15, r"(?P<label>[（(][0-9０-９]{1,2}[）)])[、．.]?\s*"),
    _form("(a)", Level.ITEM, 16, r"(?P<label>[（(][a-z][）)])\s*(?=\S)"),
)
"""The forms of labels, the higher levels first. A match ends where the text begins."""

_LOOSE = (
    _form(
        "article", Level.ARTICLE, 3, rf"(?P<label>第{_ORDINAL}条(?:之{_CHINESE})?)(?![第约款项])"
    ),  # 第一条联合国之宗旨为
    _form("article", Level.ARTICLE, 3, rf"(?P<label>(?i:article)\s+{_COUNT})\s+(?=[A-Z])"),  # Article 1 The Parties
    _form("chapter", Level.CHAPTER, 1, rf"(?P<label>第{_ORDINAL}章)(?=[^\s。；，：！？]{{2,24}}$)"),  # 第一章总则
    _form("section", Level.SECTION, 2, rf"(?P<label>第{_ORDINAL}节)(?=[^\s。；，：！？]{{2,24}}$)"),
    _form("1", Level.ITEM, 12, r"(?P<label>[0-9０-９]{3})(?:[、．）)]|\.(?![0-9]))\s*"),  # 100.
    _form("I", Level.ITEM, 9, r"(?P<label>[IVXL]{1,7})(?:\.|、)\s*(?=\S)"),  # I. Political Relations
)
"""Forms that are labels only in a row: where one is the next after another, or the next stands after it."""

_BARE = re.compile(_CHINESE)
_SENTENCE = re.compile(r"[。！？；!?;]")
_GOES_ON = re.compile(r"[，,、：:]\s*$")

LONGEST_HEADING = 40
"""Characters; a heading is a phrase. Latin letters take half the room."""

_SHORTEST_ROW = 2
"""Labels of a loose form that make a row."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without its separator; `width` characters of the block are its."""

    text: str
    form: str
    level: Level
    rank: int
    width: int

    @property
    def is_division(self) -> bool:
        """Whether it divides a document, as chapters do: 第一章, 第一节."""
        return self.level in _DIVISIONS

    @property
    def number(self) -> int | None:
        """The number that it says: 四 of 第四条; None for a letter."""
        return number_in(simplified(self.text))


_DIVISIONS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})
_ROMAN = re.compile(r"(?P<tens>XL|L?X{0,3})(?P<ones>IX|IV|V?I{0,3})")
_ROMAN_ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_ROMAN_TENS = {"": 0, "X": 10, "XX": 20, "XXX": 30, "XL": 40, "L": 50, "LX": 60, "LXX": 70, "LXXX": 80}


def label_of(block: FoldedBlock) -> Label | None:
    """The label that the block begins with, None if it has none."""
    text = block.text
    lead = len(text) - len(text.lstrip())
    for form in _FORMS:
        if (match := form.pattern.match(text, lead)) is not None:
            return _label(match, form, block)
    if len(text) <= lead + _LONGEST_BARE and _BARE.fullmatch(text.strip()):
        return Label(text.strip(), "一", Level.ITEM, 10, len(text))
    if block.style.item is not None and block.style.item[:1].isdigit():
        return Label(block.style.item.rstrip(".)"), "1", Level.ITEM, 12, lead)
    return None


_LONGEST_BARE = 8


def _label(match: re.Match[str], form: _Form, block: FoldedBlock) -> Label:
    printed = block.printed[match.start("label") : match.end("label")]
    return Label(printed, form.name, form.level, form.rank, match.end())


def level_of_label(label: str | None) -> Level:
    """What a heading with this label divides: 第一章 is a chapter, 一 a section."""
    for form in _FORMS:
        if label and form.level is not Level.ITEM and form.pattern.fullmatch(simplified(label)):
            return form.level
    return Level.SECTION


def labels_of(blocks: Sequence[FoldedBlock]) -> list[Label | None]:
    """The label of every block; one of a loose form only where it stands in a row with others."""
    labels = [label_of(block) for block in blocks]
    loose = [None if label else _loose_label(block) for block, label in zip(blocks, labels, strict=True)]
    if not any(loose):
        return labels
    in_row: set[int] = set()
    last: dict[str, tuple[int, int]] = {}  # by form: the number last seen, and where
    for index, label in enumerate(found or own for found, own in zip(labels, loose, strict=True)):
        number = label.number if label else None
        if label is None or number is None:
            continue
        previous, at = last.get(label.form, (0, -1))
        if number == previous + 1 and at >= 0:
            in_row |= {at, index}
        last[label.form] = number, index
    return [
        own if own and index in in_row else found for index, (found, own) in enumerate(zip(labels, loose, strict=True))
    ]


def _loose_label(block: FoldedBlock) -> Label | None:
    text = block.text
    lead = len(text) - len(text.lstrip())
    matches = ((form.pattern.match(text, lead), form) for form in _LOOSE)
    return next((_label(match, form, block) for match, form in matches if match), None)


_AROUND = "（()）第部分编篇章节条"
_BEFORE_NUMBER = re.compile(r"^(?:part|chapter|section|article|art\.)\s+", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"\s?(?:之.*|bis|ter)$")


def number_in(label: str) -> int | None:
    """The number that a label says: 四 of 第四条, IV of Article IV; None for a letter."""
    bare = _AFTER_NUMBER.sub("", _BEFORE_NUMBER.sub("", label)).strip(_AROUND + " ")
    if (roman := _ROMAN.fullmatch(bare)) is not None and bare:
        return _ROMAN_TENS[roman["tens"]] + _ROMAN_ONES[roman["ones"]]
    return value_of(bare)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The blocks of a document with their labels: what is a heading is decided by what stands around it."""

    blocks: Sequence[FoldedBlock]
    labels: Sequence[Label | None]
    titled_articles: bool  # most articles have a title: 第一条 定义
    margins: bool  # most lines are set in, so that a line at the margin stands out
    titled_below: bool = True  # most have it on the line after their label: 第一条, then 定义
    lone: frozenset[int] = frozenset()  # short lines, each between paragraphs that are sentences

    @classmethod
    def of(cls, blocks: Sequence[FoldedBlock]) -> Labelled:
        """The blocks of a document."""
        labels = labels_of(blocks)
        plain = cls(blocks, labels, titled_articles=True, margins=False)
        articles = [at for at, label in enumerate(labels) if label and label.level is Level.ARTICLE]
        titled = sum(plain.is_heading(at) for at in articles)
        indented = sum(block.indented is True for block in blocks)
        margins = indented >= _FEWEST_INDENTED and indented * 3 >= len(blocks) * 2
        return cls(
            blocks,
            labels,
            titled_articles=titled * 2 > len(articles),
            margins=margins,
            titled_below=plain._has_titles_below(articles),
            lone=_lone(blocks, labels),
        )

    def is_heading(self, index: int) -> bool:
        """Whether a labelled block is a heading: a phrase that is followed by paragraphs, not by the next of its kind.

        2015: 一、应巴基斯坦总统邀请，……访问。 is a paragraph; 2018: 一、政治关系与战略沟通 is a heading.
        """
        label = self.labels[index]
        if label is None or (label.level is Level.ARTICLE and not self.titled_articles):
            return False
        rest = self.blocks[index].text[label.width :].strip()
        if not rest or not (is_phrase(rest) or (self.blocks[index].style.level is not None and _is_short(rest))):
            return False
        if label.level is Level.ARTICLE and _STATES_LAW.search(rest):
            return False
        if self.blocks[index].style.level is not None:
            return index + 1 < len(self.blocks)
        return self._is_followed(index, label)

    def is_heading_of(self, label: Label, index: int) -> bool:
        """Whether a block is the heading whose label stood alone on the line before: 第一章, then 总则."""
        if self.labels[index] is not None or (label.level is Level.ARTICLE and not self.titled_below):
            return False
        text = self.blocks[index].text.strip()
        if label.level is Level.ARTICLE and _STATES_LAW.search(text):
            return False
        return is_phrase(text) and self._is_followed(index, label)

    def _has_titles_below(self, articles: Sequence[int]) -> bool:
        """Whether most articles whose label stands alone have a title on the line after it."""
        alone = [at for at in articles if not self.blocks[at].text[self._width(at) :].strip()]
        titled = sum(
            at + 1 < len(self.blocks) and self.is_heading_of(label, at + 1)
            for at in alone
            if (label := self.labels[at]) is not None
        )
        return titled >= _FEWEST_TITLED and titled * 2 > len(alone)

    def _width(self, index: int) -> int:
        label = self.labels[index]
        return label.width if label else 0

    def _is_followed(self, index: int, label: Label) -> bool:
        """Whether paragraphs or lower headings come next, not a block with a label like this one."""
        if index + 1 == len(self.blocks):
            return False
        following = self.labels[index + 1]
        if following is None or following.form == label.form:
            return following is None
        if label.level is Level.ARTICLE or following.level is Level.ARTICLE:
            return following.level is Level.ITEM or label.level is not Level.ARTICLE
        return following.rank > label.rank

    def is_unlabelled_heading(self, index: int) -> bool:
        """Whether a block without a label is a heading: set as one, or bold and short, with paragraphs after it."""
        block = self.blocks[index]
        text = block.text.strip()
        if self.labels[index] is not None or index + 1 >= len(self.blocks):
            return False
        if block.style.level is not None or _PREAMBLE.fullmatch(text):
            return True
        if self.margins and block.indented is False and is_phrase(text):
            return self.blocks[index + 1].indented is True
        return index in self.lone or (_is_bold_heading(block) and not self.blocks[index + 1].style.strong)


def _is_bold_heading(block: FoldedBlock) -> bool:
    """Whether a block is wholly bold and short, and neither a sentence nor a question to somebody."""
    text = block.text.strip()
    is_short = block.style.strong and len(text) <= LONGEST_HEADING
    return is_short and not _ENDS_SENTENCE.search(text) and not _ASKS.search(text)


def _lone(blocks: Sequence[FoldedBlock], labels: Sequence[Label | None]) -> frozenset[int]:
    """The short lines without a mark at their end that stand one by one between sentences; a single one is none."""
    prose = [_ENDS_TEXT.search(block.text) is not None for block in blocks]
    found = frozenset(
        at for at in range(1, len(blocks) - 1) if _is_between_numbers(blocks[at], labels[at - 1 : at + 2])
    )
    found |= frozenset(
        at
        for at in range(1, len(blocks) - 1)
        if labels[at] is None
        and prose[at - 1]
        and prose[at + 1]
        and len(blocks[at + 1].text) > len(blocks[at].text)
        and _LONE.fullmatch(blocks[at].text.strip())
    )
    return found if len(found) >= _FEWEST_LONE else frozenset()


def _is_between_numbers(block: FoldedBlock, around: Sequence[Label | None]) -> bool:
    """Whether a phrase without a label stands between two that are numbered in a row: a heading among 1. and 2."""
    before, own, after = around
    if own is not None or before is None or after is None or before.form != after.form:
        return False
    in_row = before.number is not None and after.number == before.number + 1
    return in_row and len(block.text) <= LONGEST_HEADING and not _ENDS_SENTENCE.search(block.text)


_FEWEST_LONE = 2
_ENDS_TEXT = re.compile(r"(?:[。！？]|[a-z\d)’”]\.)[”’」』）)]*\s*$")
_LONE = re.compile(r"[\u4e00-\u9fff、“”《》与和及]{2,16}|[A-Z][\w’'-]*(?:[\s,]+(?:[\w’'-]+)){0,7}")
"""政治合作, Political relations, each between paragraphs. Not: 双方同意，, Wang Yi."""

_FEWEST_TITLED = 2
"""Titles of articles below their labels that make it the way of a document."""

_FEWEST_INDENTED = 3
_LONGEST_MARKED = 120
_PREAMBLE = re.compile(r"序\s*言|前\s*言|引\s*言|导\s*言|弁\s*言|绪\s*言|结\s*语|结\s*束\s*语|附\s*则|(?i:preamble)")
"""序言, alone on a line. Not: 序言部分"""

_ENDS_SENTENCE = re.compile(r"[。；：，！!…;,:][”’」』）)]*\s*$")
_ASKS = re.compile(
    r"^(?:问|答|记者)|(?:[您你吗呢谁哪几]|怎|什么|如何|为何|为什么|是否|能否|可否|请问|多少|\b[Ww]h\w+\b|\b[Hh]ow\b).*[？?]|[？?].*[？?]"
)
"""A bold question that somebody is asked: 问：您怎么看？ Not: 中国的机会？, which is a heading"""

_STATES_LAW = re.compile(r"[双各]方|应当|须|不得|自签|一式|生效(?!$|日期)|本(?:条约|协定|公约|法).{4}")
"""What an article says, and no title of one does: 缔约双方应当. Not: 定义, 生效"""


def opens_section(text: str) -> bool:
    """Whether a line is the heading of an introduction or an end, which stands in any document: 前言."""
    return _PREAMBLE.fullmatch(text.strip()) is not None


def is_preamble(title: str) -> bool:
    """Whether a heading is that of what stands before the first article."""
    return re.fullmatch(r"(?:序|前|引|导|弁|绪)\s*言|(?i:preamble)", title.strip()) is not None


def is_phrase(text: str) -> bool:
    """Whether a text is no sentence, and nothing goes on from it."""
    return _is_short(text) and not _SENTENCE.search(text) and not _GOES_ON.search(text)


def _is_short(text: str) -> bool:
    latin = len(_LATIN.findall(text)) * 2 > len(text)
    return len(text) <= LONGEST_HEADING * (3 if latin else 1) and not (latin and _LATIN_SENTENCE.search(text))


_LATIN = re.compile(r"[A-Za-z ]")
_LATIN_SENTENCE = re.compile(r"\.\s*$|\b(?:shall|will|reaffirmed|agreed|expressed|stressed)\b")

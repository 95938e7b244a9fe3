"""The data model: statements, their paragraphs, and their sources.

All values are frozen. Text offsets count code points, half-open, from 0.
"""

from __future__ import annotations

import datetime  # noqa: TC003  pydantic reads the annotations when an engine stores these values
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of document that a statement is."""

    JOINT_STATEMENT = "joint-statement"  # 联合声明、联合宣言
    JOINT_COMMUNIQUE = "joint-communique"  # 联合公报, the communiqué of a meeting of states
    PRESS_COMMUNIQUE = "press-communique"  # 新闻公报、联合新闻稿
    TREATY = "treaty"  # 条约、协定、议定书、公约、宪章
    SPEECH = "speech"  # 讲话、演讲、致辞
    STATEMENT = "statement"  # 声明 of one state or body
    DECLARATION = "declaration"  # 宣言
    COMMUNIQUE = "communique"  # 公报 of one body's own meeting
    ACTION_PLAN = "action-plan"  # 行动计划、纲要、规划
    MEMORANDUM = "memorandum"  # 谅解备忘录、会谈纪要
    LAW = "law"  # 法、条例、规定、决议
    LETTER = "letter"  # 贺信、贺电、公开信
    NEWS = "news"  # a report
    OTHER = "other"


class Speaker(StrEnum):
    """The party that speaks in a paragraph."""

    BOTH = "both"  # 双方、两国: the two parties
    CHINA = "china"  # 中方
    PAKISTAN = "pakistan"  # 巴方
    OTHER = "other"
    ALL = "all"  # 各方、成员国、六国: all parties of three or more; last, as indexes store the members by their order


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading above a paragraph: 一、政治关系与战略沟通 has label 一 and title 政治关系与战略沟通."""

    label: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it, `first` to `last`, both included."""

    label: str | None
    title: str
    first: int
    last: int


class Level(StrEnum):
    """What a step of a paragraph's path is."""

    PART = "part"  # 第一部分、第一编
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节, and every other heading
    ARTICLE = "article"  # 第一条
    ITEM = "item"  # 一、（一）1. (1)


@dataclass(frozen=True, slots=True)
class Step:
    """A division that a paragraph stands in. `label` is as printed (第一章); `title` is None where none is printed."""

    kind: Level
    label: str | None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class CodedParty:
    """A party as the title names it, and the code of its country in ISO 3166-1; None for what is no country."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a statement was read from. Unknown metadata is None."""

    file: str
    sha256: str
    url: str | None = None
    publisher: str | None = None
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of search and of citation.

    `number` is its ordinal in the statement, from 1. `label` is the printed number (七 of 七、), which is not
    part of `text`. `start` and `end` are offsets into the decoded source file. `path` lists the divisions that hold the
    paragraph, outermost first: every paragraph of 第四条 has its step, with or without a printed label.
    """

    statement: str
    number: int
    text: str
    label: str | None = None
    section: Heading | None = None
    speakers: tuple[Speaker, ...] = ()
    file: str = ""
    start: int = 0
    end: int = 0
    path: tuple[Step, ...] = ()

    @property
    def id(self) -> str:
        """The id: `2015-04-20-joint-statement.7`."""
        return f"{self.statement}.{self.number}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A communiqué as issued.

    `date` is the printed day of signing or of the event, None without one; `published` is the day of the web page.
    `date_printed` is the month or year ("2015-04", "2015") where no day is printed, else None. `parties` are the
    parties as the title names them, `coded_parties` the same with their countries. `translations` are the ids of the
    same document in other languages. `paragraphs` is empty in listings.
    """

    id: str
    title: str
    kind: Kind
    source: Source
    paragraph_count: int
    date: datetime.date | None = None
    published: datetime.date | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    language: str = "zh"
    sections: tuple[Section, ...] = ()
    signature: str | None = None
    lead: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    date_printed: str | None = None
    coded_parties: tuple[CodedParty, ...] = ()
    translations: tuple[str, ...] = ()

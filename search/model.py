"""The data model: statements, their paragraphs, and their sources.

All values are frozen. Text offsets count code points, half-open, from 0.
"""

from __future__ import annotations

import datetime  # noqa: TC003  pydantic reads the annotations when an engine stores these values
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of document that a statement is."""

    JOINT_STATEMENT = "joint-statement"  # 联合声明
    JOINT_COMMUNIQUE = "joint-communique"  # 联合公报
    PRESS_COMMUNIQUE = "press-communique"  # 新闻公报
    TREATY = "treaty"  # 条约、协定、议定书
    SPEECH = "speech"  # 讲话、演讲
    NEWS = "news"  # a report
    OTHER = "other"


class Speaker(StrEnum):
    """The party that speaks in a paragraph."""

    BOTH = "both"  # 双方、两国
    CHINA = "china"  # 中方
    PAKISTAN = "pakistan"  # 巴方
    OTHER = "other"


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
    part of `text`. `start` and `end` are offsets into the decoded source file.
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

    @property
    def id(self) -> str:
        """The id: `2015-04-20-joint-statement.7`."""
        return f"{self.statement}.{self.number}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A communiqué as issued.

    `date` is the printed day of signing or of the event, None without one; `published` is the day of the web page.
    `parties` are the parties as the title names them. `paragraphs` is empty in listings.
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

"""What a reference names, before it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from search.model import Kind, Level

Days = tuple["date", "date"]
"""The first and the last day, both inclusive."""


class Word(Enum):
    """What a number is said to count."""

    PARAGRAPH = auto()  # 第七段, para 7
    ITEM = auto()  # 第七项, 七: whatever has a label
    LETTER = auto()  # (b): the second letter
    ARTICLE = auto()  # 第七条, Article 7; whatever has a label where there are no articles
    ID = auto()  # .7 of a paragraph's id: its number and nothing else


@dataclass(frozen=True, slots=True)
class Place:
    """Numbers in the order in which they are cited, and what they count; below 0 they count from the end.

    `label` is what the one paragraph has for a label beside its number: 第9段（七）. `inserted` is which article
    behind the one with the number is meant: 第三条之一.
    """

    numbers: tuple[int, ...]
    word: Word
    label: int | None = None
    inserted: int | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A section that is cited by its number, and the level that its word says: 第二章, Part II."""

    number: int
    level: Level | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the reading of a reference that its author should know. `leaf` is the part concerned."""

    code: str
    message: str
    leaf: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference names; None or empty where it names nothing of the sort.

    `days` are alternatives. `statements` are the ids of those that have a title or an address that is cited. `names`
    are parts of titles, parties and places, `initials` the first characters of parties. In a line of a list of
    references (`is_listed`) the day may be that of the page. `inner` are the places in the article that `place` is, the
    outermost first: 第二款, (2), (a). `above` are the sections that hold the one section, the outermost first.
    """

    statement: str | None = None
    days: tuple[Days, ...] = ()
    kinds: tuple[Kind, ...] = ()
    party: str | None = None  # as titles name it
    sections: tuple[Division, ...] = ()
    above: tuple[Division, ...] = ()
    place: Place | None = None
    inner: tuple[Place, ...] = ()
    statements: frozenset[str] | None = None
    names: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    is_listed: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def names_statement(self) -> bool:
        """Whether a statement is named by more than its parties."""
        return bool(self.statement or self.statements or self.days or self.kinds)

    @property
    def names_place(self) -> bool:
        """Whether more than a statement is named."""
        return bool(self.sections) or self.place is not None

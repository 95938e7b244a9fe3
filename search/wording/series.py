"""Series of comparable statements: by their kind, their parties, and the name of what repeats (第N次会议)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.model import Kind

if TYPE_CHECKING:
    from search.wording.precomputed import Header

_ISSUED_TOGETHER = (Kind.JOINT_STATEMENT, Kind.JOINT_COMMUNIQUE, Kind.PRESS_COMMUNIQUE)
"""The kinds that two parties negotiate and issue after talks; the name varies."""

_FORM_OF_STATE = re.compile(
    r"(?:伊斯兰|阿拉伯|人民|民主|社会主义|联邦|联合|合作)*(?:共和国|联邦|王国|大公国|苏丹国|酋长国)$"
)
"""巴基斯坦伊斯兰共和国, 俄罗斯联邦. Not: 蒙古国, 几内亚比绍."""


_COUNT = re.compile(
    r"第?[0-9〇零一二三四五六七八九十百]+(?:次|届|轮|屆|期)|[0-9〇零一二三四五六七八九十]{4}年(?:度)?|(?:[0-9]+月)?(?:[0-9]+日)?"
)
"""第十五次, 第二十届, 2020年3月3日: what differs between the titles of one series. Not: 六国, 一带一路."""

_REPEATS = re.compile(r"第[0-9〇零一二三四五六七八九十百]+(?:次|届|轮|屆|期)")
"""第十五次会议. Not: 联合声明."""

_MARK = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """The statements of any of the kinds with all of these parties among theirs; empty means all.

    `exactly` admits no further party, and `name` only titles with this name of what repeats (`series_name`).
    """

    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()
    exactly: bool = False
    name: str | None = None

    def admits(self, header: Header) -> bool:
        """Whether the statement is in the series."""
        if self.kinds and header.kind not in self.kinds:
            return False
        if self.exactly:
            return same_parties(self.parties, header.parties) and self.name == series_name(header)
        return {_short(party) for party in self.parties} <= {_short(party) for party in header.parties}


EVERYTHING = SeriesFilter()


def is_in_same_series(one: Header, other: Header) -> bool:
    """Whether both have comparable kinds, the same parties and the same name of what repeats."""
    return series_of(one).admits(other)


def series_of(header: Header) -> SeriesFilter:
    """The series of a statement: comparable kinds, the same parties, the same name of what repeats."""
    return SeriesFilter(_comparable_kinds(header.kind), header.parties, exactly=True, name=series_name(header))


def series_name(header: Header) -> str:
    """The name of what repeats: the title without counts and dates, if it has a count or no party is known; else empty.

    Where no party is known, only the title tells whose the statement is.
    """
    if header.parties and not _REPEATS.search(header.title):
        return ""
    return _MARK.sub("", _COUNT.sub("", header.title))


def _comparable_kinds(kind: Kind) -> tuple[Kind, ...]:
    """The kinds that are comparable with a kind."""
    return _ISSUED_TOGETHER if kind in _ISSUED_TOGETHER else (kind,)


def same_parties(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two titles name the same parties, in any order, by full or short names.

    >>> same_parties(("中华人民共和国", "巴基斯坦伊斯兰共和国"), ("巴基斯坦", "中国"))
    True
    """
    return {_short(party) for party in some} == {_short(party) for party in others}


def _short(party: str) -> str:
    return "中国" if party == "中华人民共和国" else _FORM_OF_STATE.sub("", party) or party

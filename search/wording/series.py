"""Series of comparable statements: a joint statement follows the previous joint statement, never news."""

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


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """The statements of a series: any of the kinds, and exactly these parties in any order; empty means all."""

    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()

    def admits(self, header: Header) -> bool:
        """Whether the statement is in the series."""
        if self.kinds and header.kind not in self.kinds:
            return False
        return not self.parties or same_parties(self.parties, header.parties)


EVERYTHING = SeriesFilter()


def is_in_same_series(one: Header, other: Header) -> bool:
    """Whether both have comparable kinds and the same parties."""
    return other.kind in _comparable_kinds(one.kind) and same_parties(one.parties, other.parties)


def series_of(header: Header) -> SeriesFilter:
    """The series of a statement: comparable kinds, the same parties."""
    return SeriesFilter(_comparable_kinds(header.kind), header.parties)


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

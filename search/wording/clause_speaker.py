"""The speakers of a clause, which are more specific than those of its paragraph: 双方……, then 巴方……."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from search.model import Speaker
from search.wording.clauses import closes_quotation

if TYPE_CHECKING:
    from search.match_spans import Span
    from search.wording.precomputed import SourceParagraph, Text

_SUBJECTS = {
    Speaker.BOTH: re.compile(r"双方|两国(?!人民|关系|贸易|经济|人文)|中[\u4e00-\u9fff]{1,2}(?:双方|两国)(?!人民|关系)"),
    Speaker.ALL: re.compile(r"双方|各方|各代表团|(?:各)?成员国(?!之)|[三四五六七八九十]国(?!人民|关系)"),
    Speaker.CHINA: re.compile(r"中方|中国(?:政府|领导人)|(?:国家主席|主席)?(?:习近平|李克强|李强)"),
    Speaker.PAKISTAN: re.compile(
        r"巴方|巴基斯坦(?:政府|领导人|总统|总理)|[\u4e00-\u9fff.]{2,12}(?:总统|总理)(?!举行|会谈)"
    ),
    Speaker.OTHER: re.compile(
        r"[\u4e00-\u9fff]{2,8}(?:基金|银行|公司|组织)(?:宣布|表示|愿|认为)|[\u4e00-\u9fff.]{2,8}(?:表示|指出|强调)"
    ),
}
"""The beginning of a clause with its own subject: 双方同意, 中国政府支持, 阿尔维总统感谢. Not: 两国人民."""


def clause_speakers(text: Text, line: Span, clause: Span, printed: SourceParagraph) -> tuple[Speaker, ...]:
    """The speakers of a clause: its own subject, or that of the last clause before it that has one.

    Only speakers of the paragraph qualify. Where no clause names a subject, all of them are returned.
    """
    if len(printed.speakers) < 2:
        return printed.speakers
    before = text.marks[bisect_left(text.marks, line[0]) : bisect_left(text.marks, clause[0])]
    for start in [clause[0], *(mark + 1 for mark in reversed(before)), line[0]]:
        found = _subject(text.text, start, printed.speakers)
        if found is not None:
            return (found,)
    return printed.speakers


def _subject(text: str, start: int, speakers: tuple[Speaker, ...]) -> Speaker | None:
    """The speaker with whom a clause begins; None if with none of them."""
    while closes_quotation(text, start):  # 主导”。”双方
        start += 1
    return next((each for each in Speaker if each in speakers and _SUBJECTS[each].match(text, start)), None)

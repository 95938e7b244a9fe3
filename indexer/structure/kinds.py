"""What sort of document a text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.numerals import value_of
from search.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

NEWS_MARKER = re.compile(
    r"^\s*(?:央视网消息|新华社[^，。]{0,20}电|新华网|人民网|中新网|中新社|中国新闻网|本报讯|本报[^，。]{0,12}电|环球网|外交部网站消息"
    r"|[（(][^）)]{0,20}(?:记者|讯|之声|网)[^）)]{0,20}[）)])"
)
"""How a report opens: 央视网消息（新闻联播）：, 新华社河内11月12日电."""

MARKER_ALONE = re.compile(r"\s*(?:央视网消息|新华网消息)?\s*(?:[（(]新闻联播[）)])?\s*[：:]?\s*")
"""A report's opening words that stand alone in a block."""

_REPORTS_ON = re.compile(r"(?:发表|发布|签署|通过)[^。]{0,80}(?:声明|公报|宣言)")
_DIGEST = re.compile(r"^\s*(?:声明|公报|宣言)(?:指出|说|强调|表示|称)")
_SPOKESPERSON = re.compile(r"外交部(?:副)?发言人|例行记者会|^\s*(?:问|答)[：:]")
SALUTATION = re.compile(r"^\s*(?:尊敬的|各位|女士们|先生们|同志们|朋友们|同学们|主席先生|主席女士|代表们)")
_END = r"(?:[（(][^）)]{1,12}[）)])?》?$"
_SPEECH_TITLE = re.compile(rf"(?:演讲|讲话|致辞|发言|贺词|致词){_END}")
"""在第55届慕尼黑安全会议上的主旨演讲（全文）, 二〇一五年新年贺词. Not: 在开幕式上的讲话引发热议."""

_REPORTED = re.compile(r"(?:发表|签署|签订|达成|公布|发布|出席|举行|会见|解读|(?<!会)谈(?!判))(?!的)[^《》]*$")
"""A title that tells what was done: 中国和巴基斯坦发表联合声明, 王毅谈联合声明. Not: 两国政府签署的协定, 会谈公报."""

_BY_TITLE = (
    (re.compile(rf"联合(?:声明|宣言)(?:——.*)?{_END}"), Kind.JOINT_STATEMENT),
    (re.compile(rf"新闻公报{_END}"), Kind.PRESS_COMMUNIQUE),
    (re.compile(rf"公报{_END}"), Kind.JOINT_COMMUNIQUE),
    (re.compile(rf"(?:条约|协定|议定书|公约|换文|谅解备忘录){_END}"), Kind.TREATY),
)
"""……的联合声明（全文）, 《……自由贸易协定》. Not: 外交部就中巴联合声明答记者问, 自由贸易协定谈判取得进展."""

_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}")
"""一, 十二, 12. Not: 第一条"""

SHORTEST_SERIES = 3
"""Labels that a text must have in a row to be a document of its own."""


def kind_of(
    title: str, paragraphs: Sequence[str], labels: Sequence[str | None], *, has_lead: bool, on_page: bool
) -> Kind:
    """The kind of a document with this title, these paragraphs and their labels.

    `has_lead`: an editor's 全文如下 stands before it; `on_page`: a page or a front matter gives it a day.
    """
    if _is_document_in_report(paragraphs, labels):
        return _by_title(title) or Kind.OTHER
    if is_report(paragraphs) and not has_lead:
        return Kind.NEWS
    if (kind := _by_title(title)) is not None:
        return kind
    if _is_speech(title, paragraphs):
        return Kind.SPEECH
    if _SPOKESPERSON.search(title) or any(_SPOKESPERSON.search(paragraph[:40]) for paragraph in paragraphs[:3]):
        return Kind.NEWS
    return Kind.NEWS if on_page else Kind.OTHER


def is_report(paragraphs: Sequence[str]) -> bool:
    """Whether the text reports: it opens as reports do, or tells of a statement what it points out."""
    opening = paragraphs[0] if paragraphs else ""
    digest = any(map(_DIGEST.match, paragraphs[1:3]))
    return bool(NEWS_MARKER.match(opening)) or bool(digest and _REPORTS_ON.search(opening))


def _is_document_in_report(paragraphs: Sequence[str], labels: Sequence[str | None]) -> bool:
    """Whether after a reporter's opening paragraph every paragraph is one of a numbered series: 一、…十二、."""
    return (
        len(labels) > SHORTEST_SERIES
        and is_report(paragraphs)
        and labels[0] is None
        and all(label is not None for label in labels[1:])
        and [_ordinal(label) for label in labels[1:]] == [*range(1, len(labels))]
    )


def _ordinal(label: str | None) -> int | None:
    """The number that a label is: 十二, 12, （三）. None for another label."""
    bare = (label or "").strip("（）()")
    return value_of(bare) if _NUMERAL.fullmatch(bare) else None


def _by_title(title: str) -> Kind | None:
    if _REPORTED.search(title):
        return None
    return next((kind for pattern, kind in _BY_TITLE if pattern.search(title)), None)


def _is_speech(title: str, paragraphs: Sequence[str]) -> bool:
    if _SPEECH_TITLE.search(title) is None:
        return False
    return any(map(SALUTATION.match, paragraphs[:3])) or (_REPORTED.search(title) is None and "的" in title)

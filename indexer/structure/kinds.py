"""What sort of document a text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_SPEECH_TITLE = re.compile(
    r"(?:的|——|：|上|式)[^，。]{0,12}?(?:演讲|讲话|致辞|发言|贺词|致词)(?:[（(][^）)]{1,12}[）)])?$"
)

_BY_TITLE = (
    (re.compile(r"联合声明|联合宣言"), Kind.JOINT_STATEMENT),
    (re.compile(r"(?:联合)?新闻公报"), Kind.PRESS_COMMUNIQUE),
    (re.compile(r"联合公报|公报"), Kind.JOINT_COMMUNIQUE),
    (re.compile(r"(?:条约|协定|议定书|公约|换文|谅解备忘录)(?:[（(][^）)]{1,12}[）)])?$"), Kind.TREATY),
)

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
        and labels[1] in {"一", "1"}
        and all(label is not None for label in labels[1:])
    )


def _by_title(title: str) -> Kind | None:
    return next((kind for pattern, kind in _BY_TITLE if pattern.search(title)), None)


def _is_speech(title: str, paragraphs: Sequence[str]) -> bool:
    return bool(_SPEECH_TITLE.search(title)) and (
        any(map(SALUTATION.match, paragraphs[:3])) or title.endswith(("（全文）", "演讲"))
    )

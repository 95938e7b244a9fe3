"""What a page says about its text, from whatever words it says it in: titles, days, sources, editors."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.sources.blocks import Furniture, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LABEL_BEFORE = re.compile(r"^\s*[\[【](?:视频|图文|组图|图|直播|快讯)[\]】]\s*")
"""[视频]习近平会见巴基斯坦总理. Not: 【新思想引领新征程】推动文艺繁荣发展"""

_BREAK_IN_TITLE = re.compile(r"\s*(?:<|&lt;)\s*br\s*/?\s*(?:>|&gt;)\s*", re.IGNORECASE)
"""中华人民共和国和阿拉伯联合酋长国<br>关于…… Not: 修订<自由贸易协定>的议定书"""

_MANY_BLANKS = re.compile(r"\s{3,}")

_SITE_AFTER_BAR = re.compile(r"(?<=.{5}[\u3400-\u9fff”》）！？])\s*[_|｜].*$", re.DOTALL)
"""习近平会见巴基斯坦总理_CCTV节目官网-CCTV-1_央视网(cctv.com). Not: a_b, 特稿｜中巴友谊, where no title ends"""

_SITE_AFTER_DASH = re.compile(
    r"(?:(?<=.{6})|\s+|(?=[_|｜-]\S{2,8}网站?$)|(?=[_|｜]\S{2,12}$))"
    r"\s*(?<!—)(?:—|-{1,2}|–|[_|｜])(?!—)\s*[^—_|｜\-–，。]{0,24}"
    r"(?:网|网站|外交部|大使馆|使馆|总领馆|频道|日报|新华社|央视|新闻|门户|\.com|\.cn)\s*[)）]?\s*$"
)
"""杨洁篪的主旨演讲（全文） — 中华人民共和国外交部. Not: 推动构建人类命运共同体——在外交部的演讲, 中国—东盟外长会新闻"""

_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)")
"""2022年02月06日, 2022/2/6, 2022-02-06T19:34. Not: 2012-2020年"""

_UTC_CLOCK = re.compile(
    r"[T\s]\s*(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]00:?00)(?![\w:])",
    re.IGNORECASE,
)
"""T17:51:01Z behind a day. Not: T17:51:01+08:00, 17:51"""

_COMPACT_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{4}|\d{6})?(?!\d)")
"""20220204191402. Not: 202202041"""

_RESPONSIBLE_EDITOR = re.compile(r"(?:责任编辑|责编)\s*[：:]\s*(?P<name>[^\s）)\]】，。]{1,20})")
"""责任编辑：王翔. Not: 责任编辑部"""

_ANY_EDITOR = re.compile(r"编辑\s*[：:]\s*(?P<name>[^\s）)\]】，。]{1,20})")
"""编辑：常悦. Not: 编辑姓名及工作代码"""

_SOURCE_NAME = re.compile(
    r"来源\s*[：:][\s（(]*(?P<name>(?:\d{1,3}(?=[^\d年月日./:：\s-]))?[^\s（()）\[\]【】，。：:<>|丨\d]{2,30})"
)
"""来源：央视网2022年02月06日. Not: 来源国"""

_SOURCE_WITHOUT_NAME = re.compile(r"来源\s*[：:]\s*$")
"""来源：. Not: 来源：外交部"""

LONGEST_NAME = 30
"""Characters of a source's name."""

_TAG = re.compile(r"<[^<>]*>")
_NO_NAME = re.compile(r"(?:更新|发布)时间$|供稿$|作者$|责任编辑$|责编$|编辑$|字体$|字号$")
_JOINED_EDITORS = re.compile(r"(?:责任编辑|责编|编辑|校对|审核|监制).*$")


def clean_title(title: str) -> str | None:
    """The title without the site's name, the mark of a video and literal tags; None if nothing is left."""
    title = _MANY_BLANKS.sub(" ", title)
    title = _LABEL_BEFORE.sub("", _BREAK_IN_TITLE.sub("", title.replace("\xa0", " ").strip("\ufeff ")))
    title = _SITE_AFTER_BAR.sub("", title)
    while (shorter := _SITE_AFTER_DASH.sub("", title)) != title and shorter.strip():
        title = shorter
    return re.sub(r"\s*[\r\n\t]\s*", " ", title.strip()) or None


def first_day_in(text: str, *, compact: bool = False) -> date | None:
    """The first day of the calendar that the text holds with year, month and day; `compact`: also as 20220204."""
    patterns = (_DAY, _COMPACT_DAY) if compact else (_DAY,)
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        try:
            day = date(*(int(match[part]) for part in ("year", "month", "day")))
        except ValueError:
            continue
        clock = _UTC_CLOCK.match(text, match.end())
        return local_day(datetime.combine(day, time(int(clock["hour"]), int(clock["minute"])), UTC)) if clock else day
    return None


def local_day(instant: datetime) -> date:
    """The day of an instant in UTC where these documents are from; the day as printed of any other."""
    if instant.utcoffset() != timedelta(0) or instant.year == MAXYEAR:
        return instant.date()
    return instant.astimezone(BEIJING).date()


BEIJING = timezone(timedelta(hours=8))
"""Where these documents are published; it has had no other time since 1992."""


def editor_in(texts: Sequence[str]) -> str | None:
    """The responsible editor that the texts name, else any editor."""
    for pattern in (_RESPONSIBLE_EDITOR, _ANY_EDITOR):
        for match in (match for text in texts for match in pattern.finditer(text)):
            if name := _JOINED_EDITORS.sub("", match["name"]):
                return name
    return None


def publisher_in(texts: Iterable[str]) -> str | None:
    """Whom the texts name as the source."""
    for match in (match for text in texts for match in _SOURCE_NAME.finditer(text)):
        name = match["name"]
        while (shorter := _NO_NAME.sub("", name)) != name:
            name = shorter
        if name:
            return name
    return None


def _continued(texts: Sequence[str]) -> Iterator[str]:
    """The texts; 来源： alone together with the next one, for a name may be hidden until a script shows it."""
    for text, following in pairwise([*texts, ""]):
        yield text + following if _SOURCE_WITHOUT_NAME.search(text) and len(following) <= LONGEST_NAME else text


def said_by(furniture: Iterable[Furniture]) -> Metadata:
    """What the lines set aside say of the text: source, editor, and the day the page was published or changed."""
    furniture = [each for each in furniture if each.kind not in {"script", "style", "front-matter"}]
    texts = list(_continued([_TAG.sub("", each.block.text) for each in furniture]))  # a comment holds tags
    days = (first_day_in(each.block.text) for each in furniture if each.kind == "page-date")
    return Metadata(
        published=next((day for day in days if day is not None), None),
        publisher=publisher_in(texts),
        editor=editor_in(texts),
    )


def merged(first: Metadata, second: Metadata) -> Metadata:
    """What the first says, and where it is silent, the second."""
    return Metadata(
        title=first.title or second.title,
        published=first.published or second.published,
        url=first.url or second.url,
        publisher=first.publisher or second.publisher,
        editor=first.editor or second.editor,
    )

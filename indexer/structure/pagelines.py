"""Lines of a page that stand among the text: when it was published, by which agency, the path to it, its licence."""

from __future__ import annotations

import re

from indexer.sources.furniture import kind_of as furniture_kind
from indexer.structure.dates import DAY_AT_END, date_line
from indexer.structure.titles import is_title_line

_DAY = r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_TIME = r"(?:[\sT]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\.\d+)?Z?)"
_SAID = r"(?:发布|更新|发表|发文|刊发|上传|录入|添加|发稿|播出)(?:时间|日期|于)?"
_BY = r"(?:来源|作者|编辑|责任编辑|责编|记者|文章来源|稿源|信息来源|发布者|浏览次数|浏览量|点击数|阅读|访问量)"

_NO_NAME = r"\s。，；：:|丨【\[？！?!“”《》、"

_PUBLISHED = re.compile(
    rf"(?:{_SAID}\s*[：:]?\s*{_DAY}{_TIME}?|{_DAY}{_TIME}|{_DAY}(?=.*{_BY}\s*[：:])|(?<=[\s:：]){_DAY}"
    r"|字体\s*(?:放大|缩小)|原文(?:载于|出自|来自|刊于|来源于?)[：:]?[^。，；]{2,40}"
    rf"|{_BY}\s*[：:]\s*(?!{_DAY})[^{_NO_NAME}]{{0,30}}(?:\s[\u4e00-\u9fff]{{2,4}})*(?=[\s|丨]|$)|{_BY}\s*[：:](?=\s*{_DAY})"
    r"|[【\[]?\s*字[体号](?:\s*[：:])?(?:\s*[大中小默认超特]+)*[】\]]?|打印(?:本页)?|分享(?:到)?[：:]?|[\s|丨/]){1,20}"
)
"""发布时间: 2025-08-31 | 更新时间: 2025-08-31; 来源:  2020-11-12. Not: 2015年4月20日, which a statement may end with"""

_ASKS = re.compile(r"(?:记者|阅读)\s*[：:]\s*\S+")
"""记者：请问中方, which is spoken. Not: 记者：张三 来源：新华社"""

_ENGLISH_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}|\d{4}-\d{2}-\d{2})"
_PUBLISHED_ENGLISH = re.compile(
    rf"(?:(?:Updated|Published|Posted|Last (?:updated|modified)|Release date|Date)\s*(?:on|:)"
    rf"\s*{_ENGLISH_DAY}[\s\d:,APMapm]*"
    rf"|(?:Source|Author|Editor|By)\s*:\s*[^.:|]{{1,40}}|\d{{4}}-\d\d-\d\d\s+\d\d:\d\d(?::\d\d)?"
    r"|[\s|]|Xinhua|China Daily|CGTN"
    rf"|\(Xinhua\)|\d\d:\d\d,\s*{_ENGLISH_DAY}){{1,12}}"
)
"""Xinhua | Updated: 2022-02-06 20:10; Source: Xinhua. Not: Source of strength"""

_AGENCIES = (
    r"(?:据)?(?:新华社|新华网|中新社|中新网|中国新闻社|人民日报|人民网|央视网|央广网|本报|本社|本网|国际在线|中央社|光明网|环球网|塔斯社"
    r"|法新社|路透社|美联社|外交部网站|中国政府网)"
)
_NAMED = r"(?:\s*[（(](?:记者|见习记者|特约记者|通讯员|总台央视记者|本报记者)[^（）()。]{1,40}[）)])?"
_AGENCY = re.compile(rf"[（(【]?\s*{_AGENCIES}[^，。；：:（）()]{{0,24}}(?:电|讯|消息){_NAMED}\s*[：:]?\s*[）)】]?")
"""新华社北京11月4日电; （新华社北京11月4日电）. Not: 新华社北京11月4日电 两国发表声明。"""

_REPORTERS = re.compile(r"[（(]\s*(?:本报|本台|本网|总台)?(?:记者|通讯员|编辑|撰稿|翻译|摄影)[^（）()。]{1,60}[）)]")
"""（记者 张三 李四）. Not: （记者会上，……）。"""

_BYLINE = re.compile(r"By\s+(?:[A-Z][\w.’'-]*|Web\s+Desk|Staff\s+Reporter)(?:\s+[A-Z][\w.’'-]*){0,3}")
"""By Web Desk. Not: By the end of the year"""

_END = re.compile(r"[（(【\[]?\s*(?:全文|正文)?\s*(?:完毕?|结束|终|END|end)\s*[）)】\]]?")
"""（完）, 全文完. Not: 完成"""

_ISSUED = re.compile(
    rf"(?:香港|澳门|北京|当地|本地)?时间\s*[：:]?\s*\d{{1,2}}\s*[时:：]\s*\d{{1,2}}\s*分?"
    rf"|Issued at HKT\s+\d{{1,2}}:\d\d|Ends/(?:[A-Z][a-z]+,\s*)?{_ENGLISH_DAY}",
)
"""香港时间11时15分, Ends/Tuesday, February 7, 2023. Not: 当地时间11时15分，会谈结束。"""

_GENRE = re.compile(
    r"(?:(?:Press|News|Media)\s+Release\s*)?(?:(?:PR|Ref|Press\s+Release)\.?\s*)?(?:No\.?\s*:?\s*\d{1,5}(?:[/-]\d{1,4})*)?",
    re.IGNORECASE,
)
"""Press Release, PR No. 135/2025, over a headline. Not: Joint Press Release"""

_RELEASED = re.compile(r"[（(]\s*此件[^（）()。]{2,24}[）)]")
"""（此件公开发布）, under a notice of the government. Not: 此件已送有关部门"""

_EDITION = re.compile(
    rf"《[^《》]{{2,16}}》\s*[（(]\s*{_DAY}\s*[，,]?\s*第?\s*[0-9A-Z]{{1,3}}\s*版[^（）()]{{0,12}}[）)]"
)
"""《 人民日报 》（ 2024年06月08日   第 01 版）. Not: 《人民日报》发表评论"""

_LICENCE = re.compile(
    r"(?:本|此)(?:作品|文(?!件)|页面|网页|站)[^。]{0,80}?"
    r"(?:公有领域|著作权|版权|许可|授权|法律法规|转载|最后(?:编辑|修订|更新)).{0,600}"
    r"|(?:Public\s*domain|Creative Commons|CC BY|知识共享|除非另有声明|文字授权|转载请注明"
    r"|未经[^。]{0,12}(?:许可|授权)[^。]{0,12}转载).{0,400}",
    re.IGNORECASE | re.DOTALL,
)
"""本作品是中华人民共和国的法律法规……在中国大陆属于公有领域。 Not: 本文件自签署之日起生效。"""

_NAVIGATION = re.compile(
    r"(?:您?(?:的|现在|当前)*(?:所在)?的?位置\s*[：:])?\s*(?:首页|主页|网站首页|Home)\s*(?:[>＞›»→/|\-]+\s*[^>＞›»→。]{1,80}){1,8}"
    r"|(?:您?(?:现在|当前)的?(?:所在)?的?位置|当前位置)\s*[：:].{1,120}"
    r"|(?:维基文库|维基百科|百度文库|百度百科)[，,\s].{0,30}|(?:跳转?(?:到|至)\s*(?:导航|搜索|内容)\s*){1,3}|跳至.{1,8}"
    r"|(?:检索自|取自|阅读更多|查看历史|姊妹计划|分类|隐藏分类)\s*[“\"：:].{0,200}|视频简介\s*[：:]?|(?:相关|延伸|推荐|更多)(?:阅读|新闻|报道|链接|推荐)\s*[：:]?|[\[［]?编辑[\]］]?"
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|[\w\s]{2,40}[|｜]"
    r"|(?:点击|下载|扫描)(?:下载|查看|二维码).{0,30}|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?",
    re.IGNORECASE,
)
"""首页 > 新闻 > 中国和巴基斯坦发表联合声明. Not: 首页内容"""

_BY_KIND = (
    ("dateline", _AGENCY),
    ("reporters", _REPORTERS),
    ("reporters", _BYLINE),
    ("end-mark", _END),
    ("source-line", _EDITION),
    ("boilerplate", _RELEASED),
    ("field", _GENRE),
    ("page-date", _ISSUED),
    ("licence", _LICENCE),
    ("navigation", _NAVIGATION),
)

CONTENTS = frozenset({"目录", "目次", "contents", "tableofcontents"})
"""What stands over a table of contents, as `contents_line` gives it."""

_LONGEST = 1200
_LONGEST_PUBLISHED = 200
_LEADERS = re.compile(r"[\s.．·…⋯]*\d{0,4}\s*$")
"""What a table of contents has behind a line: ………12."""


def kind_of_line(text: str) -> str | None:
    """What kind of furniture a line is, None if it is text."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    if stripped.endswith("。"):
        return "licence" if _LICENCE.fullmatch(stripped) else furniture_kind(stripped)
    if len(stripped) <= _LONGEST_PUBLISHED and _is_published(stripped):
        return "source-line"
    found = next((kind for kind, pattern in _BY_KIND if pattern.fullmatch(stripped)), None)
    return found or furniture_kind(stripped)


def _is_published(text: str) -> bool:
    """Whether a line says when the page was published, or by whom; a day alone is a statement's own."""
    if date_line(text) is not None:
        return False
    if _PUBLISHED.fullmatch(text):
        return not _ASKS.fullmatch(text)
    return _PUBLISHED_ENGLISH.fullmatch(text) is not None


def stands_alone(text: str) -> bool:
    """Whether a line at the head of a text is one by intent: a day, a line of the page, a title with its day."""
    if date_line(text) is not None or kind_of_line(text) is not None:
        return True
    day = DAY_AT_END.search(text)
    return is_title_line(text[: day.start()] if day else text)


def contents_line(text: str) -> str:
    """A line as a table of contents and the text have it in common."""
    return re.sub(r"\s+", "", _LEADERS.sub("", text)).lower()

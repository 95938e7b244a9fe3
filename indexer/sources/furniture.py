"""Lines that belong to the page and not to the text, whatever kind of file they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Furniture

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "front-matter": "the YAML at the head of a file, with its dashes",
    "markup": "signs of Markdown: #, **, the address of a link, a tag",
    "comment": "what is commented out",
    "script": "a program",
    "style": "a style sheet",
    "hidden": "what the page does not show: display:none, hidden, noscript, template",
    "form": "labels of buttons, fields and choices",
    "page-title": "the page's title, and where the page repeats it outside the text",
    "page-date": "when the page was published or changed",
    "source-line": "来源：…, and what stands beside it",
    "editor": "责任编辑：…",
    "copyright": "版权所有, ©, a notice about it",
    "tools": "[字体：大 中 小] 打印本页",
    "share-bar": "分享到, addresses and codes to share by",
    "related": "相关新闻: links to other pages",
    "navigation": "menus, the path to the page, headers",
    "separator": "* * *, a line of dashes",
    "boilerplate": "everything else outside the text",
}
"""Every kind of furniture that a reader sets aside, and what it is."""

# Lists of alternatives are possessive (`{1,12}+`): they can be cut in many ways, and one is enough.
_OPEN, _CLOSE = r"[（(\[【]?\s*", r"\s*[）)\]】]?"

EDITOR = re.compile(
    rf"{_OPEN}(?:(?:责任)?编辑|责编|编审|编校|校对|审核|监制)\s*[：:]\s*[^。，；]{{1,60}}?{_CLOSE}"
    rf"|{_OPEN}责任编辑\s+\w{{2,4}}{_CLOSE}"
)
"""责任编辑：王翔. Not: 编辑：双方同意，……"""

SOURCE = re.compile(
    rf"{_OPEN}(?:稿件|文章|信息|新闻|消息)?(?:来源|来源网站|供稿)\s*[：:]\s*[^。，；]{{1,60}}?{_CLOSE}"
    r"|[（(]\s*[^。，；（）()]{2,30}供稿\s*[）)]"
)
"""来源：商务部亚洲司; （驻巴基斯坦使馆供稿）. Not: 来源：双方指出，……; 来源国同意。"""

COPYRIGHT = re.compile(
    r"(?:©|Copyright\b|版权声明[：:]|版权所有(?![者人权])).{0,360}|[^。，；]{1,60}(?:版权声明[：:]|版权所有(?![者人权])).{0,300}",
    re.IGNORECASE,
)
"""© 2020年德国之声版权声明：…… Not: 双方将保护版权所有者的权益。"""

PAGE_DATE = re.compile(
    rf"{_OPEN}(?:最后)?(?:更新|发布)(?:于|时间戳|时间|日期)?\s*[：:]?\s*\d{{4}}[\d\s:：./年月日时分秒T+-]*{_CLOSE}"
    r"|(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\sT]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
"""更新于 2022-02-04 20:46:51; 2020-01-09 19:34; 2020/3/17. Not: 更新于2022年完成; 2015年4月20日"""

SEPARATOR = re.compile(r"[\s*＊_=＝~·•#.|\-—–─━]{2,}|[*＊#]|[\s\u200b-\u200f\u2060\ufeff]+")
"""* * *, |---|---|. Not: ——双方同意"""

TOOLS = re.compile(
    r"(?:[\[【（(]?\s*字体\s*[：:][\s大中小\]】）)]{0,20}|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|[\[【]\s*(?:打印|关闭|纠错|返回|大|中|小)\s*[\]】]"
    r"|我要纠错|返回顶部|点赞|推荐给朋友|扫一扫[^。，；]{0,30}|[上下]一篇\s*[：:].{0,60}|\s){1,12}+"
)
"""[字体：大 中 小] 打印本页. Not: 打印技术"""

BYTES_PER_PROCESS = re.compile(
    r"[【\[]?\s*分享(?:到|至|给好友)?\s*[：:]?\s*(?:手机观看|微信|微博|新浪微博|朋友圈|QQ空间|QQ|人人网|好友|客户端|[\s、|/]){0,12}+[】\]]?"
)
"""分享到：微信 微博. Not: 分享发展经验"""

SAID_OF_THE_PAGE = re.compile(
    r"(?:(?:(?:发布|更新|发表)?(?:时间|日期|于)\s*[：:]?\s*)?(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[\sT]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
    r"|(?:来源|作者|编辑|责任编辑|责编|记者|浏览次数|浏览量|点击数|阅读|访问量)\s*[：:]\s*[^\s。，；：:|丨【\[]{0,30}"
    r"|[【\[]?\s*字[体号]\s*[：:]?[\s大中小默认]*[】\]]?|打印(?:本页)?|分享(?:到)?[：:]?|[\s|丨/]){2,20}+"
)
"""2020-03-17 22:16 来源：新华社【字体：大 中 小】打印. Not: 2020年3月17日，北京"""

_ONE_THING = re.compile(r"[\d\s年月日]+")
"""2015年4月20日, which a statement may end with. Not: 2020-03-17 22:16"""

_BY_KIND = {
    "separator": SEPARATOR,
    "editor": EDITOR,
    "source-line": SOURCE,
    "copyright": COPYRIGHT,
    "page-date": PAGE_DATE,
    "tools": TOOLS,
    "share-bar": BYTES_PER_PROCESS,
}
"""The order counts: a line that says several things is called by the first."""

_LONGEST = 400


def kind_of(text: str) -> str | None:
    """What kind of furniture a whole block is, None if it is text."""
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    found = next((kind for kind, pattern in _BY_KIND.items() if pattern.fullmatch(stripped)), None)
    if found is None and SAID_OF_THE_PAGE.fullmatch(stripped) and not _ONE_THING.fullmatch(stripped):
        return "source-line"
    return found


@dataclass(frozen=True, slots=True)
class Sorted:
    """Blocks of text, and the furniture that stood among them."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]


def sort_out(blocks: Iterable[Block]) -> Sorted:
    """The blocks, with the lines that belong to the page set aside."""
    kept: list[Block] = []
    aside: list[Furniture] = []
    for block in blocks:
        kind = kind_of(block.text)
        if kind is None:
            kept.append(block)
        else:
            aside.append(Furniture(kind, block))
    return Sorted(tuple(kept), tuple(aside))


def in_order(furniture: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """The furniture as it stands in the source."""
    return tuple(sorted(furniture, key=lambda each: each.block.start))

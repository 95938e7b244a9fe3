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
    "field": "what a header or a record says of the text: its address, its language",
    "caption": "the words under a picture",
    "note": "a footnote and the mark that calls it",
    "running-head": "page numbers, and what every page repeats at its head or foot",
    "contents": "a table of contents",
    "appeal": "请订阅, what a site asks of its readers",
    "licence": "the terms under which a text may be used",
    "message-header": "From: …, Subject: …: the head of a message or of a saved page",
    "list": "entries of a page that only lists documents",
    "error-page": "what a server says instead of a page",
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
    r"|(?:(?:(?:原文|本文|来源|出处)?(?:链接|連結|网址|網址|地址)|原文|URL|Source|Link)\s*[：:]?\s*)?https?://[^\s。，]{4,300}"
)
"""来源：商务部亚洲司; （驻巴基斯坦使馆供稿）; 原文：https://…. Not: 来源：双方指出，……; 来源国同意。"""

COPYRIGHT = re.compile(
    r"(?:©|Copyright\b|版权声明[：:]|版权所有(?![者人权])).{0,360}|[^。，；]{1,60}(?:版权声明[：:]|版权所有(?![者人权])).{0,300}",
    re.IGNORECASE,
)
"""© 2020年德国之声版权声明：…… Not: 双方将保护版权所有者的权益。"""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_ENGLISH_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)
_ENGLISH_TIME = r"[\s,]*(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}[+\d:]{0,6}\)?)?"

PAGE_DATE = re.compile(
    rf"{_OPEN}(?:最[后後]|最近|首次|本[页頁文])?(?:[于於])?"
    r"(?:更新|[发發][布佈表稿]|刊[登發发載载]|修[订訂改]|上[传傳载載线線]|[录錄]入|收[录錄])(?:[于於在]|[时時][间間]戳?|日期|日)?"
    rf"\s*[：:]?\s*\d{{4}}[\d\s:：./年月日时時分秒TZ+-]*{_CLOSE}"
    rf"|{_OPEN}(?:last\s+|first\s+)?(?:updated|published|posted|modified|revised)(?:\s+(?:on|at|date|time))?\s*[：:]?\s*"
    rf"{_ENGLISH_DAY}(?:{_ENGLISH_TIME})?{_CLOSE}"
    r"|(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\sT]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}",
    re.IGNORECASE,
)
"""最後更新時間：2022-02-04 20:46; Last updated: 4 Feb 2022, 10:00 am; 2020-01-09 19:34; 2020/3/17.

Not: 更新于2022年完成; 2015年4月20日
"""

CAPTION = re.compile(
    r"[^。]{0,150}。?[^。]{0,30}(?<![拍])[摄攝]\s*[）)]?。?"
    r"|[（(\[【]?\s*(?:照片|[资資]料|[配题題]|封面)?(?:[图圖]片?|照片)(?:源|[来來]源)?\s*[：:/／|｜]\s*[^。]{1,60}[）)\]】]?"
    r"|[（(\[【]?\s*(?:资料图片?|資料圖片?|视频截图|視頻截圖|网络截图|網絡截圖)\s*[）)\]】]?"
    r"|(?:图为|圖為|上图|下图|上圖|下圖)[：:，,]?[^。]{2,120}。?(?:[^。]{1,30}[图圖摄攝])?"
)
"""图为会谈现场。新华社记者饶爱民摄; 图片来源：外交部. Not: 双方同意合作拍摄; 图书来源国"""

APPEAL = re.compile(
    r"(?!.*(?:双方|雙方|两国|兩國|中方|缔约|締約))[^。！!]{0,60}(?:[请請]|[欢歡]迎|立即|[点點][击擊]|马上)[^。！!]{0,30}"
    r"(?:[订訂][阅閱户戶]|公[众眾][号號]|二[维維][码碼]|客[户戶]端|\bAPP\b|[电電]子[报報]|newsletter|捐款支持|打赏)"
    r"[^。！!]{0,60}[。！!]?(?:[^。！!]{1,40}[。！!]){0,2}"
    r"|(?:please\s+)?(?:subscribe|sign up|register|donate|become a (?:member|subscriber))\b.{0,100}"
    r"|(?:长期|長期)?支持(?:我们|我們|本站|本报|本報)的?(?:工作|报道|報道|新闻工作)[！!。]?",
    re.IGNORECASE,
)
"""請加入成為訂戶，長期支持我們的工作。 Not: 欢迎阿富汗成为上合组织会员国。"""

LICENCE = re.compile(
    r"Public domain(?:Public domain)?(?:true|false)*.{0,200}"
    r"|[此本]作品(?:在|是|[来來]自|[属屬][于於]|[现現][时時]|原文|依据|依據|因|由).{0,300}"
    r"|.{0,60}(?:知[识識]共享\s*(?:署名|[许許]可|授[权權]|[协協][议議]|BY\b)|Creative Commons|\bCC[ -]BY\b).{0,160}",
    re.IGNORECASE | re.DOTALL,
)
"""本作品是中华人民共和国的法律法规……; CC BY-SA 4.0. Not: 双方愿加强知识共享。"""

SITE_NAVIGATION = re.compile(
    r"(?:[维維]基(?:文[库庫献獻]|百科)|Wiki(?:source|pedia)).{0,30}(?:[图圖][书書][馆館]|百科全[书書]|library|encyclopedia)"
    r"|(?:(?:跳[转轉]到|跳至|移至|前往)[：:]?\s*(?:导航|導航|導覽|搜索|搜尋|[内內]容|正文|主要内容)[、,，\s]*)+"
    r"|(?:Jump|Skip) to (?:navigation|search|content|main content).{0,40}"
    r"|(?:检索自|檢索自|取自|Retrieved from)\s*[“\"「]?https?://.{1,300}"
    r"|(?:隐藏分类|隱藏分類|分[类類])\s*[：:].{1,200}"
    r"|本页面最[后後](?:修订|修訂|编辑|編輯)[于於].{1,60}",
    re.IGNORECASE,
)
"""维基文库，自由的图书馆; 跳转到导航 跳转到搜索. Not: 双方移至下届会议讨论"""

SEPARATOR = re.compile(r"[\s*＊_=＝~·•#.|\-—–─━]{2,}|[*＊#]|[\s\u200b-\u200f\u2060\ufeff]+")
"""* * *, |---|---|. Not: ——双方同意"""

TOOLS = re.compile(
    r"(?:[\[【（(]?\s*字体\s*[：:][\s大中小\]】）)]{0,20}|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?"
    r"|[\[【]\s*(?:(?:打印|列印|关闭|關閉|收藏|推荐|推薦)(?:[本此][页頁文]|[页頁]面|窗口|視窗|给朋友|給朋友)?|纠错|返回|大|中|小)\s*[\]】]"
    r"|我要纠错|返回顶部|点赞|推荐给朋友|扫一扫[^。，；]{0,30}|[上下]一篇\s*[：:].{0,60}|\s){1,12}+"
)
"""[字体：大 中 小] 打印本页, 【打印此页】【关闭窗口】. Not: 打印技术"""

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
    "caption": CAPTION,
    "appeal": APPEAL,
    "licence": LICENCE,
    "navigation": SITE_NAVIGATION,
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

"""Lines that belong to the page and not to the text, whatever kind of file they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Furniture

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPEN, _CLOSE = r"[（(\[【]?\s*", r"\s*[）)\]】]?"

EDITOR = re.compile(rf"{_OPEN}(?:责任编辑|责编|编辑|编审|编校|校对|审核|监制)\s*[：:]\s*[^。，]{{1,60}}?{_CLOSE}")
"""责任编辑：王翔. Not: 编辑：双方同意，……"""

SOURCE = re.compile(rf"{_OPEN}(?:稿件|文章|信息|新闻|消息)?(?:来源|来源网站|供稿)\s*[：:]\s*[^。，；]{{1,40}}?{_CLOSE}")
"""来源：商务部亚洲司. Not: 来源：双方指出，……"""

COPYRIGHT = re.compile(r"(?:©|Copyright|版权所有|版权声明).{0,300}|.{0,60}(?:版权声明|版权所有).{0,300}", re.IGNORECASE)
"""© 2020年德国之声版权声明：…… Not: 双方将加强版权保护。"""

UPDATED = re.compile(
    rf"{_OPEN}(?:最后)?(?:更新|发布)(?:于|时间戳|时间)?\s*[：:]?\s*\d[\d\s:：./年月日时分秒-]*{_CLOSE}"
)
"""更新于 2022-02-04 20:46:51. Not: 更新于2022年完成"""

SEPARATOR = re.compile(r"[\s*＊_=＝~·•#.\-—–─━]{2,}|[*＊#]")
"""* * *. Not: ——双方同意"""

TOOLS = re.compile(
    r"(?:[\[【（(]?\s*字体\s*[：:].{0,20}|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到|至)?.{0,30}|扫一扫.{0,30}"
    r"|我要纠错|返回顶部|点赞|推荐给朋友|上一篇.{0,60}|下一篇.{0,60}|[\[【]\s*(?:打印|关闭|纠错|返回|大|中|小)\s*[\]】]\s*){1,4}"
)
"""[字体：大 中 小] 打印本页. Not: 打印技术"""

_BY_KIND = {
    "editor": EDITOR,
    "source-line": SOURCE,
    "copyright": COPYRIGHT,
    "updated": UPDATED,
    "separator": SEPARATOR,
    "tools": TOOLS,
}
_LONGEST = 400

_EDITOR_NAME = re.compile(r"(?:责任编辑|责编)\s*[：:]\s*(?P<name>[^\s）)\]】，。]{1,20})")
_ANY_EDITOR_NAME = re.compile(r"编辑\s*[：:]\s*(?P<name>[^\s）)\]】，。]{1,20})")
_SOURCE_NAME = re.compile(r"来源\s*[：:][\s（(]*(?P<name>[^\s（()）\]】，。：:<>|\d]{2,30})")


def kind_of(text: str) -> str | None:
    """What kind of furniture a whole block is, None if it is text."""
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    return next((kind for kind, pattern in _BY_KIND.items() if pattern.fullmatch(stripped)), None)


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


def editor_in(texts: Iterable[str]) -> str | None:
    """The responsible editor that the furniture names, else any editor."""
    together = "\n".join(texts)
    match = _EDITOR_NAME.search(together) or _ANY_EDITOR_NAME.search(together)
    return match["name"] if match else None


def publisher_in(texts: Iterable[str]) -> str | None:
    """Whom the furniture names as the source."""
    match = _SOURCE_NAME.search("\n".join(texts))
    return match["name"].removesuffix("更新时间").removesuffix("供稿") or None if match else None

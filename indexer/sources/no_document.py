"""Files that hold no document: a list of links, an error page, a table of contents; and the contents before a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.sources.blocks import Furniture
from indexer.sources.furniture import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.sources.blocks import Block, SourceContent

FEWEST_ENTRIES = 5
"""Entries from which on links make a page of links."""

PROSE_OF_AN_ENTRY = 80
"""Characters; what a page of links says about each."""

LONGEST_ERROR = 1500
"""Characters of a page on which a server says that it has none."""

LONGEST_BARE_ERROR = 300
"""Characters of a page that says no more of it than 404."""

LONGEST_ENTRY = 60
"""Characters of a line in a table of contents."""

_ERROR_NAME = (
    r"not found|bad gateway|forbidden|bad request|unauthorized|internal server error|too many requests|error"
    r"|service (?:temporarily )?unavailable|gateway time-?out|页面(?:不存在|未找到)|頁面(?:不存在|未找到)|错误|錯誤"
)
_PAGE_NAME = r"(?:网页|網頁|页面|頁面|内容|內容|文章|信息|链接|鏈接|資訊)"
_IS_GONE = r"(?:没有|沒有|已经|已經|已|被)*(?:不存在|未找到|找不到|找到|删除|刪除|失效|下线|下線|移除)"
_ERROR = re.compile(
    rf"(?:(?:http\s*)?(?:status|error|错误|錯誤)?\s*[：:]?\s*(?:40\d|41\d|429|50\d|52\d)"
    rf"(?:\W.{{0,30}}(?:{_ERROR_NAME}).{{0,60}}|\W*(?:{_ERROR_NAME}))?"
    r"|(?:page|file|url) not found.{0,60}|access denied.{0,60}|bad gateway|just a moment\W*|attention required.{0,60}"
    r"|this (?:site|page) can[’']t be (?:reached|found|displayed).{0,60}|(?:service|site) unavailable.{0,60}"
    r"|under maintenance.{0,60}"
    r"|(?:抱歉|很抱歉|对不起|對不起)?\W*(?:您|你)?(?:所|要|想)?(?:访问|訪問|请求|請求|浏览|瀏覽|查找|查看)的?"
    rf"{_PAGE_NAME}{_IS_GONE}.{{0,60}}"
    rf"|(?:该|該|此|本)?{_PAGE_NAME}{_IS_GONE}.{{0,60}}"
    r"|(?:请|請)(?:输入|輸入|完成)(?:验证码|驗證碼|安全验证|安全驗證).{0,60}"
    r"|(?:系统|系統|网站|網站|服务器|伺服器)(?:正在)?(?:出错|出錯|繁忙|错误|錯誤|维护|維護)中?.{0,40})",
    re.IGNORECASE,
)
"""502 Bad Gateway, 404, 您访问的页面不存在. Not: 404号文件：双方同意, 500 days, 文章指出，双方同意"""

_CONTENTS = re.compile(r"目\s*[录錄次]\s*|(?:Table of )?Contents\s*", re.IGNORECASE)
"""目　录. Not: 目录如下所列"""

_PAGE = re.compile(r"(?:[\s.…·\-—]{2,}|\t|\s)\(?\d{1,4}\)?\s*$")
"""第一章　总则……3. Not: 2021"""

_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|$)")
_HAN_OR_LETTER = re.compile(r"\w")
_ASIDE_LISTS = frozenset({"related", "navigation"})


def examined(content: SourceContent) -> SourceContent:
    """What was read, contents before the text set aside; nothing but furniture where the file holds no document."""
    content = _without_contents(content)
    if _is_error(content):
        reason = (
            f"The file is an error page ({_error_said(content)}); no document is read from it. Save the page itself."
        )
        return _nothing(content, "error-page", reason)
    if _is_list(content):
        reason = "The file is a list of links; no document is read from it. Save the pages that it leads to."
        return _nothing(content, "list", reason)
    return content


def _nothing(content: SourceContent, kind: str, reason: str) -> SourceContent:
    aside = (Furniture(kind, block) for block in content.blocks)
    return replace(content, blocks=(), furniture=in_order((*content.furniture, *aside)), nothing=reason)


def _is_error(content: SourceContent) -> bool:
    length = sum(len(block.text) for block in content.blocks)
    said = _error_said(content)
    return said is not None and 0 < length <= (LONGEST_BARE_ERROR if said.isdigit() else LONGEST_ERROR)


def _error_said(content: SourceContent) -> str | None:
    """What the page says of itself: its title, or one of its first lines with the next."""
    lines = [block.text.strip() for block in content.blocks[:3]]
    said = [content.metadata.title or "", *lines]
    return next((" ".join(line.split())[:40] for line in said if _ERROR.fullmatch(line)), None)


def _is_list(content: SourceContent) -> bool:
    """Whether the page is entries, each perhaps with a sentence about it: no two paragraphs stand together."""
    listed = [each.block for each in content.furniture if each.kind in _ASIDE_LISTS and each.block.style.entry]
    blocks = sorted((*content.blocks, *listed), key=lambda block: block.start)
    entries = [block for block in blocks if block.style.entry]
    if len(entries) < FEWEST_ENTRIES:
        return False
    prose = [block for block in blocks if not block.style.entry and _SENTENCE.search(block.text)]
    if sum(len(block.text) for block in prose) > PROSE_OF_AN_ENTRY * len(entries):
        return False
    return not _has_text(blocks)


def _has_text(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph stands above the first entry, or two stand together."""
    before = True  # above the first entry, or right behind a paragraph
    for block in blocks:
        if block.style.entry:
            before = False
        elif _SENTENCE.search(block.text):
            if before:
                return True
            before = True
    return False


def _without_contents(content: SourceContent) -> SourceContent:
    """The content with its table of contents set aside; nothing else left where that is all there is."""
    at = next((at for at, block in enumerate(content.blocks) if _CONTENTS.fullmatch(block.text.strip())), None)
    if at is None:
        return content
    end = _contents_end(content.blocks, at + 1)
    if end is None:
        return content
    aside = (Furniture("contents", block) for block in content.blocks[at:end])
    names = {_name(block) for block in content.blocks[at + 1 : end]}
    rest = (*content.blocks[:at], *(_as_heading(block, names) for block in content.blocks[end:]))
    found = replace(content, blocks=rest, furniture=in_order((*content.furniture, *aside)))
    if any(_SENTENCE.search(block.text) for block in rest):
        return found
    return _nothing(found, "contents", "The file is a table of contents; no document is read from it. Add the text.")


def _as_heading(block: Block, names: Collection[str]) -> Block:
    """The block, set off as a heading where the contents name it."""
    if block.style.level is not None or _name(block) not in names:
        return block
    return replace(block, style=replace(block.style, strong=True))


def _contents_end(blocks: Sequence[Block], start: int) -> int | None:
    """Where the lines of a table of contents end, which begin at `start`; None where there is none.

    They have pages, or come again as headings of the text, which begins with the first of them.
    """
    end = start
    while end < len(blocks) and len(blocks[end].text) <= LONGEST_ENTRY and not _SENTENCE.search(blocks[end].text):
        end += 1
    paged = start
    while paged < end and _PAGE.search(blocks[paged].text):
        paged += 1
    if paged - start >= 2:
        return paged
    if end - start < 2:
        return None
    names = [_name(block) for block in blocks[start:end]]
    again = next((at for at in range(1, len(names)) if names[at] == names[0]), None)
    if again is not None:
        return start + again if again >= 2 else None
    later = {_name(block) for block in blocks[end:]}
    if later and sum(name in later for name in names) * 2 >= len(names):
        return end
    return end if end == len(blocks) else None


def _name(block: Block) -> str:
    """A heading as it is compared with its line in the contents."""
    return "".join(_HAN_OR_LETTER.findall(_PAGE.sub("", block.text)))

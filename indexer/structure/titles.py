"""Titles: which part of a page's title is the statement's, and which lines over the text are title lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND_WORDS = r"联合声明|联合公报|联合新闻公报|新闻公报|联合宣言|宣言|条约|协定|议定书|公约|换文|谅解备忘录"

STATEMENT_TITLE = re.compile(rf"(?=.{{8,150}}$)[^。！？；，]*[^。！？；]*(?:{KIND_WORDS})(?:[（(][^）)]{{1,12}}[）)])?")
"""A whole line: 中华人民共和国和巴基斯坦伊斯兰共和国关于……的联合声明（全文）. Not: 双方发表了联合声明。"""

PARTY_LINE = re.compile(r"中华人民共和国(?:政府)?[和与同、][\u4e00-\u9fff（）、]{2,40}")
"""The first line of a title set in two: 中华人民共和国和阿拉伯联合酋长国."""

REMARK = re.compile(r"[（(](?:全文|摘要|节选|中文版?|实录)[）)]$")
"""What an editor adds to a title."""

PAGE_HEADER = re.compile(
    r"(?P<title>.{4,300}?)[\s\u3000]*(?P<day>(?:19|20)\d\d-\d{1,2}-\d{1,2})[\s\u3000]*"
    r"(?P<tools>[\[【]\s*字体[^\]】]{0,20}[\]】][\s\u3000]*(?:打印本页)?)"
)
"""The head of a saved page on one line: 标题2015-04-21[字体：大 中 小]      打印本页."""

_AFTER_PARTIES = re.compile(
    rf"关于|就|联合(?!酋长|王国)|建立|新闻|在|外长|外交|领导人|元首|总理|睦邻|友好|第|自由|边界|文化|经济|(?:{KIND_WORDS})"
)
_AND = r"(?:、|和|与|同)"
_STATE = (
    r"(?:中国|中华人民共和国(?:政府)?"
    rf"|(?:(?!{_AND}).|(?<=共)和){{2,16}}?(?:共和国|合众国|王国|联邦|酋长国|公国|国|方)(?:政府)?)"
)
_PARTIES = re.compile(rf"(?P<first>{_STATE}){_AND}(?P<rest>.+)")
_PARTY = re.compile(r"、|(?<!共)[和与同]")
_NO_HEADLINE = re.compile(r"[。；;]|[：:，、]$|^[问答][：:]")
"""A sentence, or words that go on: 双方同意。 外交部发言人宣布： Not: 中国的机会？"""

SHORTEST_HEADLINE, LONGEST_HEADLINE = 6, 60
"""Characters. 大家好！ is no headline; of 24,000 headlines of a broadcaster few are longer than 60."""

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?")
_LETTER_SPACED = re.compile(r"\S(?:[ \u3000]\S){2,}")


def comparable_title(title: str) -> str:
    """The title without an editor's remark and without blanks, to tell whether two are one."""
    return re.sub(r"[\s\u3000]+", "", REMARK.sub("", title.strip()))


def closed_up(title: str) -> str:
    """The title; one that is letter-spaced (政 府 工 作 报 告) without its blanks."""
    stripped = title.strip()
    return re.sub(r"[ \u3000]", "", stripped) if _LETTER_SPACED.fullmatch(stripped) else stripped


def without_folder_label(title: str, repeated: Sequence[str] = ()) -> tuple[str, int]:
    """The title in a page header, and where it begins there: a folder's label may stand before it.

    `2015全天候战略合作伙伴关系 中华人民共和国和……的联合声明` begins at 中华人民共和国. What the text repeats as its own
    title (`repeated`) decides; else the last stretch between blanks that is a statement's title by itself.
    """
    for own in repeated:
        at = title.find(own)
        if own and at >= 0:
            return title[at:], at
    for blank in re.finditer(r"[\s\u3000]+", title):
        rest = title[blank.end() :]
        if STATEMENT_TITLE.fullmatch(rest) and PARTY_LINE.match(rest) and not PARTY_LINE.match(title):
            return rest, blank.end()
    return title, 0


def parties_in(title: str) -> tuple[str, ...]:
    """The parties as the title names them; empty where it names none."""
    match = _PARTIES.match(title)
    if match is None:
        return ()
    end = _AFTER_PARTIES.search(match["rest"])
    others = match["rest"][: end.start() if end else None]
    return tuple(party for party in (match["first"], *_PARTY.split(others)) if party)


def is_front_line(text: str) -> bool:
    """Whether a line over the text may be part of its head: a phrase, no sentence."""
    stripped = _TIMESTAMP.sub("", text).strip()
    return len(stripped) <= 100 and not re.search(r"[。！？；：!?;:]", REMARK.sub("", stripped).rstrip("）)"))


def is_headline(text: str) -> bool:
    """Whether a first line may be the title though it has the marks of a sentence, as 古特雷斯：和平何时到来？ has."""
    stripped = text.strip()
    return SHORTEST_HEADLINE <= len(stripped) <= LONGEST_HEADLINE and not _NO_HEADLINE.search(stripped)


def own_title(lines: Sequence[str], page_title: str | None) -> tuple[str, int]:
    """The title that the first lines print, joined where it is set in several, and how many lines it takes.

    Where the page has a title, the lines are taken that say the same; otherwise those up to a kind of statement, or
    the first.
    """
    for count in range(1, min(len(lines), 4) + 1):
        joined = "".join(line.strip() for line in lines[:count])
        if page_title is not None and comparable_title(joined) == comparable_title(page_title):
            return joined, count
        if page_title is None and STATEMENT_TITLE.fullmatch(joined):
            return joined, count
    if page_title is None and lines:
        return lines[0].strip(), 1
    return "", 0

"""Titles: which part of a page's title is the statement's, and which lines over the text are title lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.folded import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.folded import FoldedBlock

KIND_WORDS = (
    r"联合声明|联合公报|联合新闻公报|新闻公报|联合宣言|宣言|条约|协定|协议|议定书|公约|换文|备忘录|共同声明|共同宣言|联合新闻稿"
    r"|公报|声明|宪章|盟约|规约|行动计划|行动纲领|会谈纪要"
)

ENGLISH_KINDS = (
    r"Joint\s+(?:Press\s+)?(?:Statement|Communiqu[eé]|Declaration|Release)|Communiqu[eé]|Declaration|Statement|Treaty|Agreement"
    r"|Protocol|Convention|Covenant|Charter|Memorandum\s+of\s+Understanding|Exchange\s+of\s+Notes|Action\s+Plan|Plan\s+of\s+Action"
)
"""The nouns that name a document in English, as a title has them."""

STATEMENT_TITLE = re.compile(
    rf"(?=.{{8,150}}$)[^。！？；，]*[^。！？；]*(?:{KIND_WORDS})(?:全文)?(?:\s*[（(][^）)。]{{1,24}}[）)]){{0,2}}"
)
"""A whole line: 中华人民共和国和巴基斯坦伊斯兰共和国关于……的联合声明（全文）. Not: 双方发表了联合声明。"""

ENGLISH_TITLE = re.compile(
    rf"(?=.{{12,300}}$)(?i:full\s+text(?:\s+of(?:\s+the)?)?\s*:?\s*)?(?:(?:The\s+)?(?:[A-Z][\w'’.-]*[\s,–—-]+(?:(?:and|of|the|for|on|in|–|-)\s+)*){{0,12}})?(?i:{ENGLISH_KINDS})\b"
    r"(?:\s+(?:between|of|on|by|among|for|concerning|regarding|in|to|against|relating|issued|with|and|from)\b[^.;!?]*|\s*[(（][^)）]*[)）]|\s*\d{4}|[:,—–-][^.;!?]*)*"
)
"""Joint Statement between the People's Republic of China and …; China-Pakistan Joint Statement.

Not: The Treaty shall enter into force."""

PARTY_LINE = re.compile(r"(?:中华人民共和国|中国)(?:政府)?[和与同、暨][\u4e00-\u9fff（）、]{2,40}")
"""The first line of a title set in two: 中华人民共和国和阿拉伯联合酋长国."""

REMARK = re.compile(r"[（(](?:全文|摘要|节选|中文版?|实录)[）)]$")
"""What an editor adds to a title."""

PAGE_HEADER = re.compile(
    r"(?P<title>.{4,300}?)[\s\u3000]*(?P<day>(?:19|20)\d\d-\d{1,2}-\d{1,2})[\s\u3000]*"
    r"(?P<tools>[\[【]\s*字体[^\]】]{0,20}[\]】][\s\u3000]*(?:打印本页)?)"
)
"""The head of a saved page on one line: 标题2015-04-21[字体：大 中 小]      打印本页."""

_NO_HEADLINE = re.compile(r"[。；;]|[：:，、]$|^[问答][：:]")
"""A sentence, or words that go on: 双方同意。 外交部发言人宣布： Not: 中国的机会？"""

SHORTEST_HEADLINE, LONGEST_HEADLINE = 6, 60
"""Characters. 大家好！ is no headline; of 24,000 headlines of a broadcaster few are longer than 60."""

MOST_LINES = 4
"""Lines of a title."""

_SITE = re.compile(
    rf"(?P<title>.{{4,}}?(?:{KIND_WORDS})(?:全文)?(?:[（(][^）)]{{1,24}}[）)])?)[\s\u3000_|｜—–-]+"
    rf"(?!全文|摘要|节选|中文|草案)(?!.*(?:{KIND_WORDS}|[年月]))[^\s。，；：！？（）()《》的]{{2,16}}(?:\s[^\s。，；：]{{1,12}})?"
    r"|(?P<other>.{5,}?[\u4e00-\u9fff”》）！？])\s*[_|｜]\s*[^\s。，；：！？]{2,20}"
)
"""…联合公报 某某文库. Not: …联合公报（全文）, 联合声明的行动计划"""

_ENDS_OPEN = re.compile(
    r"(?:[的和与同、及暨]|关于|成员国|国家元首|[届次]会议|[\w,][-,]|\b(?i:of|and|between|on|the|for|in|with|to|by|at|from))$"
)
_BEGINS_OPEN = re.compile(
    r"(?:[的和与]|关于|暨)(?!平|睦)|[（(](?:\d{4}|[〇○零一二三四五六七八九]{4})[^（）()]{0,16}[）)]$|[a-z]|&"
)
_LATIN = re.compile(r"[A-Za-z0-9,.;:)’'”]")

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?")
_LETTER_SPACED = re.compile(
    r"\S(?:[ \u3000]\S){2,}|[\u4e00-\u9fff](?P<gap>[ \u3000]{2,})[\u4e00-\u9fff](?:(?P=gap)[\u4e00-\u9fff])*"
)
"""政 府 工 作 报 告, 总　　则, 贺  信. Not: 张 三"""


def comparable_title(title: str) -> str:
    """The title without an editor's remark and without blanks, to tell whether two are one."""
    return re.sub(r"[\s\u3000]+", "", REMARK.sub("", simplified(title).strip()))


def closed_up(title: str) -> str:
    """The title or heading; one that is letter-spaced (政 府 工 作 报 告) without its blanks."""
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


def is_front_line(text: str) -> bool:
    """Whether a line over the text may be part of its head: a phrase, no sentence."""
    if len(text) > 4 * LONGEST_FRONT:
        return False  # however much of it is a time
    stripped = _TIMESTAMP.sub("", text).strip()
    is_long = stripped.endswith(".") and stripped.count(" ") >= WORDS_OF_SENTENCE
    if is_long or _LATIN_SENTENCE.search(stripped) or stripped.endswith((",", "，")):
        return False
    longest = LONGEST_FRONT * (2 if _LATIN_LINE.fullmatch(stripped) else 1)
    return len(stripped) <= longest and not re.search(r"[。！？；：!?;:]", REMARK.sub("", stripped).rstrip("）)"))


WORDS_OF_SENTENCE = 8
"""Words of a Latin line with a full stop that are surely a sentence."""

LONGEST_FRONT = 100
"""Characters of a line over the text; Latin letters take half the room."""

_LATIN_LINE = re.compile(r"[\x00-\u024f\u2010-\u2027]*")
_LATIN_SENTENCE = re.compile(r"(?:[a-z\w]+\s+){3,}[a-z\w]+[’'”\")\]]*\.$")
"""The parties shall develop their friendship. Not: Done by H.E. Mr. Wang"""


def is_headline(text: str) -> bool:
    """Whether a first line may be the title though it has the marks of a sentence, as 古特雷斯：和平何时到来？ has."""
    stripped = text.strip()
    return SHORTEST_HEADLINE <= len(stripped) <= LONGEST_HEADLINE and not _NO_HEADLINE.search(stripped)


def is_title_line(text: str) -> bool:
    """Whether a line is a document's title in full, perhaps with its day or a site's name behind it."""
    stripped = without_site(text.strip())
    return STATEMENT_TITLE.fullmatch(stripped) is not None or ENGLISH_TITLE.fullmatch(stripped) is not None


def without_site(title: str) -> str:
    """The title without the name of a site behind it: …联合公报 某某文库, …联合声明_央视网."""
    match = _SITE.fullmatch(title)
    return (match["title"] or match["other"]).rstrip() if match else title


def own_title(lines: Sequence[FoldedBlock], page_title: str | None) -> tuple[str, int]:
    """The title that the first lines print, joined where it is set in several, and how many lines it takes.

    Where the page has a title, the lines are taken that say the same; otherwise those up to a kind of document, or the
    first with what goes on from it.
    """
    wanted = comparable_title(page_title) if page_title is not None else None
    for start in range(len(lines)):
        for count in range(1, min(len(lines) - start, MOST_LINES) + 1):
            window = lines[start : start + count]
            text = without_site(joined([line.text for line in window]))
            if wanted is not None and comparable_title(text) == wanted:
                return _printed(window, len(text)), start + count
            if wanted is None and is_title_line(text) and _are_one(window):
                return _whole(lines[start:], count)
    return _whole(lines, 1) if page_title is None and lines else ("", 0)


def _are_one(lines: Sequence[FoldedBlock]) -> bool:
    """Whether lines are one title: each goes on from the one before it, or the first names the parties."""
    texts = [line.text.strip() for line in lines]
    return all(
        goes_on(line, following) or PARTY_LINE.fullmatch(line) or _KIND_ALONE.fullmatch(following)
        for line, following in pairwise(texts)
    )


_KIND_ALONE = re.compile(rf"(?:{KIND_WORDS})(?:全文)?(?:\s*[（(][^）)]{{1,24}}[）)])?")


def _whole(lines: Sequence[FoldedBlock], count: int) -> tuple[str, int]:
    """The title of `count` lines with those that go on from it, and how many they are."""
    whole = count + _going_on(lines, count)
    return _printed(lines[:whole], None), whole


def _going_on(lines: Sequence[FoldedBlock], count: int) -> int:
    """How many of the lines after the first `count` go on from them."""
    more = 0
    while count + more < len(lines) and goes_on(lines[count + more - 1].text.strip(), lines[count + more].text.strip()):
        more += 1
    return more


def goes_on(line: str, following: str) -> bool:
    """Whether the next line of a title goes on from this one: 落实联合宣言的 / 行动计划."""
    if following.startswith(("——", "—", "--")) or not following:
        return False
    is_open = line.count("（") + line.count("(") > line.count("）") + line.count(")") or line.count("《") > line.count(
        "》"
    )
    return is_open or bool(_ENDS_OPEN.search(line)) or bool(_BEGINS_OPEN.match(following))


def joined(lines: Sequence[str]) -> str:
    """The lines of a title as one; two Latin words are divided by a blank."""
    text = ""
    for line in map(str.strip, lines):
        text += (" " if _LATIN.match(text[-1:]) and _LATIN.match(line) else "") + line
    return text


def _printed(lines: Sequence[FoldedBlock], length: int | None) -> str:
    """The lines as they are printed, without a site's name; `length` characters of them, if it is given."""
    printed = joined([line.printed for line in lines])
    return printed[: len(without_site(joined([line.text for line in lines]))) if length is None else length].rstrip()

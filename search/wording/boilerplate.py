"""Boilerplate, which is not a formula: names, days, protocol of visits, and the words around a formula.

All patterns apply to comparable text (`Analyzer.comparable`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.match_spans import Span
    from search.wording.precomputed import Text

_LEAD = re.compile(
    r"[\u4e00-\u9fff.]{0,12}?(?:总统|总理|主席|领导人)(?!期间)|双方|两国|中方|巴方|各方|一致|同意|认为|重申|强调|指出|表示"
    r"|决定|宣布|支持(?=双方)|将|愿|也|还|都|并|和|与|以及|及|对(?![华巴])|就|在(?![华巴])|的|等|等等|了|为(?=双边|此)"
    r"|[(《)》、.\-/ \"]"
)
"""Leading subjects, verbs of speaking and conjunctions: 双方一致同意将加强, 阿尔维总统高度赞赏. Not: 加强, 对华友好."""

_TAIL = re.compile(
    r"(?:的|和|与|以及|及|等|了|并|在|对|为|将|是|以|就|发挥|提供|带来|作出|采取|具有|成为|进行|赞赏|感谢|欢迎|提出|首次|所"
    r"|[\"(《、.\-/ ])$"
)
"""Trailing words that need a complement: 加强贸易和, 为各国带来. Not: 加强贸易."""

_DATE = re.compile(r"[0-9]+年|[0-9]+月|[0-9]+日|[今明去]年|第[0-9一二三四五六七八九十]+[次届轮]|周年")
"""2018年11月, 第8次会议, 今年年底. Not: 第二阶段, 一带一路."""

_OFFICE = re.compile(
    r"总统|总理|主席|委员长|部长|大使|议长|常秘|国务委员|秘书长|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])"
)
"""An office, or the dot of a foreign name, and so a person: 总理谢里夫; 伊姆兰·汗. Not: 领导人, 政府, 5.6."""

_PROTOCOL = re.compile(
    r"应.{0,30}邀请|邀请.{0,40}访问|进行.{0,10}访问|再次访问|访问期间|访问(?:中国|巴基斯坦)|出访|访华|接受了?邀请|热情接待|热情款待"
    r"|举行会谈|分别会见|会见了|方便的?(?:时候|时间)|签署了.{0,20}(?:协议|协定|文件|备忘录)|协议和谅解备忘录|共同见证|气氛中"
    r"|交换意见|达成广泛共识"
)
"""应主席邀请, 在双方方便的时候再次访问, 签署了15份双边合作协议. Not: 高层访问, 邀请赛."""

_NAME = re.compile(
    r"[^、]{2,}(?:组织|委员会|联委会|银行|论坛|会议|联盟|集团|公司|条约|公约|宪章|协定|备忘录|大纲》?|共和国)(?:、[^、]+)*"
    r"|(?:中国|巴基斯坦|阿富汗|中巴|两国|和|、)+"
)
"""The name of a body, a document or a country alone: 上海合作组织, 联合国宪章. Not: 成为上海合作组织成员国."""

_VERB_AND_BODY = re.compile(
    r"加强|支持|推动|促进|加入|成为|参与|遵守|维护|继续|欢迎|坚持|致力|落实|实施|利用|入股|完成|举行|支柱|筹建"
)
"""A verb whose object is a body: 加入世界贸易组织. Not: 世界贸易组织."""

_GENERIC = re.compile(
    r"双方|两国|中方|巴方|各方|中巴|中国|巴基斯坦|一致|同意|重申|强调|认为|表示|满意|支持|加强|加快|进一步|继续|合作|交流|推动|推进|促进|发展|发挥|领域"
    r"|方面|问题|关系|保持|深化|扩大|共同|积极|坚定|致力|取得|进展|采取|措施|提出|所作|努力|愿|将|在|的|和(?!平|谐|解)|与|对(?!华|话)|等|为|以|及|了"
    r"|[、,:\"]"
)
"""Words that occur in every communiqué: 双方同意进一步加强合作. Not: 一个中国政策, 和平, 对华友好."""

_FIXED = re.compile(r"一个中国(?:政策|原则)?")
"""A term that contains a generic word."""

_FEWEST = 4
"""The fewest characters of a formula outside generic words: 命运与共 but not 继续支持."""

_PAIRED_MARK = re.compile(r"[《》()\[\]\"]")

_PAIRS = {"《": "》", "(": ")", "[": "]", '"': '"'}


def is_generic(phrase: str) -> list[bool]:
    """For each character, whether it belongs to a word that occurs in every communiqué."""
    generic = [False] * len(phrase)
    for match in _GENERIC.finditer(phrase):
        generic[match.start() : match.end()] = [True] * (match.end() - match.start())
    for match in _FIXED.finditer(phrase):
        generic[match.start() : match.end()] = [False] * (match.end() - match.start())
    return generic


def is_boilerplate(phrase: str) -> bool:
    """Whether the phrase names a person, a body or a day, or consists of generic words.

    >>> is_boilerplate("在双方方便的时候再次访问巴基斯坦"), is_boilerplate("打造新时代更紧密的中巴命运共同体")
    (True, False)
    """
    if is_generic(phrase).count(False) < _FEWEST:
        return True
    is_name = _NAME.fullmatch(phrase) is not None and _VERB_AND_BODY.search(phrase) is None
    return is_name or any(pattern.search(phrase) for pattern in (_DATE, _OFFICE, _PROTOCOL))


def core(text: Text, start: int, end: int) -> Span:
    """The span without subjects and conjunctions at its ends, in whole words.

    It is empty if nothing else is in it, or if it splits a quotation or a parenthesis.
    """
    while (match := _LEAD.match(text.text, start, end)) and (len(match[0]) > 1 or text.is_word_boundary(match.end())):
        start = match.end()
    while (match := _TAIL.search(text.text[start:end])) and text.is_word_boundary(start + match.start()):
        end = start + match.start()
    return _with_its_marks(text.text, start, end)


def _with_its_marks(text: str, start: int, end: int) -> Span:
    """The span extended by the partner of an opening or closing mark in it; empty if it splits the pair."""
    if not _PAIRED_MARK.search(text, start, end):
        return start, end
    for opening, closing in _PAIRS.items():
        if _is_balanced(text[start:end], opening, closing):
            continue
        if text[start - 1 : start] == opening and _is_balanced(text[start - 1 : end], opening, closing):
            start -= 1
        elif text[end : end + 1] == closing and _is_balanced(text[start : end + 1], opening, closing):
            end += 1
        else:
            return start, start
    return start, end


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    """Whether the opening and closing marks are balanced."""
    if opening == closing:
        return text.count(opening) % 2 == 0
    return text.count(opening) == text.count(closing) and text.find(opening) <= max(text.find(closing), 0)

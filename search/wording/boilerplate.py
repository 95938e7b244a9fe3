"""What is no formula: who is named, which day it is, what protocol says at every visit, and the words around a formula.

All patterns read comparable text (`Analyzer.comparable`).
"""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"^(?:[\u4e00-\u9fff·]{0,12}?(?:总统|总理|主席|领导人)(?!期间)|双方|两国|中方|巴方|各方|一致|同意|认为|重申|强调|指出|表示"
    r"|决定|宣布|支持(?=双方)|将(?!来)|愿(?!景)|也|还|都|并|和|与|以及|及|对|就|在|的|等|等等|了|为(?=双边|此)|[“”\"'()《》、·\-/ ])"
)
"""Who speaks, that it speaks, and words that join: 双方一致同意将加强, 阿尔维总统高度赞赏. Not: 加强, 在线, 将来."""

_TAIL = re.compile(r"(?:的|和|与|以及|及|等|了|并|在|对|为|将|[“\"'(《、·\-/ ])$")
"""Words that join to what follows: 加强贸易和. Not: 加强贸易."""

_DATE = re.compile(r"[0-9]+年|[0-9]+月|[0-9]+日|[今明去]年|第[0-9一二三四五六七八九十]+[次届轮]|周年")
"""2018年11月, 第8次会议, 今年年底. Not: 第二阶段, 一带一路."""

_HOLDER = re.compile(r"总统|总理|主席|委员长|部长|大使|议长|常秘|国务委员|秘书长|·")
"""An office, and so somebody who holds it: 总理谢里夫; 伊姆兰·汗. Not: 领导人, 政府."""

_PROTOCOL = re.compile(
    r"应.{0,30}邀请|邀请.{0,40}访问|进行.{0,10}访问|再次访问|访问期间|出访|访华|接受了?邀请|热情接待|热情款待|举行会谈|分别会见"
    r"|会见了|方便的?(?:时候|时间)|签署了.{0,20}(?:协议|协定|文件|备忘录)|合作协议和谅解备忘录|共同见证|气氛中|交换意见"
)
"""应主席邀请, 在双方方便的时候再次访问, 签署了15份双边合作协议. Not: 高层访问, 邀请赛."""


def is_boilerplate(phrase: str) -> bool:
    """Whether the phrase names somebody or a day, or is what protocol says at every visit.

    >>> is_boilerplate("在双方方便的时候再次访问巴基斯坦"), is_boilerplate("打造新时代更紧密的中巴命运共同体")
    (True, False)
    """
    return any(pattern.search(phrase) for pattern in (_DATE, _HOLDER, _PROTOCOL))


def core(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of the text without who speaks and without joining words at its ends; it may be empty.

    >>> core("双方一致同意加强贸易和", 0, 11)
    (6, 10)
    """
    while match := _LEAD.match(text[start:end]):
        start += match.end()
    while match := _TAIL.search(text[start:end]):
        end -= match.end() - match.start()
    return start, end

"""The parties that a title names, and the country of each."""

from __future__ import annotations

import re

from indexer.structure.countries import ABBREVIATIONS, code_of
from indexer.structure.folded import simplified
from indexer.structure.titles import KIND_WORDS
from search.model import CodedParty

_AFTER_PARTIES = re.compile(
    rf"(?<!^)(?:关于|就|联合(?!酋长|王国|体|国)|建立|新闻|在|外长|外交|领导人|元首|总理|首脑|部长|睦邻|友好|第|自由|边界|文化|经济|贸易|共同|战略"
    rf"|[两三四五六七八九]方(?!案|面)|[三四五六七八九]国(?!际|家)|互免|引渡|投资|避免|海运|航空|科技|教育|旅游|全面|落实|深化|加强|发展|的|双边|两国|会谈|行动|和平|谅解|峰会|首届|合作(?!组织|委员会)|(?:{KIND_WORDS}))"
)
"""What follows the names in a title. Not: 阿拉伯联合酋长国, 上海合作组织"""

_AND = r"(?:、|和|与|同|暨)"
_BODY = (
    r"(?:组织|联盟|共同体|委员会|理事会|论坛|基金|银行|议会|联合国|欧盟|东盟|非盟|阿盟|秘书处|机构"
    r"|协会|大会|总局|地区|特别行政区)"
)
_STATE = (
    r"(?![两各三双邻大我外]国|双方|各方|缔约|成员国)(?:中国|中华人民共和国(?:政府)?"
    rf"|(?:(?!{_AND}|关于).|(?<=共)和){{1,16}}?(?:共和国|合众国|王国|联邦|酋长国|公国|苏丹国|国|方|{_BODY})(?:政府)?)"
)
_PARTIES = re.compile(rf"(?:关于)?(?:落实|修订|修改|修正|补充|延长|终止|执行)?《?(?P<first>{_STATE}){_AND}(?P<rest>.+)")
_SHORT = re.compile(r"(?P<first>[\u4e00-\u9fff·（）]{2,12}?)(?P<and>、|(?<!共)[和与同暨])(?P<rest>.+)")
_PARTY = re.compile(r"、|(?<!共)[和与同暨](?!平|睦|约|解|谐)")

_ORDINAL = r"(?:第[一二三四五六七八九十百\d]{1,5}[次届轮])?"
_DASHED = re.compile(rf"{_ORDINAL}(?P<first>[\u4e00-\u9fff·]{{2,12}})[－—–―-]{{1,2}}(?P<rest>[\u4e00-\u9fff].+)")
"""第二十一次中国－欧盟领导人会晤联合声明, where a dash stands for 和."""

_ABBREVIATED = re.compile(
    rf"{_ORDINAL}(?P<names>[{''.join(ABBREVIATIONS)}]{{2,4}})(?={_AFTER_PARTIES.pattern.removeprefix('(?<!^)')})"
)
"""中日关于……的联合声明, 中俄总理第二十次定期会晤联合公报. Not: 中巴, which may mean several states"""

_ENDS_NAMES = r"(?=\s+(?i:on|concerning|regarding|for|in|relating|to|at|with|issued)\s+|\s*[(,:—–]\s*\d|\s*[(]|$)"
_ENGLISH = tuple(
    re.compile(rf"\b(?i:{before})\s+(?P<names>(?:[Tt]he\s+\w|[A-Z]).*?){_ENDS_NAMES}")
    for before in ("between|among", "of|by")
)
"""between Alphaland and Betaland on Trade, of China and Pakistan. The first is looked for first."""

_ENGLISH_AND = re.compile(r",?\s+(?i:and)\s+(?:(?:between|of)\s+)?(?=[Tt]he\s+\w|[A-Z])|,\s+(?=[Tt]he\s+\w|[A-Z])")
_ENGLISH_GLUED = re.compile(
    r"^(?P<first>[A-Z][a-z]+)\s*[-–—]\s*(?P<second>[A-Za-z]+)\s+(?:[A-Z][a-z]+\s+)*?(?i:joint|treaty|agreement)"
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def parties_in(title: str) -> tuple[str, ...]:
    """The parties as the title names them; empty where it names none."""
    folded = simplified(title.title() if title.isupper() else title)
    found = _chinese(folded) or _english(folded)
    return tuple(title[start:end] for start, end in found)


def coded(parties: tuple[str, ...]) -> tuple[CodedParty, ...]:
    """The parties, each with the code of its country in ISO 3166-1, None for what is no country."""
    return tuple(CodedParty(name, code_of(name)) for name in parties)


def _chinese(title: str) -> list[tuple[int, int]]:
    """The places of the names in a Chinese title."""
    if (short := _ABBREVIATED.match(title)) is not None:
        return [(at, at + 1) for at in range(*short.span("names"))]
    match = _DASHED.match(title)
    if match is None or code_of(match["first"]) is None:
        match = _PARTIES.match(title)
    if match is None:
        match = _SHORT.match(title)
        if match is None or code_of(match["first"]) is None:
            return []
    end = _AFTER_PARTIES.search(match["rest"])
    stop = match.start("rest") + (end.start() if end else len(match["rest"]))
    return _divided(title, match.start("first"), match.end("first"), match.start("rest"), stop)


def _divided(title: str, first: int, first_end: int, rest: int, stop: int) -> list[tuple[int, int]]:
    places = [(first, first_end)]
    at = rest
    for between in (*_PARTY.finditer(title, rest, stop), None):
        end = between.start() if between else stop
        if end > at:
            places.append((at, end))
        at = between.end() if between else stop
    return places if len(places) > 1 else []


def _english(title: str) -> list[tuple[int, int]]:
    """The places of the names in an English title; without `the`."""
    if (glued := _ENGLISH_GLUED.match(title)) and code_of(glued["first"]) and code_of(glued["second"]):
        return [glued.span("first"), glued.span("second")]
    for sure, match in ((at == 0, match) for at, names in enumerate(_ENGLISH) for match in names.finditer(title)):
        places = []
        at = match.start("names")
        for between in (*_ENGLISH_AND.finditer(title, at, match.end("names")), None):
            end = between.start() if between else match.end("names")
            article = _ARTICLE.match(title[at:end])
            places.append((at + (article.end() if article else 0), end))
            at = between.end() if between else end
        named = [(start, end) for start, end in places if end > start]
        if len(named) > 1 and (sure or any(code_of(title[start:end]) for start, end in named)):
            return named
    return []

"""Who speaks in a paragraph, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.structure.folded import simplified
from search.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLAUSE = re.compile(r"(?:[^，。；！？：,;!?:.]|\.(?![\s\n]|$))+")

_STANCE = (
    r"(?:高度|积极|坚定|继续|一贯|再次|坚决|始终|衷心|对此|满意地|也|还|则|将|愿)*"
    r"(?:表示|声明(?!指出|强调|说|称)|回顾|指出|强调|认为|宣布|重申|承诺|呼吁|赞赏|感谢|祝贺|欢迎|支持|主张|希望|愿|同意|反对|坚持|奉行|尊重|理解|承认|确认|保证|决定|表明|注意到|关注|谴责|敦促|赞同)"
)
"""What a party does when it takes a position."""

_BEFORE_SUBJECT = re.compile(
    r"^(?:[\s\u3000“”‘’（）()——]|当前|近年来|同时|此外|为此|会谈后|会谈中|(?:(?!双方|两国|各方|[\u4e00-\u9fff]方)[^，。]){0,8}期间)+"
)
"""What may stand before a subject in its clause: 访问期间双方……. Not: 双方欢迎在访问期间."""

_TAKES = rf"(?:{_STANCE}|决定|商定|议定|同意|一致|声明|签订|将|愿|应)"

_PARTY_NAME = r"[\u4e00-\u9fff·]{1,24}?"

_BOTH = re.compile(
    r"^(?:双方|缔约(?:双方|各方|国(?:双方|各方)?)|签约双方|[\u4e00-\u9fff]{0,3}两国元首|(?:三|四|五)(?:方|国(?:元首|外长|领导人)?)(?=[^面案式向法针便位才能个家内际])|各缔约[国方]|两国(?:政府|领导人|元首|总理|外长|一致|高度|重申|同意|强调|认为|决定|将|都|在|均|支持|素有)?(?=[^人关贸间的]|$)"
    rf"|(?:中华人民共和国|中国)(?:政府|领导人)?[和与同]{_PARTY_NAME}(?:国|政府|方|领导人|联邦|酋长国)(?:政府|双方)?(?={_TAKES})"
    rf"|{_PARTY_NAME}(?:国|政府|联邦|方)[和与同](?:中华人民共和国|中国|中方)(?:政府)?(?={_TAKES})"
    r"|中[\u4e00-\u9fff]{1,2}(?:双方|两国)(?!关系|人民|的)"
    rf"|(?:中国|中方|中华人民共和国)(?:和|与|同)(?:巴基斯坦|巴方)[^，。]{{0,12}}?(?:{_STANCE})"
    rf"|(?:巴方|巴基斯坦)(?:和|与|同)(?:中方|中国)[^，。]{{0,12}}?(?:{_STANCE}))"
)
"""双方同意, 两国领导人满意地回顾, 中巴两国支持. Not: 两国人民, 中巴两国关系."""

_EACH_SIDE = re.compile(rf"^(?:与会|缔约)?各方(?:代表|元首|领导人)?(?=一致|{_STANCE})")
"""各方强调, 与会各方一致同意: the parties, if the document has parties. Not: 各方信守, 各国应."""

_ALL = re.compile(
    r"^(?:各(?:国)?代表团(?:团长)?|(?:各)?成员国|[三四五六七八九十]国)(?:元首|外长|领导人|政府首脑|团长|代表)?"
    rf"(?=一致|决心|决定|{_STANCE})"
)
"""各代表团团长指出, 成员国重申, 六国决心. Not: 成员国之间."""

_CHINA = re.compile(
    rf"^(?:中方|我方|中国方面|(?:中国|中华人民共和国)(?:政府|领导人|中央政府)|(?:中国|我国){_STANCE}"
    r"|(?:中华人民共和国|中国)?(?:国家|国务院)?(?:主席|总理)?(?:习近平|李克强|栗战书|王岐山|李强|胡锦涛|温家宝))"
)
"""中方重申, 中国政府支持, 中国坚持. Not: 中国疫情防控工作, 中国在过去的40年里."""

_PAKISTAN = re.compile(
    rf"^(?:巴方|巴基斯坦方面|巴基斯坦(?:伊斯兰共和国)?(?:政府|领导人|总统|总理|外长|外交部)|巴基斯坦(?:伊斯兰共和国)?{_STANCE})"
)
"""巴方表示, 巴基斯坦政府感谢. Not: 巴基斯坦议会成立."""

_ANOTHER_SIDE = re.compile(
    rf"^(?![双各我中巴对北南东西地])[\u4e00-\u9fff]{{1,2}}方(?:领导人)?(?={_STANCE}|[^面案式向法针便位才能])"
    rf"|^(?![双各两三四本])[\u4e00-\u9fff]{{1,8}}国方面(?={_STANCE}|声明)|^(?:日本|俄罗斯|欧盟)方面(?={_STANCE}|声明)"
)
"""俄方支持, 阿方感谢, 美国方面声明. Not: 各方, 地方, 方面."""

_ANOTHER_STATE = re.compile(
    rf"^(?![两各我中外全别本三四五六七八九十]国|成员国|缔约国|中华人民共和国|巴基斯坦)[\u4e00-\u9fff·]{{1,12}}?(?:国|联邦|国家)(?:政府)?(?={_STANCE})"
)
"""寅国赞赏, 中亚国家重申. Not: 两国强调, 各国应."""

_OFFICE_THANKS = re.compile(
    r"^[\u4e00-\u9fff·]{0,12}?(?:总统|总理|外长|部长|大使|王储|国王|首相|埃米尔)(?:就|对|为)[^，。；]{1,20}?(?:表示|感谢|赞赏|欢迎)"
)
"""王储就受到的热情接待表示感谢. Not: 总理进行访问."""

_ANOTHER_BODY = re.compile(
    rf"^[\u4e00-\u9fff·]{{0,18}}?(?:基金|银行|公司|组织|委员会|秘书长|发言人|专家|学者|政府|总统|总理|主席|外长|部长|大使|王储|国王|首相){_STANCE}"
)
"""丝路基金宣布. Not: 推动亚洲基础设施投资银行筹建."""

_ANOTHER_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,8}?(?:对此|还|也|则)?(?:表示|指出|强调|认为|宣布|重申|介绍|说|称)")
"""任鸿斌表示. Not: 一致认为, 声明指出."""

_NO_NAME = re.compile(
    r"^(?:(?:联合|共同|新闻){0,2}(?:声明|公报|宣言)|会议|通知|一致|共同|各国|各方|有关|应|在|为|就|以|由|对|将|与|同|和|从|并|但|也|不|再次|同时|继续|坚决|特别|进一步"
    r"|感谢|赞赏|支持|欢迎|强调|重申|认为|同意|希望|相信|愿|高度|积极|呼吁|包括|具有|据|此|其|这|他|她|它|我们)"
)
"""What begins a clause without a name at its head."""

_ENGLISH_VERB = (
    r"(?=\s+(?:\w+ly\s+|also\s+|have\s+|has\s+|will\s+|shall\s+)*(?:reaffirm|reiterat|express|agree|support|welcome|stress|emphasi|thank|appreciat"
    r"|underlin|underscor|note|acknowledg|condemn|oppose|call|urge|believe|commend|conven|extend|congratulat|pledge|decid|recogni|recall|affirm|held"
    r"|hold|exchang|review|maintain|share|firmly|adher|respect|understand|stand|are|is|will|shall|undertake|announc|discuss|resolve|view|hope))"
)
_BOTH_ENGLISH = (
    r"^(?:The\s+|the\s+)?(?:[Tt]wo\s+(?:sides|countries|leaders|parties|heads|Prime\s+Ministers|Foreign\s+Ministers|governments|Governments)|[Bb]oth\s+(?:sides|countries|leaders|parties)"
    rf"|(?:High\s+)?[Cc]ontracting\s+[Pp]arties|Parties|leaders\s+of\s+(?:both|the\s+two)\s+countries|China\s+and\s+Pakistan|Pakistan\s+and\s+China){_ENGLISH_VERB}"
)
_WHO = r"(?:side|Government|government|leaders?|leadership|party)"
_CHINA_ENGLISH = rf"^(?:The\s+|the\s+)?(?:Chinese\s+{_WHO}|China|People['’]s\s+Republic\s+of\s+China){_ENGLISH_VERB}"
_PAKISTAN_ENGLISH = (
    rf"^(?:The\s+|the\s+)?(?:Pakistan(?:i)?\s+{_WHO}|Pakistan|Islamic\s+Republic\s+of\s+Pakistan){_ENGLISH_VERB}"
)
_OTHER_ENGLISH = (
    rf"^(?:The\s+|the\s+)(?!(?:two|both|other|same|Chinese)\s)[A-Z][a-z]+\s+(?:side|Government){_ENGLISH_VERB}"
)
"""The two sides agreed, The Chinese side reiterated. Not: the two sides of a coin"""

_SUBJECT = re.compile(
    rf"(?P<each>{_EACH_SIDE.pattern})|(?P<all>{_ALL.pattern})|(?P<both>{_BOTH.pattern}|{_BOTH_ENGLISH})|(?P<china>{_CHINA.pattern}|{_CHINA_ENGLISH})|(?P<pakistan>{_PAKISTAN.pattern}|{_PAKISTAN_ENGLISH})"
    rf"|(?!{_NO_NAME.pattern})(?P<other>{_ANOTHER_SIDE.pattern}|{_ANOTHER_STATE.pattern}|{_OFFICE_THANKS.pattern}|{_ANOTHER_BODY.pattern}|{_ANOTHER_NAME.pattern}|{_OTHER_ENGLISH})"
)
"""Any of these, the first that fits, in a group named after the speaker. One pattern is tried sooner than seven."""

_SPEAKERS = {speaker.value: speaker for speaker in Speaker} | {"each": Speaker.ALL}
"""By the names of the groups above; asking the class for one of its members takes several times as long."""

_OFFICES = ("主席", "总统", "总理", "委员长", "部长", "外长", "议长", "大使", "总书记")
_OFFICE = rf"(?:副)?(?:{'|'.join(_OFFICES)})"
_LEADER = re.compile(
    r"(?:(?P<country>(?:中共中央政治局委员|国务委员)(?:、|兼)|巴基斯坦(?:伊斯兰共和国)?|中华人民共和国|中国|中共中央|国务院|国家|全国|外交部|商务部)[^，。、和]{0,12}?|(?<=和)|(?<=、))"
    rf"{_OFFICE}(?P<name>[\u4e00-\u9fff]{{1,4}}(?:·[\u4e00-\u9fff]{{1,6}}?){{0,3}}?)"
    r"(?=[，、。\s]|邀请|举行|分别|进行|抵|于|和|与|同|对|在|向|将|以|应|等|高度|感谢|赞赏)"
)
"""An office and who holds it: 巴基斯坦伊斯兰共和国总理伊姆兰·汗于; after 和 the country is the one before."""


@dataclass(slots=True)
class Leaders:
    """The people whom a statement introduces with their country, by the names it calls them afterwards."""

    names: dict[str, Speaker] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        """Take in the people that the text introduces."""
        if not any(office in text for office in _OFFICES):  # true of most, and known ten times sooner than by pattern
            return
        last: Speaker | None = None
        for match in _LEADER.finditer(text):
            country = match["country"]
            if country:
                last = Speaker.PAKISTAN if country.startswith("巴基斯坦") else Speaker.CHINA
            if last is None:
                continue
            for name in (match["name"], *match["name"].split("·")):
                if len(name) > 1:
                    self.names.setdefault(name, last)

    def speaker(self, clause: str) -> Speaker | None:
        """Whom a clause begins with, None if with nobody known."""
        return next((speaker for name, speaker in self.names.items() if clause.startswith(name)), None)


def leaders_in(texts: Iterable[str]) -> Leaders:
    """The people that the paragraphs of a statement introduce."""
    leaders = Leaders()
    for text in texts:
        leaders.learn(text)
    return leaders


@dataclass(frozen=True, slots=True)
class SpeakingParties:
    """The parties of a document, as far as they decide who speaks.

    `ba` is whom 巴方 means, `names` are the parties other than China and Pakistan, and `count` the number of parties, 0
    where none is known.
    """

    ba: Speaker = Speaker.PAKISTAN
    names: tuple[str, ...] = ()
    count: int = 0

    def speaker(self, clause: str) -> Speaker | None:
        """Whom a clause begins with by a party's own name; None if with none of them."""
        name = next((name for name in self.names if clause.startswith(name)), None)
        return Speaker.OTHER if name and _TAKES_A_STANCE.match(clause, len(name)) else None

    def meant(self, speaker: Speaker) -> Speaker:
        """Whom a collective subject means: 双方 of three parties are all of them, 各方 of two are both."""
        if speaker is Speaker.BOTH and self.count > _TWO:
            return Speaker.ALL
        return Speaker.BOTH if speaker is Speaker.ALL and self.count == _TWO else speaker


_TWO = 2

_TAKES_A_STANCE = re.compile(rf"(?:政府)?{_STANCE}")
"""What follows a party that speaks: 赞赏, 政府支持. Not: 的."""

UNKNOWN_PARTIES = SpeakingParties()


def speakers_in(text: str, leaders: Leaders, parties: SpeakingParties = UNKNOWN_PARTIES) -> tuple[Speaker, ...]:
    """Who speaks in a paragraph, in the order both, china, pakistan, other, all; empty if nobody does.

    A clause without a subject of its own belongs to the one before it, so only those with one are looked for.
    """
    subjects = (_subject(match.group(), leaders, parties) for match in _CLAUSE.finditer(text))
    found = {parties.meant(speaker) for speaker in subjects if speaker is not None}
    ba = parties.ba
    if ba is not Speaker.PAKISTAN and Speaker.PAKISTAN in found and "巴基斯坦" not in text and "Pakistan" not in text:
        found = {ba if speaker is Speaker.PAKISTAN else speaker for speaker in found}
    return tuple(speaker for speaker in Speaker if speaker in found)


def speaking_parties(parties: Sequence[str], title: str, texts: Sequence[str]) -> SpeakingParties:
    """The parties that a document names, and whom it calls 巴方."""
    names = tuple(name for name in map(simplified, parties) if not name.startswith(("中国", "中华", "巴基斯坦")))
    return SpeakingParties(ba_of(parties, title, texts), names, len(parties))


_BA = re.compile(r"巴(?:基斯坦|勒斯坦|西|拿马|哈马|巴多斯|布亚|拉圭|林)")


def ba_of(parties: Sequence[str], title: str, texts: Sequence[str]) -> Speaker:
    """Whom 巴方 means: the party whose name begins with 巴; else the country with such a name that the text speaks of.

    Where nothing else is named, it is Pakistan, whose documents these are.
    """
    of_parties = [name for name in map(simplified, parties) if name.startswith("巴")]
    if of_parties or len(parties) > 1:
        is_pakistan = any(name.startswith("巴基斯坦") for name in of_parties)
        is_pakistan = is_pakistan or (not of_parties and any("Pakistan" in name for name in parties))
        return Speaker.PAKISTAN if is_pakistan else Speaker.OTHER
    named = Counter(match.group() for text in (title, *texts) for match in _BA.finditer(text))
    return Speaker.OTHER if named and not named["巴基斯坦"] else Speaker.PAKISTAN


def _subject(clause: str, leaders: Leaders, parties: SpeakingParties) -> Speaker | None:
    """Who speaks in a clause, None if it has no subject of its own."""
    before = _BEFORE_SUBJECT.match(clause)
    clause = clause[before.end() :] if before else clause
    match = _SUBJECT.match(clause)
    if match and match.lastgroup == "each" and parties.count < _TWO:  # 各方 of whatever the text speaks of
        return None
    found = _SPEAKERS[match.lastgroup] if match and match.lastgroup else parties.speaker(clause)
    if found in (Speaker.BOTH, Speaker.ALL) or not leaders.names:
        return found
    return leaders.speaker(clause) or found

"""What sort of document a text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.folded import simplified
from search.analysis.numerals import value_of
from search.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

NEWS_MARKER = re.compile(
    r"^\s*(?:央视网消息|新华社[^，。]{0,20}电|新华网|人民网|中新网|中新社|中国新闻网|本报讯|本报[^，。]{0,12}电|环球网|外交部网站消息"
    r"|[（(][^）)]{0,20}(?:记者|讯|之声|网)[^）)]{0,20}[）)]"
    r"|[A-Z][\w’'. -]{1,30},\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?"
    r"\s*(?:\([A-Z][A-Za-z ]{1,20}\)\s*(?:[-–—:]{1,2})?|[-–—:]{1,2})\s)"
)
"""How a report opens: 央视网消息（新闻联播）：, 新华社河内11月12日电, BEIJING, Feb. 4 (Xinhua) --"""

MARKER_ALONE = re.compile(r"\s*(?:央视网消息|新华网消息)?\s*(?:[（(]新闻联播[）)])?\s*[：:]?\s*")
"""A report's opening words that stand alone in a block."""

_REPORTS_ON = re.compile(r"(?:发表|发布|签署|通过)[^。]{0,80}(?:声明|公报|宣言)")
_DIGEST = re.compile(r"^\s*(?:声明|公报|宣言)(?:指出|说|强调|表示|称)")
_SPOKESPERSON = re.compile(r"外交部(?:副)?发言人|例行记者会|^\s*(?:问|答)[：:]")
SALUTATION = re.compile(
    r"^\s*(?:尊敬的|敬爱的|亲爱的|各位|女士们|先生们|同志们|朋友们|同学们|主席先生|主席女士|代表们|乡亲们|战友们|[\u4e00-\u9fff·]{1,20}(?:阁下|先生|女士|殿下|陛下)\s*[：:，,！!]"
    r"|(?:Your\s+Excellenc|Excellencies|Ladies\s+and|Distinguished|Dear\s|Mr\.?\s+(?:President|Chair|Speaker)|Madam\s|Friends,|Colleagues,))"
)
_END = r"(?:全文|中文本|摘要)?(?:\s*[（(][^）)]{1,24}[）)]){0,2}》?$"
_SPEECH_TITLE = re.compile(rf"(?:演讲|讲话|致辞|发言|贺词|致词|贺辞|献词|祝酒词|答词|演辞|演词){_END}")
"""在第55届慕尼黑安全会议上的主旨演讲（全文）, 二〇一五年新年贺词. Not: 在开幕式上的讲话引发热议."""

_TRANSCRIPT_TITLE = re.compile(rf"(?:谈话|发言|讲话|致辞|演辞|演讲)(?:内容|实录|文字稿|文字记录){_END}")
"""行政長官會見傳媒談話內容. Not: 讲话内容丰富"""

_LETTER_TITLE = re.compile(
    rf"(?:贺信|贺电|慰问电|唁电|公开信|复信|回信|致函|(?:致|给).{{2,60}}的(?:一封)?信|信函|函电|来信|联名信){_END}"
)
"""致第六届论坛的贺信, 给全国青年的一封信. Not: 致信祝贺论坛开幕."""

_SENDS = re.compile(r"致(?:以|电)?(?:贺信|贺电|慰问电|唁电|函)")
"""李强向西班牙首相致慰问电, which tells. Not: 致论坛的贺信"""

_ENDS_IN_VERB = r"(?:发表|签署|签订|达成|公布|发布|出席|举行|会见|解读|发出|(?<!会)谈(?!判))"
_REPORTED = re.compile(rf"{_ENDS_IN_VERB}(?!的)[^《》]*$")
"""A title that tells what was done: 中国和巴基斯坦发表联合声明, 王毅谈联合声明. Not: 两国政府签署的协定, 会谈公报."""

_TOPIC = re.compile(r"(?:关于|就).*的|《[^》]*》|（[^）]*）")
"""What a title says of its subject: 关于支持和平的. Verbs in it tell nothing of the document."""

_TELLS = re.compile(
    r"(?<!^)(?:[^的]称(?!号|谓|呼)|宣布|表示|退出|暂停|中止|终止|撕毁|废除|废止|反对|谴责|批准|违反|违背|呼吁|敦促|回应|驳斥|抗议|拒绝|续签|续约"
    r"|加入(?!世)|通过(?!的)|生效|失效|引发|赞赏|欢迎|重申|支持|质疑|批评|担忧|关切|将|拟|已|正式|正在|再次|不满|恢复|考虑|威胁|同意|要求|指责|强调|指出|认为|推动签|签署(?!的)|公布(?!的)|发布(?!的)|热议|审议|听取|讨论|解读|学习|贯彻|作出|做出|出台|印发|想到|提出)"
)
"""A verb with a subject before it: 甲国外交部称暂停与乙国的协定, 多国反对甲乙联合声明. Not: 反对劫持人质国际公约"""

_OF_STATES = re.compile(
    r"成员国|各国|国家|元首|首脑|峰会|会谈|领导人|外长|总理|联合|两国|双边|多边|部长|建交|建立|[国方]政府[和与同]"
)
"""Whose communiqué is that of several states: 成员国元首理事会会议公报. Not: 第二十届中央委员会第三次全体会议公报"""

_TWO = re.compile(r"[国方联盟].{0,12}[和与同、暨].{1,20}(?:国|政府|联邦|联盟)")

_BY_TITLE = (
    (re.compile(rf"(?:新闻公报|联合新闻(?:稿|声明|公告)|新闻联合公报){_END}"), Kind.PRESS_COMMUNIQUE),
    (re.compile(rf"(?:联合|共同)(?:声明|宣言)(?:——.*)?{_END}"), Kind.JOINT_STATEMENT),
    (re.compile(rf"声明{_END}"), Kind.STATEMENT),
    (re.compile(rf"宣言(?:——.*)?{_END}"), Kind.DECLARATION),
    (re.compile(rf"公报{_END}"), Kind.COMMUNIQUE),
    (re.compile(rf"(?:备忘录|会谈纪要|会议纪要){_END}"), Kind.MEMORANDUM),
    (
        re.compile(
            rf"(?:行动计划|行动纲领|行动纲要|规划纲要|合作规划|合作纲要|发展规划|路线图|五年规划|合作计划|行动方案|实施方案|行动议程){_END}"
        ),
        Kind.ACTION_PLAN,
    ),
    (re.compile(rf"(?:条约|协定|协议|议定书|公约|换文|宪章|盟约|规约|章程|照会){_END}"), Kind.TREATY),
    (
        re.compile(rf"(?:(?<![方办看做说想司执违合立手用无守普语书])法|条例|办法|规定|细则|法典|决议|法令|决定){_END}"),
        Kind.LAW,
    ),
)
"""……的联合声明（全文）, 《……自由贸易协定》. Not: 外交部就中巴联合声明答记者问, 自由贸易协定谈判取得进展."""

_BY_ENGLISH_TITLE = (
    (
        r"Joint\s+Press\s+(?:Statement|Communiqu[eé]|Release)|Press\s+Communiqu[eé]|Press\s+Release",
        Kind.PRESS_COMMUNIQUE,
    ),
    (r"Joint\s+(?:Statement|Declaration)", Kind.JOINT_STATEMENT),
    (r"Joint\s+Communiqu[eé]|Communiqu[eé]\s+of\s+the\s+.*(?:States|Heads)", Kind.JOINT_COMMUNIQUE),
    (r"Communiqu[eé]", Kind.COMMUNIQUE),
    (r"Action\s+Plan|Plan\s+of\s+Action|Road\s*map", Kind.ACTION_PLAN),
    (r"Memorandum|Agreed\s+Minutes", Kind.MEMORANDUM),
    (r"Treaty|Agreement|Protocol|Convention|Covenant|Charter|Exchange\s+of\s+Notes", Kind.TREATY),
    (r"Declaration", Kind.DECLARATION),
    (r"Speech|Address\s+(?:by|at|to)|Keynote|Remarks", Kind.SPEECH),
    (r"(?:Open\s+)?Letter|Message\s+of\s+Congratulation", Kind.LETTER),
    (r"Law\s+of|Regulations?\s+(?:of|on)|\bAct$", Kind.LAW),
    (r"Statement", Kind.STATEMENT),
)
_ENGLISH_TELLS = re.compile(
    r"\b(?:issues?d?|signs?|signed|says?|said|meets?|met|urges?|calls?|hails?|welcomes?|rejects?|releases?d?|adopts?|suspends?|withdraws?"
    r"|announces?d?|condemns?|opposes?|ratif(?:y|ies|ied)|to\s+(?:sign|issue|withdraw|suspend)|holds?|held|vows?|agrees?|pledges?|will|is|are|has|have"
    r"|attends?|delivers?|makes?|slams?|backs?|seeks?|ends?|enters?\s+into)\b"
)
"""A verb in an English headline: China, Pakistan issue joint statement. Not: Joint Statement issued at Beijing"""

_ENGLISH_SAYS = re.compile(r"\b(?:says?|said|calls\s+for|urges?|vows?|slams?|hails?)\b")
"""Joint Statement: Pakistan highest priority, says China"""

_OTHER_DOCUMENT = re.compile(
    rf"(?:白皮书|立场文件|概念文件|政府工作报告|倡议书|成果清单|共识文件|公告|通知|通告|指导意见|若干意见|建议书){_END}"
)
"""A document of a kind that has no name of its own here. Not: 发布白皮书, which tells"""

_ANNOUNCED = re.compile(
    r"(?:发表|签署|达成|公布|通过|发布)[^。]{0,80}?(?P<kind>联合声明|联合公报|联合新闻公报|新闻公报|联合宣言|共同声明|宣言|声明|公报|条约|协定|议定书|行动计划)"
    r"[^，]{0,12}(?:如下|全文)"
)
"""两国发表联合声明。全文如下, which says the kind that a misprinted title hides"""

OPENS_DOCUMENT = re.compile(
    r"(?:声明|宣布|宣言|协议|议定|商定|公告|公报|达成)[^。，；]{0,12}如下\s*[：:。]?\s*$|如下\s*[：:]\s*$"
)
"""双方……声明如下： before the text itself."""

_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}")
"""一, 十二, 12. Not: 第一条"""

SHORTEST_SERIES = 3
"""Labels that a text must have in a row to be a document of its own."""


def kind_of(
    title: str,
    paragraphs: Sequence[str],
    labels: Sequence[str | None],
    *,
    has_lead: bool,
    on_page: bool,
    lead: str = "",
    subtitles: Sequence[str] = (),
) -> Kind:
    """The kind of a document with this title, these paragraphs and their labels.

    `has_lead`: an editor's 全文如下 stands before it, `lead` are the editor's words; `on_page`: a page or a front
    matter gives it a day; `subtitles` are the other lines over the text: ——在论坛开幕式上的演讲.
    """
    title = simplified(title).strip()
    by_title = kind_by_title(title)
    if _is_document_in_report(paragraphs, labels):
        return by_title or Kind.OTHER
    if is_report(paragraphs) and not has_lead and not (by_title and _is_printed_in_full(paragraphs, labels)):
        return Kind.NEWS
    named = (
        by_title
        or _by_person((title, *map(simplified, subtitles)), paragraphs)
        or _by_announcement(title, lead, paragraphs)
    )
    return named or _unnamed(title, paragraphs, on_page=on_page)


def _unnamed(title: str, paragraphs: Sequence[str], *, on_page: bool) -> Kind:
    """The kind of a document whose title names none: news, where a spokesperson or a page's day makes it that."""
    if _SPOKESPERSON.search(title) or any(_SPOKESPERSON.search(paragraph[:40]) for paragraph in paragraphs[:3]):
        return Kind.NEWS
    if _OTHER_DOCUMENT.search(title) and not tells(title):
        return Kind.OTHER
    return Kind.NEWS if on_page else Kind.OTHER


def is_report(paragraphs: Sequence[str]) -> bool:
    """Whether the text reports: it opens as reports do, or tells of a statement what it points out."""
    opening = paragraphs[0] if paragraphs else ""
    digest = any(map(_DIGEST.match, paragraphs[1:3]))
    return bool(NEWS_MARKER.match(opening)) or bool(digest and _REPORTS_ON.search(opening))


def _is_document_in_report(paragraphs: Sequence[str], labels: Sequence[str | None]) -> bool:
    """Whether after a reporter's opening paragraph every paragraph is one of a numbered series: 一、…十二、."""
    return (
        len(labels) > SHORTEST_SERIES
        and is_report(paragraphs)
        and labels[0] is None
        and all(label is not None for label in labels[1:])
        and [_ordinal(label) for label in labels[1:]] == [*range(1, len(labels))]
    )


def _ordinal(label: str | None) -> int | None:
    """The number that a label is: 十二, 12, （三）. None for another label."""
    bare = (label or "").strip("（）()")
    return value_of(bare) if _NUMERAL.fullmatch(bare) else None


def _is_printed_in_full(paragraphs: Sequence[str], labels: Sequence[str | None]) -> bool:
    """Whether a report goes on with the whole document: after 声明如下, or with its numbered paragraphs."""
    if any(map(_DIGEST.match, paragraphs[1:3])):
        return False
    numbers = [number for label in labels if (number := _ordinal(label)) is not None]
    in_sequence = numbers[:2] == [1, 2] and numbers == [*range(1, len(numbers) + 1)]
    return in_sequence or any(map(OPENS_DOCUMENT.search, paragraphs[:3]))


def tells(title: str) -> bool:
    """Whether a title tells what was done: it has a verb with a subject, and is no name of a document."""
    without_topic = _TOPIC.sub("", title)
    return bool(_REPORTED.search(title) or _TELLS.search(without_topic))


def kind_by_title(title: str) -> Kind | None:
    """The kind that a title names; None where it names none, or tells of a document."""
    if _LATIN_TITLE.match(title):
        return _by_english_title(title)
    kind = next((kind for pattern, kind in _BY_TITLE if pattern.search(title)), None)
    if kind is None or tells(title):
        return None
    if kind is Kind.LAW:
        return kind if _NAMES_LAW.search(title) else None
    several = bool(_OF_STATES.search(title) or _TWO.search(title))
    if several and kind in _WHERE_SEVERAL:
        return _WHERE_SEVERAL[kind]
    return kind


_WHERE_SEVERAL = {Kind.COMMUNIQUE: Kind.JOINT_COMMUNIQUE}
_LATIN_TITLE = re.compile(r"[^\u4e00-\u9fff]*[A-Za-z][^\u4e00-\u9fff]*$")
_NAMES_LAW = re.compile(
    r"^(?:《|关于|.{0,30}(?:国|省|市|自治区|行政区|委员会|大会|理事会|全国人大|国务院|联合国|安理会|第\d+[届号])).*$|^.{2,24}(?:(?<![方办])法|条例)(?:[（(].*)?$"
)


def _by_english_title(title: str) -> Kind | None:
    found = [
        (match.start(), order, kind)
        for order, (pattern, kind) in enumerate(_BY_ENGLISH_TITLE)
        if (match := re.search(rf"\b(?:{pattern})", title, re.IGNORECASE))
    ]
    if not found:
        return None
    at, _, kind = min(found)
    return None if _ENGLISH_TELLS.search(title, 0, at) or _ENGLISH_SAYS.search(title) else kind


def _by_announcement(title: str, lead: str, paragraphs: Sequence[str]) -> Kind | None:
    """The kind that an editor's words say, where the title is misprinted: 联合联明; or the opening, without a title."""
    said = lead or ("" if title else "".join(paragraphs[:1]))
    match = None if tells(title) else _ANNOUNCED.search(said)
    return kind_by_title(f"两国{match['kind']}") if match else None


def _by_person(titles: Sequence[str], paragraphs: Sequence[str]) -> Kind | None:
    """Speech or letter, by the title, or a line under it, and how the text opens."""
    greets = any(map(SALUTATION.match, paragraphs[:3]))
    found = (_by_person_in(title.strip(), greets=greets) for title in titles)
    return next(filter(None, found), None)


def _by_person_in(title: str, *, greets: bool) -> Kind | None:
    if _LETTER_TITLE.search(title) and not _SENDS.search(title) and (greets or _REPORTED.search(title) is None):
        return Kind.LETTER
    if _TRANSCRIPT_TITLE.search(title):
        return Kind.SPEECH
    if _SPEECH_TITLE.search(title) and (greets or (_REPORTED.search(title) is None and "的" in title)):
        return Kind.SPEECH
    return None

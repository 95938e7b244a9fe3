"""Who signed: the lines after the last sentence of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.document_kinds import SALUTATION
from indexer.structure.labels_and_headings import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.folded import FoldedBlock

_SIGNS = re.compile(
    r"(?:代\s*表|签\s*[字名署]|全权(?:大使|公使)|特命全权\S{2,4})(?=$|[\s（()）：:])"
    r"|(?:共和国|合众国|王国|联邦|酋长国|[\u4e00-\u9fff]国|政府|联盟|组织)\s*(?:特命)?(?:全权)?代表(?!团|性|大会|出席|参加|表示|处|们|权|人)"
    r"|^(?:For\s+(?:and\s+on\s+behalf\s+of\s+)?the\s+(?:Government|People|Republic|Islamic|Kingdom|State|Federal|United)|On\s+behalf\s+of\s+the\s)"
    r"|\(\s*[Ss]igned\s*\)|/s/"
)
"""中华人民共和国政府代表, 温家宝（签字）, For the Government of …. Not: 双方有关部门代表参加会议, 代表性."""

_OFFICES = (
    r"总统|总理|主席|国王|首相|外长|外交部长|部长|国务卿|大使|总书记|秘书长|委员长|议长|国务委员"
    r"|埃米尔|苏丹|王储|代办|公使|外交大臣|大臣|首席大臣"
    r"|首席执行官|行政长官|董事长|理事长|会长|首席部长|总督|总干事"
)
_OFFICE_LINE = re.compile(
    rf"(?!两国|各国|三国|双方|本国)[\u4e00-\u9fff·（）]{{2,30}}(?:{_OFFICES})(?:[\s（(].*)?|(?:{_OFFICES})(?:\s+[\u4e00-\u9fff·]{{2,12}})?"
)
"""甲国总理, 乙共和国外交部长 李四, 董事长　王五. Not: 两国总理"""

_OFFICE_AND_NAME = re.compile(rf"[\u4e00-\u9fff·（）]{{2,30}}(?:{_OFFICES})[\s\u3000]+[\u4e00-\u9fff·\s]{{2,12}}")
"""中华人民共和国主席　习近平"""

MOST_LINES = 120
"""Lines of a signature; thirty states sign in four lines each."""

_FEWEST_OFFICES = 2
"""Lines with offices that make a table of those who signed."""

_LINE = re.compile(r"[^，。！？；、《》“”]{1,80}")

_STATES = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}(?:共和国|合众国|王国|联邦|酋长国|公国|政府|外交部|基金会|协会|委员会)\s*)+"
)
"""中华人民共和国 巴基斯坦伊斯兰共和国政府. Not: 两国政府将加强合作."""

_OFFICE = r"(?:[\u4e00-\u9fff]{0,12}(?:主席|总统|总理|部长|外长|大使|国务委员|主任|局长|司长)\s*)?"
_NAME = r"(?:[\u4e00-\u9fff]\s?[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+)"
_REMARK = r"(?:\s*[（(](?:签字|签名|签署|已签|代签)[）)])?"
_NAMES = re.compile(rf"(?!谢谢|感谢|再见|完$)(?:{_OFFICE}{_NAME}{_REMARK}\s*){{1,4}}|{_REMARK}")
"""温家宝　　肖卡特·阿齐兹, 外交部长王毅（签字）. Not: 谢谢大家, 中方愿同巴方加强合作."""

_LATIN_NAMES = re.compile(
    r"(?:(?:H\.?E\.?|Mr|Ms|Mrs|Dr|Prof|Gen|Lt)\.?\s+)*(?:(?:[A-Z][\w.'’-]*|of|the|and|bin|al|de)\s*){1,12}(?:\([Ss]igned\))?"
)
"""Wang Yi, H.E. Mr. Shah Mahmood Qureshi. Not: The two sides agreed"""

_ISSUER = re.compile(
    rf"(?!谢谢|感谢|再见)(?:(?:[\u4e00-\u9fff]{{0,12}}(?:{_OFFICES})\s+)?{_NAME}|[\u4e00-\u9fff]{{0,20}}(?:国务院|[外内商财国]\S{{1,6}}部|办公[厅室]|委员会|人民政府|大使馆|使团|总领事馆|秘书处))"
)
"""习近平, 总理　李强, 国务院, 中华人民共和国外交部: alone between the last sentence and the day. Not: 谢谢大家"""

_ENDS_SENTENCE = re.compile(r"[。！？][”’」』）)]*\s*$")

_LAST_SENTENCE = re.compile(r"^.*[。！？”]", re.DOTALL)


def signature_of(body: Sequence[FoldedBlock], *, dated: bool = False) -> list[FoldedBlock]:
    """The blocks at the end that sign, the first perhaps a piece behind the last sentence; none if nobody signs.

    `dated`: a day stands behind them, before which one office with a name is enough.
    """
    first = len(body)
    while first > max(1, len(body) - MOST_LINES) and _may_sign(body[first - 1]):
        first -= 1
    lines = list(body[first:])
    if dated and (issuer := _issuer(body)) is not None:
        return [issuer]
    if body and (glued := _glued(body[first - 1])) is not None:
        lines.insert(0, glued)
    while lines and not _opens(lines[0].text.strip()):
        lines.pop(0)
    offices = sum(_OFFICE_LINE.fullmatch(line.text.strip()) is not None for line in lines)
    signed = any(_SIGNS.search(line.text.strip()) for line in lines)
    alone = dated and offices == 1 and any(_OFFICE_AND_NAME.fullmatch(_text_of(lines[:count])) for count in (1, 2))
    return lines if signed or offices >= _FEWEST_OFFICES or alone else []


def _issuer(body: Sequence[FoldedBlock]) -> FoldedBlock | None:
    """The last block, if it is a name or a body alone after a sentence."""
    if len(body) < 2 or not _ENDS_SENTENCE.search(body[-2].text) or not _may_be_issuer(body[-1]):
        return None
    return body[-1]


def _may_be_issuer(block: FoldedBlock) -> bool:
    plain = block.style.level is None and label_of(block) is None and not SALUTATION.match(block.text)
    return plain and _ISSUER.fullmatch(block.text.strip()) is not None


def _text_of(lines: Sequence[FoldedBlock]) -> str:
    return " ".join(line.text.strip() for line in lines)


def _opens(text: str) -> bool:
    """Whether a signature may begin with a line: an office, a state."""
    return bool(_SIGNS.search(text) or _STATES.fullmatch(text) or _OFFICE_LINE.fullmatch(text))


def _may_sign(block: FoldedBlock) -> bool:
    return block.style.level is None and label_of(block) is None and _is_signing_line(block.text.strip(), names=True)


def _glued(block: FoldedBlock) -> FoldedBlock | None:
    """What stands behind the last sentence of a block, if it signs."""
    sentence = _LAST_SENTENCE.match(block.text)
    if sentence is None or not _is_signing_line(block.text[sentence.end() :].strip(), names=False):
        return None
    return block.cut(sentence.end())


def _is_signing_line(text: str, *, names: bool) -> bool:
    """Whether a line has an office, a state or, if `names`, nothing but names."""
    if SALUTATION.match(text) or not (_LINE.fullmatch(text) or (names and _LATIN_NAMES.fullmatch(text))):
        return False
    is_named = _NAMES.fullmatch(text) or _LATIN_NAMES.fullmatch(text) or _OFFICE_LINE.fullmatch(text)
    return bool(_SIGNS.search(text) or _STATES.fullmatch(text) or (names and is_named))

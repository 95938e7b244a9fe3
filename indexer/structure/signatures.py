"""Who signed: the lines after the last sentence of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.kinds import SALUTATION
from indexer.structure.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.sources.blocks import Block

_SIGNS = re.compile(r"(?:代\s*表|签\s*[字名署])(?=$|[\s（()）：:])")
"""中华人民共和国政府代表, 温家宝（签字）. Not: 双方有关部门代表参加会议, 代表性."""

_LINE = re.compile(r"[^，。！？；、《》“”]{1,80}")

_STATES = re.compile(r"(?:[\u4e00-\u9fff]{2,20}(?:共和国|合众国|王国|联邦|酋长国|公国|政府|外交部)\s*)+")
"""中华人民共和国 巴基斯坦伊斯兰共和国政府. Not: 两国政府将加强合作."""

_OFFICE = r"(?:[\u4e00-\u9fff]{0,12}(?:主席|总统|总理|部长|外长|大使|国务委员|主任|局长|司长)\s*)?"
_NAME = r"(?:[\u4e00-\u9fff]\s?[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+)"
_REMARK = r"(?:\s*[（(](?:签字|签名|签署|已签|代签)[）)])?"
_NAMES = re.compile(rf"(?!谢谢|感谢|再见|完$)(?:{_OFFICE}{_NAME}{_REMARK}\s*){{1,4}}|{_REMARK}")
"""温家宝　　肖卡特·阿齐兹, 外交部长王毅（签字）. Not: 谢谢大家, 中方愿同巴方加强合作."""

_LAST_SENTENCE = re.compile(r"^.*[。！？”]", re.DOTALL)


def signature_of(body: Sequence[Block]) -> list[Block]:
    """The blocks at the end that sign, the first perhaps a piece behind the last sentence; none if nobody signs."""
    first = len(body)
    while first > 1 and _may_sign(body[first - 1]):
        first -= 1
    lines = list(body[first:])
    if body and (glued := _glued(body[first - 1])) is not None:
        lines.insert(0, glued)
    while lines and not (_SIGNS.search(lines[0].text.strip()) or _STATES.fullmatch(lines[0].text.strip())):
        lines.pop(0)
    return lines if any(_SIGNS.search(line.text.strip()) for line in lines) else []


def _may_sign(block: Block) -> bool:
    return block.style.level is None and label_of(block) is None and _is_signing_line(block.text.strip(), names=True)


def _glued(block: Block) -> Block | None:
    """What stands behind the last sentence of a block, if it signs."""
    sentence = _LAST_SENTENCE.match(block.text)
    if sentence is None or not _is_signing_line(block.text[sentence.end() :].strip(), names=False):
        return None
    return block.cut(sentence.end())


def _is_signing_line(text: str, *, names: bool) -> bool:
    """Whether a line has an office, a state or, if `names`, nothing but names."""
    if not _LINE.fullmatch(text) or SALUTATION.match(text):
        return False
    return bool(_SIGNS.search(text) or _STATES.fullmatch(text) or (names and _NAMES.fullmatch(text)))

"""Names of countries, as titles print them, to codes of ISO 3166-1."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from indexer.structure.folded import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED_OTHERWISE = {
    "中华人民共和国": "CN", "中方": "CN", "美利坚合众国": "US", "大不列颠及北爱尔兰联合王国": "GB",
    "联合王国": "GB", "法兰西": "FR", "德意志": "DE", "大韩民国": "KR", "朝鲜民主主义人民共和国": "KP",
    "泰王国": "TH", "荷兰王国": "NL", "阿拉伯叙利亚": "SY", "阿拉伯埃及": "EG", "沙特": "SA", "阿联酋": "AE",
    "多民族玻利维亚": "BO", "巴勒斯坦": "PS", "刚果民主共和国": "CD", "刚果共和国": "CG", "苏联": "SU",
    "苏维埃社会主义共和国联盟": "SU", "波斯尼亚和黑塞哥维那": "BA", "波黑": "BA", "东帝汶民主共和国": "TL",
    "梵蒂冈": "VA", "罗马教廷": "VA", "密克罗尼西亚联邦": "FM", "斯里兰卡民主社会主义共和国": "LK",
    "孟加拉人民共和国": "BD", "缅甸联邦": "MM", "北马其顿": "MK", "马其顿": "MK", "科特迪瓦": "CI", "土库曼": "TM",
    "吉尔吉斯": "KG", "吉尔吉斯共和国": "KG", "乌兹别克": "UZ", "塔吉克": "TJ", "哈萨克": "KZ", "利比亚": "LY",
    "佛得角": "CV", "people's republic of china": "CN", "prc": "CN", "united states": "US", "usa": "US",
    "u.s.": "US", "uk": "GB", "great britain": "GB", "republic of korea": "KR",
    "democratic people's republic of korea": "KP", "uae": "AE", "state of palestine": "PS", "palestine": "PS",
    "russia": "RU", "russian federation": "RU", "soviet union": "SU", "türkiye": "TR", "turkey": "TR",
    "ivory coast": "CI", "democratic republic of the congo": "CD", "republic of the congo": "CG", "myanmar": "MM",
    "burma": "MM", "czech republic": "CZ", "united states of america": "US",
    "bosnia and herzegovina": "BA", "holy see": "VA",
    "north macedonia": "MK",
}  # fmt: skip
"""Names that Unicode's list of territories has otherwise; SU stands for a state that ISO 3166-3 lists as former."""

ABBREVIATIONS = {
    "中": "CN", "美": "US", "俄": "RU", "日": "JP", "英": "GB", "法": "FR", "德": "DE", "韩": "KR", "朝": "KP",
    "越": "VN", "老": "LA", "柬": "KH", "泰": "TH", "缅": "MM", "蒙": "MN", "苏": "SU",
}  # fmt: skip
"""One character for one state only. Not: 巴, 印, 阿, 乌, which are several states"""

_GOVERNMENT = re.compile(
    r"(?:政府|外交部|国务院|人民政府)$|^(?:the\s+)?(?:government|ministry of foreign affairs) of (?:the )?|^the\s+",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[a-z]")


def code_of(party: str) -> str | None:
    """The code of the country that a party is, by its short or its official name; None for what is no country.

    >>> code_of("巴基斯坦伊斯兰共和国"), code_of("Islamic Republic of Pakistan"), code_of("上海合作组织")
    ('PK', 'PK', None)
    """
    name = simplified(party).strip().lower().replace("’", "'")
    while (shorter := _GOVERNMENT.sub("", name)) != name:
        name = shorter
    if (code := _codes().get(name)) is not None:
        return code
    if not _LATIN.search(name):
        return next(
            filter(
                None, (_codes().get(name[:end]) for end in range(len(name), 1, -1) if _OFFICIAL.fullmatch(name, end))
            ),
            None,
        )
    ends = (
        _codes().get(name[match.end() :])
        for match in re.finditer(r"\b(?:of(?: the)?|the)\s+|(?:republic|kingdom|state)\s+", name)
    )
    return next(filter(None, ends), None) or _codes().get(_ENGLISH_OFFICIAL.sub("", name))


_OFFICIAL = re.compile(
    r"(?:伊斯兰|联邦|联合|人民|民主|社会主义|阿拉伯|玻利瓦尔|合作|东岸|多民族|独立|哈希姆|哈希米|苏丹|埃米尔|大公|公|王|酋长|合众|酋长|共和|民族|统一"
    r"|国|邦|联盟)+"
)
"""What an official name has behind the short one: 巴基斯坦|伊斯兰共和国, 俄罗斯|联邦, 科威特|国."""

_ENGLISH_OFFICIAL = re.compile(r"\s+(?:federation|republic|kingdom|arab republic|arab emirates)$")


@cache
def _codes() -> Mapping[str, str]:
    """The codes by short name, Chinese and English."""
    codes = {}
    for language in ("zh", "en"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                codes[re.sub(r"[（(].*[）)]", "", name).lower().replace("’", "'")] = code
    return codes | _NAMED_OTHERWISE | ABBREVIATIONS


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
"""Codes of Unicode's that are none of ISO 3166-1."""

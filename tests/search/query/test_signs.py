"""Signs that look like those of the query language: nothing that looks alike is read as opposites."""

from __future__ import annotations

from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QuerySyntaxError, QueryTooComplexError
from search.query.lexer import look_alikes
from search.query.nodes import And, Everything, Exclude, Literal, Near, Node, Not, Or, Run, Wildcard
from search.query.parser import QueryLimits, parse
from search.query.signs import (
    BACKSLASHES,
    BARS,
    BLANK_LETTERS,
    CLOSING,
    EXCLAMATIONS,
    MEANT_INSIDE,
    MINUS,
    OPENING,
    QUOTES,
    TILDES,
)

READ = [
    ("中国 –发展中国家", "中国 -发展中国家"),
    ("中国 —发展中国家", "中国 -发展中国家"),
    ("中国 ‐发展中国家", "中国 -发展中国家"),
    ("中国 ‑发展中国家", "中国 -发展中国家"),
    ("中国 ﹣发展中国家", "中国 -发展中国家"),
    ("中国 －发展中国家", "中国 -发展中国家"),
    ("中国 −发展中国家", "中国 -发展中国家"),
    ("中国 ➖发展中国家", "中国 -发展中国家"),
    ("中国 ➖\ufe0f发展中国家", "中国 -发展中国家"),
    ("—发展中国家", "-发展中国家"),
    ("\ufeff-发展中国家", "-发展中国家"),
    ("中国\u2800-发展中国家", "中国 -发展中国家"),
    ("中国 –(甲 乙)", "中国 -(甲 乙)"),
    ('中国 –"甲"', '中国 -"甲"'),
    ('"甲"–"乙"', '"甲" -"乙"'),
    ("(–甲)", "-甲"),
    ("甲 | —乙", "甲 OR -乙"),
    ("-–甲", "--甲"),
    ("–-甲", "--甲"),
    ("——甲", "——甲"),
    ("――甲", "――甲"),
    ("-——甲", "-——甲"),
    ("中国 – 巴基斯坦", "中国 – 巴基斯坦"),
    ("中国 — ", "中国 —"),
    ("(甲 —)", "甲 —"),
    ("———", "———"),
    ("中国–巴基斯坦", "中国–巴基斯坦"),
    ("2012–2020年", "2012–2020年"),
    ('"–甲"', '"–甲"'),
    ("双方 〜双方同意", "双方 ~双方同意"),
    ("双方 ∼双方同意", "双方 ~双方同意"),
    ("双方 ˜双方同意", "双方 ~双方同意"),
    ("双方 ﹏双方同意", "双方 ~双方同意"),
    ("甲 ∣ 乙", "甲 OR 乙"),
    ("甲│乙", "甲 OR 乙"),
    ("﹙甲 ¦ 乙﹚ 丙", "(甲 OR 乙) 丙"),
    ("甲 NОT 乙", "甲 -乙"),  # a Cyrillic О
    ("甲 NOT\u200b 乙", "甲 -乙"),
    ("甲 NEAR∕3 乙", "甲 NEAR/3 乙"),
    ("″甲″ „乙“ ‟丙” ❝丁❞ 〝戊〞 ﹁己﹂ ﹃庚﹄ ｢辛｣", '"甲" "乙" "丙" "丁" "戊" "己" "庚" "辛"'),
    ("！", "！"),
    ("甲 ! 乙", "甲 ! 乙"),
    ("甲！乙", "甲！乙"),
    ('"!甲"', '"!甲"'),
]


@pytest.mark.parametrize(("query", "printed"), READ)
def test_a_look_alike_is_read_as(query: str, printed: str) -> None:
    assert str(parse(query)) == printed


REFUSED = [
    ("中国 !发展", 3),
    ("中国 ！发展", 3),
    ("¬甲", 0),
    ("!!甲", 0),
    ("甲 ❗\ufe0f乙", 2),
    ("!(甲)", 0),
    ('甲 !"乙"', 2),
    ("(!甲)", 1),
    ("甲 ———乙", 2),
    ("——-甲", 0),
    ("——- 甲", 0),
    ("甲〜乙", 1),
    ("甲∼乙", 1),
    ("甲 ″乙", 2),
]


@pytest.mark.parametrize(("query", "position"), REFUSED)
def test_what_may_be_meant_either_way_is_refused(query: str, position: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.hint


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("中国 -发展中国家 ~甲 (乙 OR 丙) ＯＲ 丁 ～戊", []),
        ("中国 –发展中国家", [("–", "-", "发展中国家")]),
        ("中国 ➖\ufe0f发展中国家", [("➖", "-", "发展中国家")]),
        ("双方 〜双方同意", [("〜", "~", "双方同意")]),
        ("-\u200b甲 ＮＯＴ 乙", []),
        ("甲 NОT 乙", [("NОT", "-", "乙")]),
        ("甲 ∣ 乙", [("∣", "OR", "乙")]),
        ("—— 甲—乙 – 丙", []),
    ],
)
def test_a_sign_that_is_read_as_another_is_told(query: str, told: list[tuple[str, str, str]]) -> None:
    assert list(look_alikes(query)) == told


@pytest.mark.parametrize("text", ["中国，-发展", "中国，–发展", "中国。!发展", "温度：−5"])
def test_a_sign_inside_a_run_may_be_meant(text: str) -> None:
    assert MEANT_INSIDE.search(text)


@pytest.mark.parametrize("text", ["2012-2020", "——发展", "中国！发展", "中国-巴基斯坦", "，——甲", "好！", "-"])
def test_a_sign_inside_a_run_is_text(text: str) -> None:
    assert not MEANT_INSIDE.search(text)


DRAWN_ALIKE = [
    sorted(MINUS),
    sorted(TILDES),
    sorted(BARS),
    sorted(OPENING),
    sorted(CLOSING),
    sorted(BACKSLASHES),
    sorted(EXCLAMATIONS),
    [mark for mark, closing in QUOTES.items() if mark == closing],
    ["NOT", "NОT", "ＮＯＴ", "NOT\u200b", "\u2060NO\u00adT"],
    ["OR", "ОR", "ＯＲ"],
    [" ", "\u3000", "\xa0", *BLANK_LETTERS],
    ["", "\u200b", "\ufeff", "\ufe0f"],
]
LETTERS = "甲乙丙丁"


def pieces() -> st.SearchStrategy[tuple[str, str]]:
    """A piece of a query, and another that looks the same."""
    signs = st.sampled_from(DRAWN_ALIKE).flatmap(lambda row: st.tuples(st.sampled_from(row), st.sampled_from(row)))
    return signs | st.sampled_from([*LETTERS, "，", "*", "NEAR/3"]).map(lambda text: (text, text))


@given(st.lists(pieces(), max_size=14))
def test_what_looks_alike_is_never_read_as_opposites(row: list[tuple[str, str]]) -> None:
    one, other = (polarities("".join(text)) for text in zip(*row, strict=True)) if row else (None, None)
    if one is not None and other is not None:
        assert one == other


def polarities(query: str) -> list[tuple[str, int]] | None:
    """Every letter of the query in order, and whether it is wanted (1), excluded (-1) or a longer text (0)."""
    try:
        return list(_polarities(parse(query, QueryLimits(leaves=1000, levels=1000)), 1))
    except (QuerySyntaxError, QueryTooComplexError):
        return None


def _polarities(node: Node, sign: int) -> list[tuple[str, int]]:  # noqa: PLR0911  a return for every kind of node
    match node:
        case Everything():
            return []
        case Run(text) | Literal(text):
            return [(letter, sign) for letter in text if letter in LETTERS]
        case Wildcard(parts):
            return [(letter, sign) for letter in "".join(parts) if letter in LETTERS]
        case Exclude(child, longer):
            return [*_polarities(child, sign), *(pair for each in longer for pair in _polarities(each, 0))]
        case Near(left, right, _):
            return [*_polarities(left, sign), *_polarities(right, sign)]
        case Not(child):
            return _polarities(child, -sign)
        case And(children) | Or(children):
            return [pair for child in children for pair in _polarities(child, sign)]
        case _:
            assert_never(node)

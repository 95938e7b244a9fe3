"""Query text to a tree: rows first, then the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QuerySyntaxError, QueryTooComplexError, QueryTooLongError
from search.query.nodes import And, Everything, Literal, Node, Not, Or, Run
from search.query.parser import QueryLimits, parse
from tests.trees import trees

READ = [
    ("", ""),
    (" \u3000\n", ""),
    ("命运共同体", "命运共同体"),
    ("中国 巴基斯坦", "中国 巴基斯坦"),
    ("中国\u3000巴基斯坦", "中国 巴基斯坦"),
    ("甲 AND 乙", "甲 乙"),
    ("甲 OR 乙 丙", "甲 OR (乙 丙)"),
    ("甲 (乙 OR 丙)", "甲 (乙 OR 丙)"),
    ("甲 OR (乙 OR 丙)", "甲 OR (乙 OR 丙)"),
    ("甲|乙｜丙", "甲 OR 乙 OR 丙"),
    ("甲 ＯＲ 乙", "甲 OR 乙"),
    ("中国 -发展中国家", "中国 -发展中国家"),
    ("中国 NOT 发展中国家", "中国 -发展中国家"),
    ("中国－发展中国家", "中国－发展中国家"),  # inside a run it is text
    ("中国 －发展中国家", "中国 -发展中国家"),
    ("-甲", "-甲"),
    ("--甲", "--甲"),
    ("NOT NOT 甲", "--甲"),
    ("-(甲 乙)", "-(甲 乙)"),
    ("（甲｜乙）丙", "(甲 OR 乙) 丙"),
    ("((甲))", "甲"),
    ('"一带一路"', '"一带一路"'),
    ("“一带一路”", '"一带一路"'),
    ("「一带一路」", '"一带一路"'),
    ("『一带一路』", '"一带一路"'),
    ("＂一带一路＂", '"一带一路"'),
    ('"“一带一路”倡议"', '"“一带一路”倡议"'),
    ('“a"b”', '"a\\"b"'),
    ('"“a\\"b"', '"“a\\"b"'),
    (r'"a\*b"', r'"a\*b"'),
    (r'"a\\"', r'"a\\"'),
    (r'"a\b"', r'"a\\b"'),
    (r"“a\”b”", '"a”b"'),
    ('"打造*命运共同体"', '"打造*命运共同体"'),
    ("“打造＊命运＊共同体”", '"打造*命运*共同体"'),
    ('"中国" ~"发展中国家"', '"中国" ~"发展中国家"'),
    ("中国 ～发展中国家 ~“中国人”", '中国 ~发展中国家 ~"中国人"'),
    ('"甲"~"甲乙" 丙', '"甲" ~"甲乙" 丙'),
    ("-中国 ~发展中国家", "-中国 ~发展中国家"),
    ("(甲 OR 乙) ~丙", "(甲 OR 乙) ~丙"),
    ('"甲" NEAR/7 "乙"', '"甲" NEAR/7 "乙"'),
    ("甲 ＮＥＡＲ／７ 乙", "甲 NEAR/7 乙"),
    ("甲 NEAR/007 乙 丙", "(甲 NEAR/7 乙) 丙"),
    ("甲 NEAR/3 乙 NEAR/5 丙", "甲 NEAR/3 乙 NEAR/5 丙"),
    ("甲 NEAR/3 (乙 NEAR/5 丙)", "甲 NEAR/3 (乙 NEAR/5 丙)"),
    ("(甲 OR 乙) NEAR/0 丙 ~丁", "(甲 OR 乙) NEAR/0 丙 ~丁"),
    ("(甲 NEAR/3 乙) ~丙", "(甲 NEAR/3 乙) ~丙"),
    ("-甲 NEAR/3 乙", "-(甲 NEAR/3 乙)"),
    ("NEARBY near/7", "NEARBY near/7"),
    ('"NEAR/7"', '"NEAR/7"'),
    ('甲"乙"丙', '甲 "乙" 丙'),
    ("2012-2020年", "2012-2020年"),
    ("领土完整、", "领土完整、"),
    ("——", "——"),
    ("or and not", "or and not"),
    ('"OR"', '"OR"'),
    ("《联合国宪章》", "《联合国宪章》"),
    ("🇨🇳", "🇨🇳"),
]


@pytest.mark.parametrize(("query", "printed"), READ)
def test_query_is_read_as(query: str, printed: str) -> None:
    assert str(parse(query)) == printed


def test_the_tree_of_a_query_with_everything_in_it() -> None:
    assert parse('甲 (乙 OR "丙 丁") -戊') == And((Run("甲"), Or((Run("乙"), Literal("丙 丁"))), Not(Run("戊"))))


UNREADABLE = [
    ("甲~乙", 1),
    ("甲～乙", 1),
    ("丙 甲NEAR/3乙", 3),
    ("(", 1),
    ("(甲", 0),
    ("甲)", 1),
    ("甲 )乙", 2),
    ("()", 0),
    ("甲 ( )", 2),
    ("（甲))", 3),
    ('"', 0),
    ('甲 "乙', 2),
    ('"甲" "', 4),
    ("“甲", 0),
    ('“甲"', 0),
    ("甲”", 1),
    ("」", 0),
    ('""', 0),
    ('" \u200b"', 0),
    ("OR", 0),
    ("甲 OR", 4),
    ("甲 OR OR 乙", 5),
    ("AND 甲", 0),
    ("甲 AND", 5),
    ("| 甲", 0),
    ("(甲 |)", 4),
    ("-", 1),
    ("NOT", 3),
    ("甲 NOT OR 乙", 6),
    ("- 甲", 0),
    ("中国 - 巴基斯坦", 3),
    ("\u200b", 0),
    ("甲 \u202e\u200d", 2),
    ("\x00", 0),
    ("打造*共同体", 2),
    ("*", 0),
    ("中国 ＊", 3),
    ('"*"', 1),
    ('"*国"', 1),
    ('"国*"', 3),
    ('"国**家"', 3),
    ('"国* *家"', 3),
    ('中 "国*"', 5),
    ('"国\\"', 0),
    ("~", 0),
    ("~中国", 0),
    ("中国 ~", 4),
    ("中国 ~(甲)", 4),
    ("中国 ~~甲", 4),
    ("(甲 乙) ~丙", 6),
    ("(-甲) ~丙", 5),
    ("NEAR/3", 0),
    ("NEAR/3 甲", 0),
    ("甲 NEAR/3", 8),
    ("甲 NEAR/3 NEAR/3 乙", 9),
    ("甲 NEAR 乙", 2),
    ("甲 NEAR/ 乙", 2),
    ("甲 NEAR/x 乙", 2),
    ("甲 NEAR/-1 乙", 2),
    ("甲 NEAR/101 乙", 2),
    ("甲 NEAR/99999999999 乙", 2),
    ("甲 NEAR/3 -乙", 9),
    ("(甲 乙) NEAR/3 丙", 6),
    ("甲 NEAR/3 (乙 丙)", 2),
    ("(甲 OR -乙) NEAR/3 丙", 10),
]


@pytest.mark.parametrize(("query", "position"), UNREADABLE)
def test_error_points_at_the_character(query: str, position: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.hint


TOO_COMPLEX = [
    (" ".join("甲" * 33), 64),
    ("(" * 17 + "甲" + ")" * 17, 16),
    ("-" * 17 + "甲", 16),
    ("NOT " * 17 + "甲", 64),
    ("-(" * 9 + "甲", 16),
    (f'"{"*".join("甲" * 33)}"', 0),
    ("甲" + " ~甲乙" * 32, 127),
    ("甲" + " NEAR/1 甲" * 32, 288),
]


@pytest.mark.parametrize(("query", "position"), TOO_COMPLEX)
def test_what_is_too_complex_is_refused_where_it_becomes_so(query: str, position: int) -> None:
    with pytest.raises(QueryTooComplexError) as caught:
        parse(query)
    assert caught.value.position == position


def test_what_just_fits_is_read() -> None:
    assert parse(" ".join("甲" * 32)) == And((Run("甲"),) * 32)
    assert parse("(" * 16 + "甲" + ")" * 16) == Run("甲")
    assert parse("甲" * 500) == Run("甲" * 500)
    assert parse("甲乙丙", QueryLimits(characters=3)) == Run("甲乙丙")


@pytest.mark.parametrize("query", ["甲" * 501, "(" * 10_000, "NOT " * 500, "\x00" * 501])
def test_what_is_too_long_is_refused_before_it_is_read(query: str) -> None:
    with pytest.raises(QueryTooLongError):
        parse(query)


@given(st.text(max_size=60) | st.text('甲乙 ()|-~*\\\\"“”「」ORNTADE/1（）｜－～＊\u200b\u3000', max_size=60))
def test_no_text_fails_but_with_a_position_inside_it(query: str) -> None:
    position, tree = 0, None
    try:
        tree = parse(query)
    except (QuerySyntaxError, QueryTooComplexError) as error:
        position = error.position
    assert 0 <= position <= len(query)
    if tree is not None:
        assert parse(str(tree)) == tree


@given(trees())
def test_parsing_the_printed_tree_gives_the_tree(tree: Node) -> None:
    assert parse(str(tree), QueryLimits(characters=100_000, leaves=10_000, levels=100)) == tree


def test_the_empty_tree_prints_as_the_empty_query() -> None:
    assert parse(str(Everything())) == Everything()

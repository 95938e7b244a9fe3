"""References to articles, to several of them and to places in them, on treaties and laws of several forms."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.linear_scan import LinearScanEngine
from search.errors import ReferenceSyntaxError
from search.model import Kind, Level, Paragraph, Section, Source, Statement, Step
from search.references import LONGEST, ReferenceType, resolve
from search.references.parser import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Engine

Path = tuple[tuple[Level, str], ...]
C, A, I = Level.CHAPTER, Level.ARTICLE, Level.ITEM  # noqa: E741  # the levels of the tables below


def treaty(day: str, paths: Iterable[Path]) -> Statement:
    """A treaty with one paragraph for each path; its label is that of the innermost step that it begins."""
    paragraphs: list[Paragraph] = []
    seen: set[Path] = set()
    for number, path in enumerate(paths, 1):
        label = path[-1][1] if path and path not in seen else None
        seen.add(path)
        steps = tuple(Step(kind, printed) for kind, printed in path)
        paragraphs.append(Paragraph(f"{day}-treaty", number, "合作", label, path=steps))
    return Statement(
        id=f"{day}-treaty",
        title="条约",
        kind=Kind.TREATY,
        source=Source("made/by-hand.txt", "0" * 64),
        paragraph_count=len(paragraphs),
        date=date.fromisoformat(day),
        paragraphs=tuple(paragraphs),
    )


CHINESE = treaty(
    "2001-07-16",
    [
        (),
        ((A, "第一条"), (I, "一")),
        ((A, "第一条"), (I, "一"), (I, "（一）")),
        ((A, "第一条"), (I, "一"), (I, "（二）")),
        ((A, "第一条"), (I, "二")),
        ((A, "第一条"), (I, "二"), (I, "（一）")),
        ((A, "第一条"),),
        ((A, "第二条"),),
        ((A, "第二条"), (I, "（一）")),
        ((A, "第二条"),),
        ((A, "第二条"), (I, "（一）")),
        ((A, "第二条之一"),),
        ((A, "第二条之十二"),),
        ((A, "第三条"),),
    ],
)
ENGLISH = treaty(
    "2002-07-16",
    [
        ((A, "Article I"),),
        ((A, "Article I"), (I, "1")),
        ((A, "Article I"), (I, "1"), (I, "(a)")),
        ((A, "Article I"), (I, "2")),
        ((A, "Article I"), (I, "2"), (I, "(a)")),
        ((A, "Article I"), (I, "2"), (I, "(b)")),
        ((A, "ARTICLE 2"),),
        ((A, "ARTICLE 2"), (I, "(1)")),
        ((A, "ARTICLE 2"), (I, "(2)")),
        ((A, "ARTICLE 2"),),
        ((A, "Article 2 bis"),),
        ((A, "Art. 3"),),
    ],
)
REPEATED = treaty(
    "2003-07-16",
    [
        ((C, "第一章"), (A, "第一条")),
        ((C, "第一章"), (A, "第二条")),
        ((C, "第二章"), (A, "第一条")),
        ((C, "第二章"), (A, "第二条")),
        ((C, "第二章"), (A, "第三条")),
    ],
)
LABELED = treaty("2004-07-16", [((I, "一"),), ((I, "一"),), ((I, "一"), (I, "（一）")), ((I, "二"),)])

NESTED = replace(
    treaty("2006-07-16", [((A, f"第{numeral}条"),) for numeral in "一二三四五六"]),
    sections=(
        Section("第一部分", "总则", 1, 3),
        Section("第一章", "宗旨", 1, 1),
        Section("第二章", "原则", 2, 3),
        Section("第二部分", "附则", 4, 6),
        Section("第一章", "批准", 4, 6),
        Section("第一节", "期限", 5, 6),
    ),
)


@pytest.fixture(scope="module")
def engine(analyzer: Analyzer) -> Engine:
    return LinearScanEngine([CHINESE, ENGLISH, REPEATED, LABELED, NESTED], analyzer)


def found(reference: str, engine: Engine) -> list[list[int]]:
    """The numbers of the paragraphs of every meaning."""
    return [[each.number for each in one.paragraphs] for one in resolve(reference, engine).candidates]


MEANT = [
    ("2001年条约第一条", [[2, 3, 4, 5, 6, 7]]),
    ("2001年条约第一条第一款", [[2, 3, 4]]),  # 一 numbers paragraphs: the lead and the end of the article are none
    ("2001年条约第一条第二款第（一）项", [[6]]),
    ("2001年条约第一条第一款第一、二项", [[3, 4]]),
    ("2001年条约第一条第一款第（一）项和第（二）项", [[3, 4]]),
    ("2001年條約第一條第一款第（一）項至第（二）項", [[3, 4]]),
    ("2001年条约第一条第一款（二）", [[4]]),
    ("2001年条约第一条一（二）", [[4]]),
    ("2001年条约第１条第２款", [[5, 6]]),
    ("2001年条约第一条第二段", [[5, 6]]),
    ("2001年条约第一条最后一段", [[7]]),
    ("2001年条约第二条第二款第一项", [[11]]),
    ("2001年条约第二条第一项", [[9], [11]]),  # each of two paragraphs has one
    ("2001年条约第二条第（一）项", [[9], [11]]),
    ("2001年条约第二条之一", [[12]]),
    ("2001年条约第二条之十二", [[13]]),
    ("2001年条约第二条之二", []),
    ("2001年条约第二条第三款", []),
    ("2001年条约第一条第一款第三项", []),
    ("2001年条约第五条", []),  # the fifth paragraph is in another article
    ("2001年条约第十四条", []),
    ("2001年条约第一至三条", [[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14]]),
    ("2001年条约第一条至第三条", [[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14]]),
    ("2001年条约第1～3条", [[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14]]),
    ("2001年条约第三、二条", [[14, 8, 9, 10, 11]]),
    ("2001年条约第二条及第三条", [[8, 9, 10, 11, 14]]),
    ("2001年条约第二至四条", []),
    ("2001年条约，第三条", [[14]]),
    ("2001年7月16日条约、第三条", [[14]]),
    ("2002 treaty, Article 1(2)", [[4, 5, 6]]),
    ("2002 treaty, Article 1(2)(b)", [[6]]),
    ("2002 treaty, art. I (2) (b)", [[6]]),
    ("2002 treaty, Article 1.2", [[4, 5, 6]]),
    ("2002 treaty, Article 1, paragraph 2(a)", [[5]]),
    ("2002 treaty, Article One, para. 2, item (a)", [[5]]),
    ("2002 treaty, paragraph 2(b) of Article 1", [[6]]),
    ("2002 treaty, item (b) of paragraph 2 of Article 1", [[6]]),
    ("subparagraph (b) in paragraph 2 in Article 1 of the 2002 treaty", [[6]]),
    ("second paragraph of Article 1 of the 2002 treaty", [[4, 5, 6]]),
    ("paragraphs 1 and 2 of Article 1, 2002 treaty", [[2, 3, 4, 5, 6]]),
    ("2002 treaty, Article 2(2)", [[9]]),  # its label, before the second paragraph in no item
    ("2002 treaty, Article 2, last paragraph", [[10]]),
    ("2002 treaty, Article 2 bis", [[11]]),
    ("2002 treaty, Article 1(1)–(2)", [[2, 3, 4, 5, 6]]),
    ("2002 treaty, Article 1 (1) and (2)", [[2, 3, 4, 5, 6]]),
    ("2002 treaty, Article 1(2)(a) and (b)", [[5, 6]]),
    ("2002 treaty, Article 1(2)(a)-(b)", [[5, 6]]),
    ("2002 treaty, Article 1 (2), (a)", [[5]]),
    ("2001年条约第一条第一款（一）、（二）", [[3, 4]]),
    ("2001年条约第一条第一款（一）至（二）", [[3, 4]]),
    ("2002 treaty, Article 1(2)(c)", []),
    ("2002 treaty, Article 1(b)", []),
    ("2002 treaty, Articles 2–3", [[7, 8, 9, 10, 12]]),
    ("2002 treaty, Articles II to III", [[7, 8, 9, 10, 12]]),
    ("2002 treaty, Arts. 3 and 2", [[12, 7, 8, 9, 10]]),
    ("2002 treaty, Article 2 and Article 3", [[7, 8, 9, 10, 12]]),
    ("Articles 2, and 3 of the treaty of 16 July 2002", [[7, 8, 9, 10, 12]]),
    ("2002年条约第一条第二款", [[4, 5, 6]]),
    ("2003年条约第一条", [[1], [3]]),
    ("2003年条约第一至二条", [[1, 2], [3, 4]]),
    ("2003年条约第二至三条", [[4, 5]]),
    ("2003 treaty, Articles 1–3", [[3, 4, 5]]),
    ("2004年条约第一条", [[1], [3]]),
    ("2004年条约第一条第二款", [[2, 3]]),  # a treaty whose articles are labeled 一
    ("2004年条约第一条第二款第一项", [[3]]),
    ("2004年条约第三条第一款", []),
    ("2006年条约第一部分", [[1, 2, 3]]),
    ("2006年条约第一章", [[1], [4, 5, 6]]),
    ("2006年条约第一章第五条", [[5]]),
    ("2006年条约第二部分第一章", [[4, 5, 6]]),
    ("2006年條約第二編第一章第四條", [[4]]),
    ("2006年条约第一部分第一章第四条", []),
    ("2006年条约第二部分第二章", []),
    ("2006年条约第一部分第二至三条", [[2, 3]]),
    ("2006年条约第二部分第一章第一节第五、六条", [[5, 6]]),
    ("2006 treaty, Part I, Chapter II, Articles 2–3", [[2, 3]]),
    ("Article 6 in Chapter 1 of Part II of the 2006 treaty", [[6]]),
]


@pytest.mark.parametrize(("reference", "numbers"), MEANT)
def test_a_place_in_articles_is_found(reference: str, numbers: list[list[int]], engine: Engine) -> None:
    assert found(reference, engine) == numbers


REFUSED = [
    ("2001年条约第一条和第五段", 11, "The reference names a second paragraph: 第五段."),
    ("2001年条约第一条第一款、第（一）项", 14, "The reference names a second paragraph: 第(一)项."),
    ("2001年条约第一条第二款第三条", 13, "The reference names a second paragraph: 第三条."),
    ("2001年条约第一至三条第二款", 12, "The text 第二款 names a place in one of several."),
    ("2001年条约第二、三条之一", 7, "The text 第二、三条之一 names a place in one of several."),
    ("2001年条约第三至一条", 7, "The text 第三至一条 is not a range."),
    ("2002 treaty, Articles 2–3(1)", 13, "The text Articles 2-3(1) names a place in one of several."),
    ("2002 treaty, paragraph 1 of Articles 2 and 3", 28, "The text Articles 2 and 3 names a place in one of several."),
    ("2006年条约第一章第二部分第三章", 14, "The reference names a second section: 第三章."),
    ("2006 treaty, sections 1–2, chapter 1", 27, "The reference names a second section: chapter 1."),
    ("2006 treaty, sections 1–2, para 3", 27, "The text para 3 names a place in one of several."),
    ("2006 treaty, para 3, §§ 1, 2", 21, "The text §§ 1, 2 names a place in one of several."),
    ("2002 treaty, Article 1(2)(b)–(a)", 13, "The text Article 1(2)(b)-(a) is not a range."),
    ("2002 treaty, Article 1(1) and (a)", 13, "The text Article 1(1) and (a) names a place in one of several."),
    ("2002 treaty, Article 1 and (2)", 13, "The text Article 1 and (2) names a place in one of several."),
    ("2002 treaty, Article 1(2)–3", 26, "The reference names a second paragraph: 3."),
    ("2001年条约第一条和（第二款）", 12, "The reference names a second paragraph: 第二款."),
    ("2002 treaty, Article", 13, "The text 'Article' is not part of a reference."),
    ("2002 treaty, Article (2)", 13, "The text 'Article' is not part of a reference."),
    ("2002 treaty, Article 2 and paragraph 1", 27, "The reference names a second paragraph: paragraph 1."),
]


@pytest.mark.parametrize(("reference", "position", "message"), REFUSED)
def test_what_is_no_place_in_one_article_is_refused(
    reference: str, position: int, message: str, engine: Engine
) -> None:
    with pytest.raises(ReferenceSyntaxError) as caught:
        resolve(reference, engine)
    assert (caught.value.message, caught.value.position) == (message, position)
    assert caught.value.hint


_NUMERALS = "一二三四五六七八九"
_SHAPES = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), min_size=1, max_size=9)
"""Articles, in each its paragraphs, in each the number of its items."""


def _paths(shape: Sequence[Sequence[int]]) -> list[Path]:
    return [
        ((A, f"第{_NUMERALS[article]}条"), *([(I, f"（{_NUMERALS[item - 1]}）")] if item else ()))
        for article, clauses in enumerate(shape)
        for items in clauses
        for item in range(items + 1)
    ]


@given(shape=_SHAPES)
def test_every_article_paragraph_and_item_is_found_by_its_number(shape: list[list[int]], analyzer: Analyzer) -> None:
    engine = LinearScanEngine([treaty("2005-07-16", _paths(shape))], analyzer)
    at = 1
    for article, clauses in enumerate(shape, 1):
        whole = list(range(at, at + len(clauses) + sum(clauses)))
        assert found(f"2005年条约第{article}条", engine) == [whole]
        assert article == 1 or found(f"2005 treaty, Articles 1–{article}", engine) == [list(range(1, whole[-1] + 1))]
        for clause, items in enumerate(clauses, 1):
            is_only = len(clauses) == 1 and items > 0  # of one paragraph with items, 第二款 is the second item
            if not is_only:
                expected = [list(range(at, at + items + 1))]
                assert found(f"2005年条约第{article}条第{clause}款", engine) == expected
                assert found(f"2005 treaty, Article {article}({clause})", engine) == expected
                assert found(f"paragraph {clause} of Article {article}, 2005 treaty", engine) == expected
            for item in range(1, items + 1):
                printed = f"2005年条约第{article}条第{clause}款第（{_NUMERALS[item - 1]}）项"
                assert is_only or found(printed, engine) == [[at + item]]
            at += items + 1


def test_an_article_is_a_label(engine: Engine) -> None:
    (one,) = resolve("2001年条约第一条第二款", engine).candidates
    assert one.as_ is ReferenceType.LABEL


@pytest.mark.parametrize("begin", ["", "第一", "第一条", "Article 1", "para 1", "§§ 1"])
@pytest.mark.parametrize("unit", [
    "1, ", "1 , ", "第一 、 ", "第 一 、 ", "(1), ", " ( 1 ) , ", "第（一）项 、 ", "第一条 至 ", "第一段 、 ", "一 ", ", and 1", " , 1", "(1)", " (a) , ", ", and (1)",
    "Article 1, ", " and Article 1", " and para 1", "、", " ",
])  # fmt: skip
def test_a_long_list_that_is_none_is_read_in_time(begin: str, unit: str) -> None:
    reference = (begin + unit * LONGEST)[: LONGEST - 1] + "页"
    started = time.process_time()
    with pytest.raises(ReferenceSyntaxError):
        read(reference)
    assert time.process_time() - started < 10  # half a second; what doubles with each repetition would take years

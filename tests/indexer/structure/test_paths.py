"""The divisions that a paragraph stands in."""

from __future__ import annotations

import pytest

from indexer.structure.folded import simplified
from indexer.structure.labels_and_headings import label_of, number_in
from tests.indexer.structure.readings import block_of, statement_in

HEAD = "甲乙组织宪章\n\n"
A, B, C, D, E = (f"缔约双方发展第{number}种友好关系，互不使用武力。" for number in "一二三四五")

Row = tuple[str | None, str]


def rows(text: str) -> list[Row]:
    """Every paragraph of a charter: its label, and its path with the labels of the steps, else their titles."""
    return [
        (each.label, "/".join(f"{step.kind}:{step.label or step.title}" for step in each.path))
        for each in statement_in(HEAD + text).paragraphs
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"第一条\n一、{A}\n二、{B}\n第二条\n{C}\n\n{D}",
            [
                ("第一条 一", "article:第一条/item:一"),
                ("二", "article:第一条/item:二"),
                ("第二条", "article:第二条"),
                (None, "article:第二条"),
            ],
            id="an article whose first line is an item keeps its own label",
        ),
        pytest.param(
            f"序言\n\n{A}\n\n第一章：宗旨\n\n第一节　总则\n\n第一条 {B}\n（一）{C}\n1. {D}\n\n第二章　会员\n\n第二条 {E}",
            [
                (None, "section:序言"),
                ("第一条", "chapter:第一章/section:第一节/article:第一条"),
                ("（一）", "chapter:第一章/section:第一节/article:第一条/item:（一）"),
                ("1", "chapter:第一章/section:第一节/article:第一条/item:（一）/item:1"),
                ("第二条", "chapter:第二章/article:第二条"),
            ],
            id="chapters, sections, articles and items, after a preamble",
        ),
        pytest.param(
            f"序言\n\n{A}\n\n第一条\n\n{B}\n\n第二条\n\n{C}",
            [(None, "section:序言"), ("第一条", "article:第一条"), ("第二条", "article:第二条")],
            id="the preamble ends where the first article begins",
        ),
        pytest.param(
            f"第一部分　总则\n\n第一章　宗旨\n\n第一条 {A}\n\n第二部分　附则\n\n第二章　生效\n\n第二条 {B}",
            [
                ("第一条", "part:第一部分/chapter:第一章/article:第一条"),
                ("第二条", "part:第二部分/chapter:第二章/article:第二条"),
            ],
            id="parts",
        ),
        pytest.param(
            f"第一章\n\n第一条 {A}\n\n第二章\n\n第二条 {B}",
            [("第一条", "chapter:第一章/article:第一条"), ("第二条", "chapter:第二章/article:第二条")],
            id="chapters without a title",
        ),
        pytest.param(
            f"一、总则\n第一条 {A}\n第二条 {B}\n二、附则\n第三条 {C}",
            [
                ("第一条", "section:一/article:第一条"),
                ("第二条", "section:一/article:第二条"),
                ("第三条", "section:二/article:第三条"),
            ],
            id="articles under numbered headings",
        ),
        pytest.param(
            f"第一条 定义\n{A}\n{B}\n第二条 范围\n{C}\n第三条 生效\n{D}",
            [
                ("第一条", "article:第一条"),
                (None, "article:第一条"),
                ("第二条", "article:第二条"),
                ("第三条", "article:第三条"),
            ],
            id="articles with titles",
        ),
        pytest.param(
            f"第一条\n定义\n{A}\n{B}\n第二条\n范围\n{C}",
            [("第一条", "article:第一条"), (None, "article:第一条"), ("第二条", "article:第二条")],
            id="articles with titles below their labels",
        ),
        pytest.param(
            f"前言\n{A}\n一、合作观\n{B}\n二、新进展\n{C}",
            [(None, "section:前言"), (None, "section:一"), (None, "section:二")],
            id="a preamble ends before the first numbered heading",
        ),
        pytest.param(
            f"1. {A}\n加强多边主义，推动构建世界秩序\n2. {B}\n加强合作，促进稳定\n3. {C}",
            [
                ("1", "item:1"),
                ("2", "section:加强多边主义，推动构建世界秩序/item:2"),
                ("3", "section:加强合作，促进稳定/item:3"),
            ],
            id="headings among numbered paragraphs",
        ),
        pytest.param(
            f"第一条 {A}\n第二条 {B}\n一九六三年三月二日在北京签订，共两份，两种文本具有同等效力。",
            [("第一条", "article:第一条"), ("第二条", "article:第二条"), (None, "")],
            id="a day of signing that opens the closing words",
        ),
        pytest.param(
            f"第一条{A}\n第二条{B}\n第三条{C}",
            [("第一条", "article:第一条"), ("第二条", "article:第二条"), ("第三条", "article:第三条")],
            id="no blank between the label and the text, in a row",
        ),
        pytest.param(
            f"第一条 {A}\n第二条 {B}\n本条约于二〇〇五年四月五日在伊斯兰堡签订，一式两份，两种文本同等作准。",
            [("第一条", "article:第一条"), ("第二条", "article:第二条"), (None, "")],
            id="the closing words are in no article",
        ),
        pytest.param(
            f"第九十九条 {A}\n第一百条 {B}\n第一百零一条 {C}\n第一百〇二条 {D}",
            [
                ("第九十九条", "article:第九十九条"),
                ("第一百条", "article:第一百条"),
                ("第一百零一条", "article:第一百零一条"),
                ("第一百〇二条", "article:第一百〇二条"),
            ],
            id="more than a hundred articles",
        ),
        pytest.param(
            f"第一条 {A}\n第一条之一 {B}\n第二条 {C}",
            [("第一条", "article:第一条"), ("第一条之一", "article:第一条之一"), ("第二条", "article:第二条")],
            id="an article that was put in later",
        ),
    ],
)
def test_the_path_of_every_paragraph(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_numbered_paragraphs_beyond_a_hundred_are_labelled_in_their_row() -> None:
    found = statement_in("甲乙组织约翰内斯堡宣言\n\n" + "\n\n".join(f"{number}. {A}" for number in range(95, 104)))
    assert [each.label for each in found.paragraphs] == [str(number) for number in range(95, 104)]


def test_a_sentence_about_an_article_has_no_label_outside_a_row() -> None:
    assert rows(f"第一条规定的原则应予遵守，双方对此表示一致。\n{A}")[0] == (None, "")


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第四条", 4), ("第一百零一条", 101), ("第12条", 12), ("第一条之一", 1), ("第三部分", 3), ("（七）", 7), ("(3)", 3),
        ("Article IV", 4), ("ARTICLE 12", 12), ("Part II", 2), ("XIX", 19), ("1", 1), ("(a)", None), ("", None),
    ],
)  # fmt: skip
def test_the_number_that_a_label_says(label: str, number: int | None) -> None:
    assert number_in(simplified(label)) == number


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第一章：总则", "第一章"), ("第一节　原则", "第一节"), ("第 一 条 双方同意", "第 一 条"), ("第一百零一条 双方", "第一百零一条"),
        ("第３条　双方", "第３条"), ("第1.1条 定义", "第1.1条"), ("第一條 雙方", "第一條"), ("第一節 原則", "第一節"),
        ("Article 1", "Article 1"), ("Article 1. Definitions", "Article 1"), ("PART II", "PART II"), ("(a) The Parties", "(a)"),
        ("Article 1 of the Charter applies.", None), ("第一次会议", None), ("第一节课", None),
    ],
)  # fmt: skip
def test_labels_of_divisions(text: str, label: str | None) -> None:
    found = label_of(block_of(text))
    assert (found.text if found else None) == label


def test_a_long_charter_takes_time_in_proportion() -> None:
    articles = "\n\n".join(f"第{number}条 {A}\n\n（一）{B}" for number in range(1, 1501))
    found = statement_in(HEAD + articles)
    assert found.paragraph_count == 3000
    assert found.paragraphs[-1].path[0].label == "第1500条"

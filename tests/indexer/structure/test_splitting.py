"""Where one document ends in a file and the next begins."""

from __future__ import annotations

from datetime import date

import pytest

from search.model import Kind
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in, structured

A, B, C, D = SENTENCES
OTHER = "中华人民共和国和巴基斯坦伊斯兰共和国关于深化伙伴关系的联合声明"
THIRD = "中华人民共和国和阿拉伯联合酋长国联合公报"
DAYS = ["（2015年4月20日，伊斯兰堡）", "（2018年11月4日，北京）", "（2019年7月23日，北京）"]
TOOLS = "[字体：大 中 小]      打印本页"
WIDE = "　　"

LAYOUTS = [
    pytest.param(
        f"{TITLE}2015-04-21{TOOLS}{DAYS[0]}{WIDE}{A}{WIDE}{B}\n{OTHER}2018-11-04{TOOLS}{DAYS[1]}{WIDE}{C}{WIDE}{D}\n",
        id="one statement a line",
    ),
    pytest.param(f"{TITLE}\n{DAYS[0]}\n{A}\n{B}\n{OTHER}\n{DAYS[1]}\n{C}\n{D}\n", id="one paragraph a line"),
    pytest.param(f"{TITLE}\n\n{DAYS[0]}\n\n{A}\n\n{B}\n\n\n{OTHER}\n\n{DAYS[1]}\n\n{C}\n\n{D}\n", id="blank lines"),
    pytest.param(f"{TITLE}{DAYS[0]}\n{A}\n{B}\n{OTHER}{DAYS[1]}\n{C}\n{D}\n", id="days glued to the titles"),
    pytest.param(
        f"{TITLE}\n{DAYS[0]}\n{A}\n{B}\n中华人民共和国和巴基斯坦伊斯兰共和国\n关于深化伙伴关系的联合声明\n{DAYS[1]}\n{C}\n{D}",
        id="the second title in two lines",
    ),
    pytest.param(
        f"两国发表联合声明。全文如下：\n{TITLE}\n{DAYS[0]}\n{A}\n{B}\n两国再次发表联合声明。全文如下：\n{OTHER}\n{DAYS[1]}\n{C}\n{D}",
        id="each with a lead",
    ),
    pytest.param(
        f"{TITLE}\n{DAYS[0]}\n{A}\n{B}\n{TITLE}\n{DAYS[1]}\n{C}\n{D}".replace(f"{B}\n{TITLE}", f"{B}\n{OTHER}（全文）"),
        id="with an editor's remark",
    ),
]


@pytest.mark.parametrize("text", LAYOUTS)
def test_two_statements_in_a_text(text: str) -> None:
    first, second = structured(text).statements
    assert first.title == TITLE
    assert second.title.removesuffix("（全文）") == OTHER
    assert (first.date, second.date) == (date(2015, 4, 20), date(2018, 11, 4))
    assert [[each.text for each in found.paragraphs] for found in (first, second)] == [[A, B], [C, D]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}（全文）\n{TITLE}\n{DAYS[0]}\n{A}\n{B}\n{C}\n{D}", id="repeated under a page's title"),
        pytest.param(f"{TITLE}\n{A}\n{B}\n{TITLE}\n{C}\n{D}", id="repeated between paragraphs"),
        pytest.param(f"{TITLE}\n{A}\n双方发表了{OTHER}。\n{C}\n{D}", id="a sentence that names another"),
        pytest.param(f"{TITLE}\n{A}\n《{OTHER}》\n{C}\n{D}", id="another as a line in quotes"),
    ],
)
def test_one_statement(text: str) -> None:
    assert statement_in(text).title.startswith(TITLE)


def test_a_list_of_documents_signed_is_no_collection() -> None:
    listed = [
        f"{number}、中华人民共和国和巴基斯坦伊斯兰共和国{what}协定"
        for number, what in enumerate(["教育", "文化", "体育"], 1)
    ]
    found = statement_in("\n".join([TITLE, DAYS[0], A, B, "双方签署了以下文件：", *listed]))
    assert found.paragraph_count == 6


def test_a_list_of_titles_without_numbers_is_no_collection_either() -> None:
    listed = [f"中华人民共和国政府和巴基斯坦伊斯兰共和国政府{what}合作协定" for what in ("教育", "文化", "体育")]
    found = statement_in("\n".join([TITLE, DAYS[0], A, B, "双方签署了以下文件：", *listed, C]))
    assert found.paragraph_count == 7


def test_the_same_title_with_another_day_is_another_statement() -> None:
    found = structured(f"{TITLE}\n{DAYS[0]}\n{A}\n{B}\n{TITLE}\n{DAYS[1]}\n{C}\n{D}").statements
    assert [(each.title, each.place) for each in found] == [(TITLE, "伊斯兰堡"), (TITLE, "北京")]


COLLECTION = f"""\
# 新闻联播 20220204

## 习近平同俄罗斯总统会谈

央视网消息（新闻联播）：{A}

{B}

[查看原文](https://example.org/1)

## {THIRD}

央视网消息（新闻联播）：{C}

[查看原文](https://example.org/2)

## 国内联播快讯

**财政部下达资金**

财政部下达资金预算，支持各地开展工作，促进经济发展。

**春运平稳**

今天春运平稳有序，旅客发送量增长。

[查看原文](https://example.org/3)
"""


def test_every_item_of_a_collection_is_a_document_with_its_page_and_day() -> None:
    found = structured(COLLECTION, "x.md").statements
    assert [each.title for each in found] == ["习近平同俄罗斯总统会谈", THIRD, "国内联播快讯"]
    assert [each.source.url for each in found] == [f"https://example.org/{number}" for number in (1, 2, 3)]
    assert {each.published for each in found} == {date(2022, 2, 4)}
    assert [each.paragraph_count for each in found] == [2, 1, 2]
    assert [each.title for each in found[2].sections] == ["财政部下达资金", "春运平稳"]


def test_items_in_groups_are_documents_and_groups_are_none() -> None:
    item = "### {0}\n\n央视网消息：{1}\n\n[原文](https://example.org/{0})\n\n"
    text = "# 新闻联播 2022-02-04\n\n## 国内\n\n" + item.format("甲", A) + item.format("乙", B)
    found = structured(text + "## 国际\n\n" + item.format("丙", C), "x.md").statements
    assert [each.title for each in found] == ["甲", "乙", "丙"]
    assert [each.paragraph_count for each in found] == [1, 1, 1]
    assert {each.published for each in found} == {date(2022, 2, 4)}


def test_items_that_open_with_their_day_are_documents() -> None:
    text = f"# 文件选编\n\n## 甲声明\n\n{DAYS[0]}\n\n{A}\n\n## 乙声明\n\n{DAYS[1]}\n\n{B}\n"
    assert [(each.title, each.place) for each in structured(text, "x.md").statements] == [
        ("甲声明", "伊斯兰堡"),
        ("乙声明", "北京"),
    ]


def test_text_above_the_first_heading_makes_the_headings_sections() -> None:
    found = statement_in(f"{A}\n\n## 政治\n\n{B}\n\n## 经济\n\n{C}\n", "x.md")
    assert [(each.title, each.first) for each in found.sections] == [("政治", 2), ("经济", 3)]


def test_headings_in_a_page_with_a_title_are_its_sections() -> None:
    text = f"---\ntitle: 中巴合作成果丰硕\ndate: 2022-02-04\n---\n\n{A}\n\n## 经济\n\n{B}\n\n{C}\n\n## 人文\n\n{D}\n"
    found = statement_in(text, "x.md")
    assert (found.title, found.published) == ("中巴合作成果丰硕", date(2022, 2, 4))
    assert [(each.title, each.first, each.last) for each in found.sections] == [("经济", 2, 3), ("人文", 4, 4)]


def test_numbered_headings_are_sections_and_no_documents() -> None:
    found = statement_in(f"# {TITLE}\n\n{DAYS[0]}\n\n## 一、政治\n\n{A}\n\n{B}\n\n## 二、经济\n\n{C}\n", "x.md")
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        ("一", "政治", 1, 2),
        ("二", "经济", 3, 3),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("<html><body><nav>首页</nav></body></html>", "x.html", id="nothing but navigation"),
        pytest.param("---\ntitle: 中巴会谈\n---\n", "x.md", id="nothing but front matter"),
        pytest.param(DAYS[0], "x.txt", id="nothing but a day"),
    ],
)
def test_a_file_without_text_says_so(text: str, name: str) -> None:
    found = structured(text, name)
    assert found.statements == ()
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith(name)


def test_a_law_under_the_order_that_issues_it_is_a_document() -> None:
    order = "甲国国务院令\n第7号\n\n《甲国领事保护条例》已经通过，现予公布。\n\n总理　李小明\n2023年7月9日"
    law = f"甲国领事保护条例\n\n第一条　{SENTENCES[0]}\n第二条　{SENTENCES[1]}"
    first, second = structured(f"{order}\n\n{law}").statements
    assert (first.title, str(first.date), first.signature) == ("甲国国务院令", "2023-07-09", "总理　李小明")
    assert (second.title, second.kind, second.paragraph_count) == ("甲国领事保护条例", Kind.LAW, 2)


@pytest.mark.parametrize("line", ["双方签署了协定。", "三、关于加强合作的协定", "合作领域"])
def test_other_lines_under_a_day_begin_no_document(line: str) -> None:
    text = f"{TITLE}\n\n{SENTENCES[0]}\n\n2015年4月20日\n\n{line}\n\n{SENTENCES[1]}"
    assert len(structured(text).statements) == 1

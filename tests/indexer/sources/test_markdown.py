"""Front matter, and Markdown with its signs accounted for."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.errors import UnreadableSourceError
from indexer.sources import read_bytes
from indexer.sources.blocks import BlockStyle
from tests.indexer.sources.laws import assert_lawful

A = "双方高度评价中巴经济走廊建设取得的进展，同意继续加强各领域务实合作。"
B = "巴方重申奉行一个中国政策，支持中方维护国家主权和领土完整。"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(f"# 联合声明\n\n{A}", [("联合声明", BlockStyle(level=1)), (A, BlockStyle())], id="a heading"),
        pytest.param(f"## 一、**政治**\n{A}", [("一、政治", BlockStyle(level=2)), (A, BlockStyle())], id="bold in a heading"),
        pytest.param(f"# 题\n{A}\n{B}", [("题", BlockStyle(level=1)), (A, BlockStyle()), (B, BlockStyle())], id="a paragraph a line"),
        pytest.param("**中国的机会？**", [("中国的机会？", BlockStyle(strong=True))], id="a line all bold"),
        pytest.param("**央视网消息**：中方。", [("央视网消息：中方。", BlockStyle())], id="a line bold in part"),
        pytest.param("*[原文](https://a.cn/b)*", [("原文", BlockStyle(link="https://a.cn/b"))], id="a link alone"),
        pytest.param("见[原文](https://a.cn/b)b", [("见原文b", BlockStyle())], id="a link in a line"),
        pytest.param("# 题\n\n1. 甲\n2. 乙\n", [("题", BlockStyle(level=1)), ("甲", BlockStyle(item="1.")), ("乙", BlockStyle(item="2."))],
                     id="a list"),
        pytest.param("# 题\n\n- 甲\n\n  续\n", [("题", BlockStyle(level=1)), ("甲", BlockStyle(item="-")), ("续", BlockStyle())],
                     id="a second paragraph of an item"),
        pytest.param(f"# 题\n\n{A}\n-----\n{B}", [("题", BlockStyle(level=1)), (A, BlockStyle()), (B, BlockStyle())],
                     id="dashes under a sentence make no heading"),
        pytest.param("# 题\n\n\\*甲&middot;乙", [("题", BlockStyle(level=1)), ("*甲·乙", BlockStyle())], id="escapes and entities"),
        pytest.param(f"# 题\n\n<p>{A}</p><p>{B}</p>", [("题", BlockStyle(level=1)), (A, BlockStyle()), (B, BlockStyle())], id="raw HTML"),
        pytest.param("# 题\n\n甲方。<br>乙方。", [("题", BlockStyle(level=1)), ("甲方。", BlockStyle()), ("乙方。", BlockStyle())], id="<br>"),
        pytest.param(f"# 题\n\n　　{A}　　{B}", [("题", BlockStyle(level=1)), (A, BlockStyle()), (B, BlockStyle())], id="full-width blanks"),
        pytest.param(f"# 题\n\n    {A}\n\n```\n{B}\n```", [("题", BlockStyle(level=1)), (A, BlockStyle()), (B, BlockStyle())], id="code"),
    ],
)  # fmt: skip
def test_markdown_is_divided_into_blocks(body: str, blocks: list[tuple[str, BlockStyle]]) -> None:
    reading = read_bytes(body.encode(), name="x")
    assert reading.form == "markdown"
    assert [(block.text, block.style) for block in reading.blocks] == blocks
    assert_lawful(reading)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param("# 题\n\n## 政治 ##\n\n甲", ["题", "政治", "甲"], id="a heading with signs behind it"),
        pytest.param("# 题\n\n![图](a.png)\n\n甲", ["题", "甲"], id="an image is nothing"),
        pytest.param("# 题\n\n> 甲方说。\n> 乙方说。", ["题", "甲方说。", "乙方说。"], id="a quotation"),
        pytest.param('# 题\n\n见[声明][1]。\n\n[1]: http://a.cn/b "题"\n', ["题", "见声明。"], id="a link by name"),
        pytest.param("# 题\n\n*甲*_乙_***丙*** `丁`", ["题", "甲乙丙 丁"], id="emphasis and code in a line"),
        pytest.param("# 题\n\n甲<b>乙</b><!-- 注 -->丙", ["题", "甲乙丙"], id="tags in a line"),
        pytest.param("# 题\n\n- 甲\n  - 乙\n    1) 丙\n", ["题", "甲", "乙", "丙"], id="lists in lists"),
        pytest.param("# 题\n\n甲  \n乙\\\n丙", ["题", "甲", "乙", "丙"], id="lines that are to be broken"),
        pytest.param("# 题\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", ["题", "| 甲 | 乙 |", "| 丙 | 丁 |"], id="a table"),
        pytest.param(
            "# 题\n\n<script>\n1\n\n</script>\n\n<pre>\n甲。\n乙。</pre>\n", ["题", "甲。", "乙。"], id="raw lines"
        ),
    ],
)
def test_the_signs_of_markdown_are_no_text(body: str, texts: list[str]) -> None:
    reading = read_bytes(body.encode(), name="x")
    assert [block.text for block in reading.blocks] == texts
    assert_lawful(reading)


def test_text_behind_a_link_is_not_looked_for_in_its_address() -> None:
    reading = read_bytes("# 题\n\n[原文](https://a.cn/b)b".encode(), name="x")
    assert reading.blocks[1].runs[-1].start == len(reading.text) - 1


def test_the_signs_of_markdown_are_furniture() -> None:
    reading = read_bytes("# 题\n\n1. **甲**".encode(), name="x")
    assert [(each.kind, each.block.text) for each in reading.furniture] == [
        ("markup", "#"),
        ("markup", "1. **"),
        ("markup", "**"),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-08-01", date(2020, 8, 1)),
        ("2020-08-01 23:56:03.000000000 +08:00", date(2020, 8, 1)),
        ("2020-08-01T00:30:00+08:00", date(2020, 8, 1)),
        ("Wed, 08 Dec 2021 23:51:01 GMT", date(2021, 12, 9)),
        ("Wed, 08 Dec 2021 15:59:59 GMT", date(2021, 12, 8)),
        ("2021-12-08T17:51:01Z", date(2021, 12, 9)),
        ("2021-12-08T23:51:01+08:00", date(2021, 12, 8)),
        ("2021-12-08T23:51:01+09:00", date(2021, 12, 8)),
        ("2021-12-08 23:51:01", date(2021, 12, 8)),
        ("'2022年2月6日'", date(2022, 2, 6)),
        ("2021-02-31", None),
        ("soon", None),
    ],
)
def test_the_day_is_the_one_that_is_printed(written: str, day: date | None) -> None:
    reading = read_bytes(f"---\ntitle: 题\ndate: {written}\n---\n{A}".encode(), name="x")
    assert reading.metadata.published == day


def test_front_matter_says_title_address_and_source() -> None:
    reading = read_bytes(
        f"\n\n---\r\ntitle: 联合声明_某网\nauthor: 新浪财经\nlink: https://a.cn/b\n---\r\n\n{A}\n来源：商务部亚洲司\n".encode(),
        name="x",
    )
    said = reading.metadata
    assert (said.title, said.url, said.publisher) == ("联合声明", "https://a.cn/b", "商务部亚洲司")
    assert [block.text for block in reading.blocks] == [A]
    assert reading.furniture[0].kind == "front-matter"
    assert_lawful(reading)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        pytest.param("---\ntitle: 题\n\n正文。", "line 1", "never closed", id="not closed"),
        pytest.param("\n\n---\ntitle: 题\n\n正文。", "line 3", "never closed", id="not closed, after blank lines"),
        pytest.param("---\ntitle: 题\nb: [1\n---\n", "line 3", "not valid YAML", id="a list not closed"),
        pytest.param("---\ntitle: 题\n\tb: 1\n---\n", "line 3", "not valid YAML", id="a tab"),
        pytest.param("---\n- a\n- b\n---\n正文。", "line 1", "not a mapping", id="a list"),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text: str, place: str, reason: str) -> None:
    with pytest.raises(UnreadableSourceError) as error:
        read_bytes(text.encode(), name="x")
    assert error.value.place == place
    assert reason in error.value.reason


def test_dashes_over_a_sentence_are_no_front_matter() -> None:
    reading = read_bytes(f"---\n{A}\n---\n{B}".encode(), name="x")
    assert [block.text for block in reading.blocks] == [A, B]

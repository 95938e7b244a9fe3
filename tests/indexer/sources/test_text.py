"""Plain text in its three layouts."""

from __future__ import annotations

import pytest

from indexer.sources import read_bytes
from indexer.sources.text import is_hard_wrapped, text_blocks

A = "双方高度评价中巴经济走廊建设取得的进展，同意继续加强各领域务实合作。"
B = "巴方重申奉行一个中国政策，支持中方维护国家主权和领土完整。"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(f"{A}\n{B}", [A, B], id="one paragraph a line"),
        pytest.param(f"{A}\r\n\r\n{B}\r\n", [A, B], id="CRLF and blank lines"),
        pytest.param(f"{A}\r{B}", [A, B], id="CR"),
        pytest.param(f"{A}\n \t　\xa0\n{B}", [A, B], id="blank lines with blanks in them"),
        pytest.param(f"{A}\f{B}\v{A}\u2028{B}", [A, B, A, B], id="form feeds and other line ends"),
        pytest.param(f"\t{A} \t\n　　{B}\xa0", [A, B], id="blanks at the ends of a line are left out"),
        pytest.param(f"\ufeff　　{A}", [A], id="a byte order mark"),
        pytest.param(f"{A}　　{B}　 　{A}", [A, B, A], id="one line divided by full-width blanks"),
        pytest.param(f"　　{A} 　　  　　{B}　　", [A, B], id="ASCII blanks among the full-width ones"),
        pytest.param("第一章　总　　则\n目　　录", ["第一章　总　　则", "目　　录"], id="letter-spaced headings"),
        pytest.param("王　毅　　　李　四", ["王　毅", "李　四"], id="letter-spaced names are two"),
        pytest.param("张　三", ["张　三"], id="one full-width blank divides nothing"),
        pytest.param("政治 关系", ["政治 关系"], id="ASCII blanks alone divide nothing"),
        pytest.param("关于修订<自由贸易协定>的议定书", ["关于修订<自由贸易协定>的议定书"], id="no tag"),
        pytest.param("中华人民共和国和\n巴基斯坦\n联合声明", ["中华人民共和国和", "巴基斯坦", "联合声明"], id="short lines"),
    ],
)  # fmt: skip
def test_text_is_divided_into_blocks(text: str, blocks: list[str]) -> None:
    reading = read_bytes(text.encode(), name="x")
    assert reading.form == "text"
    assert [block.text for block in reading.blocks] == blocks


WRAPPED = """\
　　国家主席十二日在河内同越共中央总书记举行会谈，双方就
新形势下推动两党两国关系发展交换意见，达成重要共识，同
意加强合作。

两国领导人见证了双边合作文件的签署。双方表示要加快 Belt
and Road 对接合作，推动经贸合作再上新台阶，维护地区
和平稳定与发展。
"""


def test_hard_wrapped_lines_are_joined() -> None:
    assert [block.text for block in text_blocks(WRAPPED)] == [
        "国家主席十二日在河内同越共中央总书记举行会谈，双方就新形势下推动两党两国关系发展交换意见，达成重要共识，同意加强合作。",
        "两国领导人见证了双边合作文件的签署。双方表示要加快 Belt and Road 对接合作，推动经贸合作再上新台阶，维护地区和平稳定与发展。",
    ]


def test_without_blank_lines_a_paragraph_ends_where_its_last_line_is_short() -> None:
    text = (
        "中巴联合声明\n（2015年4月20日）\n"
        "应邀请，国家主席对巴基斯坦进行国事访问，双方就发展中巴关系\n深入交换意见，达成广泛共识，一致同意将中巴关系提升为全天候\n"
        "战略合作伙伴关系。\n双方积极评价中巴经济走廊建设取得的进展，同意继续推进各领域\n务实合作。\n"
    )
    assert [block.text[:4] for block in text_blocks(text)] == ["中巴联合", "（201", "应邀请，", "双方积极"]


def test_lines_that_are_wrapped_unevenly_are_joined() -> None:
    lines = ["双" * 66 + "谈。", "巴" * 60 + "，", "作" * 66, "友" * 67, "好" * 68, "发展" * 16]
    (block,) = text_blocks("\n".join(lines))
    assert block.text == "".join(lines)


def test_a_blank_between_two_latin_words_stands_on_the_line_break() -> None:
    (run,) = (run for block in text_blocks(WRAPPED) for run in block.runs if run.text == " ")
    assert WRAPPED[run.start : run.end] == "\n"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("双" * 38 + "于20", "16年签署", "于2016年签署"),
        ("双" * 38 + "于2016", "年签署", "于2016年签署"),
        ("双" * 37 + "占3.", "5，" + "巴" * 20, "占3.5，巴"),
        ("双" * 37 + "有G", "20峰会", "有G 20峰会"),  # a letter and a digit may be two words
    ],
)
def test_a_number_that_is_broken_by_the_end_of_a_line_is_one_number(first: str, second: str, joined: str) -> None:
    text = "".join(
        run.text for block in text_blocks(f"{'中' * 39}\n{first}\n{second}{'巴' * 3}\n") for run in block.runs
    )
    assert joined in text


def test_two_numbers_on_two_lines_of_english_text_stay_two() -> None:
    lines = [
        "the sides agreed to go on with the work of the year 20",
        "16 of the items are new and the sides will go on now",
    ]
    (block,) = text_blocks("\n".join([*lines, lines[1], "to the end"]))
    assert "year 20 16 of" in block.text


def test_an_indented_line_begins_a_paragraph_where_most_are_not_indented() -> None:
    text = WRAPPED.replace("\n\n", "\n　　")
    assert [block.text[:4] for block in text_blocks(text)] == ["国家主席", "两国领导"]


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        pytest.param(WRAPPED, True, id="lines broken where they are full"),
        pytest.param(f"{A}\n{B}\n{A}\n{B}", False, id="every line ends a sentence"),
        pytest.param("标题第一行很短\n第二行\n（2020年3月17日）\n" + A, False, id="short lines are not full"),
        pytest.param(f"{A}{A}{A}{A}\n{B[:-1]}\n{B[:-1]}\n", False, id="one line is too long to be wrapped"),
        pytest.param("一行", False, id="a single line"),
        pytest.param("青海长云暗雪山\n孤城遥望玉门关\n黄沙百战穿金甲\n不破楼兰终不还", False, id="a poem"),
        pytest.param(
            f"一、{A[:-1]}\n二、{A[:-1]}\n三、{A[:-1]}\n", False, id="a list with labels, as long as each other"
        ),
        pytest.param(
            f"{A[:-1]}\n{A[:28]}\n{A[:-1]}\n{A[:27]}\n{A[:26]}\n", False, id="a list of lines as long as they come out"
        ),
    ],
)
def test_hard_wrapping_is_seen_from_full_lines_that_end_no_sentence(text: str, *, wrapped: bool) -> None:
    assert is_hard_wrapped(text) is wrapped


@pytest.mark.parametrize("text", ["a" + " " * 100_000 + "b", "　 " * 50_000, "a　　" * 50_000, "　 a" * 50_000])
def test_blanks_without_end_are_read_in_no_time(text: str) -> None:
    assert text_blocks(text + "末")[-1].text.endswith("末")


def test_lines_of_the_page_are_set_aside() -> None:
    reading = read_bytes(
        f"标题\n来源：外交部\n{A}\n责任编辑：王翔\n* * *\n更新于 2022-02-04 20:46:51".encode(), name="x"
    )
    assert [block.text for block in reading.blocks] == ["标题", A]
    assert [each.kind for each in reading.furniture] == ["source-line", "editor", "separator", "page-date"]
    said = reading.metadata
    assert (said.publisher, said.editor, str(said.published)) == ("外交部", "王翔", "2022-02-04")


@pytest.mark.parametrize(
    "day", ["二〇〇〇年十一月十一日于伊斯兰堡", "（2000年11月11日，伊斯兰堡）", "伊斯兰堡，2000年11月11日"]
)
def test_a_line_that_is_a_day_was_not_broken_because_it_was_full(day: str) -> None:
    paragraph = "双方同意继续加强各领域务实合作。"
    lines = ["中华人民共和国和阿拉伯联合酋长国联合声明", day, paragraph, paragraph]
    assert [block.text for block in text_blocks("\n".join(lines))] == lines

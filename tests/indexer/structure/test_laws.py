"""What is true of every document: a written statement comes back, and nothing makes the indexer fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import UnreadableSourceError
from indexer.sources import read_bytes
from indexer.structure import structure
from search.model import Kind
from tests.indexer.structure.readings import SENTENCES, assert_lawful, structured

CHINESE = "〇一二三四五六七八九"
STATES = [
    "巴基斯坦伊斯兰共和国",
    "阿拉伯联合酋长国",
    "俄罗斯联邦",
    "朝鲜民主主义人民共和国",
    "大不列颠及北爱尔兰联合王国",
]
SUBJECTS = ["双方", "中方", "巴方", "两国领导人"]
PREDICATES = [
    "同意继续加强各领域务实合作",
    "重申支持多边主义，反对单边主义",
    "赞赏在“一带一路”框架下的合作",
    "认为安理会改革应增加发展中国家的代表性",
]
LONG = "，" + "致力于促进世界和平与安全、" * 4 + "造福两国人民"


@dataclass(frozen=True)
class Written:
    """A statement as generated."""

    title: str
    other: str
    day: date
    printed: str
    place: str
    labels: list[str | None]
    marks: list[str]
    paragraphs: list[str]
    signature: str | None


def numeral(number: int) -> str:
    """A number up to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones else "")


def printed_days(day: date, place: str) -> list[str]:
    """The forms in which a day and place are printed."""
    western = f"{day.year}年{day.month}月{day.day}日"
    wide = western.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    years = "".join(CHINESE[int(digit)] for digit in str(day.year))
    chinese = f"{years}年{numeral(day.month)}月{numeral(day.day)}日"
    return [
        f"（{western}，{place}）",
        f"({western}，{place})",
        f"{western}于{place}",
        f"（{wide}，{place}）",
        f"{chinese}于{place}",
        f"{chinese.replace('〇', '零')}，{place}",
        f"（{place}，{western}）",
    ]


@st.composite
def statements(draw: st.DrawFn) -> Written:
    """A statement of two to seven paragraphs."""
    other = draw(st.sampled_from(STATES))
    topic = draw(st.sampled_from(["", "关于加强合作的", "关于建立全天候战略合作伙伴关系、打造命运共同体的"]))
    day = draw(st.dates(date(1951, 1, 1), date(2029, 12, 31)))
    place = draw(st.sampled_from(["北京", "伊斯兰堡", "阿布扎比"]))
    paragraphs = [
        f"{subject}{predicate}{LONG if long else ''}。"
        for subject, predicate, long in draw(
            st.lists(
                st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.booleans()), min_size=2, max_size=7
            )
        )
    ]
    style = draw(st.sampled_from(["", "一、", "（一）", "1. ", "第一条　"]))
    numbers = range(1, len(paragraphs) + 1)
    marks = [style.replace("一", numeral(number)).replace("1", str(number)) for number in numbers]
    return Written(
        title=f"中华人民共和国和{other}{topic}联合声明",
        other=other,
        day=day,
        printed=draw(st.sampled_from(printed_days(day, place))),
        place=place,
        labels=[mark.rstrip("、. 　") or None for mark in marks],
        marks=marks,
        paragraphs=paragraphs,
        signature=draw(st.sampled_from([None, f"中华人民共和国政府代表 {other}政府代表"])),
    )


def laid_out(written: Written, layout: str) -> str:
    """The statement as a file: a paragraph a line, with blank lines, or all on one line."""
    numbered = [mark + paragraph for mark, paragraph in zip(written.marks, written.paragraphs, strict=True)]
    lines = [written.title, written.printed, *numbered, *([written.signature] if written.signature else [])]
    return layout.join(lines) + "\n"


@given(statements(), st.sampled_from(["\n", "\n\n", "\r\n　　", "　　　　"]))
def test_a_written_statement_comes_back(written: Written, layout: str) -> None:
    found = structured(laid_out(written, layout))
    (statement,) = found.statements
    assert found.warnings == ()
    assert (statement.title, statement.kind) == (written.title, Kind.JOINT_STATEMENT)
    assert statement.parties == ("中华人民共和国", written.other)
    assert (statement.date, statement.place) == (written.day, written.place)
    assert [each.text for each in statement.paragraphs] == written.paragraphs
    assert [each.label for each in statement.paragraphs] == written.labels
    assert statement.signature == written.signature


@given(st.lists(statements(), min_size=2, max_size=4, unique_by=lambda each: each.title))
def test_statements_written_in_one_file_come_back_in_their_order(written: list[Written]) -> None:
    titles = [each.title for each in written]
    found = structured("\n".join(laid_out(each, "\n") for each in written))
    assert [each.title for each in found.statements] == titles
    assert [[each.text for each in found.paragraphs] for found in found.statements] == [
        each.paragraphs for each in written
    ]


PIECES = st.sampled_from(
    [
        *SENTENCES, "中华人民共和国和巴基斯坦伊斯兰共和国", "联合声明", "关于加强合作的联合声明", "全文如下：", "（2015年4月20日，伊斯兰堡）",
        "2015年2月30日", "2015-04-21[字体：大 中 小] 打印本页", "一、", "二、经济", "第一条", "（一）", "1. ", "七", "政府代表", "温家宝（签字）",
        "（签字）", "央视网消息", "（新闻联播）：", "声明指出，", "原文", "尊敬的主席先生，", "谢谢大家", "问：", "答：", "\n", "\n\n", "　　", " ",
        "# ", "## ", "**", "- ", "[原文](https://example.org/1)", "---\n", "title: 中巴会谈\n", "<p>", "</p>", "<div>", "<h2>", "</h2>", "<b>",
        "</b>", '<p align="center">', "<br>", "&nbsp;", "&middot;", "<!--", "-->", "２０１５年", "9999-99-99[字体：大]打印本页", "\ufeff",
    ]
)  # fmt: skip


CHARACTERS = st.characters(exclude_categories=["C"])
"""No control characters: a file with many of them is refused before it comes here."""


@settings(max_examples=400)
@given(
    st.sampled_from(["", "# 中巴会谈\n\n", "---\ntitle: 中巴会谈\n---\n\n", "<html><body><div><p>"]),
    st.lists(st.one_of(PIECES, PIECES, st.text(CHARACTERS, max_size=8)), max_size=25).map("".join),
)
def test_no_text_makes_it_fail_and_every_stretch_has_one_part(head: str, text: str) -> None:
    try:
        reading = read_bytes((head + text).encode(), name="x")
    except UnreadableSourceError:
        return  # what cannot be read has no statements
    found = structure(reading)
    assert_lawful(reading, found)
    assert found.statements or found.warnings or not reading.blocks

"""Lines of a page among the text: what they are, and what they say."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.pagelines import kind_of_line
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in

DAY = "（2015年4月20日，伊斯兰堡）"
BODY = "\n\n".join(SENTENCES)

LINES = [
    ("发布时间：2025-08-31", "source-line"),
    ("发表时间：2015-03-29　来源：新华社", "source-line"),
    ("发布时间: 2025-08-31 | 更新时间: 2025-08-31", "source-line"),
    ("来源:    2020-11-12", "source-line"),
    ("2018年11月04日 20:09 来源：新华网", "source-line"),
    ("作者:杨某 | 发布时间:2024年04月12日 | 来源:某网2024-04-12 | 字体放大 | 字体缩小", "source-line"),
    ("字号：默认 大 超大 | 打印 |", "source-line"),
    ("原文载于某国大使馆", "source-line"),
    ("(Xinhua) 08:36, February 07, 2022", "source-line"),
    ("Source: Xinhua | Updated: 2022-02-06 20:10", "source-line"),
    ("新华社北京11月4日电", "dateline"),
    ("（新华社北京11月4日电）", "dateline"),
    ("新华社北京11月4日电（记者张三 李四）", "dateline"),
    ("中新网5月11日电", "dateline"),
    ("《 甲国日报 》（ 2024年06月08日   第 01 版）", "source-line"),
    ("（此件公开发布）", "boilerplate"),
    ("香港时间11时15分", "page-date"),
    ("Ends/Tuesday, February 7, 2023", "page-date"),
    ("Issued at HKT 11:15", "page-date"),
    ("Press Release", "field"),
    ("PR No. 135/2025", "field"),
    ("PRESS RELEASE NO. 12", "field"),
    ("（完）", "end-mark"),
    ("全文完", "end-mark"),
    ("【完】", "end-mark"),
    ("（记者 张三 李四）", "reporters"),
    ("By Web Desk", "reporters"),
    ("首页 > 新闻 > 两国发表联合声明", "navigation"),
    ("您现在的位置：首页 >> 条约", "navigation"),
    ("当前位置：条约数据库", "navigation"),
    ("跳转到导航 跳转到搜索", "navigation"),
    ("维基文库，自由的图书馆", "navigation"),
    ("视频简介", "navigation"),
    ("本作品在中国大陆属于公有领域。", "licence"),
    ("本作品是中华人民共和国的法律法规及其官方正式译文，在中国大陆属于公有领域。", "licence"),
    ("Public domainPublic domainfalsefalse", "licence"),
]

TEXT = [
    "2015年4月20日",
    "（2015年4月20日，北京）",
    "2015年4月20日于北京",
    "新华社北京11月4日电 两国发表联合声明。",
    "新华社发表评论",
    "记者：请问中方有何评论",
    "问：您怎么看？",
    "完成谈判",
    "Joint Press Release",
    "Press Release on Trade",
    "当地时间11时15分，会谈结束。",
    "《甲国日报》发表评论",
    "此件已送有关部门",
    "首页内容",
    "本文件自签署之日起生效。",
    "本条约须经批准，自互换批准书之日起生效。",
    "双方将保护著作权和版权。",
    "未经双方许可，不得向第三方披露。",
    "The Treaty shall enter into force on 5 April 2005.",
    "Source of strength",
    "By the end of the year",
    "",
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_a_line_of_the_page_and_what_it_is(line: str, kind: str) -> None:
    assert kind_of_line(line) == kind


@pytest.mark.parametrize("line", TEXT)
def test_what_is_text_and_no_line_of_the_page(line: str) -> None:
    assert kind_of_line(line) is None


@pytest.mark.parametrize("line", [line for line, _ in LINES])
@pytest.mark.parametrize("place", ["{line}\n\n{title}\n\n{day}\n\n{body}", "{title}\n\n{line}\n\n{day}\n\n{body}",
                                   "{title}\n\n{day}\n\n{body}\n\n{line}"])  # fmt: skip
def test_a_line_of_the_page_hides_nothing_wherever_it_stands(line: str, place: str) -> None:
    found = statement_in(place.format(line=line, title=TITLE, day=DAY, body=BODY))
    assert (found.title, found.date, found.place) == (TITLE, date(2015, 4, 20), "伊斯兰堡")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize(
    "end", ["（完）", "（新华社北京11月4日电）", "本作品在中国大陆属于公有领域。", "（记者 张三）"]
)
def test_a_line_after_the_closing_day_hides_neither_day_nor_signature(end: str) -> None:
    signature = "中华人民共和国政府代表\n李某\n（签字）"
    found = statement_in(f"{TITLE}\n{BODY}\n\n{signature}\n\n一九七二年一月三十一日于罗马\n\n{end}")
    assert (found.date, found.place, found.signature) == (date(1972, 1, 31), "罗马", signature)
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


PUBLISHED = [
    ("来源:    2020-11-12", date(2020, 11, 12)),
    ("发布时间: 2025-08-31 | 更新时间: 2025-09-01", date(2025, 8, 31)),
    ("發表時間：2015-03-29　　　來源：新華社", date(2015, 3, 29)),
    ("2018年11月04日 20:09 来源：新华网", date(2018, 11, 4)),
    ("(Xinhua) 08:36, February 07, 2022", date(2022, 2, 7)),
    ("来源：新华社", None),
    ("《甲国日报》（2015年04月21日，第3版）", date(2015, 4, 21)),
]


@pytest.mark.parametrize(("line", "day"), PUBLISHED)
def test_a_line_of_the_page_says_when_it_was_published(line: str, day: date | None) -> None:
    found = statement_in(f"{TITLE}\n{line}\n\n{DAY}\n\n{BODY}")
    assert (found.published, found.date) == (day, date(2015, 4, 20))
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


CONTENTS = ["目录", "目 录", "目次", "目錄"]


@pytest.mark.parametrize("heading", CONTENTS)
def test_a_table_of_contents_is_no_text(heading: str) -> None:
    entries = ["前言", "第一章　总则", "第二章　合作"]
    body = f"前言\n\n{SENTENCES[0]}\n\n第一章　总则\n\n{SENTENCES[1]}\n\n第二章　合作\n\n{SENTENCES[2]}"
    listed = "\n".join(f"{entry}……{page}" for page, entry in enumerate(entries, 1))
    found = statement_in(f"甲地区发展规划纲要\n\n{heading}\n{listed}\n\n{body}")
    assert found.title == "甲地区发展规划纲要"
    assert [each.text for each in found.paragraphs] == list(SENTENCES[:3])
    assert [(each.label, each.title) for each in found.sections] == [
        (None, "前言"),
        ("第一章", "总则"),
        ("第二章", "合作"),
    ]


def test_a_word_about_contents_is_no_table_of_them() -> None:
    found = statement_in(f"{TITLE}\n\n{DAY}\n\n目录\n\n{BODY}")
    assert [each.text for each in found.paragraphs][-len(SENTENCES) :] == list(SENTENCES)


@pytest.mark.parametrize("line", ["Source: Xinhua | 2024-06-08 10:15:30", "来源：甲网 2024年06月08日 10:15"])
def test_a_line_beside_the_heading_of_a_page_says_when_it_was_published(line: str) -> None:
    opening = "RIVERTON, June 7 (Xinhua) -- Talks were held in Riverton on Friday, and both sides agreed."
    page = f"<html><body><h1>Talks held in Riverton</h1><div class='info'>{line}</div><p>{opening}</p></body></html>"
    found = statement_in(page, "x.html")
    assert (found.published, found.date) == (date(2024, 6, 8), date(2024, 6, 7))

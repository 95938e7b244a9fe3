"""Labels, headings and what stands under them."""

from __future__ import annotations

import pytest

from indexer.sources.blocks import BlockStyle
from indexer.structure.labels_and_headings import label_of
from tests.indexer.structure.readings import SENTENCES, TITLE, block_of, statement_in

A, B, C, D = SENTENCES
HEAD = f"{TITLE}\n（2018年11月4日，北京）\n"

LABELS = [
    ("一、双方同意", "一", "双方同意"),
    ("十二、双方同意", "十二", "双方同意"),
    ("一　双方同意", "一", "双方同意"),
    ("一、二〇一五年双方同意", "一", "二〇一五年双方同意"),
    ("1）双方同意", "1", "双方同意"),
    ("　　三、双方同意", "三", "双方同意"),
    ("一．双方同意", "一", "双方同意"),
    ("（一）双方同意", "（一）", "双方同意"),
    ("(一)双方同意", "(一)", "双方同意"),
    ("（一）、双方同意", "（一）", "双方同意"),
    ("(1) 双方同意", "(1)", "双方同意"),
    ("（１）双方同意", "（１）", "双方同意"),
    ("1. 双方同意", "1", "双方同意"),
    ("1.双方同意", "1", "双方同意"),
    ("1、双方同意", "1", "双方同意"),
    ("１．双方同意", "１", "双方同意"),
    ("１、双方同意", "１", "双方同意"),
    ("1.1 双方同意", "1.1", "双方同意"),
    ("1.1.2　双方同意", "1.1.2", "双方同意"),
    ("第一条 双方同意", "第一条", "双方同意"),
    ("第二十一条　双方同意", "第二十一条", "双方同意"),
    ("第3条：双方同意", "第3条", "双方同意"),
    ("第一条", "第一条", ""),
    ("第一章 总则", "第一章", "总则"),
    ("第一部分　总则", "第一部分", "总则"),
    ("七", "七", ""),
]

NO_LABELS = [
    "双方同意",
    "第一，双方同意",
    "第一次战略对话",
    "第一条规定",
    "2.5亿美元",
    "2.5 亿美元",
    "1.5 billion dollars",
    "1.1.2双方",
    "2015年4月20日",
    "①双方同意",
    "一方面，双方同意",
    "一个中国政策",
    "一带一路",
    "一、二级市场合作",
    "一、二、三产业融合发展",
    "三管齐下",
    "100、双方",
    "（巴方）双方同意",
    "——双方同意",
    "",
]


@pytest.mark.parametrize(("text", "label", "rest"), LABELS)
def test_label(text: str, label: str, rest: str) -> None:
    found = label_of(block_of(text))
    assert found is not None
    assert (found.text, text[found.width :]) == (label, rest)


@pytest.mark.parametrize("text", NO_LABELS)
def test_what_is_no_label(text: str) -> None:
    assert label_of(block_of(text)) is None


def test_the_number_of_a_list_item_is_a_label_and_its_bullet_is_none() -> None:
    numbered = label_of(block_of("双方同意", BlockStyle(item="2.")))
    assert numbered is not None
    assert (numbered.text, numbered.width) == ("2", 0)
    assert label_of(block_of("双方同意", BlockStyle(item="-"))) is None


def rows(text: str) -> list[tuple[str | None, str | None, str]]:
    """Every paragraph of a statement: label, its heading's label or else title, and text."""
    return [
        (each.label, (each.section.label or each.section.title) if each.section else None, each.text)
        for each in statement_in(HEAD + text).paragraphs
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"一、{A}\n二、{B}", [("一", None, A), ("二", None, B)], id="numbered paragraphs, as in 2015"
        ),
        pytest.param(
            f"{A}\n一、政治关系\n{B}\n{C}\n二、经济\n{D}",
            [(None, None, A), (None, "一", B), (None, "一", C), (None, "二", D)],
            id="headings, as in 2018",
        ),
        pytest.param(
            "一、尊重各国主权。公认的国际法应该得到遵守。\n二、停火止战。冲突战争没有赢家。",
            [("一", None, "尊重各国主权。公认的国际法应该得到遵守。"), ("二", None, "停火止战。冲突战争没有赢家。")],
            id="a heading sentence and its text in one paragraph",
        ),
        pytest.param(
            f"{A}\n一、关于执行计划的协定\n二、关于培训的备忘录\n三、关于教育的备忘录",
            [
                (None, None, A),
                ("一", None, "关于执行计划的协定"),
                ("二", None, "关于培训的备忘录"),
                ("三", None, "关于教育的备忘录"),
            ],
            id="a list of short items is no list of headings",
        ),
        pytest.param(
            f"一\n{A}\n{B}\n二\n{C}",
            [("一", None, A), (None, None, B), ("二", None, C)],
            id="a label alone on its line is that of the paragraph after it",
        ),
        pytest.param(
            f"第一条\n{A}\n第二条\n{B}\n{C}",
            [("第一条", None, A), ("第二条", None, B), (None, None, C)],
            id="articles whose number stands on a line of its own",
        ),
        pytest.param(
            f"第一条　{A}\n{B}\n第二条　{C}",
            [("第一条", None, A), (None, None, B), ("第二条", None, C)],
            id="an article of two paragraphs",
        ),
        pytest.param(
            f"一、政治关系\n（一）高层交往\n{A}\n（二）议会交流\n{B}\n二、经济\n{C}",
            [(None, "（一）", A), (None, "（二）", B), (None, "二", C)],
            id="two levels of headings",
        ),
        pytest.param(
            f"一、政治关系\n1. {A}\n2. {B}\n二、经济\n{C}",
            [("1", "一", A), ("2", "一", B), (None, "二", C)],
            id="numbered paragraphs under headings",
        ),
        pytest.param(
            f"一、双方同意如下，\n{A}", [("一", None, "双方同意如下，"), (None, None, A)], id="what goes on is no heading"
        ),
        pytest.param(f"{A}\n一、政治关系", [(None, None, A), ("一", None, "政治关系")], id="nothing is under the last line"),
    ],
)  # fmt: skip
def test_labels_and_headings_of_paragraphs(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert rows(text) == expected


def test_a_section_ends_before_the_next_of_its_level_and_holds_those_below() -> None:
    found = statement_in(f"{HEAD}一、政治关系\n（一）高层交往\n{A}\n（二）议会交流\n{B}\n{C}\n二、经济\n{D}")
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        ("一", "政治关系", 1, 3),
        ("（一）", "高层交往", 1, 1),
        ("（二）", "议会交流", 2, 3),
        ("二", "经济", 4, 4),
    ]


def test_a_heading_may_stand_on_the_line_after_its_label() -> None:
    found = statement_in(f"{HEAD}第一章\n总则\n第一条 {A}\n第二条 {B}\n第二章\n附则\n第三条 {C}")
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        ("第一章", "总则", 1, 2),
        ("第二章", "附则", 3, 3),
    ]
    assert [each.label for each in found.paragraphs] == ["第一条", "第二条", "第三条"]


def test_an_article_is_a_paragraph_however_short() -> None:
    assert rows(f"第一条\n双方不诉诸武力\n{A}\n第二条\n{B}")[0] == ("第一条", None, "双方不诉诸武力")


def test_numbered_headings_stand_below_those_of_markup() -> None:
    found = statement_in(f"# {TITLE}\n\n## 总体\n\n一、政治\n\n{A}\n\n二、经济\n\n{B}\n\n## 其他\n\n{C}\n", name="x.md")
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        (None, "总体", 1, 2),
        ("一", "政治", 1, 1),
        ("二", "经济", 2, 2),
        (None, "其他", 3, 3),
    ]


def test_a_numeral_in_the_last_line_is_a_paragraph_without_a_label() -> None:
    assert rows(f"{A}\n{B}\n七")[-1] == (None, None, "七")


def test_leave_is_taken_under_no_heading() -> None:
    thanks = "伊姆兰总理感谢中国政府和人民的热情接待，并邀请中国领导人再次访问巴基斯坦。"
    assert rows(f"一、政治关系\n{A}\n二、经济\n{B}\n{thanks}")[-1] == (None, None, thanks)


def test_thanks_before_the_last_section_stay_under_their_heading() -> None:
    thanks = "伊姆兰总理感谢中国政府和人民的热情接待，并邀请中国领导人再次访问巴基斯坦。"
    assert [section for _, section, _ in rows(f"一、政治关系\n{A}\n{thanks}\n二、经济\n{B}")] == ["一", "一", "二"]


def test_a_section_that_is_nothing_but_thanks_is_kept_and_holds_them() -> None:
    thanks = "伊姆兰总理感谢中国政府和人民的热情接待，并邀请中国领导人再次访问巴基斯坦。"
    found = statement_in(f"{HEAD}一、政治关系\n{A}\n二、结语\n{thanks}")
    assert [(each.label, each.first, each.last) for each in found.sections] == [("一", 1, 1), ("二", 2, 2)]
    assert [each.section and each.section.label for each in found.paragraphs] == ["一", "二"]


def test_bold_lines_and_headings_of_markup_are_sections() -> None:
    found = statement_in(
        f"# {TITLE}\n\n（2018年11月4日，北京）\n\n**政治关系**\n\n{A}\n\n{B}\n\n**经济**\n\n{C}\n", name="x.md"
    )
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        (None, "政治关系", 1, 2),
        (None, "经济", 3, 3),
    ]


def test_headings_of_hard_wrapped_lines_are_headings() -> None:
    wrapped = "双方高度评价中巴经济走廊建设取得的进展，同意继续加强各领域务\n实合作，推动中巴经济走廊建设不断取得新的更大进展，造福两国人\n民，促进地区和平。\n"
    found = statement_in(
        f"{TITLE}\n\n（2018年11月4日，北京）\n\n{wrapped}\n一、政治关系\n\n{wrapped}\n二、经济\n\n{wrapped}"
    )
    assert [(each.label, each.first, each.last) for each in found.sections] == [("一", 2, 2), ("二", 3, 3)]


def test_a_letter_spaced_heading_is_a_heading_and_its_list_of_contents_is_none() -> None:
    contents = "目　　录\n\n第一章　总　　则\n第二章　附　　则"
    chapters = f"第一章　总　　则\n\n第一条　{SENTENCES[0]}\n\n第二章　附　　则\n\n第二条　{SENTENCES[1]}"
    found = statement_in(f"甲国对外关系法\n\n{contents}\n\n{chapters}")
    assert [each.text for each in found.paragraphs] == list(SENTENCES[:2])
    assert [(each.label, each.title) for each in found.sections] == [("第一章", "总则"), ("第二章", "附则")]


def test_decimal_numbers_divide_a_plan() -> None:
    text = (
        f"甲国和乙国合作行动计划\n\n{SENTENCES[3]}\n\n1. 政治合作\n\n1.1 高层交往\n\n1.1.1 {SENTENCES[0]}\n\n1.1.2 {SENTENCES[1]}"
        f"\n\n1.2 安全合作\n\n1.2.1 {SENTENCES[2]}"
    )
    found = statement_in(text)
    assert ["/".join(step.label or "" for step in each.path) for each in found.paragraphs] == [
        "", "1/1.1/1.1.1", "1/1.1/1.1.2", "1/1.2/1.2.1",
    ]  # fmt: skip


BELOW = [
    ("Article 1", "Scope of the Convention", "The Convention applies to treaties.", "Article 2", "Use of terms"),
    ("第一条", "适用范围", "本公约适用于条约。", "第二条", "用语"),
]


@pytest.mark.parametrize(("first", "scope", "text", "second", "terms"), BELOW)
def test_the_title_of_an_article_may_stand_below_its_label(
    first: str, scope: str, text: str, second: str, terms: str
) -> None:
    found = statement_in(
        f"关于条约的公约\n\n{first}\n{scope}\n\n{text}\n\n{second}\n{terms}\n\n1. {SENTENCES[0]}\n\n2. {SENTENCES[1]}"
    )
    assert [(each.label, each.text) for each in found.paragraphs] == [
        (first, text), ("1", SENTENCES[0]), ("2", SENTENCES[1]),
    ]  # fmt: skip
    assert [(each.label, each.title) for each in found.sections] == [(first, scope), (second, terms)]


def test_text_below_the_label_of_an_article_is_its_text() -> None:
    found = statement_in(f"关于条约的公约\n\n第一条\n{SENTENCES[0]}\n\n第二条\n{SENTENCES[1]}\n{SENTENCES[2]}")
    assert [each.text for each in found.paragraphs] == list(SENTENCES[:3])

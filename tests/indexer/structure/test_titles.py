"""Titles of statements, as pages and texts print them."""

from __future__ import annotations

import pytest

from indexer.structure.parties import parties_in
from indexer.structure.titles import closed_up, comparable_title, is_front_line, without_folder_label
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in, structured

BODY = "\n".join(SENTENCES)
CHINA, PAKISTAN = "中华人民共和国", "巴基斯坦伊斯兰共和国"
DAY = "（2015年4月20日，伊斯兰堡）"


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("中华人民共和国和巴基斯坦伊斯兰共和国关于建立全天候战略合作伙伴关系的联合声明", (CHINA, PAKISTAN)),
        ("中华人民共和国与巴基斯坦伊斯兰共和国联合声明", (CHINA, PAKISTAN)),
        ("中华人民共和国和巴基斯坦伊斯兰共和国睦邻友好合作条约", (CHINA, PAKISTAN)),
        ("中华人民共和国政府和巴基斯坦伊斯兰共和国政府自由贸易协定", (CHINA + "政府", PAKISTAN + "政府")),
        ("中华人民共和国和阿拉伯联合酋长国关于加强全面战略伙伴关系的联合声明", (CHINA, "阿拉伯联合酋长国")),
        ("中国和巴基斯坦关于进一步深化全面合作的联合声明", ("中国", "巴基斯坦")),
        ("中国和巴基斯坦联合新闻公报", ("中国", "巴基斯坦")),
        ("中华人民共和国、阿富汗伊斯兰共和国和巴基斯坦伊斯兰共和国外长联合声明", (CHINA, "阿富汗伊斯兰共和国", PAKISTAN)),
        ("中华人民共和国和朝鲜民主主义人民共和国联合公报", (CHINA, "朝鲜民主主义人民共和国")),
        ("巴基斯坦伊斯兰共和国和中华人民共和国联合声明", (PAKISTAN, CHINA)),
        ("习近平会见巴基斯坦总理", ()),
        ("上海合作组织成员国元首理事会联合公报", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_parties(title: str, parties: tuple[str, ...]) -> None:
    assert parties_in(title) == parties


@pytest.mark.parametrize(
    ("title", "own"),
    [
        (f"2015全天候战略合作伙伴关系 {TITLE}", TITLE),
        (f"2015　{TITLE}", TITLE),
        (TITLE, TITLE),
        ("习近平 巴基斯坦之行", "习近平 巴基斯坦之行"),
        (f"{CHINA}和{PAKISTAN} 关于加强合作的联合声明", f"{CHINA}和{PAKISTAN} 关于加强合作的联合声明"),
    ],
)
def test_a_folder_label_is_no_part_of_the_title(title: str, own: str) -> None:
    assert without_folder_label(title) == (own, len(title) - len(own))


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("联　合　声　明", "联合声明"),
        ("AI 篮球裁判火了", "AI 篮球裁判火了"),
        ("印、孟相争  中、巴得利？", "印、孟相争  中、巴得利？"),
        ("张 三", "张 三"),
        ("贺  信", "贺信"),
        ("总　　则", "总则"),
        ("总　　则 一", "总　　则 一"),
        ("", ""),
    ],
)
def test_letter_spacing_is_closed_up(printed: str, title: str) -> None:
    assert closed_up(printed) == title


def test_an_editors_remark_does_not_tell_titles_apart() -> None:
    assert comparable_title(f"{TITLE}（全文）") == comparable_title(f" {TITLE}(全文) ") == TITLE
    assert comparable_title(f"{TITLE}（草案）") != TITLE


@pytest.mark.parametrize(
    ("line", "front"),
    [
        (TITLE, True),
        (f"{TITLE}（全文）", True),
        ("——在第55届慕尼黑安全会议上的主旨演讲", True),
        ("中共中央政治局委员 杨洁篪", True),
        ("2022-02-04 19:00:00", True),
        ("双方同意继续合作。", False),
        ("双方发表声明；", False),
        ("双方同意：", False),
        ("和平" * 60, False),
    ],
)
def test_a_front_line_is_a_phrase(line: str, front: bool) -> None:
    assert is_front_line(line) is front


PRINTED = [
    pytest.param(f"{TITLE}2015-04-21[字体：大 中 小]      打印本页{DAY}\n{BODY}", id="a page header on one line"),
    pytest.param(
        f"{TITLE}（全文）2015-04-21[字体：大 中 小] 打印本页　　{TITLE}{DAY}　　{'　　'.join(SENTENCES)}",
        id="full text",
    ),
    pytest.param(f"2015全天候 {TITLE}2015-04-21【字体：大 中 小】打印本页{DAY}\n{BODY}", id="a folder's label"),
    pytest.param(f"{TITLE}\n{DAY}\n{BODY}", id="a line of its own"),
    pytest.param(f"{CHINA}和{PAKISTAN}\n关于加强合作的联合声明\n{DAY}\n{BODY}", id="two lines"),
    pytest.param(f"{CHINA}和{PAKISTAN}\n关于加强合作的\n联合声明\n{DAY}\n{BODY}", id="three lines"),
    pytest.param(f"  {TITLE}  \n\n{DAY}\n\n{BODY}", id="blanks around it"),
]


@pytest.mark.parametrize("text", PRINTED)
def test_the_title_is_found(text: str) -> None:
    found = statement_in(text)
    assert found.title == TITLE
    assert found.parties == (CHINA, PAKISTAN)
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_two_centred_lines_are_one_title_and_a_subtitle_is_not_of_it() -> None:
    centred = "".join(
        f'<p align="center">{line}</p>'
        for line in (f"{CHINA}和{PAKISTAN}", "关于加强合作的联合声明", "在伊斯兰堡发表", DAY)
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    found = statement_in(f"<html><body><div>{centred}{body}</div></body></html>", name="x.html")
    assert (found.title, found.place) == (TITLE, "伊斯兰堡")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_subtitle_day_and_byline_are_no_paragraphs() -> None:
    salutation = "尊敬的主席先生，"
    found = statement_in(
        f"共同建设和平家园\n——在第55届慕尼黑安全会议上的主旨演讲\n（2019年2月16日，慕尼黑）\n杨洁篪\n{salutation}\n{BODY}"
    )
    assert [each.text for each in found.paragraphs] == [salutation, *SENTENCES]
    assert (found.title, found.place) == ("共同建设和平家园", "慕尼黑")


def test_a_first_paragraph_without_a_full_stop_is_no_title_line() -> None:
    first = "应中华人民共和国主席习近平邀请，巴基斯坦伊斯兰共和国总统对中国进行国事访问"
    found = statement_in(f"{TITLE}\n{DAY}\n{first}\n{BODY}")
    assert [each.text for each in found.paragraphs] == [first, *SENTENCES]


@pytest.mark.parametrize(
    "title", ["古特雷斯：北京冬奥会推动全球团结", "中国的机会在哪里？", "让我们一起向未来！——热烈祝贺开幕"]
)
def test_a_headline_may_have_the_marks_of_a_sentence(title: str) -> None:
    found = statement_in(f"{title}\n{BODY}")
    assert (found.title, found.paragraph_count) == (title, len(SENTENCES))


@pytest.mark.parametrize(
    "first", ["外交部发言人宣布：", "问：中方有何评论？", "新华社河内电：双方会谈", "双方同意；", "你好！"]
)
def test_what_is_no_headline(first: str) -> None:
    found = statement_in(f"{first}\n{BODY}")
    assert (found.title, found.paragraphs[0].text) == ("", first)


@pytest.mark.parametrize("glued", [f"{TITLE}{DAY}{BODY}", f"{TITLE}\n{DAY}{BODY}", f"{TITLE}\n{DAY}\n{BODY}"])
def test_title_day_and_text_may_be_glued(glued: str) -> None:
    found = statement_in(glued)
    assert (found.title, found.place) == (TITLE, "伊斯兰堡")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_a_day_in_a_sentence_is_not_the_day_of_signing() -> None:
    first = f"双方重申{TITLE}{DAY}。"
    found = statement_in(f"{TITLE}\n{first}\n{BODY}")
    assert (found.date, found.paragraphs[0].text) == (None, first)


def test_a_document_without_a_title_says_so_and_is_kept() -> None:
    found = statement_in(BODY)
    assert (found.title, found.paragraph_count) == ("", len(SENTENCES))


@pytest.mark.parametrize("text", [SENTENCES[0], "没有标点的一行", TITLE, DAY, "一、政治关系"])
def test_one_block_is_one_paragraph_or_a_warning(text: str) -> None:
    found = structured(text)
    assert [each.text for each in found.statements[0].paragraphs] if found.statements else found.warnings


ON_LINES = [
    pytest.param(
        "落实中国和甲国联合宣言的\n行动计划（2021－2025）",
        "落实中国和甲国联合宣言的行动计划（2021－2025）",
        id="goes on",
    ),
    pytest.param("上海合作组织成员国\n元首理事会联合公报", "上海合作组织成员国元首理事会联合公报", id="up to the kind"),
    pytest.param(f"{TITLE} 某某文库", TITLE, id="a site behind it"),
    pytest.param(f"{TITLE}_某某网", TITLE, id="a site behind a bar"),
    pytest.param(f"{TITLE} - 某某网", TITLE, id="a site behind a dash"),
    pytest.param(f"某某协会\n促进交流的桥梁\n{TITLE}", TITLE, id="a site over it"),
    pytest.param(f"新华社北京4月20日电\n{TITLE}", TITLE, id="an agency over it"),
    pytest.param(
        f"{TITLE}\n2015年04月21日 20:09 来源：新华网\n新华社北京4月20日电\n{TITLE}", TITLE, id="printed again"
    ),
    pytest.param(f"9.{TITLE}", TITLE, id="the number of a collection"),
    pytest.param(f"两国发表联合声明\n{TITLE}", TITLE, id="a headline over it"),
]


@pytest.mark.parametrize(("lines", "title"), ON_LINES)
def test_the_title_is_whole_and_nothing_else(lines: str, title: str) -> None:
    found = statement_in(f"{lines}\n{DAY}\n\n{BODY}")
    assert (found.title, str(found.date)) == (title, "2015-04-20")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("printed", ["1972年1月31日于罗马", "1972年1月31日订于罗马", "一九七二年一月三十一日，罗马"])
@pytest.mark.parametrize("body", [BODY, "　　" + "\n　　".join(SENTENCES)])
def test_day_and_place_on_the_titles_line(printed: str, body: str) -> None:
    found = statement_in(f"{TITLE} {printed}\n{body}")
    assert (found.title, str(found.date), found.place) == (TITLE, "1972-01-31", "罗马")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("level", ["#", "##", "###"])
def test_the_only_heading_of_its_rank_over_the_text_is_the_title(level: str) -> None:
    found = statement_in(f"{level} {TITLE}\n\n{DAY}\n\n" + "\n\n".join(SENTENCES), "x.md")
    assert (found.title, str(found.date), found.sections) == (TITLE, "2015-04-20", ())
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("named", ["Chinese (Simplified)", "某某条约数据库", TITLE, f"{TITLE} - 某某网"])
def test_the_heading_over_the_text_is_the_title_where_the_page_says_something_else(named: str) -> None:
    body = "".join(f"<p>{each}</p>" for each in (DAY, *SENTENCES))
    found = statement_in(
        f"<html><head><title>{named}</title></head><body><h1>{TITLE}</h1>{body}</body></html>", "x.html"
    )
    assert (found.title, found.paragraph_count) == (TITLE, len(SENTENCES))


@pytest.mark.parametrize("sections", ["# 政治\n\n{0}\n\n# 经济\n\n{1}", "## 政治\n\n{0}\n\n## 经济\n\n{1}"])
@pytest.mark.parametrize("head", ["---\ntitle: {title}\n---\n\n", "# {title}\n\n"])
def test_headings_of_any_rank_are_sections_of_a_titled_statement(head: str, sections: str) -> None:
    found = statement_in(head.format(title=TITLE) + f"{SENTENCES[2]}\n\n" + sections.format(*SENTENCES), "x.md")
    assert (found.title, found.paragraph_count) == (TITLE, 3)
    assert [each.title for each in found.sections] == ["政治", "经济"]


@pytest.mark.parametrize("page_title", ["新闻公报 - {own}", "{own} - 某某网站", "{own} | 某某网站", "某某_{own}_新闻"])
def test_the_name_of_a_site_beside_the_heading_is_no_part_of_the_title(page_title: str) -> None:
    own = "李小明会见丙国客人谈合作"
    page = f"<html><head><title>{page_title.format(own=own)}</title></head><body><h1>{own}</h1><p>{SENTENCES[0]}</p></body></html>"
    assert statement_in(page, "x.html").title == own


def test_a_part_of_a_title_is_not_the_title() -> None:
    own = "中国-丙国联合声明（第一部分）"
    page = f"<html><head><title>{own}</title></head><body><h1>第一部分内容</h1><p>{SENTENCES[0]}</p></body></html>"
    assert statement_in(page, "x.html").title == own

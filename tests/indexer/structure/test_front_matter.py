"""What stands before and after the paragraphs: leads and signatures."""

from __future__ import annotations

import pytest

from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in

HEAD = f"{TITLE}\n（2015年4月20日，伊斯兰堡）\n"
BODY = "\n".join(SENTENCES)
ANNOUNCED = "2015年4月20日，中华人民共和国和巴基斯坦伊斯兰共和国在伊斯兰堡发表联合声明。"

SIGNATURES = [
    pytest.param("中华人民共和国政府代表 巴基斯坦伊斯兰共和国政府代表", "中华人民共和国政府代表 巴基斯坦伊斯兰共和国政府代表", id="a line"),
    pytest.param("中华人民共和国\n政府代表\n巴基斯坦伊斯兰共和国\n政府代表", None, id="four lines"),
    pytest.param("中华人民共和国代表\n温家宝\n巴基斯坦伊斯兰共和国代表\n肖卡特·阿齐兹", None, id="names under the offices"),
    pytest.param("中华人民共和国代表　　　　巴基斯坦伊斯兰共和国代表\n温家宝　　　　肖卡特·阿齐兹", "中华人民共和国代表\n巴基斯坦伊斯兰共和国代表\n温家宝\n肖卡特·阿齐兹", id="two columns"),
    pytest.param("中华人民共和国代表\n温家宝（签字）\n巴基斯坦伊斯兰共和国代表\n肖卡特·阿齐兹（签字）", None, id="signed"),
    pytest.param("海桥交流基金会\n董事长　李小明\n海桥关系协会\n会长　张三", None, id="bodies"),
    pytest.param("中华人民共和国\n国务院总理\n李小明\n乙国\n首席执行官\n张三", None, id="office and name on lines of their own"),
    pytest.param("中华人民共和国政府\n全权代表\n巴基斯坦伊斯兰共和国政府\n全权代表", None, id="plenipotentiaries"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "signature"), SIGNATURES)
def test_signature_on_lines_of_its_own(lines: str, signature: str | None) -> None:
    found = statement_in(f"{HEAD}{BODY}\n{lines}")
    assert found.signature == (signature or lines)
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_signature_glued_to_the_last_sentence() -> None:
    found = statement_in(f"{HEAD}{BODY}中华人民共和国 巴基斯坦伊斯兰共和国政府代表\n\n政府代表")
    assert found.signature == "中华人民共和国 巴基斯坦伊斯兰共和国政府代表\n政府代表"
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize(
    "last",
    [
        "中国驻巴基斯坦大使，双方有关部门和地方、商协会代表参加会议。",
        "双方有关部门代表参加会议",
        "安理会改革应增加发展中国家的代表性和发言权。",
        "谢谢大家",
        "谢谢大家！",
        "双方签字。",
        "三、双方签署的文件",
        "关于加强合作的协定",
    ],
)
def test_what_is_no_signature(last: str) -> None:
    found = statement_in(f"{HEAD}{BODY}\n{last}")
    assert found.signature is None
    assert found.paragraphs[-1].text in last
    assert found.paragraph_count == len(SENTENCES) + 1


@pytest.mark.parametrize("last", ["谢谢大家", "中方愿同巴方加强合作", "关于教育合作的备忘录"])
def test_a_last_paragraph_is_no_name_because_a_line_above_speaks_of_delegates(last: str) -> None:
    above = "两国有关部门代表参加会谈"
    found = statement_in(f"{HEAD}{BODY}\n{above}\n{last}")
    assert found.signature is None
    assert [each.text for each in found.paragraphs] == [*SENTENCES, above, last]


def test_thanks_after_delegates_are_still_a_paragraph_of_a_speech() -> None:
    found = statement_in(f"在联合国大会上的讲话\n尊敬的主席先生，各位代表，\n{BODY}\n各位代表\n谢谢大家")
    assert found.signature is None
    assert found.paragraphs[-1].text == "谢谢大家"


TREATY = "中华人民共和国和巴基斯坦伊斯兰共和国睦邻友好合作条约"


def test_a_treaty_is_signed_with_names_after_its_last_article() -> None:
    found = statement_in(
        f"{TREATY}\n中华人民共和国和巴基斯坦伊斯兰共和国（以下简称“缔约双方”），\n议定如下：\n"
        "第一条\n缔约双方将发展睦邻友好合作关系。\n第二条\n缔约双方将尊重各自的主权。\n双方将保持接触。\n"
        "本条约于二〇〇五年四月五日在伊斯兰堡签订，一式两份，每份均用中文、乌尔都文和英文写成。\n"
        "中华人民共和国代表\n温家宝\n（签字）\n巴基斯坦伊斯兰共和国代表\n肖卡特·阿齐兹\n（签字）"
    )
    assert found.title == TREATY
    assert (str(found.date), found.place, found.kind) == ("2005-04-05", "伊斯兰堡", "treaty")
    assert found.signature == (
        "中华人民共和国代表\n温家宝\n（签字）\n巴基斯坦伊斯兰共和国代表\n肖卡特·阿齐兹\n（签字）"
    )
    assert [each.label for each in found.paragraphs] == [None, None, "第一条", "第二条", None, None]


LEADS = [
    pytest.param(f"{ANNOUNCED}全文如下：\n{HEAD}{BODY}", f"{ANNOUNCED}全文如下：", id="a line"),
    pytest.param(f"{ANNOUNCED}全文如下：{HEAD}{BODY}", f"{ANNOUNCED}全文如下：", id="glued to the title"),
    pytest.param(f"{TITLE}\n{ANNOUNCED}全文如下：\n{HEAD}{BODY}", f"{ANNOUNCED}全文如下：", id="after the title of the page"),
    pytest.param(f"{ANNOUNCED}\n联合声明全文如下。\n{HEAD}{BODY}", f"{ANNOUNCED}\n联合声明全文如下。", id="two lines"),
    pytest.param(f"{TITLE}\n{ANNOUNCED}全文如下：\n{BODY}", f"{ANNOUNCED}全文如下：", id="the title is printed only before it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lead"), LEADS)
def test_lead(text: str, lead: str) -> None:
    found = statement_in(text)
    assert found.title == TITLE
    assert found.lead == lead
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_full_text_follows_in_the_middle_of_a_report_is_no_lead() -> None:
    report = [
        "央视网消息：12月8日，中巴举行会谈。",
        "双方就下一步合作深入交换意见，会谈后发表联合新闻稿，全文如下：两国同意加强合作。",
        "双方还签署了合作文件。",
    ]
    found = statement_in("中巴举行会谈\n" + "\n".join(report))
    assert found.lead is None
    assert [each.text for each in found.paragraphs] == report


def test_a_lead_with_nothing_after_it_is_a_paragraph() -> None:
    found = statement_in(f"{TITLE}\n{ANNOUNCED}全文如下：")
    assert (found.lead, found.paragraph_count) == (None, 1)


MORE_SIGNATURES = [
    pytest.param("中华人民共和国特命全权大使\n李某\n（签字）\n丁国政府代表\n约翰·乙\n（签字）", id="an ambassador"),
    pytest.param("甲国总理　李某\n乙国总理　约翰·乙", id="offices and names"),
    pytest.param("甲国总理\n李某\n乙国总理\n约翰·乙\n丙国外交部长\n王某", id="offices, then names"),
    pytest.param("中华人民共和国主席 俄罗斯联邦总统\n李某（签字） 约翰·乙（签字）", id="two columns of offices"),
    pytest.param("中华人民共和国全权代表黄某（签字）\n日本国全权代表田某（签字）", id="names glued to the offices"),
    pytest.param("中華人民共和國政府代表\n李某\n（簽字）", id="in Traditional characters"),
]


@pytest.mark.parametrize("lines", MORE_SIGNATURES)
@pytest.mark.parametrize("day", ["", "\n2021年11月25日于北京"])
def test_signatures_of_other_shapes(lines: str, day: str) -> None:
    found = statement_in(f"{TITLE}\n{BODY}\n\n{lines}{day}")
    assert found.signature == lines
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_one_office_and_name_before_the_day_is_a_signature() -> None:
    found = statement_in(f"致第六届论坛的贺信\n{BODY}\n中华人民共和国主席　某某\n2021年5月21日")
    assert (found.signature, str(found.date)) == ("中华人民共和国主席　某某", "2021-05-21")


@pytest.mark.parametrize("last", ["两国总理\n各国外长", "出席会议的有\n李某", "下次会议由甲国总理主持"])
def test_offices_in_the_text_are_no_signature(last: str) -> None:
    assert statement_in(f"{HEAD}{BODY}\n{last}").signature is None


TITLED_LEADS = [
    f"两国发表联合声明\n{ANNOUNCED}\n以下为声明全文：\n{HEAD}{BODY}",
    f"首页 > 新闻 > 两国发表联合声明\n发布时间：2015-04-21\n两国发表联合声明\n\n以下是联合声明全文：\n\n{HEAD}{BODY}",
]


@pytest.mark.parametrize("text", TITLED_LEADS)
def test_under_a_headline_and_a_lead_the_statements_own_title_is_the_title(text: str) -> None:
    found = statement_in(text)
    assert (found.title, found.kind.value, str(found.date)) == (TITLE, "joint-statement", "2015-04-20")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("issuer", ["国务院", "中华人民共和国外交部", "李小明", "总理　李小明", "甲国驻乙国大使馆"])
def test_a_name_or_a_body_alone_over_the_closing_day_signs(issuer: str) -> None:
    found = statement_in(f"{TITLE}\n\n{BODY}\n\n{issuer}\n2015年4月20日")
    assert (found.signature, str(found.date)) == (issuer, "2015-04-20")
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("last", ["谢谢大家", "全面战略合作", "双方愿加强交通部门合作"])
def test_other_words_over_the_closing_day_do_not_sign(last: str) -> None:
    found = statement_in(f"{TITLE}\n\n{BODY}\n\n{last}\n2015年4月20日")
    assert found.signature is None
    assert [each.text for each in found.paragraphs] == [*SENTENCES, last]

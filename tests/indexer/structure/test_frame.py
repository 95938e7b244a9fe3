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

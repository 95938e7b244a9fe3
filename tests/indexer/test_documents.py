"""Documents of every family, from bytes to statements: what a careful reader finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import UnreadableSourceError
from indexer.report import unaccounted
from indexer.sources import read, read_bytes
from indexer.structure import structure
from search.model import Kind, Statement

SENTENCE = "双方同意进一步加强两国在各领域的合作，维护地区和平与稳定。"
PARTIES = "中华人民共和国和巴基斯坦伊斯兰共和国"


@dataclass(frozen=True)
class Expected:
    """What stands in a document; `labels` and `sections` as they are printed."""

    title: str
    kind: Kind
    day: date | None
    place: str | None
    paragraphs: int
    labels: tuple[str | None, ...] | None = None
    sections: tuple[tuple[str | None, str, int, int], ...] = ()
    lead: bool = False
    signature: bool = False


ONE_LINE = f"""\
2013全面战略合作 {PARTIES}关于深化合作的联合声明（全文）2013-05-25[字体：大 中 小]      打印本页　　2013年5月23日，两国发表\
联合声明。全文如下：{PARTIES}关于深化合作的联合声明（2013年5月23日，伊斯兰堡）　　一、{SENTENCE}　　二、{SENTENCE}\
　　三、{SENTENCE}中华人民共和国 巴基斯坦伊斯兰共和国政府代表　　 　　　　政府代表　　
"""

HEADINGS = f"""\
{PARTIES}关于加强合作的联合声明2014-11-08[字体：大 中 小]      打印本页（2014年11月8日，北京）　　应邀请，总统对中国进行国事访问。\
　　一、政治关系　　{SENTENCE}　　{SENTENCE}　　二、经济合作　　{SENTENCE}　　访问期间，双方签署了15份合作协议和谅解备忘录。\
　　侯赛因总统感谢中国政府和人民的热情接待，并邀请中国领导人再次访问巴基斯坦。
"""

PARAGRAPH_A_LINE = f"""\ufeff{PARTIES}
关于建立战略合作伙伴关系的联合声明\r
（二○○五年四月五日于伊斯兰堡）\r
\r
　　一、{SENTENCE}\t\r
　　{SENTENCE}\r
　　二、{SENTENCE}  \r
"""

WRAPPED = """\
      新华社北京5月23日电 国家主席在人民大会堂同来访的巴基斯坦总统举行会谈，双方就发展中
巴关系深入交换意见，一致同意加强战略沟通，深化务实合作，推动两国关系不断向前发展。总统
表示，巴方愿同中方一道，共同维护地区和平与稳定，促进两国共同发展。

      双方还就共同关心的国际和地区问题交换了意见，达成了广泛的共识，同意在联合国、上海合
作组织等多边机制内保持密切沟通和配合，维护发展中国家的共同利益。
"""

TREATY = f"""\
{PARTIES}睦邻友好合作条约

第一条
{SENTENCE}
{SENTENCE}

第二条　{SENTENCE}

第三条　本条约于二〇〇五年四月五日在伊斯兰堡签订，一式两份，每份均用中文和英文写成。

中华人民共和国代表　　　　巴基斯坦伊斯兰共和国代表
"""

FRONT_MATTER = """

---
title: '中国和巴基斯坦召开会议'
author: 某财经
date: Thu, 09 Dec 2021 01:10:00 GMT
---

<div>
<p>　　12月8日下午，商务部副部长与巴方以视频方式共同主持召开会议。双方达成共识。</p>
<!--x[<p>来源：商务部亚洲司</p>]x-->
<p> </p>
<p>　　巴方表示，愿同中方继续加强合作。</p>
<style>.q&#123;color:red&#125;</style><div class="qr"><div>海量资讯、精准解读，尽在某某APP</div></div>
<p class="article-editor">责任编辑：李四 </p>
</div>
"""

MARKDOWN = f"""\
---
title: {PARTIES}联合声明
---

（2019年10月9日于北京）

## 一、政治关系

{SENTENCE}

**中方**重申支持巴方。

## 二、经济合作

1. {SENTENCE}
2. {SENTENCE}
"""

FRAGMENT = f"""\
<P align=center>{PARTIES}</P><P align=center>关于加强伙伴关系的联合声明</P>
<P>　　应邀请，总统于2019年7月21日至23日对中国进行国事访问。</P>
<P>　　——{SENTENCE}</P>
<P>　　《{PARTIES}关于修订<自由贸易协定>的议定书》已经生效。</P>
<P align=right>　　2019年7月23日于北京</P>
"""

MINISTRY = f"""\
<!DOCTYPE html><html><head><title>某大使在论坛上的主旨演讲（全文） — 中华人民共和国外交部</title>
<script>var a = "<p>不是正文。</p>";</script></head><body>
<div class="menu"><ul><li><a href="/a">外交部长</a></li><li><a href="/b">外交动态</a></li></ul></div>
<div class="title" id="News_Body_Title">某大使在论坛上的主旨演讲（全文）</div>
<div class="time"><span id="News_Body_source">来源：<span style="display:none">驻巴基斯坦使馆</span></span><span id="News_Body_Time">\
2019-02-17</span></div>
<div class="info">[字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]&nbsp;<a href="#">打印本页</a></div>
<div id="News_Body_Txt_A" class="content"><p align="center"><strong>共同发展</strong></p>
<p align="center">——在论坛上的主旨演讲</p><p align="center">（2019年2月16日，伊斯兰堡）</p>
<p>尊敬的主席先生，<br>女士们，先生们！</p><p>　　{SENTENCE}</p><p align="center"><img src="x.jpg"></p><p>　　谢谢大家！</p></div>
<div class="news" id="relnews_list"><ul><li><a href="/c">相关新闻一。</a>(2019-01-01)</li></ul></div>
<div class="copyright">中华人民共和国外交部　版权所有</div></body></html>
"""

BROADCASTER = f"""\
<html><head><title>[视频]{PARTIES}联合声明_某频道_央视网(cctv.com)</title></head><body><div class="tit">[视频]{PARTIES}联合声明</div>
<div class="gongneng"><span class="laiyuan">来源 : 央视网</span><span class="time">2022-02-06 19:34</span></div>
<div id="content_area"><p><strong>央视网消息</strong>（新闻联播）：中国和巴基斯坦2月6日在北京发表联合声明。<br/></p>
<p>声明指出，双方一致同意加强合作。</p><p>巴方重申支持中方。<br/><br/></p></div>
<div class="zebian"><span>编辑：甲</span><span>责任编辑：乙</span></div></body></html>
"""

POSITION_PAPER = BROADCASTER.replace(f"{PARTIES}联合声明", "中国发布《关于和平的立场》文件").split("<p>声明")[0] + (
    f"<p>一、尊重主权。{SENTENCE}</p><p>二、停火止战。{SENTENCE}</p><p>三、启动和谈。{SENTENCE}</p></div></body></html>"
)

UNKNOWN = f"""\
<html><head><title>巴基斯坦总理访华-某某日报</title><meta name="publishdate" content="2022-11-03"></head><body>
<nav><a href="/">首页</a>。<a href="/w">国际。</a></nav>
<table><tr><td><ul><li><a href="/1">一条很长的相关新闻，有逗号，也有句号。</a></li></ul></td>
<td><h1>巴基斯坦总理访华</h1><div class="article">　　国家主席11月2日在北京会见巴基斯坦总理。<br><br>　　{SENTENCE}<br><br>
　　中方愿同巴方
共同努力。</div></td></tr></table><footer>某某日报 版权所有。未经许可不得转载。</footer></body></html>
"""

DOCUMENTS = {
    "one line": (
        ONE_LINE,
        Expected(
            f"{PARTIES}关于深化合作的联合声明", Kind.JOINT_STATEMENT, date(2013, 5, 23), "伊斯兰堡", 3, ("一", "二", "三"),
            lead=True, signature=True,
        ),
    ),
    "headings": (
        HEADINGS,
        Expected(
            f"{PARTIES}关于加强合作的联合声明", Kind.JOINT_STATEMENT, date(2014, 11, 8), "北京", 6, (None,) * 6,
            (("一", "政治关系", 2, 3), ("二", "经济合作", 4, 4)),
        ),
    ),
    "a paragraph a line": (
        PARAGRAPH_A_LINE,
        Expected(
            f"{PARTIES}关于建立战略合作伙伴关系的联合声明", Kind.JOINT_STATEMENT, date(2005, 4, 5), "伊斯兰堡", 3,
            ("一", None, "二"),
        ),
    ),
    "hard-wrapped": (WRAPPED, Expected("", Kind.NEWS, None, None, 2)),
    "treaty": (
        TREATY,
        Expected(
            f"{PARTIES}睦邻友好合作条约", Kind.TREATY, date(2005, 4, 5), "伊斯兰堡", 4,
            ("第一条", None, "第二条", "第三条"), signature=True,
        ),
    ),
    "front matter and HTML": (
        FRONT_MATTER,
        Expected("中国和巴基斯坦召开会议", Kind.NEWS, date(2021, 12, 8), None, 2),
    ),
    "front matter and Markdown": (
        MARKDOWN,
        Expected(
            f"{PARTIES}联合声明", Kind.JOINT_STATEMENT, date(2019, 10, 9), "北京", 4, (None, None, "1", "2"),
            (("一", "政治关系", 1, 2), ("二", "经济合作", 3, 4)),
        ),
    ),
    "fragment": (
        FRAGMENT,
        Expected(f"{PARTIES}关于加强伙伴关系的联合声明", Kind.JOINT_STATEMENT, date(2019, 7, 23), "北京", 3),
    ),
    "the ministry's page": (
        MINISTRY,
        Expected("某大使在论坛上的主旨演讲（全文）", Kind.SPEECH, date(2019, 2, 16), "伊斯兰堡", 3),
    ),
    "a report under a statement's title": (
        BROADCASTER,
        Expected(f"{PARTIES}联合声明", Kind.NEWS, date(2022, 2, 6), None, 3),
    ),
    "a document in a broadcast": (
        POSITION_PAPER,
        Expected("中国发布《关于和平的立场》文件", Kind.OTHER, date(2022, 2, 6), None, 4, (None, "一", "二", "三")),
    ),
    "a page of unknown template": (
        UNKNOWN,
        Expected("巴基斯坦总理访华", Kind.NEWS, date(2022, 11, 2), None, 3),
    ),
}  # fmt: skip


def statements_in(text: str) -> tuple[Statement, ...]:
    return structure(read_bytes(text.encode(), name="made/by-hand")).statements


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_read_as_a_careful_reader_reads_it(text: str, expected: Expected) -> None:
    (statement,) = statements_in(text)
    assert statement.title == expected.title
    assert statement.kind is expected.kind
    assert (statement.date, statement.place) == (expected.day, expected.place)
    assert statement.paragraph_count == len(statement.paragraphs) == expected.paragraphs
    if expected.labels is not None:
        assert tuple(paragraph.label for paragraph in statement.paragraphs) == expected.labels
    assert tuple((s.label, s.title, s.first, s.last) for s in statement.sections) == expected.sections
    assert (statement.lead is not None, statement.signature is not None) == (expected.lead, expected.signature)


@pytest.mark.parametrize("text", [text for text, _ in DOCUMENTS.values()], ids=DOCUMENTS)
def test_a_paragraph_stands_where_it_says(text: str) -> None:
    reading = read_bytes(text.encode(), name="made/by-hand")
    for statement in structure(reading).statements:
        for paragraph in statement.paragraphs:
            assert paragraph.text[0] == reading.text[paragraph.start]
            assert paragraph.text[-1] == reading.text[paragraph.end - 1]


def test_what_the_page_says_of_itself_is_kept() -> None:
    (report,) = statements_in(FRONT_MATTER)
    assert (report.source.publisher, report.source.editor) == ("商务部亚洲司", "李四")
    (news,) = statements_in(BROADCASTER)
    assert (news.source.publisher, news.source.editor) == ("央视网", "乙")
    (speech,) = statements_in(MINISTRY)
    assert speech.source.publisher == "驻巴基斯坦使馆"
    assert speech.published == date(2019, 2, 17)


def test_text_in_angle_brackets_is_no_tag() -> None:
    (statement,) = statements_in(FRAGMENT)
    assert statement.paragraphs[2].text == f"《{PARTIES}关于修订<自由贸易协定>的议定书》已经生效。"


@pytest.mark.parametrize("text", ['{"title": "标题", "body": "<p>双方同意。</p>"}', "\ufeff [1, 2]", "[" * 3 + "]" * 3])
def test_json_is_refused_and_not_read_as_prose(text: str) -> None:
    with pytest.raises(UnreadableSourceError, match="is JSON"):
        read_bytes(text.encode(), name="made/by-hand")
    assert len(read_bytes(f"[{text}".encode(), name="made/by-hand").blocks) == 1


def test_half_a_character_in_the_front_matter_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="lone surrogate"):
        read_bytes(b'---\ntitle: "\\ud800\xe7\x94\xb2"\n---\n\ntext\n', name="made/by-hand")


def test_several_statements_in_one_file_are_several() -> None:
    found = statements_in(ONE_LINE + HEADINGS)
    assert [(statement.date, statement.paragraph_count) for statement in found] == [
        (date(2013, 5, 23), 3),
        (date(2014, 11, 8), 6),
    ]


def test_items_under_headings_are_documents_of_their_own() -> None:
    item = "## {0}\n\n**央视网消息**（新闻联播）：国家主席2月4日{1}。\n\n*[原文](https://example.org/{2})*\n\n"
    text = "# 新闻联播 2022-02-04\n\n## 《新闻联播》 20220204 19:00\n\n*[原文](https://example.org/0)*\n\n" + "".join(
        item.format(title, "会见来宾", number) for number, title in enumerate(("会见总理", "会见总统"), 1)
    )
    found = statements_in(text)
    assert [(s.title, s.date, s.published, s.source.url, s.kind) for s in found] == [
        ("会见总理", date(2022, 2, 4), date(2022, 2, 4), "https://example.org/1", Kind.NEWS),
        ("会见总统", date(2022, 2, 4), date(2022, 2, 4), "https://example.org/2", Kind.NEWS),
    ]


def test_the_seeds_are_as_counted_by_hand() -> None:
    found = {
        statement.date: statement
        for path in sorted(Path("seeds").glob("*.txt"))
        for statement in structure(read(path, name=path.name)).statements
    }
    assert [(day, found[day].place, found[day].paragraph_count) for day in sorted(filter(None, found))] == [
        (date(2015, 4, 20), "伊斯兰堡", 20),
        (date(2018, 11, 4), "北京", 48),
        (date(2020, 3, 17), "北京", 17),
        (date(2021, 12, 8), None, 4),
    ]
    of_2015 = found[date(2015, 4, 20)]
    numerals = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十"
    assert [paragraph.label for paragraph in of_2015.paragraphs] == numerals.split()
    assert of_2015.published == date(2015, 4, 21)
    assert of_2015.paragraphs[-1].text.endswith("侯赛因总统愉快地接受了邀请。")
    of_2018 = found[date(2018, 11, 4)]
    assert [section.label for section in of_2018.sections] == list("一二三四五六七八")
    assert {paragraph.label for paragraph in of_2018.paragraphs} == {None}
    assert [paragraph.number for paragraph in of_2018.paragraphs if paragraph.section is None] == [1, 2, 47, 48]


PIECES = st.sampled_from(
    [SENTENCE, "　　", "\n", "\n\n", "一、", "（一）", "第一条", PARTIES, "联合声明", "（2015年4月20日，伊斯兰堡）", "2015年2月30日于北京",
     "全文如下：", "政府代表", "2015-04-21[字体：大 中 小] 打印本页", "# ", "## ", "**", "- ", "1. ", "[原文](https://a.b)", "<p>", "</p>",
     "<div>", "<br>", "<b>", "<!-- ", " -->", "<script>", "&middot;", "&#20013;", "<h2>", "---\n", "title: 甲\n", "央视网消息：", "问：", "\ufeff"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_no_text_breaks_the_indexer_and_nothing_is_lost(text: str) -> None:
    try:
        reading = read_bytes(text.encode("utf-8", "replace"), name="made/by-chance")
    except UnreadableSourceError:
        return
    structured = structure(reading)
    ends = [part.end for part in structured.parts]
    assert all(part.start >= end for part, end in zip(structured.parts[1:], ends, strict=False))
    if reading.form != "html":
        assert list(unaccounted(reading.text, ((part.start, part.end) for part in structured.parts))) == []
    for statement in structured.statements:
        assert [paragraph.number for paragraph in statement.paragraphs] == [*range(1, statement.paragraph_count + 1)]
        assert all(paragraph.text.strip() for paragraph in statement.paragraphs)

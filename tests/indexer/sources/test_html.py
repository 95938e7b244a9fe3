"""Pages: what is a block, how it is set, what is furniture, and where the text is on a page of an unknown site."""

from __future__ import annotations

import pytest

from indexer.sources import read_bytes
from indexer.sources.blocks import BlockStyle
from tests.indexer.sources.laws import assert_lawful

P = [
    "应中华人民共和国主席习近平邀请，巴基斯坦总统于2020年3月16日至17日访华。",
    "双方高度评价中巴经济走廊建设取得的进展，同意继续推进务实合作。",
    "双方重申，在涉及彼此核心利益的问题上相互坚定支持。",
    "巴方感谢中方的热情款待。",
]
TITLE = "中巴关于深化全天候战略合作伙伴关系的联合声明"
PARAGRAPHS = "".join(f"<p>　　{paragraph}</p>\n" for paragraph in P)
LINKS = "".join(f'<li><a href="/{n}.html">某某要闻标题之{n}，双方举行会谈</a></li>' for n in range(12))


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("<P>甲方。<P>乙方。", ["甲方。", "乙方。"], id="paragraphs never closed"),
        pytest.param("<div>甲方。<p>乙方。</p>丙方。</div>", ["甲方。", "乙方。", "丙方。"], id="text around a paragraph"),
        pytest.param("<div>甲方<hr>乙方</div>", ["甲方", "乙方"], id="a rule divides"),
        pytest.param("<p>甲</i></div>方</b>。</p>", ["甲方。"], id="stray end tags"),
        pytest.param("<p>伊姆兰&middot;汗&#183;甲&middot乙&nbsp;</p>", ["伊姆兰·汗·甲·乙"], id="entities"),
        pytest.param("<p>双方\r\n    同意</p>", ["双方同意"], id="a line break between Han characters"),
        pytest.param("<p><b>Belt</b> <b>and</b>\n<i>Road</i>: <a>on</a>&nbsp;<a>1</a> <p>甲</p>",
                     ["Belt and Road: on\xa01", "甲"], id="blanks between elements of a line"),
        pytest.param("<p>甲<b>乙</b> <b>丙</b></p>", ["甲乙丙"], id="a blank between Han characters"),
        pytest.param("<p>Belt and Road<br>Initiative和SCO<br/>\nRATS，<br>合作</p>",
                     ["Belt and Road Initiative和SCO RATS，合作"], id="a break between Latin words"),
        pytest.param("<p>Belt\nand Road</p>", ["Belt and Road"], id="a line break between Latin words"),
        pytest.param("<p><b>央视网消息</b>（新闻联播）：甲。</p>", ["央视网消息（新闻联播）：甲。"], id="bold within a line"),
        pytest.param("<p>尊敬的主席先生，<br>女士们，先生们！</p>", ["尊敬的主席先生，女士们，先生们！"], id="a salutation"),
        pytest.param("<p>甲方。<br>乙方。</p>", ["甲方。", "乙方。"], id="a sentence ends before <br>"),
        pytest.param("<p>　　甲<br/>　　乙</p>", ["甲", "乙"], id="both lines indented"),
        pytest.param("<p>甲<br><br>乙</p>", ["甲", "乙"], id="an empty line"),
        pytest.param("<p>甲<br>一、乙</p>", ["甲", "一、乙"], id="a label"),
        pytest.param("<p><b>题</b><br>甲</p>", ["题", "甲"], id="a bold line over another"),
        pytest.param("<p>题<br>（2020年3月17日，北京）</p>", ["题", "（2020年3月17日，北京）"], id="a day"),
        pytest.param(f"<p>政治<br>{P[1]}<br>{P[2]}<br>经济<br>{P[3]}</p>", ["政治", P[1], P[2], "经济", P[3]],
                     id="headings among paragraphs divided by <br>"),
        pytest.param(f"<p>　　{P[1]}　　{P[2]}</p>", [P[1], P[2]], id="full-width blanks after a sentence"),
        pytest.param("<p><img src=a></p><p>甲方。</p>", ["甲方。"], id="an image is nothing"),
        pytest.param("<P>&ldquo甲&rdquo&mdash乙&nbsp丙</P>", ["“甲”—乙\xa0丙"], id="entities without semicolons"),
        pytest.param("<p>&nosuch;A&B &#0;</p>", ["&nosuch;A&B \ufffd"], id="what is no entity"),
        pytest.param("<p>甲&#" + "1" * 5000 + "</p>", ["甲\ufffd" + "1" * 4901], id="a number without end"),
        pytest.param("<p>《关于修订<自由贸易协定>的议定书》</p>", ["《关于修订<自由贸易协定>的议定书》"], id="a title within a title"),
        pytest.param("<p>《<RCEP协定>》</p>", ["《<RCEP协定>》"], id="a title that begins in Latin"),
        pytest.param("<p>a < b，甲 <b", ["a < b，甲 <b"], id="what is no tag"),
        pytest.param('<p>甲</p><a href="x>乙</a><p>丙</p>', ["甲", "乙", "丙"], id="a quote never closed"),
        pytest.param("<p><b title='\ue0000\ue001>甲</b>", ["甲"], id="our own private characters in a tag"),
        pytest.param("<p title='a>b' lang=it's>甲</p>", ["甲"], id="a bracket in an attribute"),
        pytest.param("<p>双方同意<!-- 注 -->加强<span hidden>隐</span>合作。</p>", ["双方同意加强合作。"],
                     id="a remark does not divide a paragraph"),
        pytest.param("<pre>　　甲方\n　　乙方\r\n\r\n丙方\n同意</pre>", ["甲方", "乙方", "丙方同意"], id="lines set as written"),
        pytest.param("<dl><dt>问：</dt><dd>甲。</dd></dl>", ["问：", "甲。"], id="a list of terms"),
        pytest.param("<?xml version='1.0'?><p>甲<?php 乙 ?>。</p>", ["甲。"], id="instructions to a program"),
    ],
)  # fmt: skip
def test_a_fragment_is_divided_into_blocks(source: str, blocks: list[str]) -> None:
    reading = read_bytes(source.encode(), name="x")
    assert reading.form == "html"
    assert [block.text for block in reading.blocks] == blocks
    assert_lawful(reading)


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("<h2>甲</h2>", BlockStyle(level=2)),
        ("<P ALIGN=center>甲</P>", BlockStyle(centered=True)),
        ("<p style='text-align: center;'><span>甲</span></p>", BlockStyle(centered=True)),
        ("<center>甲</center>", BlockStyle(centered=True)),
        ("<div align=center><p align=left>甲</p></div>", BlockStyle()),
        ("<table align=center><tr><td>甲</table>", BlockStyle()),
        ("<p align=right>甲</p>", BlockStyle(right=True)),
        ("<p><strong>甲</strong> <b>乙</b></p>", BlockStyle(strong=True)),
        ("<p><strong>甲</strong>乙</p>", BlockStyle()),
        ("<p><a href='https://a.cn/b'>原文</a></p>", BlockStyle(link="https://a.cn/b")),
        ("<p>见<a href='https://a.cn/b'>原文</a></p>", BlockStyle()),
    ],
)
def test_a_block_says_how_it_is_set(source: str, style: BlockStyle) -> None:
    assert [block.style for block in read_bytes(source.encode(), name="x").blocks] == [style]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<!-- 来源：商务部亚洲司 -->", "comment"),
        ("<script>var a = '<p>不是正文。</p>';</script>", "script"),
        ("<style>.a{color:red}</style>", "style"),
        ("<p style='display: none'>甲方。</p>", "hidden"),
        ("<noscript><p>甲方。</p></noscript>", "hidden"),
        ("<p hidden>甲方。</p>", "hidden"),
        ("<p class=article-editor>责任编辑：王翔</p>", "editor"),
        ("<div class=share>微信</div>", "share-bar"),
        ("<div id=relnews_list>相关新闻</div>", "related"),
        (f"<ul>{LINKS}</ul>", "related"),
        ("<div><a href=/>首页</a> &gt; <a href=/n>新闻</a> &gt; 正文</div>", "navigation"),
        ("<p>中华人民共和国外交部　版权所有</p>", "copyright"),
        ("<![CDATA[乙]]>", "comment"),
    ],
)
def test_what_is_no_text_is_furniture_of_a_kind(source: str, kind: str) -> None:
    reading = read_bytes(f"<div><p>{P[0]}</p>{source}<p>{P[1]}</p></div>".encode(), name="x")
    assert [block.text for block in reading.blocks] == P[:2]
    assert {each.kind for each in reading.furniture} == {kind}


PAGES = {
    "people's": f"""<html><head><title>{TITLE}--国际--人民网</title><meta name="publishdate" content="2020-03-17"></head><body>
        <div class="w1000 nav"><a href=/>人民网</a> &gt;&gt; <a href=/w>国际</a></div><div class="layout rm_txt cf">
        <div class="col col-1"><h1>{TITLE}</h1><div class="col-1-1">2020年03月17日08:15 | 来源：<a href=x>外交部</a></div>
        <div class="rm_txt_con cf"><div class="bza">{PARAGRAPHS}</div><div class="edit cf">(责编：张三、李四)</div></div></div>
        <div class="col col-2"><h3>热门排行</h3><ul>{LINKS}</ul></div></div><div class="copyright">人民网版权所有，未经授权禁止使用。</div>
        </body></html>""",
    "agency's": f"""<html><head><title>\n{TITLE}-新华网\n</title></head><body><div class="header">
        <div class="h-title"> {TITLE} </div><div class="h-info"><span class="h-time"> 2020-03-17 22:16:05 </span> 来源：<em id="source">
        外交部 </em></div></div><div id="p-detail">{PARAGRAPHS}</div><div class="p-tags">【责任编辑:王五】</div>
        <div class="news-about"><ul>{LINKS}</ul></div></body></html>""",
    "government's": f"""<html><head><title>{TITLE}_外交_中国政府网</title><meta name="firstpublishedtime" content="2020-03-17-22:16:05"/>
        </head><body><form name=x><table><tr><td><h1>{TITLE}</h1><div class="pages-date">2020-03-17 22:16 <span>来源： 外交部</span>
        <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><a>打印</a></div><div class="pages_content"><div class="TRS_Editor">{PARAGRAPHS}
        </div></div><div class="editor">责任编辑：赵六</div></td></tr></table></form><ul class="related1">{LINKS}</ul></body></html>""",
    "ministry's, newer": f"""<html><head><meta name="PubDate" content="2020-03-17 22:00:00"><meta name="ContentSource" content="外交部">
        <title>{TITLE}_中华人民共和国外交部</title></head><body><div class="news-title"><h1>{TITLE}</h1><p class="time"><span>2020-03-17
        22:00</span></p></div><div id="News_Body_Txt_A"><div class="trs_editor_view TRS_UEDITOR">{PARAGRAPHS}</div></div></body></html>""",
    "one that divides with <br>": f"""<html><head><title>{TITLE}</title></head><body><div id=top><a href=/>首页</a></div><div id=main>
        <h2>{TITLE}</h2><div>发布时间：2020-03-17 来源：外交部 作者：佚名 浏览次数：123</div><div id=zoom>{"<br><br>".join(P)}</div></div>
        <div id=f>主办单位：某某</div></body></html>""",
    "one with a list of pages and what they say": f"""<html><head><title>{TITLE}</title></head><body><div class=l><h3>{TITLE}</h3>
        <span>2020-03-17</span> 来源：外交部<div class=c>{PARAGRAPHS}</div></div><div class=r>
        {"".join(f"<div><a href={n}>要闻{n}</a><p>摘要：双方举行会谈。</p></div>" for n in range(6))}</div></body></html>""",
}  # fmt: skip


@pytest.mark.parametrize("site", PAGES)
def test_the_text_is_found_on_a_page_of_any_site(site: str) -> None:
    reading = read_bytes(PAGES[site].encode(), name="x")
    assert [block.text for block in reading.blocks] == P
    said = reading.metadata
    assert (said.title, str(said.published), said.publisher) == (TITLE, "2020-03-17", "外交部")
    assert_lawful(reading)


def test_a_page_made_of_tables_is_read() -> None:
    menu = "".join(f"<A href={n}>栏目{n}</A><BR>" for n in range(9))
    reading = read_bytes(
        f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY><TABLE align=center><TR><TD><A href=/>首页</A> | <A href=/a>新闻</A></TD></TR>
        <TR><TD width=200>{menu}</TD><TD><FONT size=5><B>{TITLE}</B></FONT><BR>2020/03/17<HR>{"<P>　　".join(["", *P])}</TD></TR>
        <TR><TD>版权所有：某某网</TD></TR></TABLE></BODY></HTML>""".encode(),
        name="x",
    )
    assert [block.text for block in reading.blocks] == [TITLE, *P]
    assert str(reading.metadata.published) == "2020-03-17"


def test_a_lead_in_a_box_of_its_own_belongs_to_the_text() -> None:
    reading = read_bytes(
        f"""<html><head><title>{TITLE} - 某某新闻网</title></head><body><div class=wrap><div><a href=/>首页</a><a href=/n>新闻</a></div>
        <div class=lead><p>{P[3]}</p></div><div class=body>{PARAGRAPHS * 3}</div><div class=tuijian><ul>{LINKS}</ul></div></div>
        </body></html>""".encode(),
        name="x",
    )
    assert [block.text for block in reading.blocks] == [P[3], *P * 3]


def test_a_page_that_hides_all_its_text_until_a_script_runs_is_read() -> None:
    reading = read_bytes(f"<body style='display:none'>{PARAGRAPHS}</body>".encode(), name="x")
    assert [block.text for block in reading.blocks] == P


def test_the_page_says_its_own_address() -> None:
    address = "https://a.cn/b/c.html"
    for head in (
        f'<link rel="canonical" href="{address}">',
        f'<meta property="og:url" content="{address}">',
        f'<script>var commentUrl = "{address}";</script>',
        f'<a id="jiucuo_url" href="http://b.cn/jiucuo.html?site_code=1&amp;url={address}"></a>',
    ):
        assert read_bytes(f"<html><head>{head}</head><body>{PARAGRAPHS}".encode(), name="x").metadata.url == address


def test_what_comments_and_hidden_texts_say_of_the_source_is_kept() -> None:
    reading = read_bytes(
        f"<p>{P[0]}</p><!--a[<p><font>来源：商务部亚洲司</font></p>]a--><p class='article-editor'>责任编辑：王翔 </p>".encode(),
        name="x",
    )
    assert (reading.metadata.publisher, reading.metadata.editor) == ("商务部亚洲司", "王翔")


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("<!-- 乙。<p>丙。</p>", "comment"),
        ("<script>var 乙;<p>丙。</p>", "script"),
        ("<style>乙{}<p>丙。</p>", "style"),
        ("<![CDATA[乙。<p>丙。</p>", "comment"),
    ],
)
def test_what_is_never_closed_takes_the_rest_of_the_page(rest: str, kind: str) -> None:
    reading = read_bytes(f"<p>甲。</p>{rest}".encode(), name="x")
    assert [block.text for block in reading.blocks] == ["甲。"]
    (furniture,) = reading.furniture
    assert furniture.kind == kind
    assert furniture.block.end == len(reading.text)
    assert_lawful(reading)


@pytest.mark.parametrize("name", ["relative", "hotel", "has-sidebar", "shared", "related", "header", "print"])
def test_the_name_of_every_paragraph_makes_none_of_them_furniture(name: str) -> None:
    body = "".join(f'<div class="{name}"><p>{paragraph}</p></div>' for paragraph in P)
    page = f"<html><head><title>{TITLE}</title></head><body><main>{body}</main></body></html>"
    assert [block.text for block in read_bytes(page.encode(), name="x").blocks] == P


def test_the_text_of_a_page_without_a_sentence_is_kept() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><form><p>中国总理抵达伊斯兰堡</p></form></body></html>"
    assert [block.text for block in read_bytes(page.encode(), name="x").blocks] == ["中国总理抵达伊斯兰堡"]


@pytest.mark.parametrize(
    "around",
    [
        f"{PARAGRAPHS}<ul>" + "".join(f"<li>2021-01-0{n} <a href={n}>要闻{n}</a></li>" for n in range(1, 5)) + "</ul>",
        f"<div class=hot>2018-02-02 热点</div><div>{PARAGRAPHS}</div>",
        f"<div class=hot><p>{P[0]}</p></div><div>{PARAGRAPHS}</div>",
    ],
)
def test_a_day_in_a_list_of_other_pages_is_not_the_page_s(around: str) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body>{around}</body></html>"
    assert read_bytes(page.encode(), name="x").metadata.published is None


@pytest.mark.parametrize(
    "sign", ["<a ", "<a b='", "<!--", "<![CDATA[", "<?", "</", "<script>", "<meta ", "&", "<b>", "<div>"]
)
def test_signs_without_end_are_read_in_no_time(sign: str) -> None:
    assert_lawful(read_bytes(f"<p>甲。</p>{sign * 5000}乙".encode(), name="x"))


MINISTRY = f"""<html><head><title>{TITLE} — 中华人民共和国外交部</title></head><body><div class="nav"><a href=/>首页</a> &gt; <a href=/z>资料</a></div>
    <div id="News_Body_Title">{TITLE}</div><div id="News_Body_Time">2020-03-17</div><div id="News_Body_Txt_A"><p>　　{P[0]}</p>
    <p align="center"><img src="a.jpg"></p><p>　　{P[1]}</p><p style="display:none">（驻巴基斯坦使馆供稿）</p></div>
    <div class="share">分享到</div></body></html>"""

BROADCASTER_2021 = f"""<html><head><title>[视频]{TITLE}_CCTV节目官网-CCTV-1_央视网(cctv.com)</title></head><body><div class="nav_box">导航</div>
    <h3 class="tit">[视频]{TITLE}</h3><div class="cnt_bd"><!--repaste.body.begin--><p>{P[0]}</p><p>{P[1]}</p><!--repaste.body.end--></div>
    <div class="info">来源：央视网 更新时间：2020年03月17日 19:34</div></body></html>"""

BROADCASTER = f"""<html><head><title>{TITLE}_新闻频道_央视网(cctv.com)</title></head><body><div class="tit">{TITLE}</div>
    <div class="time">来源：央视网 2020年03月17日 19:34</div><div id="content_area"><p>{P[0]}</p><p>{P[1]}</p></div>
    <div class="zebian">编辑：常悦 责任编辑：刘亮</div></body></html>"""


@pytest.mark.parametrize(
    "page", [MINISTRY, BROADCASTER_2021, BROADCASTER], ids=["ministry", "until 2021", "since 2021"]
)
def test_a_page_of_a_known_template_is_read_where_its_template_says(page: str) -> None:
    reading = read_bytes(page.encode(), name="x")
    assert [block.text for block in reading.blocks] == P[:2]
    assert (reading.metadata.title, str(reading.metadata.published)) == (TITLE, "2020-03-17")
    assert_lawful(reading)

"""Files that hold no document, each kind with one that is nearly so and holds one."""

from __future__ import annotations

import pytest

from indexer.sources import read_bytes
from tests.indexer.sources.laws import assert_lawful

PROSE = "双方高度评价两国关系发展，同意继续加强各领域务实合作，推动构建命运共同体。"


def nothing(text: str) -> str | None:
    reading = read_bytes(text.encode(), name="x")
    assert_lawful(reading)
    assert (reading.nothing is None) == bool(reading.blocks)
    return reading.nothing


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


ERRORS = [
    ("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
    ("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>"),
    ("502 Bad Gateway", "<div>502</div><div>Bad Gateway</div><p>Error Times: Fri, 11 Aug 2023</p>"),
    ("503 Service Temporarily Unavailable", "<h1>503</h1>"),
    ("HTTP Status 404 – Not Found", "<p>Apache Tomcat</p>"),
    ("404 - File or directory not found.", "<p>The resource might have been removed.</p>"),
    ("Just a moment...", "<p>Checking your browser before accessing.</p>"),
    ("Page Not Found | Ministry", "<p>Sorry.</p>"),
    ("This site can’t be reached", "<p>refused to connect.</p>"),
    ("出错了", "<p>404</p><p>返回首页</p>"),
    ("页面没有找到", "<p>返回首页</p>"),
    ("提示信息", "<p>您要查看的页面不存在或已被删除</p>"),
    ("外交部", "<p>对不起，您訪問的頁面找不到了！</p>"),
    ("该页面已被删除", "<p>返回</p>"),
    ("安全验证", "<p>请完成安全验证后继续访问</p>"),
    ("系统出错", "<p>系统繁忙，请稍后再试</p>"),
]


@pytest.mark.parametrize(("title", "body"), ERRORS)
def test_an_error_page_is_no_document(title: str, body: str) -> None:
    assert "is an error page" in str(nothing(page(title, body)))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404号文件", f"<p>{PROSE}</p>"),
        ("500 days of cooperation", f"<p>{PROSE}</p>"),
        ("404", f"<p>404</p>{f'<p>{PROSE}</p>' * 10}"),
        ("404 Not Found", f"<p>{PROSE}</p>" * 60),
        ("双方指出错误做法不得人心", f"<p>{PROSE}</p>"),
        ("文章", f"<p>文章指出，{PROSE}</p>"),
    ],
)
def test_a_document_that_names_an_error_is_one(title: str, body: str) -> None:
    assert nothing(page(title, body)) is None


def entries(form: str, count: int = 6) -> str:
    return "".join(
        form.format(n=n, a=f'<a href="{n}.html">发言人主持第{n}次例行记者会</a>') for n in range(1, count + 1)
    )


LISTS = [
    "<li>{a}(2020-01-0{n})</li>",
    "<li><span>2020-01-0{n}</span>{a}</li>",
    "<p>[2020-01-0{n}] {a}</p>",
    "[2020-01-0{n}] {a}<br>",
    "· {a}<br>",
    "<table><tr><td>{n}</td><td>{a}</td><td>2020-01-0{n}</td></tr></table>",
    "<h3>{a}</h3><p>双方就共同关心的问题交换意见。</p>",
    "<dl><dt>{a}</dt><dd>2020年1月{n}日</dd></dl>",
]


@pytest.mark.parametrize("form", LISTS)
def test_a_page_of_links_is_no_document(form: str) -> None:
    assert "is a list of links" in str(nothing(page("例行记者会", entries(form))))


@pytest.mark.parametrize("form", LISTS)
def test_a_document_above_links_is_one(form: str) -> None:
    assert nothing(page("会谈", f"<div><p>{PROSE}</p><p>{PROSE}</p></div>{entries(form)}")) is None


@pytest.mark.parametrize("mark", ["- ", "1. ", "* ", ""])
def test_links_in_markdown_are_no_document(mark: str) -> None:
    lines = [f"{mark}[发言人主持第{n}次例行记者会](t{n}.html) 2020-01-0{n}\n\n" for n in range(6)]
    assert "is a list of links" in str(nothing("".join(lines)))
    assert nothing(f"# 会谈\n\n{PROSE}\n\n{PROSE}\n\n{''.join(lines)}") is None


def test_a_text_with_links_in_its_sentences_is_a_document() -> None:
    sentence = "双方同意落实<a href='a.html'>联合声明</a>，并推动<a href='b.html'>经济走廊</a>建设取得进展。"
    assert nothing(page("会谈", f"<p>{sentence}</p>" * 8)) is None


@pytest.mark.parametrize(
    "text",
    [
        "规划\n目　次\n一、背景\n二、要求\n\n一、背景\n区位优势明显。\n二、要求\n坚持理念。",
        "规划\n目录\n第一章　背景\t1\n第二章　要求\t2\n第一章　背景\n区位优势明显。",
        "规划\n目錄\n第一章　背景……1\n第二章　要求……2\n第一章　背景\n区位优势明显。",
        "Plan\nContents\nForeword 1\nChapter I 3\nForeword\nThis plan guides work.\nChapter I\nGood.",
        "# 规划\n\n## 目录\n\n- 第一章　背景\n- 第二章　要求\n\n## 第一章　背景\n\n甲。\n\n## 第二章　要求\n\n乙。\n",
        page("规划", "<h1>规划</h1><p>目录</p><ul><li><a href='#1'>第一章</a></li><li><a href='#2'>第二章</a></li></ul>"
             "<h2>第一章</h2><p>优势明显。</p><h2>第二章</h2><p>坚持理念。</p>"),
    ],
)  # fmt: skip
def test_contents_before_a_text_are_set_aside(text: str) -> None:
    reading = read_bytes(text.encode(), name="x")
    assert_lawful(reading)
    contents = [each.block.text for each in reading.furniture if each.kind == "contents"]
    assert len(contents) == 3
    assert not set(contents[:1]) & {block.text for block in reading.blocks}
    assert any(block.text.endswith(("。", ".")) for block in reading.blocks)


@pytest.mark.parametrize("text", ["联合声明\n目录如下。\n双方同意。", "目录\n双方同意。", f"目录学\n{PROSE}"])
def test_a_text_that_only_names_contents_stays(text: str) -> None:
    reading = read_bytes(text.encode(), name="x")
    assert len(reading.blocks) == len(text.splitlines())

"""Lines that belong to the page, each with a line that is nearly one and belongs to the text."""

from __future__ import annotations

import pytest

from indexer.sources.furniture import kind_of

FURNITURE = [
    ("责任编辑：王翔", "editor"),
    ("（责任编辑：王翔）", "editor"),
    ("(责编：张三、李四)", "editor"),
    ("编辑：常悦责任编辑：刘亮", "editor"),
    ("责任编辑 王翔", "editor"),
    ("来源：商务部亚洲司", "source-line"),
    ("（来源：新华社）", "source-line"),
    ("来源 : 央视网    更新时间：2022年02月04日 19:14", "source-line"),
    ("（驻巴基斯坦使馆供稿）", "source-line"),
    ("2020-03-17 22:16 来源：新华社【字体：大 中 小】打印", "source-line"),
    ("发布时间：2020-03-17 来源：外交部 作者：佚名 浏览次数：123", "source-line"),
    ("© 2020年德国之声版权声明：本文所有内容受到著作权法保护。", "copyright"),
    ("Copyright © 2000 - 2020 XINHUANET.com", "copyright"),
    ("中华人民共和国外交部　版权所有", "copyright"),
    ("更新于 2022-02-04 20:46:51", "page-date"),
    ("(更新时间戳: 1728997298279)", "page-date"),
    ("2020-01-09 19:34", "page-date"),
    ("2022年02月06日 19:34", "page-date"),
    ("2020/3/17", "page-date"),
    ("* * *", "separator"),
    ("-----", "separator"),
    ("|---|---|", "separator"),
    ("\u200b", "separator"),
    ("[字体：大 中 小] 打印本页", "tools"),
    ("【打印】", "tools"),
    ("返回顶部", "tools"),
    ("分享到", "share-bar"),
    ("分享到：微信 微博", "share-bar"),
]

TEXT = [
    "编辑：双方同意，加强媒体合作。",
    "责任编辑部负责出版。",
    "来源：双方指出，恐怖主义是共同威胁。",
    "来源国同意加强合作",
    "供稿单位将由双方商定",
    "双方将保护版权所有者的权益。",
    "加强版权保护",
    "更新于2022年完成的项目",
    "2015年4月20日",
    "（2015年4月20日，伊斯兰堡）",
    "2020年3月17日于北京",
    "——双方同意加强合作",
    "……",
    "打印技术合作",
    "分享发展经验，实现共同繁荣",
    "分享到各国",
    "关闭双方边界的提议",
    "一、",
    "大",
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_a_line_of_the_page_is_known_by_its_words(line: str, kind: str) -> None:
    assert kind_of(line) == kind
    assert kind_of(f"　　{line}\xa0") == kind


@pytest.mark.parametrize("line", TEXT)
def test_a_line_of_the_text_is_none(line: str) -> None:
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "word", ["打印", "来源：", "编辑：a", "分享到", "字体：大", "扫一扫a", "2020-01-01 ", "|", "版权", "责任编辑"]
)
def test_no_line_is_cut_in_every_possible_way(word: str) -> None:
    assert kind_of((word * 400)[:399] + "。") in {None, "copyright"}  # it would take years otherwise

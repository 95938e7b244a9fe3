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
    ("原文：https://www.example.org/a.html", "source-line"),
    ("原文链接 https://www.example.org/a.html?b=c", "source-line"),
    ("https://www.example.org/a.html", "source-line"),
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
    ("【打印此页】【关闭窗口】", "tools"),
    ("【列印此頁】", "tools"),
    ("返回顶部", "tools"),
    ("分享到", "share-bar"),
    ("分享到：微信 微博", "share-bar"),
    ("图为会谈现场。新华社记者饶爱民摄", "caption"),
    ("11月4日，国家主席在北京会见总统。新华社记者 丁林 摄", "caption"),
    ("（新华社记者王晔攝）", "caption"),
    ("图片来源：外交部", "caption"),
    ("圖為兩國代表。", "caption"),
    ("資料圖片", "caption"),
    ("請加入成為訂戶，長期支持我們的工作。", "appeal"),
    ("欢迎关注外交部公众号", "appeal"),
    ("点击下载客户端，获取更多新闻。", "appeal"),
    ("Subscribe to our newsletter", "appeal"),
    ("本作品是中华人民共和国的法律法规，国家机关的决议、决定、命令。", "licence"),
    ("Public domainPublic domainfalsefalse", "licence"),
    ("除另有说明外，文字采用知识共享署名-相同方式共享 4.0协议。", "licence"),
    ("This page is available under CC BY-SA 4.0", "licence"),
    ("维基文库，自由的图书馆", "navigation"),
    ("維基百科，自由的百科全書", "navigation"),
    ("跳转到导航 跳转到搜索", "navigation"),
    ("分类：1972年条约", "navigation"),
    ("取自“https://zh.wikisource.org/w/index.php?title=a”", "navigation"),
    ("最後更新時間：2022-02-04 20:46", "page-date"),
    ("更新時間 2022年2月4日", "page-date"),
    ("發佈於：2022-02-04", "page-date"),
    ("发表时间：2015-03-29", "page-date"),
    ("发稿时间：2015-03-29 10:00:00", "page-date"),
    ("本文更新于2022年2月4日", "page-date"),
    ("首次發表於 2018-05-20", "page-date"),
    ("Last updated: 4 February 2022 10:00 am", "page-date"),
    ("Published on Nov 4, 2018", "page-date"),
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
    "双方同意合作拍摄纪录片",
    "双方同意合作拍摄",
    "图书来源：国家图书馆",
    "欢迎阿富汗成为上合组织会员国。",
    "双方欢迎两国企业订阅对方报刊。",
    "双方愿加强知识共享合作。",
    "双方同意将成果纳入公共领域。",
    "本作品集收录历年声明",
    "双方移至下届会议讨论",
    "双方同意在网站https://www.example.org/a.html公布结果",
    "双方同意分类：一是贸易",
    "发布2015年联合声明",
    "Updated cooperation plans are welcome",
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

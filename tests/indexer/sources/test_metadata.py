"""Titles, days, sources and editors in the words of a page."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.sources.metadata import clean_title, editor_in, first_day_in, publisher_in


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("杨洁篪的主旨演讲（全文） — 中华人民共和国外交部", "杨洁篪的主旨演讲（全文）"),
        ("[视频]习近平会见巴基斯坦总理_CCTV节目官网-CCTV-1_央视网(cctv.com)", "习近平会见巴基斯坦总理"),
        ("中巴联合声明 - 新华网", "中巴联合声明"),
        ("中巴联合声明--国际--人民网", "中巴联合声明--国际"),
        ("中巴联合声明_外交_中国政府网", "中巴联合声明"),
        ("中华人民共和国和阿联酋<br>关于加强伙伴关系的联合声明", "中华人民共和国和阿联酋关于加强伙伴关系的联合声明"),
        ("中华人民共和国和阿联酋&lt;br&gt;联合声明", "中华人民共和国和阿联酋联合声明"),
        ("推动构建人类命运共同体——在外交部的演讲", "推动构建人类命运共同体——在外交部的演讲"),
        ("推动构建人类命运共同体——外交部", "推动构建人类命运共同体——外交部"),
        ("关于修订<自由贸易协定>的议定书", "关于修订<自由贸易协定>的议定书"),
        ("【新思想引领新征程】推动文艺繁荣", "【新思想引领新征程】推动文艺繁荣"),
        ("印、孟相争\xa0\xa0中、巴得利？", "印、孟相争  中、巴得利？"),
        (" \n", None),
        ("特稿｜中巴友谊历久弥新", "特稿｜中巴友谊历久弥新"),
        ("中国—东盟外长会新闻", "中国—东盟外长会新闻"),
        ("贺电_外交部", "贺电"),
        ("贺电-新华网", "贺电"),
        pytest.param("联合声明" + " " * 50_000 + "新华", "联合声明 新华", id="blanks without end"),
    ],
)
def test_a_title_is_cleaned_of_the_site(title: str, cleaned: str | None) -> None:
    assert clean_title(title) == cleaned


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-01-09", date(2020, 1, 9)),
        ("2022/02/04 19:14:02", date(2022, 2, 4)),
        ("2022年02月06日 19:34", date(2022, 2, 6)),
        ("2020-08-01T08:31:38.918Z", date(2020, 8, 1)),
        ("2021-02-31，2021-03-01", date(2021, 3, 1)),
        ("2012-2020年中国国家航天局", None),
        ("第12020-01-09号", None),
        ("1728997298279", None),
        ("20220204", None),
    ],
)
def test_the_first_day_of_the_calendar_is_found(text: str, day: date | None) -> None:
    assert first_day_in(text) == day


def test_a_day_without_divisions_is_found_where_one_is_due() -> None:
    assert first_day_in("20220204191402", compact=True) == date(2022, 2, 4)
    assert first_day_in("202202041", compact=True) is None


@pytest.mark.parametrize(
    ("texts", "publisher"),
    [
        (["来源：商务部亚洲司"], "商务部亚洲司"),
        (["来源 : 央视网2022年02月06日 19:34"], "央视网"),
        (["来源：（供稿）（供稿）"], None),
        (["来源：（驻巴基斯坦使馆供稿）"], "驻巴基斯坦使馆"),
        (["来源：更新时间：2020年", "来源：新华社"], "新华社"),
        (["来源： 21世纪经济报道"], "21世纪经济报道"),
        (["来源：新华社【字体：大 中 小】"], "新华社"),
        (["来源国"], None),
    ],
)
def test_the_publisher_is_whom_the_page_names_as_its_source(texts: list[str], publisher: str | None) -> None:
    assert publisher_in(texts) == publisher


@pytest.mark.parametrize(
    ("texts", "editor"),
    [
        (["责任编辑：王翔 "], "王翔"),
        (["编辑：常悦责任编辑：刘亮"], "刘亮"),
        (["编辑：常悦"], "常悦"),
        (["(责编：张三、李四)"], "张三、李四"),
        (["编辑姓名及工作代码"], None),
    ],
)
def test_the_responsible_editor_comes_before_another(texts: list[str], editor: str | None) -> None:
    assert editor_in(texts) == editor

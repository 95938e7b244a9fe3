"""Days and places as they are printed."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.dates import date_line, event_day, month_line, number
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in, structured

D = date(2015, 4, 20)

LINES = [
    ("2015年4月20日", D, None),
    ("２０１５年４月２０日", D, None),
    ("2015 年 4 月 20 日", D, None),
    ("2015年04月20日", D, None),
    ("二〇一五年四月二十日", D, None),
    ("二○一五年四月二十日", D, None),
    ("二零一五年四月二十日", D, None),
    ("二O一五年四月廿日", D, None),
    ("二〇一五年十二月三十一日", date(2015, 12, 31), None),
    ("二〇一五年十月十日", date(2015, 10, 10), None),
    ("二〇一五年元月一日", date(2015, 1, 1), None),
    ("一九五一年五月二十一日于北京", date(1951, 5, 21), "北京"),
    ("2015年4月20日于北京", D, "北京"),
    ("2015年4月20日，于北京", D, "北京"),
    ("2015年4月20日，伊斯兰堡", D, "伊斯兰堡"),
    ("2015年4月20日　伊斯兰堡", D, "伊斯兰堡"),
    ("2015年4月20日于伊斯兰堡签署", D, "伊斯兰堡"),
    ("2015年4月20日在伊斯兰堡发表", D, "伊斯兰堡"),
    ("（2015年4月20日，伊斯兰堡）", D, "伊斯兰堡"),
    ("(2015年4月20日, 伊斯兰堡)", D, "伊斯兰堡"),
    ("（2015年4月20日）", D, None),
    ("（二〇一五年四月二十日于伊斯兰堡）", D, "伊斯兰堡"),
    ("　　2015年4月20日　", D, None),
    ("伊斯兰堡，2015年4月20日", D, "伊斯兰堡"),
    ("于北京，2015年4月20日", D, "北京"),
    ("2015年4月20日订于伊斯兰堡", D, "伊斯兰堡"),
    ("订于伊斯兰堡，2015年4月20日", D, "伊斯兰堡"),
    ("北京 2015年4月20日", D, "北京"),
    ("（2015年4月20日北京）", D, "北京"),
    ("（1951.5.21，北京）", date(1951, 5, 21), "北京"),
    ("1951.5.21 北京", date(1951, 5, 21), "北京"),
    ("（2015年4月20日，全文）", D, None),
    ("（2015年4月20日通过）", D, None),
    ("2015年4月20日于伊斯兰堡订立", D, "伊斯兰堡"),
    ("中华民国九十年五月三日", date(2001, 5, 3), None),
    ("民国100年10月10日", date(2011, 10, 10), None),
    ("中华民国元年一月一日于南京", date(1912, 1, 1), "南京"),
    ("2015年2月30日", None, None),
    ("二〇一五年十三月一日", None, None),
    ("2015年4月0日，北京", None, "北京"),
]

NO_LINES = [
    "",
    "2015年",
    "2015年4月",
    "4月20日",
    "15年4月20日",
    "2015-04-20",
    "2015.4",
    "2015年4.20",
    "（2015年4月20日下午）",
    "（2015年4月20日起）",
    "3.14",
    "2015年4月20日，习近平主席访问巴基斯坦。",
    "2015年4月20日至21日",
    "习近平主席于2015年4月20日对巴基斯坦进行国事访问",
    "2015年4月20日，中华人民共和国和巴基斯坦伊斯兰共和国发表联合声明",
    "自2015年4月20日",
    "2015年4月20日在北京举行会谈",
    "发布时间 2015年4月20日",
    "截至2015年4月20日",
    "从2015年4月20日",
]


@pytest.mark.parametrize(("line", "day", "place"), LINES)
def test_a_line_that_is_nothing_but_a_day(line: str, day: date | None, place: str | None) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.day, found.place) == (day, place)


@pytest.mark.parametrize("line", NO_LINES)
def test_a_line_that_says_more_or_less_is_no_signing_line(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("三十一", 31), ("廿一", 21), ("卅", 30), ("卅一", 31),
        ("元", 1), ("正", 1), ("４", 4), ("04", 4), ("二〇一五", 2015), ("二○○五", 2005), ("一九九六", 1996),
    ],
)  # fmt: skip
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("{title}（2015年4月20日，伊斯兰堡）\n{body}", id="glued to the title"),
        pytest.param("{title}\n（2015年4月20日，伊斯兰堡）\n{body}", id="under the title"),
        pytest.param("{title}\n二〇一五年四月二十日于伊斯兰堡\n{body}", id="numerals under the title"),
        pytest.param("{title}\n{body}\n2015年4月20日于伊斯兰堡", id="in the last line"),
        pytest.param(
            "{title}\n{body}\n中国政府代表 巴基斯坦政府代表\n2015年4月20日于伊斯兰堡", id="after the signature"
        ),
        pytest.param(
            "{title}\n{body}\n2015年4月20日于伊斯兰堡\n中国政府代表 巴基斯坦政府代表", id="before the signature"
        ),
    ],
)
def test_a_statement_has_the_day_and_place_that_it_prints(document: str) -> None:
    found = statement_in(document.format(title=TITLE, body="\n".join(SENTENCES)))
    assert (found.date, found.place, found.title) == (D, "伊斯兰堡", TITLE)
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


def test_a_day_that_no_calendar_has_is_told_and_not_taken() -> None:
    found = structured("\n".join([TITLE, "（2015年2月30日，北京）", *SENTENCES]))
    assert found.statements[0].date is None
    assert found.warnings[0] == (
        f"x.txt, character {len(TITLE) + 1}: The day （2015年2月30日，北京） is not in the calendar and is not used."
    )
    assert "prints no signing day" in found.warnings[1]


def test_of_two_days_the_first_is_taken_and_the_other_told() -> None:
    found = structured("\n".join([TITLE, "（2015年4月20日，北京）", *SENTENCES, "2015年4月21日于北京"]))
    assert found.statements[0].date == D
    assert found.warnings[0].endswith("2015年4月21日于北京 differs from （2015年4月20日，北京）, which is used.")


PAGE = date(2022, 1, 2)

EVENTS = [
    ("1月2日下午，商务部副部长主持会议。", PAGE, PAGE),
    ("1月1日，双方举行会谈。", PAGE, date(2022, 1, 1)),
    ("12月31日，双方举行会谈。", PAGE, date(2021, 12, 31)),
    ("当地时间12月20日，双方举行会谈。", PAGE, date(2021, 12, 20)),
    ("新华社河内12月31日电 双方举行会谈。", PAGE, date(2021, 12, 31)),
    ("2021年12月31日，双方举行会谈。", PAGE, date(2021, 12, 31)),
    ("2021年12月31日，双方举行会谈。", None, date(2021, 12, 31)),
    ("去年12月31日，双方举行会谈。", PAGE, None),
    ("截至12月31日，贸易额增长。", PAGE, None),
    ("截至12月31日24时，1月1日通报。", PAGE, date(2022, 1, 1)),
    ("自12月31日起施行。", PAGE, None),
    ("1月3日，双方将举行会谈。", PAGE, None),
    ("2022年1月3日，双方将举行会谈。", PAGE, None),
    ("12月1日，双方举行会谈。", PAGE, None),
    ("12月2日，双方举行会谈。", PAGE, date(2021, 12, 2)),
    ("2021年5月21日建交。", PAGE, None),
    ("12月31日，双方举行会谈。", None, None),
    ("2月30日，双方举行会谈。", PAGE, None),
    ("双方举行会谈。12月31日，双方签署文件。", PAGE, date(2021, 12, 31)),
    ("双方举行会谈。双方签署文件。12月31日，代表团离开。", PAGE, None),
    ("十二月三十一日，双方举行会谈。", PAGE, date(2021, 12, 31)),
    ("本月31日，双方举行会谈。", PAGE, None),
    ("双方举行会谈。", PAGE, None),
    ("", PAGE, None),
]


@pytest.mark.parametrize(("opening", "published", "day"), EVENTS)
def test_event_day(opening: str, published: date | None, day: date | None) -> None:
    assert event_day(opening, published) == day


MORE_EVENTS = [
    ("十年前的12月31日，会议通过了规定。", PAGE, None),
    ("70年前12月31日，两国建交。", PAGE, None),
    ("今年12月20日—1月1日，贸易额达到新高。", PAGE, date(2021, 12, 20)),
    ("12月1日—1月1日，贸易额达到新高。", PAGE, None),
    ("（图为12月31日拍摄的口岸）双方举行会谈。", PAGE, None),
    ("原定于12月31日举行的会谈推迟。", PAGE, None),
]


@pytest.mark.parametrize(("opening", "published", "day"), MORE_EVENTS)
def test_a_day_of_the_background_is_not_the_events(opening: str, published: date | None, day: date | None) -> None:
    assert event_day(opening, published) == day


LESS = [
    ("（2015年4月）", "2015-04", None),
    ("2015年4月", "2015-04", None),
    ("二〇一五年四月于北京", "2015-04", "北京"),
    ("（2015年4月，北京）", "2015-04", "北京"),
    ("（2015年）", "2015", None),
    ("(Beijing, April 2015)", "2015-04", "Beijing"),
]


@pytest.mark.parametrize(("line", "less", "place"), LESS)
def test_a_month_or_year_is_kept_as_such(line: str, less: str, place: str | None) -> None:
    found = statement_in(f"{TITLE}\n{line}\n\n" + "\n\n".join(SENTENCES))
    assert (found.date, found.date_printed, found.place) == (None, less, place)
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize("line", ["2015年", "2015年13月", "（2015年4月起）", "2015年4月，两国发表声明。", "15年4月"])
def test_what_is_no_month_of_signing(line: str) -> None:
    assert month_line(line) is None


ADOPTED_LINES = [
    "（2024年7月18日某组织第二十届委员会第三次全体会议通过）",
    "（2024年7月18日第七届全国人民代表大会第十四次会议通过　2024年12月28日公布　自公布之日起施行）",
]


@pytest.mark.parametrize("line", ADOPTED_LINES)
def test_the_day_of_adoption_is_the_day(line: str) -> None:
    found = statement_in(f"某组织第三次全体会议公报\n{line}\n\n" + "\n\n".join(SENTENCES))
    assert str(found.date) == "2024-07-18"
    assert [each.text for each in found.paragraphs] == list(SENTENCES)


@pytest.mark.parametrize(
    ("last", "day", "place"),
    [
        ("本协定于一九五六年七月四日在北京签订，共两份。", "1956-07-04", "北京"),
        ("本协定一九五六年七月四日订于北京，共两份。", "1956-07-04", "北京"),
        ("本協定於一九五六年七月四日在北京簽訂，共兩份。", "1956-07-04", "北京"),
    ],
)
def test_the_last_article_says_when_a_treaty_was_signed(last: str, day: str, place: str) -> None:
    found = statement_in(
        f"中华人民共和国政府和甲国政府贸易协定\n\n第一条 {SENTENCES[0]}\n\n第二条 {SENTENCES[1]}\n\n{last}"
    )
    assert (str(found.date), found.place) == (day, place)


def test_a_page_of_many_items_has_the_pages_day() -> None:
    items = "".join(f"<p><strong>{title}</strong></p><p>{text}</p>" for title, text in (
        ("快递业务量突破新高", "数据显示，3月8日我国快递业务量达到新高。"), ("货轮交付", "今天，最大集装箱船在某地交付。"),
    ))  # fmt: skip
    page = f"<html><head><title>国内联播快讯</title></head><body><h1>国内联播快讯</h1><div class='info'>来源：某台 2023-03-09</div><div>{items}</div></body></html>"
    found = statement_in(page, "x.html")
    assert (str(found.date), str(found.published), found.kind.value) == ("2023-03-09", "2023-03-09", "news")


@pytest.mark.parametrize(
    "last", ["一九八七年四月十三日在北京签订，共两份，每份都用甲文和乙文写成。", "2015年4月20日于北京签署，一式两份。"]
)
def test_the_last_paragraph_of_a_joint_statement_may_say_when_it_was_signed(last: str) -> None:
    found = statement_in(f"{TITLE}\n\n{SENTENCES[0]}\n\n{last}")
    assert (found.date is not None, found.place) == (True, "北京")
    assert [each.text for each in found.paragraphs] == [SENTENCES[0], last]


def test_a_day_of_another_document_is_not_that_of_a_joint_statement() -> None:
    last = "双方重申遵守2005年4月5日在北京签署的条约。"
    assert statement_in(f"{TITLE}\n\n{SENTENCES[0]}\n\n{last}").date is None


def test_the_day_in_the_title_of_an_item_is_its_day() -> None:
    items = "".join(
        f"## {TITLE}（{day}，北京）\n\n一、{SENTENCES[0]}\n\n二、{SENTENCES[1]}\n\n"
        for day in ("2013年7月5日", "2018年11月4日")
    )
    found = structured(f"# 文件汇编\n\n{items}", "x.md").statements
    assert [(str(each.date), each.place) for each in found] == [("2013-07-05", "北京"), ("2018-11-04", "北京")]


PLACED = [
    ("金桥市\n\n2015年4月20日", "双方代表在金桥市举行会谈，达成共识。", "金桥市"),
    ("Riverton\n\n20 April 2015", "The two sides met in Riverton and agreed to cooperate.", "Riverton"),
    ("金桥市\n\n2015年4月20日", "双方代表举行会谈，达成共识。", None),
]


@pytest.mark.parametrize(("lines", "text", "place"), PLACED)
@pytest.mark.parametrize("shape", ["{title}\n\n{lines}\n\n{text}", "{title}\n\n{text}\n\n{lines}"])
def test_a_name_beside_the_day_is_the_place_where_the_text_says_so(
    lines: str, text: str, place: str | None, shape: str
) -> None:
    found = statement_in(shape.format(title=TITLE, lines=lines, text=f"{SENTENCES[0]}\n\n{text}"))
    assert (found.date, found.place) == (D, place)


def test_a_subtitle_over_place_and_day_is_no_paragraph() -> None:
    text = (
        f"# {TITLE}\n\n携手前行：深化合作，共同发展\n\n金桥市\n\n2015年4月20日\n\n双方在金桥市会晤。\n\n{SENTENCES[0]}"
    )
    found = statement_in(text, "x.md")
    assert [each.text for each in found.paragraphs] == ["双方在金桥市会晤。", SENTENCES[0]]


ENGLISH_EVENTS = [
    ("On May 20, 2025, the minister met his guest.", date(2025, 5, 21), date(2025, 5, 20)),
    ("On Tuesday, 20 May 2025 talks were held.", None, date(2025, 5, 20)),
    ("Riverton, 10 April 2025: Talks were held.", None, date(2025, 4, 10)),
    ("The minister met Mr. Wang on December 31.", date(2026, 1, 1), date(2025, 12, 31)),
    ("Since May 20, 2025, talks have been held.", None, None),
    ("Talks were held. They ended on 5 May 2025.", None, None),
    ("On May 20, 1951, relations were established.", date(2025, 5, 21), None),
    ("On February 30, 2025, talks were held.", None, None),
]


@pytest.mark.parametrize(("opening", "published", "day"), ENGLISH_EVENTS)
def test_event_day_of_an_english_report(opening: str, published: date | None, day: date | None) -> None:
    assert event_day(opening, published) == day

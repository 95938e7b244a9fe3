"""The documents of seeds/, against counts made by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.report import unaccounted
from indexer.sources import read
from indexer.structure import structure
from search.model import Kind
from tests.indexer.structure.readings import assert_lawful

if TYPE_CHECKING:
    from search.model import Statement

SEEDS = sorted(Path("seeds").glob("*.txt"))
STATEMENTS = Path("seeds/004_ca055b5930d6a553.txt")
PARTIES = ("中华人民共和国", "巴基斯坦伊斯兰共和国")

DOCUMENTS = [
    (
        "2015-04-20-joint-statement", Kind.JOINT_STATEMENT, date(2015, 4, 20), date(2015, 4, 21), "伊斯兰堡", 20, PARTIES,
        "中华人民共和国和巴基斯坦伊斯兰共和国关于建立全天候战略合作伙伴关系的联合声明",
    ),
    (
        "2018-11-04-joint-statement", Kind.JOINT_STATEMENT, date(2018, 11, 4), date(2018, 11, 4), "北京", 48, PARTIES,
        "中华人民共和国和巴基斯坦伊斯兰共和国关于加强中巴全天候战略合作伙伴关系、打造新时代更紧密中巴命运共同体的联合声明",
    ),
    (
        "2020-03-17-joint-statement", Kind.JOINT_STATEMENT, date(2020, 3, 17), date(2020, 3, 17), "北京", 17, PARTIES,
        "中华人民共和国和巴基斯坦伊斯兰共和国关于深化中巴全天候战略合作伙伴关系的联合声明",
    ),
    (
        "2021-12-08-news", Kind.NEWS, date(2021, 12, 8), date(2021, 12, 8), None, 4, (),
        "中国和巴基斯坦召开经贸科技联委会第15次会议",
    ),
]  # fmt: skip

SECTIONS = [
    ("一", "政治关系与战略沟通", 3, 7),
    ("二", "中巴经济走廊", 8, 13),
    ("三", "贸易、投资与金融合作", 14, 17),
    ("四", "海洋、科技、航天、环境和农业合作", 18, 22),
    ("五", "社会领域合作", 23, 25),
    ("六", "人文交流", 26, 33),
    ("七", "防务、安全及反恐合作", 34, 37),
    ("八", "国际和地区问题", 38, 46),
]

LABELS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
]

OPENINGS_2020 = [
    "应中华人民共和国", "中巴友好关系领域", "阿尔维总统高度赞", "阿尔维总统感谢中", "习近平主席赞赏阿", "中国领导人强调，",
    "双方强调，新冠肺", "两国领导人在热情", "双方强调，中巴深", "双方一致同意，继", "巴方强调，中巴经", "双方重申，致力于",
    "双方对两国在多边", "双方就查谟和克什", "双方欢迎美国和塔", "访问期间，在习近", "阿尔维总统感谢中",
]  # fmt: skip


def of(seeds: tuple[Statement, ...], stem: str) -> Statement:
    """The statement of seeds/ whose id begins so."""
    (statement,) = (each for each in seeds if each.id.startswith(stem))
    return statement


@pytest.mark.parametrize(("stem", "kind", "day", "published", "place", "count", "parties", "title"), DOCUMENTS)
def test_document(
    seeds: tuple[Statement, ...],
    stem: str,
    kind: Kind,
    day: date,
    published: date,
    place: str | None,
    count: int,
    parties: tuple[str, ...],
    title: str,
) -> None:
    found = of(seeds, stem)
    assert (found.kind, found.date, found.published, found.place) == (kind, day, published, place)
    assert (found.paragraph_count, found.parties, found.title) == (count, parties, title)
    assert [paragraph.number for paragraph in found.paragraphs] == [*range(1, count + 1)]


def test_there_are_four_documents_and_news_carries_a_digest(seeds: tuple[Statement, ...]) -> None:
    assert len(seeds) == len(DOCUMENTS)
    assert [each.id for each in seeds[:3]] == [stem for stem, *_ in DOCUMENTS[:3]]
    assert re.fullmatch(r"2021-12-08-news-[0-9a-f]{6}", seeds[3].id)


def test_2015_is_labelled_and_has_lead_and_signature(seeds: tuple[Statement, ...]) -> None:
    found = of(seeds, "2015")
    assert [paragraph.label for paragraph in found.paragraphs] == LABELS
    assert found.sections == ()
    assert found.lead is not None
    assert found.lead.startswith("2015年4月20日，中华人民共和国和")
    assert found.lead.endswith("》。全文如下：")
    assert found.signature == "中华人民共和国 巴基斯坦伊斯兰共和国政府代表\n政府代表"
    assert found.paragraphs[-1].text.endswith("侯赛因总统愉快地接受了邀请。")


def test_2018_has_eight_sections_and_four_paragraphs_in_none(seeds: tuple[Statement, ...]) -> None:
    found = of(seeds, "2018")
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == SECTIONS
    assert [each.number for each in found.paragraphs if each.section is None] == [1, 2, 47, 48]
    for label, title, first, last in SECTIONS:
        headings = {each.section for each in found.paragraphs[first - 1 : last]}
        assert [(each.label, each.title) for each in headings if each] == [(label, title)]


@pytest.mark.parametrize("year", ["2018", "2020"])
def test_without_label_lead_or_signature(seeds: tuple[Statement, ...], year: str) -> None:
    found = of(seeds, year)
    assert {paragraph.label for paragraph in found.paragraphs} == {None}
    assert (found.lead, found.signature) == (None, None)


def openings_by_hand(line: str) -> list[str]:
    """The first characters of the paragraphs on a line of the file: pieces between wide blanks, no short ones."""
    pieces = [piece.strip() for piece in line.split("\u3000\u3000")[1:]]
    unlabelled = [re.sub(r"^[一二三四五六七八九十]+、(?=.{20})", "", piece) for piece in pieces]
    return [piece[:8] for piece in unlabelled if len(piece) > 20 and "全文如下" not in piece]


@pytest.mark.parametrize("index", range(3))
def test_paragraphs_open_as_in_the_file(seeds: tuple[Statement, ...], index: int) -> None:
    lines = [line for line in STATEMENTS.read_text("utf-8-sig").splitlines() if len(line) > 1000]
    assert [each.text[:8] for each in seeds[index].paragraphs] == openings_by_hand(lines[index])


def test_paragraphs_of_2020_open_as_read_by_eye(seeds: tuple[Statement, ...]) -> None:
    assert [each.text[:8] for each in of(seeds, "2020").paragraphs] == OPENINGS_2020


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_character_is_accounted_for(path: Path) -> None:
    reading = read(path, name=path.name)
    found = structure(reading)
    assert found.warnings == ()
    assert_lawful(reading, found)
    if reading.form == "text":
        assert not list(unaccounted(reading.text, ((part.start, part.end) for part in found.parts)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_paragraphs_stand_in_the_source_where_they_say(path: Path) -> None:
    reading = read(path, name=path.name)
    for statement in structure(reading).statements:
        for paragraph in statement.paragraphs:
            assert reading.text[paragraph.start : paragraph.end] == paragraph.text

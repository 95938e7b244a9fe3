"""Citations: what independent readers find in them is what was cited."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from pybtex import database

from app.citations import CitationFormat, citation
from app.citations.citable import Cited, cited
from search.model import Kind, Paragraph, Source, Statement

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ADDRESS = "https://gongbao.example/v1/paragraphs/2015-04-20-joint-statement.7"
READ = date(2026, 11, 21)
EXAMPLE = Cited(
    id="2015-04-20-joint-statement.7",
    kind=Kind.JOINT_STATEMENT,
    title="关于建立全天候战略合作伙伴关系的联合声明",
    authors=("中华人民共和国", "巴基斯坦伊斯兰共和国"),
    publisher="外交部",
    date=date(2015, 4, 20),
    signed_in="伊斯兰堡",
    place="第七段",
    url=ADDRESS,
    language="zh",
    accessed=READ,
)

# What may stand in a title: everything that some form takes for a sign of its own.
titles = st.text("中\"“”'`?!%\\{}&#$_~^<>-=:,.@ 1a\u00e9", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
texts = titles.filter(bool)


def decoded(written: str) -> dict[str, str]:
    """The fields of a BibTeX entry, read and decoded by somebody else's code."""
    library = parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"id": entry.key, **{field.key: str(field.value) for field in entry.fields}}


def test_bibtex_says_what_was_cited() -> None:
    assert decoded(citation(EXAMPLE, CitationFormat.BIB)) == {
        "id": "2015-04-20-joint-statement.7",
        "author": "中华人民共和国 and 巴基斯坦伊斯兰共和国",
        "title": "关于建立全天候战略合作伙伴关系的联合声明",
        "publisher": "外交部",
        "year": "2015",
        "month": "4",
        "date": "2015-04-20",
        "note": "第七段",
        "url": ADDRESS,
        "urldate": "2026-11-21",
        "langid": "chinese",
    }


@given(title=texts, place=texts)
def test_bibtex_gives_any_title_back(title: str, place: str) -> None:
    written = citation(replace(EXAMPLE, title=title, place=place), CitationFormat.BIB)
    # pybtex counts braces as BibTeX does, those after a backslash too.
    (entry,) = database.parse_string(written, "bibtex").entries.values()
    assert list(entry.fields)[-1] == "langid"
    found = decoded(written)
    # pylatexenc reads {\textasciicircum} as the letter ˆ.
    assert found["title"].replace("ˆ", "^") == title
    assert found["note"].replace("ˆ", "^") == place


@given(title=texts, author=texts)
def test_ris_gives_any_title_back(title: str, author: str) -> None:
    (record,) = rispy.loads(citation(replace(EXAMPLE, title=title, authors=(author,)), CitationFormat.RIS))
    assert record["title"] == title
    assert record["authors"] == [author]


def test_ris_says_what_was_cited() -> None:
    (record,) = rispy.loads(citation(EXAMPLE, CitationFormat.RIS))
    assert record == {
        "type_of_reference": "ELEC",
        "id": "2015-04-20-joint-statement.7",
        "authors": ["中华人民共和国", "巴基斯坦伊斯兰共和国"],
        "title": "关于建立全天候战略合作伙伴关系的联合声明",
        "publisher": "外交部",
        "year": "2015",
        "date": "2015/04/20",
        "access_date": "2026/11/21",
        "notes": ["第七段"],
        "urls": [ADDRESS],
        "language": "zh",
    }


def test_csl_says_what_was_cited() -> None:
    (item,) = json.loads(citation(EXAMPLE, CitationFormat.CSL))
    assert item == {
        "id": "2015-04-20-joint-statement.7",
        "type": "webpage",
        "title": "关于建立全天候战略合作伙伴关系的联合声明",
        "author": [{"literal": "中华人民共和国"}, {"literal": "巴基斯坦伊斯兰共和国"}],
        "publisher": "外交部",
        "event-place": "伊斯兰堡",
        "issued": {"date-parts": [[2015, 4, 20]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "note": "第七段",
        "URL": ADDRESS,
        "language": "zh",
    }


LINES = [
    (
        EXAMPLE,
        (
            "中华人民共和国, 巴基斯坦伊斯兰共和国. 关于建立全天候战略合作伙伴关系的联合声明: 第七段[EB/OL]. "
            f"(2015-04-20)[2026-11-21]. {ADDRESS}.\n"
        ),
    ),
    (replace(EXAMPLE, authors=(), place=None, accessed=None, title="题"), f"题[EB/OL]. (2015-04-20). {ADDRESS}.\n"),
    (
        replace(EXAMPLE, authors=("甲",), place=None, date=None, title="题"),
        f"甲. 题[EB/OL]. [2026-11-21]. {ADDRESS}.\n",
    ),
    (replace(EXAMPLE, authors=(), place=None, accessed=None, date=None, title="题"), f"题[EB/OL]. {ADDRESS}.\n"),
    (
        replace(EXAMPLE, authors=tuple("甲乙丙丁"), place=None, accessed=None, title="题"),
        f"甲, 乙, 丙, 等. 题[EB/OL]. (2015-04-20). {ADDRESS}.\n",
    ),
]


@pytest.mark.parametrize(("said", "line"), LINES)
def test_a_line_after_the_national_standard(said: Cited, line: str) -> None:
    assert citation(said, CitationFormat.GBT7714) == line


@pytest.mark.parametrize("form", CitationFormat)
def test_what_is_not_known_is_left_out(form: CitationFormat) -> None:
    bare = replace(EXAMPLE, authors=(), publisher=None, date=None, signed_in=None, place=None, accessed=None)
    written = citation(bare, form)
    assert "None" not in written
    assert "null" not in written


PLACES = [
    ("四", "第四段"),
    ("4", "第4段"),
    (None, "第4段"),
    ("三", "第4段（三）"),  # after a paragraph without a label
    ("（一）", "第4段（一）"),  # as in the section before
    ("第七条", "第4段（第七条）"),
]


@pytest.mark.parametrize(("label", "place"), PLACES)
def test_a_paragraph_is_cited_by_its_ordinal_and_what_is_printed_before_it(label: str | None, place: str) -> None:
    paragraph = Paragraph("x", 4, "合作", label)
    statement = Statement("x", "题", Kind.OTHER, Source("a.txt", "0" * 64), 1, paragraphs=(paragraph,))
    assert cited(statement, paragraph, address=ADDRESS).place == place


def test_what_breaks_lines_is_no_part_of_a_citation() -> None:
    source = Source("a.txt", "0" * 64, url="http://a\nER  - ", publisher="出\u2028版")
    says = cited(Statement("x", "题\r\nTY  - 目\u200b", Kind.OTHER, source, 0), None, address=ADDRESS)
    assert (says.title, says.publisher, says.url) == ("题 TY - 目", "出 版", "http://a%0AER%20%20-")
    assert len(rispy.loads(citation(says, CitationFormat.RIS))) == 1


def test_what_nobody_sees_leaves_no_blank_in_a_title() -> None:
    statement = Statement("x", "联合\u200b声明", Kind.OTHER, Source("a.txt", "0" * 64), 0)
    assert cited(statement, None, address=ADDRESS).title == "联合声明"


def test_no_two_paragraphs_of_a_statement_are_cited_alike(seeds: tuple[Statement, ...]) -> None:
    labels = (None, "一", "二", "（一）", "三", "（一）", "7")
    restarting = [Paragraph("x", number, "合作", label) for number, label in enumerate(labels, 1)]
    made = Statement("x", "题", Kind.OTHER, Source("a.txt", "0" * 64), 7, paragraphs=tuple(restarting))
    for statement in (*seeds, made):
        places = [cited(statement, paragraph, address=ADDRESS).place for paragraph in statement.paragraphs]
        assert len(set(places)) == len(places)


ADDRESSES = [
    (None, ADDRESS),
    ("", ADDRESS),
    ("javascript:alert(1)", ADDRESS),
    ("http://a.example/b?c=%20&d=e#f", "http://a.example/b?c=%20&d=e#f"),
    (" https://a.example/文 x}{\\", "https://a.example/%E6%96%87%20x%7D%7B%5C"),
]


@pytest.mark.parametrize(("source", "address"), ADDRESSES)
def test_the_address_is_one_of_the_web(source: str | None, address: str) -> None:
    statement = Statement("x", "题", Kind.OTHER, Source("a.txt", "0" * 64, url=source), 0)
    assert cited(statement, None, address=ADDRESS).url == address


@pytest.mark.parametrize("form", CitationFormat)
def test_a_statement_and_a_paragraph_are_cited_over_http(form: CitationFormat, seeds_client: TestClient) -> None:
    types = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems", "gbt7714": "text/plain"}
    media_type = types.get(form, "application/vnd.citationstyles.csl+json")
    for address in ("/v1/statements/2015-04-20-joint-statement", "/v1/paragraphs/2015-04-20-joint-statement.7"):
        by_parameter = seeds_client.get(f"{address}?format={form}&accessed=2026-11-21")
        by_accept = seeds_client.get(f"{address}?accessed=2026-11-21", headers={"Accept": media_type})
        assert by_parameter.content == by_accept.content
        assert by_parameter.headers["content-type"].partition(";")[0] == media_type
        assert f"http://testserver{address}" in by_parameter.text
        assert ("第七段" in by_parameter.text) is ("paragraphs" in address)
        assert by_parameter.headers["etag"] != seeds_client.get(address).headers["etag"]

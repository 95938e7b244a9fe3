"""Whatever is printed to cite with leads back to what was cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.citations import CitationFormat, citation
from app.citations.citable import cited
from search.catalog import Catalog
from search.engines.linear_scan import LinearScanEngine
from search.errors import ReferenceSyntaxError
from search.model import CodedParty, Heading, Kind, Paragraph, Section, Source, Statement
from search.references import Resolved, resolve

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.engines.protocol import Engine

HOST = "https://gongbao.example:8443"
READ = date(2026, 11, 21)


def made(
    identifier: str, title: str, parties: tuple[str, ...], labels: list[str | None], **others: object
) -> Statement:
    """A statement with a paragraph for each of the labels."""
    paragraphs = tuple(
        Paragraph(identifier, number, "合作", label, Heading("一", "政治")) for number, label in enumerate(labels, 1)
    )
    statement = Statement(
        identifier,
        title,
        Kind("-".join(identifier.split("-")[3:5])),
        Source("made.txt", "0" * 64),
        len(labels),
        date=date.fromisoformat(identifier[:10]),
        parties=parties,
        sections=(Section("一", "政治", 1, 3), Section("二", "经济", 4, len(labels))),
        paragraphs=paragraphs,
    )
    return replace(statement, **others)  # type: ignore[arg-type]  # fields of a statement


NUMBERED: list[str | None] = [*"一二三四五六七八九十"]
OURS = made("2015-04-20-joint-statement", "甲国和乙国关于建立伙伴关系的联合声明", ("甲国", "乙国"), NUMBERED)
STATEMENTS = [
    OURS,
    made(
        "2017-11-04-joint-statement",
        "甲国和丙国关于深化伙伴关系的联合声明",
        ("甲国", "丙国"),
        ["一", "二", "三", "一", "二"],
    ),
    made(
        "2010-08-01-joint-statement",
        "Joint Statement of Alpha, Beta, Gamma and Delta",
        ("Republic of Alpha", "Republic of Beta", "Republic of Gamma", "Republic of Delta"),
        [None, None, None, None],
        language="en",
    ),
    made(
        "2012-01-01-joint-communique",
        "第三次甲国—丁国战略对话《联合公报》",
        ("甲国", "丁国"),
        ["（一）", None, "（二）", None, "（一）"],
        source=Source("x.html", "1" * 64, url="http://www.example.cn/a b/2012.html?id=1&n=二", publisher="外交部"),
    ),
    made("2011-04-05-joint-statement", "甲国和乙国联合声明", ("甲国", "乙国"), NUMBERED),
    made("2011-05-04-joint-statement", "甲国和丙国联合声明", ("甲国", "丙国"), NUMBERED),
]


@pytest.fixture(scope="module")
def engine(seeds: tuple[Statement, ...], analyzer: Analyzer) -> Engine:
    return LinearScanEngine([*STATEMENTS, *(each for each in seeds if each.id != OURS.id)], analyzer)


@pytest.fixture(scope="module")
def catalog(engine: Engine, analyzer: Analyzer) -> Catalog:
    return Catalog(engine, analyzer)


def found(reference: str, engine: Engine, catalog: Catalog) -> list[list[str]]:
    """Every meaning: the ids of its paragraphs, or of its statement."""
    candidates = resolve(reference, engine, catalog).candidates
    return [[p.id for p in each.paragraphs] or [each.statement.id] for each in candidates]


@pytest.mark.parametrize("form", list(CitationFormat))
@pytest.mark.parametrize("accessed", [None, READ])
def test_every_citation_leads_to_what_it_cites(
    form: CitationFormat, accessed: date | None, engine: Engine, catalog: Catalog, seeds: tuple[Statement, ...]
) -> None:
    for statement in [*STATEMENTS, *(each for each in seeds if each.id != OURS.id)]:
        for paragraph in [None, *statement.paragraphs]:
            path = f"v1/paragraphs/{paragraph.id}" if paragraph else f"v1/statements/{statement.id}"
            written = citation(cited(statement, paragraph, address=f"{HOST}/{path}", accessed=accessed), form)
            assert found(written, engine, catalog)[0] == [paragraph.id if paragraph else statement.id], written


WORDS = ["中国", "Pakistan", "第三条", "第七段", "2015年", "May 4, 1990", "联合声明", "treaty", "新闻", "《", "》", "[2015]", "3/4",
         ": ", "&", "{x}", "等", "一、", "臺灣", "cafe\u0301", "No. 7", "http://a.cn", "2015-04-20", "（草案）"]  # fmt: skip
BODIES = ["甲国", "新闻办", "2015年委员会", "Trinidad & Tobago", "Islamic Republic of Pakistan", "巴基斯坦伊斯兰共和国",
          "Côte d’Ivoire", "东盟+3", "People's Republic of China"]  # fmt: skip
PAGE = "http://www.example.cn/条约/1951.html?id=1"


@given(
    title=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    parties=st.lists(st.sampled_from(BODIES), max_size=4, unique=True),
    url=st.sampled_from([None, PAGE]),
    accessed=st.sampled_from([None, READ]),
    label=st.sampled_from([None, "一", "（二）", "三"]),
)
def test_a_citation_leads_back_whatever_its_title_and_authors_contain(
    title: str, parties: list[str], url: str | None, accessed: date | None, label: str | None, analyzer: Analyzer
) -> None:
    source = Source("x.html", "1" * 64, url=url)
    statement = made("2019-01-02-news", title, tuple(parties), ["三", label, "二"], source=source)
    other = made("2019-01-02-treaty", f"{title}之二", tuple(parties), ["一", "二", "三"], source=source)
    engine = LinearScanEngine([statement, other], analyzer)
    catalog = Catalog(engine, analyzer)
    for each in (statement, other):
        for paragraph in (None, each.paragraphs[1]):
            address = f"{HOST}/v1/paragraphs/{paragraph.id}" if paragraph else f"{HOST}/v1/statements/{each.id}"
            for form in CitationFormat:
                written = citation(cited(each, paragraph, address=address, accessed=accessed), form)
                assert found(written, engine, catalog) == [[paragraph.id if paragraph else each.id]], written


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("Joint Statement between China and Pakistan", ()),
        ("Joint Statement of the two Governments", (CodedParty("Islamic Republic", "PK"),)),
        ("中国和巴基斯坦联合声明", ()),
    ],
)
@pytest.mark.parametrize("reference", ["Pakistan, joint statement of 2 January 2019", "2019年巴基斯坦联合声明"])
def test_a_party_is_named_in_either_language(
    title: str, parties: tuple[CodedParty, ...], reference: str, analyzer: Analyzer
) -> None:
    statement = made("2019-01-02-joint-statement", title, (), ["一", "二", "三"], coded_parties=parties)
    other = made("2019-01-02-joint-statement-0000aa", "甲国和乙国联合声明", (), ["一", "二", "三"])
    engine = LinearScanEngine([statement, other], analyzer)
    assert found(reference, engine, Catalog(engine, analyzer)) == [[statement.id]]


def test_a_line_whose_place_was_changed_is_not_taken_by_its_address(engine: Engine, catalog: Catalog) -> None:
    address = f"{HOST}/v1/paragraphs/{OURS.id}.7"
    line = citation(cited(OURS, OURS.paragraphs[6], address=address), CitationFormat.GBT7714)
    assert found(line, engine, catalog) == [[f"{OURS.id}.7"]]
    with pytest.raises(ReferenceSyntaxError, match="second"):
        resolve(line.replace("第七段", "第八段"), engine, catalog)


ADDRESSES = [
    "{host}/v1/paragraphs/{id}.7",
    "/v1/paragraphs/{id}.7",
    "v1/paragraphs/{id}.7?format=bib",
    "{host}/v1/statements/{id}/paragraphs/7?before=2",
    "{host}/statements/{id}#p7",
    "/statements/{id}?q=%E5%8F%8C%E6%96%B9&lang=en#p7",
    "http://127.0.0.1:8000/gongbao/statements/{id}#p7",
    "gongbao.example/statements/{id}#p7",
    "<{host}/v1/paragraphs/{id}.7>.",
    "见 {host}/v1/paragraphs/{id}.7。",
    "{id}.7",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_to_its_paragraph(address: str, engine: Engine, catalog: Catalog) -> None:
    reference = address.format(host=HOST, id=OURS.id).replace("<", "").replace(">", "").replace("见 ", "")
    assert found(reference, engine, catalog) == [[f"{OURS.id}.7"]]


READ_SO = [
    ("甲国和乙国关于建立伙伴关系的联合声明", [["d"]]),
    ("《甲国和乙国关于建立伙伴关系的联合声明》第七段", [["d.7"]]),
    ("《甲國和乙國關於建立夥伴關係的聯合聲明》第七段", [["d.7"]]),
    ("title = {{甲国和乙国关于建立伙伴关系的联合声明}}, note = {第七段}", [["d.7"]]),
    ("TI  - 甲国和乙国关于建立伙伴关系的联合声明\nN1  - 第七段\nPY  - 2015", [["d.7"]]),
    ("2015年4月20日《甲国和乙国关于建立伙伴关系的联合声明》第七段", [["d.7"]]),
    ("甲国和乙国关于建立伙伴关系的声明第七段", [["d.7"]]),
    ("2015年甲乙联合声明第七段", [["d.7"]]),
    ("2015年甲国和乙国联合声明第七段", [["d.7"]]),
    ("2015年甲国与乙国联合声明第七段", [["d.7"]]),
    ("2011年甲乙联合声明第七段", [["2011-04-05-joint-statement.7"]]),
    ("2015年声明第七至九段", [["d.7", "d.8", "d.9"]]),
    ("2015年声明第7-9段", [["d.7", "d.8", "d.9"]]),
    ("2015年声明第7～9段", [["d.7", "d.8", "d.9"]]),
    ("2015年声明第七段至第九段", [["d.7", "d.8", "d.9"]]),
    ("2015年声明第3、5段", [["d.3", "d.5"]]),
    ("2015年声明第五、三段", [["d.5", "d.3"]]),
    ("2015年声明第三段、第五段和第七至八段", [["d.3", "d.5", "d.7", "d.8"]]),
    ("Joint Statement of 20 April 2015, paras 7–9", [["d.7", "d.8", "d.9"]]),
    ("Joint Statement of 20 April 2015, paras. 3, 5 and 7", [["d.3", "d.5", "d.7"]]),
    ("Joint Statement of 20 April 2015, paragraphs 3, 5, and 7 to 9", [["d.3", "d.5", "d.7", "d.8", "d.9"]]),
    ("Joint Statement of 20 April 2015, paras. 3, 5–7", [["d.3", "d.5", "d.6", "d.7"]]),
    ("Joint Statement of 20 April 2015, paras 1-2, 5-6 and 8", [["d.1", "d.2", "d.5", "d.6", "d.8"]]),
    ("Joint Statement, paras 3, 5, 20-4-2015", [["d.3", "d.5"]]),
    ("Joint Statement of 20 April 2015, paragraph (7)", [["d.7"]]),
    ("(Joint Statement of 20 April 2015, para 7)", [["d.7"]]),
    ("¶¶ 3–4, Joint Statement of 20 April 2015", [["d.3", "d.4"]]),
    ("paras 3, 5, 20 April 2015 joint statement", [["d.3", "d.5"]]),
    ("Joint Statement of 20 April 2015, §§ 1, 2", [[f"d.{number}" for number in range(1, 11)]]),
    ("2015年声明最后一段", [["d.10"]]),
    ("参见2015年声明首段", [["d.1"]]),
    ("2015年声明第三段、第五段以及第七段", [["d.3", "d.5", "d.7"]]),
    ("See paragraph seven of the 2015 joint statement", [["d.7"]]),
    ("seventh paragraph, 2015 joint statement", [["d.7"]]),
    ("opening paragraph, 2015 joint statement", [["d.1"]]),
    ("2015 joint statement, second to last paragraph", [["d.9"]]),
    ("2015年声明末段", [["d.10"]]),
    ("2015年声明倒数第二段", [["d.9"]]),
    ("last paragraph of the 2015 joint statement", [["d.10"]]),
    ("2015 joint statement, penultimate paragraph", [["d.9"]]),
    ("2017年声明第4段（一）", [["2017-11-04-joint-statement.4"]]),
    ("2017年声明第4段（二）", []),
    ("2015年声明第九至十二段", []),
    ("20 April 2015 七", [["d.7"]]),
    ("20-Apr-2015 七", [["d.7"]]),
    ("20th of April, 2015 七", [["d.7"]]),
    ("April 20, 2015 七", [["d.7"]]),
    ("Apr. 20th 2015 七", [["d.7"]]),
    ("2015 April 20 七", [["d.7"]]),
    ("20.4.2015 七", [["d.7"]]),
    ("20.04.2015 七", [["d.7"]]),
    ("20/04/2015 七", [["d.7"]]),
    ("04/20/2015 七", [["d.7"]]),
    ("20-4-2015 七", [["d.7"]]),
    ("4/5/2011 七", [["2011-05-04-joint-statement.7"], ["2011-04-05-joint-statement.7"]]),
    ("4.5.2011 七", [["2011-05-04-joint-statement.7"]]),
    ("http://www.example.cn/a%20b/2012.html?id=1&n=%E4%BA%8C", [["2012-01-01-joint-communique"]]),
    ("甲国和乙国联合声明（2015年4月20日）第七段", [["d.7"]]),  # the title is another statement's
    ("Joint Statement of Alpha, Beta, Gamma and Delta, para. 2", [["2010-08-01-joint-statement.2"]]),
]


@pytest.mark.parametrize(("reference", "meant"), READ_SO)
def test_a_reference_is_read_as(reference: str, meant: list[list[str]], engine: Engine, catalog: Catalog) -> None:
    expected = [[each.replace("d.", f"{OURS.id}.") if each != "d" else OURS.id for each in row] for row in meant]
    assert found(reference, engine, catalog) == expected


@pytest.mark.parametrize(
    ("reference", "messages"),
    [
        ("4/5/2011 七", ["The day 4/5/2011 is read as 2011-05-04 or 2011-04-05."]),
        ("20/04/2015 七", ["The day 20/04/2015 is read as 2015-04-20."]),
        ("5/5/2015", ["The day 5/5/2015 is read as 2015-05-05."]),
        ("20.4.2015 七", ["The day 20.4.2015 is read as 2015-04-20."]),
        ("20 April 2015 七", []),
        ("2015-04-20 七", []),
    ],
)
def test_an_order_of_day_and_month_that_may_be_another_is_told(
    reference: str, messages: list[str], engine: Engine, catalog: Catalog
) -> None:
    assert [each.message for each in resolve(reference, engine, catalog).remarks] == messages


REFUSED = [
    ("2015年甲戊声明", 6),
    ("2015年声明第七页", 9),
    ("甲国 第七段", 0),
    ("2015年声明第七段第八段", 10),
    (f"{OURS.id}.7 第八段", 29),
    ("2015年声明 http://www.example.cn/other", 8),
]


@pytest.mark.parametrize(("reference", "position"), REFUSED)
def test_no_part_of_a_reference_is_passed_over(reference: str, position: int, engine: Engine, catalog: Catalog) -> None:
    with pytest.raises(ReferenceSyntaxError) as caught:
        resolve(reference, engine, catalog)
    assert caught.value.position == position


_PIECES = st.sampled_from([
    "2015", "2015年", "4/5/2011", "20.4.2015", "声明", "第", "七", "7", "段", "至", "、", "-", "paras", "and", "§§", "《", "》", "甲", "乙国",
    "甲国和乙国联合声明", "甲国和乙国关于", "[EB/OL]", "[2026-11-21]", "http://x/", "/statements/", OURS.id, ".7", "#p7", "最后一段", "（七）",
    "@misc{", "ID  - ", " ", "\n", "title = ", "等",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=9).map("".join) | st.text(max_size=60))
def test_any_text_is_resolved_or_refused(engine: Engine, catalog: Catalog, reference: str) -> None:
    match answer(reference, engine, catalog):
        case ReferenceSyntaxError() as error:
            assert 0 <= error.position <= len(reference)
            assert error.hint
        case Resolved(candidates, reason):
            assert candidates or reason


def answer(reference: str, engine: Engine, catalog: Catalog) -> Resolved | ReferenceSyntaxError:
    """What the reference means, or why it cannot be read."""
    try:
        return resolve(reference, engine, catalog)
    except ReferenceSyntaxError as error:
        return error

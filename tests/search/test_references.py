"""Printed references, resolved on the seeds and on statements that tell labels, sections and numbers apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.linear_scan import LinearScanEngine
from search.errors import GongbaoError, ReferenceSyntaxError
from search.model import Heading, Kind, Level, Paragraph, Section, Source, Statement, Step
from search.references import LONGEST, MOST_STATEMENTS, ReferenceType, Resolved, resolve

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.engines.protocol import Engine

A, B, C = "2015-04-20-joint-statement", "2018-11-04-joint-statement", "2020-03-17-joint-statement"
NEWS = "2021-12-08-news-c75367"
TREATY = "2005-04-05-treaty"


@pytest.fixture(scope="session")
def engine(seeds: tuple[Statement, ...], analyzer: Analyzer) -> Engine:
    """The seeds."""
    return LinearScanEngine(seeds, analyzer)


@pytest.fixture(scope="session")
def others(analyzer: Analyzer) -> Engine:
    """A treaty whose labels, sections and numbers all differ, and sixty reports of one day."""
    reports = [_statement(f"2022-01-02-news-{ordinal:06}", Kind.NEWS, [(None, None)]) for ordinal in range(60)]
    labels = [
        (None, None),
        ("第一条", "第一章"),
        ("第二条", "第一章"),
        ("第三条", "第二章"),
        ("（一）", "第二章"),
        (None, "第二章"),
    ]
    treaty = replace(
        _statement(TREATY, Kind.TREATY, labels),
        sections=(Section("第一章", "总则", 2, 3), Section("第二章", "合作", 4, 6), Section(None, "附则", 7, 7)),
    )
    return LinearScanEngine([*reports, treaty], analyzer)


def _statement(identifier: str, kind: Kind, labels: list[tuple[str | None, str | None]]) -> Statement:
    paragraphs = tuple(
        Paragraph(identifier, number, "合作", label, Heading(section, "") if section else None)
        for number, (label, section) in enumerate(labels, 1)
    )
    return Statement(
        id=identifier,
        title="协定",
        kind=kind,
        source=Source("made/by-hand.txt", "0" * 64),
        paragraph_count=len(paragraphs),
        date=date.fromisoformat(identifier[:10]),
        paragraphs=paragraphs,
    )


def _found(reference: str, engine: Engine) -> list[tuple[str, str, list[int]]]:
    return [
        (each.statement.id, each.as_.value, [paragraph.number for paragraph in each.paragraphs])
        for each in resolve(reference, engine).candidates
    ]


PARAGRAPHS = [
    ("2015年声明第七段", A, "label", 7),
    ("2015年联合声明第七条", A, "label", 7),
    ("2015年4月20日联合声明 七", A, "label", 7),
    ("2015年4月声明第七段", A, "label", 7),
    ("二〇一五年声明第七段", A, "label", 7),
    ("二○一五年四月二十日声明第七段", A, "label", 7),
    ("二零一五年联合声明第七项", A, "label", 7),
    ("２０１５年声明第７段", A, "label", 7),
    ("2015年聯合聲明第七條", A, "label", 7),
    ("2015年中巴联合声明第七自然段", A, "label", 7),
    ("《2015年中国和巴基斯坦联合声明》（七）", A, "label", 7),
    ("2015年声明之七、", A, "label", 7),
    ("第七段，2015年声明", A, "label", 7),
    ("2015 七", A, "label", 7),
    ("2015 7", A, "label", 7),
    ("2015-04-20 7", A, "label", 7),
    ("2015-04 7", A, "label", 7),
    ("2015/4/20 7", A, "label", 7),
    ("2015.4.20 7", A, "label", 7),
    ("2015年声明第二十段", A, "label", 20),
    ("Joint Statement of 20 April 2015, para. 7", A, "label", 7),
    ("April 20, 2015 joint statement, paragraph 7", A, "label", 7),
    ("China–Pakistan Joint Statement (20th April 2015), ¶ 7", A, "label", 7),
    ("joint statement, Apr. 20th 2015, para vii", A, "label", 7),
    ("2015 joint statement, 7th paragraph", A, "label", 7),
    ("PARA 7 OF THE JOINT STATEMENT OF APRIL 2015", A, "label", 7),
    ("2015 joint statement no. 7", A, "label", 7),
    ("2015\u200b年声明\u3000第 七 段\ufeff", A, "label", 7),
    ("2015-04-20-joint-statement.7", A, "id", 7),
    ("２０１５－０４－２０－joint-statement.7", A, "id", 7),
    ("2015-04-20-Joint-Statement.7", A, "id", 7),
    ("2015-04-20-joint-statement 七", A, "label", 7),
    ("2015-04-20-joint-statement.七", A, "label", 7),
    ("2018年联合声明第二部分第三段", B, "number", 10),
    ("2018 joint statement section II para 3", B, "number", 10),
    ("Joint Statement (Nov. 4, 2018), sec. 2, para. 3", B, "number", 10),
    ("2018年联合声明第二部分第十段", B, "number", 10),  # the section has six: the tenth of the statement
    ("2018年联合声明第七段", B, "number", 7),  # a section is no paragraph
    ("2018-11-04 四十八", B, "number", 48),
    ("2020 para 12", C, "number", 12),
    ("2020年3月17日声明第十二段", C, "number", 12),
    ("2021年新闻第2段", NEWS, "number", 2),
    ("2021-12-08-news-c75367.2", NEWS, "id", 2),
]


@pytest.mark.parametrize(("reference", "statement", "as_", "number"), PARAGRAPHS)
def test_one_paragraph_is_meant(reference: str, statement: str, as_: str, number: int, engine: Engine) -> None:
    assert _found(reference, engine) == [(statement, as_, [number])]
    assert resolve(reference, engine).reason is None


SEVERAL = [
    ("2018-11-04 二", [(B, "section", [8, 9, 10, 11, 12, 13]), (B, "number", [2])]),
    ("2018年声明第八条", [(B, "section", [*range(38, 47)]), (B, "number", [8])]),
    ("2018年声明第二部分", [(B, "section", [8, 9, 10, 11, 12, 13])]),
    ("2018 joint statement, Part II", [(B, "section", [8, 9, 10, 11, 12, 13])]),
    ("中巴联合声明第一段", [(A, "label", [1]), (B, "number", [1]), (C, "number", [1])]),
    ("联合声明第四十段", [(B, "number", [40])]),
    ("2015年声明", [(A, "statement", [])]),
    ("2015-04-20-joint-statement", [(A, "statement", [])]),
    ("2015", [(A, "statement", [])]),
    ("joint statement", [(A, "statement", []), (B, "statement", []), (C, "statement", [])]),
]


@pytest.mark.parametrize(("reference", "found"), SEVERAL)
def test_all_that_may_be_meant_is_found(
    reference: str, found: list[tuple[str, str, list[int]]], engine: Engine
) -> None:
    assert _found(reference, engine) == found


MIXED = [
    ("2005年协定第二条", [(TREATY, "label", [3]), (TREATY, "section", [4, 5, 6]), (TREATY, "number", [2])]),
    ("2005年协定第二段", [(TREATY, "label", [3]), (TREATY, "number", [2])]),
    ("2005年协定第一段", [(TREATY, "label", [2]), (TREATY, "label", [5]), (TREATY, "number", [1])]),
    ("2005 treaty, Article III", [(TREATY, "label", [4]), (TREATY, "number", [3])]),
    ("2005年协定第二章第三条", [(TREATY, "label", [4]), (TREATY, "number", [6])]),
    ("2005年协定第二章第一条", [(TREATY, "label", [5]), (TREATY, "number", [4])]),
    ("2005年协定第二章第五条", [(TREATY, "number", [5])]),
    ("2005-04-05-treaty.2", [(TREATY, "id", [2])]),
]


@pytest.mark.parametrize(("reference", "found"), MIXED)
def test_a_label_comes_before_a_section_and_a_section_before_a_number(
    reference: str, found: list[tuple[str, str, list[int]]], others: Engine
) -> None:
    assert _found(reference, others) == found


@pytest.fixture(scope="session")
def charter(analyzer: Analyzer) -> Engine:
    """A charter with chapters, articles of several paragraphs, items, and an article that was put in later."""
    printed = "组织宪章\n\n序言\n\n会员决心合作。\n\n第一章 宗旨\n\n"
    rows = [
        (None, ()),
        ("第一条", ((Level.CHAPTER, "第一章"), (Level.ARTICLE, "第一条"))),
        (None, ((Level.CHAPTER, "第一章"), (Level.ARTICLE, "第一条"))),
        ("第二条 一", ((Level.CHAPTER, "第一章"), (Level.ARTICLE, "第二条"), (Level.ITEM, "一"))),
        ("二", ((Level.CHAPTER, "第一章"), (Level.ARTICLE, "第二条"), (Level.ITEM, "二"))),
        ("第三条", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "第三条"))),
        ("（一）", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "第三条"), (Level.ITEM, "（一）"))),
        ("（二）", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "第三条"), (Level.ITEM, "（二）"))),
        (None, ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "第三条"))),
        ("第三条之一", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "第三条之一"))),
        ("Article 4", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "Article 4"))),
        ("(a)", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "Article 4"), (Level.ITEM, "(a)"))),
        ("(b)", ((Level.CHAPTER, "第二章"), (Level.ARTICLE, "Article 4"), (Level.ITEM, "(b)"))),
    ]
    base = _statement("1945-06-26-treaty", Kind.TREATY, [(label, None) for label, _ in rows])
    paragraphs = tuple(
        replace(paragraph, path=tuple(Step(kind, label) for kind, label in path))
        for paragraph, (_, path) in zip(base.paragraphs, rows, strict=True)
    )
    sections = (Section("第一章", "宗旨", 2, 5), Section("第二章", "会员", 6, 13))
    return LinearScanEngine([replace(base, paragraphs=paragraphs, sections=sections, title=printed[:4])], analyzer)


ARTICLES = [
    ("1945年条约第一条", [[2, 3]]),
    ("1945年條約第一條第二款", [[3]]),
    ("1945年条约第二条", [[4, 5]]),
    ("1945年条约第二条第二款", [[5]]),
    ("1945年条约第三条", [[6, 7, 8, 9]]),
    ("1945年条约第三条第二款", [[9]]),
    ("1945年条约第三条第一款", [[6, 7, 8]]),
    ("1945年条约第三条第二项", [[8]]),
    ("1945年条约第三条第一款第（二）项", [[8]]),
    ("1945年条约第三条之一", [[10]]),
    ("1945 treaty, Article 4(b)", [[13]]),
    ("1945 treaty, Art. IV", [[11, 12, 13]]),
    ("1945 treaty, Article 3(2)", [[9]]),
    ("1945 treaty, paragraph 2 of Article 1", [[3]]),
    ("1945 treaty, Article 1, paragraph 2", [[3]]),
    ("1945年条约第二章第三条", [[6, 7, 8, 9]]),
    ("1945年条约第一条第五款", []),
    ("1945年条约第二章第一条第一款", []),
]


@pytest.mark.parametrize(("reference", "numbers"), ARTICLES)
def test_an_article_and_its_paragraphs_are_found_by_their_path(
    reference: str, numbers: list[list[int]], charter: Engine
) -> None:
    assert [found for _, _, found in _found(reference, charter)] == numbers


NOTHING = [
    ("2013年声明第七段", "No statement is indexed of 2013-01-01 to 2013-12-31, of kind joint-statement."),
    ("2015-04-21 七", "No statement is indexed of 2015-04-21."),
    ("2015-04-20-treaty.1", "No statement is indexed with the id 2015-04-20-treaty."),
    ("2021年巴基斯坦新闻", None),
    (
        "2015年公报",
        "No statement is indexed of 2015-01-01 to 2015-12-31, of kind joint-communique or press-communique.",
    ),
    ("2015年声明第二十一段", f"There is no such paragraph: {A} has paragraphs 1 to 20, labeled 一 to 二十."),
    ("2015年声明第零段", f"There is no such paragraph: {A} has paragraphs 1 to 20, labeled 一 to 二十."),
    ("2015-04-20-joint-statement.0", f"There is no such paragraph: {A} has paragraphs 1 to 20, labeled 一 to 二十."),
    ("2018年声明第九部分", f"There is no such paragraph: {B} has paragraphs 1 to 48, sections 一 to 八."),
    ("2018年声明第二部分第七段", f"There is no such paragraph: {B} has paragraphs 1 to 48, sections 一 to 八."),
    ("2020 para 18", f"There is no such paragraph: {C} has paragraphs 1 to 17."),
]


@pytest.mark.parametrize(("reference", "reason"), NOTHING)
def test_nothing_found_has_its_reason(reference: str, reason: str | None, engine: Engine) -> None:
    resolved = resolve(reference, engine)
    assert resolved.reason == reason
    assert (resolved.candidates == ()) == (reason is not None)


def test_of_a_party_that_no_title_names_there_is_no_statement(others: Engine) -> None:
    assert resolve("2005年中巴协定", others).reason == (
        "No statement is indexed of 2005-01-01 to 2005-12-31, of kind treaty, with 巴基斯坦 in its title."
    )


def test_no_more_statements_are_opened_than_can_be_read(others: Engine) -> None:
    resolved = resolve("2022年新闻第一段", others)
    assert len(resolved.candidates) == MOST_STATEMENTS
    assert resolved.reason == f"The reference matches more than {MOST_STATEMENTS} statements; name the day or the kind."


UNREADABLE = [
    ("", 0, "The reference names no statement."),
    ("  ，", 0, "The reference names no statement."),
    ("第七段", 0, "The reference names no statement."),
    ("七", 0, "The reference names no statement."),
    ("巴基斯坦", 0, "The reference names no statement."),
    ("2015年声明第七页", 9, "The text '页' is not part of a reference."),
    ("2015 statements", 5, "The text 'statements' is not part of a reference."),
    ("2015年中印声明", 6, "The text '印' is not part of a reference."),
    ("2015年声明第", 7, "The text '第' is not part of a reference."),
    ("4月20日声明", 1, "The text '月' is not part of a reference."),
    ("2015年声明第七段第八段", 10, "The reference names a second paragraph: 第八段."),
    ("2015 clauses 7", 5, "The text 'clauses' is not part of a reference."),
    ("2015年声明第九至七段", 7, "The text 第九至七段 is not a range."),
    ("2015年声明第1-2000段", 7, "The text 第1-2000段 is not a range."),
    ("31.2.2015", 0, "The day 31.2.2015 is not in the calendar."),
    ("13/13/2015", 0, "The day 13/13/2015 is not in the calendar."),
    ("2015 http://example.org/x", 5, "No statement has this address as its source."),
    ("2015 7-9", 7, "The reference names a second paragraph: 9."),
    ("2015年2018年声明", 5, "The reference names a second day: 2018年."),
    ("2015年声明公报", 7, "The reference names a second kind of document: 公报."),
    ("2018年第一部分第二部分", 9, "The reference names a second section: 第二部分."),
    (f"{A} {B}", 27, f"The reference names a second statement: {B}."),
    ("2015年巴基斯坦巴基斯坦声明", 9, "The reference names a second party: 巴基斯坦."),
    ("2015年2月30日声明", 0, "The day 2015年2月30日 is not in the calendar."),
    ("声明2015-02-30", 2, "The day 2015-02-30 is not in the calendar."),
    ("2015年二三十月", 0, "The day 2015年二三十月 is not in the calendar."),
    ("31 April 2015", 0, "The day 31 April 2015 is not in the calendar."),
    ("0000年声明", 0, "The day 0000年 is not in the calendar."),
    ("2015年声明第二三十段", 8, "The text 二三十 is not a number."),
    ("2015 para ivx", 10, "The text ivx is not a number."),
    ("\ud800", 0, "The text '\\ud800' is not part of a reference."),
    ("2015\x00", 4, "The text '\\x00' is not part of a reference."),
    ("2015 😀", 5, "The text '😀' is not part of a reference."),
]


@pytest.mark.parametrize(("reference", "position", "message"), UNREADABLE)
def test_what_cannot_be_read_is_refused_where_it_stands(
    reference: str, position: int, message: str, engine: Engine
) -> None:
    with pytest.raises(ReferenceSyntaxError) as caught:
        resolve(reference, engine)
    assert (caught.value.message, caught.value.position) == (message, position)
    assert caught.value.hint


def test_a_reference_has_a_greatest_length(engine: Engine) -> None:
    assert resolve("2015".ljust(LONGEST), engine).candidates
    with pytest.raises(ReferenceSyntaxError):
        resolve("2015".ljust(LONGEST + 1), engine)


def test_every_paragraph_is_found_by_its_id_its_number_and_its_label(
    seeds: tuple[Statement, ...], engine: Engine
) -> None:
    for statement in seeds:
        for paragraph in statement.paragraphs:
            assert _found(paragraph.id, engine) == [(statement.id, "id", [paragraph.number])]
            assert (statement.id, [paragraph.number]) in [
                (found, numbers) for found, _, numbers in _found(f"{statement.date} para {paragraph.number}", engine)
            ]
            if paragraph.label:
                assert _found(f"{statement.id} {paragraph.label}", engine)[0] == (
                    statement.id,
                    "label",
                    [paragraph.number],
                )


_PIECES = st.sampled_from([
    "2015", "2015年", "2018-11-04", "二〇一五年", "4月", "20日", "April", "声明", "联合声明", "公报", "joint", "statement", "第", "七", "7",
    "段", "条", "部分", "para", ".", " ", "section", "II", A, ".7", "廿", "百", "the", "中巴", "-", "İ", "ſ", "１", "\u0663", "年", "月", "O",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=8).map("".join) | st.lists(_PIECES, max_size=8).map(" ".join) | st.text())
def test_any_text_is_resolved_or_refused(engine: Engine, reference: str) -> None:
    match _answer(reference, engine):
        case Resolved(candidates, reason):
            assert (reason is None) == bool(candidates)
            for each in candidates:
                assert bool(each.paragraphs) == (each.as_ is not ReferenceType.STATEMENT)
                assert {paragraph.statement for paragraph in each.paragraphs} <= {each.statement.id}
                assert each.statement.paragraphs == ()
        case ReferenceSyntaxError() as error:
            assert 0 <= error.position <= len(reference)
            assert error.message.isprintable()
        case error:
            assert isinstance(error, ReferenceSyntaxError)


def _answer(reference: str, engine: Engine) -> Resolved | GongbaoError:
    try:
        return resolve(reference, engine)
    except GongbaoError as error:
        return error

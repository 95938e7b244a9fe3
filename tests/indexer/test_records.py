"""Records to statements, and what is reported of a file of them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indexer.files import find_files
from indexer.pipeline import build
from indexer.sources.jsonlines import Exported, Record, read_line
from indexer.sources.lines import Line
from indexer.structure.records import assembled, recorded
from search.engines.protocol import Filters
from search.model import Heading, Kind, Section, Speaker, Statement
from search.store.local import open_current

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.report import Report
    from search.analysis import Analyzer

TITLE = "中华人民共和国和巴基斯坦伊斯兰共和国联合声明"
NEWS = "央视网消息（新闻联播）：国家主席习近平6日会见巴基斯坦总理。"


def statement(**values: object) -> Statement:
    """The statement of a record with these values."""
    record = read_line(Line(1, 0, json.dumps({"title": TITLE, "date": "2015-04-20"} | values, ensure_ascii=False)))
    assert isinstance(record, Record)
    return recorded(record, file="x.jsonl", sha256="0" * 64).statement


def write_lines(path: Path, records: Iterable[object]) -> Path:
    """A file with an object a line; a string is a line as it stands."""
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records)
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def indexed(path: Path, analyzer: Analyzer) -> tuple[Report, list[Statement]]:
    """The report of a build of one file, and the statements that it indexed."""
    report = build(find_files([path]), path.parent / "index", analyzer=analyzer)
    engine = open_current(path.parent / "index", analyzer).engine
    listed = engine.statements(Filters(), offset=0, limit=1000).statements
    whole = [each for listed_one in listed if (each := engine.statement(listed_one.id))]
    engine.close()
    return report, whole


KINDS = [
    ({"title": TITLE, "paragraphs": ["双方同意加强合作。"]}, Kind.JOINT_STATEMENT),
    ({"title": "习近平会见巴基斯坦总理", "paragraphs": [NEWS]}, Kind.NEWS),
    ({"title": TITLE, "paragraphs": [NEWS]}, Kind.NEWS),
    ({"title": TITLE, "paragraphs": [NEWS], "kind": "treaty"}, Kind.TREATY),
    ({"title": TITLE, "paragraphs": ["双方同意加强合作。"], "kind": "news"}, Kind.NEWS),
    ({"title": "中巴友谊", "paragraphs": ["源远流长。"]}, Kind.NEWS),
    ({"title": "中巴友谊", "paragraphs": ["源远流长。"], "date": None}, Kind.OTHER),
]


@pytest.mark.parametrize(("values", "kind"), KINDS)
def test_the_kind_is_the_one_given_or_that_of_the_rules(values: dict[str, object], kind: Kind) -> None:
    assert statement(**values).kind is kind


def test_every_paragraph_stays_one_without_its_label() -> None:
    found = statement(paragraphs=["一、双方同意。", "二", "", "中方重申：", "（三）巴方支持。"])
    assert [(each.number, each.label, each.text) for each in found.paragraphs] == [
        (1, "一", "双方同意。"),
        (2, None, "二"),
        (3, None, "中方重申："),
        (4, "（三）", "巴方支持。"),
    ]
    assert [each.speakers for each in found.paragraphs] == [
        (Speaker.BOTH,), (), (Speaker.CHINA,), (Speaker.PAKISTAN,),
    ]  # fmt: skip


def test_what_the_record_says_of_itself_is_taken_at_its_word() -> None:
    found = statement(
        paragraphs=["甲", "乙", "丙"],
        published="2015-04-21",
        place="伊斯兰堡",
        url="https://example.org",
        publisher="外交部",
        editor="王翔",
        parties=["中国", "巴基斯坦"],
        language="zh-Hans",
        lead="全文如下：",
        signature="代表",
        sections=[{"label": "一", "title": "政治", "first": 2, "last": 3}],
    )
    assert (found.date, found.published, found.place) == (date(2015, 4, 20), date(2015, 4, 21), "伊斯兰堡")
    assert (found.source.url, found.source.publisher, found.source.editor) == ("https://example.org", "外交部", "王翔")
    assert (found.parties, found.language, found.lead, found.signature) == (
        ("中国", "巴基斯坦"), "zh-Hans", "全文如下：", "代表",
    )  # fmt: skip
    assert found.sections == (Section("一", "政治", 2, 3),)
    heading = Heading("一", "政治")
    assert [each.section for each in found.paragraphs] == [None, heading, heading]


def test_parties_that_are_not_given_are_those_of_the_title() -> None:
    assert statement(paragraphs=["双方同意。"]).parties == ("中华人民共和国", "巴基斯坦伊斯兰共和国")


def test_a_file_of_records_is_indexed_and_accounted_for(tmp_path: Path, analyzer: Analyzer) -> None:
    records: list[object] = [
        {"id": "a", "date": "2022-02-06", "title": "会见", "paragraphs": [NEWS, "一、双方同意。"]},
        "{",
        {"id": "b", "date": "2022-02-30", "title": "会谈", "paragraphs": ["双方重申。"], "tags": ["x"]},
        {"id": "c", "title": "", "paragraphs": []},
    ]
    path = write_lines(tmp_path / "news.jsonl", records)
    report, statements = indexed(path, analyzer)
    assert (report.statements, report.paragraphs, report.complete) == (2, 3, False)
    (source,) = report.sources
    text = path.read_text(encoding="utf-8")
    assert (source.form, source.error, source.characters) == ("records", None, len(text))
    assert sum(source.characters_by_kind().values()) == len(text)
    assert source.characters_by_kind()["label"] == 2
    where = f"{tmp_path.name}/news.jsonl, line "
    assert [each[: len(where) + 24] for each in source.lost] == [
        f"{where}2: The record is not val",
        f"{where}4: The record has no par",
    ]
    assert list(report.warnings) == [
        f"{where}3: The field \"date\" is not a day of the calendar ('2022-02-30'); it is not used.",
        f'{where}3: The record has no "date"; the statement has none.',
    ]
    summary = list(report.summary())
    assert f"Failed: {source.lost[0]}" in summary
    for each in statements:
        for paragraph in each.paragraphs:
            assert text[paragraph.start : paragraph.end] == paragraph.text
    assert {each.title for each in source.statements} == {"会见", "会谈"}


def test_more_bad_lines_than_anybody_reads_are_counted(tmp_path: Path, analyzer: Analyzer) -> None:
    good = {"date": "2022-02-06", "title": "会见", "paragraphs": [NEWS]}
    report, _ = indexed(write_lines(tmp_path / "x.jsonl", [good, *["{}"] * 1500]), analyzer)
    assert len(report.sources[0].lost) == 1001
    assert report.sources[0].lost[-1] == "… and 500 more of this kind."


def test_a_file_of_nothing_but_bad_lines_gives_nothing(tmp_path: Path, analyzer: Analyzer) -> None:
    write_lines(tmp_path / "bad.jsonl", ["{"])
    write_lines(tmp_path / "empty.jsonl", [""])
    write_lines(tmp_path / "good.json", [{"title": TITLE, "date": "2015-04-20", "paragraphs": ["双方同意。"]}])
    report = build(find_files([tmp_path]), tmp_path / "index", analyzer=analyzer)
    assert report.statements == 1
    assert any("empty.jsonl: The file contains no statement." in warning for warning in report.warnings)


def exported(number: int, text: str = "双方", count: int = 3) -> Exported:
    line = {
        "number": number,
        "text": f"{text}{number}",
        "source": {"file": "a.txt", "start": number, "end": number + 3},
        "statement": {
            "id": "x", "title": "t", "kind": "news", "paragraph_count": count, "source": {"file": "a.txt", "sha256": "0"},
        },
    }  # fmt: skip
    found = read_line(Line(number, 0, json.dumps(line)))
    assert isinstance(found, Exported)
    return found


def test_exported_paragraphs_in_any_order_are_a_statement() -> None:
    whole = assembled([exported(number) for number in (2, 3, 1, 2)])
    assert whole.statement is not None
    assert [each.text for each in whole.statement.paragraphs] == ["双方1", "双方2", "双方3"]
    assert [each.start for each in whole.statement.paragraphs] == [1, 2, 3]


PARTIAL = [
    ([exported(1), exported(3)], "Only 2 of its 3 paragraphs are present (1, 3); export it without a query."),
    ([exported(1), exported(1, "中方")], "Paragraph 1 occurs twice with different texts; export it again."),
]


@pytest.mark.parametrize(("lines", "problem"), PARTIAL)
def test_a_statement_that_is_not_whole_is_not_indexed(lines: list[Exported], problem: str) -> None:
    assert assembled(lines).statement is None
    assert assembled(lines).problem == problem

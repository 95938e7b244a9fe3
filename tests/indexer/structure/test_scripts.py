"""Traditional characters are Chinese too: a document in them has the structure of its twin in Simplified ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources import read_bytes
from indexer.structure import structure
from indexer.structure.folded import simplified
from search.model import Kind, Speaker, Statement
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in
from tests.indexer.structure.test_laws import Written, laid_out, statements
from tests.indexer.test_documents import DOCUMENTS

SCRIPTS = ["s2t", "s2hk", "s2tw"]
SEEDS = sorted(Path("seeds").glob("*.txt"))


@cache
def converter(script: str) -> opencc.OpenCC:
    """What writes a text in the Traditional characters of a place."""
    return opencc.OpenCC(script)


@dataclass(frozen=True)
class Shape:
    """What a rule found in a document, without the words that are printed in one script or the other."""

    described: tuple[object, ...]
    sections: tuple[tuple[str, str, int, int], ...]
    paragraphs: tuple[tuple[object, ...], ...]


def shapes(text: str, name: str) -> list[Shape]:
    """The structure of a text."""
    return [_shape(each) for each in structure(read_bytes(text.encode(), name=name)).statements]


def _shape(statement: Statement) -> Shape:
    return Shape(
        (
            simplified(statement.title), statement.kind, statement.date, statement.date_printed, statement.published,
            simplified(statement.place or ""), tuple(map(simplified, statement.parties)),
            tuple(party.code for party in statement.coded_parties), simplified(statement.signature or ""),
            len(statement.lead or ""),
        ),
        tuple((simplified(each.label or ""), simplified(each.title), each.first, each.last) for each in statement.sections),
        tuple(
            (
                simplified(each.label or ""), each.speakers, len(each.text),
                tuple((step.kind, simplified(step.label or ""), simplified(step.title or "")) for step in each.path),
            )
            for each in statement.paragraphs
        ),
    )  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_seeds_have_the_same_structure_in_traditional_characters(path: Path, script: str) -> None:
    text = path.read_text("utf-8-sig")
    assert shapes(converter(script).convert(text), path.name) == shapes(text, path.name)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("text", [text for text, _ in DOCUMENTS.values()], ids=DOCUMENTS)
def test_documents_of_every_family_have_it(text: str, script: str) -> None:
    assert shapes(converter(script).convert(text), "x") == shapes(text, "x")


@given(statements(), st.sampled_from(SCRIPTS), st.sampled_from(["\n", "\n\n", "　　　　"]))
def test_a_written_statement_comes_back_in_traditional_characters(written: Written, script: str, layout: str) -> None:
    text = laid_out(written, layout)
    traditional = converter(script).convert(text)
    assert shapes(traditional, "x.txt") == shapes(text, "x.txt")
    found = statement_in(traditional)
    assert [each.text for each in found.paragraphs] == [converter(script).convert(each) for each in written.paragraphs]


def test_what_is_answered_is_in_the_script_that_is_printed() -> None:
    text = "\n".join(
        [
            "中華人民共和國和巴基斯坦伊斯蘭共和國睦鄰友好合作條約",
            "（2005年4月5日於伊斯蘭堡）",
            "第一條 締約雙方發展友好關係。",
        ]
    )
    found = statement_in(f"{text}\n第二條 締約雙方互不使用武力。")
    assert found.kind is Kind.TREATY
    assert (found.title[:7], found.place, found.parties) == (
        "中華人民共和國", "伊斯蘭堡", ("中華人民共和國", "巴基斯坦伊斯蘭共和國"),
    )  # fmt: skip
    assert [(each.label, each.text, each.speakers) for each in found.paragraphs] == [
        ("第一條", "締約雙方發展友好關係。", (Speaker.BOTH,)),
        ("第二條", "締約雙方互不使用武力。", (Speaker.BOTH,)),
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_lines_of_a_page_are_known_in_traditional_characters(script: str) -> None:
    lines = ["责任编辑：张三", "来源：新华社", "新华社北京4月20日电", "（记者张三）", "当前位置：首页 > 新闻"]
    text = "\n".join([TITLE, *lines, "（2015年4月20日，伊斯兰堡）", *SENTENCES])
    assert statement_in(converter(script).convert(text)).paragraph_count == len(SENTENCES)

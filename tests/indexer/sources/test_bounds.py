"""Texts and pages of hostile shape: nothing is lost in them, and none takes time that grows with the square."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from indexer.errors import UnreadableSourceError
from indexer.sources import read_bytes
from indexer.sources.blanks import LONGEST
from indexer.sources.nesting import DEEPEST
from tests.indexer.sources.laws import assert_lawful

SENTENCE = "双方同意加强合作。"
MANY = 20_000
SECONDS = 30
"""A machine that is busy may take a second or two; with the square it is minutes."""


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t", "\xa0"])
@pytest.mark.parametrize("around", ["{}", "# 题\n\n{}", "<p>{}</p>"])
def test_a_run_of_blanks_is_one_blank_or_divides(blank: str, around: str) -> None:
    reading = read_bytes(around.format(f"双方{blank * MANY}同意。").encode(), name="x")
    assert_lawful(reading)
    text = "".join(block.text for block in reading.blocks)
    assert "".join(text.split()) in {"双方同意。", "题双方同意。"}
    assert len(text) < 20


def test_blanks_that_a_line_may_have_stay() -> None:
    text = f"甲{' ' * (LONGEST - 1)}乙"
    assert [block.text for block in read_bytes(text.encode(), name="x").blocks] == [text]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * MANY + SENTENCE, id="never closed"),
        pytest.param("<div>" * MANY + SENTENCE + "</div>" * MANY, id="closed"),
        pytest.param("<p>" + "<b>" * MANY + SENTENCE, id="within a line"),
        pytest.param("<ul><li>" * MANY + SENTENCE, id="lists"),
        pytest.param("<table><tr><td>" * MANY + SENTENCE, id="tables"),
        pytest.param("<span><div><font>" * MANY + SENTENCE + "</font></div></span>" * MANY, id="mixed"),
        pytest.param("</div>" * MANY + SENTENCE, id="closed and never opened"),
        pytest.param("<!--" * MANY + "-->" + SENTENCE, id="remarks"),
        pytest.param("<?xml version='1.0'?><r>" + "<![CDATA[" * MANY + "]]>" + f"<b>{SENTENCE}</b></r>", id="CDATA"),
    ],
)
def test_a_page_nested_without_end_is_read_in_time(page: str) -> None:
    began = time.monotonic()
    reading = read_bytes(page.encode(), name="x")
    assert time.monotonic() - began < SECONDS
    assert_lawful(reading)
    assert any(SENTENCE in block.text for block in reading.blocks)


def test_what_stands_by_itself_does_so_however_deep() -> None:
    page = "<div>" * (DEEPEST + 10) + "".join(f"<div><p>{n}{SENTENCE}</p></div>" for n in range(3))
    blocks = read_bytes(page.encode(), name="x").blocks
    assert [block.text for block in blocks] == [f"{n}{SENTENCE}" for n in range(3)]


def test_paragraphs_that_are_never_closed_are_not_nested() -> None:
    page = f"<p>{SENTENCE}" * (DEEPEST * 2)
    assert len(read_bytes(page.encode(), name="x").blocks) == DEEPEST * 2


def test_xml_nested_without_end_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableSourceError) as error:
        read_bytes(("<?xml version='1.0'?>\n<r>\n" + "<b>" * MANY + "甲").encode(), name="x")
    assert error.value.place == "line 3"
    assert "one in another" in error.value.reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE * 170_000, id="one paragraph of 1.5 million characters"),
        pytest.param("title,text\n" + 'a,"' + '""' * MANY, id="a quotation never closed"),
        pytest.param("+++\n" + 'a = "b"\n' * MANY, id="TOML never closed"),
        pytest.param("title: x\n" + "a: b\n" * MANY, id="Hexo never closed"),
        pytest.param('{"title": "a"}\n' + "{" * MANY, id="JSON and braces"),
        pytest.param("# x\n\n" + "**甲 " * MANY, id="stars"),
        pytest.param("From: a\n" + "a: b\n" * MANY, id="a head without end"),
        pytest.param("目录\n" + "第一章......1\n" * MANY + SENTENCE, id="contents"),
    ],
)
def test_a_text_without_end_is_read_or_refused_in_time(text: str) -> None:
    began = time.monotonic()
    with suppress(UnreadableSourceError):
        assert_lawful(read_bytes(text.encode(), name="x"))
    assert time.monotonic() - began < SECONDS

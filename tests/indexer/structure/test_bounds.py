"""Texts of hostile shape: their structure takes no time that grows with the square."""

from __future__ import annotations

import time

import pytest

from indexer.sources import read_bytes
from indexer.structure import structure

MANY = 20_000
SECONDS = 30
"""A machine that is busy may take several; with the square it is minutes."""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("双方" + " " * MANY + "同意。", id="blanks"),
        pytest.param("甲国\n" * MANY, id="lines that may be titles"),
        pytest.param('a = "b"\n' * MANY, id="lines of a program"),
        pytest.param("{\n" * MANY, id="braces"),
        pytest.param("1" * MANY + "\n" + "2" * MANY, id="digits"),
        pytest.param("a " * MANY + "\n双方同意。", id="Latin words"),
        pytest.param("双方同意加强合作。" * 20_000, id="one long paragraph"),
        pytest.param("双方同意加强合作。\n" * MANY, id="many paragraphs"),
        pytest.param("一、双方同意。\n" * MANY, id="many labels"),
        pytest.param("（2015年4月20日，北京）\n" * MANY, id="many days"),
        pytest.param("中华人民共和国和甲国联合声明\n" * 2000, id="many titles"),
        pytest.param("（" * MANY, id="brackets"),
        pytest.param("2015年" * MANY, id="years"),
    ],
)
def test_a_text_without_end_is_structured_in_time(text: str) -> None:
    parsed = read_bytes(text.encode(), name="x")
    began = time.monotonic()
    structure(parsed)
    assert time.monotonic() - began < SECONDS

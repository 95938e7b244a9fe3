"""Characters that Simplified text tells apart, and whether a paragraph is spelled as a query is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.spelling import is_spelled_so, kept_spelling, spelling_of

SPELLINGS = [
    ("随着", "着", ""),
    ("隨著", "著", "著"),
    ("随着著名", "着著", "着著"),
    ("计划", "划", ""),
    ("計畫", "", ""),  # a Traditional form is no other word
    ("画展", "画", "画"),
    ("双方发展", "", ""),
    ("中国", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "spelling", "kept"), SPELLINGS)
def test_the_spelling_of_a_text(text: str, spelling: str, kept: str) -> None:
    assert (spelling_of(text), kept_spelling(text)) == (spelling, kept)


SPELLED = [
    ("随着", "随着形势", True),
    ("随着", "隨著形勢", False),
    ("随着", "随着著名", True),
    ("隨著", "随着", False),
    ("隨著", "隨著", True),
    ("计划", "計畫", True),
    ("计划", "计画", False),
    ("乾", "干", False),
    ("干", "幹", True),
    ("合作", "合作", True),
]


@pytest.mark.parametrize(("query", "text", "expected"), SPELLED)
def test_whether_a_paragraph_is_spelled_as_the_query_is(query: str, text: str, *, expected: bool) -> None:
    assert is_spelled_so(spelling_of(query), kept_spelling(text)) is expected


@given(st.text("着著画划畫干乾幹国", min_size=1, max_size=6), st.text("着著画划畫干乾幹国", max_size=6))
def test_a_text_is_spelled_as_each_of_its_parts(part: str, around: str) -> None:
    assert is_spelled_so(spelling_of(part), kept_spelling(around + part))

"""The law over every way in which the same is written: text in one is found by the other, and marked as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.characters import MARKS
from search.engines.protocol import Match, Request
from search.interpretation import Interpretation, Relax
from search.query.nodes import Literal
from search.query.rewrite import folded
from search.results import locate_matches
from tables.character_classes import CLASSES
from tests.corpora import texts_as_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Engine, Hit
    from search.model import Statement

_EVERY = 12
"""Of the classes of Han characters every so manieth: thousands, in a corpus that is written in a second."""

ROWS = CLASSES.read_text(encoding="utf-8").split()
COMMON = [
    "着",
    "复",
    "划",
    "了",
    "只",
    "叙",
    "卫",
    "借",
    "仿",
    "里",
    "后",
    "干",
    "台",
    "长",
    "西",
    "像",
    "链",
    "说",
    "内",
]
WAYS: list[list[str]] = [
    *map(list, dict.fromkeys([*ROWS[::_EVERY], *(row for row in ROWS if set(row) & set(COMMON))])),
    *([mark, *shapes] for mark, shapes in MARKS.items()),
    ["é", "e\u0301", "É", "E\u0301", "e\u200d\u0301"],
    ["nguyễn", "nguye\u0302\u0303n", "NGUYỄN"],
    ["x\u0302y", "X\u0302Y"],
    ["が", "か\u3099", "か \u3099"],
    ["ガ", "ｶﾞ", "カ\u3099"],
    ["한", "\u1112\u1161\u11ab", "하\u11ab"],
    ["2016年", "2016 年", " 2016\u3000年", "2016\u200b 年", "２０１６年", "20\n16年", "2016\u2800年", "2016\u3164 年"],
    ["g20峰会", "G20 峰会", "Ｇ２０\u00a0峰会"],
    ["jf-17战机", "JF—17 战机", "JF – 17战机"],
    ["new york", "New  York", "NEW\nYORK", "new\u200b york"],
    ["和……或", "和…或", "和⋯⋯或", "和......或", "和...或", "和・・・或"],
    ["和——或", "和—或", "和--或", "和–或", "和──或", "和 — 或"],
    ["1,000.5万", "1，000．5 万", "1,000·5万"],
    ["《“一带一路”》", "〈「一带一路」〉", '《"一带一路"》', "≪『一 带 一 路』≫"],
]


def name(number: int) -> str:
    """A row of Han characters for the number, and for no other."""
    return "".join("子丑寅卯辰巳午未申酉"[int(digit)] for digit in f"{number:04}")


TEXTS = [f"{name(number)}{way}亥" for number, ways in enumerate(WAYS) for way in ways]


@pytest.fixture(scope="session")
def on_variants(make_engine: Callable[[Sequence[Statement]], Engine]) -> Iterator[Engine]:
    """The engine under test, on a paragraph for every way in which something is written."""
    opened = make_engine([texts_as_statement(*(f"甲{text}乙" for text in TEXTS))])
    yield opened
    opened.close()


def found(pattern: str, engine: Engine, analyzer: Analyzer) -> Iterator[tuple[Hit, list[str]]]:
    """The hits of a text, each with its matches as they are printed."""
    asked = Literal(pattern)
    node = folded(asked, analyzer)
    understood = Interpretation(asked, asked, node, Match.EXACT, Relax.NEVER, (), ())
    for hit in engine.hits(Request(node)):
        comparable, spans = locate_matches(understood, hit, analyzer)
        yield hit, [hit.paragraph.text[slice(*comparable.original(*span))] for span in spans]


@given(data=st.data())
def test_text_written_one_way_is_found_by_every_other(
    data: st.DataObject, on_variants: Engine, analyzer: Analyzer
) -> None:
    number = data.draw(st.integers(0, len(WAYS) - 1))
    way = data.draw(st.sampled_from(WAYS[number]))
    hits = {hit.paragraph.text: texts for hit, texts in found(f"{name(number)}{way}亥", on_variants, analyzer)}
    expected = [f"{name(number)}{other}亥" for other in WAYS[number]]
    assert hits == {f"甲{text}乙": [text] for text in expected}


PARTS = [("e", 0), ("nguye", 0), ("nguyen", 0), ("x", 0), ("か", 0), ("하", 0), ("16年", 0), ("20", 0), ("00", 0),
         ("york亥", 4), ("5万", 3), ("17战机", 3), ("年亥", 8)]  # fmt: skip


@pytest.mark.parametrize(("part", "count"), PARTS)
def test_a_part_of_a_letter_or_a_number_is_not_found(
    part: str, count: int, on_variants: Engine, analyzer: Analyzer
) -> None:
    assert len(list(found(part, on_variants, analyzer))) == count

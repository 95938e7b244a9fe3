"""Charts: what is drawn, what it is called, and how large it grows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.charts import DRAWN, Bar, bars, downsampled

values = st.none() | st.integers(0, 10**6) | st.floats(0, 1, width=32)
series = st.lists(
    st.builds(Bar, st.text("年月12<&\"'>", max_size=20), values, st.none() | st.just("/?q=和平")), max_size=300
)


def _drawn(*points: Bar, label: str = "matches") -> ElementTree.Element:
    # Inside a page an svg needs no namespace; a reader of XML does not mind.
    return ElementTree.fromstring(bars(points, label=label))  # noqa: S314  our own document


def _group(chart: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = (each for each in chart.iter("g") if each.get("class") == name)
    return found


def _texts(chart: ElementTree.Element, name: str) -> list[str]:
    return ["".join(each.itertext()) for each in _group(chart, name).iter("text")]


def test_nothing_is_drawn_of_nothing() -> None:
    assert not bars([], label="matches")


def test_heights_are_in_proportion() -> None:
    chart = _drawn(Bar("1972", 1), Bar("1978", 2), Bar("1982", 4))
    heights = [int(each.get("height", "")) for each in _group(chart, "chart-bars").iter("rect")]
    assert heights == [29, 58, 116]


def test_a_point_without_a_value_is_not_a_zero() -> None:
    chart = _drawn(Bar("1972", 3), Bar("1973", None), Bar("1974", 0))
    assert [each.get("height") for each in _group(chart, "chart-bars").iter("rect")] == ["116", "0"]
    (gap,) = _group(chart, "chart-none").iter("rect")
    assert int(gap.get("height", "")) > 0
    assert _texts(chart, "chart-values") == ["3", "–", "0"]


def test_a_little_is_not_nothing() -> None:
    chart = _drawn(Bar("1972", 100_000), Bar("1973", 1))
    assert [each.get("height") for each in _group(chart, "chart-bars").iter("rect")] == ["116", "2"]


def test_a_series_of_gaps_or_of_zeros_is_drawn() -> None:
    assert _texts(_drawn(Bar("1972", None)), "chart-values") == ["–"]
    assert _texts(_drawn(Bar("1972", 0)), "chart-values") == ["0"]


def test_a_chart_without_links_is_an_image_with_a_description() -> None:
    chart = _drawn(Bar("1972", 3), Bar("1973", None), label="和平 per year")
    assert (chart.get("role"), chart.get("aria-label")) == ("img", "和平 per year")
    assert chart.findtext("desc") == "1972: 3; 1973: –"


def test_links_can_be_reached_and_say_where_they_lead() -> None:
    chart = _drawn(Bar("1972", 3, "/statements/a"), Bar("1973", 1))
    assert chart.get("role") == "group"
    assert [(each.get("href"), each.get("aria-label")) for each in chart.iter("a")] == [("/statements/a", "1972: 3")]


def test_everything_is_escaped() -> None:
    hostile = "\"'><script>alert(1)</script>"
    drawn = bars([Bar(hostile, 1, hostile), Bar(hostile, None)], label=hostile)
    assert "<script" not in drawn
    assert _drawn(Bar(hostile, 1, hostile), label=hostile).get("aria-label") == hostile


@pytest.mark.parametrize(
    ("count", "label", "named"),
    [
        pytest.param(1, "1972", 1, id="one"),
        pytest.param(8, "1972", 8, id="as many years as have room"),
        pytest.param(78, "1972", 8, id="some of many years"),
        pytest.param(78, "1972-02-28", 3, id="fewer days"),
        pytest.param(78, "上海合作组织成员国元首理事会", 3, id="cut"),
    ],
)
def test_as_many_points_are_named_as_have_room(count: int, label: str, named: int) -> None:
    labels = _texts(_drawn(*[Bar(label, 1)] * count), "chart-labels")
    assert len(labels) == named
    assert max(map(len, labels)) <= 12


def test_in_a_long_series_only_the_highest_and_the_gaps_have_numbers() -> None:
    points = [*[Bar("1972", 1)] * 20, *[Bar("1973", None)] * 5, Bar("1974", 7), Bar("1975", None)]
    assert _texts(_drawn(*points), "chart-values") == ["–", "–", "7"]


def test_of_a_long_series_the_highest_of_each_stretch_is_drawn() -> None:
    points = [Bar(str(index), None if index < 40 else index % 20) for index in range(2_000)]
    drawn = downsampled(points)
    assert len(drawn) == DRAWN
    assert [each.value for each in drawn] == [None, None, *[19] * 98]
    assert drawn[2].label == "59"


def test_two_thousand_statements_are_under_20_kilobytes() -> None:
    points = [
        Bar("2001-07-16", index % 7, f"/statements/2001-07-16-joint-communique-{index}") for index in range(2_000)
    ]
    assert len(bars(points, label="matches").encode()) < 20_000


@given(series)
def test_a_chart_stays_in_its_frame_and_brings_no_style_or_script(points: list[Bar]) -> None:
    if not points:
        return
    chart = _drawn(*points)
    for each in chart.iter():
        assert each.tag not in {"style", "script"}
        assert not [name for name in each.attrib if name == "style" or name.startswith("on")]
    for each in chart.iter("rect"):
        left, width = float(each.get("x", "")[:-1]), float(each.get("width", "")[:-1])
        assert -0.1 <= left <= left + width <= 100.1
        assert int(each.get("y", "")) >= 0
        assert int(each.get("y", "")) + int(each.get("height", "")) <= 160

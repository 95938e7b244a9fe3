"""Bar charts, rendered on the server.

A chart is an inline SVG without styles or scripts; the page's style sheet colors it by class. It has no words, so it
needs no translation.

    chart           the svg
    chart-line      the axis
    chart-bars      a group of bars: rectangles, each in a link if its point has an address
    chart-none      dashed placeholders of points without a value
    chart-values    numbers, and “–” where there is none
    chart-labels    labels of points, under the axis
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DRAWN = 100
"""The most bars of a chart; a longer series is downsampled to the maxima of its intervals."""
_NUMBERED = 12
"""The most bars that have room for a number over each, on a phone."""
_LETTERS = 40
"""The number of letters that fit side by side under a chart on a phone."""
_LONGEST_LABEL = 12

# Horizontal lengths are percentages of the width, so that letters keep their size on every screen; vertical ones are
# pixels.
_HEIGHT = 160
_TOP = 20
_LINE = 136
_LABELS = 154
_WIDEST = 6.0
_LETTER = 2.6
"""The width of a letter on a phone, or in a column at the side."""

_CHART = Markup(
    '<svg class="chart" role="{role}" aria-label="{label}" width="100%" height="{height}">'
    '{description}<g class="chart-bars">{bars}</g><g class="chart-none">{gaps}</g>'
    '<line class="chart-line" x1="0" x2="100%" y1="{line}" y2="{line}"/>'
    '<g class="chart-values" text-anchor="middle" aria-hidden="true">{values}</g>'
    '<g class="chart-labels" aria-hidden="true">{labels}</g></svg>'
)
_DESCRIPTION = Markup("<desc>{}</desc>")
_RECTANGLE = Markup('<rect x="{x:.1f}%" y="{y}" width="{width:.1f}%" height="{height}"><title>{title}</title></rect>')
_LINK = Markup('<a href="{href}" aria-label="{title}">{inside}</a>')
_VALUE = Markup('<text x="{x:.1f}%" y="{y}">{text}</text>')
_LABEL = Markup('<text x="{x:.1f}%" y="{y}" text-anchor="{anchor}">{text}</text>')


@dataclass(frozen=True)
class Bar:
    """A point of a series: its label (a year, a day), and its value from 0; None is an unknown value."""

    label: str
    value: int | float | None
    href: str | None = None


@dataclass(frozen=True)
class _Placed:
    """A bar with its position: middle and width as percentages of the chart's width, top in pixels."""

    bar: Bar
    middle: float
    width: float
    top: int

    @property
    def title(self) -> str:
        return f"{self.bar.label}: {_printed(self.bar.value)}"


def bars(points: Sequence[Bar], *, label: str) -> Markup:
    """A bar chart of `points`, from left to right, as an inline SVG named `label`; empty if there are none.

    A point without a value is a dashed placeholder with “–”, not a bar of height 0. More than `DRAWN` points are
    downsampled. The values are also the description of the image, for screen readers.
    """
    if not points:
        return Markup()
    placed = _placed(downsampled(points))
    linked = any(each.bar.href for each in placed)
    return _CHART.format(
        # Links inside an image are not focusable, so a chart with links is a group.
        role="group" if linked else "img",
        label=label,
        height=_HEIGHT,
        line=_LINE,
        description="" if linked else _DESCRIPTION.format("; ".join(each.title for each in placed)),
        bars=_joined(_drawn(each) for each in placed if not _is_gap(each)),
        gaps=_joined(_drawn(each) for each in placed if _is_gap(each)),
        values=_joined(map(_number, _numbered(placed))),
        labels=_joined(_name(placed[index]) for index in _labelled(placed)),
    )


def downsampled(points: Sequence[Bar]) -> tuple[Bar, ...]:
    """At most `DRAWN` of the points, in their order: the maximum of each interval of equal length."""
    stretch = math.ceil(len(points) / DRAWN)
    starts = range(0, len(points), stretch or 1)
    return tuple(max(points[start : start + stretch], key=_height) for start in starts)


def _height(point: Bar) -> float:
    return -1 if point.value is None else point.value


def _placed(points: Sequence[Bar]) -> tuple[_Placed, ...]:
    step = 100 / len(points)
    highest = max(map(_height, points))
    return tuple(
        _Placed(point, middle=(index + 0.5) * step, width=min(step * 0.8, _WIDEST), top=_top(point, highest))
        for index, point in enumerate(points)
    )


def _top(point: Bar, highest: float) -> int:
    """The top of a bar, in pixels from above. A value above 0 is always visible."""
    if point.value is None:
        return _TOP
    if not point.value:
        return _LINE
    return min(_LINE - 2, _LINE - round((_LINE - _TOP) * point.value / highest))


def _drawn(placed: _Placed) -> Markup:
    inside = _RECTANGLE.format(
        x=placed.middle - placed.width / 2,
        y=placed.top,
        width=placed.width,
        height=_LINE - placed.top,
        title=placed.title,
    )
    if placed.bar.href is None:
        return inside
    return _LINK.format(href=placed.bar.href, title=placed.title, inside=inside)


def _numbered(placed: Sequence[_Placed]) -> list[_Placed]:
    """The bars with a number over them: all if there is room, else the highest and the first of each run of gaps."""
    if len(placed) <= _NUMBERED:
        return list(placed)
    highest = max(placed, key=lambda each: _height(each.bar))
    before = (None, *placed)
    gaps = [each for last, each in zip(before, placed, strict=False) if _is_gap(each) and not _is_gap(last)]
    return [*gaps, *([] if _is_gap(highest) else [highest])]


def _is_gap(placed: _Placed | None) -> bool:
    return placed is not None and placed.bar.value is None


def _number(placed: _Placed) -> Markup:
    y = placed.top - 6 if placed.bar.value is not None else _LINE - 6
    return _VALUE.format(x=_clamped(placed.middle), y=y, text=_printed(placed.bar.value))


def _clamped(middle: float) -> float:
    """The middle of a number, clamped so that three digits fit inside the edges."""
    return min(max(middle, 2.5), 97.5)


def _labelled(placed: Sequence[_Placed]) -> range:
    """The indices of the points with a label: as many as fit side by side, at equal distances from the first."""
    longest = max(len(_truncated(each.bar.label)) for each in placed)
    most = max(2, _LETTERS // (longest + 1))
    return range(0, len(placed), math.ceil(len(placed) / most))


def _name(placed: _Placed) -> Markup:
    text = _truncated(placed.bar.label)
    half = len(text) * _LETTER / 2
    anchor, x = "middle", placed.middle
    if placed.middle < half:
        anchor, x = "start", 0.0
    elif placed.middle > 100 - half:
        anchor, x = "end", 100.0
    return _LABEL.format(x=x, y=_LABELS, anchor=anchor, text=text)


def _truncated(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _printed(value: float | None) -> str:
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.3g}"


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)

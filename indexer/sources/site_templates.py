"""The templates of sites whose pages we know, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One site's pages: CSS selectors of the elements with the text, the title and the day."""

    name: str
    content: str
    title: str
    day: str


TEMPLATES = (
    Template("foreign ministry", "#News_Body_Txt_A", "#News_Body_Title, .news-title h1, h1", "#News_Body_Time, .time"),
    Template("broadcaster since 2021", "#content_area", ".tit, h1", ".time"),
    Template("broadcaster until 2021", "#about_txt .cnt_bd, .cnt_bd", ".cnt_nav h3, h3", "#chbox01, .info"),
)

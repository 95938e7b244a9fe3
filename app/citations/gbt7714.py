"""A line of a list of references after GB/T 7714—2015, for an online document (4.6).

    主要责任者. 题名: 其他题名信息[文献类型标识/文献载体标识]. (更新日期)[引用日期]. 获取和访问路径.

Written by hand: citeproc-py with the style of that name brings 61 MB of styles, and CSL has no field for a paragraph of
an online document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.citations.citable import Cited

_ONLINE = "[EB/OL]"
_MOST_AUTHORS = 3  # GB/T 7714—2015, 8.1.2


def gbt7714(cited: Cited) -> str:
    """The line. It has the day of access, which the standard requires, if that is known."""
    title = f"{cited.title}: {cited.place}" if cited.place else cited.title
    published = f"({cited.date.isoformat()})" if cited.date else ""
    accessed = f"[{cited.accessed.isoformat()}]" if cited.accessed else ""
    parts = [_responsible(cited.authors), f"{title}{_ONLINE}", f"{published}{accessed}", f"{cited.url}."]
    return ". ".join(part for part in parts if part) + "\n"


def _responsible(authors: tuple[str, ...]) -> str:
    """The authors; of more than three the first three, and 等."""
    return ", ".join([*authors[:_MOST_AUTHORS], *(["等"] if len(authors) > _MOST_AUTHORS else [])])

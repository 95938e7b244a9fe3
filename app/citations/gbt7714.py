"""A line of a list of references after GB/T 7714—2015, for a document on line (4.6).

    主要责任者. 题名: 其他题名信息[文献类型标识/文献载体标识]. (更新日期)[引用日期]. 获取和访问路径.

Written here: citeproc-py with the style of that name would bring 61 MB of styles, and no item of CSL has a field for
the paragraph of a document on line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.citations.reference import Cited

_ON_LINE = "[EB/OL]"
_MOST_AUTHORS = 3  # GB/T 7714—2015, 8.1.2


def gbt7714(cited: Cited) -> str:
    """One line. The day of reading, which the standard asks for, is there if it is known."""
    title = f"{cited.title}: {cited.place}" if cited.place else cited.title
    published = f"({cited.date.isoformat()})" if cited.date else ""
    accessed = f"[{cited.accessed.isoformat()}]" if cited.accessed else ""
    parts = [_responsible(cited.authors), f"{title}{_ON_LINE}", f"{published}{accessed}", f"{cited.url}."]
    return ". ".join(part for part in parts if part) + "\n"


def _responsible(authors: tuple[str, ...]) -> str:
    """The authors; of more than three the first three, and 等."""
    return ", ".join([*authors[:_MOST_AUTHORS], *(["等"] if len(authors) > _MOST_AUTHORS else [])])

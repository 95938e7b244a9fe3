"""What Gongbao itself prints to cite with: addresses, records of reference managers, and the marks of GB/T 7714."""

from __future__ import annotations

import re

from search.model import Kind

_ID = rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|undated)-(?:{'|'.join(Kind)})(?:-[0-9a-f]{{6,64}})?"

ID = re.compile(rf"(?P<statement>{_ID})(?![0-9a-z-])(?:\.(?P<number>[0-9]{{1,9}}))?", re.IGNORECASE)
"""2015-04-20-joint-statement.7, 2021-12-08-news-3f2a9c. Not: 2015-04-20 joint statement"""

ADDRESS = re.compile(
    r"(?:https?://[^\s/]+|[a-z0-9.-]+(?::[0-9]{1,5})?)?(?:/[\w.~-]+)*?"
    rf"(?:/|(?<![\w/]))(?:v1/paragraphs/|(?:v1/)?statements/)(?P<statement>{_ID})(?![0-9a-z-])"
    r"(?:(?:\.|/paragraphs/)(?P<number>[0-9]{1,9}))?(?:\?[^\s#]*)?(?:\#(?:p(?P<anchor>[0-9]{1,9}))?[\w.-]*)?",
    re.IGNORECASE,
)
"""https://gongbao.example/v1/paragraphs/2015-04-20-joint-statement.7, /statements/2015-04-20-joint-statement?q=a#p7"""

URL = re.compile(r"https?://[^\s\[\]{}<>\"'“”《》（）]+", re.IGNORECASE)
"""http://www.example.cn/a.html. Not: www.example.cn"""

RECORDS = (
    re.compile(rf"\s*@\w+\{{\s*(?P<statement>{_ID})(?:\.(?P<number>[0-9]{{1,9}}))?\s*,.*\}}\s*", re.DOTALL),  # BibTeX
    re.compile(
        rf"\s*TY  - .*^ID  - (?P<statement>{_ID})(?:\.(?P<number>[0-9]{{1,9}}))?\s*$.*^ER  -.*",
        re.DOTALL | re.MULTILINE,
    ),  # RIS
    re.compile(
        rf"\s*[\[{{].*\"id\":\s*\"(?P<statement>{_ID})(?:\.(?P<number>[0-9]{{1,9}}))?\".*[\]}}]\s*", re.DOTALL
    ),  # CSL-JSON
)
"""Whole records as they are printed here, of which the key says everything."""

FIELD = re.compile(
    r"(?:title|note|author|publisher|url|date|year)\s*=\s*|^(?:T[IY1]|N1|A[UB]|UR|PB|DA|PY)  - ",
    re.MULTILINE | re.IGNORECASE,
)
"""The beginning of one line of a record: title = , TI  - . Not: the title of"""

ON_LINE = re.compile(r"\[(?:EB|DB|CP|DS|J|M|N|R|S|Z|C|G)(?:/(?:OL|CD|DK))?\]", re.IGNORECASE)
"""[EB/OL]: the kind of document in GB/T 7714. Not: [2015]"""

READ_ON = re.compile(r"\[[0-9]{4}-[0-9]{2}-[0-9]{2}\]")
"""[2026-11-21]: the day of reading in a line after GB/T 7714"""

LISTED = re.compile(
    r"\s*(?P<before>.+?)(?:: 第(?P<number>[^\[\]段]+)段(?:\([^()]*\))?)?\[EB/OL\]\. "
    r"(?:(?:\([0-9-]{10}\))?(?:\[[0-9-]{10}\])?\. )?(?P<address>\S+?)\.\s*",
    re.DOTALL,
)
"""A whole line after GB/T 7714 as it is printed here: authors and title, place, days, and the address."""

OTHERS = re.compile(r"等(?=[.,\s，]|$)|et\s+al\.?", re.IGNORECASE)
"""等, et al.: there are more authors"""

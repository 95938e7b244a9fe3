"""The script of examples does what its headings say."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from tests.shown import ROOT


@pytest.fixture(scope="module")
def printed(address: str) -> dict[str, str]:
    """What the script prints under each of its headings."""
    script = ROOT / "docs" / "examples.sh"
    done = subprocess.run(
        ["/bin/sh", str(script)],
        env={**os.environ, "GONGBAO": address},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    parts = re.split(r"^## (.*)\n", done.stdout, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_example_prints_something(printed: dict[str, str]) -> None:
    script = (ROOT / "docs" / "examples.sh").read_text(encoding="utf-8")
    assert list(printed) == re.findall(r"^echo '## (.*)'$", script, re.MULTILINE)
    assert all(text.strip() for text in printed.values())


ROWS = [
    ("Where does it say that?", "found: 2 paragraphs, 2 statements, 2 occurrences"),
    ("One frame, whatever stands in it", "[新时代更紧密的中巴命运共同体]"),
    ("How often, by statement", '"facets":{"statement":[{"value":'),
    ("A table for a spreadsheet", "id,statement,title,date,kind,number,label,left,match,right,start,end,url"),
    ("The paragraph behind a citation", '"id":"2015-04-20-joint-statement.7"'),
    ("Nothing new? 304, and no search is made", "304"),
    ("What is wrong, and where", '"position":6'),
]


@pytest.mark.parametrize(("heading", "line"), ROWS)
def test_an_example_prints_what_was_asked_for(heading: str, line: str, printed: dict[str, str]) -> None:
    assert line in printed[heading]


def test_the_whole_corpus_is_all_of_it(printed: dict[str, str]) -> None:
    lines = [json.loads(line) for line in printed["The whole corpus, a paragraph a line"].splitlines()]
    assert len(lines) == 89


def test_page_by_page_is_everything(printed: dict[str, str]) -> None:
    hits = [json.loads(line) for line in printed["All matches, page by page, by the Link header"].splitlines()]
    total = json.loads(printed["How often, by statement"])["total"]["paragraphs"]
    assert len({hit["id"] for hit in hits}) == len(hits) == total

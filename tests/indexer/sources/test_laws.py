"""Laws of every reader, on documents made at random and on the seeds."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import UnreadableSourceError
from indexer.sources import read, read_bytes
from indexer.sources.tables import rows_of
from tests.indexer.sources.laws import assert_lawful, uncovered

SEEDS = sorted(path for path in Path("seeds").iterdir() if path.name != "README.md")

SENTENCE = "双方高度评价中巴经济走廊建设取得的进展，同意在平等互利的基础上继续加强各领域务实合作。"

FRAGMENTS = [
    "双方同意加强合作。",
    "一、",
    "政治关系",
    "CPEC",
    "2015",
    "，",
    "”",
    "——",
    "来源：",
    "责任编辑：王翔",
    "*",
    "**",
    "`",
    ">",
    "\\*",
    "&middot;",
    "&nbsp",
    "<br>",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<自由贸易协定>",
    "<!--注-->",
    "-----",
    "---",
    "~~~",
    "|",
    "#",
    "-",
    "1.",
    "![图](a.png)",
    "[原文](https://example.org/a_b)",
    "](",
    "[甲][乙]",
    "<https://example.org/>",
]

pieces = st.one_of(
    st.sampled_from([*FRAGMENTS, "　　", "　", " ", "\t", "\xa0", "\u200b", "    ", "# ", "- ", "1. ", "* * *"]),
    st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=6),
)
breaks = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "", ""])


@given(st.lists(st.tuples(pieces, breaks), max_size=30))
def test_every_character_of_a_text_or_of_markdown_has_one_place(document: list[tuple[str, str]]) -> None:
    _read_lawfully("".join(piece + end for piece, end in document))


@given(st.lists(st.tuples(pieces, breaks), max_size=30))
def test_every_character_after_front_matter_has_one_place(document: list[tuple[str, str]]) -> None:
    _read_lawfully("---\ntitle: 题\n---\n" + "".join(piece + end for piece, end in document))


def _read_lawfully(text: str) -> None:
    try:
        reading = read_bytes(text.encode(), name="x")
    except UnreadableSourceError:
        return
    assert reading.text == text
    assert_lawful(reading)


@dataclass(frozen=True)
class Part:
    """A piece of a page; `is_text`: a reader of the page, or of its source, finds text there."""

    source: str
    is_text: bool = False


def text_part(source: str) -> Part:
    return Part(source, is_text=True)


NAMES = [
    "p",
    "div",
    "span",
    "b",
    "strong",
    "td",
    "tr",
    "table",
    "li",
    "ul",
    "h1",
    "h2",
    "font",
    "center",
    "section",
    "article",
    "footer",
    "nav",
    "i",
    "title",
    "form",
    "select",
    "button",
    "body",
    "html",
    "head",
    "noscript",
    "template",
]

TAGS = [
    *NAMES,
    "P ALIGN=center",
    "a href=x",
    "p hidden",
    'div class="share"',
    'div id="content_area"',
    'div style="display:none"',
]

words = st.text(alphabet="双方同意加强合作。，！abc 12　\xa0\t《》“”“\ue000\ue0010；；", min_size=1, max_size=12)
parts = st.one_of(
    words.map(text_part),
    st.sampled_from(["&middot;", "&#183;", "&#xB7;", "&ldquo;", "&amp;", "&lt;"]).map(text_part),
    st.sampled_from(TAGS).map(lambda tag: Part(f"<{tag}>")),
    st.sampled_from(TAGS).map(lambda tag: Part(f"</{tag.split()[0]}>")),
    st.sampled_from(["<br>", "<BR/>", "<hr>", "<img src=a>", "\r\n", "\n\n", "<!-- -->"]).map(Part),
)


@given(st.lists(parts, max_size=40))
@example([Part("<P>"), Part("a", is_text=True), Part("<P>"), Part("b", is_text=True)])
@example([Part("<table>"), Part("表外", is_text=True), Part("<tr><td>"), Part("表内", is_text=True)])
def test_every_text_of_a_page_has_one_place(page: list[Part]) -> None:
    source = "<html>" + "".join(part.source for part in page)
    try:
        reading = read_bytes(source.encode(), name="x")
    except UnreadableSourceError:
        return
    assert_lawful(reading)
    at = len("<html>")
    places: list[int] = []
    for part in page:
        places += range(at, at + len(part.source)) if part.is_text else []
        at += len(part.source)
    assert uncovered(reading, places) == ""


@pytest.mark.parametrize("depth", [300, 3000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "p", "ul><li"])
def test_no_text_is_lost_in_tags_that_are_never_closed(tag: str, depth: int) -> None:
    reading = read_bytes((f"<{tag}>{SENTENCE}" * depth).encode(), name="x")
    assert_lawful(reading)
    assert "".join(block.text for block in reading.blocks) == SENTENCE * depth


@given(st.binary(max_size=400))
@example(b"---\na: " + b"[" * 5000 + b"\n---\n")
@example(b"---\na: !!int ''\n---\nx")
@example(b"---\n? [a]\n: b\n---\nx")
@example(b"---\na: \x7f\n---\nx")
@example(b'<meta charset="idna">\xd6\xd0')
@example(b'<meta charset="undefined">\xd6\xd0')
@example(b'<meta charset="hex">\xd6\xd0')
@example(b"# x\n" + b"*" * 5000 + b"a" + b"> " * 5000)
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = read_bytes(data, name="x")
    except UnreadableSourceError as error:
        said = error
    else:
        assert_lawful(reading)
        return
    assert said.file == "x"
    assert said.place
    assert said.reason


ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",  # the codec writes the mark
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"",
}


LINES = [SENTENCE, "一、政治关系", "", "伊姆兰·汗总理", "（2018年11月4日，北京）"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@given(
    lines=st.lists(
        st.sampled_from([SENTENCE, "一、政治关系", "", "伊姆兰·汗总理", "（2018年11月4日，北京）"]), max_size=8
    )
)
def test_a_text_is_the_same_in_every_encoding_and_with_every_newline(
    encoding: str, newline: str, lines: list[str]
) -> None:
    lines = [SENTENCE, *lines]
    reading = read_bytes(ENCODINGS[encoding] + newline.join(lines).encode(encoding), name="x")
    assert reading.text.removeprefix("\ufeff") == newline.join(lines)
    assert [block.text for block in reading.blocks] == [line for line in lines if line]
    assert_lawful(reading)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_seeds_are_read_lawfully(path: Path) -> None:
    assert_lawful(read(path, name=path.name))


XML_NAMES = [
    "p",
    "head",
    "title",
    "num",
    "date",
    "item",
    "标题",
    "lb",
    "note",
    "hi",
    "content",
    "tei:div",
    "link",
    "meta",
    "s",
]

xml_parts = st.one_of(
    words.map(text_part),
    st.sampled_from(["&#183;", "&#xB7;", "&amp;", "&lt;"]).map(text_part),
    st.sampled_from(XML_NAMES).map(lambda name: Part(f"<{name}>")),
    st.sampled_from(XML_NAMES).map(lambda name: Part(f"</{name}>")),
    st.sampled_from(XML_NAMES).map(lambda name: Part(f"<{name} rend='a>b'/>")),
    st.sampled_from(["\r\n", "\n\n", "<!-- -->", "<?a b?>", "<![CDATA[", "]]>", "&lt;p&gt;", "&lt;/b&gt;"]).map(Part),
)


@given(st.lists(xml_parts, max_size=40))
def test_every_text_of_xml_has_one_place(document: list[Part]) -> None:
    opening = "<?xml version='1.0'?><doc>"
    source = opening + "".join(part.source for part in document) + "</doc>"
    try:
        reading = read_bytes(source.encode(), name="x")
    except UnreadableSourceError:
        return
    assert reading.form == "xml"
    assert_lawful(reading)
    at = len(opening)
    places: list[int] = []
    is_data = False
    for part in document:
        places += range(at, at + len(part.source)) if part.is_text and not is_data else []
        is_data = (is_data or part.source == "<![CDATA[") and part.source != "]]>"
        at += len(part.source)
    assert uncovered(reading, places) == ""


cells = st.text(alphabet='双方同意，。"\n,\t;甲ab ', max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6), st.sampled_from([",", "\t", ";"]))
def test_every_cell_of_a_table_is_read_where_it_stands(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    table = StringIO()
    csv.writer(table, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    text = table.getvalue()
    read_rows = [row for row in rows_of(text, delimiter) if any(cell.block.runs for cell in row.cells) or row.cells[1:]]
    assert [[cell.block.text for cell in row.cells] for row in read_rows] == [list(row) for row in rows]
    for cell in (cell for row in read_rows for cell in row.cells):
        assert not cell.is_open
        for run in cell.block.runs:
            assert text[run.start : run.end].replace('""', '"') == run.text

"""Records of JSON: what a line gives, and what a bad one costs."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import UnreadableSourceError
from indexer.sources import lines as lines_of_files
from indexer.sources.jsonlines import Exported, Record, read_line
from indexer.sources.lines import Line, Lost
from indexer.sources.records import holds_records, open_records
from search.model import Kind, Section

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    '{"id": "a", "date": "2015-04-20", "title": "联合声明", "paragraphs": ["一、双方同意。", "　双方\\n重申。 ", " "]}'
)


def record(**values: object) -> Record:
    """What a line with these values, and one paragraph, gives."""
    text = json.dumps({"paragraphs": ["双方"]} | values, ensure_ascii=False)
    found = read_line(Line(7, 100, text))
    assert isinstance(found, Record), found
    return found


def read(path: Path) -> list[Line | Lost | Record]:
    with open_records(path, name=path.name) as records:
        return list(records)


def test_a_line_gives_its_parts_with_their_places() -> None:
    found = read_line(Line(1, 0, GOOD))
    assert isinstance(found, Record)
    assert found.title is not None
    assert (found.id, found.date, found.title.text) == ("a", date(2015, 4, 20), "联合声明")
    assert [block.text for block in found.paragraphs] == ["一、双方同意。", "双方\n重申。"]
    for block, shown in zip(
        (found.title, *found.paragraphs), ("联合声明", "一、双方同意。", "双方\\n重申。"), strict=True
    ):
        assert GOOD[block.start : block.end] == shown


@given(
    paragraphs=st.lists(st.text(st.characters(codec="utf-8")), min_size=1),
    escaped=st.booleans(),
    indent=st.none() | st.integers(0, 2),
)
def test_a_paragraph_is_read_as_it_was_written(paragraphs: list[str], escaped: bool, indent: int | None) -> None:
    text = json.dumps({"paragraphs": paragraphs, "title": "x"}, ensure_ascii=escaped, indent=indent)
    found = read_line(Line(1, 10, text))
    written = [each.strip() for each in paragraphs if each.strip()]
    if not written:
        assert isinstance(found, Lost)
        return
    assert isinstance(found, Record)
    assert [block.text.strip() for block in found.paragraphs] == written
    for block in found.paragraphs:
        assert json.loads(f'"{text[block.start - 10 : block.end - 10]}"', strict=False) == block.text


FIELDS = [
    ({"date": "2015-04-20"}, "date", date(2015, 4, 20)),
    ({"date": "2015-04-20T19:00:00+08:00"}, "date", date(2015, 4, 20)),
    ({"date": "1895-04-17"}, "date", date(1895, 4, 17)),
    ({"date": "20150420"}, "date", date(2015, 4, 20)),
    ({"date": "2015年4月20日"}, "date", date(2015, 4, 20)),
    ({"date": None}, "date", None),
    ({"published": "2015-04-21"}, "published", date(2015, 4, 21)),
    ({"kind": "treaty"}, "kind", Kind.TREATY),
    ({"place": " 北京 "}, "place", "北京"),
    ({"place": ""}, "place", None),
    ({"url": "https://example.org"}, "url", "https://example.org"),
    ({"publisher": "外交部"}, "publisher", "外交部"),
    ({"editor": "王翔"}, "editor", "王翔"),
    ({"language": "en"}, "language", "en"),
    ({"lead": "全文如下："}, "lead", "全文如下："),
    ({"signature": "代表"}, "signature", "代表"),
    ({"parties": "中国、巴基斯坦"}, "parties", ("中国", "巴基斯坦")),
    ({"parties": ["中国", "巴基斯坦"]}, "parties", ("中国", "巴基斯坦")),
    (
        {"sections": [{"label": "一", "title": "政治", "first": 1, "last": 1}]},
        "sections",
        (Section("一", "政治", 1, 1),),
    ),
    ({"id": 17}, "id", "17"),
    ({"id": [17]}, "id", None),
    ({"title": " "}, "title", None),
    ({"unknown": {"deep": [1]}}, "title", None),
]


@pytest.mark.parametrize(("values", "name", "expected"), FIELDS)
def test_a_field_is_read(values: dict[str, object], name: str, expected: object) -> None:
    found = record(**values)
    assert getattr(found, name) == expected
    assert found.warnings == ()


STRANGE = [
    ({"date": "2015-02-30"}, "The field \"date\" is not a day of the calendar ('2015-02-30')"),
    ({"date": "in spring"}, 'The field "date" is not a day'),
    ({"kind": "article"}, "The field \"kind\" is 'article', which is none of joint-statement"),
    ({"kind": 3}, 'The field "kind" is not a string'),
    ({"place": ["北京"]}, 'The field "place" is not a string'),
    ({"parties": 2}, 'The field "parties" is neither'),
    ({"sections": "一、政治"}, 'The field "sections" is not a list'),
    ({"sections": [{"label": "一", "title": "政治", "first": 1, "last": 2}]}, 'The field "sections" points outside'),
]


@pytest.mark.parametrize(("values", "message"), STRANGE)
def test_what_cannot_be_used_is_told_and_the_document_kept(values: dict[str, object], message: str) -> None:
    found = record(**values)
    assert [block.text for block in found.paragraphs] == ["双方"]
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("line 7: " + message)


EXPORTED = {
    "number": 2,
    "text": "双方",
    "label": None,
    "section": {"label": "一", "title": "政治"},
    "speakers": ["both"],
    "source": {"file": "a.txt", "start": 1, "end": 3},
    "statement": {
        "id": "x", "title": "声明", "kind": "news", "date": None, "published": "2015-04-21", "place": None, "parties": [],
        "language": "zh", "paragraph_count": 2, "sections": [], "signature": None, "lead": None,
        "source": {"file": "a.txt", "sha256": "0", "url": None, "publisher": None, "editor": None},
    },
}  # fmt: skip

BAD = [
    ("{", "The record is not valid JSON (Expecting"),
    ("中巴友谊", "The record is not valid JSON"),
    (GOOD[:-1], "The record is not valid JSON (Expecting ',': character"),
    (GOOD[:40], "The record is not valid JSON"),
    (GOOD + GOOD, "Other text follows the object"),
    ("[]", "The record is not an object"),
    ("null", "The record is not an object"),
    ('"paragraphs"', "The record is not an object"),
    ("{}", 'The record has neither "paragraphs" nor "text"'),
    ('{"title": "x", "date": "2015-04-20"}', 'The record has neither "paragraphs"'),
    ('{"paragraphs": "双方"}', 'The field "paragraphs" is not a list'),
    ('{"paragraphs": null}', 'The field "paragraphs" is not a list'),
    ('{"paragraphs": []}', "The record has no paragraph"),
    ('{"paragraphs": [" ", "\\u3000"]}', "The record has no paragraph"),
    ('{"paragraphs": ["双方", 1]}', "The value of paragraph 2 is not a string"),
    ('{"paragraphs": [["双方"]]}', "The value of paragraph 1 is not a string"),
    ('{"paragraphs": ["\\ud800"]}', "The value of paragraph 1 contains a lone surrogate"),
    ('{"paragraphs": ["双方"], "title": "\\udc00"}', 'The value of "title" contains a lone surrogate'),
    ('{"paragraphs": ["双方"], "title": 1}', 'The value of "title" is not a string'),
    ('{"paragraphs": ["双方"], "date": 20150420}', 'The value of "date" is not a string'),
    ('{"paragraphs": ["a"], "paragraphs": ["b"]}', 'The record has "paragraphs" twice'),
    ('{"paragraphs": ["a\tb"]}', "The record is not valid JSON (Invalid control character"),
    ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "The record is nested too deeply"),
    ('{"x": 1' + "0" * 5000 + ', "paragraphs": ["a"]}', "The record is not valid JSON (Exceeds the limit"),
    (json.dumps(EXPORTED | {"number": 3}), "The record is paragraph 3 of a statement that has 2"),
    (json.dumps(EXPORTED | {"number": 0}), "The record is paragraph 0"),
    (json.dumps(EXPORTED | {"number": "1"}), "The record is not a line of an export (number: "),
    (json.dumps(EXPORTED | {"source": {}}), "The record is not a line of an export (source.file: "),
    (json.dumps(EXPORTED | {"statement": {}}), "The record is not a line of an export (statement.id: "),
    (json.dumps(EXPORTED | {"text": "\ud800"}), "The record is not a line of an export"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_lost_with_a_reason(text: str, message: str) -> None:
    found = read_line(Line(3, 0, text))
    assert isinstance(found, Lost)
    assert found.told("x.jsonl").startswith(f"x.jsonl, line 3: {message}")
    assert ";" in found.reason, "what next"
    assert "\n" not in found.reason
    assert found.characters == len(text)


@given(st.text() | st.from_regex(r'\{"(paragraphs|text)": ?(\[".*"\]|.*)\}'))
def test_any_line_is_read_or_lost(text: str) -> None:
    assert isinstance(read_line(Line(1, 0, text)), Record | Exported | Lost)


def test_a_line_of_an_export_is_a_paragraph_and_its_statement() -> None:
    found = read_line(Line(1, 0, json.dumps(EXPORTED)))
    assert isinstance(found, Exported)
    assert (found.number, found.text, found.source.start) == (2, "双方", 1)
    assert found.statement.published == date(2015, 4, 21)


NAMES = [
    ("a.jsonl", True), ("a.jsonl.gz", True), ("a.JSONL", True), ("a.ndjson", True), ("a.json", True), ("a.json.gz", True),
    ("a.txt", False), ("a.json.txt", False), ("a.gz", False), ("jsonl", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_the_name_says_whether_a_file_holds_records(name: str, expected: bool, tmp_path: Path) -> None:
    assert holds_records(tmp_path / name) is expected


TWO = f"{GOOD}\n{GOOD}\n"
PRETTY = json.dumps(json.loads(GOOD), indent=1, ensure_ascii=False)
FILES = [
    ("a.jsonl", TWO, [(1, 0), (2, len(GOOD) + 1)]),
    ("a.jsonl", f"\ufeff{GOOD}", [(1, 1)]),
    ("a.jsonl", f"\r\n\n{GOOD}\r\n \n{GOOD}", [(3, 3), (5, 3 + len(GOOD) + 4)]),
    ("a.json", TWO, [(1, 0), (2, len(GOOD) + 1)]),
    ("a.json", GOOD, [(1, 0)]),
    ("a.json", f"\ufeff\n{GOOD}", [(2, 2)]),
    ("a.json", PRETTY, [(1, 0)]),
    ("a.json", f"[{GOOD}, {GOOD}]", [(1, 1), (1, len(GOOD) + 3)]),
    ("a.json", f"[\n{GOOD},\n{PRETTY}\n]\n", [(2, 2), (3, len(GOOD) + 4)]),
    ("a.json", "[]", []),
]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("name", "text", "places"), FILES, ids=range(len(FILES)))
def test_records_are_found_with_their_lines_and_places(
    name: str, text: str, places: list[tuple[int, int]], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / (name + ".gz" * packed)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    with open_records(path, name=path.name) as records:
        found = list(records)
        assert records.sha256 == sha256(path.read_bytes()).hexdigest()
        assert records.characters == len(text)
        assert records.taken == path.stat().st_size
    assert [(line.number, line.start) for line in found if isinstance(line, Line)] == places
    for line in found:
        assert isinstance(line, Line)
        assert text[line.start :].startswith(line.text)
        assert isinstance(read_line(line), Record)


LOSSES = [
    ("a.jsonl", GOOD.encode("gb18030") + b"\n" + GOOD.encode(), [(1, "The line is not UTF-8 from byte")], [2]),
    ("a.json", b"[" + GOOD.encode() + b", x]", [(1, "The file is not valid JSON from here on")], [1]),
    (
        "a.json",
        b"[" + GOOD.encode() + b" " + GOOD.encode() + b"]",
        [(1, "The file is not valid JSON from here on")],
        [1],
    ),
    ("a.json", b"[" + GOOD.encode() + b"\n", [(2, "The file is not valid JSON from here on")], [1]),
    ("a.json", b"[" + GOOD.encode() + b"] 1", [(1, "Other text follows the array")], [1]),
    ("a.json", b"[" * 100_000, [(1, "The record is nested too deeply")], []),
]


@pytest.mark.parametrize(("name", "data", "lost", "kept"), LOSSES, ids=range(len(LOSSES)))
def test_a_loss_costs_no_other_line(
    name: str, data: bytes, lost: list[tuple[int, str]], kept: list[int], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = read(path)
    assert [line.number for line in found if isinstance(line, Line)] == kept
    losses = [line for line in found if isinstance(line, Lost)]
    assert [line.number for line in losses] == [number for number, _ in lost]
    for line, (_, reason) in zip(losses, lost, strict=True):
        assert line.reason.startswith(reason)


@pytest.mark.parametrize("cut", [1, 9, 100, 1000])
def test_a_packed_file_cut_short_gives_the_lines_before_the_cut(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    texts = [json.dumps({"paragraphs": [f"双方同意{number * 7919 % 1000}。"]}) for number in range(2000)]
    path.write_bytes(gzip.compress("\n".join(texts).encode())[:-cut])
    *kept, last = read(path)
    assert isinstance(last, Lost)
    assert last.told("a.jsonl.gz").startswith(f"a.jsonl.gz, line {len(kept) + 1}: The compressed file is truncated")
    assert [line.text for line in kept if isinstance(line, Line)] == texts[: len(kept)]
    assert len(kept) > 500


def test_a_damaged_packed_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(f"[{GOOD}]".encode())[:-12])
    with pytest.raises(UnreadableSourceError, match="truncated or damaged"):
        read(path)


def test_an_enormous_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = zlib.compressobj(wbits=31)
    pieces = [packed.compress(f'{GOOD}\n{{"paragraphs": ["'.encode())]
    pieces += [packed.compress("双方".encode() * 500_000) for _ in range(10)]
    path.write_bytes(b"".join([*pieces, packed.compress(f'"]}}\n{GOOD}\n'.encode()), packed.flush()]))
    found = read(path)
    assert [type(line) for line in found] == [Line, Lost, Line]
    assert isinstance(found[1], Lost)
    assert found[1].told("a").startswith("a, line 2: The line has more than 8 MB")
    assert found[1].characters == 10 * 1_000_000 + len('{"paragraphs": [""]}\n')
    assert isinstance(found[2], Line)
    assert found[2].number == 3


@pytest.mark.parametrize("filling", [b"\n", b" ", b"a\n"])
def test_a_file_that_unpacks_beyond_all_measure_is_given_up(
    filling: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_of_files, "UNPACKED_ANYWAY", 1 << 20)
    path = tmp_path / "a.jsonl.gz"
    packed = zlib.compressobj(wbits=31)
    pieces = [packed.compress(f"{GOOD}\n".encode())] + [packed.compress(filling * (1 << 20)) for _ in range(40)]
    path.write_bytes(b"".join([*pieces, packed.flush()]))
    found = read(path)
    assert isinstance(found[0], Line)
    assert isinstance(found[-1], Lost)
    assert "decompresses to more than 200 times its size" in found[-1].reason
    assert sum(len(line.text) for line in found if isinstance(line, Line)) < 8 << 20


@pytest.mark.parametrize(("data", "message"), [(b"", "is empty"), (b" \n", "is empty"), (b"\0\1", "is binary")])
def test_a_document_that_is_nothing_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableSourceError, match=message):
        read(path)

"""`python -m indexer`, as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.__main__ import Bars, main
from tests.indexer.sources.built import pdf

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "中华人民共和国和巴基斯坦伊斯兰共和国联合声明\n（2015年4月20日，伊斯兰堡）\n\n一、双方同意加强合作。\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A file with one statement."""
    path = tmp_path / "documents" / "statement.txt"
    path.parent.mkdir()
    path.write_text(STATEMENT, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    return int(main([str(argument) for argument in arguments]))


def test_done_is_0(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(document, "--index", tmp_path / "index") == 0
    assert "Read 1 file: 1 statements, 1 paragraphs" in capsys.readouterr().out
    assert (tmp_path / "index" / "current" / "manifest.json").is_file()


def test_done_with_files_that_failed_is_1_and_lists_them(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (document.parent / "empty.txt").write_bytes(b"")
    assert run(document.parent, "--index", tmp_path / "index") == 1
    assert "Failed: documents/empty.txt, the whole file: The file is empty." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-file"],
        ["seeds", "--engine", "lucene"],
        ["seeds", "--nonsense"],
        ["seeds", "--index"],
        ["seeds", "--columns", "Inhalt"],
        ["seeds", "--columns", "body=Inhalt"],
        ["seeds", "--columns", "text="],
    ],
)
def test_a_wrong_command_line_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_no_index_made_is_3_and_the_old_one_stays(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    assert run(document, "--index", index) == 0
    before = (index / "current").readlink()
    document.write_bytes(b"")
    assert run(document, "--index", index) == 3
    captured = capsys.readouterr()
    assert "No index is built." in captured.err
    assert "Failed: documents/statement.txt" in captured.out
    assert (index / "current").readlink() == before


def test_if_stale_builds_only_when_something_changed(document: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert run(document, "--index", index, "--if-stale") == 0
    before = (index / "current").readlink()
    assert run(document, "--index", index, "--if-stale") == 0
    assert (index / "current").readlink() == before
    document.write_text(STATEMENT + "\n二、双方同意。\n", encoding="utf-8")
    assert run(document, "--index", index, "--if-stale") == 0
    assert (index / "current").readlink() != before


def test_the_report_says_what_became_of_every_character(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"
    assert run(document, "--index", tmp_path / "index", "--report", "--report-json", file) == 0
    printed = capsys.readouterr().out
    for line in ("title", "date", "label", "paragraph"):
        assert f" {line} " in printed
    (source,) = json.loads(file.read_text(encoding="utf-8"))["sources"]
    covered = "".join(STATEMENT[part["start"] : part["end"]] for part in source["parts"])
    assert covered == "".join(STATEMENT.split())
    assert source["unaccounted"] == []


def test_the_environment_names_the_index(document: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "GONGBAO_INDEX": str(tmp_path / "elsewhere")}
    command = [sys.executable, "-m", "indexer", str(document)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (tmp_path / "elsewhere" / "current").is_symlink()
    assert done.stderr == "", "no progress bar where nobody watches"


def engine_of(index: Path) -> str:
    """What wrote the index."""
    return str(json.loads((index / "current" / "manifest.json").read_text(encoding="utf-8"))["engine"])


@pytest.mark.parametrize(
    ("named", "option", "engine"),
    [
        ("tantivy", [], "tantivy"),
        ("tantivy", ["--engine", "whoosh"], "whoosh"),
        ("", [], "whoosh"),
        (None, [], "whoosh"),
    ],
)
def test_the_environment_names_the_engine_where_the_command_line_does_not(
    named: str | None, option: list[str], engine: str, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GONGBAO_ENGINE", raising=False)
    if named is not None:
        monkeypatch.setenv("GONGBAO_ENGINE", named)
    assert run(document, "--index", tmp_path / "index", *option) == 0
    assert engine_of(tmp_path / "index") == engine


@pytest.mark.parametrize(("named", "option"), [("nope", []), ("whoosh", ["--engine", "nope"])])
def test_an_engine_that_is_not_there_is_2_whoever_names_it(
    named: str, option: list[str], document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGBAO_ENGINE", named)
    with pytest.raises(SystemExit) as caught:
        run(document, *option)
    assert caught.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.endswith("argument --engine: There is no engine named 'nope'; choose whoosh or tantivy.")


@pytest.mark.parametrize("index", ["taken", "taken/below"])
def test_an_index_that_cannot_be_written_is_3_in_one_line(
    index: str, document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert run(document, "--index", tmp_path / index) == 3
    assert capsys.readouterr().err.startswith("No index is built. ")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"


def test_a_folder_in_the_place_of_our_link_is_3_and_stays(document: Path, tmp_path: Path) -> None:
    (tmp_path / "index" / "current").mkdir(parents=True)
    assert run(document, "--index", tmp_path / "index") == 3
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == ["current", "lock"]


def test_a_report_that_cannot_be_written_is_2_before_anything_is_built(document: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run(document, "--index", tmp_path / "index", "--report-json", tmp_path / "no" / "report.json")
    assert caught.value.code == 2
    assert not (tmp_path / "index").exists()


def test_a_damaged_index_is_stale(document: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert run(document, "--index", index) == 0
    (segment,) = (index / "current" / "whoosh").glob("*.seg")
    segment.write_bytes(b"\x7f" * segment.stat().st_size)
    before = (index / "current").readlink()
    # In a process of its own: Whoosh leaves the files open that it fails to read.
    command = [sys.executable, "-m", "indexer", str(document), "--index", str(index), "--if-stale"]
    subprocess.run(command, check=True, capture_output=True)
    assert (index / "current").readlink() != before


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5"])
def test_a_number_of_processes_that_is_none_is_2(jobs: str, document: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run(document, "--index", tmp_path / "index", "--jobs", jobs)
    assert caught.value.code == 2


def test_on_a_terminal_bars_say_how_much_is_read_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    bars = Bars()
    bars.reading(4000)
    bars.read(3000)
    bars.writing(10)
    bars.written(10)
    bars.close()
    shown = capsys.readouterr().err
    assert "reading:" in shown
    assert "4.00k" in shown
    assert "writing: 100%" in shown


def test_a_file_that_has_not_changed_is_told(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for outcome in ("read", "unchanged"):
        assert run(document, "--index", tmp_path / "index") == 0
        assert f"documents/statement.txt: {outcome}\n" in capsys.readouterr().out


TABLE = "Name;Tag;Inhalt\n甲国和乙国联合声明;2015-04-20;双方同意加强合作。\n"


def test_columns_that_are_not_known_are_asked_for_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    index = tmp_path / "index"
    assert run(table, "--index", index) == 3
    assert "--columns text=NAME,title=NAME,date=NAME" in capsys.readouterr().out
    named = ["--columns", "text=Inhalt,title=name,date=Tag"]
    assert run(table, "--index", index, *named) == 0
    assert "1 statements, 1 paragraphs" in capsys.readouterr().out
    assert run(table, "--index", index, "--if-stale", *named) == 0
    assert "up to date" in capsys.readouterr().out
    assert run(table, "--index", index, "--if-stale", "--columns", "text=Inhalt,title=Name") == 0
    assert "up to date" not in capsys.readouterr().out  # the day is read no longer


def test_a_column_that_is_asked_for_and_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    assert run(table, "--index", tmp_path / "index", "--columns", "text=Text") == 3
    assert "no column named 'Text'" in capsys.readouterr().out


def test_what_holds_no_document_is_said_with_its_reason(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    error = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    (document.parent / "error.html").write_text(error, encoding="utf-8")
    assert run(document.parent, "--index", tmp_path / "index") == 0
    said = capsys.readouterr().out
    assert "1 statements, 1 paragraphs" in said
    assert "documents/error.html: The file is an error page (404 Not Found)" in said


def test_the_report_names_the_page_of_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(pdf("^甲国和乙国联合声明\n一、双方同意加强合作。\f二、双方重申和平。"))
    assert run(path, "--index", tmp_path / "index", "--report") == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["page", "1", "paragraph", "双方同意加强合作。"] in lines
    assert ["page", "2", "paragraph", "双方重申和平。"] in lines


def test_half_a_character_costs_its_own_line_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    fields = ["id", "title", "kind", "place", "url", "publisher", "editor", "language", "lead", "signature", "date"]
    bad = [f'{{"{field}": "\\ud800", "paragraphs": ["双方同意。"]}}\n' for field in fields]
    path.write_text("".join(bad) + '{"title": "好", "paragraphs": ["双方重申和平。"]}\n', encoding="utf-8")
    assert run(path, "--index", tmp_path / "index") == 1
    said = capsys.readouterr().out
    assert "1 statements, 1 paragraphs" in said
    for number in range(1, len(fields) + 1):
        assert f"a.jsonl, line {number}: " in said


def test_a_duplicate_says_in_what_it_differs(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = STATEMENT.replace("（2015年4月20日，伊斯兰堡）\n", "").replace("中华人民共和国", "中国")
    (document.parent / "b.txt").write_text(other, encoding="utf-8")
    assert run(document.parent, "--index", tmp_path / "index") == 0
    duplicate = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Duplicate: "))
    assert "documents/b.txt" in duplicate
    assert "dated not at all here and 2015-04-20 there" in duplicate


def test_documents_that_xml_keeps_apart_have_each_their_own_day(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>双方举行第{number}轮会谈</title><date>202{number}-04-20</date>"
        f"<text>双方同意第{number}次加强合作。</text></item>"
        for number in range(3)
    )
    (tmp_path / "feed.xml").write_text(f"<feed><name>要闻</name>{items}</feed>", encoding="utf-8")
    report = tmp_path / "report.json"
    assert run(tmp_path / "feed.xml", "--index", tmp_path / "index", "--report-json", report) == 0
    (source,) = json.loads(report.read_text(encoding="utf-8"))["sources"]
    assert sorted(each["id"][:10] for each in source["statements"]) == ["2020-04-20", "2021-04-20", "2022-04-20"]
    assert source["unaccounted"] == []
    assert {part["kind"] for part in source["parts"]} == {
        "title",
        "paragraph",
        "furniture:page-date",
        "furniture:field",
    }

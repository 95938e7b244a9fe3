"""Files in, a generation and a report out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.errors import BuildError
from indexer.pipeline import File, build, find_files, inputs_digest
from indexer.report import unaccounted
from search.engines.protocol import Filters
from search.store.local import open_current

if TYPE_CHECKING:
    from search.analysis import Analyzer

STATEMENT = """\
中华人民共和国和巴基斯坦伊斯兰共和国联合声明
（2015年4月20日，伊斯兰堡）

一、双方同意加强合作。

二、中方重申支持巴方。
"""
NEWS = (
    "---\ntitle: 巴基斯坦总统访华\ndate: 2020-03-17\n---\n\n新华社北京3月17日电　国家主席习近平17日会见巴基斯坦总统。\n"
)


def test_a_folder_gives_its_files_but_hidden_ones_and_its_readme(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden", ".git/config", "deep/er/c.html", "README.md", "deep/readme.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_files([tmp_path, tmp_path / "a.md"])
    top = tmp_path.name
    assert [file.name for file in found.files] == [f"{top}/a.md", f"{top}/b.txt", f"{top}/deep/er/c.html"]
    assert len(found.skipped) == 4
    assert any("README.md" in skipped for skipped in found.skipped)


def test_a_file_has_one_name_whether_it_or_its_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    path = tmp_path / "seeds" / "x.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    assert find_files([path]).files == find_files([tmp_path / "seeds"]).files == (File(path, "seeds/x.txt"),)


def test_what_can_be_read_is_indexed_and_what_cannot_is_listed(tmp_path: Path, analyzer: Analyzer) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    (documents / "news.md").write_text(NEWS, encoding="utf-8")
    (documents / "empty.txt").write_bytes(b"")
    (documents / "binary.txt").write_bytes(b"\x7fELF\0\0")
    (documents / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(documents / "pipe.txt")
    with (documents / "huge.txt").open("wb") as huge:
        huge.truncate(200 * 1024 * 1024)
    report = build(find_files([documents]), tmp_path / "index", analyzer=analyzer)
    assert (report.statements, report.paragraphs) == (2, 3)
    assert sorted(Path(source.path).stem for source in report.failed) == ["binary", "empty", "gone", "huge", "pipe"]
    for source in report.failed:
        assert source.error is not None
        assert source.error.startswith(f"documents/{Path(source.path).name}, ")
        assert "\n" not in source.error
    generation = open_current(tmp_path / "index", analyzer)
    listing = generation.engine.statements(Filters(), offset=0, limit=10).statements
    assert [statement.id[:25] for statement in listing] == [
        "2015-04-20-joint-statemen",
        "2020-03-17-news-" + listing[1].id[16:25],
    ]
    generation.close()


def test_the_same_statement_in_two_files_is_indexed_once(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "a.txt").write_text(STATEMENT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(STATEMENT.replace("\n", "\r\n").encode("gb18030"))
    report = build(find_files([tmp_path / "b.txt", tmp_path / "a.txt"]), tmp_path / "index", analyzer=analyzer)
    assert report.statements == 1
    (duplicate,) = [each for source in report.sources for each in source.statements if each.duplicate_of]
    assert duplicate.duplicate_of == "2015-04-20-joint-statement"
    assert sum(line.startswith("Duplicate: ") for line in report.summary()) == 1


def test_the_order_of_files_changes_nothing(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "a.txt").write_text(STATEMENT, encoding="utf-8")
    (tmp_path / "b.md").write_text(NEWS, encoding="utf-8")
    paths = [tmp_path / "a.txt", tmp_path / "b.md"]
    one = build(find_files(paths), tmp_path / "one", analyzer=analyzer)
    other = build(find_files(paths[::-1]), tmp_path / "other", analyzer=analyzer)
    assert one.corpus_version == other.corpus_version


def test_a_run_without_a_statement_makes_no_index_and_still_reports(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(BuildError, match="nothing to index") as caught:
        build(find_files([tmp_path]), tmp_path / "index", analyzer=analyzer)
    assert caught.value.report is not None
    assert len(caught.value.report.failed) == 1


def test_the_digest_of_the_inputs_follows_names_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一", encoding="utf-8")
    first = inputs_digest(find_files([path]))
    assert inputs_digest(find_files([path])) == first
    path.write_text("二", encoding="utf-8")
    assert inputs_digest(find_files([path])) != first
    path.write_text("一", encoding="utf-8")
    assert inputs_digest(find_files([path.rename(tmp_path / "b.txt")])) != first


def test_every_character_of_the_seeds_is_accounted_for(tmp_path: Path, analyzer: Analyzer) -> None:
    report = build(find_files([Path("seeds")]), tmp_path, analyzer=analyzer)
    assert (report.statements, report.paragraphs, report.failed) == (4, 89, ())
    for source in report.sources:
        assert source.unaccounted == ()
        ends = [part.end for part in source.parts]
        assert all(part.start >= end for part, end in zip(source.parts[1:], ends, strict=False))
    by_kind = report.sources[1].characters_by_kind()
    assert set(by_kind) == {
        "title", "date", "heading", "label", "paragraph", "signature", "lead",
        "furniture:folder-label", "furniture:page-date", "furniture:tools",
    }  # fmt: skip


UNACCOUNTED = [
    ("双方同意", [(0, 4)], []),
    ("双方 同意", [(0, 2), (3, 5)], []),
    ("双方同意", [(0, 2)], [(2, 4)]),
    ("\ufeff双方", [(1, 3)], []),
    ("双方同意", [], [(0, 4)]),
    ("双方同意", [(2, 4)], [(0, 2)]),
]


@pytest.mark.parametrize(("text", "parts", "left_out"), UNACCOUNTED)
def test_what_no_part_covers_is_left_out(
    text: str, parts: list[tuple[int, int]], left_out: list[tuple[int, int]]
) -> None:
    assert list(unaccounted(text, parts)) == left_out


def test_files_of_one_name_are_told_apart(tmp_path: Path, analyzer: Analyzer) -> None:
    for folder, text in (("a", STATEMENT), ("b", STATEMENT.replace("2015", "2016"))):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "x" / "s.txt").write_text(text, encoding="utf-8")
    found = find_files([tmp_path / "a" / "x", tmp_path / "b" / "x"])
    assert len({file.name for file in found.files}) == 2
    report = build(found, tmp_path / "index", analyzer=analyzer)
    assert [len(source.statements) for source in report.sources] == [1, 1]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    assert len(find_files([path, tmp_path / "." / "s.txt", tmp_path]).files) == 1


def test_the_index_is_no_source(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "s.txt").write_text(STATEMENT, encoding="utf-8")
    index = tmp_path / "index"
    build(find_files([tmp_path], index=index), index, analyzer=analyzer)
    report = build(find_files([tmp_path], index=index), index, analyzer=analyzer)
    assert (report.statements, len(report.sources)) == (1, 1)
    assert any("part of the index" in skipped for skipped in report.skipped)


def test_a_name_that_is_no_text_is_read_and_printed_all_the_same(tmp_path: Path, analyzer: Analyzer) -> None:
    for name in (b"bad\xff.txt", b"two\nlines.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(STATEMENT, encoding="utf-8")
    report = build(find_files([tmp_path]), tmp_path / "index", analyzer=analyzer)
    assert [Path(source.path).name for source in report.sources] == ["bad\\xff.txt", "two\\nlines.txt"]
    assert report.statements == 1
    assert all("\n" not in line for line in report.summary())


def test_the_digest_of_a_file_too_large_to_read_is_that_of_its_size(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(3 << 30)
    first = inputs_digest(find_files([tmp_path]))
    with (tmp_path / "huge").open("r+b") as huge:
        huge.truncate(4 << 30)
    assert inputs_digest(find_files([tmp_path])) != first


ENGLISH = """\
Joint Statement between the People's Republic of China and the Islamic Republic of Pakistan
(Islamabad, 20 April 2015)

1. The two sides agreed to strengthen cooperation.

2. The Chinese side reiterated its support for Pakistan.
"""


def test_translations_in_one_file_name_each_other_by_their_ids(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "both.txt").write_text(f"{STATEMENT}\n{ENGLISH}", encoding="utf-8")
    report = build(find_files([tmp_path / "both.txt"]), tmp_path / "index", analyzer=analyzer)
    assert (report.statements, report.paragraphs) == (2, 4)
    generation = open_current(tmp_path / "index", analyzer)
    chinese, english = sorted(
        generation.engine.statements(Filters(), offset=0, limit=10).statements, key=lambda each: each.language != "zh"
    )
    assert (chinese.translations, english.translations) == ((english.id,), (chinese.id,))
    assert (chinese.language, english.language) == ("zh", "en")
    generation.close()

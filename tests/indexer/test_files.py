"""Which files are read, and by what names they are known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.files import find_files

STATEMENT = "甲国和乙国联合声明\n（2015年4月20日，甲城）\n\n双方同意加强合作。\n\n双方重申和平。\n"


def names(folder: Path, *, follow_links: bool = False) -> list[str]:
    found = find_files([folder], follow_links=follow_links)
    return [file.name.removeprefix(f"{folder.name}/") for file in found.files]


@pytest.mark.parametrize(
    "raw",
    [
        [b"a\\xff.txt", b"a\xff.txt"],
        [b"a\\n.txt", b"a\n.txt"],
        [b"\\u200b.txt", "\u200b.txt".encode()],
        [b"a\\xff.txt", b"a\xff.txt", rb"a\xff.txt (2)"],
    ],
)
def test_files_whose_names_print_alike_are_as_many_files(tmp_path: Path, raw: list[bytes]) -> None:
    for name in raw:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x", encoding="utf-8")
    found = find_files([tmp_path])
    assert len({file.name for file in found.files}) == len(set(raw)) == len(found.files)
    assert all(file.name.isprintable() for file in found.files)
    assert find_files([tmp_path]) == found


def test_a_link_that_leaves_the_folder_is_followed_only_where_asked(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    for path in (folder / "a.txt", outside / "b.txt", outside / "deep" / "c.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (folder / "within.txt").symlink_to(folder / "a.txt")
    (folder / "leaving.txt").symlink_to(outside / "b.txt")
    (folder / "deep").symlink_to(outside / "deep")
    (folder / "round").symlink_to(folder)
    assert names(folder) == ["a.txt"]  # the link within leads to the same file
    skipped = find_files([folder]).skipped
    assert len(skipped) == 3
    assert all("--follow-links" in each for each in skipped)
    assert names(folder, follow_links=True) == ["a.txt", "deep/c.txt", "leaving.txt"]


def test_a_link_that_leads_nowhere_is_no_file_that_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["gone.txt"]  # and is reported when it is read


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (STATEMENT, True),
        ("# 甲国和乙国联合公报\n\n一、双方同意加强合作。\n\n二、双方重申和平。\n", True),
        ("# Joint Statement of A and B\n\nBoth sides agree.\n\nBoth sides reaffirm peace.\n", True),
        ("# 说明\n\n本文件夹收录联合声明。\n\n每个文件是一份文件。\n", False),
        ("# Documents\n\nThe joint statements as received.\n\nTheir names say nothing.\n", False),
        ("联合声明\n", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("name", ["README.md", "readme.txt"])
def test_a_readme_is_read_where_it_is_a_document(tmp_path: Path, name: str, text: str, is_read: bool) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert names(tmp_path) == ([name] if is_read else [])
    assert len(find_files([tmp_path]).skipped) == (not is_read)

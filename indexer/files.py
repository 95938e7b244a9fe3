"""Finding source files, naming them, and detecting changes."""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import search
from indexer.errors import UnreadableSourceError
from indexer.sources import LARGEST, read
from indexer.sources.records import holds_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_HEAD = re.compile(
    r".{0,60}(?:[联聯]合[声聲]明|公[报報]|[条條][约約]|[协協]定|[议議]定[书書]|宣言|[谅諒]解[备備]忘[录錄]|行[动動][计計][划劃])"
    r"(?:[（(].{1,20}[）)])?"
    r"|[（(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,12}[）)]?"
    r"|(?:Joint|Press) (?:Statement|Communiqu[ée]|Declaration).{0,120}"
)
"""The title or the day of a document: 中巴联合声明, （2015年4月20日，北京）. Not: 本文件夹收录联合声明。"""

_HEAD_WITHIN = 6
"""Paragraphs at the head of a README among which a document has its title."""

_FEWEST_PARAGRAPHS = 2
"""Paragraphs that end with a sentence, of a document."""

_LIBRARIES = ("beautifulsoup4", "lxml", "mammoth", "markdown-it-py", "pydantic", "pypdfium2", "pyyaml", "striprtf")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, and its name in reports and citations: `seeds/004.txt`, wherever seeds/ is."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order; the skipped ones with reasons; and the folders that cannot be entered."""

    files: tuple[File, ...]
    skipped: tuple[str, ...]
    failed: tuple[UnreadableSourceError, ...] = ()


def find_files(paths: Iterable[Path], *, index: Path | None = None, follow_links: bool = False) -> Found:
    """The files that the paths name; for a folder, every file below it.

    Skipped are hidden files, READMEs that describe their folder, links that leave the folder unless `follow_links` is
    set, and everything in the folder of the index. A folder that cannot be entered is among the failures.
    """
    found: dict[str, File] = {}
    skipped: list[str] = []
    failed: list[UnreadableSourceError] = []
    for path in paths:
        for child in _files_below(path, failed, follow_links=follow_links) if path.is_dir() else [path]:
            reason = _reason_to_skip(child, path, index, follow_links=follow_links)
            if reason is None:
                found.setdefault(os.path.realpath(child), File(child, _name(child, path)))
            else:
                skipped.append(f"{printable(str(child))} ({reason})")
    return Found(_with_distinct_names(found.values()), tuple(skipped), tuple(failed))


def _name(child: Path, path: Path) -> str:
    """The name of a file that is given explicitly or found below the folder `path`: `seeds/004.txt`."""
    home = Path(os.path.realpath(path))
    return f"{home.parent.name}/{path.name}" if child == path else f"{home.name}/{child.relative_to(path)}"


def _files_below(folder: Path, failed: list[UnreadableSourceError], *, follow_links: bool) -> list[Path]:
    """Every file below a folder, in order; a link to a folder is an entry of its own unless links are followed."""

    def note(error: OSError) -> None:
        where = printable(str(error.filename or folder))
        failed.append(UnreadableSourceError(where, "the whole folder", error.strerror or type(error).__name__))

    files: list[Path] = []
    entered: set[str] = set()
    for home, folders, names in os.walk(folder, onerror=note, followlinks=follow_links):
        entered.add(os.path.realpath(home))
        if follow_links:  # each folder once, for a link may lead back to where it stands
            folders[:] = [name for name in folders if os.path.realpath(Path(home) / name) not in entered]
        links = [] if follow_links else [name for name in folders if (Path(home) / name).is_symlink()]
        files += [Path(home) / name for name in (*names, *links)]
    return sorted(files)


def _reason_to_skip(child: Path, path: Path, index: Path | None, *, follow_links: bool) -> str | None:
    """The reason to skip a file below `path`; None if there is none. A file given explicitly is never skipped."""
    if child == path:
        return None
    if any(part.startswith(".") for part in child.relative_to(path).parts):
        return "hidden"
    if index is not None and Path(os.path.realpath(index)) in Path(os.path.realpath(child)).parents:
        return "part of the index"
    if not follow_links and child.is_symlink() and child.exists():  # one that leads nowhere is told as a failure
        if child.is_dir():
            return "a link to a folder; --follow-links follows it"
        if Path(os.path.realpath(path)) not in Path(os.path.realpath(child)).parents:
            return "a link that leaves the folder; --follow-links follows it"
    is_about_folder = child.stem.upper() == "README" and not _holds_document(child)
    return "a README" if is_about_folder else None


def _holds_document(path: Path) -> bool:
    """Whether a README is a document: a title or a signing day is among its first lines, and text follows."""
    try:
        blocks = read(path, name=path.name).blocks
    except UnreadableSourceError:
        return False
    head = any(_HEAD.fullmatch(block.text.strip()) for block in blocks[:_HEAD_WITHIN])
    return head and sum(block.text.rstrip().endswith(("。", ".", "；", "！")) for block in blocks) >= _FEWEST_PARAGRAPHS


def printable(name: str) -> str:
    """A file name as a single line of text, with undecodable bytes escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def _with_distinct_names(files: Iterable[File]) -> tuple[File, ...]:
    """The files with distinct names: those that would share one are named by their given path, or else numbered."""
    files = tuple(files)
    named = [printable(file.name) for file in files]
    times = Counter(named)
    named = [name if times[name] == 1 else printable(str(file.path)) for name, file in zip(named, files, strict=True)]
    taken = set(named)
    own: dict[Path, File] = {}
    used: set[str] = set()
    for name, file in sorted(zip(named, files, strict=True), key=lambda each: os.fsencode(each[1].path)):
        numbered = (each for number in count(2) if (each := f"{name} ({number})") not in taken)
        own[file.path] = File(file.path, next(numbered) if name in used else name)
        used.add(name)
        taken.add(own[file.path].name)
    return tuple(own[file.path] for file in files)


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The fingerprint by which a change of a file is detected. `sha256` is None if it is unreadable or too large."""

    file: File
    size: int  # bytes; -1 if it is not a regular file
    sha256: str | None


def digest_file(file: File) -> FileDigest:
    """The digest of a file. A file of records may have any size; any other that is too large is not read."""
    try:
        size = file.path.stat().st_size if file.path.is_file() else -1
        if size < 0 or (size > LARGEST and not holds_records(file.path)):
            return FileDigest(file, size, None)
        with file.path.open("rb") as opened:
            return FileDigest(file, size, file_digest(opened, "sha256").hexdigest())
    except OSError:
        return FileDigest(file, -1, None)


def program_digest() -> str:
    """A digest of the code of this program and of the versions of its parsing libraries."""
    digest = sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\0".encode())
    for room in (Path(__file__).parent, Path(search.__file__).parent):
        for path in sorted(room.rglob("*.py")):
            digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # of the extra `documents`, without which its files are refused
        return "missing"


def inputs_digest(found: Found, columns: Mapping[str, str] | None = None) -> str:
    """A digest of the names and bytes of the files and of this program: equal inputs yield equal indexes.

    Of a file that is too large only the size is included. `columns` are those that the command line names.
    """
    return digest_of(map(digest_file, found.files), columns)


def digest_of(file_digests: Iterable[FileDigest], columns: Mapping[str, str] | None = None) -> str:
    """The digest of the inputs with these digests, read with these columns."""
    digest = sha256(program_digest().encode())
    for what, name in sorted((columns or {}).items()):
        digest.update(f"{what}={name}\0".encode())
    for each in file_digests:
        digest.update(f"{each.file.name}\0{each.size}\0{each.sha256}\0".encode())
    return digest.hexdigest()[:16]

"""Finding source files, naming them, and detecting changes."""

from __future__ import annotations

import os
import platform
from collections import Counter
from dataclasses import dataclass
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import search
from indexer.errors import UnreadableSourceError
from indexer.sources import LARGEST
from indexer.sources.records import holds_records

if TYPE_CHECKING:
    from collections.abc import Iterable


_LIBRARIES = ("beautifulsoup4", "lxml", "markdown-it-py", "pydantic", "pyyaml")


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


def find_files(paths: Iterable[Path], *, index: Path | None = None) -> Found:
    """The files that the paths name; for a folder, every file below it.

    Skipped are hidden files, READMEs (which describe their folder), and everything in the folder of the index. A folder
    that cannot be entered is among the failures.
    """
    found: dict[str, File] = {}
    skipped: list[str] = []
    failed: list[UnreadableSourceError] = []
    for path in paths:
        for child in _files_below(path, failed) if path.is_dir() else [path]:
            reason = _reason_to_skip(child, path, index)
            if reason is None:
                found.setdefault(os.path.realpath(child), File(child, _name(child, path)))
            else:
                skipped.append(f"{printable(str(child))} ({reason})")
    return Found(_with_distinct_names(found.values()), tuple(skipped), tuple(failed))


def _name(child: Path, path: Path) -> str:
    """The name of a file that is given explicitly or found below the folder `path`: `seeds/004.txt`."""
    home = Path(os.path.realpath(path))
    return f"{home.parent.name}/{path.name}" if child == path else f"{home.name}/{child.relative_to(path)}"


def _files_below(folder: Path, failed: list[UnreadableSourceError]) -> list[Path]:
    """Every file below a folder, in order, without following links to folders."""

    def note(error: OSError) -> None:
        where = printable(str(error.filename or folder))
        failed.append(UnreadableSourceError(where, "the whole folder", error.strerror or type(error).__name__))

    files = [Path(home) / name for home, _, names in os.walk(folder, onerror=note) for name in names]
    return sorted(files)


def _reason_to_skip(child: Path, path: Path, index: Path | None) -> str | None:
    """The reason to skip a file below `path`; None if there is none. A file given explicitly is never skipped."""
    if child == path:
        return None
    if any(part.startswith(".") for part in child.relative_to(path).parts):
        return "hidden"
    if index is not None and Path(os.path.realpath(index)) in Path(os.path.realpath(child)).parents:
        return "part of the index"
    return "a README" if child.stem.upper() == "README" else None


def printable(name: str) -> str:
    """A file name as a single line of text, with undecodable bytes escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def _with_distinct_names(files: Iterable[File]) -> tuple[File, ...]:
    """The files with distinct names: those that would share one are named by their given path."""
    files = tuple(files)
    times = Counter(file.name for file in files)
    return tuple(File(file.path, printable(file.name if times[file.name] == 1 else str(file.path))) for file in files)


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
        digest.update(f"{library} {version(library)}\0".encode())
    for room in (Path(__file__).parent, Path(search.__file__).parent):
        for path in sorted(room.rglob("*.py")):
            digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def inputs_digest(found: Found) -> str:
    """A digest of the names and bytes of the files and of this program: equal inputs yield equal indexes.

    Of a file that is too large only the size is included.
    """
    return digest_of(map(digest_file, found.files))


def digest_of(file_digests: Iterable[FileDigest]) -> str:
    """The digest of the inputs with these digests."""
    digest = sha256(program_digest().encode())
    for each in file_digests:
        digest.update(f"{each.file.name}\0{each.size}\0{each.sha256}\0".encode())
    return digest.hexdigest()[:16]

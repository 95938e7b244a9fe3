"""Which files are read, by what name they are known, and whether they have changed."""

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
    """A file to read, and the name under which reports and citations know it: `seeds/004.txt`, wherever seeds/ is."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order, what was passed over with its reason, and the folders that could not be entered."""

    files: tuple[File, ...]
    skipped: tuple[str, ...]
    failed: tuple[UnreadableSourceError, ...] = ()


def find_files(paths: Iterable[Path], *, index: Path | None = None) -> Found:
    """The files that the paths name; of a folder, every file below it.

    Passed over are hidden files, READMEs (they are about the folder), and whatever lies in the folder of the index. A
    folder that cannot be entered is among the failures.
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
    return Found(_with_own_names(found.values()), tuple(skipped), tuple(failed))


def _name(child: Path, path: Path) -> str:
    """`seeds/004.txt` for a file named outright or found below the folder `path`, wherever that is."""
    home = Path(os.path.realpath(path))
    return f"{home.parent.name}/{path.name}" if child == path else f"{home.name}/{child.relative_to(path)}"


def _files_below(folder: Path, failed: list[UnreadableSourceError]) -> list[Path]:
    """Every file below a folder, in order; links to folders are not followed."""

    def note(error: OSError) -> None:
        where = printable(str(error.filename or folder))
        failed.append(UnreadableSourceError(where, "the whole folder", error.strerror or type(error).__name__))

    files = [Path(home) / name for home, _, names in os.walk(folder, onerror=note) for name in names]
    return sorted(files)


def _reason_to_skip(child: Path, path: Path, index: Path | None) -> str | None:
    """Why a file below `path` is passed over, None if it is not. A file named outright never is."""
    if child == path:
        return None
    if any(part.startswith(".") for part in child.relative_to(path).parts):
        return "hidden"
    if index is not None and Path(os.path.realpath(index)) in Path(os.path.realpath(child)).parents:
        return "part of the index"
    return "says what the folder holds" if child.stem.upper() == "README" else None


def printable(name: str) -> str:
    """A file's name on one line of text, whatever bytes it has."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def _with_own_names(files: Iterable[File]) -> tuple[File, ...]:
    """The files, those that would share a name under the path that was given for them."""
    files = tuple(files)
    times = Counter(file.name for file in files)
    return tuple(File(file.path, printable(file.name if times[file.name] == 1 else str(file.path))) for file in files)


@dataclass(frozen=True, slots=True)
class FileDigest:
    """What tells whether a file has changed. `sha256` is None where it cannot be read, or is too large to be."""

    file: File
    size: int  # bytes; -1 where there is no regular file
    sha256: str | None


def digest_file(file: File) -> FileDigest:
    """The stamp of a file. A file of records may be of any size; another that is too large is not read."""
    try:
        size = file.path.stat().st_size if file.path.is_file() else -1
        if size < 0 or (size > LARGEST and not holds_records(file.path)):
            return FileDigest(file, size, None)
        with file.path.open("rb") as opened:
            return FileDigest(file, size, file_digest(opened, "sha256").hexdigest())
    except OSError:
        return FileDigest(file, -1, None)


def program_digest() -> str:
    """A digest of this program's code and of the libraries that read documents."""
    digest = sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    for room in (Path(__file__).parent, Path(search.__file__).parent):
        for path in sorted(room.rglob("*.py")):
            digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def inputs_digest(found: Found) -> str:
    """A digest of the files' names and bytes and of this program: the same inputs give the same index.

    Of a file that is too large to be read the size must do.
    """
    return digest_of(map(digest_file, found.files))


def digest_of(file_digests: Iterable[FileDigest]) -> str:
    """The digest of the inputs that have these stamps."""
    digest = sha256(program_digest().encode())
    for each in file_digests:
        digest.update(f"{each.file.name}\0{each.size}\0{each.sha256}\0".encode())
    return digest.hexdigest()[:16]

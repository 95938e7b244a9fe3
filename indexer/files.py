"""Which files are read, by what name they are known, and whether they have changed."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import search
from indexer.errors import UnreadableSourceError
from indexer.sources import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def inputs_digest(found: Found) -> str:
    """A digest of the files' names and bytes and of this program's code: the same inputs give the same index.

    Of a file that is too large to be read the size must do.
    """
    digest = sha256()
    rooms = (Path(__file__).parent, Path(search.__file__).parent)
    program = [File(path, path.name) for room in rooms for path in sorted(room.rglob("*.py"))]
    for file in (*program, *found.files):
        digest.update(f"{file.name}\0".encode())
        try:
            size = file.path.stat().st_size if file.path.is_file() else -1
            digest.update(f"{size}\0".encode())
            if 0 <= size <= LARGEST:
                digest.update(sha256(file.path.read_bytes()).digest())
        except OSError as error:
            digest.update(type(error).__name__.encode())
    return digest.hexdigest()[:16]

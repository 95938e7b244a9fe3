"""`python -m indexer PATH… --index DIR`: read files, write an index.

Exit codes: 0 done; 1 done, but some files or lines could not be read (they are listed); 2 the command line is wrong;
3 no index was made, what was there before stays; 130 interrupted, likewise.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing, nullcontext
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from indexer.errors import BuildError
from indexer.generations import is_current
from indexer.ingest.tasks import reduce_garbage_collection
from indexer.pipeline import build, find_files, inputs_digest, printable
from indexer.progress import NoProgress
from indexer.report import write_json
from search.analysis import Analyzer
from search.engines.registry import engine_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.pipeline import Found
    from indexer.report import Report


class Exit(IntEnum):
    """How the command ends."""

    DONE = 0
    SOME_FILES_FAILED = 1
    USAGE = 2
    NO_INDEX_MADE = 3
    INTERRUPTED = 130  # as shells say it


def main(arguments: Sequence[str] | None = None) -> Exit:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese ends no run
    try:
        return _run(_options(arguments))
    except KeyboardInterrupt:
        print("interrupted; what was there before stays", file=sys.stderr)
        return Exit.INTERRUPTED


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line as read. Ends the process with 2 where it is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    for path in options.paths:
        if not os.path.lexists(path):
            parser.error(f"{printable(str(path))}: no such file or folder")
    if options.report_json is not None:
        try:
            options.report_json.open("a").close()
        except OSError as error:
            parser.error(f"{options.report_json}: cannot be written: {error.strerror}")
    return options


def _run(options: argparse.Namespace) -> Exit:
    found = find_files(options.paths, index=options.index)
    analyzer = Analyzer()
    if options.if_stale and is_current(
        options.index, inputs=inputs_digest(found), engine=options.engine, analyzer=analyzer
    ):
        _say([f"{options.index}: up to date"])
        return Exit.DONE
    try:
        report = _build(found, options, analyzer)
    except BuildError as error:
        if error.report is not None:
            _show(error.report, options)
        print(f"no index made: {error}", file=sys.stderr)
        return Exit.NO_INDEX_MADE
    _show(report, options)
    return Exit.DONE if report.complete else Exit.SOME_FILES_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m indexer", description="Read communiqués and write an index of them."
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all files below it"
    )
    parser.add_argument(
        "--index",
        type=_folder,
        metavar="DIR",
        default=Path(os.environ.get("GONGBAO_INDEX", ".index")),
        help="where the index is written (default: GONGBAO_INDEX, or .index)",
    )
    parser.add_argument(
        "--engine",
        type=_engine,
        metavar="|".join(engine_names()),
        default=os.environ.get("GONGBAO_ENGINE") or "whoosh",  # a string: argparse reads it as it reads the option
        help="what writes it (default: GONGBAO_ENGINE, or whoosh)",
    )
    parser.add_argument(
        "--jobs",
        type=_processes,
        metavar="N",
        default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        help="how many processes may read documents (default: one for every core)",
    )
    parser.add_argument("--if-stale", action="store_true", help="do nothing when the index was made of these files")
    parser.add_argument("--report", action="store_true", help="print what became of every character of every file")
    parser.add_argument("--report-json", type=Path, metavar="FILE", help="write that report to FILE as JSON")
    return parser


def _processes(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes; the least is 1")
    return number


def _engine(text: str) -> str:
    if text not in engine_names():
        raise argparse.ArgumentTypeError(f"there is no engine named {text!r}; choose {' or '.join(engine_names())}")
    return text


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name of a folder is empty")
    return Path(text)


def _build(found: Found, options: argparse.Namespace, analyzer: Analyzer) -> Report:
    """Build, with bars on a terminal and a line a file elsewhere."""
    with closing(Bars()) if sys.stderr.isatty() else nullcontext(Lines(told=not options.report)) as progress:
        return build(
            found, options.index, analyzer=analyzer, engine=options.engine, jobs=options.jobs, progress=progress
        )


class Lines(NoProgress):
    """A line for every file that is done."""

    def __init__(self, *, told: bool) -> None:
        self._bounded = told

    def source(self, file: str, outcome: str) -> None:
        """Print the file and what became of it; a failure names the file itself."""
        if self._bounded:
            _say([f"{file}: {outcome}" if outcome in {"read", "unchanged"} else outcome])


class Bars(NoProgress):
    """A bar for reading and one for writing, with rate and time left."""

    def __init__(self) -> None:
        tqdm.monitor_interval = (
            0  # else it starts a thread, and a process with a thread cannot be copied (`process_pool`)
        )
        self._bar: tqdm[NoReturn] | None = None

    def reading(self, total: int) -> None:
        """Begin the first bar."""
        self._begin(tqdm(total=total, desc="reading", unit="B", unit_scale=True))

    def writing(self, total: int) -> None:
        """Begin the second bar."""
        self._begin(tqdm(total=total, desc="writing", unit=" paragraphs", unit_scale=True))

    def read(self, count: int) -> None:
        """Move the first bar."""
        self._move(count)

    def written(self, count: int) -> None:
        """Move the second bar."""
        self._move(count)

    def close(self) -> None:
        """Leave the terminal."""
        if self._bar is not None:
            self._bar.close()

    def _begin(self, bar: tqdm[NoReturn]) -> None:
        self.close()
        self._bar = bar

    def _move(self, count: int) -> None:
        if self._bar is not None:
            self._bar.update(count)


def _show(report: Report, options: argparse.Namespace) -> None:
    _say(report.lines() if options.report else report.summary())
    if options.report_json is not None:
        write_json(report, options.report_json)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    reduce_garbage_collection()
    sys.exit(main())

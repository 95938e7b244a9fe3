"""`python -m indexer PATH… --index DIR`: read files, write an index.

Exit codes: 0 success; 1 success, but some files or lines could not be read (they are listed); 2 invalid command line; 3
no index was built, and the previous one stays; 130 interrupted, and the previous one stays.
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
from indexer.pipeline import CLUSTER_STAGING, build, find_files, inputs_digest, printable
from indexer.progress import NoProgress
from indexer.report import write_json
from indexer.sources.tables import COLUMNS
from search.analysis import Analyzer
from search.engines.registry import engine_names
from search.errors import EngineError
from search.store.address import parse_address
from search.store.location import store_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.pipeline import Found
    from indexer.report import Report
    from search.store.address import Address
    from search.store.protocol import Store


class Exit(IntEnum):
    """The exit codes of the command."""

    DONE = 0
    SOME_FILES_FAILED = 1
    USAGE = 2
    NO_INDEX_MADE = 3
    INTERRUPTED = 130  # by the convention of shells


def main(arguments: Sequence[str] | None = None) -> Exit:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese must not abort the run
    try:
        return _run(_options(arguments))
    except KeyboardInterrupt:
        print("Interrupted; any previous index stays in use.", file=sys.stderr)
        return Exit.INTERRUPTED


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The parsed command line. Exits with 2 if it is invalid."""
    parser = _parser()
    options = parser.parse_args(arguments)
    for path in options.paths:
        if not os.path.lexists(path):
            parser.error(f"There is no file or folder {printable(str(path))}.")
    if options.report_json is not None:
        try:
            options.report_json.open("a").close()
        except OSError as error:
            parser.error(f"The report {options.report_json} cannot be written ({error.strerror}).")
    return options


def _run(options: argparse.Namespace) -> Exit:
    found = find_files(options.paths, index=_folder_of(options.index), follow_links=options.follow_links)
    try:
        store = store_at(options.index)
        options.engine = _engine_for(store, options.engine)
    except (EngineError, ValueError) as error:
        print(f"No index is built. {error}", file=sys.stderr)
        return Exit.NO_INDEX_MADE
    analyzer = Analyzer()
    inputs = inputs_digest(found, options.columns)
    if options.if_stale and is_current(store, inputs=inputs, engine=options.engine, analyzer=analyzer):
        _print_lines([f"The index {options.index} is up to date."])
        return Exit.DONE
    try:
        report = _build(found, options, analyzer)
    except BuildError as error:
        if error.report is not None:
            _show(error.report, options)
        print(f"No index is built. {error}", file=sys.stderr)
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
        type=_address,
        metavar="DIR|URL",
        default=os.environ.get("GONGBAO_INDEX", ".index"),
        help="where the index is written: a folder, or opensearch+https://host:9200,host2:9200/prefix (default: "
        "GONGBAO_INDEX, or .index)",
    )
    parser.add_argument(
        "--engine",
        type=_engine,
        metavar="|".join(engine_names()),
        default=os.environ.get("GONGBAO_ENGINE") or None,  # a string, which argparse parses like the option
        help="the engine that writes a folder (default: GONGBAO_ENGINE, or whoosh)",
    )
    parser.add_argument(
        "--jobs",
        type=_processes,
        metavar="N",
        default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        help="how many processes may read documents (default: one for every core)",
    )
    parser.add_argument(
        "--columns",
        type=_columns,
        metavar="WHAT=NAME,…",
        default={},
        help="which columns of a table hold what, where their names do not say it: text=Inhalt,title=Name,date=Tag",
    )
    parser.add_argument(
        "--follow-links", action="store_true", help="follow links that leave the folder they stand in, and to folders"
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
        raise argparse.ArgumentTypeError(f"The number of processes {text} is invalid; the minimum is 1.")
    return number


def _columns(text: str) -> dict[str, str]:
    """The names of columns by what they hold."""
    asked: dict[str, str] = {}
    for each in text.split(","):
        what, sign, name = each.partition("=")
        if what.strip() not in COLUMNS or not sign or not name.strip():
            raise argparse.ArgumentTypeError(f"{each!r} is no WHAT=NAME; WHAT is one of {', '.join(COLUMNS)}")
        asked[what.strip()] = name.strip()
    return asked


def _engine(text: str) -> str:
    if text not in engine_names():
        raise argparse.ArgumentTypeError(f"There is no engine named {text!r}; choose {' or '.join(engine_names())}.")
    return text


def _engine_for(store: Store, engine: str | None) -> str:
    """The engine that writes to the store. Raises `ValueError` for one that cannot."""
    if engine is not None and engine not in store.engines:
        raise ValueError(f"The engine {engine} does not write to {store.address}; leave out --engine.")
    return engine or store.engines[0]


def _address(text: str) -> Address:
    try:
        return parse_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _folder_of(address: Address) -> Path | None:
    """The folder of an index that is one, whose files are not read."""
    return address if isinstance(address, Path) else CLUSTER_STAGING


def _build(found: Found, options: argparse.Namespace, analyzer: Analyzer) -> Report:
    """Build the index, with progress bars on a terminal and a line per file elsewhere."""
    with closing(Bars()) if sys.stderr.isatty() else nullcontext(Lines(enabled=not options.report)) as progress:
        return build(
            found,
            options.index,
            analyzer=analyzer,
            engine=options.engine,
            jobs=options.jobs,
            progress=progress,
            columns=options.columns,
        )


class Lines(NoProgress):
    """Prints a line for every finished file."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled

    def source(self, file: str, outcome: str) -> None:
        """Print the file and its outcome; the message of a failure contains the name of the file."""
        if self._enabled:
            _print_lines([f"{file}: {outcome}" if outcome in {"read", "unchanged"} else outcome])


class Bars(NoProgress):
    """Progress bars for reading and for writing, with rate and remaining time."""

    def __init__(self) -> None:
        tqdm.monitor_interval = (
            0  # otherwise it starts a thread, and a process with a thread cannot be forked (`process_pool`)
        )
        self._bar: tqdm[NoReturn] | None = None

    def reading(self, total: int) -> None:
        """Start the bar for reading."""
        self._begin(tqdm(total=total, desc="reading", unit="B", unit_scale=True))

    def writing(self, total: int) -> None:
        """Start the bar for writing."""
        self._begin(tqdm(total=total, desc="writing", unit=" paragraphs", unit_scale=True))

    def read(self, count: int) -> None:
        """Advance the bar for reading."""
        self._move(count)

    def written(self, count: int) -> None:
        """Advance the bar for writing."""
        self._move(count)

    def close(self) -> None:
        """Remove the bar from the terminal."""
        if self._bar is not None:
            self._bar.close()

    def _begin(self, bar: tqdm[NoReturn]) -> None:
        self.close()
        self._bar = bar

    def _move(self, count: int) -> None:
        if self._bar is not None:
            self._bar.update(count)


def _show(report: Report, options: argparse.Namespace) -> None:
    _print_lines(report.lines() if options.report else report.summary())
    if options.report_json is not None:
        write_json(report, options.report_json)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    reduce_garbage_collection()
    sys.exit(main())

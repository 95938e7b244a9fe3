"""`python -m benchmarks`: print all figures. `make bench` runs it."""

from __future__ import annotations

import argparse
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks import processes, wording
from benchmarks.corpus import corpus_statements, seed_statements, write_head
from benchmarks.latency import latencies
from search.analysis import Analyzer
from search.engines.registry import engine_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.model import Statement


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Print figures, as medians and ratios.")
    parser.add_argument("--corpus", type=Path, help="JSON Lines of {id, date, title, paragraphs}, plain or .gz")
    parser.add_argument("--paragraphs", type=int, default=10_000, help="how many of its paragraphs (default: 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median is printed (default: 5)")
    options = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("whoosh3", "jieba", "fastapi", "uvicorn"))
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {libraries}")
    print_processes(options.rounds)
    analyzer = Analyzer()
    print_latencies("seeds", seed_statements(), analyzer, options.rounds)
    print_wording(analyzer, options.rounds)
    if options.corpus:
        print_builds(options.corpus, options.paragraphs)
        statements = corpus_statements(options.corpus, options.paragraphs)
        print_latencies(options.corpus.name, statements, analyzer, options.rounds)


def print_processes(rounds: int) -> None:
    """Print build time, startup time and memory of whole processes on the seeds."""
    with tempfile.TemporaryDirectory() as folder:
        builds = [processes.build(Path("seeds"), Path(folder)) for _ in range(rounds)]
        starts = [processes.start(Path(folder), quote("命运共同体")) for _ in range(rounds)]
    print(f"\nwhole processes on the seeds, medians of {rounds} rounds")
    print(f"  build          {median(each.seconds for each in builds):6.2f} s")
    print(f"  build, cores   {median(each.of_cores for each in builds):6.2f} s")
    print(f"  build, peak    {median(each.megabytes for each in builds):6.0f} MB")
    print(f"  ready          {median(each.ready for each in starts):6.2f} s after start")
    print(f"  first answer   {median(each.first_answer for each in starts):6.2f} s after start")
    print(f"  server         {median(each.megabytes for each in starts):6.0f} MB after {processes.SEARCHES} searches")


def print_builds(corpus: Path, paragraphs: int) -> None:
    """Print builds of a corpus by whole processes: the first paragraphs with every engine, then all with tantivy."""
    print(f"\n{corpus.name}: whole processes of the indexer, one for every core, one round")
    with tempfile.TemporaryDirectory() as folder:
        head = Path(folder) / "head.jsonl"
        count = write_head(corpus, paragraphs, head)
        for engine in engine_names():
            print_build(
                f"{count} paragraphs, {engine}", processes.build(head, Path(folder) / engine, "--engine", engine)
            )
        search_all = processes.build(corpus, Path(folder) / "all", "--engine", "tantivy")
        print_build("the whole file, tantivy", search_all)


def print_build(name: str, build: processes.Build) -> None:
    """Print the line of one build."""
    print(f"  {name:<28}{build.seconds:7.2f} s,{build.of_cores:7.2f} s of all cores,{build.megabytes:6.0f} MB")


def print_latencies(name: str, statements: Sequence[Statement], analyzer: Analyzer, rounds: int) -> None:
    """Print the times of writing and searching by engine."""
    paragraphs = sum(statement.paragraph_count for statement in statements)
    for engine in engine_names():
        seconds, rows = latencies(statements, engine, analyzer, rounds)
        rate = paragraphs / seconds
        print(f"\n{name}: {len(statements)} statements, {paragraphs} paragraphs; {engine}")
        print(f"  written in {seconds:.2f} s, {rate:.0f} paragraphs/s")
        print(f"  {'kind of query':<22}{'hits':>8}{engine + ' ms':>12}{'scan ms':>12}{'scan/' + engine:>14}")
        for row in rows:
            print(f"  {row.kind:<22}{row.hits:>8}{row.engine:>12.2f}{row.scan:>12.2f}{row.scan / row.engine:>14.1f}")


def print_wording(analyzer: Analyzer, rounds: int) -> None:
    """Print the times of the queries on wording in a synthetic corpus."""
    print("\nwording, medians in ms")
    wording.measure(wording.STATEMENTS, analyzer, rounds)


if __name__ == "__main__":
    main()

"""`python -m benchmarks.engines FILE`: the engines compared, on growing parts of a corpus.

All engines have the same paragraphs and get the same distinct queries in turn, with ten hits and no facets. Only
`Engine.search` is measured, without parsing and HTTP. Ratios are the speedup of tantivy.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from benchmarks.corpus import corpus_statements
from search.analysis import Analyzer
from search.engines.protocol import Request
from search.engines.registry import create_writer, open_engine
from search.query.nodes import And, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzed
    from search.engines.protocol import Engine
    from search.model import Statement
    from search.query.nodes import Node

ENGINES = ("whoosh", "tantivy")
SIZES = (1_000, 3_000, 10_000, 30_000, 131_975)

QUERIES = 300
LEAVES = (1, 2, 3)

Analyses = list[tuple["Statement", list["Analyzed"]]]


@dataclass(frozen=True, slots=True)
class Figures:
    """The milliseconds of one engine's searches, and the seconds of writing and opening."""

    write: float
    open: float
    milliseconds: dict[int, list[float]]  # by leaves


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description="Print the engines side by side.")
    parser.add_argument("corpus", type=Path, help="JSON Lines of {id, date, title, paragraphs}, plain or .gz")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="how many of its paragraphs")
    options = parser.parse_args()
    analyzer = Analyzer()
    for size in options.sizes:
        statements = corpus_statements(options.corpus, size)
        analyses = [(each, [analyzer.analyze(paragraph.text) for paragraph in each.paragraphs]) for each in statements]
        print_figures(size, measure(ENGINES, analyses, analyzer))


def measure(names: Sequence[str], analyses: Analyses, analyzer: Analyzer) -> dict[str, Figures]:
    """The figures of every engine, query by query in turn. Exits if their totals differ."""
    queries = {leaves: list(islice(_queries(leaves, analyses), QUERIES)) for leaves in LEAVES}
    with tempfile.TemporaryDirectory() as folder:
        written = {name: _written(name, analyses, Path(folder) / name, analyzer) for name in names}
        opened = {name: _opened(name, Path(folder) / name, analyzer) for name in names}
        engines = {name: engine for name, (engine, _) in opened.items()}
        gc.freeze()  # as a server does, so that garbage collections do not traverse permanent objects
        milliseconds = {leaves: _milliseconds(drawn, engines) for leaves, drawn in queries.items()}
        for engine in engines.values():
            engine.close()
    return {
        name: Figures(written[name], opened[name][1], {leaves: milliseconds[leaves][name] for leaves in LEAVES})
        for name in names
    }


def print_figures(size: int, figures: dict[str, Figures]) -> None:
    """Print the table of the engines, and their ratio if there are two."""
    print(f"\n{size} paragraphs; {QUERIES} queries of each kind")
    for name, each in figures.items():
        print(f"  {name:<8} written in {each.write:.2f} s (without analysis), opened in {each.open * 1000:.0f} ms")
    print(f"  {'leaves':<8}{'':<10}" + "".join(f"{column:>12}" for column in ("p50 ms", "mean ms", "p99 ms")))
    for leaves in LEAVES:
        rows = {name: _row(each.milliseconds[leaves]) for name, each in figures.items()}
        for name, row in rows.items():
            print(f"  {leaves:<8}{name:<10}" + "".join(f"{value:>12.3f}" for value in row))
        if len(rows) == len(ENGINES):
            ratios = (slow / fast for slow, fast in zip(*(rows[name] for name in ENGINES), strict=True))
            print(f"  {'':<8}{'ratio':<10}" + "".join(f"{ratio:>12.1f}" for ratio in ratios))


def _row(milliseconds: Sequence[float]) -> tuple[float, float, float]:
    return median(milliseconds), mean(milliseconds), sorted(milliseconds)[len(milliseconds) * 99 // 100]


def _queries(leaves: int, analyses: Analyses) -> Iterator[Node]:
    """An endless stream of distinct queries, with words drawn by their frequency."""
    choose = random.Random(leaves)  # noqa: S311  the same queries in every run
    texts = [each for _, analyzed in analyses for each in analyzed if each.words]
    seen = set()
    while True:
        words = tuple(choose.choice(choose.choice(texts).words).text for _ in range(leaves))
        if len(set(words)) == leaves and min(map(len, words)) > 1 and words not in seen:
            seen.add(words)
            parts = tuple(map(Literal, words))
            yield parts[0] if leaves == 1 else And(parts)


def _written(name: str, analyses: Analyses, folder: Path, analyzer: Analyzer) -> float:
    """The seconds that an engine takes to write the analyzed statements."""
    began = time.perf_counter()
    writer = create_writer(name, folder, analyzer)
    for statement, analyzed in analyses:
        writer.add(statement, analyzed)
    writer.commit()
    return time.perf_counter() - began


def _opened(name: str, folder: Path, analyzer: Analyzer) -> tuple[Engine, float]:
    """The open engine, and the seconds of opening it."""
    began = time.perf_counter()
    return open_engine(name, folder, analyzer), time.perf_counter() - began


def _milliseconds(queries: Sequence[Node], engines: dict[str, Engine]) -> dict[str, list[float]]:
    """The milliseconds of each query by engine."""
    milliseconds: dict[str, list[float]] = {name: [] for name in engines}
    for node in queries:
        totals = set()
        for name, engine in engines.items():
            began = time.perf_counter()
            page = engine.search(Request(node, limit=10))
            milliseconds[name].append((time.perf_counter() - began) * 1000)
            totals.add(page.totals)
        if len(totals) > 1:
            raise SystemExit(f"{node}: the engines disagree: {totals}")
    return milliseconds


if __name__ == "__main__":
    main()

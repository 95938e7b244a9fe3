"""Latency of a search by kind of query, compared with the reference engine."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from search.catalog import Catalog
from search.engines.linear_scan import LinearScanEngine
from search.engines.registry import create_writer, open_engine
from search.interpretation import Limits, QueryText
from search.phrase_dictionary import PhraseDictionary
from search.searcher import SearchRequest, search
from search.store.index import Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.model import Statement

KINDS = {
    "one character": "国",
    "two characters": "合作",
    "a rare name": "瓜达尔港",
    "a formula": "人类命运共同体",
    "absent": "最优先方向",
    "two parts": "经济 发展",
    "either": "命运共同体 OR 走廊",
    "one but not another": "中国 -发展中国家",
    "only a negation": "-的",
    "a number": "2022",
    "everything": "",
}


@dataclass(frozen=True, slots=True)
class Latency:
    """The median milliseconds of a whole search, from parsing to keywords in context, and its number of hits."""

    kind: str
    query: str
    hits: int
    engine: float
    scan: float


def write(statements: Sequence[Statement], name: str, analyzer: Analyzer, folder: Path) -> float:
    """The seconds of writing an index of the statements."""
    began = time.perf_counter()
    writer = create_writer(name, folder, analyzer)
    for statement in statements:
        writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
    writer.commit()
    return time.perf_counter() - began


def latencies(
    statements: Sequence[Statement], name: str, analyzer: Analyzer, rounds: int
) -> tuple[float, list[Latency]]:
    """The seconds of writing, and the latencies of every kind of query, engine and scan in turn."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = write(statements, name, analyzer, Path(folder))
        engine = open_engine(name, Path(folder), analyzer)
        scan = LinearScanEngine(statements, analyzer)
        rows = [_latency(kind, query, (engine, scan), analyzer, rounds) for kind, query in KINDS.items()]
        engine.close()
    return seconds, rows


def _latency(kind: str, query: str, engines: tuple[Engine, Engine], analyzer: Analyzer, rounds: int) -> Latency:
    times: tuple[list[float], list[float]] = ([], [])
    hits = 0
    for _ in range(rounds):
        for engine, milliseconds in zip(engines, times, strict=True):
            index = Index(engine, analyzer, PhraseDictionary({}), Catalog(engine, analyzer))
            began = time.perf_counter()
            answer = search(SearchRequest(QueryText(query)), index, Limits())
            milliseconds.append((time.perf_counter() - began) * 1000)
            hits = answer.totals.paragraphs
    return Latency(kind, query, hits, median(times[0]), median(times[1]))

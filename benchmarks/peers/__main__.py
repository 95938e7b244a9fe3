"""`python -m benchmarks.peers --corpus FILE`: Gongbao and other servers compared. `make bench-peers` runs it.

All servers have the same paragraphs and get the same distinct queries, with ten hits and their text, without facets.
Every server is started once and is idle while another is measured; server and load generator share the machine. Before
that, the totals of exact servers are compared for sample queries: if they disagree, the program exits with 1.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers.agreement import compare
from benchmarks.peers.corpus import first_paragraphs
from benchmarks.peers.datasette import Datasette, datasette_program
from benchmarks.peers.gongbao import SETTINGS, Gongbao
from benchmarks.peers.groonga import Groonga, groonga_program
from benchmarks.peers.load import CONNECTIONS, wrk_program, wrk_version
from benchmarks.peers.queries import draw_queries, draw_substrings
from benchmarks.peers.rounds import Plan, run_rounds
from benchmarks.peers.servers import serving
from benchmarks.peers.table import agreement, table
from search.analysis import Analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.peers.corpus import Corpus
    from benchmarks.peers.peer import Peer
    from benchmarks.peers.queries import Query

SIZES = (10_000, 100_000)
WHOOSH_SIZES = (10_000,)
QUERIES = 300_000
"""More than the fastest server answers in all rounds."""

SAMPLE = 300
"""The number of queries of each sort whose totals are compared: arbitrary substrings, and measured queries."""


def main() -> None:
    """Compare, measure and print."""
    options = _options()
    peers = _installed(options)
    wrk = wrk_program()
    if wrk is None:
        print("skipped: all measuring, for wrk is not installed (apt-get install wrk); totals are compared")
    plan = Plan(wrk, options.rounds, options.seconds) if wrk else None
    _print_caption(peers, wrk, options)
    analyzer = Analyzer()
    agreed = [_measure(size, _sized(peers, size, options), plan, options, analyzer) for size in options.sizes]
    sys.exit(not all(agreed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Print servers side by side.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines of {id, date, title, paragraphs}")
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="paragraphs, with commas between")
    parser.add_argument("--whoosh-sizes", type=_numbers, default=WHOOSH_SIZES, help="those at which Whoosh is measured")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the medians are printed (default: 5)")
    parser.add_argument("--seconds", type=int, default=5, help="how long each round measures a server (default: 5)")
    parser.add_argument("--queries", type=int, default=QUERIES, help=f"different queries (default: {QUERIES})")
    parser.add_argument("--workers", type=int, default=2, help="our processes (default: 2)")
    parser.add_argument(
        "--set", action="append", default=[], type=_setting, metavar="GONGBAO_NAME=VALUE", help="a setting of ours"
    )
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.startswith("GONGBAO_"):
        raise argparse.ArgumentTypeError(f"{text} is no GONGBAO_NAME=VALUE")
    return name, value


def _installed(options: argparse.Namespace) -> list[Peer]:
    """The installed servers. Prints a line about every other."""
    settings = {**SETTINGS, **dict(options.set)}
    ours = [Gongbao(engine, options.workers, settings) for engine in ("tantivy", "whoosh")]
    peers: list[Peer] = [*ours, Groonga(groonga_program())]
    peers += [Datasette(datasette_program(), immutable) for immutable in (False, True)]
    for peer in peers:
        if peer.missing:
            print(f"skipped: {peer.name}, for {peer.missing}")
    return [peer for peer in peers if not peer.missing]


def _sized(peers: Sequence[Peer], size: int, options: argparse.Namespace) -> list[Peer]:
    """The servers that are measured at this size of the corpus."""
    sizes = {"gongbao-whoosh": options.whoosh_sizes}
    return [peer for peer in peers if size in sizes.get(peer.name, options.sizes)]


def _print_caption(peers: Sequence[Peer], wrk: str | None, options: argparse.Namespace) -> None:
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {datetime.now(UTC).date()}")
    if wrk:
        print(f"{wrk_version(wrk)} on the same machine, one thread, {CONNECTIONS} connections")
        print(
            f"medians of {options.rounds} rounds of {options.seconds} s; a third of queries has 1, 2 and 3 leaves each"
        )
    for peer in peers:
        print(f"  {peer.name:<20}{peer.settings}")


def _measure(
    size: int, peers: Sequence[Peer], plan: Plan | None, options: argparse.Namespace, analyzer: Analyzer
) -> bool:
    """Measure and print the table of a size. Returns whether the exact servers agree."""
    with tempfile.TemporaryDirectory(prefix="gongbao-peers-") as name, ExitStack() as stack:
        folder = Path(name)
        corpus = first_paragraphs(options.corpus, size, folder / "corpus.jsonl", analyzer)
        print(f"\n{len(corpus.texts)} paragraphs", flush=True)
        servers = [stack.enter_context(serving(peer, _written(peer, corpus, folder))) for peer in peers]
        queries = draw_queries([text.segmented for text in corpus.texts], options.queries)
        print(f"  {len(queries)} queries, all different", flush=True)
        compared = {what: compare(servers, sample) for what, sample in _samples(corpus, queries).items()}
        for what, each in compared.items():
            _print(agreement(what, each))
        if plan:
            _print(table(run_rounds(plan, servers, queries, folder)))
    return not any(each.disagreements for each in compared.values())


def _written(peer: Peer, corpus: Corpus, folder: Path) -> Path:
    """The folder with the data of the server, after writing it."""
    own = folder / peer.name
    own.mkdir()
    peer.write(corpus, own)
    return own


def _samples(corpus: Corpus, queries: Sequence[Query]) -> dict[str, Sequence[Query]]:
    """The queries whose totals are compared, by sort; of the measured ones the last, which the load rarely reaches."""
    return {
        "substrings of 2 to 8 characters": draw_substrings([text.comparable for text in corpus.texts], SAMPLE),
        "of the queries measured": queries[-SAMPLE:],
    }


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()

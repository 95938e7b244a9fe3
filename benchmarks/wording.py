"""`python -m benchmarks.wording`: latency of the queries on wording, in a synthetic corpus of 2,000 statements."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.corpus import seed_statements
from search.analysis import Analyzer
from search.model import Kind, Statement
from search.query.nodes import Literal, Wildcard
from search.wording.compare import compare
from search.wording.phrase_changes import Against, changes
from search.wording.phrase_history import history
from search.wording.precomputed_store import PrecomputedWriter, open_precomputed
from search.wording.trends import By, trends

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.model import Paragraph
    from search.query.nodes import Node
    from search.wording.precomputed import Reader

STATEMENTS = 2000

KINDS = (Kind.JOINT_STATEMENT, Kind.JOINT_STATEMENT, Kind.NEWS, Kind.SPEECH)
"""Half of the statements are one series, so that changes compare with a thousand earlier ones."""

FEWEST, MOST = 10, 50
"""The fewest and the most paragraphs of a statement, as in the seeds."""

PHRASES = (
    "命运共同体",
    "中方",
    "外交优先方向",
    "打造新时代更紧密的中巴命运共同体",
    "坚定奉行一个中国政策",
    "双方同意继续保持高层交往",
)
"""A formula, a ubiquitous phrase, a rare one, and long ones that are often reworded."""


def synthetic_statements(count: int) -> list[Statement]:
    """Statements of shuffled sentences of the seeds, some of them slightly changed. Deterministic."""
    chance = random.Random(20)  # noqa: S311  the same corpus in every run
    seeds = [statement for statement in seed_statements() if statement.kind is Kind.JOINT_STATEMENT]
    paragraphs = [paragraph for statement in seeds for paragraph in statement.paragraphs]
    clauses = [clause for paragraph in paragraphs for clause in paragraph.text.rstrip("。").split("，")]
    return [_statement(number, seeds[0], paragraphs, clauses, chance) for number in range(count)]


def _statement(
    number: int, like: Statement, paragraphs: Sequence[Paragraph], clauses: Sequence[str], chance: random.Random
) -> Statement:
    day = date(1951, 5, 21) + timedelta(days=13 * number)
    kind = KINDS[number % len(KINDS)]
    id_ = f"{day.isoformat()}-{kind}"
    some = chance.sample(paragraphs, chance.randint(FEWEST, MOST))
    made = tuple(
        replace(paragraph, statement=id_, number=at, text=_text(paragraph.text, clauses, chance))
        for at, paragraph in enumerate(some, 1)
    )
    return replace(like, id=id_, kind=kind, date=day, paragraphs=made, paragraph_count=len(made))


def _text(text: str, clauses: Sequence[str], chance: random.Random) -> str:
    """The text with every fifth clause replaced, and characters of every fifth changed."""
    parts = text.split("，")
    for at, part in enumerate(parts):
        draw = chance.random()
        if draw < 0.2:
            parts[at] = chance.choice(clauses)
        elif draw < 0.4 and len(part) > 6:
            place = chance.randrange(len(part) - 2)
            word = chance.choice(clauses)
            parts[at] = part[:place] + word[:2] + part[place + 2 :]
    return "，".join(parts)


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wording", description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    measure(options.statements, Analyzer(), options.rounds)


def measure(count: int, analyzer: Analyzer, rounds: int) -> None:
    """Precompute `count` synthetic statements, query them, and print the times."""
    statements = synthetic_statements(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wording.sqlite3"
        _write(statements, analyzer, path)
        _ask(open_precomputed(path), analyzer, rounds)


def _write(statements: Sequence[Statement], analyzer: Analyzer, path: Path) -> None:
    characters = sum(len(paragraph.text) for statement in statements for paragraph in statement.paragraphs)
    print(f"{len(statements)} made-up statements, {characters / 1e6:.1f} million characters")
    began = time.perf_counter()
    analyzed = [[analyzer.analyze(paragraph.text) for paragraph in each.paragraphs] for each in statements]
    cut = time.perf_counter()
    writer = PrecomputedWriter(path)
    for statement, each in zip(statements, analyzed, strict=True):
        writer.add(statement, each)
    writer.commit()
    prepared = time.perf_counter()
    print(f"  cut into words (any index needs it) {cut - began:7.1f} s")
    print(
        f"  prepared                            {prepared - cut:7.1f} s, {(prepared - cut) / (cut - began):.0%} of that"
    )
    print(f"  file                                {path.stat().st_size / 1e6:7.1f} MB")


def _ask(reader: Reader, analyzer: Analyzer, rounds: int) -> None:
    headers = reader.headers()
    last = [header.id for header in headers if header.kind is Kind.JOINT_STATEMENT][-2:]
    nodes: list[Node] = [Literal(phrase) for phrase in PHRASES]
    wildcard = Wildcard(("打造", "命运共同体"))
    questions: dict[str, Callable[[], object]] = {
        **{f"history {node}": _history_of(node, reader, analyzer) for node in [*nodes, wildcard]},
        "trends of one": lambda: trends(nodes[:1], reader),
        "trends of six, by year": lambda: trends(nodes, reader, by=By.YEAR),
        "compare": lambda: compare(last[0], last[1], reader, analyzer),
        "changes against previous": lambda: changes(last[1], reader, analyzer),
        "changes against all": lambda: changes(last[1], reader, analyzer, against=Against.ALL),
    }
    for name, ask in questions.items():
        print(f"  {name:<40}{_milliseconds(ask, rounds):9.0f} ms")


def _history_of(node: Node, reader: Reader, analyzer: Analyzer) -> Callable[[], object]:
    return lambda: history(node, reader, analyzer)


def _milliseconds(ask: Callable[[], object], rounds: int) -> float:
    """The median of several rounds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return 1000 * median(times)


if __name__ == "__main__":
    main()

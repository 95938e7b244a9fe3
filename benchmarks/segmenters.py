"""`python -m benchmarks.segmenters FILE…`: compare the words of jieba and rjieba, and their speed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.files import find_files
from indexer.parse import batches, parse_batch, parse_file
from indexer.sources.records import holds_records, open_records
from search.analysis import Analyzer
from search.analysis.jieba_backends import JiebaSegmenter, RjiebaSegmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.files import File

SHOWN = 20


def main() -> None:
    """Compare and print. Exits with 1 if there is a difference."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.segmenters", description="Compare the cuts of two libraries."
    )
    parser.add_argument("paths", nargs="+", type=Path, help="documents, as the indexer takes them")
    found = find_files(parser.parse_args().paths)
    slow, fast = Analyzer(JiebaSegmenter), Analyzer(RjiebaSegmenter)
    texts = [slow.comparable(text).text for file in found.files for text in _texts(file)]
    cuts = []
    for analyzer in (slow, fast):
        began = time.process_time()
        cuts.append([analyzer.analyze(text) for text in texts])
        seconds = time.process_time() - began
        print(
            f"{analyzer.fingerprint}: {seconds:.1f} s, {sum(map(len, texts)) / seconds / 1e6:.2f} million characters/s"
        )
    different = [text for text, one, other in zip(texts, *cuts, strict=True) if one != other]
    print(f"{len(texts)} texts, {sum(map(len, texts))} characters, {len(different)} cut differently")
    for text in different[:SHOWN]:
        print(f"  {text}")
    sys.exit(bool(different))


def _texts(file: File) -> Iterator[str]:
    """The paragraphs of a file."""
    if holds_records(file.path):
        with open_records(file.path, name=file.name) as records:
            statements = [
                each.statement for chunk in batches(file.name, records) for each in parse_batch(chunk).statements
            ]
    else:
        statements = [each.statement for each in parse_file(file).statements]
    for statement in statements:
        yield from (paragraph.text for paragraph in statement.paragraphs)


if __name__ == "__main__":
    main()

"""Relevance: BM25 over words, so that a match of a whole word ranks above a match inside a word.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the non-negative inverse
document frequency of Lucene. 中国 as a word scores; 中国 inside 发展中国家 is part of another word and does not.
"""

from __future__ import annotations

from math import log
from struct import pack, unpack
from typing import TYPE_CHECKING

from search.query.rewrite import wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis import Analyzer
    from search.query.nodes import Node

SATURATION = 1.2
"""BM25's k1: the saturation of the term frequency."""

LENGTH_WEIGHT = 0.75
"""BM25's b: the strength of the length normalization."""


def query_words(node: Node, analyzer: Analyzer) -> list[str]:
    """The distinct words of a folded tree that contribute to the score, sorted."""
    return sorted({word.text for text in wanted(node) for word in analyzer.words(text)})


def inverse_document_frequency(paragraphs: int, holding: int) -> float:
    """The inverse document frequency of a word that `holding` of all paragraphs contain."""
    return log(1 + (paragraphs - holding + 0.5) / (holding + 0.5))


def word_score(weight: float, frequency: int, length: int, average_length: float) -> float:
    """The score that a word adds which occurs `frequency` times in a paragraph of `length` words."""
    norm = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / average_length
    return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * norm)


def total_score(scores: Iterable[float]) -> float:
    """The score of a paragraph from those of its words, in the order of `query_words`, in single precision.

    They are added one by one and rounded once: every engine, also one that computes in a cluster, gets the same bits.

    >>> total_score([0.1, 0.2])
    0.30000001192092896
    """
    total = 0.0
    for score in scores:  # not `sum`, which compensates errors of rounding from Python 3.12 on
        total += score
    return single_precision(total)


def single_precision(value: float) -> float:
    """The value rounded to the nearest number in single precision."""
    return float(unpack("f", pack("f", value))[0])


def frequency(word: str, text: str, inside: int) -> int:
    """The number of occurrences of the word in a comparable text as a separate word.

    `inside` has a bit for every offset of the text that lies inside a word (`Analyzed.inside`).
    """
    length = len(word)
    window = (2 << length) - 1  # the offsets from start to end of the word
    between = (1 << length) - 2  # the offsets inside the word
    count = 0
    at = text.find(word)
    while at >= 0:
        count += inside >> at & window == between
        at = text.find(word, at + 1)
    return count

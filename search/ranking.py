"""How well a paragraph answers: BM25 over words, so that a match that is a word stands above one that is not.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the never negative inverse
document frequency that Lucene uses. 中国 as a word scores; 中国 inside 发展中国家 is another word and does not.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from search.query.rewrite import wanted

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.query.nodes import Node

SATURATION = 1.2
"""BM25's k1: how soon a further occurrence stops to count."""

LENGTH_WEIGHT = 0.75
"""BM25's b: how much a long paragraph is held back."""


def query_words(node: Node, analyzer: Analyzer) -> list[str]:
    """The words that a folded tree asks for, sorted, each once."""
    return sorted({word.text for text in wanted(node) for word in analyzer.words(text)})


def inverse_document_frequency(paragraphs: int, holding: int) -> float:
    """How much a word says that `holding` of all paragraphs hold."""
    return log(1 + (paragraphs - holding + 0.5) / (holding + 0.5))


def word_score(weight: float, frequency: int, length: int, average_length: float) -> float:
    """What a word that stands `frequency` times in a paragraph of `length` words adds to its score."""
    norm = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / average_length
    return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * norm)


def frequency(word: str, text: str, inside: int) -> int:
    """How often the word stands in a comparable text as a word of its own.

    `inside` has a bit for every offset of the text that lies inside a word (`Analyzed.inside`).
    """
    length = len(word)
    window = (2 << length) - 1  # the offsets from its beginning to its end
    between = (1 << length) - 2  # those of them that lie inside the word
    count = 0
    at = text.find(word)
    while at >= 0:
        count += inside >> at & window == between
        at = text.find(word, at + 1)
    return count

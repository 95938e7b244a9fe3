"""Alignment of the paragraphs of two statements by content, independent of their order.

The similarity of two paragraphs is the mean of two cosines: of the whole paragraphs, and of their most similar pair of
sentences. The first finds paragraphs that were reworded throughout, the second parts that were split off from a long
paragraph. Vectors are character bigrams weighted by their rarity in the two statements (tf-idf, Salton and Buckley
1988). No other statement matters, so an alignment never changes when statements are added. `docs/wording.md` has the
figures for this method and for the alternatives.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from search.deadline import NEVER, Deadline
from search.wording.clauses import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ALIKE = 0.14
"""The similarity from which two paragraphs are aligned; the middle of the best thresholds for 2015 and 2018."""

_NO_LETTER = re.compile(r"\W")

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """Two aligned paragraphs, by their indices in the two lists, and their similarity from 0 to 1."""

    a: int
    b: int
    likeness: float


def align(a: Sequence[str], b: Sequence[str], deadline: Deadline = NEVER) -> list[Link]:
    """The links between the paragraphs of two statements, given as comparable texts.

    A paragraph is linked to one other, or to several that are linked to no other; equal ones only to each other.
    Raises `QueryTimeoutError` at the deadline.
    """
    equal = _equal(a, b)
    taken_a, taken_b = {link.a for link in equal}, {link.b for link in equal}
    rest_a = [at for at in range(len(a)) if at not in taken_a]
    rest_b = [at for at in range(len(b)) if at not in taken_b]
    alike = _alike([a[at] for at in rest_a], [b[at] for at in rest_b], deadline)
    links = _stars(Link(rest_a[i], rest_b[j], likeness) for i, j, likeness in _best(alike))
    return sorted([*equal, *links], key=lambda link: (link.a, link.b))


def _equal(a: Sequence[str], b: Sequence[str]) -> list[Link]:
    """The links of paragraphs with equal texts, in their order."""
    places = defaultdict(list)
    for at, text in enumerate(b):
        places[text].append(at)
    return [Link(at, places[text].pop(0), 1.0) for at, text in enumerate(a) if places[text]]


def _best(alike: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int, float]]:
    """The similar pairs in which one paragraph is the most similar to the other."""
    best_a: dict[int, float] = defaultdict(float)
    best_b: dict[int, float] = defaultdict(float)
    for (i, j), likeness in alike.items():
        best_a[i] = max(best_a[i], likeness)
        best_b[j] = max(best_b[j], likeness)
    for (i, j), likeness in alike.items():
        if likeness >= ALIKE and likeness in (best_a[i], best_b[j]):
            yield i, j, likeness


def _stars(links: Iterable[Link]) -> Iterator[Link]:
    """The links, most similar first, without those that would join two paragraphs with several partners each."""
    of_a: dict[int, list[int]] = defaultdict(list)
    of_b: dict[int, list[int]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (-link.likeness, link.a, link.b)):
        partners, others = of_a[link.a], of_b[link.b]
        if partners and others:
            continue
        if any(len(of_b[b]) > 1 for b in partners) or any(len(of_a[a]) > 1 for a in others):
            continue
        partners.append(link.b)
        others.append(link.a)
        yield link


def _alike(a: Sequence[str], b: Sequence[str], deadline: Deadline) -> dict[tuple[int, int], float]:
    """The similarities between the paragraphs of both statements, without those of 0."""
    rarity = _rarity([*a, *b])
    whole = _cosines([_vector(text, rarity) for text in a], [_vector(text, rarity) for text in b], deadline)
    home_a, sentences_a = _sentences(a, rarity)
    home_b, sentences_b = _sentences(b, rarity)
    best: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), cosine in _cosines(sentences_a, sentences_b, deadline).items():
        pair = home_a[one], home_b[other]
        best[pair] = max(best[pair], cosine)
    return {pair: round((cosine + best[pair]) / 2, 6) for pair, cosine in whole.items()}


def _rarity(texts: Sequence[str]) -> Vector:
    """The inverse document frequency of each character bigram among the paragraphs."""
    having = Counter(pair for text in texts for pair in set(_pairs(text)))
    return {pair: math.log((len(texts) + 1) / count) for pair, count in having.items()}


def _sentences(texts: Sequence[str], rarity: Vector) -> tuple[list[int], list[Vector]]:
    """The sentences of all paragraphs: the index of the paragraph of each, and its vector."""
    found = [(at, text[slice(*span)]) for at, text in enumerate(texts) for span in sentences(text)]
    return [at for at, _ in found], [_vector(sentence, rarity) for _, sentence in found]


def _pairs(text: str) -> list[str]:
    """The character bigrams without punctuation."""
    return [one + other for one, other in pairwise(_NO_LETTER.sub(" ", text)) if one != " " != other]


def _vector(text: str, rarity: Vector) -> Vector:
    """The weighted bigrams of a text, as a vector of length 1."""
    weights = {pair: (1 + math.log(count)) * rarity[pair] for pair, count in Counter(_pairs(text)).items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {pair: weight / length for pair, weight in weights.items()}


def _cosines(a: Sequence[Vector], b: Sequence[Vector], deadline: Deadline) -> dict[tuple[int, int], float]:
    """The cosine of every two vectors that share a bigram, by their indices."""
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(b):
        for pair, weight in vector.items():
            having[pair].append((at, weight))
    cosines: dict[tuple[int, int], float] = defaultdict(float)
    for at, vector in enumerate(a):
        deadline.check()
        for pair, weight in vector.items():
            for other, other_weight in having.get(pair, ()):
                cosines[at, other] += weight * other_weight
    return cosines

"""Alignment of the paragraphs of two statements by content, independent of their order.

One to one comes before one to many: first the pairs that keep the order of both statements and have the greatest total
similarity, then paragraphs that moved, and only then splits and merges. Otherwise a paragraph that summarizes the
others takes their counterparts away.

The similarity of two paragraphs is the mean of two cosines, of the whole paragraphs and of their most similar pair of
sentences, and a little of the cosine of their heads. The first finds paragraphs that were reworded throughout, the
second parts that were split off from a long paragraph, the third what keeps its opening. Vectors are character bigrams
weighted by their rarity in the two statements (tf-idf, Salton and Buckley 1988). No other statement matters, so an
alignment never changes when statements are added. `docs/wording.md` has the figures.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from search.deadline import NEVER, Deadline
from search.wording.chains import Link, in_order
from search.wording.clauses import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.13
"""The similarity from which two paragraphs are aligned wherever they are."""

_IN_ORDER = 0.1
"""The similarity from which two paragraphs are aligned one to one in the order of both statements."""

_BESIDE = 0.075
"""The similarity from which a paragraph joins a pair, if it is in order with the other pairs."""

_CONTENDS = 0.7
"""The share of the smaller of two best similarities from which two paragraphs may be aligned one to one in order."""

_GUARD = 0.5
"""The share of a paragraph's best similarity that every other partner must have, and a moved paragraph too."""

_RESCUE = 0.05, 0.6
"""The similarity, and its share of both best ones, from which two paragraphs left over in the same gap are aligned."""

_HEAD = 24
"""The characters at the head of a paragraph that count once more: a successor keeps its opening words."""

_HEAD_WEIGHT = 0.1
"""The weight of the heads relative to the rest of the similarity."""

_NO_LETTER = re.compile(r"\W")

Vector = dict[str, float]


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
    candidates = [Link(rest_a[i], rest_b[j], likeness) for (i, j), likeness in alike.items()]
    return _Alignment(equal, candidates).links()


def _equal(a: Sequence[str], b: Sequence[str]) -> list[Link]:
    """The links of paragraphs with equal texts, in their order."""
    places = defaultdict(list)
    for at, text in enumerate(b):
        places[text].append(at)
    return [Link(at, places[text].pop(0), 1.0) for at, text in enumerate(a) if places[text]]


class _Alignment:
    """Chooses links among candidates: one to one in order, then moves, then splits and merges."""

    def __init__(self, equal: Sequence[Link], candidates: Sequence[Link]) -> None:
        self._equal = equal
        self._candidates = sorted(candidates, key=lambda link: (-link.likeness, link.a, link.b))
        self._best_a: dict[int, float] = {}
        self._best_b: dict[int, float] = {}
        for link in self._candidates:
            self._best_a.setdefault(link.a, link.likeness)
            self._best_b.setdefault(link.b, link.likeness)
        self._of_a: dict[int, list[Link]] = defaultdict(list)
        self._of_b: dict[int, list[Link]] = defaultdict(list)

    def links(self) -> list[Link]:
        """The links, by a and b."""
        chain = in_order([*self._equal, *filter(self._contends, self._candidates)])
        for link in {*self._equal, *chain}:
            self._take(link)
        order = _Order(chain)
        for link in self._candidates:
            if self._is_alone(link, ALIKE, _GUARD) or (self._is_alone(link, *_RESCUE) and order.admits(link)):
                self._take(link)
        for link in self._candidates:
            if self._joins(link) and (link.likeness >= ALIKE or order.admits(link)):
                self._take(link)
        return sorted((link for row in self._of_a.values() for link in row), key=lambda link: (link.a, link.b))

    def _take(self, link: Link) -> None:
        self._of_a[link.a].append(link)
        self._of_b[link.b].append(link)

    def _contends(self, link: Link) -> bool:
        """Whether the pair may be one of those in order: no other partner is much better for both."""
        rival = min(self._best_a[link.a], self._best_b[link.b])
        return link.likeness >= _IN_ORDER and link.likeness >= _CONTENDS * rival

    def _is_alone(self, link: Link, least: float, share: float) -> bool:
        """Whether both are so alike, still without a partner, and neither has a much better one."""
        if link.likeness < least or self._of_a[link.a] or self._of_b[link.b]:
            return False
        return link.likeness >= share * max(self._best_a[link.a], self._best_b[link.b])

    def _joins(self, link: Link) -> bool:
        """Whether the paragraph without a partner joins the pair of the one that is its best."""
        of_a, of_b = self._of_a[link.a], self._of_b[link.b]
        if link.likeness < _BESIDE or bool(of_a) == bool(of_b):
            return False
        if of_b:
            own, partner, alone = self._best_a[link.a], self._best_b[link.b], [self._of_a[each.a] for each in of_b]
        else:
            own, partner, alone = self._best_b[link.b], self._best_a[link.a], [self._of_b[each.b] for each in of_a]
        return link.likeness >= max(own, _GUARD * partner) and all(len(row) == 1 for row in alone)


class _Order:
    """Tells whether a link keeps the order of a chain of links. A member of the chain may be shared."""

    def __init__(self, chain: Sequence[Link]) -> None:
        self._a = [link.a for link in chain]
        self._b = [link.b for link in chain]

    def admits(self, link: Link) -> bool:
        """Whether all links before it in a are before it or at it in b, and all after it after it or at it."""
        before, after = bisect_left(self._a, link.a), bisect_right(self._a, link.a)
        starts = before == 0 or self._b[before - 1] <= link.b
        return starts and (after == len(self._b) or self._b[after] >= link.b)


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
    heads = _cosines(
        [_vector(text[:_HEAD], rarity) for text in a], [_vector(text[:_HEAD], rarity) for text in b], deadline
    )
    return {
        pair: round(((cosine + best[pair]) / 2 + _HEAD_WEIGHT * heads.get(pair, 0.0)) / (1 + _HEAD_WEIGHT), 6)
        for pair, cosine in whole.items()
    }


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

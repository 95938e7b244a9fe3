"""Relaxing: a run that no paragraph contains becomes its words, and a notice says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.analysis.word_segmenter import FUNCTION_WORDS
from search.deadline import NEVER, Deadline
from search.engines.protocol import Match
from search.interpretation import Interpretation, Notice, Relax, parse_query
from search.query.nodes import And, Literal, Or, Run
from search.query.rewrite import flatten, folded
from search.query.signs import MEANT_INSIDE, is_blank, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Analyzer
    from search.interpretation import Limits, QueryText
    from search.query.nodes import Node
    from search.store.index import Index


def interpret(wording: QueryText, index: Index, limits: Limits, deadline: Deadline = NEVER) -> Interpretation:
    """The query as it will be searched.

    Raises `QuerySyntaxError`, `QueryTooLongError`, `QueryTooComplexError` and `QueryTimeoutError`.
    """
    return relaxed(parse_query(wording, index.analyzer, limits), index, deadline)


def relaxed(read: Interpretation, index: Index, deadline: Deadline = NEVER) -> Interpretation:
    """The query with those runs relaxed that nothing has, if that may be. Raises `QueryTimeoutError`."""
    if read.relax is Relax.NEVER:
        return read
    engine, analyzer = index.engine, index.analyzer
    missing = tuple(
        run
        for run in dict.fromkeys(_relaxable(read.asked))
        if not engine.occurs(folded(run, analyzer), read.match, deadline)
    )
    if not missing:
        return read
    others = {run: _relaxed(run, analyzer, read.match) for run in missing}
    searched = flatten(_replaced(read.asked, {run: each.node for run, each in others.items()}))
    notices = (*read.notices, *(notice for each in others.values() for notice in each.notices))
    return replace(read, searched=searched, node=folded(searched, analyzer), notices=notices, missing=missing)


def requires_every_run(node: Node) -> bool:
    """Whether every run that may be relaxed occurs in whatever the node matches."""
    match node:
        case And(children):
            return all(map(requires_every_run, children))
        case Or():
            return not any(_relaxable(node))
        case _:
            return True


def words_of(text: str, analyzer: Analyzer) -> list[str]:
    """The words of a text in its own characters, in order."""
    comparable = analyzer.comparable(text)
    spans = (comparable.original(word.start, word.end) for word in analyzer.words(comparable.text))
    return [text[start:end] for start, end in spans]


def all_of(words: list[str]) -> Node:
    """What has all of the words, each as it stands."""
    return And(tuple(map(Literal, words))) if len(words) > 1 else Literal(words[0])


@dataclass(frozen=True, slots=True)
class _RelaxedTree:
    node: Node
    notices: tuple[Notice, ...] = ()


def _relaxable(node: Node) -> Iterator[Run]:
    """The runs that may become their words: none under a negation, near something, or part of something.

    Nor one in which a sign might be meant to exclude: its words would ask for what was to be excluded.
    """
    match node:
        case Run(text):
            if not MEANT_INSIDE.search(text):
                yield node
        case And(children) | Or(children):
            for child in children:
                yield from _relaxable(child)
        case _:
            return


def _replaced(node: Node, runs: dict[Run, Node]) -> Node:
    """The tree with those runs replaced that may be."""
    match node:
        case Run():
            return runs.get(node, node)
        case And(children):
            return And(tuple(_replaced(child, runs) for child in children))
        case Or(children):
            return Or(tuple(_replaced(child, runs) for child in children))
        case _:
            return node


def _relaxed(run: Run, analyzer: Analyzer, mode: Match) -> _RelaxedTree:
    """The words of a run that nothing has, without those that say nothing by themselves; the run, if that is all."""
    words = list(dict.fromkeys(words_of(run.text, analyzer)))
    kept = [word for word in words if analyzer.comparable(word).text not in FUNCTION_WORDS]
    if not kept or kept == [run.text]:
        return _RelaxedTree(run)
    node = all_of(kept)
    how = " as whole words" if mode is Match.WORD else ""
    signs = _signs(run.text, words)
    left_out = f" The signs {' '.join(signs)} are left out." if signs else ""
    message = f"No paragraph contains {run.text}{how}; its words are searched instead: {node}.{left_out}"
    notices = [Notice("relaxed", message, run.text)]
    if dropped := [word for word in words if word not in kept]:
        said = "、".join(dropped)
        notices.append(Notice("function-words", f"These function words are left out of the search: {said}.", run.text))
    return _RelaxedTree(node, tuple(notices))


def _signs(text: str, words: list[str]) -> list[str]:
    """The signs of a text that are in none of its words, each once."""
    in_words = frozenset("".join(words))
    return [sign for sign in dict.fromkeys(visible(text)) if sign not in in_words and not is_blank(sign)]

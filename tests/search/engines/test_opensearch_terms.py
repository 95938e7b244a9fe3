"""The position of a term is its offset in the text, and no text yields a term that means something else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.analysis.grams import tokens
from search.engines.opensearch.terms import (
    BEGIN,
    END,
    HOLE,
    pair_phrase,
    pair_term,
    pairs_in_phrase,
    placed_pairs,
    placed_tokens,
    term,
    token_phrase,
)

TEXTS = st.text(
    st.sampled_from("甲乙。a1 😀é·\ue000\ue001\ue002\ue003\ue00f\ue010\u3000\u00a0\n"), max_size=12
) | st.text(max_size=20)
TOKENIZER_LIMIT = 255
"""The most characters (in UTF-16) of a term of the tokenizer `whitespace`."""


@given(text=TEXTS)
def test_a_term_has_no_blank_no_mark_and_no_excess_length(text: str) -> None:
    for token in tokens(text):
        made = term(token)
        assert made
        assert made.split() == [made]
        assert not set(made) & {BEGIN, END, HOLE}
        assert len(made.encode("utf-16-le")) // 2 + 2 <= TOKENIZER_LIMIT


@given(one=TEXTS, other=TEXTS)
def test_two_tokens_have_two_terms(one: str, other: str) -> None:
    row = {*tokens(one), *tokens(other)}
    assert len({term(token) for token in row}) == len(row)


def test_long_tokens_and_pairs_of_them_fit_and_differ() -> None:
    long, longer = "a" * 150, "a" * 400
    made = {term(long), term(longer), pair_term(long, "中"), pair_term(longer, "中"), pair_term("中", longer)}
    assert len(made) == 5
    assert max(map(len, made)) + 2 <= TOKENIZER_LIMIT


@given(text=TEXTS)
def test_every_token_and_every_pair_stands_at_its_offset(text: str) -> None:
    analyzed = ANALYZER.analyze(text)
    row = tokens(analyzed.text)
    placed = placed_tokens(analyzed.text, analyzed.inside).split(" ")
    pairs = placed_pairs(analyzed.text).split(" ")
    assert len(placed) == max(len(analyzed.text), 1)
    at = 0
    for token, following in pairwise([*row, None]):
        assert token is not None
        begins, ends = (not analyzed.inside >> offset & 1 for offset in (at, at + len(token)))
        assert placed[at] == f"{BEGIN * begins}{term(token)}{END * ends}"
        assert set(placed[at + 1 : at + len(token)]) <= {HOLE}
        if following is not None:
            assert pairs[at] == pair_term(token, following)
        at += len(token)


@given(text=TEXTS)
def test_a_phrase_of_a_text_is_the_text_as_it_is_placed(text: str) -> None:
    comparable = ANALYZER.comparable(text).text
    row = tokens(comparable)
    if len(row) < 2:
        return
    whole = comparable[: -len(row[-1])]
    assert len(token_phrase(row).split(" ")) == len(whole) + 1
    pairs, phrase = placed_pairs(comparable).split(" "), pair_phrase(row).split(" ")
    assert all(asked in (HOLE, placed) for asked, placed in zip(phrase, pairs, strict=False))
    assert pairs_in_phrase(row) == len([each for each in phrase if each != HOLE])


ANALYZER = Analyzer()

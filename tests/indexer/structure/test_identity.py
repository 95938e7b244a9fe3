"""Ids, and which statements are one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.sources import read_bytes
from indexer.structure import structure
from indexer.structure.identity import DIGEST_LENGTH, Identity, Says, difference, given_ids, identify
from search.model import Kind, Paragraph, Source, Statement
from tests.indexer.structure.readings import SENTENCES, TITLE

DAY = date(2015, 4, 20)
FILE = Source("x.txt", "a" * 64)


def statement(
    kind: Kind = Kind.JOINT_STATEMENT,
    day: date | None = DAY,
    text: str = SENTENCES[0],
    title: str = TITLE,
    source: Source = FILE,
) -> Statement:
    """A statement of one paragraph."""
    return Statement("", title, kind, source, 1, date=day, paragraphs=(Paragraph("", 1, text),))


IDS = [
    (Kind.JOINT_STATEMENT, DAY, r"2015-04-20-joint-statement"),
    (Kind.JOINT_COMMUNIQUE, DAY, r"2015-04-20-joint-communique"),
    (Kind.PRESS_COMMUNIQUE, DAY, r"2015-04-20-press-communique"),
    (Kind.TREATY, DAY, r"2015-04-20-treaty"),
    (Kind.NEWS, DAY, r"2015-04-20-news-[0-9a-f]{6}"),
    (Kind.SPEECH, DAY, r"2015-04-20-speech-[0-9a-f]{6}"),
    (Kind.OTHER, DAY, r"2015-04-20-other-[0-9a-f]{6}"),
    (Kind.TREATY, None, r"undated-treaty-[0-9a-f]{6}"),
    (Kind.NEWS, None, r"undated-news-[0-9a-f]{6}"),
]


@pytest.mark.parametrize(("kind", "day", "pattern"), IDS)
def test_id(kind: Kind, day: date | None, pattern: str) -> None:
    (found,) = identify([statement(kind, day)]).statements
    assert re.fullmatch(pattern, found.id)
    assert [each.id for each in found.paragraphs] == [f"{found.id}.1"]


def test_the_second_of_one_day_and_kind_has_a_digest_and_is_told() -> None:
    found = identify([statement(text=text) for text in SENTENCES[:2]])
    ids = [each.id for each in found.statements]
    assert ids[0] == "2015-04-20-joint-statement"
    assert re.fullmatch(r"2015-04-20-joint-statement-[0-9a-f]{6}", ids[1])
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith(
        f"x.txt: There is another joint-statement of 2015-04-20: {TITLE} has the id {ids[1]}, "
    )


def test_many_of_one_day_are_nothing_to_tell_of() -> None:
    assert identify([statement(Kind.NEWS, text=text) for text in SENTENCES]).warnings == ()


MORE = replace(FILE, file="z.txt", sha256="f" * 64, url="https://example.org/1")
LESS = replace(FILE, file="a.txt", sha256="0" * 64)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_copies_the_one_that_says_more_is_kept(order: tuple[int, int]) -> None:
    copies = [statement(source=MORE), statement(source=LESS, text=f"　{SENTENCES[0]}")]
    found = identify([copies[at] for at in order])
    assert [each.source for each in found.statements] == [MORE]
    assert [(each.kept_id, each.file) for each in found.duplicates] == [("2015-04-20-joint-statement", "a.txt")]


def test_a_dated_copy_is_kept_before_an_undated_one_with_an_address() -> None:
    found = identify([statement(day=None, source=MORE), statement(source=LESS)])
    assert [each.id for each in found.statements] == ["2015-04-20-joint-statement"]


def test_copies_that_differ_in_script_or_width_are_one() -> None:
    found = identify([statement(text="中華人民共和國ＡＩ合作"), statement(text="中华人民共和国AI合作")])
    assert (len(found.statements), len(found.duplicates)) == (1, 1)


def test_digests_are_as_long_as_it_takes_to_tell_them_apart() -> None:
    count = 6000  # of sixteen million digests; more than four thousand make a collision likely
    ids = [each.id for each in identify([statement(Kind.NEWS, text=str(number)) for number in range(count)]).statements]
    assert len(set(ids)) == count
    lengths = Counter(len(each.rpartition("-")[2]) for each in ids)
    assert lengths.keys() == {DIGEST_LENGTH, DIGEST_LENGTH + 2}
    assert lengths[DIGEST_LENGTH + 2] <= 8  # those that collide; an id of another does not change with them


@pytest.mark.parametrize(
    ("digests", "told"),
    [
        (["aaaaaaaa", "bbbbbbbb"], ["aaaaaa", "bbbbbb"]),
        (["aaaaaa11", "aaaaaa22", "bbbbbbbb"], ["aaaaaa11", "aaaaaa22", "bbbbbb"]),
        (["aaaaaaaa12", "aaaaaaaa34", "aaaaaabb"], ["aaaaaaaa12", "aaaaaaaa34", "aaaaaabb"]),
        ([], []),
    ],
)
def test_digests_that_would_be_alike_are_longer(digests: list[str], told: list[str]) -> None:
    says = Says("", "", "", "", "", 0, "")
    identities = [(Identity("", digest, "x", alone=False, says=says), digest) for digest in digests]
    assert [each.id for each in given_ids(identities)] == [f"x-{each}" for each in told]


FEW = settings(max_examples=25)
"""Each call of `identify` reads the table of characters anew."""

STATEMENTS = st.builds(
    statement,
    kind=st.sampled_from([Kind.JOINT_STATEMENT, Kind.NEWS, Kind.TREATY]),
    day=st.sampled_from([DAY, date(2018, 11, 4), None]),
    text=st.sampled_from(SENTENCES),
    title=st.sampled_from([TITLE, "习近平会见巴基斯坦总理", ""]),
    source=st.sampled_from([FILE, MORE, LESS]),
)


@FEW
@given(st.data(), st.lists(STATEMENTS, max_size=8))
def test_ids_do_not_depend_on_the_order(data: st.DataObject, statements: list[Statement]) -> None:
    assert identify(data.draw(st.permutations(statements))) == identify(statements)


@FEW
@given(st.lists(STATEMENTS, max_size=8))
def test_every_statement_is_kept_or_a_duplicate_and_no_id_is_given_twice(statements: list[Statement]) -> None:
    found = identify(statements)
    assert len(found.statements) + len(found.duplicates) == len(statements)
    assert len({each.id for each in found.statements}) == len(found.statements)
    assert {each.kept_id for each in found.duplicates} <= {each.id for each in found.statements}


def test_ids_do_not_change_when_a_file_is_renamed() -> None:
    texts = [f"{TITLE}\n（2015年4月20日，伊斯兰堡）\n{sentence}\n{SENTENCES[3]}" for sentence in SENTENCES[:3]]

    def ids(names: tuple[str, ...]) -> list[tuple[str, str]]:
        found = [
            each
            for text, name in zip(texts, names, strict=True)
            for each in structure(read_bytes(text.encode(), name=name)).statements
        ]
        return [(each.id, each.paragraphs[0].text) for each in identify(found).statements]

    assert ids(("a.txt", "b.txt", "c.txt")) == ids(("z.txt", "y.txt", "x.txt"))


def test_the_same_words_signed_on_another_day_are_another_statement() -> None:
    days = [DAY, date(2018, 11, 4)]
    found = identify([statement(day=day) for day in days])
    assert [each.date for each in found.statements] == days
    assert found.duplicates == ()


def test_news_passed_on_with_a_page_s_day_is_one_document() -> None:
    found = identify([statement(Kind.NEWS, day=DAY), statement(Kind.NEWS, day=date(2018, 11, 4))])
    assert (len(found.statements), len(found.duplicates)) == (1, 1)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_undated_copy_belongs_to_a_dated_one(order: tuple[int, ...]) -> None:
    copies = [statement(), statement(day=date(2018, 11, 4)), statement(day=None, source=LESS)]
    found = identify([copies[at] for at in order])
    assert len(found.statements) == 2
    assert [each.file for each in found.duplicates] == ["a.txt"]


@pytest.mark.parametrize(
    ("copy", "kept", "told"),
    [
        (("甲", "2015-04-20"), ("甲", "2015-04-20"), None),
        (("甲 乙", "2015-04-20"), ("甲乙", "2015-04-20"), None),
        (("甲", "2015-04-20"), ("乙", "2015-04-20"), "titled '乙' there"),
        (("甲", "2015-04-20"), ("甲", "2016-04-20"), "dated 2015-04-20 here and 2016-04-20 there"),
        (("甲", "None"), ("乙", "2016-04-20"), "titled '乙' there, dated not at all here and 2016-04-20 there"),
    ],
)
def test_the_difference_of_a_copy_is_told(copy: tuple[str, str], kept: tuple[str, str], told: str | None) -> None:
    assert difference(copy, kept) == told

"""Words: jieba's cut with our lexicon."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.analysis.jieba_backends import JiebaSegmenter, RjiebaSegmenter, fastest_backend, prefix_dictionary
from search.analysis.word_segmenter import WordSegmenter, read_lexicon

if TYPE_CHECKING:
    from search.analysis.jieba_backends import BackendFactory

CUTTERS: list[BackendFactory] = [JiebaSegmenter, RjiebaSegmenter]

CUTS = [
    ("发展中国家的代表性", ["发展中国家", "的", "代表性"]),
    ("提升为全天候战略合作伙伴关系,", ["提升", "为", "全天候战略合作伙伴关系"]),
    ("中巴经济走廊、瓜达尔港", ["中巴经济走廊", "瓜达尔港"]),
    ("伊姆兰.汗总理赞赏习近平主席", ["伊姆兰.汗", "总理", "赞赏", "习近平", "主席"]),
    ("2018年", ["2018", "年"]),
    ("2018-11-04至2012-2020", ["2018", "11", "04", "至", "2012", "2020"]),
    ("f-35的wi-fi", ["f", "35", "的", "wi", "fi"]),
    ("增长5.6%,1,000", ["增长", "5.6%", "1", "000"]),
    ("20th.cpcnews.cn", ["20th", "cpcnews", "cn"]),
    ("建设21世纪海上丝绸之路", ["建设", "21世纪海上丝绸之路"]),
    ("2021世纪海上丝绸之路", ["2021", "世纪", "海上", "丝绸之路"]),
    ("㐀〇中国𠀀𠀀éжひ", ["㐀", "〇", "中国", "𠀀", "𠀀", "éж", "ひ"]),
    ("erdoğan总统", ["erdoğan", "总统"]),
    ("путин访华", ["путин", "访华"]),
    ("việt nam, पाकिस्तान 5.6%", ["việt", "nam", "पाकिस्तान", "5.6%"]),
    ("ガンダム", ["ガ", "ン", "ダ", "ム"]),
    ("。，——", []),
    ("", []),
]


@pytest.fixture(scope="module", params=CUTTERS)
def segmenter(request: pytest.FixtureRequest, analyzer: Analyzer) -> WordSegmenter:
    """The lexicon with each of the cutters."""
    entries = {analyzer.comparable(entry).text: frequency for entry, frequency in read_lexicon().items()}
    return WordSegmenter(entries, request.param)


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cut(text: str, expected: list[str], segmenter: WordSegmenter) -> None:
    assert [word.text for word in segmenter.cut(text)] == expected


@pytest.mark.parametrize("entry", read_lexicon())
def test_every_name_of_the_lexicon_stays_whole(entry: str, segmenter: WordSegmenter, analyzer: Analyzer) -> None:
    text = analyzer.comparable(entry).text
    assert [word.text for word in segmenter.cut(text)] == [text]


def test_the_lexicon_has_the_frequencies_that_jieba_suggests(analyzer: Analyzer) -> None:
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    wanted = {}
    for entry in read_lexicon():
        text = analyzer.comparable(entry).text
        wanted[entry] = 0
        if re.fullmatch(r"[\u4e00-\u9fd5]+", text):
            wanted[entry] = tokenizer.suggest_freq(text)
            tokenizer.add_word(text)
    assert read_lexicon() == wanted


def test_the_prefix_dictionary_is_the_one_that_jieba_makes() -> None:
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        text = dictionary.read().decode()
    assert prefix_dictionary(text) == tokenizer.gen_pfdict(BytesIO(text.encode()))


DICTIONARY_LINES = st.lists(st.tuples(st.text("中国人", min_size=1, max_size=4), st.integers(0, 9)))


@given(DICTIONARY_LINES)
def test_words_that_stand_twice_and_words_that_begin_others_count_as_with_jieba(lines: list[tuple[str, int]]) -> None:
    text = "".join(f"{word} {frequency} n\n" for word, frequency in lines)
    assert prefix_dictionary(text) == jieba.Tokenizer.gen_pfdict(BytesIO(text.encode()))


def test_both_cutters_give_the_same_words_of_every_text_of_the_seeds() -> None:
    one, other = Analyzer(JiebaSegmenter), Analyzer(RjiebaSegmenter)
    texts = [line for path in Path("seeds").iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    assert sum(map(len, texts)) > 10_000
    for text in texts:
        assert one.analyze(text) == other.analyze(text)


def test_the_fast_cutter_reads_one_dictionary_and_leaves_the_package_usable() -> None:
    cut = "import sys; from search.analysis.jieba_backends import RjiebaSegmenter; RjiebaSegmenter({})"
    one = "assert 'rjieba' not in sys.modules"
    use = "import rjieba; assert rjieba.cut('中国人民') == RjiebaSegmenter({}).cut('中国人民')"
    subprocess.run([sys.executable, "-c", f"{cut}; {one}; {use}"], check=True, timeout=60)


def test_the_fingerprint_says_what_cuts() -> None:
    prints = [Analyzer(cutter).fingerprint for cutter in CUTTERS]
    assert [each.partition("-")[0] for each in prints] == ["jieba", "rjieba"]


def test_without_the_fast_cutter_jieba_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(fastest_backend({}), RjiebaSegmenter)

    def missing(name: str) -> str:
        if name == "rjieba":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("search.analysis.jieba_backends.version", missing)
    assert isinstance(fastest_backend({}), JiebaSegmenter)


@given(st.text(st.sampled_from("中国巴基斯坦伊姆兰·汗总理2018 a，。")))
def test_words_stand_where_they_say_and_do_not_overlap(analyzer: Analyzer, text: str) -> None:
    end = 0
    for word in analyzer.words(text):
        assert end <= word.start < word.end
        assert text[word.start : word.end] == word.text
        end = word.end


@given(st.text(st.sampled_from("中国巴基斯坦伊姆兰·汗总理2018 a，。")))
def test_a_text_cut_into_pieces_is_the_text_with_its_words_at_the_odd_places(analyzer: Analyzer, text: str) -> None:
    analyzed = analyzer.analyze(text)
    assert analyzed.text == "".join(analyzed.pieces) == analyzer.comparable(text).text
    assert analyzed.words == tuple(analyzer.words(analyzed.text))
    assert analyzed.word_texts == tuple(word.text for word in analyzed.words)
    inside = {offset for word in analyzed.words for offset in range(word.start + 1, word.end)}
    assert {offset for offset in range(len(analyzed.text)) if analyzed.inside >> offset & 1} == inside


def test_another_lexicon_is_another_fingerprint() -> None:
    assert WordSegmenter({"瓜达尔港": 3}).fingerprint != WordSegmenter({}).fingerprint


def test_making_a_segmenter_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert WordSegmenter({}, JiebaSegmenter).cut("中国")
    assert list(tmp_path.iterdir()) == []

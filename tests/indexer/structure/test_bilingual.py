"""A file in two languages holds two documents, and they name each other."""

from __future__ import annotations

import pytest

from indexer.structure.bilingual import NEXT, PREVIOUS
from search.model import Kind
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in, structured

CHINESE = [
    "中华人民共和国和巴基斯坦伊斯兰共和国联合声明",
    "（2022年2月6日，北京）",
    "一、双方同意加强合作，保持高层交往。",
    "二、中方重申支持巴方维护国家主权和领土完整。",
    "三、双方欢迎中巴经济走廊取得的进展。",
]
ENGLISH = [
    "Joint Statement between the People's Republic of China and the Islamic Republic of Pakistan",
    "(Beijing, 6 February 2022)",
    "1. The two sides agreed to strengthen cooperation and maintain high-level exchanges.",
    "2. The Chinese side reiterated its support for the sovereignty and territorial integrity of Pakistan.",
    "3. The two sides welcomed the progress of the China-Pakistan Economic Corridor.",
]
IN_TURN = [line for pair in zip(CHINESE, ENGLISH, strict=True) for line in pair]


@pytest.mark.parametrize(
    ("lines", "languages"),
    [
        pytest.param([*CHINESE, *ENGLISH], ["zh", "en"], id="one after the other"),
        pytest.param([*ENGLISH, *CHINESE], ["en", "zh"], id="English first"),
        pytest.param(IN_TURN, ["zh", "en"], id="paragraph by paragraph"),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_two_languages_are_two_documents_that_name_each_other(
    lines: list[str], languages: list[str], name: str
) -> None:
    found = structured("\n\n".join(lines), name).statements
    assert [each.language for each in found] == languages
    assert [each.translations for each in found] == [(NEXT,), (PREVIOUS,)]
    for each in found:
        assert (each.kind, str(each.date), each.paragraph_count) == (Kind.JOINT_STATEMENT, "2022-02-06", 3)
        assert [party.code for party in each.coded_parties] == ["CN", "PK"]
        assert each.title == (CHINESE if each.language == "zh" else ENGLISH)[0]


@pytest.mark.parametrize(
    "inserted",
    [
        ["The Belt and Road Initiative"],
        ["Memorandum of Understanding", "Free Trade Agreement", "Action Plan"],
    ],
)
def test_a_few_lines_in_another_language_make_no_second_document(inserted: list[str]) -> None:
    day = "（2015年4月20日，伊斯兰堡）"
    found = statement_in("\n\n".join([TITLE, day, *SENTENCES, "双方签署以下文件：", *inserted]))
    assert (found.language, found.translations) == ("zh", ())


def test_two_documents_in_one_language_are_no_translations() -> None:
    other = [TITLE, "（2015年4月20日，伊斯兰堡）", *SENTENCES]
    found = structured("\n\n".join([*CHINESE, *other])).statements
    assert [each.translations for each in found] == [(), ()]

"""Small corpora that tests write themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from search.catalog import Catalog
from search.engines.linear_scan import LinearScanEngine
from search.model import Heading, Kind, Paragraph, Section, Source, Speaker, Statement
from search.phrase_dictionary import PhraseCounter, PhraseDictionary
from search.store.index import Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Analyzer

_ROWS: tuple[tuple[str, str | None, Kind, str | None, tuple[tuple[str, tuple[Speaker, ...]], ...]], ...] = (
    (
        "2015-04-20-joint-statement",
        "2015-04-20",
        Kind.JOINT_STATEMENT,
        "伊斯兰堡",
        (
            ("双方一致同意不断深化中巴命运共同体内涵。", (Speaker.BOTH,)),
            ("中方重申，始终把中巴关系置于外交优先方向。", (Speaker.CHINA,)),
            ("维护发展中国家的共同利益。", (Speaker.BOTH,)),
            ("积极推动落实《2012-2020年航天合作大纲》，设立“FM98 中巴友谊台”。", (Speaker.BOTH, Speaker.CHINA)),
        ),
    ),
    (
        "2018-11-04-joint-statement",
        "2018-11-04",
        Kind.JOINT_STATEMENT,
        "北京",
        (
            ("打造新时代更紧密的中巴命运共同体。", (Speaker.BOTH,)),
            ("中国在过去的40年里使7亿多人摆脱了贫困，中国是巴基斯坦学生重要的留学目的地国。", (Speaker.PAKISTAN,)),
            ("巴方将坚定奉行一个中国政策。", (Speaker.PAKISTAN,)),
            ("伊姆兰·汗总理感谢中国政府和人民的热情接待。", (Speaker.OTHER,)),
            ("", ()),
        ),
    ),
    (
        "2018-11-04-news-aaaaaa",
        "2018-11-04",
        Kind.NEWS,
        None,
        (("命运　共 同\u200b体", ()), ("國際社會ＡＩ合作，人人人有责", (Speaker.OTHER,))),
    ),
    ("undated-treaty-bbbbbb", None, Kind.TREATY, None, (("中华人民共和国和巴基斯坦伊斯兰共和国", ()), ("国", ()))),
    ("2021-12-08-news-cccccc", "2021-12-08", Kind.NEWS, None, (("中", ()), ("，。！", ()), ("a b 20 2018 x2018", ()))),
)


def index_of(statements: Sequence[Statement], analyzer: Analyzer) -> Index:
    """The statements behind the engine that is the specification."""
    engine = LinearScanEngine(statements, analyzer)
    return Index(engine, analyzer, phrases_of(statements, analyzer), Catalog(engine, analyzer))


def phrases_of(statements: Sequence[Statement], analyzer: Analyzer) -> PhraseDictionary:
    """The phrases of the statements, formulas of all kinds of document among them."""
    counter = PhraseCounter()
    for statement in statements:
        counter.add([analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs], formulas=True)
    return PhraseDictionary(counter.phrases())


def texts_as_statement(*texts: str) -> Statement:
    """A statement with these paragraphs and nothing else to tell."""
    return _statement("2020-01-01-other-000000", "2020-01-01", Kind.OTHER, None, tuple((text, ()) for text in texts))


def small_corpus() -> list[Statement]:
    """Five statements, not in the order of their days, with something of everything that matching must tell apart."""
    return [_statement(*row) for row in (_ROWS[4], _ROWS[0], _ROWS[3], _ROWS[2], _ROWS[1])]


def _statement(
    identifier: str,
    day: str | None,
    kind: Kind,
    place: str | None,
    rows: tuple[tuple[str, tuple[Speaker, ...]], ...],
) -> Statement:
    paragraphs = tuple(
        Paragraph(
            statement=identifier,
            number=number,
            text=text,
            label=None if number % 2 else "一",
            section=Heading("一", "政治关系") if number > 1 else None,
            speakers=speakers,
            file="made/by-hand.txt",
            start=number * 100,
            end=number * 100 + len(text),
        )
        for number, (text, speakers) in enumerate(rows, 1)
    )
    return Statement(
        id=identifier,
        title=f"标题 {identifier}",
        kind=kind,
        source=Source("made/by-hand.txt", "0" * 64),
        paragraph_count=len(paragraphs),
        date=date.fromisoformat(day) if day else None,
        place=place,
        sections=(Section("一", "政治关系", 2, len(paragraphs)),) if len(paragraphs) > 1 else (),
        paragraphs=paragraphs,
    )

"""Statements that tests on wording make up, and what is prepared of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from search.model import Kind, Paragraph, Source, Speaker, Statement
from search.wording.diff import Op, Wording
from search.wording.precomputed_store import PrecomputedWriter, open_precomputed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.analysis import Analyzer
    from search.wording.diff import Change
    from search.wording.precomputed import Reader

PARTIES = ("中华人民共和国", "巴基斯坦伊斯兰共和国")

FORMULAS = (
    "始终把中巴关系置于外交优先方向",
    "打造新时代更紧密的中巴命运共同体",
    "构建新时代更紧密的中巴命运共同体",
    "将毫不动摇地奉行一个中国政策",
    "坚定奉行一个中国政策",
    "支持“阿人主导、阿人所有”的和平进程",
    "FM98中巴友谊台",
    "２０１８年以来双方合作",
    "維護國家主權",
    "维护国家主权",
)
"""What made-up paragraphs are made of, some of it in full width or in Traditional characters."""


def made(
    day: str | None, *paragraphs: str, kind: Kind = Kind.JOINT_STATEMENT, parties: tuple[str, ...] = PARTIES
) -> Statement:
    """A statement of a day with these paragraphs; who speaks in them is who is named first in each."""
    id_ = f"{day or 'undated'}-{kind}"
    voices = {"双方": Speaker.BOTH, "中方": Speaker.CHINA, "巴方": Speaker.PAKISTAN}
    numbered = tuple(
        Paragraph(id_, number, text, speakers=tuple(voice for name, voice in voices.items() if name in text))
        for number, text in enumerate(paragraphs, 1)
    )
    return Statement(
        id=id_,
        title=id_,
        kind=kind,
        source=Source("made/by-hand.txt", "0" * 64),
        paragraph_count=len(numbered),
        date=date.fromisoformat(day) if day else None,
        parties=parties,
        paragraphs=numbered,
    )


def prepared(statements: Iterable[Statement], analyzer: Analyzer) -> Reader:
    """What is prepared of the statements. The file is gone at once; whoever has it open reads on."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wording.sqlite3"
        writer = PrecomputedWriter(path)
        for statement in statements:
            writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
        writer.commit()
        return open_precomputed(path)


def worded(text: str, analyzer: Analyzer) -> Wording:
    """A text ready to be compared."""
    comparable = analyzer.comparable(text)
    inside = analyzer.analyze(text).inside
    cuts = [0, *(at for at in range(1, len(comparable.text)) if not inside >> at & 1), len(comparable.text)]
    ends = [*comparable.offsets[1:], comparable.offsets[-1] + 1] if comparable.text else []
    printed = [text[start:end] for start, end in zip(comparable.offsets, ends, strict=True)]
    return Wording(comparable.text, printed, list(pairwise(cuts)) if comparable.text else [])


def marked(diff: Sequence[Change] | None) -> str:
    """A diff as a line of text: [-what is deleted-]{+what is inserted+}."""
    signs = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
    return "".join(signs[change.op].format(change.text) for change in diff or ())

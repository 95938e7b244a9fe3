"""Small documents, and what the indexer makes of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.sources import read_bytes
from indexer.sources.blocks import Block, BlockStyle, Run
from indexer.structure import structure
from indexer.structure.folded import folded

if TYPE_CHECKING:
    from indexer.sources.blocks import ParsedSource
    from indexer.structure import Structure
    from indexer.structure.folded import FoldedBlock
    from search.model import Statement

TITLE = "中华人民共和国和巴基斯坦伊斯兰共和国关于加强合作的联合声明"
SENTENCES = (
    "双方高度评价中巴经济走廊建设取得的进展，同意继续加强各领域务实合作。",
    "巴方重申奉行一个中国政策，支持中方维护国家主权和领土完整。",
    "中方赞赏巴方为国际反恐事业作出的重大贡献。",
    "双方同意保持高层交往和接触。",
)


def reading_of(text: str, name: str = "x.txt") -> ParsedSource:
    """The text as a file of this name is read."""
    return read_bytes(text.encode(), name=name)


def structured(text: str, name: str = "x.txt") -> Structure:
    """What becomes of a text, which breaks no law."""
    reading = reading_of(text, name)
    found = structure(reading)
    assert_lawful(reading, found)
    return found


def statement_in(text: str, name: str = "x.txt") -> Statement:
    """The only statement of a text."""
    (statement,) = structured(text, name).statements
    return statement


def block_of(text: str, style: BlockStyle | None = None) -> FoldedBlock:
    """The text as a block that stands at the head of its source."""
    return folded(Block((Run(text, 0, len(text)),), style or BlockStyle()))


def assert_lawful(reading: ParsedSource, found: Structure) -> None:
    """Assert that every stretch that was read has one part, and that the paragraphs stand where they say."""
    assert all(first.end <= second.start for first, second in pairwise(found.parts))
    blocks = [*reading.blocks, *(each.block for each in reading.furniture)]
    blank = {at for block in blocks for run in block.runs if not run.text.strip() for at in range(run.start, run.end)}
    read = {at for block in blocks for start, end in block.stretches() for at in range(start, end)}
    assigned = {at for part in found.parts for at in range(part.start, part.end)}
    assert assigned <= read
    assert not [at for at in read - assigned - blank if not reading.text[at].isspace()]
    for statement in found.statements:
        assert statement.paragraph_count == len(statement.paragraphs) > 0
        assert [each.number for each in statement.paragraphs] == [*range(1, statement.paragraph_count + 1)]
        for paragraph in statement.paragraphs:
            assert paragraph.text.strip() == paragraph.text != ""
            assert reading.text[paragraph.start] == paragraph.text[0] or reading.form != "text"
        for section in statement.sections:
            assert 1 <= section.first <= section.last <= statement.paragraph_count

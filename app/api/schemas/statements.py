"""The representations of statements and paragraphs."""

import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from search import model
from search.model import Kind, Level, Speaker

PARAGRAPH_PATH = "/v1/paragraphs"

CorpusVersion = Annotated[
    str,
    Field(
        description="Changes whenever what is indexed changes: answers with the same version speak of the same text.",
        examples=["3f2a9c51d0b7"],
    ),
]
NextCursor = Annotated[
    str | None,
    Field(description="The `cursor` of the page after this one; `null` on the last.", examples=["AQAAAAJ0ZXN0"]),
]
PreviousCursor = Annotated[
    str | None,
    Field(description="The `cursor` of the page before this one; `null` on the first.", examples=["AQAAAAB0ZXN0"]),
]
Label = Annotated[str | None, Field(description="The number printed before it; `null` if none is.", examples=["七"])]
Day = Annotated[
    datetime.date | None,
    Field(
        description="The signing or event day that the document prints; `null` if it prints none.",
        examples=["2015-04-20"],
    ),
]
StatementId = Annotated[str, Field(description="The statement's id.", examples=["2015-04-20-joint-statement"])]
Title = Annotated[
    str,
    Field(
        description="The title as printed.",
        examples=["中华人民共和国和巴基斯坦伊斯兰共和国关于建立全天候战略合作伙伴关系的联合声明"],
    ),
]
KindOfStatement = Annotated[Kind, Field(description="What sort of document it is.", examples=["joint-statement"])]
ParagraphId = Annotated[
    str, Field(description="The statement's id, a dot, the number.", examples=["2015-04-20-joint-statement.7"])
]
ParagraphUrl = Annotated[
    str,
    Field(
        description="The paragraph's permanent address, relative to this host.",
        examples=["/v1/paragraphs/2015-04-20-joint-statement.7"],
    ),
]
ParagraphNumber = Annotated[int, Field(description="Its ordinal in the statement, from 1, for ever.", examples=[7])]


def paragraph_url(identifier: str) -> str:
    """The permanent address of the paragraph with this id, relative to the host."""
    return f"{PARAGRAPH_PATH}/{identifier}"


class Body(BaseModel):
    """A part of an answer. Every field is present; an unknown value is `null`.

    `model_validate` builds one from a value of `search` whose attributes have the same names.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Heading(Body):
    """The heading above a paragraph."""

    label: Label
    title: Annotated[str, Field(description="The heading without its number.", examples=["政治关系与战略沟通"])]


class Section(Heading):
    """A heading of a statement and the paragraphs under it."""

    first: Annotated[int, Field(description="The number of its first paragraph.", examples=[3])]
    last: Annotated[int, Field(description="The number of its last paragraph.", examples=[7])]


class Step(Body):
    """A division that a paragraph stands in."""

    kind: Annotated[Level, Field(description="What it is.", examples=["article"])]
    label: Annotated[str | None, Field(description="What is printed before it.", examples=["第四条"])]
    title: Annotated[str | None, Field(description="Its heading, if it has one.", examples=["宗旨"])]


class CodedParty(Body):
    """A party and its country."""

    name: Annotated[str, Field(description="The party as the title names it.", examples=["巴基斯坦伊斯兰共和国"])]
    code: Annotated[
        str | None,
        Field(description="The code of its country in ISO 3166-1; `null` for what is no country.", examples=["PK"]),
    ]


class StatementSource(Body):
    """The file a statement was read from."""

    file: Annotated[str, Field(description="Its name.", examples=["seeds/004_ca055b5930d6a553.txt"])]
    sha256: Annotated[
        str,
        Field(
            description="The SHA-256 digest of its bytes, hexadecimal.",
            examples=["f58138001ea3d91ea87cdd11243058557bcfc6ee479eaf29684e29eac65babd7"],
        ),
    ]
    url: Annotated[
        str | None,
        Field(description="The page it was saved from, if the file says so.", examples=["https://www.fmprc.gov.cn/"]),
    ]
    publisher: Annotated[
        str | None, Field(description="Who published it, if the file says so.", examples=["商务部亚洲司"])
    ]
    editor: Annotated[str | None, Field(description="Its editor, if the file says so.", examples=["王翔"])]


class ParagraphSource(Body):
    """The position of a paragraph in its source file."""

    file: Annotated[str, Field(description="The file's name.", examples=["seeds/004_ca055b5930d6a553.txt"])]
    start: Annotated[int, Field(description="Its first character, from 0, in the decoded file.", examples=[1020])]
    end: Annotated[int, Field(description="The character after its last.", examples=[1312])]


class StatementReference(Body):
    """A statement, by id, title, day and kind."""

    id: StatementId
    title: Title
    date: Day
    kind: KindOfStatement


class Statement(Body):
    """A communiqué as issued, without its paragraphs."""

    id: StatementId
    title: Title
    kind: KindOfStatement
    date: Day
    published: Annotated[
        datetime.date | None, Field(description="The day of the page; `null` if it has none.", examples=["2015-04-21"])
    ]
    place: Annotated[str | None, Field(description="The place of signing, if printed.", examples=["伊斯兰堡"])]
    parties: Annotated[
        tuple[str, ...],
        Field(
            description="The parties as the title names them.", examples=[["中华人民共和国", "巴基斯坦伊斯兰共和国"]]
        ),
    ]
    coded_parties: Annotated[
        tuple[CodedParty, ...],
        Field(
            description="The same parties, each with the code of its country.",
            examples=[[{"name": "中华人民共和国", "code": "CN"}, {"name": "巴基斯坦伊斯兰共和国", "code": "PK"}]],
        ),
    ]
    date_printed: Annotated[
        str | None,
        Field(
            description="The month (`2015-04`) or year (`2015`) where no day is printed; else `null`.",
            examples=["2015-04"],
        ),
    ]
    translations: Annotated[
        tuple[str, ...],
        Field(description="The ids of the same document in other languages, where a file has both.", examples=[[]]),
    ]
    language: Annotated[str, Field(description="The language of the text.", examples=["zh"])]
    paragraph_count: Annotated[int, Field(description="How many paragraphs it has.", examples=[20])]
    sections: Annotated[
        tuple[Section, ...],
        Field(
            description="Its headings, in order; empty if it has none.",
            examples=[[{"label": "一", "title": "政治关系与战略沟通", "first": 3, "last": 7}]],
        ),
    ]
    signature: Annotated[
        str | None,
        Field(description="The signature block, if there is one.", examples=["中华人民共和国政府代表"]),
    ]
    lead: Annotated[
        str | None,
        Field(
            description="An editor's words before the text, if there are any.", examples=["2015年4月20日，……全文如下："]
        ),
    ]
    source: Annotated[StatementSource, Field(description="The file it was read from.")]


class ParagraphBody(Body):
    """The fields that a paragraph and a hit share."""

    id: ParagraphId
    number: ParagraphNumber
    label: Label
    section: Annotated[Heading | None, Field(description="The heading above it, if there is one.")]
    path: Annotated[
        tuple[Step, ...],
        Field(
            description="The divisions that it stands in, outermost first: parts, chapters, sections, articles, items.",
            examples=[[{"kind": "article", "label": "第四条", "title": None}]],
        ),
    ]
    date: Day
    speakers: Annotated[tuple[Speaker, ...], Field(description="Who speaks in it; may be empty.", examples=[["both"]])]
    text: Annotated[
        str,
        Field(
            description="Its text, without the number printed before it.",
            examples=["双方对中巴经济走廊建设取得的进展表示满意，……"],
        ),
    ]
    url: ParagraphUrl
    source: Annotated[ParagraphSource, Field(description="Where it stands in the file it was read from.")]


class Paragraph(ParagraphBody):
    """The unit of search and of citation."""

    statement: StatementId

    @classmethod
    def of(cls, paragraph: model.Paragraph, statement: model.Statement) -> Self:
        """The representation of a paragraph of the statement."""
        return cls(**body_of(paragraph, statement), statement=paragraph.statement)


def body_of(paragraph: model.Paragraph, statement: model.Statement) -> dict[str, Any]:
    """The fields of a `ParagraphBody`."""
    own_id = paragraph.id
    return {
        "id": own_id,
        "number": paragraph.number,
        "label": paragraph.label,
        "section": Heading.model_validate(paragraph.section) if paragraph.section else None,
        "path": tuple(map(Step.model_validate, paragraph.path)),
        "date": statement.date,
        "speakers": paragraph.speakers,
        "text": paragraph.text,
        "url": paragraph_url(own_id),
        "source": ParagraphSource(file=paragraph.file, start=paragraph.start, end=paragraph.end),
    }


class WholeStatement(Statement):
    """A communiqué as issued, with its paragraphs."""

    paragraphs: Annotated[tuple[Paragraph, ...], Field(description="Its paragraphs in order.")]
    corpus_version: CorpusVersion

    @classmethod
    def of(cls, statement: model.Statement, corpus_version: str) -> Self:
        """The representation of the statement with its paragraphs."""
        return cls(
            **dict(Statement.model_validate(statement)),
            paragraphs=tuple(Paragraph.of(paragraph, statement) for paragraph in statement.paragraphs),
            corpus_version=corpus_version,
        )


class SingleParagraph(Paragraph):
    """A paragraph by itself."""

    corpus_version: CorpusVersion


class ExportedParagraph(ParagraphBody):
    """A paragraph with all that is known of its statement: a line of an export stands alone."""

    statement: Annotated[Statement, Field(description="The statement it is from, without its paragraphs.")]

    @classmethod
    def of(cls, paragraph: model.Paragraph, statement: model.Statement) -> Self:
        """The paragraph of the statement, for an export."""
        return cls(**body_of(paragraph, statement), statement=Statement.model_validate(statement))


class ParagraphInContext(Body):
    """A paragraph and its neighbors."""

    corpus_version: CorpusVersion
    paragraph: Annotated[Paragraph, Field(description="The paragraph asked for.")]
    before: Annotated[tuple[Paragraph, ...], Field(description="Those before it, in the order of the text.")]
    after: Annotated[tuple[Paragraph, ...], Field(description="Those after it, in the order of the text.")]
    statement: Annotated[Statement, Field(description="The statement they are from, without its paragraphs.")]

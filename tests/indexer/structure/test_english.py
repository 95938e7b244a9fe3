"""English documents have the structure of Chinese ones."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.dates import date_line
from indexer.structure.document_kinds import kind_by_title
from indexer.structure.languages import language_of
from search.model import Kind, Speaker
from tests.indexer.structure.readings import statement_in

STATES = "the People's Republic of China and the Islamic Republic of Pakistan"
TITLE = f"Joint Statement between {STATES}"

STATEMENT = f"""\
{TITLE}

(Beijing, 6 February 2022)

At the invitation of the Chinese leadership, the Prime Minister visited Beijing.

I. Political Relations

1. The two sides agreed to maintain high-level exchanges.

2. The Chinese side reiterated its support. The Pakistani side thanked China.

II. Economic Cooperation

3. Both sides welcomed the progress of the corridor.
"""

TREATY = f"""\
Treaty of Friendship between {STATES}

{STATES[0].upper()}{STATES[1:]} (hereinafter referred to as the "Contracting Parties"),

Have agreed as follows:

Article 1

The Contracting Parties shall develop their friendship.

The Contracting Parties shall not use force.

Article 2

1. The Contracting Parties shall consult each other.

2. They shall meet once a year.

Done in duplicate at Islamabad on 5 April 2005, in the Chinese and English languages.

For the People's Republic of China
Wen Jiabao

For the Islamic Republic of Pakistan
Shaukat Aziz
"""


def test_a_joint_statement() -> None:
    found = statement_in(STATEMENT)
    assert (found.title, found.kind, found.language) == (TITLE, Kind.JOINT_STATEMENT, "en")
    assert (found.date, found.place) == (date(2022, 2, 6), "Beijing")
    assert [each.code for each in found.coded_parties] == ["CN", "PK"]
    assert [each.label for each in found.paragraphs] == [None, "1", "2", "3"]
    assert [(each.label, each.title, each.first, each.last) for each in found.sections] == [
        ("I", "Political Relations", 2, 3),
        ("II", "Economic Cooperation", 4, 4),
    ]
    assert [each.speakers for each in found.paragraphs] == [
        (), (Speaker.BOTH,), (Speaker.CHINA, Speaker.PAKISTAN), (Speaker.BOTH,),
    ]  # fmt: skip


def test_a_treaty() -> None:
    found = statement_in(TREATY)
    assert (found.kind, found.date, found.place) == (Kind.TREATY, date(2005, 4, 5), "Islamabad")
    assert [each.label for each in found.paragraphs] == [None, None, "Article 1", None, "Article 2 1", "2", None]
    assert [[step.label for step in each.path] for each in found.paragraphs] == [
        [], [], ["Article 1"], ["Article 1"], ["Article 2", "1"], ["Article 2", "2"], [],
    ]  # fmt: skip
    assert found.signature == (
        "For the People's Republic of China\nWen Jiabao\nFor the Islamic Republic of Pakistan\nShaukat Aziz"
    )


@pytest.mark.parametrize(
    "head",
    [
        f"Joint Statement between\n{STATES}",
        "Joint Statement\nbetween the People's Republic of China\nand the Islamic Republic of Pakistan",
        TITLE,
    ],
)
def test_the_lines_of_a_title_are_joined_with_blanks(head: str) -> None:
    found = statement_in(f"{head}\n\n6 February 2022, Beijing\n\n1. The two sides agreed to cooperate in trade.")
    assert (found.title, found.paragraph_count) == (TITLE, 1)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("China-Pakistan Joint Statement", Kind.JOINT_STATEMENT),
        ("Joint Declaration of the Heads of State", Kind.JOINT_STATEMENT),
        ("Joint Communiqué on the Establishment of Diplomatic Relations", Kind.JOINT_COMMUNIQUE),
        ("Joint Press Communique", Kind.PRESS_COMMUNIQUE),
        ("Agreement on Trade between China and Pakistan", Kind.TREATY),
        ("Charter of the United Nations", Kind.TREATY),
        ("Memorandum of Understanding on Cooperation", Kind.MEMORANDUM),
        ("Action Plan 2025-2029", Kind.ACTION_PLAN),
        ("Samarkand Declaration of the Council of Heads of State", Kind.DECLARATION),
        ("Remarks by Ambassador at the Opening Ceremony", Kind.SPEECH),
        ("China, Pakistan issue joint statement", None),
        ("India rejects China-Pakistan joint statement", None),
        ("Joint Statement: Pakistan highest priority, says China", None),
        ("Prime Minister visits Beijing", None),
    ],
)
def test_kind_by_title(title: str, kind: Kind | None) -> None:
    assert kind_by_title(title) is kind


DAY = date(2022, 2, 6)

DAYS = [
    ("(Beijing, 6 February 2022)", DAY, "Beijing"),
    ("Beijing, February 6, 2022", DAY, "Beijing"),
    ("February 6, 2022, Beijing", DAY, "Beijing"),
    ("6 February 2022,Beijing", DAY, "Beijing"),
    ("Sunday, February 6, 2022", None, None),
    ("Signed at Beijing on February 6, 2022", DAY, "Beijing"),
    ("Done in duplicate at New Delhi on 6 February 2022", DAY, "New Delhi"),
    ("Islamabad, 6th February 2022", DAY, "Islamabad"),
    ("6 Feb. 2022", DAY, None),
]


@pytest.mark.parametrize(("line", "day", "place"), DAYS)
def test_a_line_that_is_nothing_but_a_day(line: str, day: date | None, place: str | None) -> None:
    found = date_line(line)
    assert (found.day if found else None, found.place if found else None) == (day, place)


@pytest.mark.parametrize(
    "line",
    [
        "On 6 February 2022 the two sides met in Beijing.",
        "6 February",
        "February 2022",
        "Beijing",
        "31 February 2022 x",
    ],
)
def test_what_is_no_day_line(line: str) -> None:
    assert date_line(line) is None


def test_a_lead_ends_where_the_text_begins() -> None:
    found = statement_in(
        "BEIJING, Feb. 6 (Xinhua) -- The two countries issued a joint statement. The following is the full text of the"
        f" statement:\n\n{STATEMENT}"
    )
    assert (found.title, found.kind, found.paragraph_count) == (TITLE, Kind.JOINT_STATEMENT, 4)
    assert found.lead is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("双方同意继续加强合作。", "zh"),
        ("雙方同意繼續加強合作。", "zh"),
        ("The two sides agreed to strengthen the cooperation in all fields.", "en"),
        ("双方同意落实Belt and Road Initiative。", "zh"),
        ("Les deux parties conviennent de renforcer leur coopération dans tous les domaines.", "und"),
        ("2015", "zh"),
        ("", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of([text]) == language

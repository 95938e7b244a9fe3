"""What sort of document a text is."""

from __future__ import annotations

import pytest

from indexer.structure.document_kinds import kind_of
from search.model import Kind
from tests.indexer.structure.readings import SENTENCES, TITLE, statement_in

REPORT = "央视网消息（新闻联播）：2月4日，中俄两国发表《关于新时代国际关系的联合声明》。"
DIGEST = "声明指出，双方呼吁各国加强合作。"

TITLES = [
    (TITLE, Kind.JOINT_STATEMENT),
    (f"{TITLE}（全文）", Kind.JOINT_STATEMENT),
    ("中俄关于战略稳定的联合宣言", Kind.JOINT_STATEMENT),
    ("中华人民共和国和巴基斯坦伊斯兰共和国联合公报", Kind.JOINT_COMMUNIQUE),
    ("上海合作组织成员国元首理事会会议公报", Kind.JOINT_COMMUNIQUE),
    ("中国和巴基斯坦联合新闻公报", Kind.PRESS_COMMUNIQUE),
    ("上海合作组织成员国元首理事会会议新闻公报", Kind.PRESS_COMMUNIQUE),
    ("中华人民共和国和巴基斯坦伊斯兰共和国睦邻友好合作条约", Kind.TREATY),
    ("中华人民共和国政府和巴基斯坦伊斯兰共和国政府自由贸易协定", Kind.TREATY),
    ("关于修订自由贸易协定的议定书", Kind.TREATY),
    ("中巴自由贸易协定（中文本）", Kind.TREATY),
    ("关于经济走廊的谅解备忘录", Kind.MEMORANDUM),
    ("共同构建人类命运共同体的演讲", Kind.SPEECH),
    ("在第55届慕尼黑安全会议上的主旨演讲（全文）", Kind.SPEECH),
    ("习近平在开幕式上发表重要讲话", Kind.OTHER),
    ("习近平在峰会上发表主旨演讲", Kind.OTHER),
    ("习近平在巴基斯坦议会的演讲（全文）", Kind.SPEECH),
    ("《中巴自由贸易协定》", Kind.TREATY),
    ("中国和巴基斯坦发表联合声明", Kind.OTHER),
    ("中巴签署自由贸易协定", Kind.OTHER),
    ("关于修订两国政府签署的协定的议定书", Kind.TREATY),
    ("周恩来总理和阿里总理会谈公报", Kind.JOINT_COMMUNIQUE),
    ("王毅谈中巴联合声明", Kind.OTHER),
    ("就中巴联合声明答记者问", Kind.OTHER),
    ("中巴自由贸易协定谈判取得进展", Kind.OTHER),
    ("政府工作报告", Kind.OTHER),
    ("讲话内容丰富", Kind.OTHER),
    ("", Kind.OTHER),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_kind_by_title(title: str, kind: Kind) -> None:
    assert kind_of(title, SENTENCES, [None] * 4, has_lead=False, on_page=False) is kind


@pytest.mark.parametrize(
    ("title", "paragraphs", "labels", "has_lead", "on_page", "kind"),
    [
        pytest.param("中巴会谈", SENTENCES, [None] * 4, False, True, Kind.NEWS, id="a page with a day"),
        pytest.param(TITLE, SENTENCES, [None] * 4, False, True, Kind.JOINT_STATEMENT, id="a statement on a page"),
        pytest.param(TITLE, [REPORT, DIGEST], [None] * 2, False, True, Kind.NEWS, id="a digest under its title"),
        pytest.param(
            TITLE, ["2月4日，两国发表联合声明。", DIGEST], [None] * 2, False, True, Kind.NEWS, id="a digest without marker"
        ),
        pytest.param(TITLE, [REPORT, *SENTENCES], [None] * 5, True, True, Kind.JOINT_STATEMENT, id="full text after a lead"),
        pytest.param(
            "外交部发布立场文件", [REPORT, *SENTENCES], [None, "一", "二", "三", "四"], False, True, Kind.OTHER,
            id="a numbered document in a broadcast",
        ),
        pytest.param(
            "国内快讯", [REPORT, *SENTENCES], [None, "一", None, None, "二"], False, True, Kind.NEWS,
            id="a broadcast with some labels",
        ),
        pytest.param(
            "国内快讯", [REPORT, *SENTENCES], [None, "一", "三", "五", "五"], False, True, Kind.NEWS,
            id="a broadcast with labels out of sequence",
        ),
        pytest.param(
            "国家主席发表新年贺词", ["同志们，朋友们：", *SENTENCES], [None] * 5, False, True, Kind.SPEECH, id="wishes in full"
        ),
        pytest.param(
            "2020年1月7日外交部发言人耿爽主持例行记者会", ["问：中方有何评论？", "答：中方支持。"], [None] * 2, False, False,
            Kind.NEWS, id="a press conference",
        ),
        pytest.param("1月7日问答", ["问：中方有何评论？", "答：中方支持。"], [None] * 2, False, False, Kind.NEWS, id="answers"),
        pytest.param(
            "在欢迎仪式上的致辞", ["尊敬的总统先生，", *SENTENCES], [None] * 5, False, True, Kind.SPEECH, id="a salutation"
        ),
        pytest.param(
            "习近平在开幕式上发表重要讲话", ["11月4日，会议开幕。"], [None], False, True, Kind.NEWS, id="news of a speech"
        ),
        pytest.param(
            "习近平在开幕式上的讲话引发热议", ["各位专家表示赞赏。"], [None], False, True, Kind.NEWS, id="news about a speech"
        ),
        pytest.param("", ["新华社河内11月12日电 双方会谈。"], [None], False, False, Kind.NEWS, id="an agency"),
        pytest.param("", ["RIVERTON, Feb. 4 (Xinhua) -- Talks were held."], [None], False, False, Kind.NEWS, id="a dateline"),
        pytest.param("", ["Riverton, 10 April 2025: Talks were held."], [None], False, False, Kind.NEWS, id="a day first"),
        pytest.param("", ["Riverton, on 10 April 2025, was host."], [None], False, False, Kind.OTHER, id="no dateline"),
        pytest.param("", [], [], False, False, Kind.OTHER, id="nothing"),
    ],
)  # fmt: skip
def test_kind_by_text(
    title: str,
    paragraphs: list[str],
    labels: list[str | None],
    has_lead: bool,
    on_page: bool,
    kind: Kind,
) -> None:
    assert kind_of(title, paragraphs, labels, has_lead=has_lead, on_page=on_page) is kind


def test_the_full_text_after_an_agencys_lead_is_the_statement() -> None:
    text = f"新华社伊斯兰堡4月20日电 两国发表联合声明，全文如下：\n{TITLE}\n（2015年4月20日，伊斯兰堡）\n" + "\n".join(
        SENTENCES
    )
    assert statement_in(text).kind is Kind.JOINT_STATEMENT


def test_the_statement_that_a_page_reports_and_prints_names_kind_and_parties() -> None:
    body = f"新华社4月20日电 两国发表联合声明。全文如下：\n\n{TITLE}\n\n（2015年4月20日，伊斯兰堡）\n\n" + "\n\n".join(
        SENTENCES
    )
    found = statement_in(f"---\ntitle: 中国和巴基斯坦发表联合声明\ndate: 2015-04-21\n---\n\n{body}", name="x.md")
    assert (found.kind, found.title) == (Kind.JOINT_STATEMENT, "中国和巴基斯坦发表联合声明")
    assert found.parties == ("中华人民共和国", "巴基斯坦伊斯兰共和国")


def test_a_treaty_has_the_day_of_its_last_article_and_other_kinds_have_not() -> None:
    body = "\n".join([*SENTENCES, "本条约于二〇〇五年四月五日在伊斯兰堡签订，一式两份。"])
    treaty = statement_in(f"中华人民共和国和巴基斯坦伊斯兰共和国睦邻友好合作条约\n{body}")
    assert (str(treaty.date), treaty.place) == ("2005-04-05", "伊斯兰堡")
    assert statement_in(f"{TITLE}\n{body}").date is None


NAMED = [
    ("某组织第二十届委员会第三次全体会议公报", Kind.COMMUNIQUE),
    ("上海合作组织成员国元首理事会撒马尔罕宣言", Kind.DECLARATION),
    ("甲乙人权宣言", Kind.DECLARATION),
    ("联合国宪章", Kind.TREATY),
    ("外交部声明", Kind.STATEMENT),
    ("中巴联合新闻稿", Kind.PRESS_COMMUNIQUE),
    ("落实联合宣言的行动计划（2021－2025）", Kind.ACTION_PLAN),
    ("甲地区发展规划纲要", Kind.ACTION_PLAN),
    ("中国和甲国外长会谈纪要", Kind.MEMORANDUM),
    ("中华人民共和国缔结条约程序法", Kind.LAW),
    ("关于加强合作的决议", Kind.LAW),
    ("致第六届论坛的贺信", Kind.LETTER),
    ("给青年学生的一封信", Kind.LETTER),
    ("行政長官會見傳媒談話內容", Kind.SPEECH),
    ("行政長官在論壇上的演辭", Kind.SPEECH),
    ("反对劫持人质国际公约", Kind.TREATY),
    ("不扩散核武器条约", Kind.TREATY),
    ("中俄关于反对霸权、支持多边主义的联合声明", Kind.JOINT_STATEMENT),
    ("關於修訂自由貿易協定的議定書", Kind.TREATY),
]

TOLD = [
    "甲国外交部称暂停与乙国的移交逃犯协定",
    "多国反对甲乙联合声明",
    "美国宣布退出中导条约",
    "甲国议会批准自由贸易协定",
    "英方敦促甲方遵守联合声明",
    "甲国拒绝续签谅解备忘录",
    "多國反對甲乙聯合聲明",
    "两国将签署自由贸易协定",
    "习近平致信祝贺论坛开幕",
    "代表热议政府工作报告",
    "外长想到一个办法",
]


@pytest.mark.parametrize(("title", "kind"), NAMED)
def test_a_title_that_names_a_document_has_its_kind(title: str, kind: Kind) -> None:
    assert kind_of(title, SENTENCES, [None] * 4, has_lead=False, on_page=True) is kind


@pytest.mark.parametrize("title", TOLD)
def test_a_title_that_tells_of_a_document_is_news(title: str) -> None:
    assert kind_of(title, SENTENCES, [None] * 4, has_lead=False, on_page=True) is Kind.NEWS


FULL = [
    pytest.param([REPORT, "双方回顾历程，声明如下：", *SENTENCES[:2]], [None, None, "一", "二"], Kind.JOINT_STATEMENT, id="as follows"),
    pytest.param([REPORT, *SENTENCES[:2]], [None, "一", "二"], Kind.JOINT_STATEMENT, id="numbered paragraphs"),
    pytest.param([REPORT, DIGEST, *SENTENCES[:2]], [None, None, "一", "二"], Kind.NEWS, id="a digest with numbers"),
    pytest.param([REPORT, *SENTENCES[:2]], [None, "二", "三"], Kind.NEWS, id="some numbers"),
    pytest.param([REPORT, *SENTENCES[:2]], [None, None, None], Kind.NEWS, id="a report"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "labels", "kind"), FULL)
def test_a_broadcasters_opening_before_the_whole_statement_leaves_it_one(
    paragraphs: list[str], labels: list[str | None], kind: Kind
) -> None:
    assert kind_of(TITLE, paragraphs, labels, has_lead=False, on_page=True) is kind


def test_a_misprint_in_the_title_does_not_hide_the_kind_that_the_lead_says() -> None:
    title = TITLE.replace("声明", "联明")
    found = statement_in(f"{title}\n2003年11月5日，两国发表联合声明。全文如下：\n" + "\n".join(SENTENCES))
    assert (found.title, found.kind, found.paragraph_count) == (title, Kind.JOINT_STATEMENT, len(SENTENCES))


def test_a_speech_is_one_by_its_subtitle() -> None:
    head = "携手推进合作\n——在论坛开幕式上的演讲\n（2017年5月14日，北京）\n中华人民共和国主席　某某"
    found = statement_in(f"{head}\n尊敬的各位来宾，\n" + "\n".join(SENTENCES))
    assert (found.kind, found.title, found.place) == (Kind.SPEECH, "携手推进合作", "北京")
    assert [each.text for each in found.paragraphs] == ["尊敬的各位来宾，", *SENTENCES]

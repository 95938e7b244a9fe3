"""The parties of a title and their countries, and whom 巴方 means."""

from __future__ import annotations

import pytest

from indexer.structure.countries import code_of
from indexer.structure.parties import parties_in
from search.model import Speaker
from tests.indexer.structure.readings import statement_in

TITLES = [
    ("关于中华人民共和国政府和未国政府建立外交关系的联合公报", ("中华人民共和国政府", "未国政府")),
    ("俄罗斯联邦和美利坚合众国关于战略稳定的联合声明", ("俄罗斯联邦", "美利坚合众国")),
    ("法国和德国关于文化合作的协定", ("法国", "德国")),
    ("欧洲联盟和中华人民共和国联合声明", ("欧洲联盟", "中华人民共和国")),
    ("中国和东盟联合声明", ("中国", "东盟")),
    ("上海合作组织和独立国家联合体谅解备忘录", ("上海合作组织", "独立国家联合体")),
    ("中华人民共和国和日本国和平友好条约", ("中华人民共和国", "日本国")),
    ("中華人民共和國政府和日本國政府聯合聲明", ("中華人民共和國政府", "日本國政府")),
    ("甲国同乙国关于建交30周年的联合声明", ("甲国", "乙国")),
    ("巴西和中国联合公报", ("巴西", "中国")),
    (
        "Joint Statement between the People's Republic of China and the Islamic Republic of Pakistan on Trade",
        ("People's Republic of China", "Islamic Republic of Pakistan"),
    ),
    ("Treaty of Friendship between Alphaland and Betaland", ("Alphaland", "Betaland")),
    ("China-Pakistan Joint Statement", ("China", "Pakistan")),
    (
        "Joint Communique of the Republic of India, the Russian Federation and the People's Republic of China",
        ("Republic of India", "Russian Federation", "People's Republic of China"),
    ),
    (
        "TREATY OF AMITY BETWEEN THE PEOPLE'S REPUBLIC OF CHINA AND THE ISLAMIC REPUBLIC OF PAKISTAN",
        ("PEOPLE'S REPUBLIC OF CHINA", "ISLAMIC REPUBLIC OF PAKISTAN"),
    ),
    ("甲国、乙国、丙国三方外长对话联合声明", ("甲国", "乙国", "丙国")),
    ("中国、俄罗斯和印度三国外长会晤联合公报", ("中国", "俄罗斯", "印度")),
    ("关于修订《甲国政府和乙国政府自由贸易协定》的议定书", ("甲国政府", "乙国政府")),
    ("第二十一次中国－欧盟领导人会晤联合声明", ("中国", "欧盟")),
    ("中国—东盟全面战略伙伴关系行动计划", ("中国", "东盟")),
    ("中国－海湾阿拉伯国家合作委员会峰会联合声明", ("中国", "海湾阿拉伯国家合作委员会")),
    ("中日关于加强合作的联合声明", ("中", "日")),
    ("中俄總理第二十次定期會晤聯合公報", ("中", "俄")),
    ("中日韩领导人会议联合声明", ("中", "日", "韩")),
    ("中巴联合声明", ()),
    ("中老年人权益国际公约", ()),
    ("Declaration of Rights and Duties", ()),
    ("在和平与发展大会上的讲话", ()),
]


@pytest.mark.parametrize(("title", "parties"), TITLES)
def test_parties_of_any_two_or_more_states_or_bodies(title: str, parties: tuple[str, ...]) -> None:
    assert parties_in(title) == parties


COUNTRIES = [
    ("中华人民共和国", "CN"), ("中国", "CN"), ("中華人民共和國政府", "CN"), ("巴基斯坦伊斯兰共和国", "PK"), ("阿拉伯联合酋长国", "AE"),
    ("俄罗斯联邦", "RU"), ("美利坚合众国", "US"), ("大不列颠及北爱尔兰联合王国", "GB"), ("法兰西共和国", "FR"), ("德意志联邦共和国", "DE"),
    ("大韩民国", "KR"), ("朝鲜民主主义人民共和国", "KP"), ("日本国", "JP"), ("泰王国", "TH"), ("沙特阿拉伯王国", "SA"),
    ("伊朗伊斯兰共和国", "IR"), ("阿拉伯埃及共和国", "EG"), ("巴西联邦共和国", "BR"), ("巴勒斯坦国", "PS"), ("苏丹共和国", "SD"),
    ("南苏丹共和国", "SS"), ("刚果民主共和国", "CD"), ("刚果共和国", "CG"), ("多米尼加共和国", "DO"), ("几内亚比绍共和国", "GW"),
    ("斯里兰卡民主社会主义共和国", "LK"), ("尼泊尔联邦民主共和国", "NP"), ("哈萨克斯坦共和国", "KZ"), ("瑞士联邦", "CH"),
    ("People's Republic of China", "CN"), ("Islamic Republic of Pakistan", "PK"), ("the Russian Federation", "RU"),
    ("Government of the Republic of Korea", "KR"), ("United States of America", "US"), ("Kingdom of Saudi Arabia", "SA"),
    ("Japan", "JP"), ("甲国", None), ("上海合作组织", None), ("欧洲联盟", None), ("Alphaland", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_the_code_of_a_country(name: str, code: str | None) -> None:
    assert code_of(name) == code


def test_a_statement_has_its_parties_with_their_codes() -> None:
    found = statement_in("中华人民共和国和上海合作组织联合声明\n（2024年3月5日，北京）\n\n一、双方同意合作。")
    assert [(each.name, each.code) for each in found.coded_parties] == [
        ("中华人民共和国", "CN"),
        ("上海合作组织", None),
    ]
    assert tuple(each.name for each in found.coded_parties) == found.parties


BA = [
    ("中华人民共和国和巴基斯坦伊斯兰共和国联合声明", Speaker.PAKISTAN),
    ("中华人民共和国和巴勒斯坦国联合声明", Speaker.OTHER),
    ("中华人民共和国和巴西联邦共和国联合声明", Speaker.OTHER),
    ("中华人民共和国和巴拿马共和国联合公报", Speaker.OTHER),
    ("中華人民共和國和巴林王國聯合聲明", Speaker.OTHER),
    ("中华人民共和国和俄罗斯联邦联合声明", Speaker.OTHER),
    ("在和平大会上的讲话", Speaker.PAKISTAN),
]


@pytest.mark.parametrize(("title", "speaker"), BA)
def test_whom_ba_means_the_parties_say(title: str, speaker: Speaker) -> None:
    found = statement_in(f"{title}\n（2024年3月5日，北京）\n\n一、巴方坚定奉行一个中国原则。\n\n二、中方支持巴方。")
    assert [each.speakers for each in found.paragraphs] == [(speaker,), (Speaker.CHINA,)]


def test_without_parties_the_country_that_is_named_is_meant() -> None:
    found = statement_in("外长会谈纪要\n\n中国外长会见巴西外长。\n\n巴方表示支持多边主义。")
    assert found.paragraphs[1].speakers == (Speaker.OTHER,)

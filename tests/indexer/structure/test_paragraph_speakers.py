"""Who speaks, by an analyst's reading of the documents of seeds/."""

from __future__ import annotations

import pytest

from indexer.structure.paragraph_speakers import Leaders, SpeakingParties, leaders_in, speakers_in
from search.model import Speaker

BOTH, CHINA, PAKISTAN, OTHER = (Speaker.BOTH,), (Speaker.CHINA,), (Speaker.PAKISTAN,), (Speaker.OTHER,)

INTRODUCTIONS = [
    "应巴基斯坦伊斯兰共和国总统马姆努恩·侯赛因和总理穆罕默德·纳瓦兹·谢里夫邀请，中华人民共和国主席习近平于2015年4月20日访问。",
    "应中华人民共和国国务院总理李克强邀请，巴基斯坦伊斯兰共和国总理伊姆兰·汗于2018年11月2至5日对中国进行首次正式访问。",
    "应中华人民共和国主席习近平邀请，巴基斯坦伊斯兰共和国总统阿里夫·阿尔维于3月16日至17日对中国进行访问。",
    "商务部副部长任鸿斌与巴基斯坦经济事务部部长奥马尔·阿尤布·汗以视频方式共同主持召开会议。",
]

CLAUSES = [
    # 2015
    ("双方一致同意将中巴战略合作伙伴关系提升为全天候战略合作伙伴关系，不断深化中巴命运共同体内涵。", BOTH),
    ("两国领导人满意地回顾了中巴关系发展历程和近年来取得的积极进展，强调中巴关系具有更加重要的战略意义。", BOTH),
    ("中方重申，始终把中巴关系置于外交优先方向，感谢巴方在涉及中方核心利益问题上一贯给予坚定支持。", CHINA),
    ("中方赞赏巴基斯坦通过和平方式解决同邻国之间问题的努力。", CHINA),
    ("中巴友谊与合作符合两国和两国人民的根本利益，也有助于地区和世界和平、稳定与发展。", ()),
    ("巴方表示，对华友好是巴基斯坦外交政策的基石。", PAKISTAN),
    ("巴方将毫不动摇地奉行一个中国政策，支持中方维护国家主权和领土完整。", PAKISTAN),
    ("巴方欢迎中方设立丝路基金并将该基金用于中巴经济走廊相关项目。", PAKISTAN),
    ("丝路基金宣布入股三峡南亚公司，与长江三峡集团等机构联合开发巴基斯坦卡洛特水电站等清洁能源项目。", OTHER),
    ("双方对双边贸易额不断增长并突破150亿美元感到满意，同意将继续努力。", BOTH),
    ("中方将于2015年为南亚国家举办海洋科技研讨班，巴方表示将积极参与。", (*CHINA, *PAKISTAN)),
    ("中方宣布在伊斯兰堡设立中国文化中心，巴方对此表示欢迎。", (*CHINA, *PAKISTAN)),
    ("双方认为，中巴两国安全利益息息相关，愿积极践行亚洲安全观。", BOTH),
    ("中方积极支持巴早日成为上海合作组织正式成员。", CHINA),
    ("中巴两国支持国际社会以此为契机，举办纪念活动。", BOTH),
    ("双方愿携手努力，促进南亚各国共享和平、共促发展、共谋合作。", BOTH),
    ("两国同意加强在阿富汗问题上的合作，支持“阿人所有，阿人主导”的阿富汗和平与和解进程。", BOTH),
    ("习近平主席感谢巴基斯坦政府和人民的热情接待，并邀请侯赛因总统再次访问中国。", CHINA),
    ("侯赛因总统愉快地接受了邀请。", PAKISTAN),
    ("丝路基金愿积极扩展中巴经济走廊框架下的其他项目投融资机会。", OTHER),
    # 2018
    ("两国领导人在热情友好、相互理解与信任的气氛中，就共同关心的问题深入交换意见。", BOTH),
    ("中巴友谊与合作符合两国和两国人民根本利益，有利于地区和世界的和平、稳定与发展。", ()),
    ("巴方强调，巴中关系是巴外交政策基石，感谢中国政府和人民对巴经济发展提供的大力支持。", PAKISTAN),
    ("伊姆兰·汗总理赞赏习近平主席提出的“一带一路”倡议。", PAKISTAN),
    ("作为“一带一路”的标志性项目，中巴经济走廊的快速发展，为“一带一路”合作发挥了重要作用。", ()),
    ("巴方赞赏参与巴基斯坦境内经济项目的中方人员作出的巨大贡献。", PAKISTAN),
    ("中国是巴基斯坦学生重要的留学目的地国，约有25000名巴基斯坦留学生在华学习。", ()),
    ("作为联合国维和行动的重要出兵国，中巴双方同意加强维和行动政策协调。", BOTH),
    ("各国应促进合作和可持续安全，避免发展针对第三方的国家关系。", ()),
    ("双方呼吁各方信守各自承诺，通过对话解决相关问题。", BOTH),
    ("访问期间，双方签署了15份双边合作协议和谅解备忘录。", BOTH),
    ("伊姆兰总理感谢中国政府和人民的热情接待。", PAKISTAN),
    # 2020
    ("中巴友好关系领域广、程度深，两国素有同舟共济、患难与共的良好传统。", BOTH),
    ("阿尔维总统高度赞赏中国为控制疫情传播所作不懈努力，相信中国人民必将战胜疫情。", PAKISTAN),
    ("中国领导人强调，将继续尽最大努力确保在华巴基斯坦公民的生命安全。", CHINA),
    ("习近平主席赞赏阿尔维总统在此重要时刻访华，感谢巴方给予的支持。", CHINA),
    ("中国疫情防控工作已经取得重大积极进展，必将赢得这场人民战争的最终胜利。", ()),
    ("中方表示密切关注当前局势，重申克什米尔问题是历史遗留下来的争议。", CHINA),
    ("巴方向中方介绍了形势最新发展，包括巴方关切、立场和当前面临的紧迫问题。", PAKISTAN),
    ("双方一致认为，阿富汗各方应当抓住历史机遇，共同努力实现和平。", BOTH),
    # 2021
    ("任鸿斌表示，近年来，在两国领导人的战略引领和亲自推动下，不断丰富中巴经贸合作内涵。", CHINA),
    ("奥马尔表示，中巴友谊源远流长。", PAKISTAN),
    ("中方愿以建交70周年为契机，与巴方深入对接发展战略。", CHINA),
    ("感谢中方为巴抗击新冠肺炎疫情提供慷慨援助，希望双方继续加强抗疫合作。", ()),
    ("造福两国人民。", ()),
]


@pytest.mark.parametrize(("clause", "speakers"), CLAUSES)
def test_speakers(clause: str, speakers: tuple[Speaker, ...]) -> None:
    assert speakers_in(clause, leaders_in(INTRODUCTIONS)) == speakers


@pytest.mark.parametrize(
    ("clause", "speakers"),
    [
        ("两国人民传统友谊源远流长。", ()),
        ("两国关系不断发展。", ()),
        ("俄方支持上述倡议。", OTHER),
        ("美国方面声明，各国应当平等相待。", OTHER),
        ("中国方面重申自己的立场。", CHINA),
        ("联合王国政府声明：将继续合作。", OTHER),
        ("中华人民共和国政府和大不列颠及北爱尔兰联合王国政府满意地回顾了两国关系。", BOTH),
        ("联合声明指出，合作前景广阔。", ()),
        ("巴基斯坦方面重申自己的立场。", PAKISTAN),
        ("两国方面支持上述倡议。", BOTH),
        ("各方支持上述倡议。", ()),
        ("地方合作不断发展。", ()),
        ("南方各省市积极参与。", ()),
        ("中国坚持改革开放。", CHINA),
        ("巴基斯坦坚定支持一个中国原则。", PAKISTAN),
        ("中国和巴基斯坦一致同意加强合作。", BOTH),
        ("一致认为合作前景广阔。", ()),
        ("", ()),
    ],
)
def test_speakers_of_whom_nobody_has_heard(clause: str, speakers: tuple[Speaker, ...]) -> None:
    assert speakers_in(clause, Leaders()) == speakers


def test_speakers_have_one_order() -> None:
    assert speakers_in("成员国强调合作。丝路基金宣布入股。巴方表示欢迎。中方愿参与。双方同意。", Leaders()) == tuple(
        Speaker
    )


def test_thanks_carry_on_the_subject_before_them() -> None:
    assert speakers_in("奥马尔表示，友谊源远流长。感谢中方提供援助。", leaders_in(INTRODUCTIONS)) == PAKISTAN


def test_a_member_of_the_state_council_speaks_for_china() -> None:
    opening = "11月5日，国务委员兼外交部长李小明在北京会见卡塔尔首相兼外交大臣阿里。"
    leaders = leaders_in([opening])
    assert speakers_in("李小明说，两国关系发展迅速。", leaders) == (Speaker.CHINA,)
    assert speakers_in("阿里表示，愿加强合作。", leaders) == (Speaker.OTHER,)


TWO = SpeakingParties(names=("寅国",), count=2)
SIX = SpeakingParties(names=("甲国", "乙国", "哈里斯坦"), count=6)
ALL = (Speaker.ALL,)

OF_PARTIES = [
    ("双方欢迎在访问期间由两国主管部门共同举行的商务论坛。", TWO, BOTH),
    ("访问期间，双方签署了文件。", TWO, BOTH),
    ("寅国赞赏中方在减贫方面的努力，反对外部干涉。", TWO, OTHER),
    ("寅国政府坚定奉行一个中国原则。", TWO, OTHER),
    ("寅国的发展道路值得尊重。", TWO, ()),
    ("王储就受到的热情接待表示感谢。", TWO, OTHER),
    ("各方重申维护多边贸易体制。", TWO, BOTH),
    ("各方强调多边主义的重要性。", SIX, ALL),
    ("与会各方一致同意建立秘书处。", SIX, ALL),
    ("各代表团团长指出，应加强合作。", SIX, ALL),
    ("成员国重申恪守宪章。", SIX, ALL),
    ("成员国之间的贸易不断增长。", SIX, ()),
    ("六国决心加强合作。", SIX, ALL),
    ("双方同意继续磋商。", SIX, ALL),
    ("中亚国家重申坚定奉行一个中国政策。", SIX, OTHER),
    ("哈里斯坦支持中方的倡议。", SIX, OTHER),
    ("各国应促进合作和可持续安全。", SIX, ()),
]


@pytest.mark.parametrize(("text", "parties", "expected"), OF_PARTIES)
def test_the_parties_of_the_document_speak(text: str, parties: SpeakingParties, expected: tuple[Speaker, ...]) -> None:
    assert speakers_in(text, Leaders(), parties) == expected

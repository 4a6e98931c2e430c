"""Names that the dictionary would cut, told by where a title and its text have them, and what leads to a name."""

from __future__ import annotations

import pytest

from numfacts import Extractor
from numfacts.linking.names.edges import behind_lead
from numfacts.linking.names.recurring import recurring, trade_names
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.segment import Segment
from numfacts.vocabulary.shapes import Shapes
from numfacts.vocabulary.tokens import INTRODUCED, Token

TAGGED = Segment().tagged
RULES = Extractor().rules
SHAPES = Shapes(RULES.of(ShapesFile), RULES.of(GroupsFile))


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("快脚的销量上升。快脚，去年占三成。", "快脚销量上升", ["快脚"]),
        ("护绿达目前有车90辆。护绿达，还将扩能。", "青屿拟收购护绿达股权", ["护绿达"]),
        ("护绿达目前有车90辆。", "青屿拟收购护绿达股权", []),  # too seldom
        ("护绿达目前有车90辆。护绿达，还将扩能。", "青屿拟收购股权", []),  # not in the title
        ("青屿的护绿达有车90辆。林海的护绿达，还将扩能。", "护绿达将扩能", []),  # begins no clause
        ("护绿达目前有车90辆。护绿达目前将扩能。", "护绿达目前将扩能", []),  # a part of what is always longer
        ("拿地放缓。拿地，少了三成。", "拿地放缓", []),  # a verb and its object
        ("银行放缓。银行，少了三成。", "银行放缓", []),  # a word
        ("仓库放缓。仓库，少了三成。木仓放缓，木仓，木仓。", "木仓放缓", []),  # nouns are cut into no other words
        ("已绿达放缓。已绿达，少了三成。", "已绿达放缓", []),
        ("护绿已放缓。护绿已，少了三成。", "护绿已放缓", []),
    ],
)
def test_a_name_recurs_in_title_and_text(text: str, title: str, expected: list[str]) -> None:
    assert list(recurring(text, title, [], TAGGED, SHAPES)) == expected


def test_a_word_of_the_rules_is_no_part_of_a_name() -> None:
    text = "护绿达目前有车90辆。护绿达，还将扩能。"
    assert list(recurring(text, "护绿达将扩能", [Token("M", 1, 3, INTRODUCED)], TAGGED, SHAPES)) == []
    assert list(recurring(text, "护绿达将扩能", [Token("M", 3, 5, INTRODUCED)], TAGGED, SHAPES)) == ["护绿达"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("零售股走弱，再湛医药跌7%", ["再湛医药"]),
        ("该所再建医药园", []),  # 建 is a word
    ],
)
def test_trade_names_begin_with_what_seems_a_verb(text: str, expected: list[str]) -> None:
    assert list(trade_names(f"\n{text}", TAGGED, SHAPES)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云杉投资在青屿股份", "青屿股份"),
        ("联合能源集团", "联合能源集团"),  # a verb begins it
        ("和记电讯香港", "和记电讯香港"),
        ("合景泰富集团", "合景泰富集团"),
        ("为安科技", "为安科技"),  # no longer than most names
    ],
)
def test_what_leads_to_a_name_is_no_part_of_it(name: str, expected: str) -> None:
    assert behind_lead(name, TAGGED) == expected

"""The names of clauses: what is read as one, of which kind, and what is left out; the names a text introduces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.document import Document
from numfacts.linking.names.cast import Cast
from numfacts.linking.reading import Reading
from numfacts.linking.subjects.names import Name, NameReader
from numfacts.pipeline import Extractor, countries_abroad, places_of
from numfacts.records import Span
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.segment import Segment
from numfacts.vocabulary.shapes import Shapes
from numfacts.vocabulary.tokens import INTRODUCED, PROPER

RULES = load_rules()
SHAPES = Shapes(RULES.of(ShapesFile), RULES.of(GroupsFile))
CAST = Cast(SHAPES, places_of(RULES), countries_abroad(RULES), Segment().tagged)
READER = NameReader(SHAPES, CAST)
EXTRACTOR = Extractor()
PIECES = [
    "云杉科技", "青屿集团", "子公司", "股东", "董事长", "上海", "全球", "公司", "该项目", "营收", "5亿元", "20%",
    "公告", "表示", "据", "在", "对", "占", "等", "的", "最大的", "、", "，", "；", "：", "（", "）", "包括", "每",
]  # fmt: skip


NO_SOURCE = Span(0, 0)


def read(text: str, source: Span = NO_SOURCE) -> list[Name]:
    """The names of the first clause of a text up to its first quantity."""
    document = EXTRACTOR.process(Document("", text))
    sentence, tokens = document.sentences[0], document.mentions[0]
    reading = Reading.of(document.normalized, sentence.start, sentence.end, tokens, SHAPES)
    index = reading.codes.index("Q")
    return READER.read(reading, reading.clause_start(index), index, source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云杉科技公司营收5亿元。", [("云杉科技公司", "name")]),
        ("上海出口5亿元。", [("上海", "place")]),
        ("软件产品收入5亿元。", [("软件产品", "noun")]),
        ("公司营收5亿元。", [("公司", "pronoun")]),
        ("公司子公司青屿集团营收5亿元。", [("公司", "pronoun"), ("青屿集团", "name")]),
        ("在上海，青屿集团营收5亿元。", [("青屿集团", "name")]),
        ("青屿集团对上海投资5亿元。", [("青屿集团", "name")]),
        ("全球最大的青屿集团营收5亿元。", [("青屿集团", "name")]),
        ("青屿集团、远岚集团等35家公司停业。", []),
        ("每人消费5亿元。", []),
        ("通知书收入5亿元。", [("通知书", "noun")]),
        ("绿氢收入5亿元。", [("绿氢", "noun")]),
        ("青屿集团质押股份占云杉集团股本的20%。", [("青屿集团", "name")]),
    ],
)
def test_names_are_read_by_their_kind_and_what_governs_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.mention.text, name.kind) for name in read(text)] == expected


def test_a_name_behind_a_relation_is_related_and_a_source_is_none() -> None:
    related = read("公司子公司青屿集团营收5亿元。")[-1]
    assert (related.mention.text, related.related, related.sure) == ("青屿集团", True, True)
    assert read("青屿集团营收5亿元。", Span(0, 4)) == []


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("云杉科技(600123.SH)公告。", None, ["云杉科技"]),
        ("云杉饮食(4.680,-0.05,-1.06%)发布报告。", None, ["云杉饮食"]),
        ("远岚市青屿物流有限公司（以下简称“青屿物流”）。", None, ["远岚市青屿物流有限公司", "青屿物流"]),
        ("公司子公司北桥云帆有限公司中标。", None, ["北桥云帆有限公司"]),
        ("净利增长。", "云杉科技：净利增长", ["云杉科技"]),
        ("海关总署公布数据。", None, []),
        ("上海公布数据。", None, []),
        ("工作方案（2025）。", None, []),
    ],
)
def test_a_text_introduces_names(text: str, title: str | None, expected: list[str]) -> None:
    document = EXTRACTOR.process(Document("", text, title))
    names = CAST.names(document)
    assert list(names) == sorted(expected, key=lambda name: (-len(name), name))
    assert set(names.values()) <= {INTRODUCED}


def test_a_name_that_recurs_is_not_yet_introduced() -> None:
    document = EXTRACTOR.process(Document("", "护绿达目前有车90辆。护绿达，还将扩能。", "青屿拟收购护绿达股权"))
    assert CAST.names(document) == {"护绿达": PROPER}


@pytest.mark.parametrize(
    ("name", "expected"), [("德国联邦政府", "德国"), ("汤加政府", "汤加"), ("中国银行", None), ("云杉科技", None)]
)
def test_an_authority_has_a_place(name: str, expected: str | None) -> None:
    assert CAST.place_of(name) == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_names_are_slices_in_order_without_overlaps(text: str) -> None:
    document = EXTRACTOR.process(Document("", text))
    for sentence, tokens in zip(document.sentences, document.mentions, strict=True):
        reading = Reading.of(document.normalized, sentence.start, sentence.end, tokens, SHAPES)
        end = sentence.start
        for name in READER.read(reading, 0, len(tokens), NO_SOURCE):
            mention = name.mention
            assert mention.start is not None
            assert mention.end is not None
            assert end <= mention.start < mention.end <= sentence.end
            assert document.normalized[mention.start : mention.end] == mention.text
            end = mention.end

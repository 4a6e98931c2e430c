"""Script and width: what is folded, what is kept, and that every range finds its way back."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import get_args

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.normalize import Normalize, Script, canonical, normalize

SCRIPTS: tuple[Script, ...] = get_args(Script)

# Written for this test: Taiwanese terms that grow or shrink, and every kind of character that could shift an offset.
PIECES = [
    "營收", "淨虧損", "億", "元", "记者", "着", "著", "著作", "顯著", "於", "於是", "兩", "余", "餘", "衞", "裏", "枱",
    "記憶體", "程式", "程式碼", "網際網路", "資料庫", "埠", "滑鼠", "軟體", "伺服器", "乙太網路", "巨集", "B型肝炎",
    "12.5%", "１２．５％", "3,000", "３，０００", "￥", "（", "）", "：", "\u3000", " ", "\r\n", "\n", "\t",
    "\u200b", "\ufeff", "\u00ad", "\u2060", "\ufe0f", "\U0001f4c8", "\U00020000", "e\u0301", "a\u0308", "\uf90a",
    "\u2f00", "\x00", "○", "二○二五", "·", "‧", "abc", "-", "。",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("營收１．５億元", "营收1.5亿元"),
        ("（同比＋３％）：上升；！？", "(同比+3%):上升;!?"),
        ("３，０００元，￥５", "3,000元，¥5"),
        ("共12，345．6股，3，20", "共12,345.6股，3，20"),
        ("３，２０５，８７１頁與4，310萬美元", "3,205,871页与4,310万美元"),
        ("各120，300人，1，200，30股", "各120，300人，1，200，30股"),
        ("８﹒５％，乙﹒丙", "8.5%，乙·丙"),
        ("二○二五年，陳○○", "二〇二五年，陈○○"),
        ("5％～8％，5–8，−3", "5%~8%，5-8，-3"),
        ("甲——乙―丙", "甲——乙—丙"),
        ("港元‧下同", "港元·下同"),
        ("the world’s", "the world's"),
        ("一\u3000二\u00a0三\u2009四", "一 二 三 四"),
        ("1\u200b2\ufeff3\u00ad4", "1234"),
        ("甲\r\n乙\r丙\u2028丁\x00戊\r\n", "甲\n乙\n丙\n丁 戊\n"),
        ("a\r\n\r\nb\n\r", "a\n\nb\n\n"),
        ("e\u0301\U0001f600\U00020000", "e\u0301\U0001f600\U00020000"),
        ("隨著顯著增長，看着著作", "随着显著增长，看着著作"),
        ("漲三成，當中外籍人員佔一成；當中國企業", "涨三成，当中外籍人员占一成;当中国企业"),
        ("共40人，當中9人", "共40人，其中9人"),
        ("香港衞生署的枱面", "香港卫生署的台面"),
        ("⼀⾦", "一金"),
        ("㎡①Ⅳ℃", "㎡①Ⅳ℃"),
        ("", ""),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert normalize(text)[0] == expected


@pytest.mark.parametrize(
    ("script", "text", "expected"),
    [
        ("none", "營收１億", "營收1億"),
        ("t2s", "記憶體", "记忆体"),
        ("hk2s", "衞生", "卫生"),
        ("tw2s", "隨著", "随着"),
        ("tw2sp", "記憶體5萬個", "内存5万个"),
    ],
)
def test_configurations(script: Script, text: str, expected: str) -> None:
    assert normalize(text, script)[0] == expected


def test_a_conversion_that_changes_lengths_maps_block_by_block() -> None:
    text = "甲\u200b賣記憶體5萬個，乙在埠旁賣網際網路7萬次\n丙寫程式碼9行"
    normalized, alignment = normalize(text, "tw2sp")
    assert normalized == "甲卖内存5万个，乙在端口旁卖互联网7万次\n丙写代码9行"
    for found, written in [
        ("内存", "記憶體"),
        ("内", "記憶體"),
        ("5万个", "5萬個"),
        ("端口", "埠"),
        ("口旁", "埠旁"),
        ("甲卖", "甲\u200b賣"),
        ("互联网7", "網際網路7"),
        ("9行", "9行"),
    ]:
        start = normalized.index(found)
        span = alignment.to_original(start, start + len(found))
        assert text[span.start : span.end] == written


def test_a_long_run_without_marks_is_aligned() -> None:
    text = "記憶體與埠" * 500
    normalized, alignment = normalize(text, "tw2sp")
    assert normalized == "内存与端口" * 500
    assert alignment.to_original(1002, 1003) == (1003, 1004)


@pytest.mark.parametrize("script", SCRIPTS)
@given(text=TEXTS)
def test_every_range_finds_its_way_back(script: Script, text: str) -> None:
    normalized, alignment = normalize(text, script)
    assert (alignment.length, alignment.original_length) == (len(normalized), len(text))
    before = alignment.to_original(0, 0)
    for index, char in enumerate(normalized):
        span = alignment.to_original(index, index + 1)
        assert before.start <= span.start < span.end <= len(text)
        assert before.end <= span.end
        assert span == before or span.start >= before.end
        if char.isascii() and char.isdigit():
            assert unicodedata.normalize("NFKC", text[span.start : span.end]) == char
        before = span
    whole = alignment.to_original(0, len(normalized))
    assert not normalize(text[: whole.start], script)[0]
    assert not normalize(text[whole.end :], script)[0]


@pytest.mark.parametrize("script", SCRIPTS)
@given(text=TEXTS)
def test_normalized_text_is_its_own_canonical_form(script: Script, text: str) -> None:
    normalized = normalize(text, script)[0]
    assert len(canonical(normalized)) == len(normalized)
    assert canonical(normalized) == normalized


def test_t2s_keeps_the_length_of_every_character() -> None:
    text = "\n".join(chr(code) for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF)
    converted = opencc.OpenCC("t2s").convert(text)
    assert [len(char) for char in converted.split("\n")] == [len(char) for char in text.split("\n")]


@pytest.mark.parametrize("config", ["s2t", "s2hk", "s2tw"])
@pytest.mark.parametrize(
    "text",
    [
        "公司上半年营业收入为十二亿三千万元，同比增长百分之五点六",
        "随着销量显著回升，公司于周三发布公告，着手回购余下股份",
        "卫星、台式机、只数、里程、公里、周期、准备金、干散货与后市",
        "据该著名分析师的著作，面粉与面积、征收与象征、复牌与反复、升幅与恒升",
        "截至九月底止三个月，净亏损收窄至约八千余万港元，较去年同期减少两成",
        "约二十余家、三万余吨、四百多只、廿三台、卅二艘、壹佰万元整、叁拾伍万圆",
    ],
)
def test_both_scripts_give_the_same_text(text: str, config: str) -> None:
    traditional = opencc.OpenCC(config).convert(text)
    assert traditional != text
    assert normalize(traditional)[0] == normalize(text)[0]


def test_a_simplified_text_is_left_alone() -> None:
    text = "公司预计上半年净利润约5亿元，着眼于海外市场。"
    normalized, alignment = normalize(text)
    assert normalized == text
    assert alignment.is_identity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上周，\n北桥\n重工(600123)公告，净利润3亿元。", "上周，北桥重工(600123)公告，净利润3亿元。"),
        ("上周公告，公司\n股价\n累计上涨3%，创新高。", "上周公告，公司股价累计上涨3%，创新高。"),
        ("北桥\n（600123）公告，净利润3亿元。", "北桥(600123)公告，净利润3亿元。"),
        ("去年，包括青屿、\n云杉\n、\n北桥\n等盈利下降。", "去年，包括青屿、云杉、北桥等盈利下降。"),
        ("去年盈利下降，\n青屿\n科技\n。", "去年盈利下降，青屿科技。"),
    ],
)
def test_a_linked_word_stands_within_its_sentence(text: str, expected: str) -> None:
    normalized, alignment = normalize(text)
    assert normalized == expected
    found = alignment.to_original(0, len(normalized))
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "去年盈利下降。\n增速放缓\n今年上半年，营收3亿元。",
        "北桥重工:净利润3亿元\n北桥重工\n10月24日公告，营收3亿元。",
        "上周公告，公司\n股价\n  累计上涨3%，创新高。",
        "上周公告，公司股价累计上涨较多\n北桥重工\n这下一段话里没有标点",
        "名单\n北桥\n青屿\n云杉\n",
        "\n北桥",
    ],
)
def test_other_line_ends_stay(text: str) -> None:
    assert normalize(text)[0] == text


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_lone_surrogate_is_refused_with_its_place(script: Script) -> None:
    with pytest.raises(DocumentError, match=r"U\+D83D at offset 3"):
        normalize("國\u200b1\ud83d", script)


def test_an_unknown_script_is_refused() -> None:
    with pytest.raises(ValueError, match="s2t"):
        Normalize("s2t")  # type: ignore[arg-type]


def test_the_stage_fills_what_it_says() -> None:
    document = Normalize()(Document(id="a", text="淨利１億", title="營收"))
    assert (document.normalized, document.normalized_title) == ("净利1亿", "营收")
    assert document.alignment is not None
    assert Normalize.adds == {"normalized", "alignment", "normalized_title"}
    assert Normalize()(Document(id="b", text="a")).normalized_title is None


def test_a_file_in_the_working_directory_is_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from numfacts.normalize import _converter

    (tmp_path / "t2s.json").write_text("not a configuration", "utf-8")
    monkeypatch.chdir(tmp_path)
    _converter.cache_clear()
    assert normalize("國")[0] == "国"

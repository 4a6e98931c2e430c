"""Sentences, clauses and words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from numfacts.document import Document
from numfacts.normalize import normalize, simplified
from numfacts.records import Span
from numfacts.segment import MAX_SENTENCE, Segment, sentences
from numfacts.vocabulary.excerpt import _TOTAL, _dictionary
from numfacts.vocabulary.words import Jieba, RJieba, load_segmenter

TERMS = ["日均调用量", "ev/ebitda", "GLM-9", "首发认购价", "市盈率", "token"]
PIECES = [
    "公司", "净利润", "同比增长", "35.03%", "1,234.5", "9000", "亿元", "，", ",", ", ", "；", ";", "：", ":", "。",
    "!", "?", ".", ". ", "...", "…", "\n", "\r\n", " ", "  ", "(", ")", "“", "”", '"', "'", "【", "】", "、", "Inc.",
    "No. ", "U.S.", "The ", "revenue ", "rose ", "13:45", "https://a.example/b?c=1", "\U0001f600", "e\u0301", "\u200b",
    "\t", "A股", "a",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


def clauses_of(text: str) -> list[list[str]]:
    return [[text[clause.start : clause.end] for clause in sentence.clauses] for sentence in sentences(text)]


def sentences_of(text: str, *boilerplate: str) -> list[str]:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in boilerplate]
    return [text[sentence.start : sentence.end] for sentence in sentences(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲升5%。乙跌3%!丙平?", ["甲升5%。", "乙跌3%!", "丙平?"]),
        ("甲升5%\n\n  乙跌3% \r\n丙平", ["甲升5%", "乙跌3%", "丙平"]),
        ("“甲升了。”乙说。", ["“甲升了。”", "乙说。"]),
        ("“甲升了!”，乙说。", ["“甲升了!”，乙说。"]),
        ("(甲升了。)乙跌了?!丙平", ["(甲升了。)", "乙跌了?!", "丙平"]),
        ("甲升5%;乙跌3%;丙平。", ["甲升5%;乙跌3%;丙平。"]),
        ("It rose 5.5%. It fell.", ["It rose 5.5%.", "It fell."]),
        ("Mr. Roe of Roe Inc. said so.", ["Mr. Roe of Roe Inc. said so."]),
        ("It joined Roe Inc. The deal closed.", ["It joined Roe Inc.", "The deal closed."]),
        ("The U.S. paid J. K. Roe No. 5 on Jan. 3, 2024.", ["The U.S. paid J. K. Roe No. 5 on Jan. 3, 2024."]),
        ('"We grew 5%." He left. (It was 3.) Then', ['"We grew 5%."', "He left.", "(It was 3.)", "Then"]),
        ("1. Sales rose.\n2. Costs fell.", ["1. Sales rose.", "2. Costs fell."]),
        ("See https://a.example/b?c=1 now. Done", ["See https://a.example/b?c=1 now.", "Done"]),
        ("of 3.5 vs. 4.5, i.e. less, approx. 1 point", ["of 3.5 vs. 4.5, i.e. less, approx. 1 point"]),
        ("上市概况 - 甲升\n业务、份额 – 乙跌 - 丙平", ["上市概况 -", "甲升", "业务、份额 –", "乙跌 - 丙平"]),
        ("甲升5% - 乙跌3%\n甲乙 - 丙平", ["甲升5% - 乙跌3%", "甲乙 - 丙平"]),
        ("某社某地/某市5月6日 - 甲升5%。乙平。", ["甲升5%。", "乙平。"]),
        ("5月6日 - 某社某地5月6日 -- 甲升。", ["甲升。"]),
        ("截至5月6日 -3%。", ["截至5月6日 -3%。"]),
        ("", []),
        (" \n\t ", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营收5亿，同比升3%;净利1亿。", [["营收5亿，", "同比升3%;", "净利1亿。"]]),
        ("营收5亿,净利1,200万,共2,3家", [["营收5亿,", "净利1,200万,", "共2,3家"]]),
        ("$20，300", [["$20，", "300"]]),
        ("上市概况 - 甲升5%，乙平", [["上市概况 -"], ["甲升5%，", "乙平"]]),
        ("甲、乙及丙:升5%", [["甲、乙及丙:", "升5%"]]),
        ("在13:45，比分3:1", [["在13:45，", "比分3:1"]]),
        ("营收(升5%，跌3%)5亿，净利", [["营收(升5%，跌3%)5亿，", "净利"]]),
        ("营收(升(按年，即)5%，跌3%)5亿", [["营收(升(按年，即)5%，跌3%)5亿"]]),
        ("营收(升5%，跌3%。净利", [["营收(升5%，", "跌3%。"], ["净利"]]),
        ("On March 31, 2025, Roe Co., Ltd. rose, too.", [["On March 31, 2025, ", "Roe Co., Ltd. rose, ", "too."]]),
        ("甲……乙，，丙", [["甲……", "乙，，", "丙"]]),
        ("据报道: \n甲", [["据报道:"], ["甲"]]),
    ],
)
def test_clauses(text: str, expected: list[list[str]]) -> None:
    assert clauses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "boilerplate", "expected"),
    [
        ("甲升5%。【点我】乙跌3%。", ["【点我】"], ["甲升5%。", "乙跌3%。"]),
        ("甲升5%\n编辑:丙。丁\n乙跌3%", ["编辑:丙。丁"], ["甲升5%", "乙跌3%"]),
        ("甲升5% 编辑:丙\n乙", ["编辑:丙"], ["甲升5%", "乙"]),
        ("甲(5.1,0.2,3%。)升5%，乙平。", ["(5.1,0.2,3%。)"], ["甲(5.1,0.2,3%。)升5%，乙平。"]),
        ("“甲升。”【点我】乙平。", ["【点我】"], ["“甲升。”", "乙平。"]),
        ("It rose. [ad] It fell.", ["[ad]"], ["It rose.", "It fell."]),
        ("甲【一】 【二】\n乙", ["【一】", "【二】"], ["甲", "乙"]),
        ("【一】", ["【一】"], []),
    ],
)
def test_boilerplate_is_left_out(text: str, boilerplate: list[str], expected: list[str]) -> None:
    assert sentences_of(text, *boilerplate) == expected


def test_nothing_ends_within_inline_boilerplate() -> None:
    text = "甲(5.1，0.2，3%)升5%，乙平。"
    (sentence,) = sentences(text, [Span(1, 12)])
    assert [text[clause.start : clause.end] for clause in sentence.clauses] == ["甲(5.1，0.2，3%)升5%，", "乙平。"]


def well_formed(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert not text[end : sentence.start].strip()
        assert sentence.start < sentence.end <= sentence.start + MAX_SENTENCE
        edges = [sentence.start, *(edge for clause in sentence.clauses for edge in clause), sentence.end]
        assert edges[::2] == edges[1::2]
        assert all(clause.start < clause.end for clause in sentence.clauses)
        end = sentence.end
    assert not text[end:].strip()


@given(TEXTS)
def test_sentences_cover_the_text_and_clauses_the_sentence(text: str) -> None:
    well_formed(text)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in sentences(text))


@given(TEXTS, st.sampled_from(["1,234.5", "0.35", "13:45", "12,345,678"]), TEXTS)
def test_no_number_is_cut(before: str, number: str, after: str) -> None:
    text = f"{before}升{number}点{after}"
    start, end = len(before) + 1, len(before) + 1 + len(number)
    assert any(clause.start <= start and end <= clause.end for s in sentences(text) for clause in s.clauses)


@given(TEXTS, st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True))
def test_sentences_hold_boilerplate_whole_or_not_at_all(text: str, edges: list[int]) -> None:
    places = sorted(edge for edge in edges if edge <= len(text))
    spans = [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    found = sentences(text, spans)
    covered = set[int]()
    for sentence in found:
        covered.update(range(sentence.start, sentence.end))
        for span in spans:
            apart = span.end <= sentence.start or sentence.end <= span.start
            assert apart or (sentence.start < span.start and span.end < sentence.end)
    hidden = {place for span in spans for place in range(*span)}
    assert all(place in covered or place in hidden or text[place].isspace() for place in range(len(text)))


@pytest.mark.parametrize(
    "unit", ["甲", "甲，", "1", "(", "(a", "。", "。”", "!!，", "?a", ". ", "a. ", " ", "\n", '"', "甲升1,234万"]
)
def test_a_long_line_stays_in_bounds(unit: str) -> None:
    well_formed(unit * (200_000 // len(unit)))


def test_a_forced_cut_spares_numbers() -> None:
    text = "甲" * (MAX_SENTENCE - 3) + "12,345.678" + "乙" * 100
    assert sentences_of(text) == ["甲" * (MAX_SENTENCE - 3), "12,345.678" + "乙" * 100]


def test_the_stage_fills_what_it_says() -> None:
    document = Segment()(Document(id="a", text="甲。乙", normalized="甲。乙"))
    assert [sentence[:2] for sentence in document.sentences] == [(0, 2), (2, 3)]
    assert Segment.adds == {"sentences"}


@pytest.mark.parametrize("text", ["营收5亿元", "Revenue rose to $5 billion"])
def test_loading_a_dictionary_takes_none_of_the_time_of_a_document(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 107.0])
    monkeypatch.setattr("numfacts.segment.monotonic", lambda: next(clock))
    document = Document("", text, deadline=110.0)
    Segment().load(document)
    assert document.deadline == 117.0


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(ValueError, match="pkuseg"):
        Segment("pkuseg")


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_words(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    segment = Segment(name, TERMS)
    text = "日均调用量达5亿"
    assert [text[start:end] for start, end in segment.words(text)] == ["日均调用量", "达", "5", "亿"]
    assert segment.words("") == []
    assert segment.segmenter is Segment(name, reversed(TERMS)).segmenter
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("terms", [[], TERMS], ids=["plain", "terms"])
@settings(deadline=None)  # the first text loads the dictionaries
@given(
    text=st.one_of(TEXTS, st.lists(st.sampled_from([*PIECES, *TERMS, *"首发认购价日均量用"]), max_size=20).map("".join))
)
def test_both_segmenters_cut_alike(terms: list[str], text: str) -> None:
    fast, reference = load_segmenter("rjieba", frozenset(terms)), load_segmenter("jieba", frozenset(terms))
    assert isinstance(fast, RJieba)
    assert isinstance(reference, Jieba)
    words = fast.words(text)
    assert words == reference.words(text)
    assert "".join(text[start:end] for start, end in words) == text


@settings(deadline=None)
@given(text=TEXTS)
@example(text="将2起案件移送，PE-TTM约12.5倍，A股5G、唛头与郗某")
def test_both_segmenters_tag_normalized_text_alike(text: str) -> None:
    text = normalize(text)[0]
    tagged = load_segmenter("rjieba").tagged(text)
    assert tagged == load_segmenter("jieba").tagged(text)
    assert "".join(word for word, _ in tagged) == text


def test_words_of_traditional_text_are_found_in_its_simplified_form() -> None:
    text = "該公司營業收入增長5%"
    segment = Segment(simplify=True)
    assert [word for word, _ in segment.tagged(text)] == ["該", "公司", "營業", "收入", "增長", "5", "%"]
    assert [tag for _, tag in segment.tagged(text)] == [tag for _, tag in Segment().tagged("该公司营业收入增长5%")]
    assert segment.words(text) == Segment().words("该公司营业收入增长5%")


def test_rjieba_itself_can_still_be_imported() -> None:
    code = (
        "import sys; from numfacts.vocabulary.words import load_segmenter; load_segmenter('rjieba'); "
        "assert 'rjieba' not in sys.modules; import rjieba; print(*rjieba.cut('公司营收增长'))"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["公司", "营收", "增长"]


def test_an_excerpt_of_the_dictionary_cuts_as_the_whole_of_it_does() -> None:
    sample = (Path(__file__).parent.parent / "corpus" / "sample.txt").read_text("utf-8")
    sentences = [*simplified(sample).splitlines(), "美团B超T恤与c++，月活跃用户的一七三", "唛头与郗某", "X"]
    fast, whole = RJieba(["月活跃用户", "示例新词", "美团"]), RJieba(["月活跃用户", "示例新词", "美团"])
    whole._left = -1
    for sentence in sentences:
        assert fast.words(sentence) == whole.words(sentence)
        assert fast.tagged(sentence) == whole.tagged(sentence)
    assert fast.tagged("示例新词") == [("示例新词", "n")]
    fast._left = 2
    assert [fast.tagged("新年快乐") for _ in range(2)] == [whole.tagged("新年快乐")] * 2


def test_the_total_of_the_dictionary_is_that_of_its_words() -> None:
    lines = _dictionary().read_text("utf-8").splitlines()
    assert sum(int(line.split(" ")[1]) for line in lines) == _TOTAL

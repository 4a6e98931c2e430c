"""Tests of the edge to spaCy."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import DummyTokenizer

import numfacts
import numfacts.spacy
from numfacts.errors import DocumentError, PipelineError, RulesError
from numfacts.ruleset.loader import shipped_directory

ROOT = Path(__file__).parents[1]
CHINESE = "示例科技2024年营收12.5亿元，同比增长18.3%。"
TEXTS = {
    "simplified": CHINESE + "预计今年净利润为2亿元至3亿元。",
    "traditional": "範例銀行去年淨利潤為3.6億港元，按年升5%。",
    "english": "Roe Corp. said revenue rose 12.5% to $3.2 billion in 2024. Sales of 1,234.5 tonnes are expected.",
    "mixed": "Roe集團（Roe Group）的EBITDA為US$1.5 billion，上升8%。\n\nNet profit fell 3% to HK$20 million.",
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469示例公司营收\U0001f4c85亿元\U0001f600，增长3%\U0001f1ed\U0001f1f0。",
    "invisible": "示例公司营收5\u200b亿\ufeff元，\r\n增长\u00a03%。\u2028利润１２．５億元",
    "combining": "Cafe\u0301 Roe’s revenue rose 5%. 示例公司\tv\u0308营收  7亿元",
    "no facts": "今天天气很好。",
    "white space": " \n\u3000 ",
    "empty": "",
}
GROUPS = (
    *("quantities", "metrics", "subjects", "periods", "sources", "changes", "levels", "forecasts", "boilerplate"),
)


class ThreeByThree(DummyTokenizer):
    """A tokenizer that cuts through every number: three characters make a token."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        words = [text[start : start + 3] for start in range(0, len(text), 3)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def cut_by_three() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = ThreeByThree(nlp)
    return nlp


PIPELINES: dict[str, Callable[[], Language]] = {
    "load": numfacts.spacy.load,
    "zh": lambda: spacy.blank("zh"),
    "en": lambda: spacy.blank("en"),
    "three": cut_by_three,
}


@cache
def pipeline(name: str) -> Language:
    nlp = PIPELINES[name]()
    if "numfacts" not in nlp.pipe_names:
        nlp.add_pipe("numfacts")
    return nlp


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    directory = tmp_path / "rules of our own"
    shutil.copytree(shipped_directory(), directory)
    with (directory / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment is enough for another hash\n")
    return directory


@pytest.mark.parametrize("name", PIPELINES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_facts_are_those_of_the_core_whatever_the_tokens(name: str, text: str) -> None:
    doc = pipeline(name)(text)
    assert doc.text == text
    assert doc._.facts == numfacts.extract(text)
    assert all(text[fact.start : fact.end] == fact.quote for fact in doc._.facts)


def test_a_document_without_facts_and_one_that_was_not_processed_have_none() -> None:
    assert pipeline("zh")(TEXTS["no facts"])._.facts == []
    doc = spacy.blank("zh")(CHINESE)
    assert doc._.facts == []
    assert doc[:]._.facts == []
    assert doc._.numfacts is None


def test_every_kind_of_mention_has_a_span_group() -> None:
    doc = pipeline("zh")("据国家统计局数据，示例科技2024年营收为12.5亿元，预计增长18.3%。")
    assert sorted(doc.spans) == sorted(["numfacts", *(f"numfacts/{group}" for group in GROUPS)])
    spans = {group: {(span.text, span.label_) for span in doc.spans[f"numfacts/{group}"]} for group in GROUPS}
    assert spans["quantities"] == {("12.5亿元", "QUANTITY"), ("18.3%", "QUANTITY")}
    assert ("营收", "METRIC") in spans["metrics"]
    assert ("2024年", "PERIOD") in spans["periods"]
    assert ("国家统计局", "SOURCE") in spans["sources"]
    assert ("增长", "CHANGE") in spans["changes"]
    assert ("为", "LEVEL") in spans["levels"]
    assert ("预计", "FORECAST") in spans["forecasts"]
    named = {(fact.subject.text, "SUBJECT") for fact in doc._.facts if fact.subject and fact.subject.start is not None}
    assert spans["subjects"] == named
    assert spans["boilerplate"] == set()
    assert {(span.text, span.label_) for span in doc.spans["numfacts"]} == set().union(*spans.values())


def test_spans_name_the_fact_and_the_metric() -> None:
    doc = pipeline("en")(TEXTS["english"])
    by_id = {span.id_: span for span in doc.spans["numfacts/quantities"] if span.id_}
    assert {fact.id: fact.quote for fact in doc._.facts} == {name: span.text for name, span in by_id.items()}
    assert all(span._.facts[0].id == name for name, span in by_id.items())
    assert ("revenue", "revenue") in {(span.text, span.kb_id_) for span in doc.spans["numfacts/metrics"]}


def test_boilerplate_has_a_group_of_its_own() -> None:
    text = "示例科技营收12.5亿元。\n免责声明：本文仅供参考，不构成任何投资建议。\n"
    doc = pipeline("load")(text)
    assert [span.label_ for span in doc.spans["numfacts/boilerplate"]] == ["BOILERPLATE"]
    assert "免责声明" in doc.spans["numfacts/boilerplate"][0].text
    assert "BOILERPLATE" not in {span.label_ for span in doc.spans["numfacts"]}
    assert [sentence.text.strip()[:4] for sentence in doc.sents] == ["示例科技", "免责声明"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_where_tokens_cut_a_number_spans_grow_and_offsets_stay(text: str) -> None:
    doc = pipeline("three")(text)
    for key, group in doc.spans.items():
        for span, (start, end) in zip(group, group.attrs["offsets"], strict=True):
            assert 0 <= start - span.start_char < 3, key
            assert 0 <= span.end_char - end < 3, key
    exact = {tuple(offsets) for offsets in doc.spans["numfacts/quantities"].attrs["offsets"]}
    assert {(fact.start, fact.end) for fact in doc._.facts} <= exact


def test_one_token_of_several_numbers_has_all_their_facts() -> None:
    nlp = pipeline("en")
    doc = nlp("营收5亿元，净利润2亿元。")
    assert len(doc) < 5
    assert doc[0:1]._.facts == doc._.facts
    assert [fact.quote for fact in doc._.facts] == ["5亿元", "2亿元"]
    assert doc[len(doc) :]._.facts == []


def test_spans_key_names_the_groups() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts", config={"spans_key": "sc"})
    doc = nlp(CHINESE)
    assert "QUANTITY" in {span.label_ for span in doc.spans["sc"]}
    assert len(doc.spans["sc/quantities"]) == 2
    assert "QUANTITY" in displacy.render(doc, style="span", jupyter=False)


def test_our_words_and_sentences() -> None:
    doc = pipeline("load")(" 示例科技净利润约12.5亿元，增长3%。Revenue of 1,234.5 tonnes rose. It's 5 to 6.\n\n完")
    assert [token.text for token in doc if not token.is_space] == [
        *("示例", "科技", "净利润", "约", "12.5", "亿元", "，", "增长", "3", "%", "。"),
        *("Revenue", "of", "1,234.5", "tonnes", "rose", ".", "It", "'", "s", "5", "to", "6", ".", "完"),
    ]
    assert [sentence.text.rstrip() for sentence in doc.sents] == [
        " 示例科技净利润约12.5亿元，增长3%。",
        "Revenue of 1,234.5 tonnes rose.",
        "It's 5 to 6.",
        "完",
    ]
    first = next(iter(doc.sents))
    assert [fact.quote for fact in first._.facts] == ["12.5亿元", "3%"]


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from([*TEXTS.values(), " ", "  ", "\n", "。", ". ", "5", "亿", "\u200b"]), max_size=8),
        st.lists(st.characters(exclude_categories=["Cs"]), max_size=40),
    ).map("".join)
)
def test_our_tokens_keep_the_text_and_our_sentences_are_those_of_the_facts(text: str) -> None:
    doc = pipeline("load")(text)
    assert doc.text == text
    assert all(len(token) for token in doc)
    starts = [sentence.start_char for sentence in doc.sents]
    for fact in doc._.facts:
        start = max(start for start in starts if start <= fact.sentence.start)
        assert not re.sub(r"\W", "", text[start : fact.sentence.start])


@pytest.mark.parametrize("script", ["none", "tw2sp", "hk2s"])
def test_our_tokens_keep_the_text_where_conversion_changes_lengths(script: Any) -> None:
    text = "範例軟體公司的記憶體營收為5億元，滑鼠增長3%。網際網路用戶達20萬人。"
    doc = numfacts.spacy.load(script=script)(text)
    assert doc.text == text
    assert doc._.facts == numfacts.Extractor(script=script).extract(text)


def test_the_reference_segmenter_gives_the_same() -> None:
    fast, slow = pipeline("load")(CHINESE), numfacts.spacy.load(segmenter="jieba")(CHINESE)
    assert [token.text for token in slow] == [token.text for token in fast]
    assert slow._.facts == fast._.facts


RELATIVE = "去年营收3亿元。"
PUBLISHED = dt.date(2025, 3, 21)


@pytest.mark.parametrize(
    "published", [PUBLISHED, "2025-03-21", "2025-03-21T08:30:00+08:00", dt.datetime(2025, 3, 21, 8)]
)
@pytest.mark.parametrize("n_process", [1, 2])
def test_title_date_and_id_come_as_context(published: object, n_process: int) -> None:
    context = {"id": 7, "title": "示例科技业绩", "published": published, "more": object}
    documents = list(pipeline("zh").pipe([(RELATIVE, context)] * 3, as_tuples=True, n_process=n_process))
    expected = numfacts.extract(RELATIVE, title="示例科技业绩", published=PUBLISHED, id="7")
    assert expected[0].period is not None
    for doc, given_context in documents:
        assert doc._.facts == expected
        assert (doc._.title, doc._.published, doc._.doc_id) == ("示例科技业绩", PUBLISHED, "7")
        assert given_context == context


def test_title_date_and_id_are_set_on_a_document() -> None:
    nlp = pipeline("load")
    doc = nlp.make_doc(RELATIVE)
    assert (doc._.title, doc._.published, doc._.doc_id) == (None, None, None)
    doc._.title, doc._.published, doc._.doc_id = "示例科技业绩", PUBLISHED, "a"
    assert nlp(doc)._.facts == numfacts.extract(RELATIVE, title="示例科技业绩", published=PUBLISHED, id="a")
    doc._.title = doc._.published = doc._.doc_id = None
    assert nlp(doc)._.facts == numfacts.extract(RELATIVE)


@pytest.mark.parametrize("context", [None, "published", 5, ("title", "x"), {}, {"other": 1}, {"published": None}])
def test_any_other_context_is_left_alone(context: object) -> None:
    [(doc, given_context)] = pipeline("zh").pipe([(RELATIVE, context)], as_tuples=True)
    assert doc._.facts == numfacts.extract(RELATIVE)
    assert given_context == context


@pytest.mark.parametrize("context", [{"published": "last year"}, {"published": 2025}, {"title": 5}])
def test_what_is_no_title_or_date_is_an_error_of_that_document(context: dict[str, object]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts")
    texts = [(RELATIVE, {}), (RELATIVE, context), (CHINESE, {})]
    with pytest.raises(DocumentError, match="not a"):
        list(nlp.pipe(texts, as_tuples=True))
    failed: list[Doc] = []
    nlp.set_error_handler(lambda name, proc, docs, error: failed.extend(docs))
    assert [doc.text for doc, _ in nlp.pipe(texts, as_tuples=True)] == [RELATIVE, CHINESE]
    assert [doc.text for doc in failed] == [RELATIVE]


@pytest.mark.parametrize("name", PIPELINES)
def test_several_processes_give_the_same(name: str) -> None:
    nlp = pipeline(name)
    texts = list(TEXTS.values()) * 2
    for alone, doc in zip(nlp.pipe(texts), nlp.pipe(texts, n_process=2, batch_size=3), strict=True):
        assert doc._.facts == alone._.facts
        assert spans_of(doc) == spans_of(alone)


def spans_of(doc: Doc) -> dict[str, list[tuple[object, ...]]]:
    return {
        key: [(span.start, span.end, span.label_, span.kb_id_, span.id_) for span in group]
        + [tuple(offsets) for offsets in group.attrs["offsets"]]
        for key, group in doc.spans.items()
    }


@pytest.mark.parametrize("name", ["load", "zh", "en"])
def test_a_pipeline_on_disk(name: str, tmp_path: Path) -> None:
    pipeline(name).to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    for text in TEXTS.values():
        before, after = pipeline(name)(text), again(text)
        assert [token.text for token in after] == [token.text for token in before]
        assert spans_of(after) == spans_of(before)
        assert after._.numfacts == before._.numfacts


@pytest.mark.parametrize("way", ["disk", "bytes", "pickle"])
def test_rules_of_ones_own_travel_with_the_pipeline(way: str, own_rules: Path, tmp_path: Path) -> None:
    nlp = numfacts.spacy.load(rules=str(own_rules))
    before = nlp(CHINESE)._.numfacts
    assert before["ruleset"] == numfacts.Extractor(own_rules).rules.provenance
    assert before["ruleset"] != numfacts.Extractor().rules.provenance
    data = nlp.to_bytes()
    nlp.to_disk(tmp_path / "saved")
    shutil.rmtree(own_rules)
    if way == "disk":
        again = spacy.load(tmp_path / "saved")
    elif way == "bytes":
        again = spacy.util.load_model_from_config(nlp.config).from_bytes(data)
    else:
        again = pickle.loads(pickle.dumps(nlp))
    assert again(CHINESE)._.numfacts == before


@pytest.mark.parametrize("way", ["disk", "bytes", "pickle"])
def test_packs_travel_with_the_pipeline(way: str, tmp_path: Path) -> None:
    packs = [tmp_path / "zulu", tmp_path / "alpha"]
    for pack, metric in zip(packs, ("first", "second"), strict=True):
        pack.mkdir()
        rules = f"kind: metrics\nrules: [{{id: tea, metric: {metric}, takes: [money], zh: [茶款]}}]\n"
        (pack / "teas.yaml").write_text(rules, encoding="utf-8")
        (pack / "teas.cases.yaml").write_text("cases: [{text: 茶款5元。, facts: [{quote: 5元}]}]\n", encoding="utf-8")
    nlp = numfacts.spacy.load(rules=list(map(str, packs)), off=["units/percent"])
    text = "茶款为5亿元，占比达35%。"
    facts = nlp(text)._.facts
    assert [(fact.quote, fact.metric.id) for fact in facts] == [("5亿元", "second")]
    expected = numfacts.Extractor(packs, off=["units/percent"])
    assert facts == expected.extract(text)
    assert nlp(text)._.numfacts["ruleset"] == expected.rules.provenance
    data = nlp.to_bytes()
    nlp.to_disk(tmp_path / "saved")
    for pack in packs:
        shutil.rmtree(pack)
    if way == "disk":
        again = spacy.load(tmp_path / "saved")
    elif way == "bytes":
        again = spacy.util.load_model_from_config(nlp.config).from_bytes(data)
    else:
        again = pickle.loads(pickle.dumps(nlp))
    assert again(text)._.facts == facts


def test_saving_over_a_pipeline_with_its_own_rules_leaves_none_of_them(own_rules: Path, tmp_path: Path) -> None:
    numfacts.spacy.load(rules=str(own_rules)).to_disk(tmp_path / "saved")
    pipeline("load").to_disk(tmp_path / "saved")
    assert spacy.load(tmp_path / "saved")(CHINESE)._.numfacts == pipeline("load")(CHINESE)._.numfacts


@pytest.mark.parametrize("name", PIPELINES)
def test_documents_as_bytes_and_in_a_bin(name: str) -> None:
    nlp = pipeline(name)
    contexts = [(text, {"published": "2025-03-21", "title": "业绩", "id": "a"}) for text in TEXTS.values()]
    docs = [doc for doc, _ in nlp.pipe(contexts, as_tuples=True)]
    stored = DocBin().from_bytes(DocBin(docs=docs, store_user_data=True).to_bytes())
    from_bytes = [Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes()) for doc in docs]
    for doc, binned, decoded in zip(docs, stored.get_docs(spacy.blank("en").vocab), from_bytes, strict=True):
        for again in (binned, decoded):
            assert again.text == doc.text
            assert again._.facts == doc._.facts
            assert spans_of(again) == spans_of(doc)
            assert (again._.published, again._.title, again._.doc_id) == (PUBLISHED, "业绩", "a")


def test_documents_as_json() -> None:
    doc = pipeline("load")(CHINESE)
    data = doc.to_json(underscore=["numfacts"])
    assert data["_"]["numfacts"]["facts"] == msgspec.to_builtins(numfacts.extract(CHINESE))
    assert Doc(spacy.blank("zh").vocab).from_json(data)._.facts == doc._.facts


@pytest.mark.parametrize("name", PIPELINES)
@pytest.mark.parametrize("key", ["numfacts", "numfacts/quantities"])
def test_displacy_draws_the_groups(name: str, key: str) -> None:
    doc = pipeline(name)(CHINESE)
    doc._.title = "示例业绩"
    picture = displacy.render(doc, style="span", options={"spans_key": key}, page=True, jupyter=False)
    assert "QUANTITY" in picture
    assert "示例业绩" in picture
    assert ("METRIC" in picture) == (key == "numfacts")


def test_a_trained_pipeline_keeps_its_own_sentences() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser")
    words = {"words": ["Roe", "rose", "5", "%"], "heads": [1, 1, 3, 1], "deps": ["nsubj", "ROOT", "nummod", "obj"]}
    example = Example.from_dict(nlp.make_doc("Roe rose 5%"), words)
    nlp.initialize(lambda: [example])
    plain = [sentence.text for sentence in nlp(TEXTS["english"]).sents]
    nlp.add_pipe("numfacts")
    doc = nlp(TEXTS["english"])
    assert [sentence.text for sentence in doc.sents] == plain
    assert doc._.facts == numfacts.extract(TEXTS["english"])
    nlp.replace_pipe("numfacts", "numfacts", config={"sentences": True})
    with pytest.raises(PipelineError, match="after a parser"):
        nlp(TEXTS["english"])


def test_the_pipeline_is_sound() -> None:
    nlp = numfacts.spacy.load()
    assert nlp.analyze_pipes()["problems"] == {"numfacts": []}
    nlp.initialize()
    assert nlp(CHINESE)._.facts == numfacts.extract(CHINESE)


@pytest.mark.parametrize(
    "option", [{"script": "s2t"}, {"segmenter": "pkuseg"}, {"rules": 5}, {"off": 5}, {"unknown": 1}]
)
def test_options_are_checked(option: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(option))):
        spacy.blank("zh").add_pipe("numfacts", config=option)


def test_unusable_rules_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: nothing\n", encoding="utf-8")
    with pytest.raises(RulesError, match=r"bad\.yaml"):
        spacy.blank("zh").add_pipe("numfacts", config={"rules": str(tmp_path)})
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts", config={"rules": str(tmp_path / "missing")})
    with pytest.raises(RulesError, match="missing"):
        nlp(CHINESE)


def test_spacy_finds_everything_by_entry_points(tmp_path: Path) -> None:
    pipeline("load").to_disk(tmp_path / "saved")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        line for group, names in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in names.items()))
    ]  # fmt: skip
    metadata = tmp_path / "site" / "numfacts_entry_points-0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: numfacts-entry-points\nVersion: 0\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    code = f"""
import sys
sys.path[:0] = [{str(tmp_path / "site")!r}, {str(Path(numfacts.__file__).parents[1])!r}]
import spacy
from spacy import displacy
from spacy.tokens import Doc
Doc.set_extension("published", default=None)  # another component's, read as it is
nlp = spacy.blank("zh")
nlp.add_pipe("numfacts")
doc = nlp.make_doc({RELATIVE!r})
doc._.published = "2025-03-21"
print(nlp(doc)._.facts[0].period.start)
doc = spacy.load({str(tmp_path / "saved")!r})({CHINESE!r})
print(len(doc), len(doc._.facts))
picture = displacy.render(doc, "span", options={{"spans_key": "numfacts"}}, jupyter=False)
print({numfacts.spacy.COLORS["METRIC"]!r} in picture)
"""
    result = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert not result.stderr
    doc = pipeline("load")(CHINESE)
    assert result.stdout.split() == ["2024-01-01", str(len(doc)), str(len(doc._.facts)), "True"]


def test_the_readme_example_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = next(
        block for block in re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE) if "spacy" in block
    )
    printed = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), names)
    assert printed.getvalue().splitlines()[:2] == ["12.5亿元 revenue 2024", "2.1亿元 net_profit 2024"]
    assert "PERIOD" in names["picture"]

"""Tests of pipelines and documents of spaCy that are stored: on disk, as bytes, pickled, as JSON."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import numfacts
import numfacts.spacy
from numfacts.ruleset.loader import shipped_directory
from support.spacy_pipelines import CHINESE, PIPELINES, PUBLISHED, TEXTS, pipeline, spans_of


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    directory = tmp_path / "rules of our own"
    shutil.copytree(shipped_directory(), directory)
    with (directory / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment is enough for another hash\n")
    return directory


def stored(nlp: Language, way: str, path: Path) -> Callable[[], Language]:
    """Stores a pipeline and gives what makes it again."""
    if way == "disk":
        nlp.to_disk(path)
        return lambda: spacy.load(path)
    if way == "bytes":
        data, config = nlp.to_bytes(), nlp.config
        return lambda: spacy.util.load_model_from_config(config).from_bytes(data)
    pickled = pickle.dumps(nlp)
    return lambda: pickle.loads(pickled)  # type: ignore[no-any-return]


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
    load = stored(nlp, way, tmp_path / "saved")
    shutil.rmtree(own_rules)
    assert load()(CHINESE)._.numfacts == before


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
    load = stored(nlp, way, tmp_path / "saved")
    for pack in packs:
        shutil.rmtree(pack)
    assert load()(text)._.facts == facts


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

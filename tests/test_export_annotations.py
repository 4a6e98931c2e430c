"""Tests of web annotations, against W3C's context and vocabulary, with a JSON-LD library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from numfacts.document import Document
from numfacts.exporting.annotations import CONTEXT, AnnotationExport
from numfacts.exporting.context import AROUND, Contexts, read_contexts
from numfacts.exporting.sink import FactError
from numfacts.records import Fact

MakeFact = Callable[..., Fact]
DIRECTORY = Path(__file__).parent / "web-annotation"
OA = "http://www.w3.org/ns/oa#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TERM = "urn:numfacts:term:"
XSD = "http://www.w3.org/2001/XMLSchema#"


def stored(url: str, options: Any) -> dict[str, Any]:
    """Loads the one context that there is; anything else would be a request to the network."""
    assert url == CONTEXT
    context = json.loads((DIRECTORY / "anno.jsonld").read_text("utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def write(path: Path, facts: Sequence[Fact], texts: Mapping[str, str] | None = None) -> AnnotationExport:
    export = AnnotationExport(path, Contexts(texts or {}))
    for fact in facts:
        export.add(fact)
    export.commit()
    return export


def expanded(path: Path) -> Any:
    """The file in JSON-LD's expanded form, where every property and type is an IRI; what no context defines is gone."""
    content = json.loads(path.read_text("utf-8"))
    return jsonld.expand(content, {"documentLoader": stored, "processingMode": "json-ld-1.1"})


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict) and "@value" not in value:
        yield value
        for each in value.values():
            yield from nodes(each)


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, dict[str, Any]]:
    content = json.loads((DIRECTORY / "oa.jsonld").read_text("utf-8"))
    return {each["@id"]: each for each in jsonld.expand(content) if each["@id"].startswith(OA)}


def one(node: Mapping[str, Any], name: str) -> Any:
    [value] = node[name]
    return value


def test_the_corpus_is_valid_by_the_vocabulary_and_reads_back_equal(
    tmp_path: Path,
    corpus_documents: list[Document],
    odd_facts: list[Fact],
    vocabulary: dict[str, dict[str, Any]],
    fact_of_slots: Callable[[Mapping[str, Any]], Fact],
) -> None:
    texts = {document.id: document.text for document in corpus_documents}
    facts = [*(fact for document in corpus_documents for fact in document.facts), *odd_facts]
    export = write(tmp_path / "a.json", facts, texts)
    assert export.remarks["without the text around"] == len(odd_facts)
    [collection] = expanded(tmp_path / "a.json")
    assert one(collection, "http://www.w3.org/ns/activitystreams#totalItems")["@value"] == len(facts)
    found = list(nodes(collection))
    for node in found:
        types = set(node.get("@type", []))
        for name in list(types):  # what a node is by its class's superclass, one level as the vocabulary has them
            types |= {each["@id"] for each in vocabulary.get(name, {}).get(RDFS + "subClassOf", [])}
        for name in (*types, *node):
            if name.startswith(OA):
                assert name in vocabulary
            domain = vocabulary.get(name, {}).get(RDFS + "domain")
            if domain is not None:
                assert {each["@id"] for each in domain} & types, name
    annotations = [node for node in found if node.get("@type") == [OA + "Annotation"]]
    assert [read(each, texts, fact_of_slots) for each in annotations] == facts


def read(annotation: dict[str, Any], texts: dict[str, str], fact_of_slots: Callable[[Mapping[str, Any]], Fact]) -> Fact:
    """The fact of an annotation, with what the model requires of one."""
    assert one(annotation, OA + "motivatedBy") == {"@id": OA + "describing"}
    body, target = one(annotation, OA + "hasBody"), one(annotation, OA + "hasTarget")
    assert body["@type"] == [TERM + "Fact"]
    slots = {name.removeprefix(TERM): value for name, [value] in body.items() if name.startswith(TERM)}
    for name, value in slots.items():
        kind = value.get("@type")
        assert kind == {"value": XSD + "decimal", "value_high": XSD + "decimal", "basis": "@json"}.get(
            name, XSD + "date" if name.startswith("period") else None
        )
        slots[name] = [each["@value"] for each in value["@list"]] if "@list" in value else value["@value"]
    selectors = {each["@type"][0].removeprefix(OA): each for each in target[OA + "hasSelector"]}
    quote, place = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
    said = {name: one(quote, OA + name)["@value"] for name in ("prefix", "exact", "suffix") if OA + name in quote}
    start, end = (one(place, OA + name)["@value"] for name in ("start", "end"))
    text = texts.get(slots["doc_id"])
    if text is not None:
        assert said["prefix"] == text[max(0, start - AROUND) : start]
        assert said["exact"] == text[start:end]
        assert said["suffix"] == text[end : end + AROUND]
    id = annotation["@id"].removeprefix("urn:numfacts:fact:")
    return fact_of_slots({**slots, "id": id, "quote": said["exact"], "start": start, "end": end})


def test_what_is_around_a_quote_ends_where_the_text_does(tmp_path: Path, make_fact: MakeFact) -> None:
    write(tmp_path / "a.json", [make_fact()], {"doc": "营收约为5亿元。"})
    [item] = json.loads((tmp_path / "a.json").read_text("utf-8"))["first"]["items"]
    assert item["target"]["source"] == "urn:numfacts:document:doc"
    assert item["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "5亿元", "prefix": "营收约为", "suffix": "。"},
        {"type": "TextPositionSelector", "start": 4, "end": 7},
    ]


def test_a_fact_of_another_text_is_refused(tmp_path: Path, make_fact: MakeFact) -> None:
    export = AnnotationExport(tmp_path / "a.json", Contexts({"doc": "营收约为6亿元。"}))
    with pytest.raises(FactError, match="the text of 'doc' does not have the quote at 4"):
        export.add(make_fact())


def test_texts_are_read_as_for_extracting_and_what_cannot_be_read_is_reported(
    tmp_path: Path, make_fact: MakeFact
) -> None:
    (tmp_path / "docs.jsonl").write_text(json.dumps({"id": "doc", "text": "营收约为5亿元。"}), "utf-8")
    (tmp_path / "bad.jsonl").write_text("{}\n", "utf-8")
    reports: list[tuple[str, int | None, str]] = []
    contexts = read_contexts(
        [str(tmp_path / "docs.jsonl"), str(tmp_path / "bad.jsonl")], lambda *report: reports.append(report)
    )
    around = contexts.around(make_fact(doc_id="doc"))
    assert around == ("营收约为", "。")
    assert contexts.around(make_fact(doc_id="other")) is None
    assert reports == [(f"{tmp_path}/bad.jsonl", 1, 'lacks "text"')]


def test_no_facts_are_an_empty_collection_and_one_given_up_leaves_what_was_there(
    tmp_path: Path, make_fact: MakeFact
) -> None:
    path = tmp_path / "a.json"
    write(path, [])
    before = path.read_bytes()
    assert json.loads(before)["total"] == 0
    export = AnnotationExport(path, Contexts({}))
    export.add(make_fact())
    export.discard()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]

"""Tests of web annotations, with a JSON-LD library, against the terms of W3C's model that annotations use."""

from __future__ import annotations

import json
from collections import Counter
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
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
TERM = "urn:numfacts:term:"
XSD = "http://www.w3.org/2001/XMLSchema#"

# The terms that annotations use, as the model names them: classes, properties by what their values are, motivations.
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    "AnnotationCollection": AS + "OrderedCollection",
    "AnnotationPage": AS + "OrderedCollectionPage",
    "describing": OA + "describing",
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "body": {"@id": OA + "hasBody", "@type": "@id"},
    "target": {"@id": OA + "hasTarget", "@type": "@id"},
    "source": {"@id": OA + "hasSource", "@type": "@id"},
    "selector": {"@id": OA + "hasSelector", "@type": "@id"},
    **{name: OA + name for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": OA + name, "@type": XSD + "nonNegativeInteger"} for name in ("start", "end")},
    "first": {"@id": AS + "first", "@type": "@id"},
    "items": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
    **{
        name: {"@id": AS + iri, "@type": XSD + "nonNegativeInteger"}
        for name, iri in (("total", "totalItems"), ("startIndex", "startIndex"))
    },
}
# What nodes of each class have to have, and what they may have.
HELD: dict[str, tuple[set[str], set[str]]] = {
    OA + "Annotation": ({OA + "motivatedBy", OA + "hasBody", OA + "hasTarget"}, set()),
    OA + "SpecificResource": ({OA + "hasSource", OA + "hasSelector"}, set()),
    OA + "TextQuoteSelector": ({OA + "exact"}, {OA + "prefix", OA + "suffix"}),
    OA + "TextPositionSelector": ({OA + "start", OA + "end"}, set()),
    AS + "OrderedCollection": ({AS + "totalItems", AS + "first"}, set()),
    AS + "OrderedCollectionPage": ({AS + "startIndex", AS + "items"}, set()),
}


def stored(url: str, options: Any) -> dict[str, Any]:
    """Gives the one context that annotations refer to; anything else would be a request to the network."""
    assert url == CONTEXT
    context = {"@context": TERMS}
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


def one(node: Mapping[str, Any], name: str) -> Any:
    [value] = node[name]
    return value


def test_the_corpus_is_valid_by_the_model_and_reads_back_equal(
    tmp_path: Path,
    corpus_documents: list[Document],
    odd_facts: list[Fact],
    fact_of_slots: Callable[[Mapping[str, Any]], Fact],
) -> None:
    texts = {document.id: document.text for document in corpus_documents}
    facts = [*(fact for document in corpus_documents for fact in document.facts), *odd_facts]
    export = write(tmp_path / "a.json", facts, texts)
    assert export.remarks["without the text around"] == len(odd_facts)
    [collection] = expanded(tmp_path / "a.json")
    assert one(collection, "http://www.w3.org/ns/activitystreams#totalItems")["@value"] == len(facts)
    found = list(nodes(collection))
    seen = Counter(kind for node in found for kind in node.get("@type", []) if kind in HELD)
    assert set(seen) == set(HELD)
    assert seen[OA + "Annotation"] == seen[OA + "TextQuoteSelector"] == seen[OA + "TextPositionSelector"] == len(facts)
    for node in found:
        for needed, allowed in (HELD[kind] for kind in node.get("@type", []) if kind in HELD):
            assert needed <= set(node) <= needed | allowed | {"@id", "@type"}
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

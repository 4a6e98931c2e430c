"""Tests of PROV-JSON, read by the library of PROV's authors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from prov.constants import PROV_TYPE
from prov.model import (
    Literal,
    ProvActivity,
    ProvAssociation,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvInfluence,
    ProvMembership,
    ProvRecord,
    ProvUsage,
)

from numfacts.exporting.prov import ProvExport
from numfacts.records import Fact, Mention

MakeFact = Callable[..., Fact]


def write(path: Path, facts: list[Fact]) -> ProvDocument:
    export = ProvExport(path)
    for fact in facts:
        export.add(fact)
    export.commit()
    document = ProvDocument.deserialize(str(path), format="json")
    assert isinstance(document, ProvDocument)
    return document


def relations(document: ProvDocument, kind: type[ProvRecord]) -> list[tuple[str, ...]]:
    return [tuple(str(end) for end in record.args if end is not None) for record in document.get_records(kind)]


def slots(entity: ProvRecord) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in entity.attributes:
        if isinstance(value, Literal):
            kind = "xsd:date" if name.localpart.startswith("period") else "xsd:decimal"
            assert str(value.datatype) == kind
            value = value.value
        found[name.localpart] = value
    return found


def test_the_corpus_reads_back_equal_with_its_documents_and_rules(
    tmp_path: Path,
    corpus_facts: list[Fact],
    odd_facts: list[Fact],
    fact_of_slots: Callable[[Mapping[str, Any]], Fact],
) -> None:
    facts = [*corpus_facts, *odd_facts]
    document = write(tmp_path / "a.json", facts)
    entities = document.get_records(ProvEntity)
    told = [each for each in entities if str(next(iter(each.get_attribute(PROV_TYPE)))) == "nf:Fact"]
    assert [fact_of_slots(slots(each)) for each in told] == facts

    def name(kind: str, text: str) -> str:
        return f"{kind}:{text}"

    def decoded(kind: type[ProvRecord]) -> list[list[str]]:
        return [[unquote(end, errors="strict") for end in ends] for ends in relations(document, kind)]

    derived = [ends[:2] for ends in decoded(ProvDerivation)]
    assert derived == [[f"fact:{fact.id}", f"document:{fact.doc_id}"] for fact in facts]
    influenced = decoded(ProvInfluence)
    assert influenced == [[f"fact:{fact.id}", f"rule:{fact.ruleset} {rule}"] for fact in facts for rule in fact.rules]
    attributed = decoded(ProvAttribution)
    cited = [(fact.id, fact.attribution.text) for fact in facts if fact.attribution is not None]
    assert attributed == [[f"fact:{id}", f"source:{text}"] for id, text in cited]
    extractions = {(fact.doc_id, fact.ruleset) for fact in facts}
    assert len(list(document.get_records(ProvActivity))) == len(extractions)
    assert len(decoded(ProvUsage)) == len(decoded(ProvAssociation)) == len(extractions)
    rules = {(fact.ruleset, rule) for fact in facts for rule in fact.rules}
    assert sorted(decoded(ProvMembership)) == sorted(
        [f"ruleset:{ruleset}", f"rule:{ruleset} {rule}"] for ruleset, rule in rules
    )


def test_an_extraction_used_the_document_and_followed_the_rule_set(tmp_path: Path, make_fact: MakeFact) -> None:
    fact = make_fact(id="a", doc_id="my doc", attribution=Mention("某行", 0, 2))
    document = write(tmp_path / "a.json", [fact])
    [generated] = relations(document, ProvGeneration)
    activity = generated[1]
    assert generated[0] == "fact:a"
    assert relations(document, ProvUsage) == [(activity, "document:my%20doc")]
    assert relations(document, ProvAssociation) == [(activity, "nf:numfacts", "ruleset:0123456789ab")]
    assert "wasAttributedTo(fact:a, source:某行)" in document.get_provn()


def test_the_library_finds_the_same_in_what_it_writes_itself(tmp_path: Path, odd_facts: list[Fact]) -> None:
    document = write(tmp_path / "a.json", odd_facts)
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_no_facts_are_an_agent_alone_and_one_given_up_leaves_what_was_there(
    tmp_path: Path, make_fact: MakeFact
) -> None:
    path = tmp_path / "a.json"
    write(path, [])
    before = path.read_bytes()
    assert set(json.loads(before)) == {"prefix", "agent"}
    export = ProvExport(path)
    export.add(make_fact())
    export.discard()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]

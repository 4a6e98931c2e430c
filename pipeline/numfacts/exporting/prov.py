"""W3C PROV, as PROV-JSON: which document, rules and rule set each fact came of, and on whose word it is.

An extraction is an activity: it used one document, numfacts carried it out with a rule set as its plan, and it
generated the facts. A fact is derived from the document, influenced by its rules, which are members of the rule set,
and attributed to the source that the text cites. A fact's slots are attributes under the names of the CSV's columns;
all of a fact is there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from numfacts.exporting.naming import DOCUMENTS, FACTS, TERMS, iri_part
from numfacts.exporting.sections import Sections
from numfacts.exporting.slots import DATES, DECIMALS, slots_of
from numfacts.io.files import AtomicFile
from numfacts.records import Fact

PREFIXES: Final = {
    "nf": TERMS,
    "fact": FACTS,
    "document": DOCUMENTS,
    "extraction": "urn:numfacts:extraction:",
    "ruleset": "urn:numfacts:ruleset:",
    "rule": "urn:numfacts:rule:",
    "source": "urn:numfacts:source:",
}
_SECTIONS: Final = (
    *("prefix", "agent", "entity", "activity", "wasAssociatedWith", "used", "hadMember", "wasGeneratedBy"),
    *("wasDerivedFrom", "wasInfluencedBy", "wasAttributedTo"),
)
_SOFTWARE: Final = "nf:numfacts"
_QNAME: Final = "prov:QUALIFIED_NAME"


class ProvExport:
    """Writes one file of PROV-JSON."""

    def __init__(self, path: Path) -> None:
        self.remarks: Counter[str] = Counter()
        self._sections = Sections(AtomicFile(path), str(path), _SECTIONS)
        self._told: set[str] = set()
        self._relations = 0
        for prefix, namespace in PREFIXES.items():
            self._sections.add("prefix", prefix, namespace)
        self._tell("agent", _SOFTWARE, {"prov:type": _type("prov:SoftwareAgent"), "prov:label": "numfacts"})

    def add(self, fact: Fact) -> None:
        """Appends a fact and what it came of; raises ``OutputError``."""
        name, document = f"fact:{iri_part(fact.id)}", f"document:{iri_part(fact.doc_id)}"
        extraction = self._extraction(fact, document)
        self._sections.add("entity", name, {"prov:type": _type("nf:Fact"), **_attributes(fact)})
        self._relate("wasGeneratedBy", entity=name, activity=extraction)
        self._relate("wasDerivedFrom", generatedEntity=name, usedEntity=document, activity=extraction)
        for rule in dict.fromkeys(fact.rules):
            self._relate("wasInfluencedBy", influencee=name, influencer=self._rule(fact.ruleset, rule))
        cited = fact.attribution
        if cited is not None and (cited.text or cited.id):
            source = f"source:{iri_part(cited.text or cited.id or '')}"
            self._tell("agent", source, {"prov:label": cited.text or cited.id})
            self._relate("wasAttributedTo", entity=name, agent=source)

    def commit(self) -> None:
        """Finishes the file; raises ``OutputError``."""
        self._sections.commit()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._sections.discard()

    def _extraction(self, fact: Fact, document: str) -> str:
        """Gives the activity that extracted a fact, and tells of it and of what it used when it is first met."""
        plan = f"ruleset:{iri_part(fact.ruleset)}"
        digest = hashlib.sha256(f"{fact.doc_id}\0{fact.ruleset}".encode()).hexdigest()[:16]
        activity = f"extraction:{digest}"
        self._tell("entity", document, {"prov:type": _type("nf:Document"), "prov:label": fact.doc_id})
        types = [_type("prov:Plan"), _type("prov:Collection")]
        self._tell("entity", plan, {"prov:type": types, "prov:label": fact.ruleset})
        if self._tell("activity", activity, {"prov:type": _type("nf:Extraction")}):
            self._relate("used", activity=activity, entity=document)
            self._relate("wasAssociatedWith", activity=activity, agent=_SOFTWARE, plan=plan)
        return activity

    def _rule(self, ruleset: str, rule: str) -> str:
        """Gives a rule as it was in a rule set."""
        name = f"rule:{iri_part(f'{ruleset} {rule}')}"
        if self._tell("entity", name, {"prov:type": _type("nf:Rule"), "prov:label": rule}):
            self._relate("hadMember", collection=f"ruleset:{iri_part(ruleset)}", entity=name)
        return name

    def _tell(self, section: str, name: str, attributes: Mapping[str, Any]) -> bool:
        """Writes what an element is, once, and says whether this was the time."""
        if name in self._told:
            return False
        self._told.add(name)
        self._sections.add(section, name, attributes)
        return True

    def _relate(self, relation: str, **ends: str) -> None:
        self._relations += 1
        self._sections.add(relation, f"_:r{self._relations}", {f"prov:{end}": name for end, name in ends.items()})


def _type(name: str) -> dict[str, str]:
    return {"$": name, "type": _QNAME}


def _attributes(fact: Fact) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, slot in slots_of(fact).items():
        kind = "xsd:decimal" if name in DECIMALS else "xsd:date" if name in DATES else None
        found[f"nf:{name}"] = slot if kind is None else {"$": slot, "type": kind}
    return found

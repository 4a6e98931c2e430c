"""xBRL-JSON (OIM 1.0): a report, and beside it the taxonomy that its concepts and dimensions are from.

Each fact is one of the report, under its id; a range is two, of its lower and its upper end. Accuracy (``decimals``)
is the written precision. A fact without a subject has no entity, one without a period holds for all time as far as XBRL
can tell, and a number without a unit is a plain one: these are exported and counted. Left out, and reported, is what
has a character that XML cannot hold, or a period that ends on the last day of the calendar.

XBRL has no place for where a fact stands: quote, offsets, rules, the metric's wording where it has an id, and how slots
came about are not in the report, but the ids lead to the facts that have them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from numfacts.exporting.naming import text_of_xml_name, xml_name
from numfacts.exporting.xbrl_taxonomy import Taxonomy
from numfacts.exporting.xbrl_terms import ENTITIES, NAMESPACE, PREFIX, Concept, concept_of, dimensions_of
from numfacts.exporting.xbrl_units import NAMESPACES, Unit, unit_of
from numfacts.io.files import AtomicFile
from numfacts.records import Fact

_REPORT: Final = "https://xbrl.org/2021/xbrl-json"
_HAN: Final = re.compile("[\u3400-\u9fff]")
_KINDS: Final = {"monetary": "money", "ratio": "plain number", "shares": "shares", "quantity": "quantity"}


class XbrlExport:
    """Writes a report, and its taxonomy under the same name with ``.xsd``."""

    def __init__(self, path: Path) -> None:
        self.remarks: Counter[str] = Counter()
        stem = re.sub(r"\.json(\.gz)?$", "", path.name, flags=re.IGNORECASE)
        schema = path.with_name(f"{stem}.xsd")
        self._report = AtomicFile(path)
        self._schema = AtomicFile(schema)
        self._head = _head(schema.name)
        self._names: dict[Concept, Counter[str]] = defaultdict(Counter)

    def add(self, fact: Fact) -> None:
        """Appends a fact; raises ``FactError`` for one that is left out, and ``OutputError``."""
        unit = unit_of(fact.unit)
        concept = concept_of(fact, unit)
        dimensions = dimensions_of(fact, concept, unit)
        names = self._names[concept]
        if fact.metric is not None and fact.metric.text is not None:
            names[fact.metric.text] += 1
        for slot, missing in (("entity", "subject"), ("period", "period")):
            self.remarks[f"without a {missing}"] += slot not in dimensions
        self.remarks["without a metric"] += not concept.metric
        self.remarks["without a unit"] += fact.unit == "1"
        if fact.value_high is None:
            self._write(xml_name(f"f-{fact.id}"), fact, fact.value, unit, dimensions)
        else:
            for bound, value in (("lower", fact.value), ("upper", fact.value_high)):
                bounded = {**dimensions, f"{PREFIX}:Bound": f"{PREFIX}:{bound}"}
                self._write(xml_name(f"f-{fact.id}-{bound}"), fact, value, unit, bounded)

    def commit(self) -> None:
        """Finishes both files, the taxonomy first; raises ``OutputError``."""
        taxonomy = Taxonomy()
        for concept in sorted(self._names, key=lambda concept: concept.name):
            taxonomy.add(concept, labels_of(concept, self._names[concept]))
        self._schema.write(taxonomy.encode())
        self._report.write(b"\n}}\n" if self._report.opened else self._head + b"}}\n")
        self._schema.commit()
        self._report.commit()

    def discard(self) -> None:
        """Leaves what stood under the names of the files as it was."""
        self._report.discard()
        self._schema.discard()

    def _write(self, id: str, fact: Fact, value: str, unit: Unit, dimensions: dict[str, str]) -> None:
        written: dict[str, Any] = {
            "value": shifted(value, unit.power),
            "decimals": accuracy(fact, value) - unit.power,
            "dimensions": dimensions,
        }
        before = b",\n" if self._report.opened else self._head + b"\n"
        self._report.write(before + msgspec.json.encode(id) + b": " + msgspec.json.encode(written))


def accuracy(fact: Fact, value: str) -> int:
    """Gives the number of decimals to which a value is written, below 0 for hundreds and the like.

    Where the value has digits beyond that, as half a dollar written in cents, it is their number.
    """
    decimals = fact.decimals - fact.scale
    _, digits, exponent = Decimal(value).as_tuple()
    assert isinstance(exponent, int)
    last = exponent + len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return decimals if last >= -decimals or not any(digits) else -exponent


def shifted(value: str, power: int) -> str:
    """Multiplies a decimal with a power of ten, exactly, however long it is."""
    sign, digits, exponent = Decimal(value).as_tuple()
    assert isinstance(exponent, int)
    return format(Decimal((sign, digits, exponent + power)), "f")


def labels_of(concept: Concept, names: Mapping[str, int]) -> list[tuple[str, str]]:
    """Gives the labels of a concept: in English after its id, and the Chinese name that was met most."""
    kind = f"{_KINDS[concept.kind]}, {'at a time' if concept.instant else 'over a period'}"
    metric = concept.metric
    if metric.startswith("text."):
        text = text_of_xml_name(metric.removeprefix("text."))
        return [("zh" if _HAN.search(text) else "en", f"{text} ({kind})")]
    labels = [("en", f"{text_of_xml_name(metric).replace('_', ' ') or 'not stated'} ({kind})")]
    chinese = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])) if _HAN.search(name)]
    return labels + [("zh", name) for name in chinese[:1]]


def _head(schema: str) -> bytes:
    namespaces = {**NAMESPACES, PREFIX: NAMESPACE, "subject": ENTITIES, "xbrl": "https://xbrl.org/2021"}
    info = {"documentType": _REPORT, "namespaces": namespaces, "taxonomy": [schema]}
    return b'{"documentInfo": ' + msgspec.json.encode(info) + b',\n"facts": {'

"""The taxonomy that goes with a report: a schema with its linkbases (labels, presentation, dimensions) inside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from numfacts.exporting.xbrl_terms import EXPLICIT, NAMESPACE, PREFIX, TYPED, Concept
from numfacts.exporting.xbrl_units import Kind

_XSD: Final = "http://www.w3.org/2001/XMLSchema"
_LINK: Final = "http://www.xbrl.org/2003/linkbase"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XBRLI: Final = "http://www.xbrl.org/2003/instance"
_XBRLDT: Final = "http://xbrl.org/2005/xbrldt"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_DIMENSIONS: Final = "http://xbrl.org/int/dim/arcrole/"
_ROLE: Final = "http://www.xbrl.org/2003/role/link"
_CHILD: Final = "http://www.xbrl.org/2003/arcrole/parent-child"
_STANDARD: Final = "http://www.xbrl.org/2003/role/label"
_LABEL: Final = "http://www.xbrl.org/2003/arcrole/concept-label"
_ARCROLES: Final = ("all", "hypercube-dimension", "dimension-domain", "dimension-default", "domain-member")
_TYPES: Final[dict[Kind, str]] = {
    "monetary": "monetaryItemType",
    "ratio": "pureItemType",
    "shares": "sharesItemType",
    "quantity": "decimalItemType",
}
_SCHEMAS: Final = (
    (_XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
    (_XBRLDT, "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
)
_ROOT, _TABLE = "Facts", "FactsTable"
_NONE: Final[Mapping[str, str]] = {}

_DECLARED: Final = {"xsd": _XSD, "link": _LINK, "xlink": _XLINK, "xbrli": _XBRLI, "xbrldt": _XBRLDT}
_CLASSES: Final = {"hypercube": "xbrldt:hypercubeItem", "dimension": "xbrldt:dimensionItem", "item": "xbrli:item"}


class Taxonomy:
    """Builds the schema of a taxonomy, its linkbases inside it."""

    def __init__(self) -> None:
        for prefix, namespace in _DECLARED.items():
            ET.register_namespace(prefix, namespace)
        attributes = {"targetNamespace": NAMESPACE, "elementFormDefault": "qualified", f"xmlns:{PREFIX}": NAMESPACE}
        self._schema = ET.Element(f"{{{_XSD}}}schema", attributes)
        annotation = ET.SubElement(self._schema, f"{{{_XSD}}}annotation")
        self._linkbase = ET.SubElement(ET.SubElement(annotation, f"{{{_XSD}}}appinfo"), f"{{{_LINK}}}linkbase")
        for namespace, place in _SCHEMAS:
            ET.SubElement(self._schema, f"{{{_XSD}}}import", {"namespace": namespace, "schemaLocation": place})
        for arcrole in _ARCROLES:
            _simple(self._linkbase, "arcroleRef", f"{_SCHEMAS[1][1]}#{arcrole}", arcroleURI=_DIMENSIONS + arcrole)
        self._labels = self._extended("labelLink")
        self._shown = self._extended("presentationLink")
        self._defined = self._extended("definitionLink")
        self._skeleton()

    def add(self, concept: Concept, labels: Iterable[tuple[str, str]]) -> None:
        """Adds a concept with its labels, each a language and a text."""
        period = "instant" if concept.instant else "duration"
        self._element(concept.name, _CLASSES["item"], f"xbrli:{_TYPES[concept.kind]}", period)
        for language, text in labels:
            self._label(concept.name, language, text)
        self._arc(self._shown, _ROOT, concept.name, _CHILD)
        self._arc(self._defined, _ROOT, concept.name, _DIMENSIONS + "domain-member")

    def encode(self) -> bytes:
        """Gives the schema as XML."""
        ET.indent(self._schema)
        written: bytes = ET.tostring(self._schema, "utf-8", xml_declaration=True)
        return written + b"\n"

    def _skeleton(self) -> None:
        """Adds what every taxonomy has: the table of facts and its dimensions, open to typed ones that are left out."""
        self._abstract(_ROOT)
        self._abstract(_TABLE, "hypercube")
        self._arc(self._shown, _ROOT, _TABLE, _CHILD)
        table = {f"{{{_XBRLDT}}}contextElement": "scenario", f"{{{_XBRLDT}}}closed": "false"}
        self._arc(self._defined, _ROOT, _TABLE, _DIMENSIONS + "all", table)
        for name in TYPED:
            domain = f"{name}.domain"
            attributes = {"id": f"{PREFIX}_{domain}", "name": domain, "type": "xsd:string"}
            ET.SubElement(self._schema, f"{{{_XSD}}}element", attributes)
            self._abstract(name, "dimension", {f"{{{_XBRLDT}}}typedDomainRef": f"#{PREFIX}_{domain}"})
            self._arc(self._shown, _TABLE, name, _CHILD)
        self._arc(self._defined, _TABLE, TYPED[0], _DIMENSIONS + "hypercube-dimension")
        for name, members in EXPLICIT.items():
            domain = f"{name}.domain"
            self._abstract(name, "dimension")
            self._abstract(domain)
            self._arc(self._shown, _TABLE, name, _CHILD)
            self._arc(self._shown, name, domain, _CHILD)
            self._arc(self._defined, _TABLE, name, _DIMENSIONS + "hypercube-dimension")
            self._arc(self._defined, name, domain, _DIMENSIONS + "dimension-domain")
            self._arc(self._defined, name, members[0], _DIMENSIONS + "dimension-default")
            for member in members:
                self._abstract(member)
                self._arc(self._shown, domain, member, _CHILD)
                self._arc(self._defined, domain, member, _DIMENSIONS + "domain-member")

    def _abstract(self, name: str, kind: str = "item", attributes: Mapping[str, str] = _NONE) -> None:
        self._element(name, _CLASSES[kind], "xbrli:stringItemType", "duration", {"abstract": "true", **attributes})
        self._label(name, "en", name.replace("-", " ").replace(".", " "))

    def _element(self, name: str, group: str, kind: str, period: str, attributes: Mapping[str, str] = _NONE) -> None:
        ET.SubElement(
            self._schema,
            f"{{{_XSD}}}element",
            {
                "id": f"{PREFIX}_{name}",
                "name": name,
                "type": kind,
                "substitutionGroup": group,
                f"{{{_XBRLI}}}periodType": period,
                "nillable": "true",
                **attributes,
            },
        )

    def _extended(self, name: str) -> _Link:
        attributes = {f"{{{_XLINK}}}type": "extended", f"{{{_XLINK}}}role": _ROLE}
        return _Link(ET.SubElement(self._linkbase, f"{{{_LINK}}}{name}", attributes), name.replace("Link", "Arc"))

    def _label(self, name: str, language: str, text: str) -> None:
        place = f"label_{len(self._labels.element)}"
        attributes = {
            f"{{{_XLINK}}}type": "resource",
            f"{{{_XLINK}}}label": place,
            f"{{{_XLINK}}}role": _STANDARD,
            f"{{{_XML}}}lang": language,
        }
        ET.SubElement(self._labels.element, f"{{{_LINK}}}label", attributes).text = text
        self._labels.connect(self._labels.locator(name), place, _LABEL, {})

    def _arc(self, link: _Link, parent: str, child: str, arcrole: str, attributes: Mapping[str, str] = _NONE) -> None:
        order = {} if link is self._labels else {"order": str(link.next_order(parent, arcrole))}
        link.connect(link.locator(parent), link.locator(child), arcrole, {**order, **attributes})


class _Link:
    """An extended link: its locators, one a name, and arcs."""

    def __init__(self, element: ET.Element, arc: str) -> None:
        self.element = element
        self._arc = arc
        self._locators: dict[str, str] = {}
        self._orders: Counter[tuple[str, str]] = Counter()

    def locator(self, name: str) -> str:
        """Gives the label of the locator of an element of the schema."""
        if name not in self._locators:
            self._locators[name] = place = f"at_{len(self._locators)}"
            _simple(self.element, "loc", f"#{PREFIX}_{name}", "locator", {f"{{{_XLINK}}}label": place})
        return self._locators[name]

    def next_order(self, parent: str, arcrole: str) -> int:
        """Counts the arcs of a kind from one parent."""
        self._orders[parent, arcrole] += 1
        return self._orders[parent, arcrole]

    def connect(self, source: str, target: str, arcrole: str, attributes: Mapping[str, str]) -> None:
        """Draws an arc between two labels."""
        ends = {f"{{{_XLINK}}}from": source, f"{{{_XLINK}}}to": target, f"{{{_XLINK}}}arcrole": arcrole}
        ET.SubElement(self.element, f"{{{_LINK}}}{self._arc}", {f"{{{_XLINK}}}type": "arc", **ends, **attributes})


def _simple(
    parent: ET.Element, name: str, place: str, kind: str = "simple", attributes: Mapping[str, str] = _NONE, **plain: str
) -> None:
    attributes = {**plain, f"{{{_XLINK}}}type": kind, f"{{{_XLINK}}}href": place, **attributes}
    ET.SubElement(parent, f"{{{_LINK}}}{name}", attributes)

"""Tests of xBRL-JSON: Arelle loads and validates it without an error, and reads the facts that were exported."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from arelle.api.Session import Session
from arelle.ModelXbrl import ModelXbrl
from arelle.RuntimeOptions import RuntimeOptions

from numfacts.exporting.sink import FactError
from numfacts.exporting.xbrl import XbrlExport, accuracy, labels_of, shifted
from numfacts.exporting.xbrl_terms import Concept
from numfacts.exporting.xbrl_units import REGISTERED, unit_of
from numfacts.records import Change, Fact, Mention, Period

MakeFact = Callable[..., Fact]
pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning", "ignore:.*:ResourceWarning")  # Arelle's own


def write(path: Path, facts: Sequence[Fact]) -> XbrlExport:
    export = XbrlExport(path)
    for fact in facts:
        export.add(fact)
    export.commit()
    return export


@contextmanager
def loaded(path: Path) -> Iterator[ModelXbrl]:
    """The report as Arelle loads and validates it, offline."""
    options = RuntimeOptions(
        entrypointFile=str(path),
        validate=True,
        utrValidate=True,
        internetConnectivity="offline",
        keepOpen=True,
        logFile="logToBuffer",
        plugins="loadFromOIM",
        disablePersistentConfig=True,
    )
    with Session() as session:
        session.run(options)
        [model] = session.get_models()
        yield model


class Said(NamedTuple):
    """What a report says of one number; all of it is in a fact, too."""

    id: str
    value: Decimal
    decimals: int
    ratio: str | None
    metric: str
    subject: str | None
    period: tuple[dt.date, dt.date] | None
    document: str
    attribution: str | None
    comparator: str
    change: str
    modality: str


def read(model: ModelXbrl) -> Iterator[Said]:
    for fact in model.facts:
        context, dimensions = fact.context, {}
        for name, value in context.qnameDims.items():
            dimensions[name.localName] = value.memberQname.localName if value.isExplicit else value.typedMember.text
        scheme, subject = context.entityIdentifier
        period = None
        if context.isInstantPeriod:
            period = (context.endDatetime.date() - dt.timedelta(1),) * 2
        elif context.isStartEndPeriod:
            period = (context.startDatetime.date(), context.endDatetime.date() - dt.timedelta(1))
        yield Said(
            fact.id,
            fact.xValue,
            int(fact.decimals),
            dimensions.get("Ratio"),
            re.sub(r"\.?[a-z]+\.(duration|instant)$", "", fact.qname.localName),
            unquote(subject) if scheme == "urn:numfacts:subject" else None,
            period,
            dimensions["Document"] or "",
            dimensions.get("Attribution"),
            dimensions.get("Comparator", "equal"),
            dimensions.get("Change", "level"),
            dimensions.get("Modality", "actual"),
        )


RATIOS = {"percent": ("percent", 2), "percentage_point": ("percentage-point", 2), "basis_point": ("basis-point", 4)}
COMPARATORS = {
    "=": "equal", "~": "about", ">": "more-than", ">=": "at-least", "<": "less-than", "<=": "at-most",
}  # fmt: skip


def expected(fact: Fact) -> Iterator[Said]:
    """What a report has to say of a fact."""

    def name(mention: Mention | None) -> str | None:
        return None if mention is None else mention.text or mention.id

    ratio, power = RATIOS.get(fact.unit, ("times" if fact.unit == "times" else None, 0))
    metric, change, period = fact.metric, fact.change, fact.period
    values = {"": fact.value} if fact.value_high is None else {"-lower": fact.value, "-upper": fact.value_high}
    for bound, value in values.items():
        sign, digits, exponent = Decimal(value).as_tuple()
        assert isinstance(exponent, int)
        yield Said(
            f"f-{fact.id}{bound}",
            Decimal((sign, digits, exponent - power)),
            accuracy(fact, value) + power,
            ratio,
            "" if metric is None else escape(metric.id) if metric.id else f"text.{escape(metric.text or '')}",
            name(fact.subject),
            None if period is None else (period.start, period.end),
            fact.doc_id,
            name(fact.attribution),
            COMPARATORS[fact.comparator],
            "level" if change is None else f"{change.basis or 'open'}-{change.direction}",
            fact.modality,
        )


def escape(text: str) -> str:
    """Writes a metric's name or id as a part of a concept's name, for the texts that these tests have."""
    allowed = re.sub(r"[^\w-]|_(?=x[0-9A-F]+_)|[^\x00-\uffff]", lambda match: f"_x{ord(match[0]):X}_", text)
    return re.sub(r"^[\d-]", lambda match: f"_x{ord(match[0]):X}_", allowed)


def test_the_corpus_loads_and_validates_in_arelle_and_reads_back_equal(
    tmp_path: Path, corpus_facts: list[Fact], odd_facts: list[Fact]
) -> None:
    facts = [*corpus_facts, *odd_facts]
    export = write(tmp_path / "report.json", facts)
    with loaded(tmp_path / "report.json") as model:
        assert model.errors == []
        assert sorted(read(model)) == sorted(said for fact in facts for said in expected(fact))
        units = {str(measure) for fact in model.facts for side in fact.unit.measures for measure in side}
        assert {"iso4217:CNY", "xbrli:shares", "utr:bbl", "utr:t", "unit:count"} <= units
        labels = {concept.name: concept.label(lang="zh") for concept in model.qnameConcepts.values()}
        assert "收" in labels["revenue.monetary.duration"]
    assert +export.remarks == {
        "without a subject": sum(fact.subject is None for fact in facts),
        "without a period": sum(fact.period is None for fact in facts),
        "without a metric": sum(fact.metric is None for fact in facts),
        "without a unit": sum(fact.unit == "1" for fact in facts),
    }


@pytest.mark.parametrize(
    ("slot", "wrong", "code"),
    [
        ("concept", "nf:nothing", "oime:unknownConcept"),
        ("nf:Comparator", "nf:forecast", "xbrldie:PrimaryItemDimensionallyInvalidError"),
        ("unit", "utr:t", "xbrl.4.8.2:monetaryFactUnit-notMonetaryMeasure"),
    ],
)
def test_arelle_tells_what_is_wrong(slot: str, wrong: str, code: str, tmp_path: Path, make_fact: MakeFact) -> None:
    write(tmp_path / "a.json", [make_fact()])
    report = json.loads((tmp_path / "a.json").read_text("utf-8"))
    next(iter(report["facts"].values()))["dimensions"][slot] = wrong
    (tmp_path / "a.json").write_text(json.dumps(report), "utf-8")
    with loaded(tmp_path / "a.json") as model:
        assert code in model.errors


def test_a_fact_in_full(tmp_path: Path, make_fact: MakeFact) -> None:
    fact = make_fact(
        id="abc",
        value="12.50",
        value_high="13",
        unit="percent",
        scale=0,
        decimals=1,
        comparator="~",
        metric=Mention("营收", 0, 2, "revenue"),
        change=Change("yoy", "up"),
        subject=Mention("Tea Co", 0, 6),
        period=Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        modality="forecast",
        attribution=Mention("某行", 0, 2),
    )
    write(tmp_path / "a.json", [fact])
    report = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert report["documentInfo"]["taxonomy"] == ["a.xsd"]
    assert report["facts"]["f-abc-lower"] == {
        "value": "0.1250",
        "decimals": 3,
        "dimensions": {
            "concept": "nf:revenue.ratio.duration",
            "entity": "subject:Tea%20Co",
            "period": "2024-01-01T00:00:00/2025-01-01T00:00:00",
            "nf:Document": "doc",
            "nf:Attribution": "某行",
            "nf:Comparator": "nf:about",
            "nf:Change": "nf:yoy-up",
            "nf:Modality": "nf:forecast",
            "nf:Ratio": "nf:percent",
            "nf:Bound": "nf:lower",
        },
    }
    assert report["facts"]["f-abc-upper"]["value"] == "0.13"


@pytest.mark.parametrize(
    ("value", "scale", "decimals", "number"),
    [
        ("1250000000", 8, 1, -7),
        ("1251000000", 8, 1, 0),
        ("12.5", 0, 1, 1),
        ("0.50", 0, 0, 2),
        ("300", 0, 0, 0),
        ("0", 8, 0, -8),
        ("123456789012345678901234567890.5", 0, 1, 1),
    ],
)
def test_accuracy_is_the_written_precision(
    value: str, scale: int, decimals: int, number: int, make_fact: MakeFact
) -> None:
    assert accuracy(make_fact(value=value, scale=scale, decimals=decimals), value) == number


def test_shifting_rounds_nothing() -> None:
    assert shifted("-123456789012345678901234567890123456789.5", -4) == "-12345678901234567890123456789012345.67895"


@pytest.mark.parametrize(
    ("code", "written", "kind"),
    [
        ("CNY", "iso4217:CNY", "monetary"),
        ("share", "xbrli:shares", "shares"),
        ("percent", None, "ratio"),
        ("1", None, "ratio"),
        ("CNY/share", "iso4217:CNY/xbrli:shares", "quantity"),
        ("CNY/10share", "iso4217:CNY/unit:_x31_0share", "quantity"),
        ("[bbl_us]/d", "utr:bbl/utr:D", "quantity"),
        ("t/t", "unit:t_x2F_t", "quantity"),
        ("/d", "unit:_x2F_d", "quantity"),
        ("算力 卡", "unit:算力_x20_卡", "quantity"),
    ],
)
def test_units_are_of_registries_where_these_have_them(code: str, written: str | None, kind: str) -> None:
    assert unit_of(code)[:2] == (written, kind)


def test_registered_units_are_in_the_registry_that_arelle_brings() -> None:
    import arelle

    [path] = (Path(place) / "resources/cache/http/www.xbrl.org/utr/utr.xml" for place in arelle.__path__)
    known = set(re.findall(r"<unitId>(.+?)</unitId>", path.read_text("utf-8")))
    assert set(REGISTERED.values()) <= known


@pytest.mark.parametrize(
    ("slots", "cause"),
    [
        ({"doc_id": "a\x01"}, r"XML cannot hold the character U\+0001"),
        ({"attribution": Mention("\uffff", 0, 1)}, r"XML cannot hold the character U\+FFFF"),
        ({"period": Period(dt.date(9999, 1, 1), dt.date.max)}, "the period ends on 9999-12-31"),
    ],
)
def test_what_it_cannot_hold_is_left_out(
    slots: dict[str, Any], cause: str, tmp_path: Path, make_fact: MakeFact
) -> None:
    export = XbrlExport(tmp_path / "a.json")
    with pytest.raises(FactError, match=cause):
        export.add(make_fact(**slots))
    export.add(make_fact())
    export.commit()
    assert list(json.loads((tmp_path / "a.json").read_text("utf-8"))["facts"]) == ["f-0123456789abcdef"]
    assert export.remarks["without a subject"] == 1


def test_labels_are_after_the_id_and_the_name_met_most() -> None:
    concept = Concept("net_profit", "monetary", False)
    names = {"纯利": 2, "净利润": 2, "盈利": 1, "profit": 9}
    assert labels_of(concept, names) == [("en", "net profit (money, over a period)"), ("zh", "净利润")]
    assert labels_of(Concept("text.a_x20_b", "ratio", True), {}) == [("en", "a b (plain number, at a time)")]
    assert labels_of(Concept("", "shares", True), {}) == [("en", "not stated (shares, at a time)")]


def test_no_facts_are_a_report_and_one_given_up_leaves_what_was_there(tmp_path: Path, make_fact: MakeFact) -> None:
    write(tmp_path / "none.json", [])
    with loaded(tmp_path / "none.json") as model:
        assert (model.errors, list(model.facts)) == ([], [])
    before = (tmp_path / "none.json").read_bytes()
    export = XbrlExport(tmp_path / "none.json")
    export.add(make_fact())
    export.discard()
    assert (tmp_path / "none.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["none.json", "none.xsd"]

"""Tests of measuring a corpus, of its floors, and of the forms in which figures are shown."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.authoring import evaluation_html, evaluation_json
from numfacts.authoring.articles import Article, Language
from numfacts.authoring.evaluating import Evaluation, evaluate, unit_kind
from numfacts.authoring.evaluation_rows import disagreements, grids
from numfacts.authoring.floors import Floors, FloorsError, pin, reached, read_floors, shortfalls
from numfacts.authoring.gold import GoldClaim, GoldDocument
from numfacts.document import Document
from numfacts.pipeline import Extractor
from numfacts.records import Extent, Fact

MakeFact = Callable[..., Fact]
Process = Callable[[Document], Document]


def article(id: str, text: str, *quotes: tuple[str, str, str], **slots: object) -> Article:
    """Make an article whose claims are given by quote, value and unit."""
    claims = [
        GoldClaim(text.index(quote), text.index(quote) + len(quote), value, unit, quote)
        for quote, value, unit in quotes
    ]
    family = id.partition("/")[0]
    language: Language = "en" if text.isascii() else "zh-Hans"
    return Article(text, GoldDocument(id, claims, []), family, language, **slots)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


TEA = article(
    "results/tea", "云岭茶业售出3万吨，涨了3.5%，用了8天。", ("3万吨", "30000", "t"), ("3.5%", "3.5", "percent")
)
COAL = article("macro/coal", "Profit rose to $5 million <b>", ("$5 million", "5000000", "USD"), ("Profit", "1", "1"))


@pytest.fixture(scope="module")
def measured(extractor: Extractor) -> Evaluation:
    return evaluate([TEA, COAL], extractor.process, "rules")


def test_figures_are_given_by_language_family_unit_and_rule(measured: Evaluation) -> None:
    assert (measured.total.documents, measured.total.claims, measured.total.facts) == (2, 4, 3)
    assert {name: score.claims for name, score in measured.languages.items()} == {"en": 2, "zh-Hans": 2}
    assert measured.languages["zh-Hans"].quantity.f1 == 1
    assert measured.families["macro"].quantity.recall == 0.5
    assert {kind: (figures.claims, figures.facts) for kind, figures in measured.unit_kinds.items()} == {
        "bare number": (1, 0), "money": (1, 1), "percent": (1, 1), "physical": (1, 1),
    }  # fmt: skip
    assert (measured.rules["units/tonne"].facts, measured.rules["units/tonne"].quantity) == (1, 1)
    assert measured.rules["units/tonne"].full < 1  # the gold knows of no subject


def test_a_fact_of_another_kind_of_unit_is_missed_in_one_and_spurious_in_the_other(extractor: Extractor) -> None:
    wrong = article("a/a", "云岭茶业售出3万吨。", ("3万吨", "30000", "CNY"))
    kinds = evaluate([wrong], extractor.process, "rules").unit_kinds
    assert (kinds["money"].claims, kinds["money"].facts) == (1, 0)
    assert (kinds["physical"].claims, kinds["physical"].facts) == (0, 1)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("CNY", "money"), ("CNY/share", "price"), ("CNY/USD", "price"), ("percent", "percent"), ("pip", "point"),
        ("basis_point", "difference"), ("year", "duration"), ("1", "bare number"), ("rank", "rank"), ("t", "physical"),
        ("[bbl_us]/d", "physical"), ("MW", "physical"), ("count", "count"),
    ],
)  # fmt: skip
def test_every_unit_has_a_kind(unit: str, kind: str) -> None:
    assert unit_kind(unit) == kind


def triple(make_fact: MakeFact, hans: list[dict[str, object]], en: list[dict[str, object]]) -> Evaluation:
    """Measure two articles of a triple, on 3 and on 4 of something, by facts that are given."""
    articles = [
        article("a/hans", "3吨，4人", ("3吨", "3", "t"), ("4人", "4", "person"), triple="tea"),
        article("a/en", "3 t, 4 x", ("3 t", "3", "t"), triple="tea"),
        article("a/alone", "3吨", ("3吨", "3", "t"), triple="alone"),
    ]
    articles[1].gold.claims.append(GoldClaim(5, 6, "4", ["person", "count"], "4"))
    facts = {"a/hans": hans, "a/en": en, "a/alone": []}

    def process(document: Document) -> Document:
        document.facts = [make_fact(**{"doc_id": document.id, "unit": "t"} | slots) for slots in facts[document.id]]
        document.alignment = Extractor().process(Document("x", document.text)).alignment
        return document

    return evaluate(articles, process, "rules")


THREE = {"start": 0, "end": 2, "value": "3"}
FOUR = {"start": 3, "end": 5, "value": "4", "unit": "person"}
FOUR_IN_ENGLISH = {"start": 5, "end": 6, "value": "4.0", "unit": "count"}
MORE = {"start": 2, "end": 3, "value": "9"}


@pytest.mark.parametrize(
    ("hans", "en", "share", "differing"),
    [
        ([THREE, FOUR], [THREE, FOUR_IN_ENGLISH], 1, ([], [])),  # either unit is right there, and 4.0 is 4
        ([THREE, FOUR], [THREE], 0.5, (["4 person"], [])),
        ([THREE, FOUR], [THREE, FOUR_IN_ENGLISH | {"unit": "t"}], 0.5, (["4 person"], ["4 t"])),
        ([THREE], [THREE], 0.5, ([], [])),  # what is found in neither does not come out alike
        ([THREE, FOUR, MORE], [THREE, FOUR_IN_ENGLISH, MORE], 1, ([], [])),
        ([THREE, FOUR, MORE], [THREE, FOUR_IN_ENGLISH], 2 / 3, (["9 t"], [])),
    ],
)
def test_triples_agree_on_what_comes_out_alike_in_all_of_them(
    make_fact: MakeFact,
    hans: list[dict[str, object]],
    en: list[dict[str, object]],
    share: float,
    differing: tuple[list[str], list[str]],
) -> None:
    result = triple(make_fact, hans, en)
    assert list(result.triples) == ["tea"]
    assert (result.triples["tea"].gold, result.triples["tea"].found) == (1, share)
    assert result.triples["tea"].differing == dict(zip(("zh-Hans", "en"), differing, strict=True))
    assert result.agreement == share
    assert [grid.title for grid in grids(result)][-1] == "triple"


def test_a_corpus_without_triples_has_no_agreement(measured: Evaluation) -> None:
    assert measured.agreement is None
    assert "triples agreement" not in reached(measured).floors


def test_disagreements_come_with_their_text(measured: Evaluation) -> None:
    found = {(wrong.kind, wrong.doc_id, wrong.text): wrong for wrong in disagreements(measured)}
    missed = found["missed", "macro/coal", "Profit"]
    assert (missed.start, missed.before, missed.after, missed.gold, missed.found) == (
        0, "", " rose to $5 million ", "1 1", "",
    )  # fmt: skip
    assert found["subject", "results/tea", "3万吨"].gold == "none"


def test_the_page_marks_what_is_wrong_in_the_text(measured: Evaluation) -> None:
    page = evaluation_html.html(measured)
    assert page.startswith("<!DOCTYPE html>")
    assert "http" not in page
    assert '<mark class="missed" title="missed: 1 1 → –">Profit</mark>' in page
    assert '<mark class="slot" title="' in page
    assert "<td>missed<td><ins>1 1</ins><td></tr>" in page
    assert "&lt;b&gt;" in page
    assert "<b>results/tea</b>" in page


def test_the_page_keeps_the_whole_text_and_marks_boilerplate(extractor: Extractor) -> None:
    text = "云岭茶业售出3万吨。\n责任编辑：王小明\n广告\n"
    tea = article("results/tea", text, ("3万吨", "30000", "t"))
    tea.gold.boilerplate = [Extent(text.index("广告"), text.index("广告") + 2)]
    result = evaluate([tea], extractor.process, "rules")
    result.articles[0].found.boilerplate = [Extent(text.index("责任"), text.index("责任") + 8)]
    page = evaluation_html.html(result)
    assert '<span class="boilerplate missed">广告</span>' in page
    assert '<span class="boilerplate spurious">责任编辑：王小明</span>' in page


def test_json_holds_all_figures_and_the_disagreements(measured: Evaluation) -> None:
    data = json.loads(evaluation_json.json(measured))
    assert data["corpus"] == measured.corpus
    assert data["total"]["quantity"]["recall"] == 0.75
    assert "disagreements" not in data["languages"]["en"]
    assert len(data["disagreements"]) == len(list(disagreements(measured)))


# Floors


def floors(**figures: float) -> Floors:
    return Floors("abc", figures)


def test_what_is_reached_is_rounded_down_and_covers_the_levels_slots_and_languages(measured: Evaluation) -> None:
    now = reached(measured)
    assert now.corpus == measured.corpus
    assert now.floors["quantity f1"] == 0.8571  # 6/7
    assert now.floors["quantity precision"] == 1
    assert {"slot subject", "boilerplate f1", "en full f1", "zh-Hans claim f1"} <= now.floors.keys()
    assert shortfalls(now, now) == []


def test_a_figure_below_its_floor_another_corpus_and_a_lost_figure_are_told() -> None:
    assert shortfalls(floors(a=0.5), floors(a=0.5, b=0.1)) == []
    assert shortfalls(floors(a=0.5), floors(a=0.4999)) == ["a: 0.4999, below 0.5000"]
    assert shortfalls(floors(a=0.0, b=0.1), floors(b=0.1)) == ["a: no longer measured"]
    [message] = shortfalls(floors(a=0.5), Floors("abd", {"a": 0.5}))
    assert "not the one that the floors were pinned for" in message


def test_floors_are_pinned_and_read(tmp_path: Path, measured: Evaluation) -> None:
    path = tmp_path / "floors.toml"
    pin(path, reached(measured))
    assert read_floors(path) == reached(measured)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["corpus"] == measured.corpus


def test_a_pin_raises_floors_and_lowers_none_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    pin(path, floors(a=0.5, b=0.5))
    pin(path, Floors("other", {"a": 0.6, "b": 0.5, "c": 0.1}))
    assert read_floors(path) == Floors("other", {"a": 0.6, "b": 0.5, "c": 0.1})
    for lower in (floors(a=0.5999, b=0.5, c=0.1), floors(a=0.6, b=0.5), Floors("new", {"a": 0.1, "b": 1.0, "c": 1.0})):
        before = path.read_text(encoding="utf-8")
        with pytest.raises(FloorsError, match="only lowered with --lower"):
            pin(path, lower)
        assert path.read_text(encoding="utf-8") == before
    pin(path, floors(a=0.1), lower=True)
    assert read_floors(path) == floors(a=0.1)


@pytest.mark.parametrize(
    "content", ["corpus = 1\n", "nothing", 'corpus = "a"\n', 'corpus = "a"\n[floors]\na = "high"\n']
)
def test_a_file_that_holds_no_floors_is_refused_by_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FloorsError, match=r"floors\.toml: no floors"):
        read_floors(path)
    with pytest.raises(FloorsError, match="No such file"):
        read_floors(tmp_path / "none.toml")

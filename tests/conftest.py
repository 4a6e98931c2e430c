"""Fixtures that tests share."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import numfacts
from numfacts.authoring.corpus import default_corpus, read_corpus
from numfacts.document import Document
from numfacts.linking.english.syntax import Syntax
from numfacts.linking.english.tagging import EnglishTagger
from numfacts.linking.reading import Reading
from numfacts.records import Change, Extent, Fact, Mention, Period
from numfacts.ruleset import shipped_directory
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.vocabulary.shapes import Shapes
from support import packs


@pytest.fixture
def make_fact() -> Callable[..., Fact]:
    """Gives a function that makes a fact, all slots filled with something plain unless given."""

    def make(**slots: Any) -> Fact:
        defaults: dict[str, Any] = {
            "doc_id": "doc",
            "id": "0123456789abcdef",
            "quote": "5亿元",
            "start": 4,
            "end": 7,
            "sentence": Extent(0, 8),
            "value": "500000000",
            "value_high": None,
            "unit": "CNY",
            "unit_text": "元",
            "scale": 8,
            "decimals": 0,
            "comparator": "=",
            "metric": None,
            "change": None,
            "subject": None,
            "period": None,
            "modality": "actual",
            "attribution": None,
            "rules": ("units/yuan",),
            "ruleset": "0123456789ab",
            "basis": {},
        }
        return Fact(**(defaults | slots))

    return make


@pytest.fixture(scope="session")
def corpus_documents() -> list[Document]:
    """The documents of the corpus that comes with the project, with their facts."""
    directory = default_corpus()
    assert directory is not None
    extractor = numfacts.Extractor()
    return [
        extractor.process(Document(article.id, article.text, article.title, article.published))
        for article in read_corpus([directory])
    ]


@pytest.fixture(scope="session")
def corpus_facts(corpus_documents: list[Document]) -> list[Fact]:
    """All facts of the corpus."""
    return [fact for document in corpus_documents for fact in document.facts]


@pytest.fixture
def odd_facts(make_fact: Callable[..., Fact]) -> list[Fact]:
    """Facts that are hard to keep as they are: long, of any unit and day, with any character."""
    name = Mention('乙丙 & <Co.>\u3000"x"', 0, 2)
    slots: list[dict[str, Any]] = [
        {"value": "123456789012345678.123456", "decimals": 6, "scale": 0},
        {"value": "-123456789012345678901234567890123456789012.5", "unit": "HKD/10share"},
        {"value": "57400000000000000000", "scale": 19},
        {"value": "0.000000000000000000000000000000000000001", "unit": "percent", "decimals": 39, "scale": 0},
        {"value": "-0.50", "value_high": "4.00", "unit": "basis_point", "decimals": 2, "scale": 0, "comparator": "~"},
        {"value": "0", "value_high": "999999999999999999.9", "unit": "times", "decimals": 1, "scale": 0},
        {"value": "0.5", "unit": "USD", "scale": 0, "unit_text": "cents", "quote": "50 cents"},
        {"quote": "=1+1", "doc_id": "=HYPERLINK(1)", "subject": name, "metric": name, "attribution": name},
        {"quote": "_x0041_5", "metric": Mention("_x20_ 3.G", None, None), "unit": "[bbl_us]/d"},
        {"quote": " 5\r\n\t6 ", "subject": Mention("  A\tB\r\nC ", 1, 9), "unit": "算力 卡"},
        {"metric": Mention(None, None, None, "own metric/1"), "subject": Mention(None, None, None, "Q 1")},
        {"metric": Mention("𠮷野家 sales", 1, 2, "revenue"), "unit": "percent/percent", "doc_id": "𠮷/1?#%20"},
        {"period": Period(dt.date(1, 1, 1), dt.date(1899, 12, 31)), "unit": "Cel", "doc_id": "https://a.invalid/b?c=1"},
        {"period": Period(dt.date(2024, 2, 29), dt.date(2024, 2, 29)), "change": Change(None, "down"), "unit": "1"},
        {"period": Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), "change": Change("ytd", "up"), "unit": "share"},
        {"modality": "forecast", "comparator": "<=", "unit": "t", "rules": (), "basis": {"unit": "default"}},
        {"doc_id": ""},
    ]
    return [make_fact(id=f"{number:016x}", **each) for number, each in enumerate(slots)]


@pytest.fixture(scope="session")
def fact_of_slots() -> Callable[[Mapping[str, Any]], Fact]:
    """Gives a function that makes a fact of its slots on one level, by the columns of a CSV."""

    def make(slots: Mapping[str, Any]) -> Fact:
        def whole(name: str) -> int:
            return int(slots[name])

        def mention(name: str) -> Mention | None:
            parts = [slots.get(f"{name}{part}") for part in ("", "_start", "_end", "_id")]
            if all(part is None for part in parts):
                return None
            text, start, end, id = parts
            return Mention(text, None if start is None else int(start), None if end is None else int(end), id)

        days = [slots.get(f"period_{end}") for end in ("start", "end")]
        direction: Any = slots.get("change_direction")
        rules, basis = slots.get("rules") or "", slots["basis"]
        return Fact(
            doc_id=slots["doc_id"] or "",
            id=slots["id"],
            quote=slots["quote"],
            start=whole("start"),
            end=whole("end"),
            sentence=Extent(whole("sentence_start"), whole("sentence_end")),
            value=slots["value"],
            value_high=slots.get("value_high"),
            unit=slots["unit"],
            unit_text=slots.get("unit_text"),
            scale=whole("scale"),
            decimals=whole("decimals"),
            comparator=slots["comparator"],
            metric=mention("metric"),
            change=None if direction is None else Change(slots.get("change_basis"), direction),
            subject=mention("subject"),
            period=None if days[0] is None else Period(*(dt.date.fromisoformat(str(day)) for day in days)),
            modality=slots["modality"],
            attribution=mention("attribution"),
            rules=tuple(rules.split() if isinstance(rules, str) else rules),
            ruleset=slots["ruleset"],
            basis=json.loads(basis) if isinstance(basis, str) else basis,
        )

    return make


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory, in which the test works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal without a locale and a width."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def edited_rules(tmp_path: Path) -> Callable[..., Path]:
    """Gives a function that copies the rules of the package and puts ``new`` for ``old`` in one file of the copy."""

    def edit(file: str, old: str, new: str, *, name: str = "edited") -> Path:
        directory = tmp_path / name
        if not directory.exists():
            shutil.copytree(shipped_directory(), directory)
        path = directory / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return directory

    return edit


@pytest.fixture(scope="session")
def rules_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of rules for the tests that write rules, so that they fill nobody's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def _shared_cache(rules_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works with that cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(rules_cache))


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, for the tests of what is kept in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "numfacts"


@pytest.fixture
def write_rules(tmp_path: Path, _shared_cache: None) -> Callable[..., Path]:
    """Gives a function that makes ``tmp_path / "rules"``: the shipped rules, and the cases given by file name.

    The cases are the YAML of a list; a file that is given none has one case that holds.
    """

    def write(**cases: str) -> Path:
        directory = tmp_path / "rules"
        directory.mkdir(exist_ok=True)
        for path in shipped_directory().glob("*.yaml"):
            if not path.name.endswith(".cases.yaml"):
                shutil.copyfile(path, directory / path.name)
                written = cases.get(path.stem, "- {text: nothing, facts: []}\n")
                (directory / f"{path.stem}.cases.yaml").write_text(f"cases:\n{written}", encoding="utf-8")
        return directory

    return write


@pytest.fixture
def write_pack(tmp_path: Path, _shared_cache: None) -> Callable[..., Path]:
    """Gives a function that makes the pack ``tmp_path / "teas"``: the metric ``teas/tea``, and the given cases."""

    def write(cases: str) -> Path:
        rules = "kind: metrics\nrules: [{id: tea, metric: tea_sales, takes: [money], zh: [茶款]}]\n"
        return packs.write(tmp_path / "teas", cases=f"cases:\n{cases}", teas=rules)

    return write


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Gives a function that writes a directory of rule files, each with cases."""

    def write(name: str = "mine", **files: str) -> Path:
        return packs.write(tmp_path / name, **files)

    return write


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """A complete rule set of one's own: that of the package, without its indices."""
    directory = tmp_path / "whole"
    shutil.copytree(shipped_directory(), directory)
    for path in directory.glob("indices.*"):
        path.unlink()
    return directory


@pytest.fixture(scope="session")
def english_shapes() -> Shapes:
    """The shapes of the shipped rules."""
    rules = numfacts.Extractor().rules
    return Shapes(rules.of(ShapesFile), rules.of(GroupsFile))


@pytest.fixture(scope="session")
def read_english(english_shapes: Shapes) -> Callable[[str], Reading]:
    """Read an English sentence with its phrases, its quantities and times found by the shipped rules."""
    extractor = numfacts.Extractor()
    words = EnglishTagger(english_shapes)

    def read(text: str) -> Reading:
        document = extractor.process(Document("", text, published=dt.date(2025, 8, 14)))
        reading = Reading.of(text, 0, len(text), document.mentions[0], english_shapes)
        reading.syntax = words.syntax(text, 0, len(text), reading.tokens)
        return reading

    return read


@pytest.fixture(scope="session")
def parse_english(read_english: Callable[[str], Reading]) -> Callable[[str], Syntax]:
    """Read an English sentence as phrases."""

    def read(text: str) -> Syntax:
        syntax = read_english(text).syntax
        assert syntax is not None
        return syntax

    return read

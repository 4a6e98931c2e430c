"""Lines full of numbers that claim nothing: names, codes, dates, idioms and their like, in three scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from opencc import OpenCC

import numfacts

DATA = Path(__file__).with_name("no_claims.yaml")
EACH = 7  # lines that a template gives at most
FEWER_THAN = 5  # facts in all lines
SLOT = re.compile(r"\{([^{}]+)\}")
HAN = re.compile("[\u4e00-\u9fff]")
NUMERAL = re.compile("[0-9零〇一二两兩三四五六七八九十百千万萬亿億]|[IVX]|(?i:one|two|four|five|six|seven|nine|ten)")


class Line(NamedTuple):
    """A line, the family of its template, and its script: ``hans``, ``hant`` or ``en``."""

    family: str
    script: str
    text: str


def fillings(template: str, fillers: dict[str, list[str]]) -> Iterator[str]:
    """Fill a template until each text of its longest slot has had its turn, at most ``EACH`` times."""
    slots = [fillers.get(slot) or slot.split("|") for slot in SLOT.findall(template)]
    for turn in range(min(EACH, max(map(len, slots), default=1))):
        texts = [slot[turn % len(slot)] for slot in slots]
        yield SLOT.sub(lambda _: texts.pop(0), template)  # noqa: B023 - used at once


def scripts(text: str, traditional: OpenCC) -> list[tuple[str, str]]:
    """Give a text in each script it is to be read in."""
    return [("hans", text), ("hant", traditional.convert(text))] if HAN.search(text) else [("en", text)]


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    """All lines, without repetitions."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    traditional = OpenCC("s2t")
    found: dict[str, Line] = {}
    for family, templates in data["families"].items():
        for template in templates.splitlines():
            for text in fillings(template, data["fillers"]):
                for script, form in scripts(text, traditional):
                    found.setdefault(form, Line(family, script, form))
    return list(found.values())


def test_the_lines_are_many_and_of_many_kinds(lines: list[Line]) -> None:
    by_family = Counter(line.family for line in lines)
    by_script = Counter(line.script for line in lines)
    assert len(lines) >= 2000
    assert len(by_family) >= 60
    assert min(by_script[script] for script in ("hans", "hant", "en")) >= 400
    assert max(by_family.values()) <= len(lines) / 20  # no family is most of it
    assert sum(NUMERAL.search(line.text) is not None for line in lines) >= 0.95 * len(lines)


def test_lines_without_claims_give_hardly_a_fact(lines: list[Line]) -> None:
    extractor = numfacts.Extractor()
    found = [(line, fact.quote) for line in lines for fact in extractor.extract(line.text)]
    shown = "\n".join(f"{line.family} ({line.script}): {line.text} -> {quote}" for line, quote in found)
    assert len(found) < FEWER_THAN, shown

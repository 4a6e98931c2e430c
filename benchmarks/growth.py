"""How the cost grows: with the length of a document, the number of documents and of rules; and what memory it takes."""

from __future__ import annotations

import gc
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any, Final

import msgspec
import yaml

from numfacts.document import Document
from numfacts.pipeline import Extractor
from numfacts.ruleset import load_rules, shipped_directory
from texts import of_length, of_number

PER_LENGTH: Final = 150_000  # code points read for each length of document at most; one document where it is longer
ROUNDS: Final = 3
STATM: Final = Path("/proc/self/statm")
# What cannot be written twice: the tables of these kinds are fixed, and their rules refer to one another.
FIXED: Final = frozenset(["claims", "groups", "numerals", "parts", "periods", "units", "currencies"])
ASKED_FOR: Final = "shapes"  # the kind whose rules go by name, so that only lists of words can have others beside them
RARE: Final = "龘靐齉齾爩鱻麤龗灪"  # characters no news is written with, to make a term another


class Growth(msgspec.Struct):
    """Microseconds a code point, by the size that grows; ``ratio`` is the largest of them over the smallest."""

    microseconds: dict[int, float]
    ratio: float


WARMING: Final = 100  # documents read at most before the cost of more is measured


class Memory(msgspec.Struct):
    """Resident megabytes (10^6 bytes) after that many documents of one process."""

    megabytes: dict[int, float]


def by_length(lengths: Sequence[int], seed: int = 1) -> Growth:
    """Measure documents of different lengths, each without a time limit."""
    extractor = Extractor(time_limit=None)
    found = {}
    characters = min(PER_LENGTH, 3 * max(lengths))
    for length in lengths:
        documents = of_length(length, max(1, characters // length), seed)
        found[length] = _cost(extractor, documents)
    return _growth(found)


def by_number(counts: Sequence[int], seed: int = 1) -> tuple[Growth, Memory]:
    """Measure one run over documents that are made as they are read, at different points of it.

    It has a process of its own, so that nothing else counts as its memory.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        cost, megabytes = process.submit(_run_over, counts, seed).result()
    return _growth(cost), Memory(megabytes)


def _run_over(counts: Sequence[int], seed: int) -> tuple[dict[int, float], dict[int, float]]:
    """Give the microseconds a code point, and the resident megabytes, after so many documents."""
    extractor = Extractor()
    for document in of_number(min(WARMING, max(counts)), seed + 1):
        extractor.process(document)  # what is loaded and compiled once is no growth
    found: dict[int, float] = {}
    memory: dict[int, float] = {}
    characters, seconds = 0, 0.0
    for number, document in enumerate(of_number(max(counts), seed), 1):
        begin = process_time()
        extractor.process(document)
        seconds += process_time() - begin
        characters += len(document.text)
        if number in counts:
            found[number] = seconds / characters * 1e6
            memory[number] = resident()
    return found, memory


def by_rules(factors: Sequence[int], documents: Sequence[Document]) -> Growth:
    """Measure rule sets whose lists and patterns are so many times those of the package."""
    found = {}
    with tempfile.TemporaryDirectory() as directory:
        for factor in factors:
            packs = list(copies(Path(directory, f"x{factor}"), factor - 1))
            found[factor] = _cost(Extractor(load_rules(packs, cache=False)), documents)
    return _growth(found)


def resident() -> float:
    """Give the resident megabytes of this process; not a number where the system does not tell."""
    gc.collect()
    if not STATM.exists():
        return float("nan")
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cost(extractor: Extractor, documents: Sequence[Document]) -> float:
    """Give the microseconds a code point takes in the best of some rounds; what is long is read once."""
    extractor.process(Document("warming", documents[0].text[:PER_LENGTH]))
    characters = sum(len(document.text) for document in documents)
    best = float("inf")
    for _ in range(ROUNDS if characters <= PER_LENGTH else 1):
        gc.collect()
        begin = process_time()
        for document in documents:
            extractor.process(_fresh(document))
        best = min(best, process_time() - begin)
    return best / characters * 1e6


def _fresh(document: Document) -> Document:
    return Document(document.id, document.text, document.title, document.published)


def _growth(found: dict[int, float]) -> Growth:
    return Growth(found, max(found.values()) / min(found.values()))


def copies(directory: Path, count: int) -> Iterator[Path]:
    """Write packs that hold the rules of the package once more each, with other terms."""
    for number in range(count):
        mark = RARE[number]
        pack = directory / f"copy-{number + 1}"
        pack.mkdir(parents=True)
        for file in sorted(shipped_directory().glob("*.yaml")):
            if file.name.endswith(".cases.yaml"):
                continue
            content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
            if content["kind"] in FIXED:
                continue
            named = content["kind"] == ASKED_FOR
            content["rules"] = [
                _another(rule, mark, number) | ({"id": rule["id"]} if named else {})
                for rule in content["rules"]
                if not named or "terms" in rule
            ]
            if not content["rules"]:
                continue
            name = f"{file.stem}-copy-{number + 1}"
            (pack / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
            (pack / f"{name}.cases.yaml").write_text("cases: []\n", "utf-8")
        yield pack


def _another(rule: dict[str, Any], mark: str, number: int) -> dict[str, Any]:
    """Give a rule with other terms and patterns, as long as before and one character more."""
    copy = dict(rule, id=f"{rule['id']}-copy-{number + 1}")
    for key in ("zh", "en", "terms", "triggers", "before", "after"):
        if key in copy:
            copy[key] = [term + (mark if re.search("[\u3400-\u9fff]", term) else f"q{number}") for term in copy[key]]
    if "patterns" in copy:
        copy["patterns"] = [f"(?:{pattern}){mark}" for pattern in copy["patterns"]]
    if "pattern" in copy:
        copy["pattern"] = f"(?:{copy['pattern']}){mark}"
    return copy

"""What the benchmarks measure: speed on one text side by side, the share of each stage, and the time to start.

Seconds depend on the machine, ratios hardly do: whatever is compared is measured in turns within one run, and the best
of several rounds counts, since everything else that runs can only make a round slower.
"""

from __future__ import annotations

import gc
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import msgspec

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.pipeline import Extractor

T = TypeVar("T")

NUMFACTS, JIEBA, RJIEBA, OPENCC = "numfacts", "jieba.cut", "rjieba.cut", "opencc t2s"
EXTRACT, FIRST, SPACY, PYTHON = "numfacts extract", "numfacts extract, first run", "import spacy", "python -c pass"


class Speed(msgspec.Struct):
    """The best round of one contender; ``ratio`` is its speed as a multiple of that of ``jieba.cut``."""

    seconds: float
    characters_per_second: float
    ratio: float


class Stage(msgspec.Struct):
    """The best round of one stage; ``share`` is its part of the seconds of all stages."""

    seconds: float
    share: float


class Start(msgspec.Struct):
    """The median time from process start to end; ``ratio`` is a multiple of that of ``import spacy``, if installed."""

    seconds: float
    ratio: float | None


class Report(msgspec.Struct):
    """All that one run measured; ``characters`` are code points of texts and titles, which all contenders read."""

    source: str
    documents: int
    characters: int
    facts: int
    rounds: int
    extractor_seconds: float
    speed: dict[str, Speed]
    stages: dict[str, Stage]
    start: dict[str, Start]

    def bars(self) -> dict[str, bool | None]:
        """What has to hold; null for what was not measured."""
        ratio = self.start[EXTRACT].ratio if EXTRACT in self.start else None
        return {
            "the whole pipeline is at least as fast as jieba.cut": self.speed[NUMFACTS].ratio >= 1,
            "numfacts extract on one article takes less time than import spacy": None if ratio is None else ratio < 1,
        }


def measure(source: str, documents: Sequence[Document], *, rounds: int, starts: int) -> Report:
    """Measure everything on the given documents; those that cannot be processed are left out.

    ``starts`` is how often each process is started, 0 to measure no start. Raises ValueError where no document is left.
    """
    begin = perf_counter()
    extractor = Extractor()
    built = perf_counter() - begin
    sound, facts = _sound(extractor, documents)
    if not sound:
        raise ValueError("no document to measure on")
    characters = sum(map(len, _strings(sound)))
    best, stages = _race(extractor, sound, rounds)
    total = sum(stages.values())
    return Report(
        source=source,
        documents=len(sound),
        characters=characters,
        facts=facts,
        rounds=rounds,
        extractor_seconds=built,
        speed={name: Speed(best[name], characters / best[name], best[JIEBA] / best[name]) for name in best},
        stages={name: Stage(seconds, seconds / total) for name, seconds in stages.items()},
        start=_starts(sound[0], starts) if starts else {},
    )


def _sound(extractor: Extractor, documents: Sequence[Document]) -> tuple[list[Document], int]:
    """Return the documents that can be processed and the number of their facts; it warms everything up as well."""
    sound, facts = [], 0
    for document in documents:
        try:
            facts += len(extractor.process(_fresh(document)).facts)
        except DocumentError as error:
            print(f"{document.id}: {error}", file=sys.stderr)
        else:
            sound.append(document)
    return sound, facts


def _fresh(document: Document) -> Document:
    return Document(document.id, document.text, document.title, document.published)


def _strings(documents: Sequence[Document]) -> list[str]:
    """All that the pipeline reads."""
    return [text for document in documents for text in (document.title, document.text) if text]


def _race(
    extractor: Extractor, documents: Sequence[Document], rounds: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the best seconds of every contender and of every stage; they take turns."""
    readers = _readers()
    strings = _strings(documents)
    for read in readers.values():
        read(strings[0])
    best: dict[str, float] = {}
    stages: dict[str, float] = {}
    for _ in range(rounds):
        _keep(best, NUMFACTS, _timed(lambda document: extractor.process(_fresh(document)), documents))
        for name, read in readers.items():
            _keep(best, name, _timed(read, strings))
        for name, seconds in _staged(extractor, documents).items():
            _keep(stages, name, seconds)
    return best, stages


def _readers() -> dict[str, Callable[[str], object]]:
    """The libraries to compare with, by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of jieba's old imports
        import jieba
        import opencc
        import rjieba
    jieba.setLogLevel(logging.CRITICAL)
    fast = rjieba.Jieba()
    return {
        JIEBA: lambda text: list(jieba.cut(text)),
        RJIEBA: lambda text: fast.cut(text, True),
        OPENCC: opencc.OpenCC("t2s").convert,
    }


def _timed(run: Callable[[T], object], items: Sequence[T]) -> float:
    gc.collect()
    begin = perf_counter()
    for item in items:
        run(item)
    return perf_counter() - begin


def _staged(extractor: Extractor, documents: Sequence[Document]) -> dict[str, float]:
    """Return the seconds that each stage took for all documents."""
    stages = extractor.stages
    seconds = [0.0] * len(stages)
    gc.collect()
    for given in documents:
        document = _fresh(given)  # and let go of at once, as in a long run
        for index, stage in enumerate(stages):
            begin = perf_counter()
            stage(document)
            seconds[index] += perf_counter() - begin
    return {stage.name: spent for stage, spent in zip(stages, seconds, strict=True)}


def _keep(best: dict[str, float], name: str, seconds: float) -> None:
    best[name] = min(seconds, best.get(name, seconds))


def _starts(document: Document, times: int) -> dict[str, Start]:
    """Start each process ``times`` times, in turns, after once without timing; return the medians."""
    with tempfile.TemporaryDirectory() as directory:
        article = Path(directory, "article.txt")
        article.write_text(document.text, "utf-8")
        extract = [sys.executable, "-m", "numfacts", "extract", str(article), "--quiet", "--no-show"]
        extract += ["-o", str(Path(directory, "facts.jsonl"))]
        commands = {
            EXTRACT: extract,
            FIRST: extract,
            SPACY: [sys.executable, "-c", "import spacy"],
            PYTHON: [sys.executable, "-c", "pass"],
        }
        if find_spec("spacy") is None:
            del commands[SPACY]
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(times + 1):
            for name, command in commands.items():
                # The first run of a user finds no checked rules in the cache.
                environment = {"XDG_CACHE_HOME": str(Path(directory, f"cache-{turn}"))} if name == FIRST else {}
                begin = perf_counter()
                subprocess.run(command, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
                if turn:
                    seconds[name].append(perf_counter() - begin)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    spacy = medians.get(SPACY)
    return {name: Start(median, median / spacy if spacy else None) for name, median in medians.items()}

"""Speed on one text side by side, the share of each stage, and the time to start.

Seconds are of the processor. They depend on the machine, ratios hardly do: whatever is compared is measured in turns
within one run, document by document, and the best of several rounds counts, since what else runs can only make a round
slower.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import TypeVar

import msgspec

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.pipeline import Extractor
from peers import JIEBA, Reader, libraries, peers

T = TypeVar("T")

NUMFACTS = "numfacts"
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


class Peer(msgspec.Struct):
    """One round of a peer over the first documents; ``ratio`` is the speed of numfacts on them as a multiple of it."""

    characters: int
    seconds: float
    ratio: float


class Start(msgspec.Struct):
    """The median processor time of a process; ``ratio`` is a multiple of that of ``import spacy``, if installed."""

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
    peers: dict[str, Peer]
    start: dict[str, Start]


def measure(
    source: str, documents: Sequence[Document], *, rounds: int, starts: int, peer_characters: int = 0
) -> Report:
    """Measure everything on the given documents; those that cannot be processed are left out.

    ``starts`` is how often each process is started, 0 to measure no start; ``peer_characters`` how much the peers read,
    which take hundreds of times as long. Raises ValueError where no document is left.
    """
    begin = process_time()
    extractor = Extractor()
    built = process_time() - begin
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
        peers=_against_peers(extractor, sound, peer_characters) if peer_characters else {},
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
    """Return the best seconds of every contender and of every stage; they take turns at every document.

    A processor changes its pace within a second: over whole rounds the ratio of two contenders varied by a third, over
    the sum of the best of each document by a twentieth.
    """
    readers: dict[str, Reader] = libraries()
    for read in readers.values():
        read(documents[0].text)
    best: list[dict[str, float]] = [{} for _ in documents]
    stages: list[dict[str, float]] = [{} for _ in documents]
    for _ in range(rounds):
        gc.collect()
        for document, quickest, quickest_stages in zip(documents, best, stages, strict=True):
            strings = _strings([document])
            _keep(quickest, NUMFACTS, _timed(lambda given: extractor.process(_fresh(given)), [document]))
            for name, read in readers.items():
                _keep(quickest, name, _timed(read, strings))
            for name, seconds in _staged(extractor, document).items():
                _keep(quickest_stages, name, seconds)
    return _sums(best), _sums(stages)


def _sums(found: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(seconds[name] for seconds in found) for name in found[0]}


def _against_peers(extractor: Extractor, documents: Sequence[Document], characters: int) -> dict[str, Peer]:
    """Let the peers and numfacts read the first documents, of that many code points in all."""
    few: list[Document] = []
    for document in documents:
        few.append(document)
        characters -= len(document.text)
        if characters <= 0:
            break
    texts = [document.text for document in few]
    found: dict[str, Peer] = {}
    for name, read in peers().items():
        read(texts[0])
        seconds = _timed(read, texts)
        own = min(_timed(lambda document: extractor.process(_fresh(document)), few) for _ in range(3))
        found[name] = Peer(sum(map(len, texts)), seconds, seconds / own)
    return found


def _timed(run: Callable[[T], object], items: Sequence[T]) -> float:
    begin = process_time()
    for item in items:
        run(item)
    return process_time() - begin


def _staged(extractor: Extractor, given: Document) -> dict[str, float]:
    """Return the seconds that each stage took for a document."""
    document = _fresh(given)
    seconds: dict[str, float] = {}
    for stage in extractor.stages:
        begin = process_time()
        stage(document)
        seconds[stage.name] = process_time() - begin
    return seconds


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
        # Compiled modules are kept, as they are for everyone who does not forbid it.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        for turn in range(times + 1):
            for name, command in commands.items():
                # The first run of a user finds no checked rules in the cache.
                own = {"XDG_CACHE_HOME": str(Path(directory, f"cache-{turn}"))} if name == FIRST else {}
                begin = _of_children()
                subprocess.run(command, env=environment | own, check=True, stdout=subprocess.DEVNULL)
                if turn:
                    seconds[name].append(_of_children() - begin)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    spacy = medians.get(SPACY)
    return {name: Start(median, median / spacy if spacy else None) for name, median in medians.items()}


def _of_children() -> float:
    """Give the processor seconds of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # os.times() counts hundredths of seconds
    return used.ru_utime + used.ru_stime

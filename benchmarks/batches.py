"""Runs whole batches of made documents, and compares them: ``python benchmarks/batches.py --documents 1000000``.

Documents are lines of the corpus's articles, or with ``--sentences`` single sentences, as short as flashes of a wire;
their decimals are drawn anew. They are extracted by one worker, by two, by four, and with ``--spark`` by a local Spark;
whatever ran, the facts have to be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from typing import Final, NamedTuple

import msgspec

from texts import generated

PROC: Final = Path("/proc")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
WATCHED: Final = 0.5  # seconds between two looks at the memory
LINES: Final = re.compile(r"\n+")
SENTENCES: Final = re.compile(r"(?<=[。！？])|\n+")
EARLY: Final = 0.1  # share of a run after which memory is compared with its end


class Memory(NamedTuple):
    """The largest resident megabytes (10^6 bytes) of a process until a tenth of a run, and until its end."""

    early: float
    end: float


class Batch(NamedTuple):
    """One run: its seconds, its memory, and SHA-256 of its facts in their order and sorted."""

    name: str
    seconds: float
    parent: Memory
    workers: Memory
    ordered: str
    sorted: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the batches; gives the exit status: 1 where their facts are not the same."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(dir=options.directory) as directory:
        source = Path(directory, "documents.jsonl")
        count = write(source, options.documents, SENTENCES if options.sentences else LINES, options.seed)
        print(f"{count:,} documents, {source.stat().st_size / 1e6:,.0f} MB", flush=True)
        print(
            f"{'':12} {'seconds':>9} {'a second':>9} {'x first':>8}   parent MB      workers MB      facts", flush=True
        )
        done: list[Batch] = []
        for name, form in _contenders(options):
            batch = run(name, form, source, Path(directory, name.replace(" ", "-")))
            done.append(batch)
            print(_line(batch, count, done[0].seconds), flush=True)
    same = len({batch.sorted for batch in done}) == 1
    ordered = len({batch.ordered for batch in done if batch.name != "spark"}) == 1
    print(f"facts {done[0].sorted[:16]}: {'the same' if same and ordered else 'NOT THE SAME'} in all runs")
    return 0 if same and ordered else 1


def write(path: Path, count: int, ends: re.Pattern[str], seed: int) -> int:
    """Write so many documents, a line each; gives their number."""
    with path.open("wb") as file:
        for line in islice(_pieces(ends, seed), count):
            file.write(line + b"\n")
    return count


def _pieces(ends: re.Pattern[str], seed: int) -> Iterator[bytes]:
    for article in generated(seed):
        for number, text in enumerate(filter(None, ends.split(article.text))):
            published = article.published.isoformat() if article.published else None
            named = {"id": f"{article.id}-{number}", "title": article.title, "published": published, "text": text}
            yield msgspec.json.encode(named)


def run(name: str, options: Sequence[str], source: Path, output: Path) -> Batch:
    """Run one batch, and look at its memory meanwhile; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "numfacts", "batch", str(source), "-o", str(output), "--quiet", *options]
    begin = monotonic()
    sizes: list[tuple[float, float, float]] = []
    process = subprocess.Popen(command)
    while process.poll() is None:
        workers = max(map(_resident, _children(process.pid)), default=0.0)
        sizes.append((monotonic() - begin, _resident(process.pid), workers))
        sleep(WATCHED)
    seconds = monotonic() - begin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    parent, largest = (_memory([(row[0], row[column]) for row in sizes], seconds) for column in (1, 2))
    ordered, unordered = _hashes(sorted(output.glob("facts/part-*")) or [output / "facts.jsonl"])
    return Batch(name, seconds, parent, largest, ordered, unordered)


def _hashes(files: Sequence[Path]) -> tuple[str, str]:
    whole = hashlib.sha256()
    lines = []
    for path in files:
        with path.open("rb") as file:
            for line in file:
                whole.update(line)
                lines.append(hashlib.sha256(line).digest())
    return whole.hexdigest(), hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def _memory(sizes: Sequence[tuple[float, float]], seconds: float) -> Memory:
    early = max((size for at, size in sizes if at <= EARLY * seconds), default=0.0)
    return Memory(early, max((size for _, size in sizes), default=0.0))


def _resident(process: int) -> float:
    """Give the resident megabytes of a process; 0 where it is gone or the system does not tell."""
    try:
        return int((PROC / str(process) / "statm").read_text().split()[1]) * PAGE / 1e6
    except OSError:
        return 0.0


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in (PROC / f"{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _contenders(options: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    for workers in options.workers:
        yield f"{workers} workers", ["--workers", str(workers)]
    if options.spark:
        yield "spark", ["--engine", "spark"]


def _line(batch: Batch, count: int, first: float) -> str:
    sizes = "   ".join(f"{memory.early:5.0f} -> {memory.end:5.0f}" for memory in (batch.parent, batch.workers))
    speed = f"{batch.seconds:9.1f} {count / batch.seconds:9.0f} {first / batch.seconds:8.2f}"
    return f"{batch.name:12} {speed}   {sizes}   {batch.sorted[:8]}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/batches.py", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, metavar="N", help="documents to make (%(default)s)")
    parser.add_argument("--sentences", action="store_true", help="make them of sentences")
    parser.add_argument("--seed", type=int, default=1, help="of the made documents (%(default)s)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], metavar="N", help="(1 2 4)")
    parser.add_argument("--spark", action="store_true", help="also run on a local Spark")
    parser.add_argument("--directory", metavar="DIR", help="where the runs are written meanwhile")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

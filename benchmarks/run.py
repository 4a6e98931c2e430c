"""Compares numfacts with the libraries it builds on: ``python benchmarks/run.py [PATH ...]``.

Without a path the text is made up (``articles.py``); the paths may be whatever ``numfacts extract`` reads.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from articles import articles
from measures import Report, measure
from numfacts.document import Document
from numfacts.folders import Notice, Rejection
from numfacts.inputs import read_documents


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks; returns the exit status: 1 where ``--check`` is given and a bar is missed, 2 without text."""
    options = _options(arguments)
    if options.paths:
        source = " ".join(options.paths)
        documents = _given(options.paths)
    else:
        source = f"made up, seed {options.seed}"
        made = articles(options.characters, options.seed)
        documents = [Document(article.id, article.text, article.title, article.published) for article in made]
    try:
        report = measure(source, documents, rounds=options.rounds, starts=options.starts)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json != "-":
        print(_table(report))
    if options.json is not None:
        content = msgspec.json.format(msgspec.json.encode(report)) + b"\n"
        if options.json == "-":
            sys.stdout.write(content.decode())
        else:
            Path(options.json).write_bytes(content)
    return int(options.check and False in report.bars().values())


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or directories of real text")
    parser.add_argument("--characters", type=_count, default=200_000, help="size of the made-up text (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up text (%(default)s)")
    parser.add_argument("--rounds", type=_count, default=5, help="rounds of which the best counts (%(default)s)")
    parser.add_argument("--starts", type=int, default=5, help="starts of each process; 0 to skip (%(default)s)")
    parser.add_argument("--json", metavar="FILE", help="also write the measurements; - writes them instead")
    parser.add_argument("--check", action="store_true", help="fail where a bar is missed")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be at least 1")
    return number


def _given(paths: Sequence[str]) -> list[Document]:
    documents = []
    for reading in read_documents(paths):
        if isinstance(reading, Document):
            documents.append(reading)
        elif isinstance(reading, Rejection | Notice):
            print(reading, file=sys.stderr)
    return documents


def _table(report: Report) -> str:
    size = f"{report.characters:,} characters and {report.facts:,} facts in documents: {report.documents:,}"
    lines = [
        f"{report.source}: {size}",
        "",
        f"{'best of ' + str(report.rounds):30} {'characters/s':>14} {'x jieba.cut':>12}",
    ]
    for name, speed in report.speed.items():
        lines.append(f"{name:30} {speed.characters_per_second:14,.0f} {speed.ratio:12.2f}")
    lines += ["", f"{'stage':30} {'characters/s':>14} {'share':>12}"]
    for name, stage in report.stages.items():
        lines.append(f"{name:30} {report.characters / stage.seconds:14,.0f} {stage.share:12.1%}")
    lines += ["", f"{'start to end':30} {'seconds':>14} {'x spacy':>12}"]
    for name, start in report.start.items():
        ratio = "" if start.ratio is None else f"{start.ratio:.2f}"
        lines.append(f"{name:30} {start.seconds:14.3f} {ratio:>12}")
    lines += [f"{'Extractor(), in this process':30} {report.extractor_seconds:14.3f}", ""]
    said = {True: "yes", False: "NO", None: "not measured"}
    lines += [f"{said[met]:>12}: {bar}" for bar, met in report.bars().items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

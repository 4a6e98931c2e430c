"""Measures numfacts beside the libraries it builds on and its peers: ``python benchmarks/run.py [PATH ...]``.

Without a path the text is made from the articles of the corpus; the paths may be whatever ``numfacts extract`` reads.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bars import Bar, bars
from chart import chart
from growth import Growth, Memory, by_length, by_number, by_rules
from measures import Report, measure
from texts import given, of_size


class Run(msgspec.Struct):
    """All that one run measured."""

    report: Report
    growth: dict[str, Growth]
    memory: Memory | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks; gives the exit status: 1 where ``--check`` is given and a floor missed, 2 without text."""
    options = _options(arguments)
    source = " ".join(options.paths) or f"made from the corpus, seed {options.seed}"
    documents = given(options.paths) if options.paths else of_size(options.characters, options.seed)
    try:
        report = measure(
            source,
            documents,
            rounds=options.rounds,
            starts=options.starts,
            peer_characters=options.peer_characters,
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    run = Run(report, *_grown(options))
    found = bars(run.report, run.growth, run.memory)
    if options.json != "-":
        print(_table(run, found))
    if options.json is not None:
        content = msgspec.json.format(msgspec.json.encode(run)) + b"\n"
        if options.json == "-":
            sys.stdout.write(content.decode())
        else:
            Path(options.json).write_bytes(content)
    if options.chart is not None:
        Path(options.chart).write_text(chart(run.report), "utf-8")
    missed = [bar for bar in found if bar.holds(bar.floor) is False]
    if options.check and missed:
        print("\n".join(f"missed: {bar.name}: {bar.reached:.2f}" for bar in missed), file=sys.stderr)
        return 1
    return 0


def _grown(options: argparse.Namespace) -> tuple[dict[str, Growth], Memory | None]:
    if not options.growth:
        return {}, None
    growth = {"length": by_length(options.lengths, options.seed)}
    growth["number"], memory = by_number(options.numbers, options.seed)
    growth["rules"] = by_rules(options.rules, of_size(options.characters, options.seed))
    return growth, memory


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or directories of real text")
    parser.add_argument("--characters", type=_count, default=200_000, help="size of the made text (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the made text (%(default)s)")
    parser.add_argument("--rounds", type=_count, default=5, help="rounds of which the best counts (%(default)s)")
    parser.add_argument("--starts", type=int, default=5, help="starts of each process; 0 to skip (%(default)s)")
    parser.add_argument(
        "--peer-characters", type=int, default=20_000, help="read by the peers; 0 to skip (%(default)s)"
    )
    parser.add_argument("--growth", action="store_true", help="also measure how cost and memory grow")
    parser.add_argument("--lengths", type=_counts, default=[1_000, 10_000, 100_000, 1_000_000], help="of documents")
    parser.add_argument("--numbers", type=_counts, default=[100, 1_000, 10_000], help="of documents")
    parser.add_argument("--rules", type=_counts, default=[1, 2, 5, 10], help="multiples of the rules")
    parser.add_argument("--chart", metavar="FILE", help="also draw the speeds, as SVG")
    parser.add_argument("--json", metavar="FILE", help="also write the measurements; - writes them instead")
    parser.add_argument("--check", action="store_true", help="fail where a floor is missed")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be at least 1")
    return number


def _counts(text: str) -> list[int]:
    return sorted(_count(part) for part in text.split(","))


def _table(run: Run, found: Sequence[Bar]) -> str:
    report = run.report
    size = f"{report.characters:,} characters and {report.facts:,} facts in documents: {report.documents:,}"
    lines = [
        f"{report.source}: {size}",
        "",
        f"{'best of ' + str(report.rounds):36} {'characters/s':>14} {'x jieba.cut':>12}",
    ]
    for name, speed in report.speed.items():
        lines.append(f"{name:36} {speed.characters_per_second:14,.0f} {speed.ratio:12.2f}")
    if report.peers:
        lines += ["", f"{'the first documents alone':36} {'characters/s':>14} {'numfacts x':>12}"]
    for name, peer in report.peers.items():
        lines.append(f"{name:36} {peer.characters / peer.seconds:14,.0f} {peer.ratio:12.2f}")
    lines += ["", f"{'stage':36} {'characters/s':>14} {'share':>12}"]
    for name, stage in report.stages.items():
        lines.append(f"{name:36} {report.characters / stage.seconds:14,.0f} {stage.share:12.1%}")
    lines += ["", f"{'start to end':36} {'seconds':>14} {'x spacy':>12}"]
    for name, start in report.start.items():
        ratio = "" if start.ratio is None else f"{start.ratio:.2f}"
        lines.append(f"{name:36} {start.seconds:14.3f} {ratio:>12}")
    lines.append(f"{'Extractor(), in this process':36} {report.extractor_seconds:14.3f}")
    for name, growth in run.growth.items():
        cost = ", ".join(f"{size:,}: {value:.2f}" for size, value in growth.microseconds.items())
        lines += ["", f"microseconds a character by {name}: {cost}"]
    if run.memory is not None:
        sizes = ", ".join(f"{count:,}: {value:.1f}" for count, value in run.memory.megabytes.items())
        lines += ["", f"megabytes after documents: {sizes}"]
    lines += ["", f"{'':48} {'reached':>9} {'floor':>9} {'aim':>9}"]
    for bar in found:
        reached = "-" if bar.reached is None else f"{bar.reached:.2f}"
        aimed = {True: "yes", False: "no", None: ""}[bar.holds(bar.aim)]
        lines.append(
            f"{bar.name:48} {reached:>9} {bar.sign + format(bar.floor, 'g'):>9} {format(bar.aim, 'g'):>9} {aimed}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

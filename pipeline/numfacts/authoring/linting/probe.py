"""The worker of the linter: runs regular expressions where one that never ends can be stopped.

A process of its own, started by its path, with nothing but the standard library. Each line of standard input is one
request in JSON, each line of standard output its answer. Texts to measure are given as beginning, turn and end, so
that they can be made in two sizes; they are searched from end to end, as the stages do.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import time

PATIENCE = 3.0  # seconds of processor time for one request; the shipped rules need a hundredth
SMALL, LARGE = 500, 2000  # characters: an article's paragraph, and the longest sentence that is read


def measure(pattern: re.Pattern[str], attacks: list[list[str]], whole: bool) -> tuple[float, float, int]:
    """Give the seconds for the small and the large text of the slowest attack, and which it is."""
    worst = (0.0, 0.0, 0)
    for index, (lead, turn, tail) in enumerate(attacks):
        small = timed(pattern, lead + turn * (SMALL // len(turn)) + tail, whole)
        large = timed(pattern, lead + turn * (LARGE // len(turn)) + tail, whole)
        worst = max(worst, (large, small, index))
    return worst[1], worst[0], worst[2]


def timed(pattern: re.Pattern[str], text: str, whole: bool) -> float:
    """Give the seconds of processor time of one search through a text, or one look at the whole: the better of two."""
    best = 60.0
    for _ in range(2):
        start = time.process_time()
        if whole:
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - start)
        if best > 0.5:
            break
    return best


def occurs(pattern: re.Pattern[str], texts: list[str]) -> bool:
    """Say whether a pattern is found in any of the texts."""
    return any(map(pattern.search, texts))


def limit(seconds: float) -> None:
    """Let the system end this process after so much processor time, where it can; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def serve() -> None:
    """Answer requests until there are no more, or one takes too long."""
    texts: list[str] = []
    for line in sys.stdin:
        request = json.loads(line)
        answer: object
        if "texts" in request:
            texts = request["texts"]
            continue
        limit(PATIENCE)
        pattern = re.compile(request["pattern"])
        answer = (
            measure(pattern, request["attacks"], request["whole"]) if "attacks" in request else occurs(pattern, texts)
        )
        limit(0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()

"""What numfacts is compared with: the libraries it builds on, and peers that find quantities, where installed.

The peers are no dependency of the project: ``pip install jionlp recognizers-text-suite 'emoji<2'``.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.util import find_spec
from typing import Final

Reader = Callable[[str], object]

JIEBA, RJIEBA, OPENCC = "jieba.cut", "rjieba.cut", "opencc t2s"
BOTH: Final = "opencc and rjieba"
JIONLP, RECOGNIZERS = "JioNLP, money and time", "Recognizers-Text, five recognizers"
HAN: Final = re.compile("[\u3400-\u9fff]")


def libraries() -> dict[str, Reader]:
    """Load the libraries that numfacts builds on, by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of jieba's old imports
        import jieba
        import opencc
        import rjieba
    jieba.setLogLevel(logging.CRITICAL)
    fast = rjieba.Jieba()
    convert = opencc.OpenCC("t2s").convert
    return {
        JIEBA: lambda text: list(jieba.cut(text)),
        RJIEBA: lambda text: fast.cut(text, True),
        OPENCC: convert,
        BOTH: lambda text: fast.cut(convert(text), True),
    }


def peers() -> dict[str, Reader]:
    """Load the peers that are installed, by name."""
    found: dict[str, Reader] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of old string escapes and imports
        if find_spec("jionlp") is not None:
            found[JIONLP] = _jionlp()
        if find_spec("recognizers_suite") is not None:
            found[RECOGNIZERS] = _recognizers()
    return found


def _jionlp() -> Reader:
    with redirect_stdout(sys.stderr):  # what it says of itself is no measurement
        import jionlp

    def read(text: str) -> None:
        jionlp.ner.extract_money(text)
        jionlp.ner.extract_time(text)

    return read


def _recognizers() -> Reader:
    import recognizers_suite
    from recognizers_suite import Culture

    recognizers = [
        getattr(recognizers_suite, f"recognize_{kind}")
        for kind in ("number", "percentage", "currency", "dimension", "datetime")
    ]

    def read(text: str) -> None:
        culture = Culture.Chinese if HAN.search(text) else Culture.English
        for recognize in recognizers:
            recognize(text, culture)

    return read

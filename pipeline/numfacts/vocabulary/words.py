"""Words, by jieba's dictionary: evidence for what a text is about, never the place where numbers are found."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate, pairwise
from types import ModuleType
from typing import Final, Literal, Protocol, get_args

SegmenterName = Literal["rjieba", "jieba"]
_NAMES: Final[tuple[SegmenterName, ...]] = get_args(SegmenterName)

# How often a term of the project is taken to occur in the 60 million words behind the dictionary: as a common term of
# finance does there, so that it wins over its parts and loses no neighbour's characters.
_TERM_FREQUENCY: Final = 1000
# Characters that rjieba's dictionary knows and jieba's does not, of those that conversion to Simplified leaves as they
# are (rjieba 0.2.2, jieba 0.42.1).
_MISSING: Final = {
    "g": "唛垌埚埯塥嶴桊椠檑櫺燹狃瓞眙碥篑膣艴荛蒇蒈褵觖贳镩鞀",
    "ng": "蘗釬",
    "nr": "郗",
    "vg": "囓",
}
_loading = threading.Lock()


class Segmenter(Protocol):
    """Cuts a sentence into words."""

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open ranges of the words, which cover ``text``; white space and marks are words too."""

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words, which make up ``text``, each with its part of speech in jieba's dictionary.

        The tags are those of ICTCLAS (``n`` noun, ``v`` verb ...). Of words that the dictionary lacks, ``m`` has ASCII
        digits, ``eng`` ASCII letters too, and ``x`` neither.
        """


class RJieba:
    """The fast segmenter, in Rust; cuts exactly as ``Jieba`` does."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """Load the dictionary (0.1 s) and add the terms it lacks."""
        self._jieba = _rjieba().Jieba()
        for term in _distinct(terms):
            if not self._jieba.has_word(term):
                self._jieba.add_word(term, _TERM_FREQUENCY, "n")

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open ranges of the words of ``text``."""
        return _ranges(self._jieba.cut(text, False))

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words of ``text`` with their parts of speech."""
        tagged: list[tuple[str, str]] = self._jieba.tag(text, False)
        return tagged


class Jieba:
    """The reference segmenter, in Python."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """Load the dictionary (0.7 s) and add the terms it lacks; jieba's messages are silenced."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of jieba's old imports and string escapes
            import jieba
            import jieba.posseg
        jieba.setLogLevel(logging.CRITICAL)
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        self._tagger = jieba.posseg.POSTokenizer(self._jieba)
        self._tagger.initialize()
        self._tags: dict[str, str] = self._tagger.word_tag_tab
        for tag, chars in _MISSING.items():
            self._tags.update(dict.fromkeys(chars, tag))
        for term in _distinct(terms):
            if not self._jieba.FREQ.get(term):
                self._jieba.add_word(term, _TERM_FREQUENCY, "n")

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open ranges of the words of ``text``."""
        # Without the hidden Markov model, which guesses words the dictionary lacks: there the two segmenters differ.
        return _ranges(self._jieba.cut(text, HMM=False))

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words of ``text`` with their parts of speech."""
        words = (pair.word for pair in self._tagger.cut(text, HMM=False))
        return [(word, self._tags.get(word) or _unknown(word)) for word in words]


def check_segmenter(name: str) -> SegmenterName:
    """Return ``name`` as the name of a segmenter; raises ValueError where there is none of that name."""
    for known in _NAMES:
        if name == known:
            return known
    raise ValueError(f"unknown segmenter {name!r}: use one of {', '.join(_NAMES)}")


def load_segmenter(name: SegmenterName, terms: frozenset[str] = frozenset()) -> Segmenter:
    """Return the segmenter of that name and terms, loaded once in a process and safe to share between threads."""
    with _loading:
        return _load(name, terms)


@cache
def _load(name: SegmenterName, terms: frozenset[str]) -> Segmenter:
    return RJieba(terms) if name == "rjieba" else Jieba(terms)


def _distinct(terms: Iterable[str]) -> list[str]:
    """Return the terms once each and sorted, for the dictionary to be the same whatever their order."""
    return sorted({term for term in terms if term.strip()})


def _rjieba() -> ModuleType:
    """Import the compiled module of rjieba without its package.

    The package loads the dictionary for itself as soon as it is imported: as much time and 25 MB once more.
    """
    name = "rjieba.rjieba"
    package = find_spec("rjieba")
    spec = PathFinder.find_spec(name, package.submodule_search_locations) if package else None
    if name in sys.modules or spec is None or spec.loader is None:
        return import_module(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module  # where the package looks for it, should anyone import that later
    return module


def _unknown(word: str) -> str:
    """Give the tag that rjieba gives a word its dictionary lacks; jieba's depend on what stands beside it."""
    plain = [char for char in word if char.isascii() and char.isalnum()]
    if not plain:
        return "x"
    return "m" if all(char.isdigit() for char in plain) else "eng"


def _ranges(words: Iterable[str]) -> list[tuple[int, int]]:
    return list(pairwise(accumulate(map(len, words), initial=0)))

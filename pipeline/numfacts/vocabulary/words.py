"""Words, by jieba's dictionary: evidence for what a text is about, never the place where numbers are found."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterable
from functools import cache, cached_property
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate, pairwise
from types import ModuleType
from typing import Any, Final, Literal, Protocol, get_args

from numfacts.vocabulary.excerpt import MISSING, TERM_FREQUENCY, Excerpt

SegmenterName = Literal["rjieba", "jieba"]
_NAMES: Final[tuple[SegmenterName, ...]] = get_args(SegmenterName)

_EXCERPTED: Final = 3000  # characters that are cut before the whole dictionary is loaded
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
    """The fast segmenter, in Rust; cuts exactly as ``Jieba`` does.

    Loading its dictionary takes longer than reading several articles: the first texts are cut by an excerpt of it.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """Note the terms to be added where the dictionary lacks them; it is loaded when enough text was cut."""
        self._terms = _distinct(terms)
        self._excerpt = Excerpt(_rjieba().Jieba, self._terms)
        self._left = _EXCERPTED
        self._lock = threading.Lock()

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open ranges of the words of ``text``."""
        if self._left >= 0:
            with self._lock:
                return _ranges(self._knowing(text).cut(text, False))
        return _ranges(self._jieba.cut(text, False))

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words of ``text`` with their parts of speech."""
        tagged: list[tuple[str, str]]
        if self._left >= 0:
            with self._lock:
                tagged = self._knowing(text).tag(text, False)
        else:
            tagged = self._jieba.tag(text, False)
        return tagged

    def _knowing(self, text: str) -> Any:
        """Give what knows all words of a text; the excerpt changes meanwhile, so one thread at a time may use it."""
        self._left -= len(text)
        return self._excerpt.of(text) if self._left >= 0 else self._jieba

    @cached_property
    def _jieba(self) -> Any:
        """The whole dictionary (0.1 s) with the terms it lacks."""
        jieba = _rjieba().Jieba()
        for term in self._terms:
            if not jieba.has_word(term):
                jieba.add_word(term, TERM_FREQUENCY, "n")
        return jieba


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
        for tag, chars in MISSING.items():
            self._tags.update(dict.fromkeys(chars, tag))
        for term in _distinct(terms):
            if not self._jieba.FREQ.get(term):
                self._jieba.add_word(term, TERM_FREQUENCY, "n")

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

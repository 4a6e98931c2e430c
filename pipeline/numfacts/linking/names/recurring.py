"""Names that the dictionary would cut into verbs and adverbs, told by where a title and its text have them: 捷手."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

REACH = 2000  # characters of a text in which a clause begins with the name
SIZES = (5, 4, 3, 2)  # characters of a name, the longest first
FEWEST = 3  # times that title and text have it together
CLAUSE = later(r"(?:^|[\n。;:,，、\"“”()《》\s])(?=[\u4e00-\u9fff]{2})")
HAN = later("[\u4e00-\u9fff]+")
NO_PIECE = frozenset(["m", "q", "u", "ul", "uj", "p", "c", "r", "t", "f", "y"])  # parts of speech that are in no name

PREFIX = 2  # characters that make a company's name with a word of its trade
CONTEXT = 3  # characters before a name that may be cut together with it
BOUND = frozenset("ng nr ns nz nrt zg g x vg ag j".split())  # parts of speech of characters that are no words


def recurring(
    text: str, title: str, terms: list[Token], tagged: Callable[[str], list[tuple[str, str]]], shapes: Shapes
) -> Iterator[str]:
    """Yield the names that a title has and that clauses of its text begin with, but that are cut into bits of words.

    What follows them differs from place to place, so that they are whole; no word of the rules, ``terms`` of the text,
    is a part of them.
    """
    seen: set[str] = set()
    both = f"{title}\n{text}"
    for clause in CLAUSE.finditer(text, 0, REACH):
        if text[clause.end() : clause.end() + SIZES[-1]] not in title:
            continue
        for size in SIZES:
            name = text[clause.end() : clause.end() + size]
            if name in seen or name not in title or HAN.fullmatch(name) is None:
                continue
            seen.add(name)
            if any(shapes.fits("in-no-short-name", edge) for edge in (name[0], name[-1])) or both.count(name) < FEWEST:
                continue
            if len({rest[:1] for rest in both.split(name)[1:]}) < 2:
                continue
            if _is_cut(tagged(name)) and not _has_term(text, name, terms):
                yield name


def trade_names(text: str, tagged: Callable[[str], list[tuple[str, str]]], shapes: Shapes) -> Iterator[str]:
    """Yield the names of companies that two characters make with a word of their trade: 迈瑞医疗, 再鼎医药.

    Only those that the dictionary would begin with a verb or an adverb, before what is no word by itself.
    """
    seen: set[str] = set()
    for end in shapes["trade-end"].finditer(text, PREFIX):
        name = text[end.start() - PREFIX : end.end()]
        if name in seen or HAN.fullmatch(name) is None:
            continue
        if shapes.fits("begins-no-trade-name", name[0]) or shapes.fits("in-no-short-name", name[1]):
            continue
        seen.add(name)
        before = text[max(0, end.start() - PREFIX - CONTEXT) : end.start() - PREFIX]
        pieces = tagged(before + name)
        sizes = [len(piece) for piece, _ in pieces[-3:]]
        if sizes == [1, 1, len(name) - PREFIX] and pieces[-3][1][0] in "vd" and pieces[-2][1] in BOUND:
            yield name


def _is_cut(pieces: list[tuple[str, str]]) -> bool:
    """Say whether a name is cut into several pieces, a single character and what is no noun among them.

    A verb and its object alone (拿地) are no name.
    """
    single = any(len(piece) == 1 for piece, _ in pieces)
    tags = [tag for _, tag in pieces]
    if len(pieces) < 2 or not single or any(tag in NO_PIECE for tag in tags):
        return False
    acts = any(tag[0] in "vd" for tag in tags)
    if acts and sum(len(piece) for piece, _ in pieces) == 2:
        return False
    return any(tag[0] not in "nj" for tag in tags)


def _has_term(text: str, name: str, terms: list[Token]) -> bool:
    """Say whether a word of the rules of more than one character begins or ends in the name."""
    start = text.find(name)
    end = start + len(name)
    return any(token.end - token.start > 1 and token.start < end and start < token.end for token in terms)

"""Which words make a name of a noun phrase, and which end none, by their parts of speech (ICTCLAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

Word = tuple[int, int, str]  # half-open offsets of a word, and its part of speech
NAMELIKE = frozenset(["ns", "nt", "nz", "x"])  # parts of speech that names have words of
SOMETIMES = frozenset(["nr", "nrt", "nrfg", "j"])  # of words of two characters they are given to many that are no names
IDIOM = 4  # characters of what is said of something (趋于稳定), where the dictionary calls it a set phrase
TRAILING = frozenset(["f", "q", "m", "mq", "a", "ag", "an"])  # end no phrase
LETTERS = 2  # in Latin letters, more of them make a name


def is_proper(text: str, phrase: list[Word]) -> bool:
    """Say whether a noun phrase looks like a name: it has a word that names have, or begins with no word at all."""
    if len(phrase) > 1 and all(tag[:2] == "nr" for _, _, tag in phrase):
        return True  # 扎克|伯格
    for begin, stop, tag in phrase:
        if tag in NAMELIKE or (tag in SOMETIMES and stop - begin != 2):
            return True
    if all(tag == "eng" for _, _, tag in phrase):
        name = text[phrase[0][0] : phrase[-1][1]]
        return len(name) > LETTERS and not any(char.isdigit() for char in name)
    beginning = phrase[:2]
    if phrase[0][2][:1] == "a" and phrase[-1][1] - phrase[0][0] == 2:
        return False  # 绿氢
    return len(beginning) == 2 and all(stop - begin == 1 and tag[0] not in "mqfh" for begin, stop, tag in beginning)


def trails(text: str, phrase: list[Word], tokens: list[Token], shapes: Shapes) -> bool:
    """Say whether the last word of a phrase ends none, as what makes a time of those counted: 20辆坦克|时.

    Neither does what tells where the time behind it holds: 3名游客|当地周一获救.
    """
    begin, stop, tag = phrase[-1]
    counted = len(phrase) > 1 and bool(tokens) and tokens[-1].code == "Q" and tokens[-1].end == phrase[0][0]
    when = counted and text[begin:stop] in shapes.words("sides-of-time")
    when = when or (len(phrase) > 1 and text[begin:stop] in shapes.words("leads-time"))
    return when or tag in TRAILING or (tag == "i" and stop - begin >= IDIOM)


def leads(text: str, phrase: list[Word], tokens: list[Token], shapes: Shapes) -> bool:
    """Say whether the first word of a phrase is no part of it, by the tokens before.

    It only places something in a time, 春节后行情, 转让完成后某集团, or counts what is pointed at: 这座火山.
    """
    begin, stop, tag = phrase[0]
    said = text[begin:stop]
    if tag == "q" and len(phrase) > 1:
        return text[begin - 1 : begin] in shapes.words("pointing")
    if said == "内" or not tokens or tokens[-1].end != begin:
        return said == "内"
    done = tokens[-1].code in "vL" and tokens[-1].end - tokens[-1].start > 1
    return (said in shapes.words("sides-of-time") and tokens[-1].code == "P") or (
        said in shapes.words("after-done") and done
    )

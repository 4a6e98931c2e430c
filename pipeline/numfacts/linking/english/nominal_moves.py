"""Whose a figure of a market is that stands before it: a slide of 44 points left the Oak Index at 900."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase, Syntax
    from numfacts.vocabulary.shapes import Shapes


def moved_behind(syntax: Syntax, at: int, shapes: Shapes) -> Phrase | None:
    """Give what stands behind the verb of a noun of change whose size the quantity at ``at`` is: 4 percent drop hit X.

    So it is for what someone leads: energy led a 2 percent drop in the market.
    """
    if shapes.fits("english-move", syntax.word(at + 1)):
        begin, end = at, at + 2
    elif syntax.word(at - 1) == "of" and shapes.fits("english-move", syntax.word(at - 2)):
        begin, end = at - 2, at + 1
    else:
        return None
    end = _behind_again(syntax, end)
    begin = _before_attributes(syntax, begin)
    if shapes.fits("english-move-deals", syntax.word(end)) and syntax.code(begin - 1) in ",k":
        return _object(syntax, end + 1, shapes)
    leads = shapes.fits("english-move-leads", syntax.word(begin - 1))
    if syntax.codes[end : end + 2] == "pT" and leads:
        end += 2  # powered a 2 percent rise on Monday for the Oak Index
    if not leads or syntax.word(end) not in ("in", "on", "of", "for"):
        return None
    return _object(syntax, end + 1, shapes)


def opened_at(syntax: Syntax, at: int, shapes: Shapes) -> Phrase | None:
    """Give whose a level is that opens a sentence: At 900, the Oak Index rose; Closing at 900 on Monday, Oak stocks."""
    opens = at == 1 or (at == 2 and shapes.fits("english-at-session", syntax.word(0)))
    if not opens or syntax.word(at - 1) != "at":
        return None
    end = syntax.codes.find(",", at)
    if end < 0 or set(syntax.codes[at + 1 : end]) - set("pdaTn"):
        return None
    phrase = syntax.phrase_after(end + 1)
    follows = phrase is not None and syntax.code(phrase.end) in "xvea"
    return phrase if follows and syntax.code(end + 1) in "dnN" else None


def _behind_again(syntax: Syntax, end: int) -> int:
    """Give where what tells a move once more ends, from where that begins: , or 0.6 percent, left; (0.6 percent)."""
    if syntax.codes[end : end + 3] == "(Q)":
        return end + 3
    joined = end + (syntax.code(end) == ",")
    if syntax.word(joined) != "or" or syntax.code(joined + 1) != "Q":
        return end
    joined += 2
    return joined + (syntax.code(joined) == "," and joined < len(syntax.codes))


def _before_attributes(syntax: Syntax, begin: int) -> int:
    """Give where the noun phrase begins that a move is told in, with its article: a sharp slide, an early 2 percent."""
    while begin and syntax.codes[begin - 1] in "ndasT":
        begin -= 1
    return begin


def _object(syntax: Syntax, position: int, shapes: Shapes) -> Phrase | None:
    """Give the noun phrase that begins at a position, where one does, without the side that it went to: lower."""
    phrase = syntax.phrase_after(position) if syntax.code(position) in "dsnN" else None
    if phrase is not None and shapes.fits("english-comparative", syntax.word(phrase.end - 1)):
        phrase = phrase._replace(end=phrase.end - 1)
    return phrase if phrase is not None and phrase.end > phrase.begin else None

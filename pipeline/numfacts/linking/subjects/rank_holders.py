"""Who holds a rank that stands before the name: 第二名甲, 排名第二的是甲."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.vocabulary.shapes import Shapes


def rank_holder(asked: Asked, names: ClauseNames, shapes: Shapes) -> Whose | None:
    """Give who holds the rank asked about, where the clause names them behind it."""
    reading, verb = asked.reading, asked.index + 1
    codes, end, stop = reading.codes, reading.tokens[asked.index].end, reading.clause_end(verb)
    if codes[verb : verb + 1] in ("w", "S") and (behind := names.read(reading, verb, stop)):
        name = behind[0]
        opens = not codes[asked.begin : asked.index].strip("P") and name.first <= verb + 1
        if opens and codes[name.last + 1 : stop] in ("", "(w)", "(S)", "(C)"):
            return Whose(name.mention, firm=True)  # 第二名甲(...)
        beside = reading.text[end : reading.tokens[verb].start] in ("", "的")
        if beside and name.first == verb and name.firm:
            return Whose(name.mention, firm=True)  # 排名第二的甲, 第二名甲
    named = shapes["is-named"].match(reading.text, end)
    if named is None or codes[verb : verb + 1] != "L":
        return None
    if not named[0].startswith("的") and "w" in codes[asked.begin : asked.index]:
        return None  # 甲排名第一,是...
    behind = names.read(reading, verb + 1, stop)
    return Whose(behind[0].mention, behind[0].firm) if behind and behind[0].first == verb + 1 else None

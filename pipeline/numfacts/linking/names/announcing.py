"""Who announces something, without the times and adverbs around: 昨晚某某科技|4月初|陆续|公布."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

DAY = frozenset("去今明昨上下本早午先")  # characters that begin times before a name, as those of names do not: 现代
LINKS = ("p", "c")  # parts of speech (ICTCLAS) of words that lead to someone
PASSING = ("t", "p")  # parts of speech of words of more than one character that no name holds
ADVERBS = ("d", "ad")  # parts of speech of adverbs
HASTE = frozenset("后续即继快先然")  # characters that end those behind a name, as those in names do not: 高新
NEVER = frozenset(["最近", "之前", "之后", "连同", *"将已亦只又在于至自向较对第"])  # other words that no name holds
DATES = ("月", "年", "季", "月初", "月底")  # words that make a date of the number before


def who_announces(match: re.Match[str], tagged: Callable[[str], list[tuple[str, str]]]) -> str:
    """Give who announces something by a match that ends in what is announced; nobody, as several things, is empty.

    ``tagged`` cuts a phrase into words with their parts of speech.
    """
    name, words = match[1], tagged(match[1])
    begin, end, stop = 0, 0, len(name)
    if words[0][0] in NEVER or (len(words[0][0]) > 1 and words[0][1] in LINKS):
        return ""  # 较6月底公布的, 按照公布的
    for index, (word, tag) in enumerate(words):
        behind = (len(word) > 1 and (tag in PASSING or (tag in ADVERBS and word[-1] in HASTE))) or word in NEVER
        if word[0].isdigit() and index + 1 < len(words):
            if words[index + 1][0] not in DATES:
                return ""  # 去年共有71只新股
            behind = True
        if end > begin and behind:
            stop = min(stop, end)
        end += len(word)
        if begin == index == 0 and tag == "t" and word[0] in DAY:
            begin = end
    return name[begin:stop]

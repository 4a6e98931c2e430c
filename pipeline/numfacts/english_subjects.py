"""Whose figure it is in an English sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.records import Mention
from numfacts.tokens import Term
from numfacts.topics import is_place

if TYPE_CHECKING:
    from numfacts.cast import Cast
    from numfacts.focus import Focus
    from numfacts.links import Link
    from numfacts.reading import Reading
    from numfacts.shapes import Shapes
    from numfacts.tokens import Token

NAMING = "wSOC"  # codes of tokens that can name a subject
ENGLISH_NAME = re.compile(
    r"(?:[A-Z][\w&'.-]*|[0-9]+[A-Z]\w*)(?:\s(?:(?:of|and|the|for|de|&)\s(?:the\s)?)?[A-Z][\w&'.-]*)*"
)
POSSESSIVE = re.compile(r"'s?$")


class EnglishSubjects:
    """Finds the subjects of English sentences."""

    def __init__(self, focus: Focus, shapes: Shapes, cast: Cast) -> None:
        self._focus = focus
        self._shapes = shapes
        self._cast = cast

    def names(self, reading: Reading, index: int) -> list[Mention]:
        """Give the names that the clause of the token at ``index`` says something of, in order."""
        return [name for _, name in self._names(reading, reading.clause_start(index), index)]

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give the nearest name before the token at ``index``."""
        names = self._names(reading, 0, index)
        return names[-1][1] if names else None

    def find(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject of the quantity at ``index`` that its sentence names, or null."""
        metric_id = link.mention.id if link is not None else None
        itself = self._itself(reading, index, link, near)
        if itself is not None:
            return itself
        if self._focus.named is not None and metric_id in self._shapes.group("whole"):
            return self._focus.named
        begin, limit, adjacent = reading.clause_start(index), index, None
        if link is not None and link.position is not None and begin <= link.position < index:
            limit = link.position
            adjacent = self._adjacent(reading, limit, begin)
        names = self._names(reading, begin, limit)
        if adjacent is None and self._is_topics(reading, begin, names, metric_id):
            return self._focus.named
        if reading.english and not names and limit < index and (place := self._behind(reading, limit)) is not None:
            return place
        if names and (adjacent is None or names[0][0].start < (adjacent.start or 0)):
            return names[0][1]
        if adjacent is not None:
            made = metric_id in self._shapes.group("maker") and self._focus.named is not None and begin > 0
            return self._focus.named if made else adjacent
        if begin and reading.codes[begin - 1] == "(" and reading.codes[begin - 2 : begin - 1] in ("w", "S"):
            return self._name_at(reading, begin - 2)
        if near is not None:
            return near
        if metric_id in self._shapes.group("country") and (place := self._country(reading, begin)) is not None:
            return place
        while begin > 0:
            end = begin - 1
            begin = reading.clause_start(end)
            names = self._names(reading, begin, end)
            if names:
                return names[0][1]
        return None

    def _itself(self, reading: Reading, index: int, link: Link | None, near: Mention | None) -> Mention | None:
        """Give the subject that the metric is called by: an index, a rate, a commodity, a board."""
        if link is None or link.mention.start is None:
            return None
        names = self._names(reading, reading.clause_start(index), index)
        if link.rule is not None and link.rule.index:
            place = next((name for token, name in names if token.code == "S"), None)
            return place if link.rule.head and place is not None else link.mention
        if link.mention.id in self._shapes.group("called-by"):
            against = self._shapes["against"].match(link.mention.text or "") is not None  # 兑美元
            return names[0][1] if names else near or (None if against else link.mention)
        if link.mention.id == "turnover" and (board := self._shapes["board"].search(link.mention.text or "")):
            start = link.mention.start + board.start()
            return Mention(board[0], start, start + len(board[0]))
        return None

    def _is_topics(
        self, reading: Reading, begin: int, names: list[tuple[Token, Mention]], metric_id: str | None
    ) -> bool:
        """Say whether a figure is the topic's own, although the clause may name something else."""
        if self._focus.named is None:
            return False
        if metric_id in self._shapes.group("company") and not any(token.code == "S" for token, _ in names):
            return True
        return (
            self._focus.of_company
            and bool(names)
            and names[0][0].code == "w"
            and names[0][0] is not reading.tokens[begin]
        )

    def _adjacent(self, reading: Reading, limit: int, begin: int) -> Mention | None:
        """Read the noun right before a metric; a period may stand between them (内地2月零售)."""
        position = limit - 1
        while position >= begin and reading.codes[position] in "PN":
            position -= 1
        if position < begin or reading.codes[position] not in NAMING:
            return None
        gap = reading.text[reading.tokens[position].end : reading.tokens[position + 1].start]
        return None if gap.strip(" 的之“”\"'s") else self._name_at(reading, position)

    def _behind(self, reading: Reading, metric: int) -> Mention | None:
        """Read the place behind an English metric: retail sales in Hong Kong."""
        if reading.codes[metric + 1 : metric + 3] not in ("sS", "LS", "fS"):
            return None
        if not self._shapes["placed"].match(reading.text, reading.tokens[metric + 1].start):
            return None
        return reading.mention(metric + 2)

    def _names(self, reading: Reading, begin: int, limit: int) -> list[tuple[Token, Mention]]:
        """Read the names between two tokens, but for objects, sources and what a preposition governs."""
        found: list[tuple[Token, Mention]] = []
        tokens = reading.tokens
        for position in reading.before(limit, begin):
            token = tokens[position]
            if token.code not in NAMING:
                continue
            before = tokens[position - 1] if position > begin else None
            if (
                before is not None
                and found
                and (before.code == "v" or (before.code in "wS" and before.end == token.start))
            ):
                continue
            if before is not None and before.code == "A":
                continue
            if (
                before is not None
                and before.code == "s"
                and self._shapes["preposition"].match(reading.text, before.start)
            ):
                continue
            if token.code != "O" and self._speaks(reading, position):
                continue
            name = self._name_at(reading, position)
            if name is not None:
                found.append((token, name))
        return found

    def _speaks(self, reading: Reading, position: int) -> bool:
        """Say whether the name at a position is who says something rather than what it is said of."""
        following = reading.codes[position + 1 : position + 3]
        if "R" not in following or "Q" in following:
            return False
        verb = reading.tokens[position + 1 + following.index("R")]
        return not reading.english or (isinstance(verb.item, Term) and verb.item.source.endswith("/say"))

    def _name_at(self, reading: Reading, position: int) -> Mention | None:
        """Give what the token at a position names: pronouns stand for the topic or the last place."""
        token, text = reading.tokens[position], reading.text
        if token.code == "O":
            if isinstance(token.item, Term) and token.item.source.endswith("place-pronoun"):
                return self._place_before(reading, position)
            return self._focus.named or self._focus.last
        start, end = token.start, token.end
        if token.code == "w" and text[start:end].isascii():
            return self._english_name(text, start, end)
        for following in reading.tokens[position + 1 :]:
            if following.code not in "wS" or following.start != end:
                break
            end = following.end
        name = text[start:end]
        quoted = start >= self._focus.source.start and end <= self._focus.source.end
        if quoted or len(name) < 2 or not self._cast.is_name(name) or self._shapes["wire-bar"].match(text, end):
            return None
        return Mention(name, start, end)

    def _place_before(self, reading: Reading, position: int) -> Mention | None:
        """Give the place that 该国 stands for: the last one the text has named."""
        earlier = reading.codes.rfind("S", 0, position)
        return reading.mention(earlier) if earlier >= 0 else self._focus.place or self._focus.last

    def _country(self, reading: Reading, begin: int) -> Mention | None:
        """Give the country a macro figure is of, where its clause names none."""
        for position in range(begin - 1, -1, -1):
            token = reading.tokens[position]
            if is_place(token) and not self._focus.source.start <= token.start < self._focus.source.end:
                return reading.mention(position)
        return (
            self._focus.last
            if self._focus.last is not None and self._focus.last == self._focus.place
            else self._focus.title_place or self._focus.place
        )

    def _english_name(self, text: str, start: int, end: int) -> Mention | None:
        """Read the name in a run of English words: the last one, as titles and kinds go before (carmaker BYD)."""
        found = None
        titles, demonyms = self._shapes.words("english-title"), self._shapes.words("demonym")
        for match in ENGLISH_NAME.finditer(text, start, end):
            words, offset = match[0].split(), match.start()
            while words and words[0] in titles:
                offset += len(words.pop(0)) + 1
            name = POSSESSIVE.sub("", " ".join(words))
            if name and name not in demonyms:
                found = Mention(name, offset, offset + len(name))
                if text[match.end() : match.end() + 1] == "'" and match.end() < end:
                    break
        return found
